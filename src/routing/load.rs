//! How many errors each team gets, before and after an edit of the rules.
//!
//! ```
//! use sentry_general::ownership::{Directory, parse};
//! use sentry_general::routing::{EventRules, Exclusions, load};
//! use sentry_general::trace::{Options, batch};
//!
//! let table = "filename,count\nsrc/pay/a.py,30\nsrc/web/b.py,12\n";
//! let events = batch::read(table, &Options::default()).events;
//! let rules = |text: &str| EventRules::new(parse(text).rules);
//! let (before, after) = (rules("src/* #web"), rules("src/pay/* #pay"));
//! let load = load(&events, &before, &after, &Directory::default(), Exclusions::default());
//! assert_eq!(load.owners[0].owner.to_string(), "#pay");
//! assert_eq!((load.owners[0].before, load.owners[0].after), (0, 30));
//! assert_eq!((load.nobody.before, load.nobody.after), (0, 12));
//! assert_eq!(load.moves.len(), 2);
//! ```
//!
//! An error counts for the first owner of the winning rule who can be resolved:
//! whom Sentry assigns the issue to while auto-assignment is on. Errors of which
//! nothing is known ([`Basis::Nothing`]) and that no rule matches count as unknown,
//! not as reaching nobody: with their stack trace, they may well reach somebody.

use super::event::Asker;
use super::{EventRules, Exclusions, RuleId};
use crate::ownership::{Directory, Owner, Rule, Source};
use crate::text::csv::quoted;
use crate::text::order::Sort as _;
use crate::trace::Event;
use crate::trace::batch::{Basis, Counted};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The load of all owners.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// The owners, those with the most errors afterwards first.
    pub owners: Vec<OwnerLoad>,
    /// Errors that reach nobody.
    pub nobody: Shift,
    /// Errors of which too little is known to say.
    pub unknown: Shift,
    /// Errors that change hands, the most first.
    pub moves: Vec<Handover>,
    /// All errors.
    pub errors: u64,
}

/// What one owner gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerLoad {
    /// The team or person.
    pub owner: Owner,
    /// Errors before the edit.
    pub before: u64,
    /// Errors after it.
    pub after: u64,
}

/// A number of errors before and after the edit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// Before.
    pub before: u64,
    /// After.
    pub after: u64,
}

/// Errors that go from one owner to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// Who got them; none: nobody, or not known.
    pub from: Option<Owner>,
    /// Who gets them.
    pub to: Option<Owner>,
    /// How many.
    pub errors: u64,
    /// Which, as places in the list of events.
    pub events: Vec<usize>,
}

/// Whom an error reaches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reached {
    Owner(Owner),
    Nobody,
    Unknown,
}

/// Adds the errors up, by the rules before and after an edit. The cost grows with the events plus the rules.
#[must_use]
pub fn load(
    events: &[Counted],
    before: &EventRules,
    after: &EventRules,
    directory: &Directory,
    exclusions: Exclusions,
) -> Load {
    let same = before.rules() == after.rules();
    let mut owners: BTreeMap<Owner, Shift> = BTreeMap::new();
    let mut moves: BTreeMap<(Reached, Reached), (u64, Vec<usize>)> = BTreeMap::new();
    let mut load = Load::default();
    let mut sides = [before, after].map(|rules| Owners::new(rules, directory, exclusions));
    for (at, counted) in events.iter().enumerate() {
        let mut reach = |side: usize| match sides[side].of(&counted.event) {
            Some(owner) => Reached::Owner(owner),
            None if counted.basis == Basis::Nothing => Reached::Unknown,
            None => Reached::Nobody,
        };
        let from = reach(0);
        let to = if same { from.clone() } else { reach(1) };
        let count = counted.count;
        load.errors = load.errors.saturating_add(count);
        for (reached, side) in [(&from, Side::Before), (&to, Side::After)] {
            let shift = match reached {
                Reached::Owner(owner) => owners.entry(owner.clone()).or_default(),
                Reached::Nobody => &mut load.nobody,
                Reached::Unknown => &mut load.unknown,
            };
            shift.add(side, count);
        }
        if from != to {
            let (errors, events) = moves.entry((from, to)).or_default();
            *errors = errors.saturating_add(count);
            events.push(at);
        }
    }
    let owner = |(owner, shift): (Owner, Shift)| OwnerLoad {
        owner,
        before: shift.before,
        after: shift.after,
    };
    load.owners = owners.into_iter().map(owner).collect();
    load.owners.sort_once_by_key(|load| std::cmp::Reverse((load.after, load.before)));
    let handover = |((from, to), (errors, events)): ((Reached, Reached), (u64, Vec<usize>))| {
        Handover { from: from.owner(), to: to.owner(), errors, events }
    };
    load.moves = moves.into_iter().map(handover).collect();
    load.moves.sort_once_by_key(|handover| std::cmp::Reverse(handover.errors));
    load
}

