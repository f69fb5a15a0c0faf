//! Names of releases: what Sentry reads in them, and what is wrong.

use proptest::prelude::*;
use sentry_general::organization::Organization;
use sentry_general::playbook::naming;
use sentry_general::playbook::release::name::{check, read};
use sentry_general::text::{Problem, Severity};

/// A name, and the codes of what is said about it.
const SAID: [(&str, &[&str]); 30] = [
    ("web@1.4.2", &[]),
    ("web@1.4.2+77", &[]),
    ("web@1.4", &[]),
    ("com.acme.app@2.3.1.4-rc.1+2026.11", &[]),
    ("web@1.4rc1", &[]),
    ("@acme-web@1.0.0", &[]),
    ("web@0123456789abcdef0123456789abcdef01234567", &[]),
    ("web@0123456789ab", &[]),
    ("web@2026.11.23", &[]),
    ("", &["release/empty"]),
    ("   ", &["release/empty"]),
    (".", &["release/reserved"]),
    ("..", &["release/reserved"]),
    ("Latest", &["release/reserved"]),
    (" web@1.0", &["release/outer-blank"]),
    ("web@1.0\n", &["release/outer-blank"]),
    ("feature/login", &["release/character"]),
    ("acme\\web", &["release/character"]),
    ("web\t1.0", &["release/character"]),
    ("web@1.0\u{b}2", &["release/character"]),
    (" feature/login ", &["release/outer-blank", "release/character"]),
    ("1.0 (42)", &["release/display-form"]),
    ("web 1.0 (42)", &["release/display-form"]),
    ("1.4.2", &["release/no-package"]),
    ("0123456789abcdef0123456789abcdef01234567", &["release/no-package"]),
    ("v1.4.2", &["release/no-package"]),
    ("web@v1.4.2", &["release/leading-v"]),
    ("web@1a2b3c4", &["release/short-commit"]),
    ("web@202611230930", &["release/number-as-commit"]),
    ("web@summer", &["release/not-semver"]),
];

#[test]
fn every_name_gets_the_remarks_it_deserves() {
    for (name, expected) in SAID {
        let codes: Vec<&str> = check(name).iter().map(|problem| problem.code).collect();
        assert_eq!(codes, expected, "what is said about {name:?}");
    }
}

#[test]
fn length_counts_in_bytes() {
    let fits = format!("web@1.0+{}", "a".repeat(192));
    assert_eq!((fits.len(), check(&fits).len()), (200, 0), "200 bytes are taken");
    let umlauts = format!("web@{}", "ü".repeat(99));
    assert_eq!(umlauts.chars().count(), 103);
    let problems = check(&umlauts);
    assert_eq!(problems[0].code, "release/too-long", "202 bytes are refused, whatever they spell");
}

#[test]
fn sentrys_parser_reads_the_parts() {
    let name = read("com.acme.app@2.3.1.4-rc.1+2026").expect("Sentry takes it");
    let parts = name.parts.expect("it is a version");
    let numbers = (parts.major, parts.minor, parts.patch, parts.revision);
    assert_eq!((name.package.as_str(), numbers), ("com.acme.app", (2, 3, 1, 4)));
    assert_eq!((parts.prerelease.as_str(), parts.build.as_str()), ("rc.1", "2026"));
    let commit = read("web@0123456789abcdef0123456789abcdef01234567").expect("Sentry takes it");
    assert_eq!(commit.shown, "0123456789ab", "of a commit twelve digits are shown");
    assert!(commit.parts.is_none() && !commit.is_semver, "a commit is no version");
    let bare = read("1.4.2").expect("Sentry takes it");
    assert!(bare.parts.is_none() && bare.is_semver, "counted as a version, but not stored as one");
    let large = read("web@99999999999999999999.1").expect("Sentry takes it");
    assert!(!large.is_semver, "a number beyond 64 bits is in no table of Sentry's");
}

/// A name with all edits of its fixes, from the end.
fn mended(name: &str, problems: &[Problem]) -> String {
    let mut edits: Vec<_> =
        problems.iter().filter_map(|it| it.fix.as_ref()).flat_map(|it| &it.edits).collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    edits.iter().fold(name.to_owned(), |mut name, edit| {
        name.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
        name
    })
}

#[test]
fn fixes_mend() {
    let cases = [
        ("feature/login", "feature-login"),
        ("  web@1.0\n", "web@1.0"),
        (" a/b ", "a-b"),
        ("1.0 (42)", "1.0+42"),
        ("web 1.0 (42)", "web@1.0+42"),
        ("web@v1.4.2", "web@1.4.2"),
    ];
    for (name, expected) in cases {
        assert_eq!(mended(name, &check(name)), expected, "what the fix makes of {name:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(name in "\\PC{0,80}|[\\s\\S]{0,20}|[ -~]{0,20}|(web)?@?v?[0-9a-f.+() -]{0,24}") {
        let problems = check(&name);
        for problem in &problems {
            let span = problem.span.expect("every remark has its place");
            prop_assert!(name.get(span.start as usize..span.end as usize).is_some(), "{problem:?}");
        }
        let refused = problems.iter().any(|problem| problem.severity == Severity::Error);
        if !refused {
            prop_assert!(read(&name).is_some(), "what is not refused is read: {name:?}");
            prop_assert!(sentry_release_parser::validate_release(&name).is_ok());
        }
        let left = mended(&name, &problems);
        let again = |code: &str| check(&left).iter().any(|it| it.code == code && it.fix.is_some());
        for problem in problems.iter().filter(|problem| problem.fix.is_some()) {
            prop_assert!(!again(problem.code), "{} is gone from {left:?}", problem.code);
        }
    }

    #[test]
    fn what_relay_refuses_is_refused(name in "[\\s\\S]{0,210}|[a-z]{195,205}|\\PC{60,120}") {
        if sentry_release_parser::validate_release(name.trim()).is_err() {
            let refused = check(&name).iter().any(|problem| problem.severity == Severity::Error);
            prop_assert!(refused, "Relay refuses {name:?}");
        }
    }
}

#[test]
fn the_example_of_a_release_by_commit_is_a_whole_commit() {
    let json = r#"{"organization": "acme", "projects": [{"slug": "web", "platform": "go"}],
        "choices": {"release": {"scheme": "commit"}}}"#;
    let plan = Organization::from_json(json).expect("a plan");
    let release = naming::release(&plan);
    let codes: Vec<&str> = check(&release).iter().map(|problem| problem.code).collect();
    assert!(release.starts_with("web@") && codes.is_empty(), "{release}: {codes:?}");
}
