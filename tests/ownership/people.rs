//! Teams, people and names as a user types or pastes them.

use crate::problems::apply;
use proptest::prelude::*;
use sentry_general::ownership::codeowners::{Codeowners, import};
use sentry_general::ownership::people::{Entry, print, read};
use sentry_general::ownership::{Directory, parse, validate};

/// What a text holds, as it would be printed, and the codes of its problems.
#[track_caller]
fn check(text: &str, expected: &str, codes: &[&str]) {
    let people = read(text);
    let found: Vec<_> = people.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(print(&people.entries), expected, "the entries of {text:?}");
    assert_eq!(found, codes, "the problems of {text:?}");
}

/// The text after the fix of its first problem.
#[track_caller]
fn check_fix(text: &str, code: &str, fixed: &str) {
    let people = read(text);
    let problem = people.problems.iter().find(|problem| problem.code == code);
    let problem = problem.unwrap_or_else(|| panic!("{text:?} has {code}: {:?}", people.problems));
    assert!(problem.hint.is_some(), "{code} says what to do");
    let fix = problem.fix.as_ref().unwrap_or_else(|| panic!("{code} of {text:?} has a fix"));
    let after = apply(text, fix);
    assert_eq!(after, fixed, "{text:?} after the fix of {code}");
    let before = people.problems.iter().filter(|problem| problem.code == code).count();
    let left = read(&after).problems.iter().filter(|problem| problem.code == code).count();
    assert!(left < before, "the fix of {code} mends {text:?}");
}

#[test]
fn an_owner_and_its_names() {
    check("#web", "#web\n", &[]);
    check("#web @acme/web", "#web = @acme/web\n", &[]);
    check("#web = @acme/web, @acme/www", "#web = @acme/web @acme/www\n", &[]);
    check("#web: @acme/web", "#web = @acme/web\n", &[]);
    check("#web=@acme/web", "#web = @acme/web\n", &[]);
    check("#web\t@group/sub/web web@acme.io", "#web = @group/sub/web web@acme.io\n", &[]);
    check("Jo@Acme.io @jo", "jo@acme.io = @jo\n", &[]);
    check("#ops no access", "#ops no access\n", &[]);
    check("#ops @acme/ops (No Access)", "#ops = @acme/ops no access\n", &[]);
    check("// all\n\n  #web // ours\r\n#pay\r", "#web\n#pay\n", &[]);
}

#[test]
fn a_name_and_its_owner() {
    check("@acme/web,#web", "@acme/web -> #web\n", &[]);
    check("#web,@acme/web", "#web = @acme/web\n", &[]);
    check("\"@acme/web\";\"#web\"", "@acme/web -> #web\n", &[]);
    check("@a → #a\n@b => #b\n@c-> #c", "@a -> #a\n@b -> #b\n@c -> #c\n", &[]);
    check("@jo jo@acme.io", "@jo -> jo@acme.io\n", &[]);
    check("jo@old.io -> jo@acme.io", "jo@old.io -> jo@acme.io\n", &[]);
    check("jo@acme.io = jo@old.io", "jo@acme.io = jo@old.io\n", &[]);
    check(
        "{\"@acme/web\": \"#web\", \"@jo\": \"jo@a.io\"}",
        "@acme/web -> #web\n@jo -> jo@a.io\n",
        &[],
    );
    check("{\n  \"#web\": \"@acme/web\"\n}", "@acme/web -> #web\n", &[]);
    check("{}", "", &[]);
}

