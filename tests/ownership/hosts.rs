//! CODEOWNERS files as their own hosts read them.

use proptest::prelude::*;
use sentry_general::ownership::codeowners::host::{
    self, Approval, Effect, HostRules, OwnerKind, Review,
};
use sentry_general::ownership::codeowners::{Dialect, tokens};
use sentry_general::ownership::grammar::TokenKind;
use sentry_general::ownership::pattern::CodeownersPattern;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Pairs on which implementations of a host's patterns disagree, or of which the
/// host's own answer isn't known, with what is chosen here and why.
const DISPUTED: &[(Dialect, &str, &str, bool, &str)] = &[
    (
        Dialect::Github,
        "foo/**/",
        "foo/bar",
        true,
        "`**` may stand for no folder, as GitHub's closest peer has it; git says no",
    ),
    (
        Dialect::Github,
        "**/",
        "foo/bar",
        true,
        "`bar` is in a folder; that peer's expression asks for an empty name",
    ),
    (
        Dialect::Github,
        "**/**/*",
        "a/foo.rs",
        true,
        "a second `**` adds nothing, as in git; that peer asks for an empty name",
    ),
    (Dialect::Github, "**/**/**", "foo/bb/aa/rr", true, "the same"),
    (
        Dialect::Github,
        "*/\\\\",
        "XXX/\\",
        true,
        "an escaped backslash is one, as in `f\\\\oo`; that peer takes the second for the escape of the space behind",
    ),
];

/// What is on the left of a line's pattern in a file that holds nothing else.
fn line(pattern: &str, dialect: Dialect) -> String {
    if dialect == Dialect::Github {
        // A space that is not escaped would end the pattern; so would a comment.
        let comment = pattern.split_once('#').is_some_and(|(before, _)| !before.ends_with('\\'));
        let escaped = pattern.replace("\\ ", " ").replace(' ', "\\ ");
        return format!("{} @o\n", if comment { pattern.to_owned() } else { escaped });
    }
    // GitLab would take it for a section or a comment; with this in front it is
    // the same pattern. Without an owner behind it, a backslash escapes nothing.
    let other = pattern.trim_start_matches('^').starts_with(['[', '#']);
    let escaped = pattern.replace("\\ ", " ").replace(' ', "\\ ");
    format!("{}{escaped}\n", if other { "/**/" } else { "" })
}

