//! How many errors come in, whose they are, and what guards the quota.

use proptest::prelude::*;
use sentry_general::organization::{Organization, Project};
use sentry_general::playbook::Choice;
use sentry_general::playbook::usage::{
    self, Author, Basis, Choice as Typed, Evidence, Split, Volume, apportion, calculate, stats,
};
use sentry_general::projects::what_if::spike_floor;
use std::collections::BTreeMap;

fn project(slug: &str, platform: &str, files: u32, teams: &[&str]) -> Project {
    Project {
        slug: slug.to_owned(),
        platform: platform.to_owned(),
        files,
        teams: teams.iter().map(|team| (*team).to_owned()).collect(),
        ..Project::default()
    }
}

fn shop() -> Organization {
    Organization {
        projects: vec![
            project("web", "javascript-nextjs", 300, &["shop"]),
            project("api", "python-django", 100, &["shop", "pay"]),
            project("mail", "node", 0, &[]),
        ],
        ..Organization::default()
    }
}

fn typed(fields: &[(Typed, &str)]) -> Organization {
    let mut organization = shop();
    for (field, text) in fields {
        organization.choices.choose(&Choice::Volume(field.clone()), text);
    }
    organization
}

fn daily(slug: &str) -> Typed {
    Typed::Daily(slug.to_owned())
}

fn of(fields: &[(Typed, &str)]) -> Volume {
    calculate(&typed(fields), &Evidence::default())
}

fn codes(volume: &Volume) -> Vec<(&Typed, &'static str)> {
    volume.problems.iter().map(|(field, problem)| (field, problem.code)).collect()
}

#[test]
fn what_was_typed_becomes_shares_and_a_month() {
    let volume = of(&[(daily("web"), "1,5k"), (daily("api"), "500"), (daily("mail"), "0")]);
    let projects: Vec<_> =
        volume.projects.iter().map(|it| (it.slug.as_str(), it.day, it.share)).collect();
    assert_eq!(projects, [("web", 1500, 7500), ("api", 500, 2500), ("mail", 0, 0)]);
    assert_eq!((volume.day, volume.month), (2000, 60_000), "a month has thirty days");
    assert_eq!(volume.quota, None, "no quota was typed, and none is made up");
    assert_eq!(volume.spike_floor, None, "without a quota there is no floor to tell");
}

#[test]
fn the_quota_runs_out_on_the_first_day_it_does_not_cover() {
    for (quota, day, over) in [
        ("29999", Some(30), 1),
        ("30000", None, 0),
        ("1000", Some(2), 29_000),
        ("999", Some(1), 29_001),
        ("0", Some(1), 30_000),
    ] {
        let volume = of(&[(daily("web"), "1000"), (Typed::Quota, quota)]);
        assert_eq!((volume.used_up_on, volume.over), (day, over), "quota {quota}");
    }
    let nothing = of(&[(daily("web"), "0"), (Typed::Quota, "0")]);
    assert_eq!(nothing.used_up_on, None, "nothing uses nothing up");
}

#[test]
fn sampling_comes_before_filters_and_both_save() {
    let volume = of(&[
        (daily("web"), "1000"),
        (Typed::SampleRate, "50%"),
        (Typed::Filtered, "10"),
        (Typed::Quota, "20000"),
    ]);
    assert_eq!((volume.month, volume.kept), (30_000, 13_500));
    assert_eq!((volume.saved_by_sampling, volume.saved_by_filters), (15_000, 1_500));
    assert_eq!(volume.used_up_on, None, "what is sampled away uses up no quota");
    assert_eq!(volume.seen, [(1, 5000), (10, 9990), (100, 10_000)], "rare errors go unseen");
}

#[test]
fn the_floor_is_sentrys_and_counts_projects_to_five() {
    let volume = of(&[(Typed::Quota, "1M")]);
    assert_eq!(volume.spike_floor, Some(1_388), "3 × 1,000,000 ÷ (720 × 3)");
    let formula = volume.formulas.iter().find(|it| it.author == Author::Sentry);
    let numbers = formula.map(|it| it.with_numbers.as_str());
    assert_eq!(numbers, Some("max(500, 3 × 1,000,000 ÷ (720 × 3)) = 1,388"));
    let busy = of(&[(Typed::Quota, "1M"), (daily("web"), "50k"), (daily("api"), "100")]);
    let above: Vec<_> = busy.projects.iter().map(|it| (it.peak_hour, it.is_above_floor)).collect();
    assert_eq!(above, [(6250, true), (13, false), (0, false)], "50,000 × 3 ÷ 24 in a busy hour");
}

