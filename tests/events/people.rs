//! Who is suggested, assigned and notified.

use crate::support::{event, lines};
use proptest::prelude::*;
use sentry_general::ownership::{Access, Directory, Owner, Rule, Source, parse, schema};
use sentry_general::routing::{
    AutoAssign, Because, Category, Decision, EventRules, Exclusions, Fallthrough, Role, RuleId,
    Settings, Simulation, Standing, alert_owners, decide, issue_owners,
};
use sentry_general::text::Span;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Case {
    rules: Vec<Value>,
    codeowners: Vec<Value>,
    event: Value,
    teams: Vec<String>,
    users: Vec<String>,
    /// The rule as Sentry prints it, its owners, and where it is from.
    expected: Vec<(String, Vec<String>, String)>,
}

#[test]
fn issue_owners_are_those_of_sentry() {
    for case in lines::<Case>(include_str!("issue_owners.jsonl")) {
        let load = |rules: &[Value], source| {
            schema::load(&json!({"$version": 1, "rules": rules}), source).expect("sound rules")
        };
        let mut rules = load(&case.rules, Source::Rules);
        rules.extend(load(&case.codeowners, Source::Codeowners));
        let mut directory = Directory::for_project("p");
        case.teams.iter().for_each(|team| directory.add_team(team, Access::Project));
        case.users.iter().for_each(|user| directory.add_user(user, Access::Project));
        let matching = EventRules::new(rules.clone()).matching(&event(&case.event));
        let matching: Vec<_> = matching.into_iter().map(|(rule, _)| rule).collect();
        let found = issue_owners(&rules, &matching, &directory, Exclusions::Unown);
        let found: Vec<_> = found
            .iter()
            .map(|suggestion| {
                let rule = &rules[suggestion.rule as usize];
                let source = match rule.source {
                    Source::Rules => "ownership_rule",
                    Source::Codeowners => "codeowners",
                };
                let owners = suggestion.owners.iter().map(ToString::to_string).collect();
                (rule.to_string(), owners, source.to_owned())
            })
            .collect();
        assert_eq!(found, case.expected, "issue owners of {}", case.event);
    }
}

/// Rules that all match: those of `own`, then those of `codeowners`.
fn rules(own: &[&str], codeowners: &[&str]) -> Vec<Rule> {
    let own = own.iter().map(|owners| (Source::Rules, *owners));
    let codeowners = codeowners.iter().map(|owners| (Source::Codeowners, *owners));
    let rule = |(source, owners): (Source, &str)| Rule {
        source,
        ..parse(&format!("x {owners}")).rules.remove(0)
    };
    own.chain(codeowners).map(rule).collect()
}

fn decision(own: &[&str], codeowners: &[&str], settings: &Settings) -> Decision {
    let rules = rules(own, codeowners);
    let all: Vec<_> = (0..rules.len() as RuleId).collect();
    let mut directory = Directory::for_project("p");
    for team in ["a", "b", "c", "d", "first", "second"] {
        directory.add_team(team, Access::Project);
    }
    directory.add_team("far", Access::Organization);
    decide(&rules, &all, &directory, settings)
}

/// Suggested, assigned and notified, as text: `#a #b | #a | #b`.
#[track_caller]
fn check(own: &[&str], codeowners: &[&str], settings: &Settings, expected: &str) {
    let decision = decision(own, codeowners, settings);
    let suggested = decision.suggestions.iter().flat_map(|suggestion| &suggestion.owners);
    let suggested: Vec<_> = suggested.map(ToString::to_string).collect();
    let assignee = decision.assignee.map(|assignee| assignee.owner.to_string());
    let notified: Vec<_> =
        decision.notified.iter().map(|notified| notified.owner.to_string()).collect();
    let found = format!(
        "{} | {} | {}",
        suggested.join(" "),
        assignee.unwrap_or_default(),
        notified.join(" ")
    );
    assert_eq!(found, expected, "rules {own:?}, CODEOWNERS {codeowners:?}");
    assert_eq!(
        decision.fallthrough,
        notified.is_empty().then_some(settings.fallthrough),
        "the fallthrough is for when nobody is notified"
    );
}

#[test]
fn the_last_two_rules_count_and_own_rules_first() {
    let settings = Settings::default();
    check(&[], &[], &settings, " |  | ");
    check(&["#a", "#b", "#c"], &[], &settings, "#c #b | #c | #c");
    check(&["#a"], &["#b", "#c"], &settings, "#a #c | #a | #a");
    check(&["#a", "#b"], &["#c"], &settings, "#b #a | #b | #b");
    check(&[], &["#b", "#c #d"], &settings, "#c #d #b | #c | #d #c");
}

