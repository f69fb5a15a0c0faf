//! The texts beside the tree, and what each was read as.

use crate::document::CodeownersSettings;
use crate::ownership::codeowners::host::{self, HostRules, Reviewers};
use crate::ownership::codeowners::{self, Codeowners, Import};
use crate::ownership::people::{self, People};
use crate::ownership::{self, Directory, Parsed, Rule};
use crate::routing::mapping_list::{self, MappingList};
use crate::routing::{Mapping, Options};
use crate::session::protocol::Input;
use std::collections::BTreeSet;

/// The texts and what was read.
#[derive(Default)]
pub struct Inputs {
    texts: [String; Input::ALL.len()],
    pub rules: Parsed,
    pub people: People,
    /// Code mappings, each with its line.
    pub mapping_list: MappingList,
    /// The same, plain.
    pub mappings: Vec<Mapping>,
    /// The CODEOWNERS file as Sentry imports it.
    pub import: Import,
    /// The same as its host reads it.
    pub host: HostRules,
    /// Its rules, ready for paths.
    pub reviewers: Option<Reviewers>,
}

/// What follows from a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follows {
    /// Nothing that routing sees.
    Nothing,
    /// Other rules.
    Rules,
    /// Other rules, and other paths in frames.
    Frames,
}

/// The project that messages speak of: the page knows none by name.
const PROJECT: &str = "this project";

impl Inputs {
    pub fn text(&self, input: Input) -> &str {
        &self.texts[input as usize]
    }

    /// Takes a text that nobody here reads.
    pub fn put(&mut self, input: Input, text: String) {
        self.texts[input as usize] = text;
    }

    /// Takes a text and reads it, and what depends on it.
    pub fn read(&mut self, input: Input, text: String, settings: &CodeownersSettings) -> Follows {
        self.texts[input as usize] = text;
        match input {
            Input::Rules => self.rules = ownership::parse(self.text(Input::Rules)),
            Input::People => self.people = people::read(self.text(Input::People)),
            Input::Mappings => {
                self.mapping_list = mapping_list::read(self.text(Input::Mappings));
                self.mappings = self.mapping_list.mappings();
            }
            Input::Codeowners => {}
            Input::Event => return Follows::Nothing,
        }
        if input != Input::Rules {
            self.import(settings);
        }
        if input == Input::Mappings { Follows::Frames } else { Follows::Rules }
    }

    /// Imports the CODEOWNERS file anew, by other settings perhaps.
    pub fn import(&mut self, settings: &CodeownersSettings) {
        let text = self.text(Input::Codeowners);
        if text.is_empty() {
            (self.import, self.host, self.reviewers) = Default::default();
            return;
        }
        let dialect = settings.dialect(text);
        let mapping = self.tied_mapping(settings).cloned().unwrap_or_default();
        let file = Codeowners {
            text: text.to_owned(),
            dialect,
            mapping: codeowners::Mapping {
                stack_root: mapping.stack_root,
                source_root: mapping.source_root,
            },
            owners: self.people.names.clone(),
        };
        self.host = host::read(&file.text, dialect);
        self.reviewers = Some(self.host.compile());
        self.import = codeowners::import(&file, &self.directory());
    }

    /// The code mapping that the CODEOWNERS file is tied to.
    pub fn tied_mapping(&self, settings: &CodeownersSettings) -> Option<&Mapping> {
        let at = settings.tied_mapping.unwrap_or(1).checked_sub(1)?;
        self.mappings.get(at as usize)
    }

    /// Who exists, as far as the user says.
    pub fn directory(&self) -> Directory {
        self.people.directory(PROJECT)
    }

    /// All rules: the ownership rules, then those from the CODEOWNERS file.
    pub fn all_rules(&self) -> Vec<Rule> {
        self.rules.rules.iter().chain(&self.import.rules).cloned().collect()
    }

    /// The names in the CODEOWNERS file that are nobody in Sentry yet: teams, then people.
    pub fn unmapped(&self) -> Vec<String> {
        let mut known: BTreeSet<String> =
            self.people.names.keys().map(|name| name.to_lowercase()).collect();
        let names = codeowners::names(self.text(Input::Codeowners));
        let names = names.teams.into_iter().chain(names.users);
        names.filter(|name| known.insert(name.to_lowercase())).collect()
    }

    /// How the tree is routed.
    pub fn options(&self, settings: &CodeownersSettings) -> Options {
        Options { mappings: self.mappings.clone(), exclusions: settings.exclusions() }
    }
}
