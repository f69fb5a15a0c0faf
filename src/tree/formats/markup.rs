//! `tree -X`.

use crate::text::Problem;
use crate::tree::SkipReason;
use crate::tree::lines::{Line, Region};
use crate::tree::sink::{Kind, Sink};
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// Reads the XML of `tree`: `directory`, `file`, `link` and others with a `name`.
pub(super) fn read(region: Region<'_>, sink: &mut Sink) {
    let mut reader = Reader::from_str(region.text);
    let mut path = String::new();
    // Per open element: how long the path was before it; whether it is a report.
    let mut levels: Vec<usize> = Vec::new();
    let mut number = 0;
    let mut is_files = false;
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return broken(region, &reader, &error.to_string(), sink),
        };
        match event {
            Event::Start(tag) => {
                levels.push(path.len());
                is_files = tag.name().as_ref() == "files";
                element(&tag, &mut path, &mut number, sink);
            }
            Event::Empty(tag) => {
                let length = path.len();
                element(&tag, &mut path, &mut number, sink);
                path.truncate(length);
            }
            Event::End(_) => {
                path.truncate(levels.pop().unwrap_or(0));
                is_files = false;
            }
            Event::Text(text) if is_files => {
                sink.reported = text.trim().parse().ok();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !levels.is_empty() {
        broken(region, &reader, "an element is not closed", sink);
    }
}

fn element(tag: &BytesStart<'_>, path: &mut String, number: &mut u32, sink: &mut Sink) {
    let kind = match tag.name().as_ref() {
        "directory" => Kind::Folder,
        "file" | "link" | "char" | "block" | "socket" | "fifo" => Kind::File,
        _ => return,
    };
    *number += 1;
    let name = tag.try_get_attribute("name").ok().flatten();
    let raw = name.as_ref().map(|name| &*name.value);
    let name = raw.and_then(|raw| unescape(raw).ok()).filter(|name| !name.is_empty());
    let text = raw.unwrap_or_default();
    let line = Line { number: *number, start: None, text };
    let Some(name) = name else { return sink.skip(&line, SkipReason::BadRecord) };
    let is_top = path.is_empty();
    if is_top {
        sink.tops += 1;
    } else {
        path.push('/');
    }
    // A dot keeps the parts below from being taken for tops.
    path.push_str(if is_top && name == "./" { "." } else { &name });
    if is_top && kind == Kind::Folder {
        sink.root.get_or_insert_with(|| path.clone());
    }
    sink.entry(&line, kind, path);
}

fn broken(region: Region<'_>, reader: &Reader<&[u8]>, why: &str, sink: &mut Sink) {
    let mut at = (reader.buffer_position() as usize).min(region.text.len());
    while !region.text.is_char_boundary(at) {
        at -= 1;
    }
    let at = region.start + at;
    let message = format!("The XML can't be read to its end: {why}. What stands before was read.");
    sink.problems.push(
        Problem::error("tree/bad-xml", message)
            .hint("Paste the whole output of `tree -X`.")
            .at(at..at),
    );
}
