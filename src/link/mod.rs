//! A whole document in a link: what the user typed and chose, compressed, in the
//! fragment of the page's address, which browsers never send to a server.
//!
//! ```
//! use sentry_general::document::{Document, Texts};
//! use sentry_general::link::{self, Linked};
//!
//! let texts = Texts { tree: "src/pay/api.ts".into(), rules: "src/* #web".into(), ..Texts::default() };
//! let linked = Linked { document: Document { texts, ..Document::default() }, view: None };
//! let fragment = link::encode(&linked);
//! assert!(fragment.starts_with("v2."));
//! assert_eq!(link::decode(&fragment), Ok(linked));
//! ```
//!
//! `v2.` is followed by base64url without padding, of raw deflate, of the [`document`] as JSON
//! and, beside it, of what was seen ([`VIEW`]). Missing fields are empty; fields and values that
//! a reader does not know are carried along as they are. A format that can't be read so gets
//! another number, and earlier ones stay readable for ever: `v1.` differs in the JSON. `f1.` is
//! followed by the text of a [`fence`], packed in the same way.
//!
//! # What a link may hold
//! Anybody may have made it, so it is weighed before anything is done with it: how much it
//! unpacks to, the repositories packed within it included ([`budget`]), and how many things
//! it names. What is too much is refused as a whole, with the reason.
//!
//! [`document`]: crate::document

pub mod file;

use crate::document::{
    Document, MOST_CHOICES, MOST_CONTENTS, MOST_REPOSITORIES, VIEW, files_size, from_link_1, settle,
};
use crate::fence;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::{deflate::compress_to_vec, inflate::decompress_to_vec_with_limit};
use serde_json::{Map, Value, json};
use std::fmt;

/// What a link holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// The document.
    pub document: Document,
    /// What was seen of it, for whoever shows it to read; none: nothing in particular.
    pub view: Option<Value>,
}

/// Why a link can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// It is not one of this page's links, or of a later version.
    Version,
    /// It was cut or changed on its way.
    Damaged,
    /// It would unpack to more than [`budget`] bytes.
    TooLarge,
    /// It holds more things than any plan has, or a longer name.
    TooMany,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Version => "it is not a link of this page, or one of a later version.",
            Self::Damaged => {
                "it was cut or changed on its way. Ask for it again, as a file if it is long."
            }
            Self::TooLarge => "it would unpack to far more than a link of its length holds.",
            Self::TooMany => "it names more things than a plan can have.",
        })
    }
}

/// How many bytes any link may unpack to.
pub const LIMIT: usize = 64 << 20;

/// How many bytes a work's file may have, and what is packed within it may unpack to.
pub const MOST_IN_FILE: usize = 128 << 20;

/// How many bytes a link of so many characters may unpack to, everything packed within it
/// included. Lists of files become ten to thirty times shorter when they are packed; what
/// becomes a thousand times longer was made to fill the memory.
#[must_use]
pub fn budget(characters: usize) -> usize {
    characters.saturating_mul(200).saturating_add(1 << 20).min(LIMIT)
}

/// The longest path or name, in bytes; longer paths are skipped in listings, too.
const LONGEST_NAME: usize = 4096;

/// What links begin with that are made here.
const NOW: &str = "v2.";

/// What those begin with that hold a fence, as embedded advisors make them.
const FENCE: &str = "f1.";

/// What those of the first version begin with.
const FIRST: &str = "v1.";

/// Past this level a link gets hardly shorter and takes much longer to make.
const LEVEL: u8 = 8;

/// The fragment, without `#`, that holds a document.
#[must_use]
pub fn encode(linked: &Linked) -> String {
    let mut fields = linked.document.to_fields();
    if let Some(view) = &linked.view {
        fields.insert(VIEW.into(), view.clone());
    }
    let json = serde_json::to_vec(&Value::Object(fields)).unwrap_or_default();
    let mut fragment = String::from(NOW);
    URL_SAFE_NO_PAD.encode_string(compress_to_vec(&json, LEVEL), &mut fragment);
    fragment
}

