//! Sentry's own service, or one's own servers.

use proptest::prelude::*;
use sentry_general::organization::Organization;
use sentry_general::playbook::Choice;
use sentry_general::playbook::self_hosting::facts;
use sentry_general::playbook::self_hosting::machine::{Profile, Standing, check};
use sentry_general::playbook::self_hosting::upgrade::{HARD_STOPS, NEWEST, path, sentry_cli};
use sentry_general::playbook::self_hosting::version::{Stage, Version, read, release};
use sentry_general::playbook::self_hosting::{
    Choice as Typed, Choices, Decision, Question, Way, Weight, decide,
};
use std::collections::BTreeSet;

fn answered(answers: &[(Question, &str)]) -> Decision {
    let mut choices = Choices::default();
    for (question, answer) in answers {
        choices.choose(Typed::Answer(*question), answer);
    }
    decide(&choices)
}

#[track_caller]
fn check_first(answers: &[(Question, &str)], first: Option<Way>, ruled_out: &[Way]) {
    let decision = answered(answers);
    let best = decision.ways.first().filter(|it| !it.is_ruled_out).map(|it| it.way);
    assert_eq!(best, first, "{answers:?}: {}", decision.verdict);
    let out: BTreeSet<Way> =
        decision.ways.iter().filter(|it| it.is_ruled_out).map(|it| it.way).collect();
    assert_eq!(out, ruled_out.iter().copied().collect(), "{answers:?} rules out");
}

#[test]
fn answers_lead_where_a_person_would_expect() {
    use Question::*;
    use Way::*;
    check_first(&[(Residence, "anywhere"), (People, "nobody")], Some(Us), &[]);
    check_first(&[(Residence, "eu"), (People, "nobody")], Some(De), &[Us]);
    check_first(&[(Residence, "scrubbed"), (People, "beside")], Some(Relay), &[]);
    check_first(&[(Residence, "own")], Some(SelfHosted), &[Us, De, Relay]);
    check_first(&[(Network, "closed"), (People, "nobody")], Some(SelfHosted), &[Us, De, Relay]);
    check_first(&[(Volume, "high"), (People, "nobody")], Some(Us), &[]);
    check_first(&[(Budget, "time"), (People, "team"), (Volume, "low")], Some(SelfHosted), &[]);
    check_first(&[(Network, "closed"), (Ai, "must")], None, &[Us, De, Relay, SelfHosted]);
    check_first(&[(Support, "contract")], Some(Us), &[SelfHosted]);
}

#[test]
fn the_verdict_is_told_with_what_is_open() {
    let decision = answered(&[(Question::Residence, "own")]);
    assert_eq!(decision.verdict, "The only way left: your own servers. 8 questions are open.");
    assert!(answered(&[]).verdict.starts_with("Answer a question"), "nothing is decided unasked");
    let none = answered(&[(Question::Network, "closed"), (Question::Ai, "must")]);
    assert!(none.verdict.starts_with("No way fits all answers"), "{}", none.verdict);
    let reasons: Vec<_> = none.ways.iter().map(|it| it.said[0].weight).collect();
    assert_eq!(reasons, [Weight::RulesOut; 4], "what rules a way out stands first");
}

#[test]
fn every_answer_and_every_fact_has_a_page_and_a_sentence() {
    let mut pages = Vec::new();
    for question in Question::ALL {
        assert!(question.words().ends_with('?'));
        let ids: BTreeSet<_> = question.answers().iter().map(|it| it.id).collect();
        assert_eq!(ids.len(), question.answers().len(), "ids of {question:?} are unique");
        for speaks in question.answers().iter().flat_map(|it| it.speaks) {
            assert!(speaks.reason.ends_with('.'), "{:?} is a sentence", speaks.reason);
            assert!(
                !matches!(speaks.weight, Weight::For(it) | Weight::Against(it) if !(1..=3).contains(&it)),
                "weights are from 1 to 3: {speaks:?}"
            );
            pages.push(speaks.source);
        }
    }
    let listed = facts::MISSING.iter().chain(&facts::RELOCATION).chain(&facts::REGIONS);
    pages.extend(listed.map(|fact| fact.source));
    pages.extend(HARD_STOPS.map(|(_, source)| source));
    for page in pages {
        let known = [
            "https://docs.sentry.io/",
            "https://develop.sentry.dev/",
            "https://github.com/getsentry/",
        ];
        assert!(known.iter().any(|it| page.address.starts_with(it)), "{}", page.address);
        assert!(!page.age.remark().is_empty());
    }
}