#[test]
fn what_is_wrong_is_said_and_the_rest_is_read() {
    check("web @acme/web\n#pay", "#web = @acme/web\n#pay\n", &["people/missing-hash"]);
    check("#web acme/web", "#web = @acme/web\n", &["people/missing-at"]);
    check("acme/web, web", "@acme/web -> #web\n", &["people/missing-at", "people/missing-hash"]);
    check("#Web", "#web\n", &["people/team-slug"]);
    check("##web", "#web\n", &["people/team-slug"]);
    check("#123", "#123\n", &["people/team-slug"]);
    check("#w.eb", "#w.eb\n", &["people/team-slug"]);
    check("# teams\n#web", "#web\n", &["people/hash-comment"]);
    check("codeowners,sentry\n@a,#a", "@a -> #a\n", &["people/heading"]);
    check("@jo", "", &["people/no-owner"]);
    check("= : ,", "", &["people/unreadable"]);
    check("#a #b @a", "#a = @a\n", &["people/two-owners"]);
    check("#a\n#a no access", "#a\n#a no access\n", &["people/access-twice"]);
    check("{\"@a\": \"#a\", \"@b\": 3, \"@c d\": \"#c\"}", "@a -> #a\n", &["people/unreadable"; 2]);
    check("{\"@a\": \"#a\", \"@b\"", "@a -> #a\n", &["people/bad-json"]);
    check(
        "{\"@a\": [\"#a\", {\"@b\": \"#b\"}], \"@c\": \"#c\"}",
        "@c -> #c\n",
        &["people/unreadable"],
    );
}

#[test]
fn fixes_mend() {
    check_fix("web @acme/web", "people/missing-hash", "#web @acme/web");
    check_fix("#web acme/web", "people/missing-at", "#web @acme/web");
    check_fix("#Web @acme/web", "people/team-slug", "#web @acme/web");
    check_fix("{\"@acme/web\": \"#Web\"}", "people/team-slug", "{\"@acme/web\": \"#web\"}");
    check_fix("# ours\n#web", "people/hash-comment", "// ours\n#web");
    check_fix("@acme/web", "people/no-owner", "@acme/web -> #web");
    check_fix("@acme/web ->\n#pay", "people/no-owner", "@acme/web -> #web\n#pay");
    check_fix("{\"@acme/web\": \"\"}", "people/no-owner", "{\"@acme/web\": \"#web\"}");
    check_fix("#a @x\n#b @x @y\n", "people/name-twice", "#a @x\n#b @y\n");
    check_fix("#a @x\n#b @y, @x\n", "people/name-twice", "#a @x\n#b @y\n");
    check_fix("@x #a\n@X #b\n@z #c\n", "people/name-twice", "@x #a\n@z #c\n");
    check_fix("#a @x\n#a @x\r\n#b", "people/duplicate", "#a @x\n#b");
}

#[test]
fn the_first_line_counts_whatever_the_case_of_the_name() {
    let people = read("@Acme/Web -> #web\n@acme/web -> #pay\n");
    assert_eq!(people.names.len(), 1, "one name: {:?}", people.names);
    assert_eq!(people.names["@Acme/Web"], "#web");
}

#[test]
fn a_listed_team_makes_all_others_unknown() {
    let answer = |people: &str| {
        let directory = read(people).directory("shop");
        validate(&parse("a/* #web\nb/* #pay\nc/* #ops\nd/* jo@x.io"), &directory).answer
    };
    assert_eq!(answer("@acme/web -> #web\n"), None, "a translation lists nobody");
    assert_eq!(
        answer("#web\n@acme/pay -> #pay\n#ops no access\n").as_deref(),
        Some("Invalid rule owners: Team #ops does not have access to project 'shop'."),
        "people are not checked while none is listed"
    );
}

#[test]
fn the_names_serve_an_import() {
    let people = read("#web @acme/web\n#ops @acme/ops no access\n");
    let file = Codeowners {
        owners: people.names.clone(),
        ..Codeowners::new("a @acme/web\nb @acme/ops\n")
    };
    assert_eq!(import(&file, &people.directory("shop")).text, "codeowners:a #web\n");
    assert_eq!(import(&file, &Directory::default()).rules.len(), 2, "nobody is checked");
}

