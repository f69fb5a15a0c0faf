//! What is seen, as far as it outlives a reload, and how it is kept with what was chosen.
//!
//! It is no part of the [`document`](crate::document): two people who share a document may look
//! at different things of it. A link takes it along beside the document, but for a repository
//! that was removed: whoever takes something out does not send it.
//!
//! | what is seen | where it is |
//! |---|---|
//! | selected path, open view and input, filter and search of the explorer, open folder of coverage, the map's folder, area and colour, error that is simulated, paths of the repository or of frames, chapter, removed repository | here |
//! | open folders of the explorer | the page alone, until it is closed |
//! | rule that is lit up, problem that is explained, file that is asked for, what is tried out | the session alone |
//! | the project whose commands are written, the folders of a kind, the seed of invented errors | the document: they decide what is computed or written |

use super::protocol::{Filter, Input, Place, View, Within};
use crate::document::{
    Carried, Chosen, OtherRepository, Saved, TreeOptions, VIEW, from_stored, settle,
};
use crate::playbook::Heading;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What is seen. Missing fields have their default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ViewState {
    /// The selected path; empty for none. The page knows it, and gives it where a link is made.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub selected: String,
    /// What is looked at. The page knows it, and gives it where a link is made.
    #[serde(skip_serializing_if = "PlaceShown::is_usual")]
    pub place: PlaceShown,
    /// The folder that coverage is shown of.
    pub folder: String,
    /// Which of several errors is simulated, from 0; none for all together.
    pub case: Option<usize>,
    /// In which paths files and rules are shown.
    #[serde(skip_serializing_if = "PathsShown::is_usual")]
    pub paths: PathsShown,
    /// The chapter of the playbook that is shown.
    pub heading: Heading,
    /// Whether that chapter is shown, what comes first, or all.
    pub reading: Reading,
    /// How the map is looked at.
    #[serde(skip_serializing_if = "MapSeen::is_usual")]
    pub map: MapSeen,
    /// The repository that was removed last, and its place among all, to be put back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed: Option<(usize, OtherRepository)>,
    /// What could not be read.
    #[serde(skip)]
    pub carried: Carried,
}

/// How much of the playbook is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// What comes first.
    #[default]
    WeekOne,
    /// A chapter.
    Chapter,
    /// All chapters, one after the other.
    Whole,
}

/// In which paths files and rules are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PathsShown {
    /// Files in the repository's, the rules of projects in those of frames.
    #[default]
    AsUsual,
    /// All in the repository's.
    Repository,
    /// All in those of frames, as Sentry sees them.
    Frames,
}

impl PathsShown {
    fn is_usual(&self) -> bool {
        *self == Self::AsUsual
    }
}

/// How the map of the tree is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MapSeen {
    /// The folder that it is of.
    pub folder: String,
    /// What areas are by.
    pub area: MapArea,
    /// What colours are by.
    pub colour: MapColour,
    /// Whether it is shown as a table.
    pub table: bool,
}

impl MapSeen {
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// What the areas of the map are by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MapArea {
    /// Files.
    #[default]
    Files,
    /// The errors that were pasted.
    Errors,
}

/// What the colours of the map are by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MapColour {
    /// Whom errors reach.
    #[default]
    Team,
    /// The project that a file is in.
    Project,
    /// Whether errors reach anybody, and why not.
    Reach,
    /// Whether those who review a file get its errors.
    Review,
    /// What the edits move.
    Moves,
    /// How sure the file's project is.
    Confidence,
}

/// What is looked at, in words that every version reads: one that it does not know has its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceShown {
    /// The view: a name of `VIEWS`; empty for the explorer.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub view: String,
    /// The input: a name of `INPUTS`; empty for the ownership rules.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub input: String,
    /// Which files the explorer shows: a name of `FILTERS`, `owner:…`, `rule:`, an input, `:` and a line, or `within:` and a
    /// list as JSON: what they are called, the filter of them, and each place; empty for all.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub filter: String,
    /// What the explorer's paths are searched for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub search: String,
}

/// The views by name.
const VIEWS: [(&str, View); 8] = [
    ("map", View::Map),
    ("coverage", View::Coverage),
    ("review", View::Review),
    ("simulate", View::Simulate),
    ("projects", View::Projects),
    ("compare", View::Compare),
    ("playbook", View::Playbook),
    ("export", View::Export),
];

/// The inputs by name, in their order; the first goes without saying.
const INPUTS: [&str; 5] = ["rules", "codeowners", "mappings", "people", "event"];