#[test]
fn a_limit_leaves_room_above_the_busiest_hour() {
    for (day, peak, limit) in [
        ("1440", "1", Some(10)),
        ("1440000", "10", Some(20_000)),
        ("123456", "3", Some(520)),
        ("1", "", Some(10)),
        ("0", "", None),
    ] {
        let volume = of(&[(daily("web"), day), (Typed::Peak, peak)]);
        let web = volume.projects.iter().find(|it| it.slug == "web").map(|it| it.rate_limit);
        assert_eq!(web, Some(limit), "{day} a day with a peak of {peak:?}");
    }
}

#[test]
fn what_nobody_typed_is_estimated_and_called_so() {
    let bases = |volume: &Volume| -> BTreeMap<String, (u64, Basis)> {
        volume.projects.iter().map(|it| (it.slug.clone(), (it.day, it.basis))).collect()
    };
    let by_files = of(&[(Typed::Total, "1000"), (daily("mail"), "200")]);
    let expected =
        [("api", (200, Basis::Files)), ("mail", (200, Basis::Typed)), ("web", (600, Basis::Files))];
    assert_eq!(bases(&by_files), expected.map(|(slug, it)| (slug.to_owned(), it)).into());
    let evidence = Evidence {
        errors: [("api".to_owned(), 700)].into(),
        minutes: 7 * 1_440,
        ..Evidence::default()
    };
    let by_errors = calculate(&shop(), &evidence);
    assert_eq!(bases(&by_errors)["api"], (100, Basis::Errors), "700 errors in a week");
    let nothing = of(&[]);
    assert!(!nothing.is_known, "no number is made up");
    let shares: Vec<_> = nothing.projects.iter().map(|it| it.share).collect();
    assert_eq!(shares, [7500, 2500, 0], "shares go by files while nothing is known");
    assert!(nothing.projects.iter().all(|it| it.rate_limit.is_none()), "nor any limit");
}

#[test]
fn a_project_is_split_among_its_teams_by_the_best_that_is_known() {
    let split = |evidence: &Evidence| {
        let volume = calculate(&typed(&[(daily("api"), "100")]), evidence);
        let api = volume.projects.iter().find(|it| it.slug == "api").cloned();
        api.map(|it| (it.split, it.teams)).expect("the project is there")
    };
    let some = |team: &str, errors: u64| (Some(team.to_owned()), errors);
    let by = |teams: &[(&str, u64)]| -> BTreeMap<String, BTreeMap<String, u64>> {
        let teams = teams.iter().map(|(team, number)| ((*team).to_owned(), *number)).collect();
        [("api".to_owned(), teams)].into()
    };
    let even = (Split::Even, vec![some("shop", 50), some("pay", 50)]);
    assert_eq!(split(&Evidence::default()), even);
    let files = Evidence { team_files: by(&[("pay", 1), ("", 3)]), ..Evidence::default() };
    assert_eq!(split(&files), (Split::Files, vec![(None, 75), some("pay", 25)]));
    let errors = Evidence { team_errors: by(&[("pay", 9), ("shop", 1)]), ..files };
    assert_eq!(split(&errors), (Split::Errors, vec![some("pay", 90), some("shop", 10)]));
}

#[test]
fn traces_are_ruled_by_the_project_where_they_begin() {
    let volume = of(&[(Typed::TracesSampleRate, "2.5")]);
    assert_eq!(volume.traces.begin, ["web"]);
    assert_eq!(volume.traces.follow, ["api", "mail"]);
    assert_eq!(volume.traces.kept_of_thousand, 25);
}