#[test]
fn owners_that_do_not_exist_are_passed_over() {
    let settings = Settings::default();
    check(&["#a", "#gone #far"], &[], &settings, "#a | #a | #a");
    check(&["#gone #b"], &[], &settings, "#b | #b | #b");
    check(&["#a", "#b", "#gone"], &["#c"], &settings, "#b #a | #b | #b");
}

#[test]
fn alerts_take_the_last_owner_of_the_list() {
    let settings = Settings::default();
    check(&["#first #second"], &[], &settings, "#first #second | #first | #second #first");
    check(&["#a", "#b", "#a"], &[], &settings, "#a #b | #a | #b #a");
    let rules = rules(&["#b #a"], &["#c", "#a"]);
    let owners = alert_owners(&rules, &[0, 1, 2], &Directory::default(), Exclusions::Unown);
    let owners: Vec<_> = owners.iter().map(ToString::to_string).collect();
    assert_eq!(owners, ["#c", "#a", "#b"], "CODEOWNERS first, top to bottom, first mention");
}

#[test]
fn settings_decide_who_is_assigned() {
    let suspects = vec![Owner::Team("gone".into()), Owner::User("jo@x.io".into())];
    let with =
        |auto_assign| Settings { auto_assign, suspects: suspects.clone(), ..Settings::default() };
    check(&["#a"], &[], &with(AutoAssign::IssueOwner), "#a | #a | #a");
    check(&["#a"], &[], &with(AutoAssign::SuspectCommits), "#a | jo@x.io | #a jo@x.io");
    check(&[], &[], &with(AutoAssign::SuspectCommits), " | jo@x.io | jo@x.io");
    check(&["#a #b"], &[], &with(AutoAssign::Off), "#a #b |  | #b");
    let no_suspects = Settings { auto_assign: AutoAssign::SuspectCommits, ..Settings::default() };
    check(&["#a"], &[], &no_suspects, "#a | #a | #a");
    let other = Settings { category: Category::Other, ..with(AutoAssign::SuspectCommits) };
    check(&["#a"], &[], &other, "#a |  | #a");
    let found = decision(&["#a", "#b"], &[], &with(AutoAssign::IssueOwner));
    assert_eq!(found.assignee.map(|found| found.because), Some(Because::Rule(1)));
    let found = decision(&["#a"], &[], &with(AutoAssign::SuspectCommits));
    assert_eq!(found.assignee.map(|found| found.because), Some(Because::SuspectCommit));
    let roles: Vec<_> = found.notified.iter().map(|notified| notified.role).collect();
    assert_eq!(roles, [Role::LastOwner, Role::Assignee], "why they are notified");
}

#[test]
fn the_fallthrough_is_that_of_the_alert() {
    for fallthrough in [Fallthrough::AllMembers, Fallthrough::ActiveMembers, Fallthrough::NoOne] {
        let settings = Settings { fallthrough, ..Settings::default() };
        check(&["#gone"], &[], &settings, " |  | ");
    }
    assert_eq!(Settings::default().fallthrough, Fallthrough::ActiveMembers, "Sentry's default");
}

#[test]
fn codeowners_lines_without_owners_have_two_readings() {
    let unown = Settings::default();
    let pass = Settings { exclusions: Exclusions::PassOver, ..Settings::default() };
    check(&[], &["#a", ""], &unown, " |  | ");
    check(&[], &["#a", ""], &pass, "#a | #a | #a");
    check(&[], &["#a", "", "#b"], &unown, "#b | #b | #b");
    check(&[], &["#a", "", "#b"], &pass, "#b #a | #b | #b");
    check(&["#c"], &["#a", ""], &unown, "#c | #c | #c");
    let found = decision(&[], &["#a", ""], &unown);
    assert_eq!(found.excluded_by, Some(1), "the line that excludes");
    assert!(found.disputed.is_some(), "the readings differ");
    assert!(decision(&[], &["", "#a"], &unown).disputed.is_none(), "nothing is lost above");
    assert!(decision(&["#a", "#b"], &["#c", ""], &unown).disputed.is_none(), "no room anyway");
}

