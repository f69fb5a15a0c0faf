//! What Sentry's grammar makes of a text, against what Sentry's own tests state,
//! what was observed by running it, and a PEG engine on random texts.

use sentry_general::ownership::grammar::{
    Parsed, Stage, Token, TokenKind, parse, parse_within, print_as_sentry, tokens,
};
use serde::Deserialize;

type Reading = (String, String, Vec<String>);

#[derive(Deserialize)]
#[serde(untagged)]
enum Outcome {
    Rules(Vec<Reading>),
    Answer(String),
}

fn reading(parsed: &Parsed) -> Vec<Reading> {
    let read = |rule: &sentry_general::ownership::Rule| {
        let owners = rule.owners.iter().map(ToString::to_string).collect();
        (rule.matcher.kind.to_string(), rule.matcher.pattern.clone(), owners)
    };
    parsed.rules.iter().map(read).collect()
}

#[track_caller]
fn check(text: &str, outcome: &Outcome) {
    let parsed = parse(text);
    let grammar = parsed.refusal.as_ref().filter(|refusal| refusal.stage <= Stage::Decoding);
    match outcome {
        Outcome::Rules(rules) => {
            assert_eq!(grammar, None, "Sentry's grammar takes {text:?}");
            assert_eq!(&reading(&parsed), rules, "rules that Sentry reads in {text:?}");
        }
        Outcome::Answer(answer) => {
            let refusal = grammar.unwrap_or_else(|| panic!("Sentry refuses {text:?}"));
            let crash = refusal.answer.as_deref().unwrap_or("crash");
            assert_eq!(crash, answer, "Sentry's answer to {text:?}");
            assert!(!parsed.accepted(), "nothing of {text:?} is in force");
        }
    }
}

fn check_all(fixture: &str) {
    let cases: Vec<(String, Outcome)> = serde_json::from_str(fixture).expect("a sound fixture");
    for (text, outcome) in &cases {
        check(text, outcome);
    }
}

#[test]
fn rules_read_as_sentry_reads_them() {
    check_all(include_str!("fixtures/parse.json"));
}

#[test]
fn random_texts_read_as_by_a_peg_engine() {
    check_all(include_str!("fixtures/grammar_generated.json"));
}

#[test]
fn a_bad_escape_crashes_sentry_without_an_answer() {
    let parsed = parse("*.py #t\n\"C:\\Users\\x.py\" #t");
    let refusal = parsed.refusal.expect("Sentry fails on a bad escape");
    assert_eq!((refusal.stage, refusal.answer), (Stage::Decoding, None), "it gives no answer");
    assert_eq!(parsed.rules.len(), 1, "the other line is still read");
    assert!(parse("C:\\Users\\x.py #t").accepted(), "unquoted, backslashes are fine");
}

#[test]
fn positions_count_characters_and_line_feeds_only() {
    check("é😀\t#t", &Outcome::Answer("Parse error: ownership (line 1, column 3)".into()));
    check("a #t\r\tb", &Outcome::Answer("Parse error: ownership (line 1, column 6)".into()));
    check("a #t\r\n\tb", &Outcome::Answer("Parse error: ownership (line 2, column 1)".into()));
    check("a #t\n  url: x", &Outcome::Answer("Parse error: ownership (line 2, column 3)".into()));
}

#[test]
fn only_the_first_refusal_speaks_with_sentrys_words() {
    let parsed = parse("a\nb\tb\nc: #t\nurl: x\nd #t\n");
    let answers: Vec<_> = parsed.problems.iter().filter_map(|p| p.sentry.as_deref()).collect();
    assert_eq!(
        answers,
        ["Parse error: ownership (line 2, column 2)"],
        "a parse error comes before a missing owner"
    );
    let codes: Vec<_> = parsed.problems.iter().map(|p| p.code).collect();
    assert_eq!(codes, ["rules/missing-owner", "rules/tab", "rules/space-after-colon"]);
    let lines: Vec<_> = parsed.rules.iter().map(|rule| rule.line).collect();
    assert_eq!(lines, [1, 3, 5], "good lines count although others are bad");
}

#[test]
fn the_limit_counts_characters() {
    let text = "é #t";
    assert!(parse_within(text, 4).accepted(), "four characters are within four");
    let refusal = parse_within(text, 3).refusal.expect("four characters are beyond three");
    assert_eq!(refusal.answer.as_deref(), Some("Raw needs to be <= 3 characters in length"));
    let long = "*.py\t#t\n".repeat(20_000);
    let refusal = parse(&long).refusal.expect("beyond the default limit");
    assert_eq!(refusal.stage, Stage::Length, "the length is looked at before the grammar");
    assert_eq!(refusal.answer.as_deref(), Some("Raw needs to be <= 100000 characters in length"));
}

#[test]
fn codeowners_rules_typed_by_hand_are_refused_last() {
    let refusal = parse("codeowners:/x/").refusal.expect("refused");
    assert_eq!(
        refusal.answer.as_deref(),
        Some("Codeowner type paths can only be added by importing CODEOWNER files"),
        "they are no missing owner"
    );
    assert_eq!(parse("codeowners:/x/\na").refusal.map(|r| r.stage), Some(Stage::MissingOwner));
}

#[test]
fn sentry_prints_patterns_without_quotes() {
    for (text, printed) in [
        ("*.js #frontend", "path:*.js #frontend"),
        ("url:http://google.com/* #backend", "url:http://google.com/* #backend"),
        ("tags.foo:bar Tagperson@sentry.io", "tags.foo:bar tagperson@sentry.io"),
        ("tags.foo:\"bar baz\" tagperson@sentry.io", "tags.foo:bar baz tagperson@sentry.io"),
        ("codeowners:/src/components/ g@sentry.io", "codeowners:/src/components/ g@sentry.io"),
        ("codeowners:/apps/github", "codeowners:/apps/github"),
        ("x ##t", "path:x ##t"),
    ] {
        assert_eq!(print_as_sentry(&parse(text).rules[0]), printed, "Sentry's print of {text:?}");
    }
}

#[test]
fn tokens_cover_every_part() {
    use TokenKind::{Colon, Comment, Pattern, Quoted, Team, Type, Unreadable, User};
    let text = "# c\ntags.a:x #t A@b.c # d\n\"a b\"#t\n*.js\t#t";
    let found: Vec<(TokenKind, &str)> =
        tokens(text).into_iter().map(|Token { kind, span }| (kind, &text[span.range()])).collect();
    let expected = [
        (Comment, "# c"),
        (Type, "tags.a"),
        (Colon, ":"),
        (Pattern, "x"),
        (Team, "#t"),
        (User, "A@b.c"),
        (Comment, "# d"),
        (Quoted, "\"a b\""),
        (Team, "#t"),
        (Pattern, "*.js"),
        (Unreadable, "\t#t"),
    ];
    assert_eq!(found, expected, "an editor highlights what the parser reads");
}