#[test]
fn what_cannot_be_read_is_told_in_its_field_and_the_rest_counts() {
    let volume = of(&[
        (daily("web"), "many"),
        (daily("api"), "10"),
        (daily("gone"), "5"),
        (Typed::Quota, "-1"),
        (Typed::Peak, "0.5"),
        (Typed::SampleRate, "250"),
    ]);
    assert_eq!(volume.day, 10, "a bad field hides no good one");
    let expected = [
        (&Typed::Quota, "usage/bad-number"),
        (&Typed::Peak, "usage/bad-number"),
        (&Typed::SampleRate, "usage/bad-number"),
        (&daily("gone"), "usage/unknown-project"),
        (&daily("web"), "usage/bad-number"),
    ];
    assert_eq!(codes(&volume), expected);
}

const SUMMARY: &str = "\
project_id,project_slug,accepted_errors,filtered_errors,rate_limited_errors,dropped_errors,sum(quantity)_errors,accepted_transactions
11,web,14000,300,20,20,14320,999999
12,api,1400,0,0,0,1400,0
13,other,140,0,0,0,140,0
";

const PAGE: &str = "Project\tTotal\tAccepted\tFiltered\tDropped\nweb\t14.3K\t14K\t300\t20\napi\t1.4K\t1.4K\t0\t0\n";

const SUMMARY_JSON: &str = r#"{"start": "2026-05-01T00:00:00Z", "end": "2026-05-15T00:00:00Z", "projects": [
 {"id": 11, "slug": "web", "stats": [
  {"category": "transaction", "outcomes": {"accepted": 77}, "totals": {"dropped": 0, "sum(quantity)": 77}},
  {"category": "error", "outcomes": {"accepted": 14000, "filtered": 300, "rate_limited": 20, "client_discard": 9}, "totals": {}}]},
 {"id": 12, "slug": "api", "stats": [{"category": "error", "outcomes": {"accepted": 1400}, "totals": {}}]}]}"#;

const GROUPS: &str = r#"{"start": "2026-05-01T00:00:00Z", "end": "2026-05-15T00:00:00Z", "groups": [
 {"by": {"project": "web", "outcome": "accepted", "category": "error"}, "totals": {"sum(quantity)": 14000}},
 {"by": {"project": "web", "outcome": "filtered", "category": "error"}, "totals": {"sum(quantity)": 300}},
 {"by": {"project": "web", "outcome": "rate_limited", "category": "error"}, "totals": {"sum(quantity)": 20}},
 {"by": {"project": "web", "outcome": "accepted", "category": "transaction"}, "totals": {"sum(quantity)": 5}},
 {"by": {"project": "api", "outcome": "accepted", "category": "error"}, "totals": {"sum(quantity)": 1400}}]}"#;

#[test]
fn statistics_are_read_in_every_form_that_sentry_gives() {
    for (name, text, days) in [
        ("summary", SUMMARY, None),
        ("summary with a mark", &format!("\u{feff}{SUMMARY}"), None),
        ("page", PAGE, None),
        ("JSON", SUMMARY_JSON, Some(14)),
        ("groups", GROUPS, Some(14)),
    ] {
        let read = stats::read(text);
        let first: Vec<_> =
            read.projects.iter().take(2).map(|it| (it.name.as_str(), it.accepted)).collect();
        assert_eq!(first, [("web", 14_000), ("api", 1_400)], "{name}: errors that counted");
        let web = &read.projects[0];
        assert_eq!((web.filtered, web.dropped), (300, 20), "{name}: what did not count");
        assert_eq!(read.minutes, days.map(|days| days * 1_440), "{name}: the time it covers");
        assert!(read.problems.is_empty(), "{name}: {:?}", read.problems);
    }
}

#[test]
fn pasted_statistics_count_a_day_and_other_projects_use_up_the_quota_too() {
    let volume = of(&[(Typed::Pasted, SUMMARY), (Typed::Days, "14"), (daily("api"), "7")]);
    let days: BTreeMap<_, _> =
        volume.projects.iter().map(|it| (it.slug.as_str(), (it.day, it.basis))).collect();
    assert_eq!(days["web"], (1_000, Basis::Stats), "14,000 in two weeks");
    assert_eq!(days["api"], (7, Basis::Typed), "what was typed wins");
    assert_eq!((volume.elsewhere, volume.month), (10, 1_017 * 30));
    assert_eq!(codes(&volume), [(&Typed::Pasted, "usage/unknown-project")]);
    let span = volume.problems[0].1.span.expect("a place");
    assert_eq!(&SUMMARY[span.range()], "13,other,140,0,0,0,140,0");
}

