//! JSON of `tree -J`, GitHub, GitLab, Bitbucket, and plain arrays of paths.
//!
//! One reader for all: which answer it is, the keys tell. Nothing is kept in
//! memory but the paths, and what stands before an error is read.

mod files;
mod value;

use self::files::Files;
use self::value::{AnyScalar, Scalar};
use super::columns::slashes;
use crate::text::Problem;
use crate::text::json::{place, reason};
use crate::tree::lines::{Line, Region};
use crate::tree::sink::{Kind, Sink};
use crate::tree::{Format, SkipReason};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// Reads one JSON value, or several after each other as `gh api --paginate` prints.
pub(super) fn read(region: Region<'_>, sink: &mut Sink) {
    let mut state = State { sink, number: 0, path: String::new(), nesting: 0 };
    let mut rest = region.text;
    loop {
        // A reader for each value: an error's place is found by counting the lines from where
        // its reader began, and that there is another value is such an error.
        let mut json = serde_json::Deserializer::from_str(rest);
        if let Err(error) = (Value { state: &mut state }).deserialize(&mut json) {
            let start = region.start + region.text.len() - rest.len();
            let problem = broken(Region { text: rest, start, ..region }, &error);
            state.sink.problems.push(problem);
            break;
        }
        match json.end() {
            Ok(()) => break,
            Err(more) => rest = &rest[place(rest, &more)..],
        }
    }
    let items = state.number;
    if sink.format == Some(Format::GitLabJson)
        && items > 0
        && (items == 20 || items.is_multiple_of(100))
    {
        let message = format!("GitLab answers page by page, and {items} items may be one page.");
        let hint = "Fetch all pages (`--paginate`, or `per_page=100&page=2` and so on).";
        sink.problems.push(Problem::warning("tree/truncated", message).hint(hint));
    }
}

fn broken(region: Region<'_>, error: &serde_json::Error) -> Problem {
    let at = place(region.text, error);
    let at = region.start + if error.is_eof() { region.text.len() } else { at };
    let why = reason(error);
    let message = format!("The JSON can't be read to its end: {why}. What stands before was read.");
    let hint = "Paste the whole answer, or a list of paths instead.";
    Problem::error("tree/bad-json", message).hint(hint).at(at..at)
}

struct State<'s> {
    sink: &'s mut Sink,
    /// How many items there were.
    number: u32,
    /// The folder that the items at hand are in (`tree -J` nests).
    path: String,
    /// How many folders it is deep.
    nesting: u32,
}

/// What an item says about itself.
#[derive(Default)]
struct Item<'de> {
    path: Option<Cow<'de, str>>,
    name: Option<Cow<'de, str>>,
    kind: Option<Cow<'de, str>>,
    is_submodule: bool,
    is_deleted: bool,
    has_id: bool,
    has_sha: bool,
    files: Option<u64>,
    /// It holds the items and is none itself.
    is_answer: bool,
    /// It was already added, before what is in it.
    is_added: bool,
}

/// Any value: an answer, an array of items, an item, a path.
struct Value<'v, 's> {
    state: &'v mut State<'s>,
}

