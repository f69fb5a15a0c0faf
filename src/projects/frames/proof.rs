//! What the rules' text does to frames, beside what the whole says of the files.

use super::lines::{Line, is_of_libraries};
use super::prove::{Through, Way};
use super::{MOST_TOLD, Work};
use crate::ownership::pattern::Glob;
use crate::ownership::{MatcherKind, parse};
use crate::projects::rules::{Difference, Proof, Taken};
use crate::trace::sdk::Sdk;
use std::collections::BTreeSet;

impl Work<'_> {
    /// A file counts as equal if its frames go to its owner however it is built.
    pub(super) fn prove(&self, lines: &[Line], through: &Through) -> Proof {
        let paths = self.part.tree.paths();
        let mut proof = Proof {
            files: self.sent.files.len() as u32,
            unsent: self.sent.unsent,
            ..Proof::default()
        };
        let mut lowest = None;
        for (at, file) in self.sent.files.iter().enumerate() {
            let before = self.expected[at].and_then(|(_, owners)| owners.first());
            let differs = |way: &Way| through.owners(way.rule).first() != before;
            let ways: Vec<Way> = through.ways(self.sent, at).collect();
            let winner = ways.iter().filter_map(|way| way.rule).min();
            lowest = lowest.min(winner).or(winner);
            let Some(way) = ways.iter().find(|way| differs(way)) else {
                proof.equal += 1;
                continue;
            };
            let after = through.owners(way.rule).first();
            // Nobody owns it, and somebody gets all that is left.
            if before.is_none() && way.rule == Some(0) && is_fallback(lines) {
                proof.fallback += 1;
                continue;
            }
            if proof.different.len() < MOST_TOLD {
                proof.different.push(Difference {
                    path: paths.get(file.path).to_owned(),
                    frame: self.sent.values.get(way.value).to_owned(),
                    before: before.map(ToString::to_string),
                    after: after.map(ToString::to_string),
                });
            }
        }
        proof.taken = self.taken(lines, lowest);
        proof
    }

    /// Rules that also match frames of libraries, and so take errors from others that pass
    /// through these.
    fn taken(&self, lines: &[Line], lowest: Option<u32>) -> Vec<Taken> {
        // What little there is of other languages hardly matters.
        let mut files = vec![0_u32; self.sent.bases.len()];
        for file in self.sent.files.iter().filter(|file| file.own) {
            files[file.base] += 1;
        }
        let own: u32 = files.iter().sum();
        let much = self.sent.bases.iter().zip(&files).filter(|&(_, &some)| some * 10 >= own);
        let families: BTreeSet<_> = much.map(|(base, _)| base.family).collect();
        let mut taken = Vec::new();
        let above = lowest.map_or(lines.len(), |lowest| lowest as usize + 1);
        for line in lines.iter().skip(above) {
            let Some(rule) = parse(&line.text).rules.pop() else { continue };
            if rule.matcher.kind != MatcherKind::Path || rule.matcher.is_all_stars() {
                continue;
            }
            let found = families.iter().find_map(|&family| {
                let sdk = Sdk::row(family);
                is_of_libraries(&rule.matcher.pattern, sdk).then_some(sdk)
            });
            if let Some(sdk) = found
                && taken.len() < MOST_TOLD
            {
                let glob = Glob::path(&rule.matcher.pattern);
                let frame = sdk.libraries.iter().find(|it| glob.is_match(it)).unwrap_or(&"");
                taken.push(Taken { rule: line.text.clone(), frame: (*frame).to_owned() });
            }
        }
        taken
    }
}

fn is_fallback(lines: &[Line]) -> bool {
    lines.first().is_some_and(|line| line.text.starts_with("path:* "))
}
