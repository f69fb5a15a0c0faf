//! What comes first.

use super::samples::{self, items};
use sentry_general::organization::Organization;
use sentry_general::playbook::{Choice, First, MOST, rollout, week_one};
use sentry_general::projects::WithCodeowners;

fn ids(first: &[First]) -> Vec<&str> {
    first.iter().map(|it| it.item.id.as_str()).collect()
}

#[test]
fn the_first_week_is_at_most_ten_items_of_the_chapters_with_a_team_each() {
    for (sample, organization) in samples::all() {
        let first = week_one(&organization);
        assert!((3..=MOST).contains(&first.len()), "{sample}: {:?}", ids(&first));
        let all = items(&organization);
        for (at, it) in first.iter().enumerate() {
            assert!(all.contains(&it.item), "{sample}: {} is an item of a chapter", it.item.id);
            assert!(it.because.ends_with('.') && it.because.len() > 20, "{sample}: {}", it.because);
            assert!(at == 0 || it.day >= first[at - 1].day, "{sample}: days follow each other");
            assert!(it.day < 5, "{sample}: a week has five days");
            if !organization.all_teams().is_empty() {
                let owner = it
                    .owner
                    .as_deref()
                    .unwrap_or_else(|| panic!("{sample}: {} is somebody’s", it.item.id));
                assert!(organization.all_teams().contains(&owner), "{sample}: {owner} is a team");
            }
        }
        // One thing needs the other.
        let order = [
            "architecture/region",
            "architecture/teams",
            // Terraform and the script look for it, and CODEOWNERS is imported through it.
            "workflow/code-host",
            "projects/create",
            "projects/first-event",
            "workflow/alert",
        ];
        let places: Vec<usize> =
            order.iter().filter_map(|id| ids(&first).iter().position(|it| it == id)).collect();
        assert!(places.is_sorted(), "{sample}: {:?}", ids(&first));
    }
}

#[test]
fn it_is_about_this_repository() {
    let first = week_one(&samples::medium());
    let expected = [
        "architecture/region",
        "architecture/teams",
        "workflow/code-host",
        "projects/create",
        "data/init",
        "sensitive/data-collection",
        "projects/first-event",
        "releases/source-maps",
        "projects/rules",
        "workflow/alert",
    ];
    assert_eq!(ids(&first), expected);
    let words: String = first.iter().map(|it| format!("{} {}\n", it.item.what, it.who())).collect();
    for name in ["`storefront`", "`ledger`", "`#platform`", "`#shop`", "`production`"] {
        assert!(words.contains(name), "{name} is in the first week: {words}");
    }
    let own: Vec<&First> =
        first.iter().filter(|it| it.owner.as_deref() != Some("platform")).collect();
    assert!(!own.is_empty(), "not everything is one team’s: {words}");
}

#[test]
fn where_one_starts_from_decides_what_comes_first() {
    let with = |situation: &str, edition: &str| -> Organization {
        let mut organization = samples::web_shop();
        organization.choices.choose(&Choice::Situation, situation);
        organization.choices.choose(&Choice::Edition, edition);
        organization
    };
    for (situation, edition, head, without) in [
        ("starting", "us", "architecture/region", "projects/take-stock"),
        ("present", "us", "projects/take-stock", "architecture/region"),
        ("moving", "de", "hosting/arrive", "projects/take-stock"),
        ("starting", "self-hosted", "hosting/machine", "architecture/region"),
    ] {
        let organization = with(situation, edition);
        let first = week_one(&organization);
        assert_eq!(first[0].item.id, head, "{situation} on {edition}");
        let all = items(&organization);
        assert!(
            all.iter().all(|item| item.id != without),
            "{situation} on {edition} has no {without}"
        );
    }
}

/// Whoever is on Sentry already is not told to make what is there.
#[test]
fn what_is_there_already_is_not_made_again() {
    let mut organization = samples::medium();
    let what = |organization: &Organization| {
        let items = items(organization);
        items.into_iter().find(|it| it.id == "projects/create").expect("projects").what
    };
    assert!(what(&organization).starts_with("Create the "), "{}", what(&organization));
    organization.choices.choose(&Choice::Situation, "present");
    let said = what(&organization);
    assert!(said.starts_with("Create those of the ") && said.contains("`--adopt`"), "{said}");
}

