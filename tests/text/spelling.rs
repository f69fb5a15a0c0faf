//! Words that Sentry has a name for are spelt as Sentry spells them.

use std::fs;
use std::path::{Path, PathBuf};

/// What people read, and what they read it in.
const PLACES: [&str; 11] = [
    "src",
    "docs",
    "assets",
    "examples",
    "script",
    "tests",
    "benches",
    "index.html",
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
];

/// Texts below a place, however deep.
fn texts(place: &Path, found: &mut Vec<PathBuf>) {
    if place.is_file() {
        found.push(place.to_owned());
    }
    let Ok(entries) = fs::read_dir(place) else { return };
    for entry in entries.flatten() {
        texts(&entry.path(), found);
    }
}

#[test]
fn an_organization_is_called_so_everywhere() {
    // In two parts, so that this file does not find itself.
    let other = concat!("organ", "isation");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    PLACES.iter().for_each(|place| texts(&root.join(place), &mut files));
    assert!(files.len() > 300, "the places are there: {} files", files.len());
    let mut wrong = Vec::new();
    for file in files {
        // Pictures and fonts are no texts.
        let Ok(text) = fs::read_to_string(&file) else { continue };
        for (at, line) in text.lines().enumerate() {
            if line.to_lowercase().contains(other) {
                wrong.push(format!("{}:{}", file.display(), at + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "Sentry spells it with a z: {wrong:#?}");
}
