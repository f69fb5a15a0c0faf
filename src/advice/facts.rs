use super::lines::Lines;
use crate::ownership::codeowners::is_told;
use crate::ownership::grammar::Parsed;
use crate::ownership::pattern::{CodeownersPattern, Glob};
use crate::ownership::{MatcherKind, Owner, Rule, Source};
use crate::routing::{Routing, RuleCount, RuleId, SetId};
use crate::text::Span;
use crate::text::order::Sort as _;
use crate::tree::Tree;
use std::collections::BTreeMap;

/// What all lints look at, computed once: per set of rules, not per file.
pub(super) struct Facts<'a> {
    pub(super) text: &'a str,
    pub(super) lines: Lines<'a>,
    pub(super) tree: &'a Tree,
    pub(super) routing: &'a Routing,
    /// From which text the rules come that are looked at.
    pub(super) source: Source,
    /// The rules of that text, in order.
    pub(super) items: Vec<Item>,
    /// Per rule of the routing.
    pub(super) counts: Vec<RuleCount>,
    /// Per rule of the routing: which rules win files that it matches, the most
    /// files first.
    pub(super) takers: Vec<Vec<(RuleId, u32)>>,
    /// Per rule of the routing: whether it matches every file, whatever the tree.
    pub(super) catches_all: Vec<bool>,
}

/// One rule and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) rule: RuleId,
    /// The whole rule.
    pub(super) span: Span,
    /// Its pattern, with quotes.
    pub(super) pattern: Span,
    /// Whether its type is written.
    pub(super) typed: bool,
    /// Whether an earlier look at the text already said why it never matches.
    pub(super) known_dead: bool,
}

/// Problems after which a rule that matches nothing needs no second word.
const DEADLY: [&str; 15] = [
    "rules/comment-sign",
    "rules/list-mark",
    "rules/marks",
    "rules/other-file",
    "rules/separator",
    "rules/several-patterns",
    "rules/type-without-colon",
    "rules/dot-slash",
    "rules/trailing-slash",
    "rules/negation",
    "rules/invalid-pattern",
    "rules/type-case",
    "rules/unknown-type",
    "rules/tag-without-colon",
    "rules/invisible",
];

/// Instantiation
impl<'a> Facts<'a> {
    pub(super) fn of_rules(
        text: &'a str,
        parsed: &Parsed,
        tree: &'a Tree,
        routing: &'a Routing,
    ) -> Self {
        let mut by_start = BTreeMap::new();
        for (rule, parts) in parsed.rules.iter().zip(&parsed.parts) {
            by_start.insert(rule.span.start, (rule, parts));
        }
        let deadly = parsed.problems.iter().filter(|problem| DEADLY.contains(&problem.code));
        let deadly: BTreeMap<u32, u32> =
            deadly.filter_map(|problem| problem.span).map(|at| (at.start, at.end)).collect();
        let dead =
            |span: Span| deadly.range(span.start..=span.end).any(|(_, end)| *end <= span.end);
        let item = |id: RuleId, rule: &Rule| {
            let &(known, parts) = by_start.get(&rule.span.start)?;
            // A routing of another state of the text says nothing about this one.
            (known == rule).then(|| Item {
                rule: id,
                span: rule.span,
                pattern: parts.pattern,
                typed: parts.kind.is_some(),
                known_dead: dead(rule.span),
            })
        };
        Self::new(text, Source::Rules, tree, routing, item)
    }

    pub(super) fn of_codeowners(text: &'a str, tree: &'a Tree, routing: &'a Routing) -> Self {
        let item = |id: RuleId, rule: &Rule| {
            let line = text.get(rule.span.range())?;
            let start = line.len() - line.trim_start().len();
            let word = line[start..].split(char::is_whitespace).next()?;
            let start = rule.span.start as usize + start;
            Some(Item {
                rule: id,
                span: rule.span,
                pattern: Span::new(start, start + word.len()),
                typed: false,
                known_dead: false,
            })
        };
        Self::new(text, Source::Codeowners, tree, routing, item)
    }

    fn new(
        text: &'a str,
        source: Source,
        tree: &'a Tree,
        routing: &'a Routing,
        item: impl Fn(RuleId, &Rule) -> Option<Item>,
    ) -> Self {
        let rules = routing.compiled().rules();
        let of_source = (0..).zip(rules).filter(|(_, rule)| rule.source == source);
        let items = of_source.filter_map(|(id, rule)| item(id, rule)).collect();
        let counts = routing.rule_counts();
        // Proving it takes long, and what leaves out a file of this tree needs no proof.
        let whole = |count: &RuleCount| count.matches == tree.len() as u32;
        let all = rules.iter().zip(&counts).map(|(rule, count)| whole(count) && catches_all(rule));
        Self {
            text,
            lines: Lines(text),
            tree,
            routing,
            source,
            items,
            catches_all: all.collect(),
            counts,
            takers: takers(routing),
        }
    }
}