/// The way after the first week, for whom it is.
#[test]
fn the_way_is_that_of_where_one_starts_from() {
    for (situation, said) in [
        ("starting", "Set the SDK up in "),
        ("present", "release and environment on every event"),
        ("moving", "their new DSNs"),
    ] {
        let mut organization = samples::medium();
        organization.choices.choose(&Choice::Situation, situation);
        let steps = rollout::of(&organization);
        let later: Vec<_> = steps.iter().filter(|step| step.day >= 5).collect();
        assert!(later[0].what.contains(said), "{situation}: {}", later[0].what);
        // Every project but the first is in a step.
        let named: Vec<&str> = steps.iter().flat_map(|step| step.what.split('`')).collect();
        let missing = organization.projects.iter().filter(|it| !named.contains(&it.slug.as_str()));
        assert_eq!(missing.count(), 0, "{situation}: {later:#?}");
        assert!(steps.windows(2).all(|pair| pair[0].day <= pair[1].day), "{steps:#?}");
    }
    let last = rollout::of(&samples::large()).last().map(|step| step.day);
    assert!(last.is_some_and(|day| day < 5 * 20), "200 projects take no half a year: {last:?}");
}

/// What needs a plan of Sentry’s that is not paid for is left out.
#[test]
fn what_is_not_paid_for_is_left_out() {
    let with = |plan: &str| -> Organization {
        let mut organization = samples::medium();
        organization.choices.choose(&Choice::Plan, plan);
        organization
    };
    let ids =
        |plan: &str| -> Vec<String> { items(&with(plan)).into_iter().map(|it| it.id).collect() };
    for (id, least) in [
        ("workflow/tracker", "team"),
        ("architecture/team-admins", "business"),
        ("architecture/directory", "business"),
        ("filtering/messages", "business"),
        ("volume/rate-limits", "business"),
        ("workflow/single-sign-on", "business"),
        ("volume/spend-allocation", "enterprise"),
    ] {
        let plans = ["developer", "team", "business", "enterprise"];
        let from = plans.iter().position(|plan| *plan == least).expect("a plan");
        for (at, plan) in plans.iter().enumerate() {
            assert_eq!(ids(plan).iter().any(|it| it == id), at >= from, "{id} on {plan}");
        }
        let unknown = items(&with("unknown"));
        let item = unknown.iter().find(|it| it.id == id).expect("there where nobody said");
        let needed = item.needed().expect("it says what it needs").to_lowercase();
        assert!(needed.contains(least), "{id}: {needed}");
    }
    assert!(
        items(&with("business")).iter().all(|it| it.needs.is_none()),
        "what is paid for need not be said"
    );
    let counts = ["developer", "team", "business", "enterprise"].map(|plan| ids(plan).len());
    assert!(counts.is_sorted() && counts[0] + 10 < counts[3], "{counts:?}");
}

/// CODEOWNERS needs the Business plan: below, its lines go into the rules.
#[test]
fn without_code_owners_the_file_is_carried_over() {
    let mut organization = samples::web_shop();
    let what = |organization: &Organization| {
        let found = items(organization).into_iter().find(|it| it.id == "projects/codeowners");
        found.expect("the shop has a CODEOWNERS file").what
    };
    assert!(what(&organization).starts_with("Attach"), "{}", what(&organization));
    organization.choices.choose(&Choice::Plan, "team");
    assert!(what(&organization).starts_with("Carry CODEOWNERS over"), "{}", what(&organization));
}

/// Whoever has a CODEOWNERS file is not told to write rules: any of them would outrank all of it.
#[test]
fn rules_are_wanted_only_where_no_file_decides() {
    let said = |files: [&str; 2], plan: &str, transcribed: bool| -> Option<String> {
        let mut organization = samples::web_shop();
        let mut second = organization.repositories[0].clone();
        second.name = "acme/second".into();
        organization.repositories.push(second);
        for (repository, file) in organization.repositories.iter_mut().zip(files) {
            repository.codeowners = file.into();
            if transcribed {
                repository.codeowners_as = WithCodeowners::Transcribed;
            }
        }
        for (at, project) in organization.projects.iter_mut().enumerate() {
            project.rules.clear();
            project.repository = organization.repositories[at.min(1)].name.clone();
        }
        organization.choices.choose(&Choice::Plan, plan);
        let first = week_one(&organization);
        let rules = first.into_iter().find(|it| it.item.id == "projects/rules");
        rules.map(|it| it.item.what)
    };
    let none = Some("Write ownership rules: so far none says who gets an error.".to_owned());
    let one = Some(
        "Write ownership rules for `web`: so far none says who gets an error there.".to_owned(),
    );
    let file = "* @acme/all\n";
    for (files, plan, transcribed, expected) in [
        ([file, "/web/ jo@acme.io\n"], "unknown", false, None),
        // Its lines are carried over, which another item says.
        ([file, file], "team", false, None),
        ([file, ""], "unknown", false, one.clone()),
        ([file, "# Nobody yet.\n/web/\n"], "unknown", false, one),
        (["", ""], "unknown", false, none.clone()),
        ([file, file], "unknown", true, none),
    ] {
        assert_eq!(said(files, plan, transcribed), expected, "{files:?} {plan} {transcribed}");
    }
}
