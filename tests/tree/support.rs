use sentry_general::tree::{Format, Listing, Noise, ReadOptions, Strip, read};

/// Reads with the default options.
pub(crate) fn read_default(text: &str) -> Listing {
    read(text, &ReadOptions::default())
}

/// Reads and keeps everything.
pub(crate) fn read_all(text: &str, strip: Strip) -> Listing {
    read(text, &ReadOptions { strip, noise: Noise::Keep, ..ReadOptions::default() })
}

/// The files as a list.
pub(crate) fn files(listing: &Listing) -> Vec<&str> {
    listing.files.iter().collect()
}

/// Checks the recognised format and the files, and that every record is accounted for.
#[track_caller]
pub(crate) fn check(text: &str, format: Format, expected: &[&str]) -> Listing {
    let listing = read_default(text);
    assert_eq!(files(&listing), expected, "the files of:\n{text}\n{listing:#?}");
    assert_eq!(listing.format, format, "the format of:\n{text}");
    assert!(listing.account.is_balanced(), "each record counts once: {:?}", listing.account);
    listing
}

/// How many lines a person sees in `text`.
pub(crate) fn lines(text: &str) -> u32 {
    text.trim_start_matches('\u{feff}').lines().count() as u32
}