#[test]
fn a_byte_order_mark_is_no_part_of_statistics() {
    for text in ["{\"projects\":[{\"slug\":\"web\",\"errors\":3}]}", "project,accepted\nweb,3\n"] {
        let read = stats::read(&format!("\u{feff}{text}"));
        assert_eq!(read.problems, [], "{text}");
        assert_eq!((read.projects[0].name.as_str(), read.projects[0].accepted), ("web", 3));
    }
    let broken = stats::read("\u{feff}{\"projects\": nul}");
    let span = broken.problems[0].span.expect("a place");
    assert_eq!(
        span.start,
        stats::read("{\"projects\": nul}").problems[0].span.expect("one").start + 3
    );
}

#[test]
fn bad_statistics_are_told_at_their_place() {
    for (text, code, place) in [
        ("hello", "usage/not-recognised", "hello"),
        ("project,accepted\nweb,lots\napi,3\n", "usage/bad-row", "web,lots"),
        ("project,accepted\n,3\n", "usage/bad-row", ",3"),
        ("{\"projects\": [", "usage/not-recognised", ""),
        ("[3]", "usage/bad-row", "[3]"),
        (
            r#"{"groups": [{"by": {"project": 3}, "totals": {"sum(quantity)": 4}}]}"#,
            "usage/only-ids",
            r#"{"groups": [{"by": {"project": 3}, "totals": {"sum(quantity)": 4}}]}"#,
        ),
    ] {
        let read = stats::read(text);
        let problem = read.problems.first().unwrap_or_else(|| panic!("{text:?} has a problem"));
        assert_eq!(problem.code, code, "{text:?}");
        let span = problem.span.expect("a problem of a text has a place");
        assert_eq!(&text[span.range()], place, "{text:?}");
        assert!(problem.hint.is_some() || code == "usage/bad-row", "{text:?} can be mended");
    }
    assert_eq!(
        stats::read("project,accepted\nweb,lots\napi,3\n").projects.len(),
        1,
        "the good row stays"
    );
}

#[test]
fn every_formula_shows_its_numbers_and_its_source() {
    let volume = of(&[(daily("web"), "1000"), (Typed::Quota, "20k"), (Typed::SampleRate, "50")]);
    let names: Vec<_> = volume.formulas.iter().map(|it| it.name).collect();
    assert_eq!(names.len(), 9, "one for every figure: {names:?}");
    for formula in &volume.formulas {
        assert!(formula.source.address.starts_with("https://docs.sentry.io/"), "{}", formula.name);
        assert!(formula.with_numbers.contains(|c: char| c.is_ascii_digit()), "{}", formula.name);
    }
}

#[test]
fn the_table_as_csv_holds_what_a_spreadsheet_must_not_run() {
    let mut organization = shop();
    organization.projects[0].slug = "=cmd()".to_owned();
    let csv = calculate(&organization, &Evidence::default()).to_csv();
    assert!(csv.contains("\n'=cmd(),,not known,75%"), "{csv}");
    let columns: Vec<_> = csv.lines().map(|line| line.split(',').count()).collect();
    assert!(columns.iter().all(|&it| it == columns[0]), "rows are as long as the header: {csv}");
}

#[test]
fn choices_come_back_from_json() {
    let organization =
        typed(&[(daily("web"), "3k"), (Typed::Quota, "x"), (Typed::Pasted, "a,b\n")]);
    let text = serde_json::to_string(&organization).expect("plain values");
    let back = Organization::from_json(&text).expect("its own JSON");
    assert_eq!(back.choices, organization.choices, "what was typed stays as typed");
    let mut choices = usage::Choices::default();
    choices.choose(&daily("web"), "3");
    choices.choose(&daily("web"), " ");
    assert_eq!(choices, usage::Choices::default(), "an empty field takes a number back");
}

