//! A project's rules in the paths that its frames carry, and the proof that they do what the
//! whole does.
//!
//! Rules are written for the repository's paths; Sentry holds them against those in frames.
//! [`write`] rewrites each rule of the whole for every place that the project's code is
//! reported from, then reads the text again, sends the frames of every file through it, and
//! compares. Where the result differs, rules are added; what still differs is told.
//!
//! # How a rule is rewritten
//! - What the folder of a place takes of its pattern goes: `api/shop/pay/*` is `shop/pay/*`
//!   where Python imports from `api`.
//! - Where the machine decides what a path begins with, `**/` stands for that.
//! - A rule for all of the project is `path:*`, and first: it matches whatever frames look
//!   like. Rules before it that it overrides everywhere go.
//! - A pattern that would match frames of well-known libraries, too (`lib/*` does in Node),
//!   is taken apart, or begins with what the folder is usually called.
//!
//! # What no rule can say
//! That nobody owns a file: a rule needs owners. Two files whose frames carry the same path
//! have the same owner. Files in languages whose SDK names no file (stylesheets, data) are in
//! no frame. Libraries that are not known here.

mod lines;
mod proof;
mod prove;
mod repair;
mod seen;
mod sent;
mod sight;
mod translate;

pub use seen::{Seen, rules_in, seen};
pub(crate) use sent::Part;
pub use sight::{Elsewhere, Sight, sight};

use super::rules::Proof;
use crate::ownership::codeowners::{self, rewritten};
use crate::ownership::{MatcherKind, Owner, Rule, Source, parse};
use crate::routing::{Mapping, Routing};
use lines::{Line, Writer};
use prove::Through;
use repair::{Expected, repair};
use sent::AllSent;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many differences are told.
const MOST_TOLD: usize = 10;

/// Rounds of adding rules.
const ROUNDS: usize = 2;

/// A project's rules, as they leave the product.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Written {
    /// The text.
    pub text: String,
    /// The rule of the whole that each of its rules comes from; none of a rule for what is left.
    pub origins: Vec<Option<u32>>,
    /// That it does what the whole does.
    pub proof: Proof,
    /// Whoever gets an error of a file by the whole.
    pub owners: BTreeSet<Owner>,
}

/// What becomes of a CODEOWNERS file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WithCodeowners {
    /// Sentry imports it into the project, by the project's code mapping.
    #[default]
    Imported,
    /// Its lines become rules.
    Transcribed,
}

impl WithCodeowners {
    /// Its name in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Imported => "imported",
            Self::Transcribed => "transcribed",
        }
    }

    /// The one of a name; any other is the default.
    #[must_use]
    pub fn from_id(id: &str) -> Self {
        if id == Self::Transcribed.id() { Self::Transcribed } else { Self::Imported }
    }
}

/// A rule of CODEOWNERS as Sentry imports it by a code mapping.
fn imported(rule: &Rule, mapping: Option<&Mapping>) -> Rule {
    let mut rule = rule.clone();
    if let Some(mapping) = mapping {
        let mapping = codeowners::Mapping {
            stack_root: mapping.stack_root.clone(),
            source_root: mapping.source_root.clone(),
        };
        rule.matcher.pattern = rewritten(&rule.matcher.pattern, &mapping);
    }
    rule
}

/// The whole's answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer<'a> {
    pub(super) text: &'a str,
    pub(super) routing: &'a Routing,
    pub(super) codeowners: WithCodeowners,
    /// The code mapping that a CODEOWNERS file is imported by.
    pub(super) mapping: &'a Mapping,
}

/// Writes the rules of a project. Costs some times as much as routing its files.
pub(super) fn write(answer: &Answer, part: &Part) -> Written {
    let sent = AllSent::of(part);
    let rules = answer.routing.compiled().rules();
    let expected: Expected = sent
        .files
        .iter()
        .map(|file| {
            let rule = answer.routing.outcome(part.tree, file.path).rule()?;
            let owners = rules[rule as usize].owners.as_slice();
            (!owners.is_empty()).then_some((rule, owners))
        })
        .collect();
    let work = Work { answer, part, sent: &sent, expected, rules };
    work.write()
}

struct Work<'a> {
    answer: &'a Answer<'a>,
    part: &'a Part<'a>,
    sent: &'a AllSent,
    expected: Expected<'a>,
    rules: &'a [Rule],
}