/// `names` are those of a CODEOWNERS file, `after` the text with the proposal.
#[track_caller]
fn check_proposal(text: &str, names: &[&str], known: &[&str], after: &str, people: &[&str]) {
    let proposal = read(text).propose(text, names.iter().copied(), known.iter().copied());
    let mut changed = text.to_owned();
    if let Some(edit) = &proposal.edit {
        changed.replace_range(edit.span.range(), &edit.text);
    }
    assert_eq!(changed, after, "{text:?} with a proposal for {names:?}");
    assert_eq!(proposal.people, people, "people of whom nothing is proposed");
    let names = read(&changed).names;
    for (name, slug) in proposal.teams.iter().filter(|_| proposal.edit.is_some()) {
        assert_eq!(names.get(name), Some(&format!("#{slug}")), "{name} is mapped afterwards");
    }
}

#[test]
fn unmapped_teams_get_a_line_each() {
    check_proposal("", &["@acme/web"], &[], "@acme/web -> #web\n", &[]);
    check_proposal("#a @b/a", &["@b/a", "@b/c"], &[], "#a @b/a\n@b/c -> #c\n", &[]);
    check_proposal("", &["@acme/Web.Shop", "jo@x.io"], &[], "@acme/Web.Shop -> #web-shop\n", &[]);
    check_proposal("", &["@g/s/pay", "@jo"], &["team-pay"], "@g/s/pay -> #team-pay\n", &["@jo"]);
    check_proposal(
        "{\"@a/b\": \"#b\"}",
        &["@a/c"],
        &[],
        "{\"@a/b\": \"#b\", \"@a/c\": \"#c\"}",
        &[],
    );
    check_proposal("{ }", &["@a/c"], &[], "{\"@a/c\": \"#c\" }", &[]);
    // A byte order mark.
    check_proposal("\u{feff}{}", &["@a/c"], &[], "\u{feff}{\"@a/c\": \"#c\"}", &[]);
    check_proposal("{\"@a", &["@a/c"], &[], "{\"@a", &[]);
}

/// Texts of what matters to the reader.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop_oneof![Just(" "), Just("\n"), Just("\r\n"), Just("\t"), Just(",")].prop_map(str::to_owned),
        4 => prop_oneof![Just("#web"), Just("#"), Just("#A/b"), Just("@a/web"), Just("@jo"), Just("@"), Just("jo@x.io")].prop_map(str::to_owned),
        2 => prop_oneof![Just("->"), Just("→"), Just("=>"), Just("="), Just(":"), Just("-"), Just(">"), Just("//")].prop_map(str::to_owned),
        2 => prop_oneof![Just("{"), Just("}"), Just("\""), Just("\\"), Just(" no access"), Just("web")].prop_map(str::to_owned),
        1 => "[a-zé😀#@/]{1,3}",
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

/// Entries but for their places.
fn said(entries: &[Entry]) -> Vec<String> {
    entries.iter().map(|entry| format!("{entry} {:?} {:?}", entry.form, entry.access)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]
    #[test]
    fn what_is_printed_is_read_back(text in texts()) {
        let people = read(&text);
        let again = read(&print(&people.entries));
        prop_assert_eq!(said(&again.entries), said(&people.entries), "{:?}", text);
        prop_assert_eq!(again.names, people.names, "{:?}", text);
    }

    #[test]
    fn every_pair_of_a_record_is_read(pairs in prop::collection::btree_map("@[a-z]{1,4}(/[a-z]{1,4})?", "#[a-z]{1,5}|[a-z]{1,3}@x\\.io", 0..6)) {
        let text = serde_json::to_string(&pairs).expect("a record");
        let people = read(&text);
        prop_assert_eq!(people.names, pairs, "{}", text);
    }

    #[test]
    fn places_and_fixes_lie_in_the_text(text in texts()) {
        for problem in read(&text).problems {
            crate::properties::assert_sound(&text, &problem)?;
        }
    }
}
