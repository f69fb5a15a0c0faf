//! Listings: every record is counted once, paths are clean and come once, problems lie in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sentry_general::api;
use sentry_general::tree::{Noise, ReadOptions, Strip, Tree, read};
use sentry_general_fuzz::lie_in;
use std::collections::BTreeSet;

fuzz_target!(|text: &str| {
    let options = ReadOptions { strip: Strip::Keep, noise: Noise::Keep, ..ReadOptions::default() };
    for options in [ReadOptions::default(), options] {
        let listing = read(text, &options);
        assert!(listing.account.is_balanced(), "{:?}", listing.account);
        assert_eq!(listing.account.files as usize, listing.files.len());
        assert_eq!(listing.account.skipped as usize, listing.skipped.len());
        lie_in(&listing.problems, text);
        let mut seen = BTreeSet::new();
        for path in listing.files.iter() {
            assert!(path.split('/').all(|part| !matches!(part, "" | "." | "..")), "{path:?}");
            assert!(seen.insert(path.to_owned()), "{path:?} comes twice");
        }
        for skipped in listing.skipped.iter().filter_map(|it| it.span) {
            assert!(text.get(skipped.range()).is_some());
        }
        drop(Tree::new(listing.files));
    }
    drop(api::parse_tree(text));
});