impl Work<'_> {
    fn write(&self) -> Written {
        let routing = self.answer.routing;
        let writer = Writer::new(self.sent, self.part.tree, routing, self.part.root);
        let (mut lines, mut through) = self.lines(&writer, &BTreeSet::new());
        let mut proof = self.prove(&lines, &through);
        let too_wide = self.too_wide(&lines, &through);
        if !too_wide.is_empty() {
            let (narrow, after) = self.lines(&writer, &too_wide);
            let better = self.prove(&narrow, &after);
            if better.equal + better.fallback > proof.equal + proof.fallback {
                (lines, through, proof) = (narrow, after, better);
            }
        }
        for _ in 0..ROUNDS {
            if proof.different.is_empty() {
                break;
            }
            let imported = |rule: u32| {
                self.is_imported() && self.rules[rule as usize].source == Source::Codeowners
            };
            let more = repair(&lines, &writer, self.sent, &self.expected, &through, imported);
            let Some(mut more) = more else {
                break;
            };
            let mut after = self.through(&more);
            // What was added and takes what is another's goes again.
            for _ in 0..ROUNDS {
                let wrong = self.wrongly_added(&more, &after);
                if wrong.is_empty() {
                    break;
                }
                let mut at = 0..;
                more.retain(|_| at.next().is_none_or(|at| !wrong.contains(&at)));
                after = self.through(&more);
            }
            let better = self.prove(&more, &after);
            if better.equal <= proof.equal {
                break;
            }
            (lines, through, proof) = (more, after, better);
        }
        let owners = self.expected.iter().flatten().flat_map(|(_, owners)| owners.iter().cloned());
        let origins = lines.iter().map(|line| line.rule).collect();
        Written { text: text(&lines), origins, proof, owners: owners.collect() }
    }

    fn is_imported(&self) -> bool {
        self.answer.codeowners == WithCodeowners::Imported
            && self.rules.iter().any(|rule| rule.source == Source::Codeowners)
    }

    /// The rules that leave, by rank.
    fn leaving(&self) -> Vec<u32> {
        let compiled = self.answer.routing.compiled();
        let transcribed = self.answer.codeowners == WithCodeowners::Transcribed;
        let mut leaving: Vec<u32> = (0..self.rules.len() as u32)
            .filter(|&rule| transcribed || self.rules[rule as usize].source == Source::Rules)
            .filter(|&rule| !self.rules[rule as usize].owners.is_empty())
            .collect();
        leaving.sort_by_key(|&rule| compiled.rank(rule));
        leaving
    }

    /// Rules that take files which nobody owns, so that no other rule can take them back.
    fn too_wide(&self, lines: &[Line], through: &Through) -> BTreeSet<u32> {
        let nobodys = (0..self.sent.files.len()).filter(|&at| self.expected[at].is_none());
        let ways = nobodys.flat_map(|at| through.ways(self.sent, at));
        ways.filter_map(|way| lines.get(way.rule? as usize)?.rule).collect()
    }

    /// Rules that were added and win more frames of files that are others' than of their own.
    fn wrongly_added(&self, lines: &[Line], through: &Through) -> BTreeSet<u32> {
        let mut balance: BTreeMap<u32, i64> = BTreeMap::new();
        for at in 0..self.sent.files.len() {
            let expected = self.expected[at].and_then(|(_, owners)| owners.first());
            let rules = through.ways(self.sent, at).filter_map(|way| way.rule);
            let added = rules.filter(|&it| lines.get(it as usize).is_some_and(|line| line.added));
            for rule in added.collect::<BTreeSet<u32>>() {
                let right = through.owners(Some(rule)).first() == expected;
                *balance.entry(rule).or_default() += if right { 1 } else { -1 };
            }
        }
        balance.into_iter().filter(|(_, balance)| *balance < 0).map(|(rule, _)| rule).collect()
    }

    /// The rules for the project's frames, and what they do; those of `exactly` for the files
    /// that there are and no others.
    fn lines(&self, writer: &Writer, exactly: &BTreeSet<u32>) -> (Vec<Line>, Through) {
        let mut lines = self.all_lines(writer, exactly);
        let mut through = self.through(&lines);
        self.prune(&mut lines, &mut through);
        (lines, through)
    }

    fn all_lines(&self, writer: &Writer, exactly: &BTreeSet<u32>) -> Vec<Line> {
        let tree = self.part.tree;
        let routing = self.answer.routing;
        // Which bases a rule matches files of, by sets of rules: files share these.
        let mut sets: BTreeSet<(usize, u32)> = BTreeSet::new();
        let mut of_own: BTreeSet<u32> = BTreeSet::new();
        for file in &self.sent.files {
            let set = routing.set_of(tree, file.path);
            sets.insert((file.base, set));
            if file.own {
                of_own.insert(set);
            }
        }
        let mut bases: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
        for &(base, set) in &sets {
            for &rule in routing.rules_of(set) {
                bases.entry(rule).or_default().insert(base);
            }
        }
        let leaving = self.leaving();
        let everything = self.everything(&leaving, &of_own);
        let fallback = self.fallback(everything);
        let own: BTreeSet<usize> =
            self.sent.files.iter().filter(|it| it.own).map(|it| it.base).collect();
        let mut lines: Vec<Line> = Vec::new();
        lines.extend(fallback.map(|owners| Line::by_path(everything, "*", owners)));
        let mut overridden = everything.is_some();
        for rule in leaving {
            let data = &self.rules[rule as usize];
            if everything == Some(rule) {
                overridden = false;
            }
            if !matches!(data.matcher.kind, MatcherKind::Path | MatcherKind::Codeowners) {
                let text = self.answer.text.get(data.span.range()).unwrap_or_default();
                let owners = data.owners.clone();
                let text = text.to_owned();
                lines.push(Line { rule: Some(rule), text, owners, added: false });
                continue;
            }
            let Some(bases) = bases.get(&rule) else { continue };
            if everything == Some(rule) && lines.len() == 1 {
                continue;
            }
            let mut bases = bases.clone();
            if overridden || everything == Some(rule) {
                bases.retain(|base| !own.contains(base));
            }
            let is_all = data.matcher.is_all_stars();
            let patterns = if is_all && everything != Some(rule) && self.is_imported() {
                vec!["*".to_owned()]
            } else {
                writer.patterns(rule, data, &bases, exactly.contains(&rule))
            };
            // Right above the one for everything, a rule of the same owners says nothing new.
            let says_it = |line: &Line| line.owners == data.owners;
            if lines.len() == 1 && fallback.is_some() && says_it(&lines[0]) {
                continue;
            }
            lines.extend(patterns.iter().map(|it| Line::by_path(Some(rule), it, &data.owners)));
        }
        lines
    }

    /// The last rule that matches every file of the project's own, if CODEOWNERS, which it
    /// would override, is not imported.
    fn everything(&self, leaving: &[u32], own: &BTreeSet<u32>) -> Option<u32> {
        if self.is_imported() || own.is_empty() {
            return None;
        }
        let routing = self.answer.routing;
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for &set in own {
            for &rule in routing.rules_of(set) {
                *counts.entry(rule).or_default() += 1;
            }
        }
        leaving.iter().rev().copied().find(|rule| counts.get(rule) == Some(&own.len()))
    }

    /// Who gets what no other rule names: the owners of a rule for everything, or the only
    /// ones that the project's files have.
    fn fallback(&self, everything: Option<u32>) -> Option<&[Owner]> {
        if let Some(rule) = everything {
            return Some(&self.rules[rule as usize].owners);
        }
        if self.is_imported() {
            return None;
        }
        let mut own = self.sent.files.iter().zip(&self.expected).filter(|(file, _)| file.own);
        let (_, first) = own.next()?;
        let (_, owners) = (*first)?;
        let same = |it: &Option<(u32, &[Owner])>| it.is_some_and(|(_, other)| other == owners);
        own.all(|(_, expected)| same(expected)).then_some(owners)
    }

    /// The text read again, with the rules of CODEOWNERS as Sentry imports them.
    fn through(&self, lines: &[Line]) -> Through {
        let mut rules = parse(&text(lines)).rules;
        if self.is_imported() {
            // Where the user gives code mappings, the file came through one already.
            let mapping = self.part.mappings.is_empty().then_some(self.answer.mapping);
            let file = self.rules.iter().filter(|rule| rule.source == Source::Codeowners);
            rules.extend(file.map(|rule| imported(rule, mapping)));
        }
        Through::new(self.sent, rules)
    }

    /// Leaves out what matches no frame, and what a later rule of the same pattern outranks
    /// wherever it matches.
    fn prune(&self, lines: &mut Vec<Line>, through: &mut Through) {
        let mut used = through.used(lines.len());
        let pattern = |line: &Line| line.text.split(' ').next().unwrap_or_default().to_owned();
        let mut later: BTreeSet<String> = BTreeSet::new();
        for (line, used) in lines.iter().zip(&mut used).rev() {
            *used &= later.insert(pattern(line));
        }
        let stays = |line: &Line, used: bool| used || !line.text.starts_with("path:");
        let mut used = used.into_iter();
        let before = lines.len();
        lines.retain(|line| stays(line, used.next().unwrap_or(true)));
        if lines.len() < before {
            *through = self.through(lines);
        }
    }
}

fn text(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        text.push_str(&line.text);
        text.push('\n');
    }
    text
}