#[test]
fn patterns_match_as_on_their_hosts_and_in_sentry() {
    let rows: Vec<(String, String, String)> =
        serde_json::from_str(include_str!("fixtures/host_patterns.json")).expect("a sound fixture");
    let mut wrong = Vec::new();
    for (pattern, path, columns) in &rows {
        for (dialect, column) in [Dialect::Github, Dialect::Gitlab].into_iter().zip(columns.chars())
        {
            if column == '-' || pattern.contains('\n') {
                continue;
            }
            let disputed =
                DISPUTED.iter().find(|row| (row.0, row.1, row.2) == (dialect, pattern, path));
            let expected = disputed.map_or(column == '+', |row| row.3);
            // GitLab puts a slash before paths that have none.
            let path = if dialect == Dialect::Gitlab {
                path.strip_prefix('/').unwrap_or(path)
            } else {
                path
            };
            let rules = host::read(&line(pattern, dialect), dialect);
            let alone = rules.rules.iter().any(|rule| rule.is_match(path));
            let together = !rules.compile().reviews(path).is_empty();
            assert_eq!(alone, together, "both matchers agree on {pattern:?} and {path:?}");
            if alone != expected {
                wrong.push(format!("{dialect:?} {pattern:?} {path:?}: expected {expected}"));
            }
        }
        let sentry = columns.chars().nth(2).filter(|&column| column != '-');
        if sentry
            .is_some_and(|column| CodeownersPattern::new(pattern).is_match(path) != (column == '+'))
        {
            wrong.push(format!("Sentry {pattern:?} {path:?}: expected {sentry:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} pairs differ from the hosts:\n{}", wrong.len(), wrong.join("\n"));
}

#[derive(Deserialize)]
struct File {
    name: String,
    dialect: String,
    text: String,
    cases: Vec<(String, Owners)>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Owners {
    List(Vec<String>),
    Sections(BTreeMap<String, String>),
}

fn names(rules: &HostRules, review: &Review) -> Vec<String> {
    rules.rules[review.rule as usize].owners.iter().map(|owner| owner.name.clone()).collect()
}

#[test]
fn files_name_the_reviewers_that_their_hosts_name() {
    let files: Vec<File> =
        serde_json::from_str(include_str!("fixtures/host_files.json")).expect("a sound fixture");
    for File { name, dialect, text, cases } in &files {
        let dialect = if dialect == "gitlab" { Dialect::Gitlab } else { Dialect::Github };
        let rules = host::read(text, dialect);
        let reviewers = rules.compile();
        let mut walk = reviewers.walk();
        for (path, expected) in cases {
            let reviews = walk.reviews(path).to_vec();
            match expected {
                Owners::List(owners) => {
                    let found = reviews.first().map_or(Vec::new(), |review| names(&rules, review));
                    assert_eq!(&found, owners, "reviewers of {path} in {name}");
                }
                Owners::Sections(sections) => {
                    let own = reviews
                        .iter()
                        .filter(|r| rules.rules[r.rule as usize].effect == Effect::Own);
                    let found: BTreeMap<String, String> = own
                        .map(|review| {
                            let section = &rules.sections[review.section as usize];
                            (section.name.clone(), names(&rules, review).join(" "))
                        })
                        .collect();
                    assert_eq!(&found, sections, "reviewers of {path} in {name}");
                }
            }
        }
    }
}

/// `expected` holds, per rule in force, its pattern and owners.
#[track_caller]
fn check(dialect: Dialect, text: &str, expected: &[(&str, &[&str])], codes: &[&str]) -> HostRules {
    let read = host::read(text, dialect);
    let rules: Vec<(&str, Vec<&str>)> = read
        .rules
        .iter()
        .map(|rule| (rule.pattern.as_str(), rule.owners.iter().map(|o| o.name.as_str()).collect()))
        .collect();
    let expected: Vec<(&str, Vec<&str>)> = expected.iter().map(|(p, o)| (*p, o.to_vec())).collect();
    assert_eq!(rules, expected, "rules that {dialect:?} reads in {text:?}");
    let found: Vec<_> = read.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(found, codes, "problems that {dialect:?} has with {text:?}");
    read
}

#[test]
fn github_skips_lines_it_cannot_read() {
    let check = |text: &str, rules: &[(&str, &[&str])], codes: &[&str]| {
        check(Dialect::Github, text, rules, codes)
    };
    check("# c\n\n  \na @x # d @y\n", &[("a", &["@x"])], &[]);
    check("a #c\nb@x\n", &[("a", &[]), ("b@x", &[])], &[]);
    check("a\\ b @x", &[("a\\ b", &["@x"])], &[]);
    check("!a @x\nb @x", &[("b", &["@x"])], &["codeowners/host-negation"]);
    check("\\#a @x", &[], &["codeowners/host-hash"]);
    check("a[0-9] @x", &[], &["codeowners/host-brackets"]);
    check("a\\[0\\] @x", &[("a\\[0\\]", &["@x"])], &[]);
    check("a @x @a/b/c", &[], &["codeowners/host-owner"]);
    check("a x", &[], &["codeowners/host-owner"]);
    check("a x@y.z @o/t-1", &[("a", &["x@y.z", "@o/t-1"])], &[]);
    check("/ @x", &[("/", &["@x"])], &["codeowners/host-root-slash"]);
    check("a @x\r\nb @y\r\n", &[("a", &["@x"]), ("b", &["@y"])], &[]);
}

#[test]
fn github_ignores_files_of_three_megabytes() {
    let limit = 3 * 1024 * 1024;
    let text = format!("a @x\n#{}", "c".repeat(limit));
    let read = host::read(&text[..limit], Dialect::Github);
    assert!(read.rules.is_empty() && read.problems[0].code == "codeowners/host-too-long");
    assert_eq!(host::read(&text[..limit - 1], Dialect::Github).rules.len(), 1, "below it counts");
    assert_eq!(host::read(&text, Dialect::Gitlab).rules.len(), 1, "GitLab knows no such limit");
}

#[test]
fn bitbucket_knows_groups_and_how_to_pick_from_them() {
    let text = "*.js @acme/front:all\n*.py @acme/back:least_busy(2) jo@x.io\n*.tf @teams/sre:random(2)\n*.go @jo # c\n";
    let rules = host::read(text, Dialect::Bitbucket);
    let strategies: Vec<_> =
        rules.rules.iter().map(|rule| rule.owners[0].strategy.as_deref()).collect();
    assert_eq!(strategies, [Some("all"), Some("least_busy(2)"), Some("random(2)"), None]);
    assert_eq!(rules.rules[0].owners[0].name, "@acme/front");
    assert_eq!(rules.problems, []);
    check(
        Dialect::Bitbucket,
        "!a @x\n[ab] @x\na @x:all",
        &[],
        &["codeowners/host-negation", "codeowners/host-brackets", "codeowners/host-owner"],
    );
}

#[test]
fn gitlab_sections_lend_owners_and_demand_approvals() {
    let text = "* @all\n[Docs][2] @docs @team/sub\n*.md\n*.txt @txt\n^[Docs]\nx @x\n^[Opt] @o\ny\n[q][z] @n\nz @z\n";
    let rules = host::read(text, Dialect::Gitlab);
    let sections: Vec<_> = rules.sections.iter().map(|section| section.name.as_str()).collect();
    assert_eq!(
        sections,
        ["codeowners", "Docs", "Opt", "q"],
        "a repeated header goes on with its section"
    );
    let approvals: Vec<_> = rules.rules.iter().map(|rule| rule.approval).collect();
    use Approval::{Default, Optional, Required};
    assert_eq!(approvals, [Default, Required(2), Required(2), Optional, Optional, Default]);
    assert!(
        !rules.is_optional(1) && rules.is_optional(2),
        "a section is optional if all of its rules are"
    );
    assert_eq!(rules.rules[1].owners[1].kind, OwnerKind::Team);
    let codes: Vec<_> = rules.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["codeowners/host-section-rest"], "a number that is none ends the header");
}

#[test]
fn gitlab_reports_what_it_cannot_read() {
    let check = |text: &str, rules: &[(&str, &[&str])], codes: &[&str]| {
        check(Dialect::Gitlab, text, rules, codes)
    };
    check("a\n", &[("a", &[])], &["codeowners/host-missing-owner"]);
    check("a @x # see @y\n", &[("a", &["@x", "@y"])], &["codeowners/host-owner"]);
    check("[]\na @x\n", &[("a", &["@x"])], &["codeowners/host-section-name"]);
    check("^[a][2]\nb @x\n", &[("b", &["@x"])], &["codeowners/host-optional-approvals"]);
    check("a @x\nb @y\na @z\n", &[("a", &["@z"]), ("b", &["@y"])], &["codeowners/host-duplicate"]);
    check("a\\ b @@maintainers\n", &[("a\\ b", &["@@maintainers"])], &[]);
    check("!a\n", &[("!a", &[])], &[]);
    check("  \\#a @x/y/z\n", &[("\\#a", &["@x/y/z"])], &[]);
}

#[test]
fn gitlab_section_names_ignore_case_except_for_the_first() {
    let rules = host::read("[Docs] @a\nx\n[DOCS] @b\ny\n", Dialect::Gitlab);
    assert_eq!(rules.sections.len(), 2, "one section besides the default");
    let owners: Vec<_> = rules.rules.iter().map(|rule| rule.owners[0].name.as_str()).collect();
    assert_eq!(owners, ["@a", "@b"], "each line takes the owners of the header above it");
    let rules = host::read("[CodeOwners]\nx @a\n", Dialect::Gitlab);
    assert_eq!(rules.sections.len(), 2, "the first header is compared exactly");
}

#[test]
fn unowned_and_unmatched_differ() {
    let rules = host::read("src @x\nsrc/gen\n", Dialect::Github);
    let reviewers = rules.compile();
    let deciding = |path| reviewers.reviews(path).first().map(|review| review.rule);
    assert_eq!(deciding("src/a"), Some(0));
    assert_eq!(deciding("src/gen/a"), Some(1), "a line without owners wins too");
    assert_eq!(deciding("lib/a"), None);
}

#[test]
fn files_are_highlighted_by_their_hosts_rules() {
    use TokenKind::{Comment, Pattern, Section, Team, User};
    let cut = |text: &'static str, dialect| -> Vec<(TokenKind, &str)> {
        tokens(text, dialect)
            .into_iter()
            .map(|token| (token.kind, &text[token.span.range()]))
            .collect()
    };
    let expected =
        [(Comment, "# c"), (Pattern, "a\\ b"), (User, "@x"), (Team, "@o/t"), (Comment, "#d")];
    assert_eq!(cut("# c\na\\ b @x @o/t#d", Dialect::Github), expected);
    let expected = [(Section, "^[Two words][2]"), (User, "@x"), (Pattern, "a"), (User, "#d")];
    assert_eq!(cut("  ^[Two words][2] @x\n a #d", Dialect::Gitlab), expected);
}

fn pattern() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("**"),
        Just("*"),
        Just("a"),
        Just("b"),
        Just("a*"),
        Just("?"),
        Just("*b"),
        Just("a\\*")
    ];
    let edge = prop_oneof![Just(""), Just("/")];
    (edge.clone(), prop::collection::vec(part, 1..5), edge)
        .prop_map(|(lead, parts, tail)| format!("{lead}{}{tail}", parts.join("/")))
}