#[test]
fn answers_are_kept_and_taken_back() {
    let mut organization = Organization::default();
    let answer = |text: &str, organization: &mut Organization| {
        let choice = Choice::Hosting(Typed::Answer(Question::Residence));
        organization.choices.choose(&choice, text);
    };
    answer("eu", &mut organization);
    let text = serde_json::to_string(&organization).expect("plain values");
    assert!(text.contains(r#""answers":{"residence":"eu"}"#), "{text}");
    assert_eq!(Organization::from_json(&text).expect("its own JSON"), organization);
    answer("the moon", &mut organization);
    assert!(organization.choices.hosting.answers.is_empty(), "no such answer is none");
}

#[track_caller]
fn check_path(from: &str, stops: &[&str]) {
    let from = read(from).unwrap_or_else(|problem| panic!("{from}: {}", problem.message));
    let path = path(from);
    let found: Vec<String> = path.stops.iter().map(|it| it.version.to_string()).collect();
    assert_eq!(found, stops, "from {from}");
}

#[test]
fn the_way_up_passes_every_hard_stop_above() {
    let all = [
        "9.1.2", "21.5.0", "21.6.3", "23.6.2", "23.11.0", "24.8.0", "25.5.1", "26.5.1", "26.7.0",
        "26.8.0",
    ];
    check_path("8.22", &all);
    check_path("9.1.2", &all[1..]);
    check_path("v10.0.0", &all[1..]);
    check_path("20.12.1", &all[1..]);
    check_path("23.6.2", &all[4..]);
    check_path("23.7.0", &all[4..]);
    check_path("24.1.0", &all[5..]);
    check_path("24.8.0.dev0", &all[5..]);
    check_path("24.8.0", &all[6..]);
    check_path("26.6.0", &all[8..]);
    check_path("26.7.1", &all[9..]);
    check_path("26.8.0", &[]);
    check_path("27.1.0", &[]);
    assert!(path(release(27, 1, 0)).is_beyond, "a version beyond the known ones is told so");
    let notes = |version: Version| -> String {
        path(version).notes.iter().map(|note| note.text).collect::<Vec<_>>().join(" ")
    };
    assert!(notes(release(21, 6, 3)).contains("COMPOSE_PROJECT_NAME=sentry_onpremise"));
    assert!(notes(release(23, 6, 2)).contains("Skip 23.7.0"));
    assert!(!notes(release(23, 11, 0)).contains("23.7.0"), "what lies behind is not told");
}

#[test]
fn the_cli_follows_the_server() {
    for (server, says) in [
        (release(26, 8, 0), "Any sentry-cli 3.x."),
        (release(25, 11, 1), "Any sentry-cli 3.x."),
        (release(25, 11, 0), "3.1.0 or later"),
        (release(24, 11, 1), "3.1.0 or later"),
        (release(24, 11, 0), "2.58"),
        (release(9, 1, 2), "2.58"),
    ] {
        assert!(sentry_cli(server).text.contains(says), "{server}: {}", sentry_cli(server).text);
    }
}

#[test]
fn versions_are_read_as_people_type_them() {
    for (text, expected) in [
        ("24.1.0", release(24, 1, 0)),
        (" v24.1.0\n", release(24, 1, 0)),
        ("V9.1.2", release(9, 1, 2)),
        ("24.1", release(24, 1, 0)),
        ("self-hosted-23.6.2", release(23, 6, 2)),
        ("getsentry/sentry:25.5.1", release(25, 5, 1)),
        ("ghcr.io/getsentry/sentry:25.5.1", release(25, 5, 1)),
        ("sentry@26.8.0", release(26, 8, 0)),
        ("Sentry 24.1.0", release(24, 1, 0)),
        ("24.8.0.dev0", Version { stage: Stage::Development, ..release(24, 8, 0) }),
        ("24.8.0-rc1", Version { stage: Stage::Development, ..release(24, 8, 0) }),
    ] {
        assert_eq!(read(text), Ok(expected), "{text:?}");
    }
}

#[test]
fn what_is_no_version_is_told_at_its_place() {
    for (text, code, place) in [
        ("nightly", "version/moving", "nightly"),
        ("getsentry/sentry:latest", "version/moving", "latest"),
        ("", "version/unreadable", ""),
        ("24", "version/unreadable", ""),
        ("24.x", "version/unreadable", ".x"),
        ("24.1.0 or so", "version/unreadable", " or so"),
        ("ü.1", "version/unreadable", "ü.1"),
        ("24.13.0", "version/none-such", "24.13.0"),
        ("v12.0.0", "version/none-such", "12.0.0"),
        ("20.1.0", "version/none-such", "20.1.0"),
        ("99999999999.1", "version/unreadable", "99999999999.1"),
    ] {
        let problem = read(text).expect_err("no version");
        assert_eq!(problem.code, code, "{text:?}: {}", problem.message);
        let span = problem.span.expect("a place");
        assert_eq!(&text[span.range()], place, "{text:?}");
        assert!(problem.hint.is_some(), "{text:?} can be mended");
    }
}

#[test]
fn a_machine_is_held_against_what_is_needed() {
    use Standing::*;
    for (profile, typed, expected) in [
        (Profile::FeatureComplete, ["4", "32", "16", "100"], vec![Enough; 4]),
        (
            Profile::FeatureComplete,
            ["3", "13.6", "8 GB", "10"],
            vec![Refused, Refused, BelowLeast, BelowLeast],
        ),
        (
            Profile::FeatureComplete,
            ["8", "14", "", "20"],
            vec![Enough, BelowLeast, Unknown, Enough],
        ),
        (
            Profile::FeatureComplete,
            ["8", "16 GB", "", ""],
            vec![Enough, BelowAdvice, Unknown, Unknown],
        ),
        (
            Profile::FeatureComplete,
            ["4 cores", "13999 MB", "16384mb", "1 TB"],
            vec![Enough, Refused, Enough, Enough],
        ),
        (
            Profile::FeatureComplete,
            ["4", "14000 MB", "", ""],
            vec![Enough, BelowLeast, Unknown, Unknown],
        ),
        (Profile::ErrorsOnly, ["2", "7", "", "20"], vec![Enough; 3]),
        (Profile::ErrorsOnly, ["1", "6.8", "", "20"], vec![Refused, Refused, Enough]),
    ] {
        let mut choices = Choices::default();
        choices.choose(Typed::Profile, profile.id());
        let fields = [Typed::Processors, Typed::Memory, Typed::Swap, Typed::Disk];
        for (field, text) in fields.into_iter().zip(typed) {
            choices.choose(field, text);
        }
        let (checks, problems) = check(&choices);
        let found: Vec<_> = checks.iter().map(|it| it.standing).collect();
        assert_eq!(found, expected, "{profile:?} with {typed:?}");
        assert!(problems.is_empty(), "{problems:?}");
    }
    let mut choices = Choices::default();
    choices.choose(Typed::Memory, "plenty");
    let (checks, problems) = check(&choices);
    assert_eq!(checks[1].standing, Unknown);
    assert_eq!((problems[0].0, problems[0].1.code), (Typed::Memory, "usage/bad-number"));
    choices.choose(Typed::Memory, "16 KB");
    let (checks, problems) = check(&choices);
    assert_eq!((checks[1].standing, problems.len()), (Unknown, 1), "another unit is no gigabyte");
}

fn any_version() -> impl Strategy<Value = Version> {
    (prop_oneof![0..11_u32, 20..29_u32], 0..13_u32, 0..5_u32, any::<bool>()).prop_map(
        |(major, minor, patch, is_release)| {
            let stage = if is_release { Stage::Release } else { Stage::Development };
            Version { stage, ..release(major, minor, patch) }
        },
    )
}

proptest! {
    #[test]
    fn any_text_is_a_version_or_a_problem_in_place(text in ".{0,30}") {
        if let Err(problem) = read(&text) {
            let span = problem.span.expect("a place");
            prop_assert!(text.get(span.range()).is_some(), "the place is in the text");
        }
    }

    #[test]
    fn what_looks_like_a_version_is_read_without_panic(text in "[v0-9. ]{0,12}(dev|rc|-|:|/|ü)?[0-9.]{0,6}") {
        if let Ok(version) = read(&text) {
            prop_assert_eq!(read(&version.to_string()), Ok(version), "it comes back as it was");
        }
    }

    #[test]
    fn the_way_goes_up_and_is_the_same_from_each_of_its_stops(from in any_version()) {
        let whole = path(from);
        let versions: Vec<Version> = whole.stops.iter().map(|it| it.version).collect();
        prop_assert!(versions.iter().all(|it| *it > from), "every stop is above");
        prop_assert!(versions.windows(2).all(|pair| pair[0] < pair[1]), "the way goes up");
        prop_assert_eq!(versions.last().copied(), (from < NEWEST).then_some(NEWEST), "it ends at the newest");
        for (at, stop) in versions.iter().enumerate() {
            prop_assert_eq!(&path(*stop).stops, &whole.stops[at + 1..], "the rest stays the same");
        }
        for (hard, _) in HARD_STOPS {
            prop_assert_eq!(versions.contains(&hard), hard > from, "no hard stop is jumped over");
        }
    }

    #[test]
    fn a_later_start_has_a_part_of_the_way(a in any_version(), b in any_version()) {
        let (early, late) = (a.min(b), a.max(b));
        let (long, short) = (path(early).stops, path(late).stops);
        prop_assert!(long.ends_with(&short), "{} and {}", early, late);
    }

    #[test]
    fn any_answers_give_a_verdict(answers in prop::collection::vec((0..9_usize, 0..5_usize), 0..12)) {
        let mut choices = Choices::default();
        for (question, answer) in answers {
            let question = Question::ALL[question];
            let id = question.answers().get(answer).map_or("", |it| it.id);
            choices.choose(Typed::Answer(question), id);
        }
        let decision = decide(&choices);
        prop_assert_eq!(decision.ways.len(), 4, "every way is told");
        prop_assert_eq!(decision.answered, choices.answers.len());
        for way in &decision.ways {
            let sum: i32 = way.said.iter().map(|it| it.weight.value()).sum();
            prop_assert_eq!(way.sum, sum, "the sum is that of what is shown");
        }
        let open: Vec<i32> = decision.ways.iter().filter(|it| !it.is_ruled_out).map(|it| it.sum).collect();
        prop_assert!(open.windows(2).all(|pair| pair[0] >= pair[1]), "the best is first");
    }
}