/// Access
impl Facts<'_> {
    pub(super) fn rule(&self, rule: RuleId) -> &Rule {
        &self.routing.compiled().rules()[rule as usize]
    }

    pub(super) fn owner(&self, rule: RuleId) -> Option<&Owner> {
        self.rule(rule).owners.first()
    }

    pub(super) fn count(&self, rule: RuleId) -> RuleCount {
        self.counts[rule as usize]
    }

    /// Sets that some file has, with how many do.
    pub(super) fn sets(&self) -> impl Iterator<Item = (SetId, u32)> {
        let sets = 0..self.routing.sets() as SetId;
        sets.map(|set| (set, self.routing.files_of(set))).filter(|&(_, files)| files > 0)
    }

    /// `line 14`, or `line 14 of CODEOWNERS` if that is another text.
    pub(super) fn line_of(&self, rule: RuleId) -> String {
        let Rule { line, source, .. } = self.rule(rule);
        match source {
            source if *source == self.source => format!("line {line}"),
            Source::Codeowners => format!("line {line} of CODEOWNERS"),
            Source::Rules => format!("line {line} of the ownership rules"),
        }
    }

    /// Whether an import says already why a line of CODEOWNERS does nothing: it is a
    /// section's header, or written for something else.
    pub(super) fn is_told(&self, item: &Item) -> bool {
        let line = item.span.range();
        self.source == Source::Codeowners
            && (self.text[line.clone()].trim_start_matches(['^', ' ', '\t']).starts_with('[')
                || is_told(self.text, line))
    }

    /// The code for this text.
    pub(super) fn code(&self, rules: &'static str, codeowners: &'static str) -> &'static str {
        match self.source {
            Source::Rules => rules,
            Source::Codeowners => codeowners,
        }
    }

    /// The pattern of a rule as a change to the text; nothing if the text does
    /// not hold the pattern as it is (an import rewrote it).
    pub(super) fn write_pattern(&self, item: &Item, pattern: &str) -> Option<String> {
        match self.source {
            Source::Rules => Some(super::lines::written(pattern, item.typed)),
            Source::Codeowners => {
                let kept = self.text[item.pattern.range()] == self.rule(item.rule).matcher.pattern;
                (kept && !pattern.contains(char::is_whitespace)).then(|| pattern.to_owned())
            }
        }
    }
}

fn takers(routing: &Routing) -> Vec<Vec<(RuleId, u32)>> {
    let mut takers = vec![BTreeMap::<RuleId, u32>::new(); routing.compiled().rules().len()];
    for set in 0..routing.sets() as SetId {
        let files = routing.files_of(set);
        let Some(winner) = routing.outcome_of(set).rule().filter(|_| files > 0) else { continue };
        for &rule in routing.rules_of(set).iter().filter(|&&rule| rule != winner) {
            *takers[rule as usize].entry(winner).or_default() += files;
        }
    }
    let sorted = |takers: BTreeMap<RuleId, u32>| {
        let mut takers: Vec<_> = takers.into_iter().collect();
        takers.sort_once_by_key(|&(_, files)| std::cmp::Reverse(files));
        takers
    };
    takers.into_iter().map(sorted).collect()
}

/// Whether a rule matches every path there can be.
pub(super) fn catches_all(rule: &Rule) -> bool {
    match rule.matcher.kind {
        MatcherKind::Path => Glob::path(&rule.matcher.pattern).covers(&Glob::path("*")),
        MatcherKind::Codeowners => {
            let pattern = CodeownersPattern::new(&rule.matcher.pattern);
            pattern.covers(&CodeownersPattern::new("**"))
                || ["*", "**", "/**", "**/*"].contains(&rule.matcher.pattern.as_str())
        }
        _ => false,
    }
}

/// Whether `wide` provably matches all paths that `narrow` matches.
pub(super) fn covers(wide: &Rule, narrow: &Rule) -> bool {
    let (outer, inner) = (wide.matcher.pattern.as_str(), narrow.matcher.pattern.as_str());
    match (&wide.matcher.kind, &narrow.matcher.kind) {
        (MatcherKind::Path, MatcherKind::Path) => Glob::path(outer).covers(&Glob::path(inner)),
        (MatcherKind::Codeowners, MatcherKind::Codeowners) => {
            CodeownersPattern::new(outer).covers(&CodeownersPattern::new(inner))
        }
        (MatcherKind::Path, MatcherKind::Codeowners) => catches_all(wide),
        _ => false,
    }
}