impl<'de> DeserializeSeed<'de> for Value<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of files")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Value { state: &mut *self.state })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let state = self.state;
        let mut item = Item::default();
        while let Some(Scalar::Text(key)) = map.next_key_seed(AnyScalar)? {
            match &*key {
                "tree" | "values" => {
                    let format = match &*key {
                        "tree" => Format::GitHubJson,
                        _ => Format::BitbucketJson,
                    };
                    state.sink.format.get_or_insert(format);
                    item.is_answer = true;
                    map.next_value_seed(Value { state })?;
                }
                "contents" | "children" if item.name.is_some() => {
                    state.sink.format.get_or_insert(Format::TreeJson);
                    let length = state.path.len();
                    state.descend(&mut item);
                    state.nesting += 1;
                    map.next_value_seed(Value { state })?;
                    state.nesting -= 1;
                    state.path.truncate(length);
                }
                "path" | "filename" | "filePath" | "file_path" | "relativePath" | "fullPath"
                | "full_path" | "FullName" => {
                    let path = map.next_value_seed(AnyScalar)?.text();
                    item.path = path.or(item.path.take());
                }
                "status" => {
                    let status = map.next_value_seed(AnyScalar)?.text();
                    item.is_deleted = matches!(status.as_deref(), Some("removed" | "deleted"));
                }
                "files" | "paths" | "items" | "entries" => {
                    map.next_value_seed(Files { state })?.apply(&mut item);
                }
                "name" => item.name = map.next_value_seed(AnyScalar)?.text(),
                "type" => item.kind = map.next_value_seed(AnyScalar)?.text(),
                "mode" => {
                    let mode = map.next_value_seed(AnyScalar)?.text();
                    item.is_submodule = mode.as_deref() == Some("160000");
                }
                "truncated" => {
                    if matches!(map.next_value_seed(AnyScalar)?, Scalar::Bool(true)) {
                        state.warn("GitHub shortened this answer (`truncated: true`).");
                    }
                }
                "next" => {
                    if map.next_value_seed(AnyScalar)?.text().is_some() {
                        state.warn("Bitbucket has more pages than this one (`next`).");
                    }
                }
                key => {
                    item.has_id |= key == "id";
                    item.has_sha |= key == "sha";
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        state.finish(&item);
        Ok(())
    }

    fn visit_str<E>(self, path: &str) -> Result<(), E> {
        self.state.number += 1;
        self.state.sink.format.get_or_insert(Format::Json);
        let line = Line { number: self.state.number, start: None, text: path };
        self.state.sink.entry(&line, Kind::Unknown, &slashes(path));
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.state.no_item("null");
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.state.no_item(if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.state.no_item(&value.to_string());
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.state.no_item(&value.to_string());
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.state.no_item(&value.to_string());
        Ok(())
    }
}

/// Items
impl State<'_> {
    fn warn(&mut self, message: &str) {
        let hint = "Some files are missing. `git ls-files` in a clone lists them all.";
        self.sink.problems.push(Problem::warning("tree/truncated", message).hint(hint));
    }

    fn no_item(&mut self, text: &str) {
        self.number += 1;
        let line = Line { number: self.number, start: None, text };
        self.sink.skip(&line, SkipReason::BadRecord);
    }

    /// Adds a folder of `tree -J` and goes into it.
    fn descend(&mut self, item: &mut Item<'_>) {
        item.is_added = true;
        let name = item.name.as_deref().unwrap_or_default();
        let is_top = self.nesting == 0;
        self.join(name);
        if is_top {
            self.sink.tops += 1;
            self.sink.root.get_or_insert_with(|| self.path.clone());
        }
        self.number += 1;
        let line = Line { number: self.number, start: None, text: name };
        self.sink.entry(&line, Kind::Folder, &self.path);
    }

    /// Goes to `name` in the folder at hand; with `tree -f` it is a whole path.
    fn join(&mut self, name: &str) {
        let rest = name.strip_prefix(self.path.as_str());
        // With `-F` a folder ends in a slash: that makes no path of it.
        let rest = rest.filter(|rest| rest.starts_with('/') && rest.len() > 1);
        if let Some(rest) = rest {
            self.path.push_str(rest);
        } else {
            if !self.path.is_empty() {
                self.path.push('/');
            }
            self.path.push_str(name);
        }
    }

    fn finish(&mut self, item: &Item<'_>) {
        if item.is_added || item.is_answer {
            return;
        }
        self.number += 1;
        let kind = item.kind.as_deref();
        if kind == Some("report") {
            self.sink.reported = item.files.and_then(|files| u32::try_from(files).ok());
            return self.sink.structure();
        }
        let format = match kind {
            Some("commit_file" | "commit_directory") => Some(Format::BitbucketJson),
            Some("blob" | "tree" | "commit") if item.has_id => Some(Format::GitLabJson),
            _ if item.has_sha => Some(Format::GitHubJson),
            _ => None,
        };
        if let Some(format) = format {
            self.sink.format.get_or_insert(format);
        }
        let (text, length) = (item.path.as_deref().or(item.name.as_deref()), self.path.len());
        let line = Line { number: self.number, start: None, text: text.unwrap_or("{…}") };
        let kind = match kind {
            Some("commit" | "submodule") => return self.sink.skip(&line, SkipReason::Submodule),
            _ if item.is_submodule => return self.sink.skip(&line, SkipReason::Submodule),
            Some("tree" | "commit_directory" | "directory" | "dir") => Kind::Folder,
            Some(_) => Kind::File,
            None => Kind::Unknown,
        };
        if item.is_deleted {
            return self.sink.skip(&line, SkipReason::Deleted);
        }
        match (&item.path, &item.name) {
            // A host's paths are git's, where a backslash is of a name.
            (Some(path), _) if format.is_some() => self.sink.entry(&line, kind, path),
            (Some(path), _) => self.sink.entry(&line, kind, &slashes(path)),
            // A name alone is anybody's: of a package, of a person.
            (None, Some(_)) if self.nesting == 0 && !is_kind(item.kind.as_deref()) => {
                self.sink.skip(&line, SkipReason::BadRecord);
            }
            (None, Some(name)) => {
                if self.nesting == 0 {
                    self.sink.tops += 1;
                }
                self.join(name);
                self.sink.entry(&line, kind, &self.path);
                self.path.truncate(length);
            }
            (None, None) => self.sink.skip(&line, SkipReason::BadRecord),
        }
    }
}

/// The kinds that `tree` and the hosts give their items.
fn is_kind(kind: Option<&str>) -> bool {
    matches!(
        kind,
        Some(
            "file"
                | "directory"
                | "dir"
                | "link"
                | "symlink"
                | "blob"
                | "tree"
                | "commit_file"
                | "commit_directory"
                | "char"
                | "block"
                | "socket"
                | "fifo"
                | "folder"
        )
    )
}
