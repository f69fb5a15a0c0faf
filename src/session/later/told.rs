//! The issues that the plan's alerts would tell of, made of the pasted errors.

use super::event::{self, Errors};
use super::evidence::Places;
use super::work::Work;
use crate::organization::Organization;
use crate::playbook::alerts::Issue;
use crate::routing::{Category, Settings, decide};
use crate::session::protocol::Input;
use crate::trace::batch::{Basis, Counted};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// How many times a rule is asked about an issue at most: those that come most often go first.
const ASKED: usize = 1_000_000;

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

/// What makes two errors one issue here: Sentry groups by the stack trace, which few exports hold
/// whole, so the title and the paths and functions of frames stand for it.
type Group<'e> = (Option<&'e str>, &'e str, Vec<[Option<&'e str>; 2]>);

impl Work<'_> {
    /// The pasted errors as issues, with who owns each. None of errors that were invented, since
    /// they say nothing about a week.
    pub fn told(&self, errors: &Errors, organization: &Organization) -> Told {
        if self.inputs.text(Input::Event).trim().is_empty() {
            return Told::default();
        }
        let mut groups: BTreeMap<Group, (&Counted, u64)> = BTreeMap::new();
        for counted in &errors.counted {
            let group = groups.entry(group_of(counted)).or_insert((counted, 0));
            group.1 = group.1.saturating_add(counted.count);
        }
        let mut groups: Vec<(&Counted, u64)> = groups.into_values().collect();
        groups.sort_by_key(|&(_, errors)| Reverse(errors));
        let rules = event::event_rules(&self.inputs.all_rules(), &self.settings.simulation);
        let directory = self.inputs.directory();
        let places = Places::new(self, organization);
        let mut of_path = HashMap::new();
        // The plan leaves automatic assignment at issue owners.
        let exclusions = self.settings.codeowners.exclusions();
        let most = (ASKED / rules.rules().len().max(1)).max(1);
        let mut issues = Vec::new();
        for &(counted, errors) in groups.iter().take(most) {
            let matching = rules.matching(&counted.event);
            let matching: Vec<_> = matching.iter().map(|(rule, _)| *rule).collect();
            let category = Category::from(&counted.event.kind);
            let settings = Settings { exclusions, category, ..Settings::default() };
            issues.push(Issue {
                decision: decide(rules.rules(), &matching, &directory, &settings),
                is_known: counted.basis != Basis::Nothing,
                project: places.project_of(counted, organization, &mut of_path),
                errors,
            });
        }
        let days = event::counted_days(&self.settings.simulation, errors);
        Told { issues, all: groups.len(), days }
    }
}

fn group_of(counted: &Counted) -> Group<'_> {
    let frames = counted.event.frames.iter();
    let frames = frames.map(|frame| [frame.filename.as_deref(), frame.function.as_deref()]);
    (counted.project.as_deref(), counted.title.as_str(), frames.collect())
}