/// Whom an event is assigned to: the first owner of [`super::issue_owners`], found
/// without asking the rules below the winner.
#[must_use]
pub fn owner_of(
    event: &Event,
    rules: &EventRules,
    directory: &Directory,
    exclusions: Exclusions,
) -> Option<Owner> {
    first_owner(rules.rules(), rules.matching_by_rank(event), directory, exclusions)
}

/// The owners of many events: what they have in common is looked at once.
pub(crate) struct Owners<'r> {
    rules: &'r EventRules,
    directory: &'r Directory,
    exclusions: Exclusions,
    asker: Asker<'r>,
    /// By what matches.
    known: BTreeMap<usize, Option<Owner>>,
}

impl<'r> Owners<'r> {
    pub(crate) fn new(
        rules: &'r EventRules,
        directory: &'r Directory,
        exclusions: Exclusions,
    ) -> Self {
        Self { rules, directory, exclusions, asker: rules.asker(), known: BTreeMap::new() }
    }

    /// The same as [`owner_of`].
    pub(crate) fn of(&mut self, event: &'r Event) -> Option<Owner> {
        let matching = self.asker.matching(event);
        let owner = self.known.entry(matching).or_insert_with(|| {
            let rules = self.rules.rules();
            let mut ranked = self.asker.rules(matching).to_vec();
            ranked.sort_once_by_key(|&rule| std::cmp::Reverse((rules[rule as usize].source, rule)));
            first_owner(rules, ranked.into_iter(), self.directory, self.exclusions)
        });
        owner.clone()
    }
}

/// The first owner of the highest of these rules that has one who exists.
fn first_owner(
    rules: &[Rule],
    ranked: impl Iterator<Item = RuleId>,
    directory: &Directory,
    exclusions: Exclusions,
) -> Option<Owner> {
    for rule in ranked {
        let rule = &rules[rule as usize];
        let excludes = rule.source == Source::Codeowners && rule.owners.is_empty();
        if excludes && exclusions == Exclusions::Unown {
            return None;
        }
        let mut owners = rule.owners.iter();
        if let Some(owner) = owners.find(|owner| directory.resolves(owner) != Some(false)) {
            return Some(owner.clone());
        }
    }
    None
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

impl Shift {
    fn add(&mut self, side: Side, count: u64) {
        let sum = match side {
            Side::Before => &mut self.before,
            Side::After => &mut self.after,
        };
        *sum = sum.saturating_add(count);
    }
}

impl Reached {
    fn owner(self) -> Option<Owner> {
        match self {
            Self::Owner(owner) => Some(owner),
            Self::Nobody | Self::Unknown => None,
        }
    }
}

/// Telling
impl Load {
    /// How many errors change hands.
    #[must_use]
    pub fn moved(&self) -> u64 {
        self.moves.iter().fold(0, |sum, handover| sum.saturating_add(handover.errors))
    }

    /// The load as CSV: a row per owner, then those that reach nobody and those
    /// not known, as errors a week if they were counted over `days`.
    #[must_use]
    pub fn to_csv(&self, days: f64) -> String {
        let mut csv = String::from("owner,errors a week before,errors a week after,difference\n");
        let mut row = |name: &str, before: u64, after: u64| {
            let (before, after) = (per_week(before, days), per_week(after, days));
            let _ = writeln!(csv, "{},{before:.1},{after:.1},{:.1}", quoted(name), after - before);
        };
        for load in &self.owners {
            row(&load.owner.to_string(), load.before, load.after);
        }
        row("(nobody)", self.nobody.before, self.nobody.after);
        row("(not known)", self.unknown.before, self.unknown.after);
        csv
    }

    /// The errors that change hands as CSV: a row per event, with the title and
    /// project of `events`, which [`load()`] was given.
    #[must_use]
    pub fn moves_to_csv(&self, events: &[Counted]) -> String {
        let mut csv = String::from("from,to,errors,project,title\n");
        let name = |owner: &Option<Owner>| match owner {
            Some(owner) => quoted(&owner.to_string()),
            None => "(nobody)".to_owned(),
        };
        for handover in &self.moves {
            for event in handover.events.iter().filter_map(|at| events.get(*at)) {
                let (from, to) = (name(&handover.from), name(&handover.to));
                let project = quoted(event.project.as_deref().unwrap_or_default());
                let _ =
                    writeln!(csv, "{from},{to},{},{project},{}", event.count, quoted(&event.title));
            }
        }
        csv
    }
}

/// Errors a week, of a number counted over some days. Fewer than no days are a week.
#[must_use]
pub fn per_week(errors: u64, days: f64) -> f64 {
    let days = if days.is_finite() && days > 0.0 { days } else { 7.0 };
    errors as f64 * 7.0 / days
}
