//! Terraform's source.

use proptest::prelude::*;
use sentry_general::live::{Live, Target, read};

const SOURCE: &str = r##"
terraform {
  required_providers { sentry = { source = "jianyuan/sentry" } }
}

variable "organization" {
  type    = string
  default = "corner"
}

locals {
  prefix = "corner"
  owners = <<-EOT
    path:src/* #${sentry_team.web.slug}
    path:src/pay/* #pay
  EOT
}

resource "sentry_team" "web" {
  organization = var.organization
  name         = "Web Shop"
}

resource "sentry_team" "pay" {
  organization = var.organization
  name         = "Pay"
  slug         = "pay"
}

resource "sentry_project" "shop" {
  organization = var.organization
  teams        = [sentry_team.web.id, sentry_team.pay.slug]
  name         = "${local.prefix} Shop"
  platform     = "javascript-react"
}

resource "sentry_project" "jobs" {
  organization = var.organization
  teams        = toset(concat(["pay"], var.more))
  name         = "Jobs"
  slug         = "jobs"
  platform     = var.platform
}

resource "sentry_project_ownership" "shop" {
  organization    = var.organization
  project         = sentry_project.shop.id
  raw             = local.owners
  auto_assignment = "Auto Assign to Issue Owner"
}

resource "sentry_organization_repository" "mono" {
  organization     = var.organization
  integration_type = "github"
  integration_id   = data.sentry_organization_integration.github.id
  identifier       = "corner/mono"
}

resource "sentry_organization_code_mapping" "shop" {
  organization   = var.organization
  integration_id = data.sentry_organization_integration.github.id
  repository_id  = sentry_organization_repository.mono.internal_id
  project_id     = sentry_project.shop.internal_id
  default_branch = "main"
  stack_root     = "app:///"
  source_root    = "shop/"
}

resource "sentry_issue_alert" "shop" {
  organization = var.organization
  project      = sentry_project.shop.slug
  name         = "New"
  action_match = "any"
  filter_match = "any"
  frequency    = 30
  actions_v2   = [{ notify_email = { target_type = "IssueOwners", fallthrough_type = "NoOne" } }]
}

resource "sentry_issue_alert" "jobs" {
  organization = var.organization
  project      = sentry_project.jobs.slug
  name         = "Jobs"
  actions      = jsonencode([{ id = "sentry.mail.actions.NotifyEmailAction", targetType = "Team", targetIdentifier = 41 }])
}

resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}
"##;

fn taken(text: &str) -> (Live, Vec<(&'static str, String, usize)>) {
    let mut live = Live::default();
    let reading = read(text, &mut live);
    let place = |span: Option<sentry_general::text::Span>| span.map_or(0, |it| it.start as usize);
    let problems = reading.problems.iter().map(|it| (it.code, it.message.clone(), place(it.span)));
    (live, problems.collect())
}

#[test]
fn what_is_written_out_and_what_it_refers_to_is_read() {
    let (live, problems) = taken(SOURCE);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(live.organization, "corner");
    assert_eq!(live.teams.keys().collect::<Vec<_>>(), ["pay", "web-shop"], "made of its name");
    assert_eq!(live.projects.keys().collect::<Vec<_>>(), ["corner-shop", "jobs"]);
    let shop = &live.projects["corner-shop"];
    assert_eq!(shop.name, "corner Shop");
    assert_eq!(shop.platform.as_deref(), Some("javascript-react"));
    assert_eq!(shop.teams.iter().collect::<Vec<_>>(), ["pay", "web-shop"]);
    assert_eq!(shop.address.as_deref(), Some("sentry_project.shop"));
    let rules = shop.rules.as_ref().expect("rules");
    assert_eq!(rules.raw, "path:src/* #web-shop\npath:src/pay/* #pay\n");
    let mapping = live.mappings.iter().next().expect("a mapping");
    let found = [&mapping.project, &mapping.repository, &mapping.stack_root, &mapping.source_root];
    assert_eq!(found, ["corner-shop", "corner/mono", "app:///", "shop/"]);
    let alert = |name: &str| live.alerts.values().find(|it| it.name == name).expect("an alert");
    assert_eq!(alert("New").targets, [Target::Owners("NoOne".into())]);
    assert_eq!(alert("Jobs").targets, [Target::Team("41".into())]);
    assert_eq!(live.unused["aws_s3_bucket"], 1);
}

#[test]
fn what_is_computed_is_listed_and_nothing_is_said_of_it() {
    let (live, _) = taken(SOURCE);
    for what in
        ["sentry_project.teams, which is computed", "sentry_project.platform, which is computed"]
    {
        assert_eq!(live.unknown.get(what), Some(&1), "{what}: {:?}", live.unknown);
    }
    let jobs = &live.projects["jobs"];
    assert!(!jobs.listed, "who has access is not known as a whole");
    assert_eq!(jobs.platform, None);
}

#[test]
fn what_stands_for_several_things_is_told_with_its_place() {
    let text = "resource \"sentry_team\" \"web\" {\n  name = \"web\"\n}\n\nresource \"sentry_project\" \"all\" {\n  for_each = var.projects\n  name = each.key\n  teams = [sentry_team.web.id]\n}\n";
    let (live, problems) = taken(text);
    let at = text.find("resource \"sentry_project\"").expect("it is there");
    let found: Vec<_> = problems.iter().map(|(code, _, place)| (*code, *place)).collect();
    assert_eq!(found, [("live/not-written-out", at)]);
    assert!(live.projects.is_empty() && live.teams.contains_key("web"));
}

#[test]
fn a_block_that_breaks_off_takes_no_other_along() {
    let block =
        |name: &str| format!("resource \"sentry_team\" \"{name}\" {{\n  name = \"{name}\"\n}}\n\n");
    for broken in [
        "resource \"sentry_project\" \"x\" {\n  name = \"x\n}\n\n",
        "resource \"sentry_project\" \"x\" {\n  teams = [\"a\",,]\n}\n\n",
        "resource \"sentry_project\" \"x\" {\n  name == \"x\"\n}\n\n",
    ] {
        let text = format!("{}{broken}{}", block("one"), block("two"));
        let (live, problems) = taken(&text);
        assert_eq!(live.teams.keys().collect::<Vec<_>>(), ["one", "two"], "{broken}");
        let start = block("one").len();
        assert!(
            problems.iter().all(|it| it.0 == "live/not-hcl") && !problems.is_empty(),
            "{problems:?}"
        );
        assert!((start..start + broken.len()).contains(&problems[0].2), "{problems:?}");
    }
}

#[test]
fn references_in_circles_and_to_very_many_values_come_to_an_end() {
    let circle = "locals {\n  a = local.b\n  b = local.a\n}\nresource \"sentry_team\" \"web\" {\n  slug = local.a\n}\n";
    assert!(taken(circle).0.teams.is_empty(), "nothing is known of it");
    let mut grows = String::from("locals {\n  a0 = [\"x\"]\n");
    for at in 1..15 {
        let before = at - 1;
        grows += &format!("  a{at} = [{}]\n", vec![format!("local.a{before}"); 9].join(", "));
    }
    grows += "}\nresource \"sentry_project\" \"web\" {\n  slug = \"web\"\n  teams = local.a14\n}\n";
    assert!(taken(&grows).0.projects.contains_key("web"));
}

#[test]
fn alerts_of_one_name_are_two_things() {
    let alert = |project: &str, target: &str| {
        format!(
            "resource \"sentry_issue_alert\" \"{project}\" {{\n  project = \"{project}\"\n  name = \"New issues\"\n  actions_v2 = {target}\n}}\n"
        )
    };
    let owners =
        "[{ notify_email = { target_type = \"IssueOwners\", fallthrough_type = \"NoOne\" } }]";
    let (live, problems) = taken(&format!("{}{}", alert("api", owners), alert("web", "var.them")));
    assert!(problems.is_empty(), "{problems:?}");
    let of = |project: &str| {
        let mut all = live.alerts.values().filter(|it| it.projects.contains(project));
        let alert = all.next().expect("it is read");
        assert!(all.next().is_none(), "{project} has one");
        alert.targets.clone()
    };
    assert_eq!(of("api"), [Target::Owners("NoOne".into())], "nothing of it is computed");
    assert!(matches!(of("web")[..], [Target::Service(..)]), "whom it reaches is computed");
}

#[test]
fn a_byte_order_mark_takes_no_block_along_and_moves_no_place() {
    let block = "resource \"sentry_team\" \"one\" {\n  name = \"one\"\n}\n";
    let (live, problems) = taken(&format!("\u{feff}{block}"));
    assert!(problems.is_empty() && live.teams.contains_key("one"), "{problems:?}");
    let broken = "resource \"sentry_team\" \"two\" {\n  name == \"two\"\n}\n";
    let (_, without) = taken(&format!("{block}{broken}"));
    let (_, with) = taken(&format!("\u{feff}{block}{broken}"));
    assert_eq!((with.len(), with[0].2), (1, without[0].2 + 3), "{with:?} and {without:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_stands_in_a_source_reading_comes_to_an_end_and_names_places_in_it(
        cut in 0..SOURCE.len(), at in 0..SOURCE.len(), more in "[a-z{}\"$%\\[\\]().=<>#\n é]{0,12}",
    ) {
        let place = |mut at: usize| { while !SOURCE.is_char_boundary(at) { at -= 1; } at };
        let (cut, at) = (place(cut.max(at)), place(at.min(cut)));
        let text = format!("{}{more}{}", &SOURCE[..at], &SOURCE[at..cut]);
        let mut live = Live::default();
        for problem in read(&text, &mut live).problems {
            let span = problem.span.unwrap_or_default();
            prop_assert!(text.get(span.range()).is_some(), "{problem:?} in {text}");
        }
    }
}
