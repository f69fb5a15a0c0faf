//! The document, and its form as JSON.

use super::carried::{Carried, Saved};
use super::settings::MOST_IN_A_LINK;
use super::{Choices, Repositories, Settings, TreeOptions};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// All that is saved, linked and shared: texts, and what is chosen for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What was pasted and typed.
    pub texts: Texts,
    /// What was chosen.
    pub chosen: Chosen,
}

/// What was pasted and typed. An empty text is a missing one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// The listing, as it was given.
    pub tree: String,
    /// The ownership rules.
    pub rules: String,
    /// A CODEOWNERS file.
    pub codeowners: String,
    /// Code mappings.
    pub mappings: String,
    /// Teams and people, and what CODEOWNERS calls them.
    pub people: String,
    /// A stack trace or events.
    pub event: String,
}

/// What was chosen: the document without its texts, which may be kept elsewhere, uncopied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Chosen {
    /// The version of the form.
    pub version: Version,
    /// How the listing is read.
    pub listing: TreeOptions,
    /// How the repository is read, simulated and split.
    pub settings: Settings,
    /// The organization's slug in Sentry.
    pub organization: String,
    /// The organization's quota of errors in a month, as it was typed.
    pub quota: String,
    /// What was chosen for carrying the organization's plan out.
    pub choices: Choices,
    /// What was read of the organization as it is in Sentry, as JSON of [`crate::live::Live`]; empty
    /// if nothing was. It is text here, so that who only opens a document need not know its form.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub today: String,
    /// The organization's other repositories.
    pub repositories: Repositories,
    /// What could not be read.
    #[serde(skip)]
    pub carried: Carried,
}

/// The version of the form that is written here. A number that is not known is carried along,
/// and what stands beside it is read as far as can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Version(u32);

/// The form that is written.
const NOW: u32 = 2;

/// How many bytes of what is in Sentry today are stored.
pub const MOST_TODAY: usize = 2 << 20;

/// The field of the form's number; the first version had none.
pub(super) const VERSION: &str = "version";

/// The field of the texts.
pub(super) const INPUTS: &str = "inputs";

/// The fields of a document that all repositories of an organization share.
const SHARED: [&str; 5] = ["organization", "quota", "choices", "today", "repositories"];

impl Default for Version {
    fn default() -> Self {
        Self(NOW)
    }
}

impl TryFrom<u32> for Version {
    type Error = String;

    fn try_from(version: u32) -> Result<Self, String> {
        if version == NOW { Ok(Self(version)) } else { Err(format!("not version {NOW}")) }
    }
}

impl From<Version> for u32 {
    fn from(version: Version) -> Self {
        version.0
    }
}

impl Saved for Chosen {
    fn limit(&mut self) {
        self.settings.limit();
        self.repositories.limit();
        if self.today.len() > MOST_TODAY {
            self.today.clear();
        }
    }
}

impl Chosen {
    /// From the fields of this version's form. What can't be read has its default, and is carried
    /// along.
    #[must_use]
    pub fn from_fields(mut fields: Map<String, Value>) -> Self {
        // Written unchanged, it would not say so.
        fields.entry(VERSION).or_insert_with(|| NOW.into());
        let (chosen, carried) = Carried::read::<Self>(Value::Object(fields));
        Self { carried, ..chosen }
    }

    /// As the fields of this version's form, with what was carried along.
    #[must_use]
    pub fn to_fields(&self) -> Map<String, Value> {
        match self.carried.write(self) {
            Value::Object(fields) => fields,
            _ => Map::new(),
        }
    }

    /// What was carried along of another repository's document that came into view for this
    /// one: what is shared by all, and what this version knows nothing of.
    pub fn take_carried(&mut self, from: &Self) {
        let mut known: Vec<String> =
            Self::default().to_fields().into_iter().map(|it| it.0).collect();
        known.push(INPUTS.to_owned());
        let mut carried = from.carried.clone();
        carried.hand_over(&[VERSION], &known, &mut self.carried);
        carried.hand_over(&SHARED, &known, &mut self.carried);
    }

    /// Whether a link takes along what is in Sentry today.
    #[must_use]
    pub fn today_fits_into_a_link(&self) -> bool {
        self.today.len() <= MOST_IN_A_LINK
    }

    /// What is its own repository's alone.
    #[must_use]
    pub fn own(&self) -> Self {
        let mut carried = self.carried.clone();
        carried.hand_over(&SHARED, &[], &mut Carried::default());
        Self {
            listing: self.listing.clone(),
            settings: self.settings.clone(),
            carried,
            ..Self::default()
        }
    }
}

impl Document {
    /// From the fields of this version's form. What can't be read has its default, and is carried
    /// along.
    #[must_use]
    pub fn from_fields(mut fields: Map<String, Value>) -> Self {
        let mut texts = Texts::default();
        if let Some(Value::Object(inputs)) = fields.get_mut(INPUTS) {
            for (name, text) in texts.by_name() {
                if let Some(Value::String(given)) = inputs.get_mut(name) {
                    *text = std::mem::take(given);
                    inputs.remove(name);
                }
            }
            if inputs.is_empty() {
                fields.remove(INPUTS);
            }
        }
        Self { texts, chosen: Chosen::from_fields(fields) }
    }

    /// As the fields of this version's form. Costs a copy of the texts.
    #[must_use]
    pub fn to_fields(&self) -> Map<String, Value> {
        let mut fields = self.chosen.to_fields();
        let mut texts = self.texts.clone();
        let given = texts.by_name().into_iter().filter(|(_, text)| !text.is_empty());
        // A text that this version can't read goes before none.
        let given: Map<String, Value> =
            given.map(|(name, text)| (name.to_owned(), std::mem::take(text).into())).collect();
        match fields.get_mut(INPUTS) {
            Some(Value::Object(unread)) => unread.extend(given),
            _ if given.is_empty() => {}
            _ => drop(fields.insert(INPUTS.to_owned(), Value::Object(given))),
        }
        fields
    }
}

impl Texts {
    /// Each by its name in the form.
    fn by_name(&mut self) -> [(&'static str, &mut String); 6] {
        let Self { tree, rules, codeowners, mappings, people, event } = self;
        [
            ("tree", tree),
            ("rules", rules),
            ("codeowners", codeowners),
            ("mappings", mappings),
            ("people", people),
            ("event", event),
        ]
    }
}
