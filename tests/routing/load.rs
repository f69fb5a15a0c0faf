//! How many errors each team gets, before and after an edit.

use proptest::prelude::*;
use sentry_general::ownership::{Directory, Source, parse};
use sentry_general::routing::{
    EventRules, Exclusions, Load, Settings, decide, load, owner_of, per_week,
};
use sentry_general::trace::batch::{self, Counted};
use sentry_general::trace::{Event, Options};
use serde_json::json;

const TABLE: &str = "title,project,stack.filename,count()\n\
                     \"=Pay, again\",shop,src/pay/a.py,30\n\
                     Web,shop,src/web/b.py,12\n\
                     Both,shop,\"src/web/b.py,src/pay/a.py\",5\n\
                     Bare,shop,,100\n";

fn events() -> Vec<Counted> {
    batch::read(TABLE, &Options::default()).events
}

fn loaded(before: &str, after: &str) -> Load {
    let rules = |text: &str| EventRules::new(parse(text).rules);
    let (directory, exclusions) = (Directory::default(), Exclusions::default());
    load(&events(), &rules(before), &rules(after), &directory, exclusions)
}

#[track_caller]
fn check(before: &str, after: &str, owners: &[(&str, u64, u64)], nobody: (u64, u64), moved: u64) {
    let load = loaded(before, after);
    let found: Vec<_> =
        load.owners.iter().map(|load| (load.owner.to_string(), load.before, load.after)).collect();
    let expected: Vec<_> = owners
        .iter()
        .map(|(owner, before, after)| ((*owner).to_owned(), *before, *after))
        .collect();
    assert_eq!(found, expected, "the load from {before:?} to {after:?}");
    assert_eq!((load.nobody.before, load.nobody.after), nobody, "who reaches nobody");
    assert_eq!(load.moved(), moved, "what changes hands");
}

#[test]
fn errors_are_added_up_by_owner() {
    check("src/* #web", "src/* #web", &[("#web", 47, 47)], (0, 0), 0);
    check(
        "src/* #web",
        "src/* #web\nsrc/pay/* #pay",
        &[("#pay", 0, 35), ("#web", 47, 12)],
        (0, 0),
        35,
    );
    check("src/pay/* #pay", "", &[("#pay", 35, 0)], (12, 47), 35);
    check("", "src/pay/* jo@acme.io #pay", &[("jo@acme.io", 0, 35)], (47, 12), 35);
}

#[test]
fn what_has_no_place_is_not_taken_for_nobodys() {
    let load = loaded("src/* #web", "src/* #web");
    assert_eq!((load.unknown.before, load.errors), (100, 147));
}

#[test]
fn handovers_name_their_events() {
    let load = loaded("src/* #web", "src/* #web\nsrc/pay/* #pay");
    assert_eq!(load.moves.len(), 1);
    assert_eq!(load.moves[0].events, [0, 2], "rows of the table");
    assert_eq!(load.moves[0].to.as_ref().map(ToString::to_string).as_deref(), Some("#pay"));
}

#[test]
fn the_load_can_be_exported() {
    let load = loaded("src/* #web", "src/* #web\nsrc/pay/* #pay");
    let expected = "owner,errors a week before,errors a week after,difference\n\
                    #pay,0.0,17.5,17.5\n\
                    #web,23.5,6.0,-17.5\n\
                    (nobody),0.0,0.0,0.0\n\
                    (not known),50.0,50.0,0.0\n";
    assert_eq!(load.to_csv(14.0), expected, "counted over two weeks");
    let expected = "from,to,errors,project,title\n\
                    #web,#pay,30,shop,\"'=Pay, again\"\n\
                    #web,#pay,5,shop,Both\n";
    assert_eq!(load.moves_to_csv(&events()), expected, "no cell is a formula");
}

#[test]
fn a_week_has_seven_days() {
    for (days, expected) in [(7.0, 10.0), (14.0, 5.0), (1.0, 70.0), (0.0, 10.0), (f64::NAN, 10.0)] {
        assert!((per_week(10, days) - expected).abs() < 1e-9, "10 errors in {days} days");
    }
}

proptest! {
    #[test]
    fn the_owner_is_whom_the_decision_assigns(
        rules in prop::collection::vec(("[ab*/]{1,4}", 0usize..4, any::<bool>()), 0..8),
        paths in prop::collection::vec("[ab/]{1,5}", 1..4),
        pass_over in any::<bool>(),
    ) {
        let owners = ["#one", "#two", "#two jo@acme.io", ""];
        let text: String = rules.iter().map(|(pattern, owner, _)| format!("path:{pattern} {}\n", match owners[*owner] { "" => "#none", owner => owner })).collect();
        let mut parsed = parse(&text).rules;
        for (rule, (_, owner, imported)) in parsed.iter_mut().zip(&rules) {
            if *imported {
                rule.source = Source::Codeowners;
                if *owner == 3 {
                    rule.owners.clear();
                }
            }
        }
        let frames: Vec<_> = paths.iter().map(|path| json!({"filename": path})).collect();
        let event = Event::read(&json!({"stacktrace": {"frames": frames}})).event;
        let rules = EventRules::new(parsed);
        let exclusions = if pass_over { Exclusions::PassOver } else { Exclusions::Unown };
        let directory = Directory::default();
        let matching: Vec<_> = rules.matching(&event).into_iter().map(|(rule, _)| rule).collect();
        let settings = Settings { exclusions, ..Settings::default() };
        let decision = decide(rules.rules(), &matching, &directory, &settings);
        let expected = decision.assignee.map(|assignee| assignee.owner);
        prop_assert_eq!(owner_of(&event, &rules, &directory, exclusions), expected);
    }
}
