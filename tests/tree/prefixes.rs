//! Folders that all paths begin with are offered, and stripped on demand.

use crate::support::{files, read_all};
use sentry_general::tree::{PrefixState, Strip};

#[track_caller]
fn check(text: &str, strip: &Strip, expected: &[&str], prefix: Option<(&str, PrefixState)>) {
    let listing = read_all(text, strip.clone());
    assert_eq!(files(&listing), expected, "with {strip:?} the files of:\n{text}");
    let found = listing.prefix.as_ref().map(|prefix| (prefix.path.as_str(), prefix.state));
    assert_eq!(found, prefix, "with {strip:?} the prefix of:\n{text}");
    assert!(listing.account.is_balanced(), "each record counts once");
}

const OFFERED: PrefixState = PrefixState::Offered;
const STRIPPED: PrefixState = PrefixState::Stripped;

#[test]
fn absolute_paths() {
    let text = "/home/jo/shop\n/home/jo/shop/a.ts\n/home/jo/shop/src/b.ts\n";
    let kept = ["home/jo/shop/a.ts", "home/jo/shop/src/b.ts"];
    check(text, &Strip::Offer, &kept, Some(("/home/jo/shop", OFFERED)));
    check(text, &Strip::Keep, &kept, Some(("/home/jo/shop", OFFERED)));
    check(text, &Strip::Common, &["a.ts", "src/b.ts"], Some(("/home/jo/shop", STRIPPED)));
    let mine = Strip::Prefix("/home/jo".to_owned());
    check(text, &mine, &["shop/a.ts", "shop/src/b.ts"], Some(("/home/jo", STRIPPED)));
}

#[test]
fn drives_and_home() {
    let text = "C:\\work\\shop\\a.ts\r\nC:\\work\\shop\\b\\c.ts\r\n";
    check(text, &Strip::Common, &["a.ts", "b/c.ts"], Some(("C:/work/shop", STRIPPED)));
    let mine = Strip::Prefix("C:\\work".to_owned());
    check(text, &mine, &["shop/a.ts", "shop/b/c.ts"], Some(("C:/work", STRIPPED)));
    check(
        "~/shop/a.ts\n~/shop/b.ts\n",
        &Strip::Common,
        &["a.ts", "b.ts"],
        Some(("~/shop", STRIPPED)),
    );
}

/// All files in `src` say nothing about where the repository begins.
#[test]
fn a_folder_of_sources_is_no_root() {
    let text = "/home/jo/shop/src/a.ts\n/home/jo/shop/src/b/c.ts\n";
    check(text, &Strip::Common, &["src/a.ts", "src/b/c.ts"], Some(("/home/jo/shop", STRIPPED)));
    check("src/a.ts\nsrc/b.ts\n", &Strip::Common, &["src/a.ts", "src/b.ts"], None);
    check(
        "src\n├── a.ts\n└── b.ts\n",
        &Strip::Offer,
        &["src/a.ts", "src/b.ts"],
        Some(("src", OFFERED)),
    );
}

#[test]
fn the_heading_of_a_tree_is_no_part_of_the_paths() {
    let text = "shop\n├── a.ts\n└── b\n    └── c.ts\n";
    check(text, &Strip::Offer, &["a.ts", "b/c.ts"], Some(("shop", STRIPPED)));
    check(text, &Strip::Keep, &["shop/a.ts", "shop/b/c.ts"], Some(("shop", OFFERED)));
    let text = text.replace("shop", "/home/jo/shop/");
    check(&text, &Strip::Offer, &["a.ts", "b/c.ts"], Some(("/home/jo/shop", STRIPPED)));
    check(
        "shop\n  a.ts\n  b\n    c.ts\n",
        &Strip::Offer,
        &["a.ts", "b/c.ts"],
        Some(("shop", STRIPPED)),
    );
    check(
        "../shop\n├── a.ts\n└── b.ts\n",
        &Strip::Keep,
        &["shop/a.ts", "shop/b.ts"],
        Some(("shop", OFFERED)),
    );
    check(
        "C:\\WORK\\SHOP\n├───b\n│       c.ts\n└───d\n        e.ts\n",
        &Strip::Offer,
        &["b/c.ts", "d/e.ts"],
        Some(("C:/WORK/SHOP", STRIPPED)),
    );
}

#[test]
fn the_folder_in_an_archive_is_offered() {
    let text = "shop-1.2/\nshop-1.2/a.ts\nshop-1.2/b/\nshop-1.2/b/c.ts\n";
    check(text, &Strip::Offer, &["shop-1.2/a.ts", "shop-1.2/b/c.ts"], Some(("shop-1.2", OFFERED)));
    check(text, &Strip::Common, &["a.ts", "b/c.ts"], Some(("shop-1.2", STRIPPED)));
}

#[test]
fn a_prefix_that_does_not_fit_is_said() {
    let listing = read_all("a/b.ts\nc.ts\n", Strip::Prefix("x".to_owned()));
    assert_eq!(files(&listing), ["a/b.ts", "c.ts"]);
    assert_eq!(listing.problems[0].code, "tree/prefix-not-found");
    let listing = read_all("a/b.ts\nc.ts\nab.ts\n", Strip::Prefix("a/".to_owned()));
    assert_eq!(files(&listing), ["b.ts", "c.ts", "ab.ts"], "a prefix is whole folders");
    assert_eq!(listing.problems[0].code, "tree/prefix-partial");
}