/// Section by section: what the rules say, the slow way.
fn naive(
    rules: &[Rule],
    matching: &[RuleId],
    gone: &[&str],
    pass_over: bool,
) -> (Vec<String>, Option<String>) {
    let is_gone = |owner: &Owner| gone.contains(&owner.to_string().as_str());
    let mut own = Vec::new();
    let mut codeowners: Vec<&Rule> = Vec::new();
    for &id in matching {
        let rule = &rules[id as usize];
        match rule.source {
            Source::Rules => own.push(rule),
            Source::Codeowners if rule.owners.is_empty() && !pass_over => codeowners.clear(),
            Source::Codeowners => codeowners.push(rule),
        }
    }
    let mut suggested = Vec::new();
    let mut kept = 0;
    for rule in own.iter().rev().chain(codeowners.iter().rev()) {
        if kept < 2 && rule.owners.iter().any(|owner| !is_gone(owner)) {
            kept += 1;
            suggested.extend(rule.owners.iter().filter(|o| !is_gone(o)).map(ToString::to_string));
        }
    }
    let mut list: Vec<String> = Vec::new();
    for owner in codeowners.iter().chain(&own).flat_map(|rule| &rule.owners) {
        if !is_gone(owner) && !list.contains(&owner.to_string()) {
            list.push(owner.to_string());
        }
    }
    (suggested, list.pop())
}

proptest! {
    #[test]
    fn decisions_equal_the_naive_ones(
        drawn in prop::collection::vec((any::<bool>(), any::<bool>(), prop::collection::vec(0..5usize, 0..4)), 0..9),
        pass_over in any::<bool>(),
    ) {
        let names = ["a", "b", "c", "gone", "far"];
        let mut rules = Vec::new();
        let mut matching = Vec::new();
        for (id, (own, matches, owners)) in (0..).zip(&drawn) {
            rules.push(Rule {
                source: if *own { Source::Rules } else { Source::Codeowners },
                span: Span::new(0, 0),
                line: id + 1,
                matcher: crate::support::matcher("path", "*"),
                owners: owners.iter().map(|owner| Owner::Team(names[*owner].to_owned())).collect(),
            });
            if *matches {
                matching.push(id);
            }
        }
        let mut directory = Directory::for_project("p");
        names[..3].iter().for_each(|name| directory.add_team(*name, Access::Project));
        let exclusions = if pass_over { Exclusions::PassOver } else { Exclusions::Unown };
        let settings = Settings { exclusions, ..Settings::default() };
        let found = decide(&rules, &matching, &directory, &settings);
        let (suggested, last) = naive(&rules, &matching, &["#gone", "#far"], pass_over);
        let owners: Vec<_> = found.suggestions.iter().flat_map(|s| &s.owners).map(ToString::to_string).collect();
        prop_assert_eq!(&owners, &suggested, "suggested by {:?}", drawn);
        prop_assert_eq!(found.assignee.map(|a| a.owner.to_string()), suggested.first().cloned(), "assigned by {:?}", drawn);
        let notified = found.notified.iter().find(|n| n.role == Role::LastOwner);
        prop_assert_eq!(notified.map(|n| n.owner.to_string()), last, "notified by {:?}", drawn);
    }
}

/// What is said of `src/pay/a.py` where only team `#web` exists, and what becomes of each rule that matches.
fn where_web_exists(text: &str) -> (Vec<String>, Vec<Standing>) {
    let rules = EventRules::new(parse(text).rules);
    let mut directory = Directory::for_project("p");
    directory.add_team("web", Access::Project);
    let event = event(&json!({"stacktrace": {"frames": [{"filename": "src/pay/a.py"}]}}));
    let answer = Simulation::new(event, &rules, &directory, Settings::default());
    let standings = answer.matching.iter().map(|&(rule, _)| answer.standing(rule)).collect();
    (answer.steps(), standings)
}

fn told(text: &str) -> Vec<String> {
    where_web_exists(text).0
}

#[test]
fn rules_are_overridden_by_one_that_wins_and_else_passed_over() {
    use Standing::{Overridden, PassedOver, Suggested, Won};
    for (text, expected) in [
        ("src/* #gone\n", vec![PassedOver]),
        ("* #gone\nsrc/* #lost\n", vec![PassedOver, PassedOver]),
        ("src/* #gone\nsrc/pay/* #web\n", vec![Won, Overridden]),
        ("src/* #web\nsrc/pay/* #gone\n", vec![Won, PassedOver]),
        ("* #web\nsrc/* #web\nsrc/pay/* #web\n", vec![Won, Suggested, Overridden]),
    ] {
        let (_, found) = where_web_exists(text);
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_rule_that_names_nobody_who_exists_is_said_to_be_passed_over() {
    let steps = told("src/* #web\nsrc/pay/* #gone\n");
    let wins = "Line 1 of the rules wins: line 2 of the rules outranks it, but names nobody who can own issues here.";
    assert!(steps.iter().any(|step| step == wins), "{steps:#?}");
    assert!(steps.iter().any(|step| step == "Sentry suggests #web."), "{steps:#?}");
    let steps = told("* #gone #web\n");
    let first = "The issue is assigned to #web, the first owner who exists of line 1 of the rules.";
    assert!(steps.iter().any(|step| step == first), "{steps:#?}");
}
