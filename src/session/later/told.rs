//! The issues that the plan's alerts would tell of, made of the pasted errors.

use super::event::{self, Errors};
use super::work::Work;
use crate::organization::Organization;
use crate::playbook::alerts::{Issue, issues};
use crate::session::protocol::Input;
use std::collections::HashMap;

/// Issues, and over how many days they came.
#[derive(Debug, Default)]
pub struct Told {
    /// Those that were looked at, the most frequent first.
    pub issues: Vec<Issue>,
    /// How many there are.
    pub all: usize,
    /// Over how many days they came.
    pub days: f64,
}

impl Work<'_> {
    /// The pasted errors as issues, with who owns each. None of errors that were invented, since
    /// they say nothing about a week.
    pub fn told(&self, errors: &Errors, organization: &Organization) -> Told {
        if self.inputs.text(Input::Event).trim().is_empty() {
            return Told::default();
        }
        let rules = event::event_rules(&self.inputs.all_rules(), &self.settings.simulation);
        let directory = self.inputs.directory();
        let places = self.places(organization);
        let mut of_path = HashMap::new();
        let exclusions = self.settings.codeowners.exclusions();
        let (issues, all) = issues(&errors.counted, &rules, &directory, exclusions, |counted| {
            places.project_of(counted, &mut of_path)
        });
        let days = event::counted_days(&self.settings.simulation, errors);
        Told { issues, all, days }
    }
}