/// The filters without a value by name.
const FILTERS: [(&str, Filter); 6] = [
    ("nobody", Filter::Nobody),
    ("unowned", Filter::Unowned),
    ("unmatched", Filter::Unmatched),
    ("disputed", Filter::Disputed),
    ("moved", Filter::Moved),
    ("elsewhere", Filter::Elsewhere),
];

impl PlaceShown {
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// What is looked at, as the page has it.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            view: VIEWS.iter().find(|it| it.0 == self.view).map(|it| it.1),
            input: input_named(&self.input).unwrap_or_default(),
            filter: filter_named(&self.filter).unwrap_or_default(),
            search: self.search.clone(),
            // The session knows it by itself.
            folder: None,
        }
    }
}

impl From<&Place> for PlaceShown {
    fn from(Place { view, input, filter, search, folder: _ }: &Place) -> Self {
        let known = VIEWS.iter().find(|it| Some(it.1) == *view);
        let usual = *input == Input::default();
        Self {
            view: known.map(|it| it.0).unwrap_or_default().to_owned(),
            input: if usual { String::new() } else { INPUTS[*input as usize].to_owned() },
            filter: name_of(filter),
            search: search.clone(),
        }
    }
}

fn input_named(name: &str) -> Option<Input> {
    let at = INPUTS.iter().position(|known| *known == name);
    at.and_then(|at| Input::ALL.get(at)).copied()
}

fn filter_named(words: &str) -> Option<Filter> {
    match words.split_once(':') {
        Some(("within", list)) => {
            let mut list = serde_json::from_str::<Vec<String>>(list).ok()?.into_iter();
            let (name, of) = (list.next()?, list.next()?);
            let of = if of.starts_with("within:") { None } else { filter_named(&of) };
            let within = Within { name, of: of.unwrap_or_default(), places: list.collect() };
            Some(Filter::Within(Box::new(within)))
        }
        Some(("owner", owner)) => Some(Filter::Owner(owner.to_owned())),
        Some(("rule", rule)) => {
            let (of, line) = rule.split_once(':')?;
            Some(Filter::Rule(input_named(of)?, line.parse().ok()?))
        }
        Some(_) => None,
        None => FILTERS.iter().find(|it| it.0 == words).map(|it| it.1.clone()),
    }
}

fn name_of(filter: &Filter) -> String {
    match filter {
        Filter::Owner(owner) => format!("owner:{owner}"),
        Filter::Rule(of, line) => format!("rule:{}:{line}", INPUTS[*of as usize]),
        Filter::Within(within) => {
            let mut list = vec![within.name.clone(), name_of(&within.of)];
            list.extend_from_slice(&within.places);
            format!("within:{}", serde_json::to_string(&list).unwrap_or_default())
        }
        other => {
            let known = FILTERS.iter().find(|it| it.1 == *other);
            known.map(|it| it.0).unwrap_or_default().to_owned()
        }
    }
}

impl Saved for ViewState {}

impl ViewState {
    /// From JSON; what can't be read has its default, and is carried along.
    #[must_use]
    pub fn from_value(value: Option<Value>) -> Self {
        let value = value.filter(Value::is_object).unwrap_or_else(|| Map::new().into());
        let (view_state, carried) = Carried::read::<Self>(value);
        Self { carried, ..view_state }
    }

    /// As JSON.
    #[must_use]
    pub fn to_value(&self) -> Value {
        self.carried.write(self)
    }

    /// What is seen of the repository in view alone.
    #[must_use]
    pub fn own(&self) -> Self {
        Self { folder: self.folder.clone(), case: self.case, ..Self::default() }
    }
}

/// What was chosen and what is seen, as JSON that the page keeps unread, beside the texts and how
/// the listing is read, which it sends along with that.
#[must_use]
pub fn keep(chosen: &Chosen, view_state: &ViewState) -> Vec<u8> {
    let mut fields = chosen.to_fields();
    if chosen.listing == TreeOptions::default() && chosen.carried.is_empty() {
        // It says nothing, which is not that the listing is read so.
        fields.remove("listing");
    }
    fields.insert(VIEW.into(), view_state.to_value());
    serde_json::to_vec(&Value::Object(fields)).unwrap_or_default()
}

/// What was chosen and what is seen, as any version kept it. What can't be read has its default,
/// and carried along.
#[must_use]
pub fn read_kept(bytes: &[u8]) -> (Chosen, ViewState) {
    let mut fields = match serde_json::from_slice(bytes) {
        Ok(Value::Object(fields)) => from_stored(fields),
        _ if bytes.is_empty() => Map::new(),
        _ => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            Map::from_iter([("unreadable".to_owned(), text.into())])
        }
    };
    settle(&mut fields);
    let view = fields.remove(VIEW);
    (Chosen::from_fields(fields), ViewState::from_value(view))
}
