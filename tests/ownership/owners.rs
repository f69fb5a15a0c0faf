//! Unknown owners: refused when rules are saved, removed when they are read.

use sentry_general::ownership::{
    Access, Directory, Rule, Source, parse, remove_unknown_owners, schema, validate,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    text: String,
    mode: Mode,
    users: Vec<String>,
    teams: Vec<String>,
    answer: Answer,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mode {
    Refuse,
    Remove,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    Rules(Vec<(String, String, Vec<String>)>),
    Refusal(String),
}

fn reading(rules: &[Rule]) -> Vec<(String, String, Vec<String>)> {
    rules
        .iter()
        .map(|rule| {
            let owners = rule.owners.iter().map(ToString::to_string).collect();
            (rule.matcher.kind.to_string(), rule.matcher.pattern.clone(), owners)
        })
        .collect()
}

fn directory(teams: &[String], users: &[String]) -> Directory {
    let mut directory = Directory::for_project("proj");
    teams.iter().for_each(|team| directory.add_team(team, Access::Project));
    users.iter().for_each(|user| directory.add_user(user, Access::Project));
    directory
}

#[test]
fn owners_are_checked_as_sentry_checks_them() {
    let cases: Vec<Case> =
        serde_json::from_str(include_str!("fixtures/owners.json")).expect("a sound fixture");
    for Case { text, mode, users, teams, answer } in cases {
        let directory = directory(&teams, &users);
        let mut parsed = parse(&text);
        let unknown = match mode {
            Mode::Refuse => validate(&parsed, &directory).answer,
            Mode::Remove => {
                remove_unknown_owners(&mut parsed.rules, |o| directory.resolves(o) == Some(true));
                None
            }
        };
        // Whether `codeowners:` may be typed is asked only when rules are saved by hand.
        let earlier = parsed.refusal.as_ref().and_then(|refusal| refusal.answer.clone());
        let earlier = earlier.filter(|answer| !answer.starts_with("Codeowner type"));
        match answer {
            Answer::Rules(rules) => {
                assert_eq!(unknown, None, "Sentry takes {text:?}");
                assert_eq!(reading(&parsed.rules), rules, "rules that Sentry keeps of {text:?}");
            }
            Answer::Refusal(answer) => {
                assert_eq!(unknown.or(earlier), Some(answer), "Sentry's answer to {text:?}");
            }
        }
    }
}

#[test]
fn messages_are_sorted_and_each_given_once() {
    let mut directory = directory(&["web".into()], &[]);
    directory.add_user("in@x.io", Access::Project);
    directory.add_user("out@x.io", Access::Organization);
    let parsed = parse("a #zzz out@x.io\nb #zzz gone@x.io IN@x.io #web");
    let validation = validate(&parsed, &directory);
    let expected = "Invalid rule owners: Team #zzz does not have access to project 'proj'. \
        User gone@x.io is not a member of this organization. \
        User out@x.io does not have access to project 'proj'.";
    assert_eq!(validation.answer.as_deref(), Some(expected));
    let codes: Vec<_> = validation.problems.iter().map(|problem| problem.code).collect();
    let [unknown, closed] = ["rules/unknown-owner", "rules/owner-without-access"];
    assert_eq!(codes, [unknown, closed, unknown, unknown], "every place is pointed at");
    let texts = validation.problems.iter().filter(|problem| problem.sentry.is_some()).count();
    assert_eq!(texts, 1, "Sentry answers once");
}

#[test]
fn teams_go_by_their_exact_slug() {
    let validation = validate(&parse("a #Web"), &directory(&["web".into()], &[]));
    let fix = validation.problems[0].fix.as_ref().expect("the near slug is offered");
    assert_eq!(fix.edits[0].text, "#web", "`#Web` never finds `web`");
}

#[test]
fn owners_are_not_looked_up_after_an_earlier_refusal() {
    let directory = directory(&["web".into()], &[]);
    assert_eq!(validate(&parse("a #no\nb\t#web"), &directory).answer, None);
    let by_hand = validate(&parse("codeowners:a #no"), &directory);
    assert!(by_hand.answer.is_some(), "unknown owners come before hand-typed codeowners rules");
}

#[test]
fn nobody_is_checked_while_nobody_is_known() {
    let parsed = parse("a #no b@x.io");
    assert_eq!(validate(&parsed, &Directory::default()).problems, []);
}

#[track_caller]
fn check_removal(text: &str, known: &[&str], kept: &[&str]) {
    let mut rules = parse(text).rules;
    remove_unknown_owners(&mut rules, |owner| known.contains(&owner.to_string().as_str()));
    let left: Vec<String> = rules.iter().map(ToString::to_string).collect();
    assert_eq!(left, kept, "what Sentry keeps of {text:?}");
}

#[test]
fn what_follows_a_removed_one_is_skipped() {
    check_removal("x a@x b@x c@x #t", &["#t"], &["path:x b@x #t"]);
    check_removal("x a@x b@x #t b@x", &["#t"], &["path:x #t b@x"]);
    check_removal("1 a@x\n2 b@x\n3 c@x\n4 d@x #t", &["#t"], &["path:2 b@x", "path:4 d@x #t"]);
}

#[test]
fn names_alone_decide_what_is_removed() {
    check_removal("x t #t gone@x", &["#t"], &["path:x t #t"]);
}

#[test]
fn an_equal_exclusion_goes_instead_of_an_emptied_rule() {
    check_removal(
        "codeowners:/a\ncodeowners:/b #t\ncodeowners:/a gone@x\ncodeowners:/c gone@x\ncodeowners:/d gone@x",
        &["#t"],
        &["codeowners:/b #t", "codeowners:/a", "codeowners:/c gone@x"],
    );
}

#[test]
fn stored_rules_read_back() {
    let rules =
        parse("*.js #t A@b.c\ntags.a:\"x y\" #t\nurl:/ #t\nmodule:m #t\ncodeowners:/x/").rules;
    let stored = schema::dump(&rules);
    let again = schema::load(&stored, Source::Rules).expect("what is stored can be read");
    assert_eq!(reading(&again), reading(&rules));
    let renamed = stored.to_string().replace("identifier", "name");
    let api = serde_json::from_str(&renamed).expect("still JSON");
    assert_eq!(schema::load(&api, Source::Rules), Ok(again), "the API calls identifiers names");
}

#[test]
fn stored_rules_of_another_make_are_refused() {
    for (stored, message) in [
        (r#"{"$version": 2, "rules": []}"#, "Invalid schema $version: 2"),
        (r#"{"$version": 1}"#, "the schema has no sound `rules`"),
        (r#"{"$version": 1, "rules": [{}]}"#, "rule 1 of the schema has no sound `matcher.type`"),
    ] {
        let stored = serde_json::from_str(stored).expect("JSON");
        let error = schema::load(&stored, Source::Rules).expect_err("not as Sentry stores rules");
        assert_eq!(error.to_string(), message);
    }
}
