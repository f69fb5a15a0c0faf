//! What `npm pack` and `npm publish` print.

use super::table::is_data;
use crate::tree::lines::Region;
use crate::tree::sink::{Kind, Sink};

/// Reads the files between the headings of contents and details.
pub(super) fn read(region: Region<'_>, sink: &mut Sink) {
    let mut is_contents = false;
    for line in region.lines() {
        let text = line.text.trim();
        let text = text.strip_prefix("npm notice").map_or(text, str::trim);
        if is_contents_heading(text) {
            is_contents = true;
        } else if text.trim_matches(['=', ' ']) == "Tarball Details" {
            is_contents = false;
        } else if is_contents && !text.is_empty() {
            let file = text.split_once([' ', '\t']).filter(|(size, _)| is_data(size));
            sink.entry(&line, Kind::File, file.map_or(text, |(_, path)| path.trim()));
            continue;
        }
        sink.structure();
    }
}

/// The line above the files.
pub(in crate::tree) fn is_contents_heading(line: &str) -> bool {
    let text = line.trim().trim_start_matches("npm notice");
    text.trim_matches(['=', ' ']) == "Tarball Contents"
}
