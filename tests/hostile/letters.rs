//! Letters of several bytes at every place of every format: no text is cut within one.

use crate::chance::{Chance, rounds};
use crate::texts::{EXAMPLES, LISTINGS, SMALL_FILES, TRACES};
use sentry_general::advice;
use sentry_general::organization::{Organization, Project};
use sentry_general::ownership::codeowners::{Codeowners, Dialect, host, import};
use sentry_general::ownership::{self, Directory, people};
use sentry_general::playbook::Choice;
use sentry_general::playbook::{filter, release, scrub, self_hosting, usage};
use sentry_general::projects::{self, Inputs};
use sentry_general::routing::{Compiled, Options, mapping_list, route};
use sentry_general::trace;
use sentry_general::tree::{ReadOptions, Tree, read};
use std::collections::BTreeMap;
use std::panic::catch_unwind;

/// White space and letters of two to four bytes, and those that become longer or shorter in
/// the other case.
const LETTERS: [char; 10] =
    ['\u{a0}', '\u{85}', '\u{2003}', '\u{3000}', '\u{2028}', 'é', 'ẞ', 'İ', '日', '😀'];

/// A text with a letter put in, or put in the place of another, at a place.
fn spoilt(text: &str, at: usize, letter: char, replace: bool) -> String {
    let mut spoilt: String = text.chars().take(at).collect();
    spoilt.push(letter);
    spoilt.extend(text.chars().skip(at + usize::from(replace)));
    spoilt
}

/// Reads every text with a letter at a number of its places.
fn check(name: &str, texts: &[String], all: usize, sample: usize, read: fn(&str)) {
    let mut chance = Chance(all as u64);
    let mut broken = Vec::new();
    let times = rounds(all, sample);
    for text in texts {
        let places = text.chars().count() + 1;
        for _ in 0..times {
            let replace = chance.one_in(2);
            let mut text = spoilt(text, chance.below(places), *chance.pick(&LETTERS), replace);
            if chance.one_in(4) {
                text = spoilt(&text, chance.below(places), *chance.pick(&LETTERS), replace);
            }
            if catch_unwind(|| read(&text)).is_err() {
                broken.push(text);
                break;
            }
        }
    }
    assert!(broken.is_empty(), "{name}: {} texts panic, such as {:?}", broken.len(), broken[0]);
}

#[test]
fn listings_are_read_with_any_letter_at_any_place() {
    check("listings", &LISTINGS, 4_000, 60, |text| {
        let listing = read(text, &ReadOptions::default());
        let _ = Tree::new(listing.files);
    });
}

#[test]
fn traces_are_read_with_any_letter_at_any_place() {
    check("traces", &TRACES, 600, 8, |text| {
        let _ = trace::parse(text, &trace::Options::default());
    });
}

#[test]
fn batches_of_errors_are_read_with_any_letter_at_any_place() {
    let table = "title,culprit,count()\n\"TypeError: x\",app/pay in charge,1.2k\nb,c,3\n";
    let json = "[{\"title\": \"a\", \"culprit\": \"src/a.py in f\", \"count\": \"1.5K\"}]";
    let texts = [table.to_owned(), table.replace(',', "\t"), json.to_owned()];
    check("batches", &texts, 4_000, 300, |text| {
        let _ = trace::batch::read(text, &trace::Options::default());
    });
}

#[test]
fn rules_and_their_neighbours_are_read_with_any_letter_at_any_place() {
    check("rules", &EXAMPLES, 1_500, 40, |text| {
        let parsed = ownership::parse(text);
        let tree = Tree::new(["src/pay/a.ts", "b c/é.py", "web/x.js"].into_iter().collect());
        let routing = route(&tree, Compiled::new(parsed.rules.clone()), Options::default());
        let _ = advice::lint(text, &parsed, &tree, &routing);
        for dialect in [Dialect::Github, Dialect::Gitlab, Dialect::Bitbucket] {
            let _ = host::read(text, dialect);
            let file = Codeowners { text: text.to_owned(), dialect, ..Codeowners::new("") };
            let _ = import(&file, &Directory::default());
        }
        let _ = people::read(text);
        let list = mapping_list::read(text);
        let _ = mapping_list::check_tree(&list.lines, &tree);
        let _ = release::name::check(text);
        let _ = self_hosting::version::read(text);
    });
}

#[test]
fn small_files_are_read_with_any_letter_at_any_place() {
    for (path, text) in SMALL_FILES {
        let texts = [text.to_string()];
        let times = rounds(2_000, 60);
        let mut chance = Chance(7);
        for _ in 0..times {
            let places = text.chars().count() + 1;
            let text =
                spoilt(&texts[0], chance.below(places), *chance.pick(&LETTERS), chance.one_in(2));
            let files = BTreeMap::from([((*path).to_owned(), text.clone())]);
            let tree =
                Tree::new([*path, "apps/web/main.go", "apps/web/a.js"].into_iter().collect());
            let plan = || projects::plan(&Inputs { files: &files, ..Inputs::of_tree(&tree) }, &[]);
            assert!(catch_unwind(std::panic::AssertUnwindSafe(plan)).is_ok(), "{path}: {text:?}");
        }
    }
}

#[test]
fn fields_of_the_playbook_are_read_with_any_letter_at_any_place() {
    let texts = [
        "web@1.4.2-rc.1+77",
        "$exception.values.*.stacktrace && !'user-agent' || @password:remove",
        "*TypeError: [a-z]{2}* \n ResizeObserver loop?",
        "1.250,5 k",
        "getsentry/sentry:24.11.1-dev",
    ];
    let texts = texts.map(str::to_owned);
    check("fields", &texts, 6_000, 400, |text| {
        let _ = release::name::check(text);
        let _ = self_hosting::version::read(text);
        let _ = scrub::Selector::new(text);
        let _ = filter::judge(text, "a é b");
        let _ = filter::crawler(text);
        let web = Project { slug: "web".to_owned(), ..Project::default() };
        let mut organization = Organization { projects: vec![web], ..Organization::default() };
        for choice in [usage::Choice::Pasted, usage::Choice::Quota] {
            organization.choices.choose(&Choice::Volume(choice), text);
        }
        let _ = usage::calculate(&organization, &usage::Evidence::default());
    });
}

#[test]
fn a_no_break_space_before_a_name_belongs_to_the_name() {
    let line = |name: &str| format!("       12  2024-01-01 12:00   {name}\n");
    for space in ['\u{a0}', '\u{3000}', '\u{2003}', '\u{85}'] {
        let text = line(&format!("{space}a.ts")) + &line(&format!("{space}src/b c.ts"));
        let listing = read(&text, &ReadOptions::default());
        let paths: Vec<&str> = listing.files.iter().collect();
        assert_eq!(paths.len(), 2, "{text:?} gives {paths:?}");
        assert!(paths[0].ends_with("a.ts") && paths[1].ends_with("b c.ts"), "{paths:?}");
    }
}
