//! Inbound filters: what a glob drops, why not, and what the switches drop.

use proptest::prelude::*;
use sentry_general::playbook::filter::{
    Invalid, Pattern, Verdict, client_lists, crawler, judge, local,
};

/// A glob, a text, and whether Relay's filter drops it.
const JUDGED: [(&str, &str, bool); 37] = [
    ("filteredexception*", "FilteredException", true),
    ("*this is a filtered exception.", "FilteredException: This is a filtered exception.", true),
    ("this is", "This is a filtered exception.", false),
    ("filteredexception", "FilteredException", true),
    ("this is a filtered exception.", "FilteredException: This is a filtered exception.", false),
    ("ChunkLoadError: Loading chunk *", "ChunkLoadError: Loading chunk 552 failed.", true),
    (
        "*Uncaught *: ChunkLoadError: Loading chunk *",
        "Error: Uncaught (in promise): ChunkLoadError: Loading chunk 175 failed.",
        true,
    ),
    (
        "*invariant={418,419,422,423,425}*",
        "Minified React error #423; visit https://x?invariant=423 for",
        true,
    ),
    (
        "*invariant={418,419}*",
        "Minified React error #423; visit https://x?invariant=423 for",
        false,
    ),
    ("1.2.*", "1.2.3", true),
    ("1.3.*", "1.2.3", false),
    ("web@1.4.*", "WEB@1.4.2+77", true),
    ("*", "anything", true),
    ("*", "", true),
    ("", "", false),
    ("", "a", false),
    ("a?c", "abc", true),
    ("a?c", "ac", false),
    ("?", "é", true),
    ("[abc]x", "Bx", true),
    ("[!abc]x", "bx", false),
    ("[!abc]x", "dx", true),
    ("[a-c]", "b", true),
    ("[-a]", "-", true),
    ("[a-]", "-", true),
    ("{a,b}c", "bc", true),
    ("{a,b}c", "cc", false),
    ("{a,}c", "c", true),
    ("{,a}c", "c", false),
    ("\\*", "*", true),
    ("\\*", "a", false),
    ("\\[x\\]", "[x]", true),
    ("*a*b*c*", "xxaxxbxxcxx", true),
    ("*a*b*c*", "xxaxxcxx", false),
    ("Ä*", "äh", true),
    ("a,b", "a,b", true),
    ("{a*,b}", "axyz", true),
];

#[test]
fn a_glob_drops_what_relay_drops() {
    for (glob, text, dropped) in JUDGED {
        let verdict = judge(glob, text);
        assert_eq!(verdict == Verdict::Dropped, dropped, "{glob} over {text:?}: {verdict:?}");
    }
}

#[test]
fn what_can_not_be_read_is_named() {
    let cases = [
        ("[a", Invalid::Class),
        ("a]", Invalid::Class),
        ("[[a]", Invalid::ClassInClass),
        ("[z-a]", Invalid::Range('z', 'a')),
        ("{a", Invalid::Alternates),
        ("a}", Invalid::Alternates),
        ("{a{b}}", Invalid::Nested),
        ("a\\", Invalid::Escape),
    ];
    for (glob, expected) in cases {
        assert_eq!(Pattern::new(glob).err(), Some(expected), "what is wrong with {glob}");
        let Verdict::Kept { why, .. } = judge(glob, "a") else { panic!("{glob} matches nothing") };
        assert!(why.contains("matches nothing"), "{why}");
    }
}

fn kept(glob: &str, text: &str) -> (String, Option<String>) {
    match judge(glob, text) {
        Verdict::Kept { why, fix } => (why, fix),
        Verdict::Dropped => panic!("{glob} does not match {text}"),
    }
}

#[test]
fn a_filter_that_misses_says_why() {
    let text = "TypeError: Failed to fetch";
    let (why, fix) = kept("Failed to fetch", text);
    assert!(why.contains("the whole text has to match"), "{why}");
    assert_eq!(fix.as_deref(), Some("*Failed to fetch*"));
    let (why, fix) = kept(" TypeError*", text);
    assert_eq!((why.as_str(), fix.as_deref()), ("The blanks around it count.", Some("TypeError*")));
    let (why, _) = kept("TypeError: Failed to load*", text);
    assert_eq!(why, "It agrees with the text up to `TypeError: Failed to `, and no further.");
    let (why, fix) = kept("Array[0] is empty", "Array[0] is empty");
    assert!(why.contains("signs of the glob"), "{why}");
    assert_eq!(fix.as_deref(), Some("Array\\[0\\] is empty"));
    let (_, fix) = kept("Array[0 is empty", "Array[0 is empty");
    assert_eq!(fix.as_deref(), Some("Array\\[0 is empty"));
}

