//! `mix.exs`: a program, of which literal declarations are read.

use super::super::table::Id;
use super::Reader;

// An umbrella's roof says nothing here: that all below it is released together, its place tells.
pub(super) fn read(reader: &mut Reader) {
    let lines = || reader.text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    let has = |start: &str| lines().any(|line| line.starts_with(start));
    let phoenix = lines().any(|line| line.starts_with("{:phoenix,"));
    if lines().any(|line| line.starts_with("{:sentry,")) {
        reader.reports("sentry");
    }
    let starts = lines().any(|line| line.contains("mod: {"));
    let (packaged, released) = (has("package:"), has("releases:"));
    if phoenix && !packaged {
        reader.note(Id::SettingsLikely, "It depends on Phoenix, and is no package.");
    } else if packaged && !released {
        // A library may start processes of its own, and show pages in somebody's Phoenix.
        reader.note(Id::Published, "Its manifest publishes a package.");
    } else if released {
        reader.note(Id::Runs, "Its manifest releases an application.");
    } else if starts && !below_a_roof(reader) {
        reader.note(Id::Private, "Its manifest starts an application.");
    }
}

/// Whether an umbrella is above: all applications in it start with the one that is released.
fn below_a_roof(reader: &Reader) -> bool {
    let tree = reader.evidence.tree;
    let mut above = std::iter::successors(tree.parent(reader.folder), |&it| tree.parent(it));
    above.any(|folder| tree.find_own_file(folder, "mix.exs").is_some())
}