proptest! {
    #[test]
    fn compiled_rules_decide_like_one_rule_after_another(
        patterns in prop::collection::vec((pattern(), prop_oneof![4 => Just(""), 1 => Just("!")]), 1..12),
        paths in prop::collection::vec("[ab]{1,2}(/[ab]{1,2}){0,4}", 1..12),
        gitlab in any::<bool>(),
    ) {
        let dialect = if gitlab { Dialect::Gitlab } else { Dialect::Github };
        let lines: Vec<String> = patterns.iter().enumerate().map(|(at, (pattern, not))| {
            let header = if gitlab && at % 4 == 3 { format!("[s{}]\n", at / 4 % 2) } else { String::new() };
            format!("{header}{not}{pattern} @o{at}\n")
        }).collect();
        let rules = host::read(&lines.concat(), dialect);
        let reviewers = rules.compile();
        let mut walk = reviewers.walk();
        for path in &paths {
            let matching = || (0u32..).zip(&rules.rules).filter(|(_, rule)| rule.is_match(path));
            let mut expected = Vec::new();
            for section in 0..rules.sections.len() as u32 {
                let mine = || matching().filter(|(_, rule)| rule.section == section);
                let excluded = mine().filter(|(_, rule)| rule.effect == Effect::Exclude).last();
                let rule = excluded.or_else(|| mine().last());
                expected.extend(rule.map(|(rule, _)| Review { section, rule }));
            }
            prop_assert_eq!(walk.reviews(path), &expected[..], "{} in {:?}", path, lines);
        }
    }

    #[test]
    fn of_many_wildcards_in_one_place_those_are_found_that_match(
        patterns in prop::collection::btree_set("[abé*?]{1,7}", 9..60),
        names in prop::collection::vec("[abé]{1,7}", 1..12),
        gitlab in any::<bool>(),
    ) {
        let dialect = if gitlab { Dialect::Gitlab } else { Dialect::Github };
        let text: String = patterns.iter().map(|pattern| format!("/{pattern} @o\n")).collect();
        let rules = host::read(&text, dialect);
        let reviewers = rules.compile();
        for name in &names {
            let one_by_one = (0..).zip(&rules.rules).filter(|(_, rule)| rule.is_match(name)).last();
            let expected: Vec<_> = one_by_one.map(|(rule, _)| Review { section: 0, rule }).into_iter().collect();
            prop_assert_eq!(reviewers.reviews(name), expected, "{} in {}", name, text);
        }
    }

    #[test]
    fn no_file_is_too_odd(text in "([#!^\\[\\]/*\\\\@ \t\na-z0-9.]|\\PC){0,60}", path in "\\PC{0,20}") {
        for dialect in [Dialect::Github, Dialect::Gitlab, Dialect::Bitbucket] {
            let rules = host::read(&text, dialect);
            for span in rules.rules.iter().map(|r| r.span).chain(rules.problems.iter().filter_map(|p| p.span)) {
                prop_assert!(text.get(span.range()).is_some(), "{:?} lies in the text", span);
            }
            let mut end = 0;
            for token in tokens(&text, dialect) {
                let sound = text.get(token.span.range()).is_some_and(|token| !token.is_empty());
                prop_assert!(sound && token.span.start >= end, "tokens ascend in {:?}", text);
                end = token.span.end;
            }
            let reviewers = rules.compile();
            for review in reviewers.reviews(&path) {
                prop_assert!((review.rule as usize) < rules.rules.len());
            }
        }
    }
}