#[test]
fn crawlers_and_local_addresses_go_by_relays_lists() {
    let crawlers = [
        "Twitterbot/1.0",
        "bots;",
        "spider ",
        "Slack-ImgProxy 0.19",
        "GOOGLEBOT",
        "Better Uptime Bot Mozilla",
        "facebookexternalhit/1.1",
    ];
    for agent in crawlers {
        assert!(crawler(agent).is_some(), "{agent} is a crawler");
    }
    let people = [
        "some user agent",
        "Slackbot 1.0(+https://api.slack.com/robots)",
        "robotics",
        "",
        "APIs-Google (+https://developers.google.com/webmasters/APIs-Google.html)",
    ];
    for agent in people {
        assert_eq!(crawler(agent), None, "{agent} is not a crawler");
    }
    let here = [
        "http://localhost/",
        "http://foo.bar.baz.localhost:8080/",
        "http://127.0.0.1",
        "file:///home/a.html",
        "localhost:3000",
        "127.0.0.1",
        "::1",
    ];
    for address in here {
        assert!(local(address).is_some(), "{address} is local");
    }
    let elsewhere = [
        "https://my.dom.com",
        "https://localhost.com",
        "https://foolocalhost/",
        "http://123.123.123.44",
        "",
        "https://example.com/?at=localhost",
    ];
    for address in elsewhere {
        assert_eq!(local(address), None, "{address} is elsewhere");
    }
}

#[test]
fn lists_for_sdks_mean_just_the_message() {
    let lists = client_lists("TypeError: a.b (x) is \"null\" / [0]");
    assert_eq!(
        lists[0].code.text,
        "ignoreErrors: [\"TypeError: a.b (x) is \\\"null\\\" / [0]\"],\n"
    );
    assert_eq!(
        lists[1].code.text,
        "ignoreErrors: [/^TypeError: a\\.b \\(x\\) is \"null\" \\/ \\[0\\]$/],\n"
    );
    assert!(lists[2].code.text.contains("a\\\\.b \\\\(x\\\\)"), "{}", lists[2].code.text);
}

/// The same glob as a regular expression, for those without classes and choices.
fn matches_slowly(glob: &[char], text: &[char]) -> bool {
    match glob.split_first() {
        None => text.is_empty(),
        Some(('*', rest)) => (0..=text.len()).any(|at| matches_slowly(rest, &text[at..])),
        Some(('?', rest)) => !text.is_empty() && matches_slowly(rest, &text[1..]),
        Some((letter, rest)) => text.first() == Some(letter) && matches_slowly(rest, &text[1..]),
    }
}

proptest! {
    #[test]
    fn any_glob_is_judged(glob in "\\PC{0,30}|[ab*?\\[\\]{},!\\\\-]{0,14}", text in "\\PC{0,30}|[ab]{0,10}") {
        let verdict = judge(&glob, &text);
        if let Verdict::Kept { fix: Some(fix), .. } = verdict {
            prop_assert!(Pattern::new(&fix).is_ok(), "what is proposed can be read: {fix}");
        }
    }

    #[test]
    fn stars_and_question_marks_are_the_usual_ones(glob in "[ab*?]{1,8}", text in "[ab]{0,8}") {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        let expected = matches_slowly(&letters(&glob), &letters(&text));
        let pattern = Pattern::new(&glob).expect("it has no brackets");
        prop_assert_eq!(pattern.is_match(&text), expected, "{} over {}", glob, text);
    }

    #[test]
    fn any_message_makes_lists_of_one_line(message in "\\PC{0,40}|[\\s\\S]{0,20}") {
        for list in client_lists(&message) {
            prop_assert_eq!(list.code.text.lines().count(), 1, "{}", list.code.text);
        }
    }
}