/// The document in a fragment, given without `#`.
///
/// # Errors
/// If it is not one, was damaged, or is too large.
pub fn decode(fragment: &str) -> Result<Linked, Error> {
    let budget = budget(fragment.len());
    let (form, json) = unpack(fragment, budget)?;
    if form == Form::Fence {
        return Ok(of_fence(&String::from_utf8(json).map_err(|_| Error::Damaged)?));
    }
    let Ok(Value::Object(fields)) = serde_json::from_slice(&json) else {
        return Err(Error::Damaged);
    };
    let mut fields = if form == Form::First { from_link_1(fields) } else { fields };
    settle(&mut fields);
    let view = fields.remove(VIEW);
    // Before what is more than this program acts upon is left out.
    count(&fields)?;
    let linked = Linked { document: Document::from_fields(fields), view };
    weigh(&linked, budget - json.len())?;
    Ok(linked)
}

/// The document of a fence, with what it asks about selected.
fn of_fence(text: &str) -> Linked {
    let fence = fence::read(text).fence;
    let view = Some(json!({ "selected": fence.selected() }));
    Linked { document: fence.document(), view }
}

/// What a fragment holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    First,
    Now,
    Fence,
}

/// What is packed in a fragment, if it has at most so many bytes.
fn unpack(fragment: &str, limit: usize) -> Result<(Form, Vec<u8>), Error> {
    let fragment = fragment.trim();
    let forms = [(NOW, Form::Now), (FIRST, Form::First), (FENCE, Form::Fence)];
    let found = forms.iter().find_map(|(begin, form)| Some((*form, fragment.strip_prefix(begin)?)));
    let Some((form, packed)) = found else { return Err(Error::Version) };
    let packed = URL_SAFE_NO_PAD.decode(packed).map_err(|_| Error::Damaged)?;
    let json = decompress_to_vec_with_limit(&packed, limit).map_err(|error| {
        if error.status == miniz_oxide::inflate::TINFLStatus::HasMoreOutput {
            Error::TooLarge
        } else {
            Error::Damaged
        }
    })?;
    Ok((form, json))
}

/// Whether no list is longer than any that a user makes.
fn count(fields: &Map<String, Value>) -> Result<(), Error> {
    let lists = [
        ("repositories", "/others", MOST_REPOSITORIES - 1),
        ("settings", "/split/changes", MOST_CHOICES),
        ("settings", "/simulation/switched", MOST_CHOICES),
        ("settings", "/simulation/placed", MOST_CHOICES),
    ];
    let length = |part: &str, pointer: &str| {
        let list = fields.get(part).and_then(|part| part.pointer(pointer));
        list.and_then(Value::as_array).map_or(0, Vec::len)
    };
    if lists.into_iter().any(|(part, pointer, most)| length(part, pointer) > most) {
        return Err(Error::TooMany);
    }
    Ok(())
}

/// Whether there is no more in a document than can be acted upon; `left` is what the
/// repositories packed within it may unpack to together.
fn weigh(linked: &Linked, mut left: usize) -> Result<(), Error> {
    let chosen = &linked.document.chosen;
    let settings = &chosen.settings;
    let many = files_size(&settings.split.files) > MOST_CONTENTS;
    let seen = |pointer| linked.view.as_ref().and_then(|it| it.pointer(pointer)?.as_str());
    // A selected path that is too long is dropped by the page, and costs nothing else.
    let names = [
        seen("/folder").unwrap_or_default(),
        &settings.split.folders_of_a_kind,
        &chosen.organization,
        &settings.repository,
        &settings.simulation.project_root,
    ];
    if many || names.into_iter().any(|name| name.len() > LONGEST_NAME) {
        return Err(Error::TooMany);
    }
    let others = chosen.repositories.others.iter().map(|it| it.packed.as_str());
    for packed in others.chain(seen("/removed/1/packed")) {
        // One that is damaged is said to be so where it is shown.
        match unpack(packed, left.min(budget(packed.len()))) {
            Ok((_, json)) => left -= json.len(),
            Err(Error::TooLarge) => return Err(Error::TooLarge),
            Err(Error::Version | Error::Damaged | Error::TooMany) => {}
        }
    }
    Ok(())
}