/// Any size, the very large more often than by chance.
fn size() -> impl Strategy<Value = u64> {
    prop_oneof![0..10_u64, 0..1_000_000_u64, any::<u64>(), Just(u64::MAX)]
}

proptest! {
    #[test]
    fn parts_make_up_the_whole(whole in size(), weights in prop::collection::vec(size(), 0..20)) {
        let parts = apportion(whole, &weights);
        let sum: u128 = parts.iter().map(|&it| u128::from(it)).sum();
        let all: u128 = weights.iter().map(|&it| u128::from(it)).sum();
        prop_assert_eq!(sum, if all == 0 { 0 } else { u128::from(whole) }, "nothing is lost or made");
        for (part, weight) in parts.iter().zip(&weights) {
            let floor = (u128::from(whole) * u128::from(*weight)).checked_div(all).unwrap_or(0);
            let part = u128::from(*part);
            prop_assert!(part == floor || part == floor + 1, "no part is off by one or more");
        }
    }

    #[test]
    fn the_floor_rises_with_the_quota_and_falls_with_projects(
        quota in size(), more in size(), projects in 0..20_u32,
    ) {
        let floor = spike_floor(quota, projects);
        prop_assert!(floor >= 500);
        prop_assert!(spike_floor(quota.saturating_add(more), projects) >= floor);
        prop_assert!(spike_floor(quota, projects + 1) <= floor);
        prop_assert_eq!(spike_floor(quota, projects.max(5)), spike_floor(quota, 5));
    }

    #[test]
    fn any_numbers_give_figures_that_fit_together(
        days in prop::collection::vec(size(), 3), quota in size(), peak in 0..200_u64,
        rate in 0..200_u64, filtered in 0..200_u64, total in size(),
    ) {
        let [a, b, c] = [0, 1, 2].map(|at| days[at].to_string());
        let [quota, peak, rate] = [quota, peak, rate].map(|it| it.to_string());
        let (filtered, total) = (filtered.to_string(), total.to_string());
        let volume = of(&[
            (daily("web"), &a), (daily("api"), &b), (daily("mail"), &c), (Typed::Quota, &quota),
            (Typed::Peak, &peak), (Typed::SampleRate, &rate), (Typed::Filtered, &filtered),
            (Typed::Total, &total),
        ]);
        let shares: u64 = volume.projects.iter().map(|it| it.share).sum();
        prop_assert!(shares == 10_000 || shares == 0, "shares make up all: {}", shares);
        let teams: u64 = volume.teams.iter().map(|it| it.share).sum();
        prop_assert_eq!(teams, shares, "teams have what projects have");
        for project in &volume.projects {
            let sum: u64 = project.teams.iter().map(|it| it.1).sum();
            prop_assert!(sum == project.day || !volume.is_known, "teams make up their project");
        }
        if volume.projects.iter().any(|it| it.share > 0) {
            let guaranteed: u128 =
                volume.projects.iter().filter_map(|it| it.allocation).map(u128::from).sum();
            prop_assert_eq!(Some(guaranteed), volume.quota.map(u128::from), "the quota is shared out");
        }
        prop_assert_eq!(volume.kept + volume.saved_by_filters + volume.saved_by_sampling, volume.month);
        prop_assert!(volume.used_up_on.is_none_or(|day| (1..=30).contains(&day)));
        prop_assert_eq!(volume.used_up_on.is_some(), volume.over > 0);
    }

    #[test]
    fn any_text_is_read_as_statistics(text in ".{0,200}") {
        let _ = stats::read(&text);
        let _ = of(&[(Typed::Pasted, &text), (Typed::Days, &text), (daily("web"), &text)]);
    }

    #[test]
    fn any_table_is_read_with_problems_in_place(
        rows in prop::collection::vec(("[a-z\",;\t\n0-9.]{0,12}", "[a-z0-9.,\"]{0,8}"), 0..8),
    ) {
        let rows: String = rows.iter().map(|(name, number)| format!("{name},{number}\n")).collect();
        let text = format!("project,accepted\n{rows}");
        for problem in stats::read(&text).problems {
            let span = problem.span.expect("a place");
            prop_assert!(text.get(span.range()).is_some(), "the place is in the text");
        }
    }
}
