//! What there is to say about a text, by kind: thousands of remarks are of a dozen kinds.

use super::Desk;
use crate::advice::Advice as Found;
use crate::session::protocol::{Advice, FixReport, Input};
use crate::text::{Edit, Fix, LineIndex, Problem, Span};
use std::collections::{BTreeMap, BTreeSet};

/// All there is to say about the answer, and the part of it that the page gets.
pub struct Advised {
    /// What the page gets: the gravest.
    pub report: Advice,
    /// All of it.
    pub found: Found,
}

impl Advised {
    /// Everything about an input, in the order of the text.
    pub fn all(&self, input: Input) -> &[Problem] {
        match input {
            Input::Rules => &self.found.rules,
            Input::Codeowners => &self.found.codeowners,
            Input::Mappings => &self.found.mappings,
            Input::People => &self.found.people,
            Input::Event => &[],
        }
    }

    /// The kinds of what there is to say about an input, in the order of their first.
    pub fn kinds(&self, input: Input) -> Vec<Kind> {
        kinds(self.all(input))
    }
}

/// What is said of the same thing, over and over.
pub struct Kind {
    /// Its code.
    pub code: &'static str,
    /// How often it is said.
    pub count: u32,
    /// How many of them a change would mend.
    pub mended: u32,
}

/// The kinds of some problems. Linear, but for the few kinds there are.
pub fn kinds(problems: &[Problem]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    let mut places = BTreeMap::new();
    for problem in problems {
        let at = *places.entry(problem.code).or_insert_with(|| {
            kinds.push(Kind { code: problem.code, count: 0, mended: 0 });
            kinds.len() - 1
        });
        kinds[at].count += 1;
        kinds[at].mended += u32::from(problem.fix.is_some());
    }
    kinds
}

impl Desk {
    /// The change that mends all problems of a kind that can be mended together: of changes to the same place, the first. None
    /// if there are no two.
    pub fn mend_all(&self, input: Input, code: &str) -> Option<FixReport> {
        let of_kind = self.advised().all(input).iter().filter(|it| it.code == code);
        let (edits, fixes) = together(of_kind.filter_map(|it| it.fix.as_ref()));
        let fix = Fix { title: format!("Fix all {fixes}"), edits };
        (fixes > 1).then(|| LineIndex::new(self.inputs.text(input)).fix(&fix).into())
    }
}

/// The edits of as many fixes as do not touch each other, in ascending order, and how many those are.
fn together<'a>(fixes: impl Iterator<Item = &'a Fix>) -> (Vec<Edit>, usize) {
    // By start, end and number: insertions at one place stay in the order of their fixes.
    let mut taken: BTreeMap<(u32, u32, usize), &Edit> = BTreeMap::new();
    // One insertion of a text at a place is enough.
    let mut inserted: BTreeSet<(u32, &str)> = BTreeSet::new();
    let mut count = 0;
    for fix in fixes {
        let free = fix.edits.iter().all(|Edit { span: Span { start, end }, text }| {
            let before = taken.range(..(*start, u32::MAX, usize::MAX)).next_back();
            let after = taken.range((*start, 0, 0)..).next();
            let clear = |other: &Edit| {
                let insertions = other.span.start == other.span.end && start == end;
                (other.span.end <= *start || *end <= other.span.start)
                    && (other.span.start != *start || other.span.end != *end || insertions)
            };
            before.is_none_or(|(_, other)| clear(other))
                && after.is_none_or(|(_, other)| clear(other))
                && !(start == end && inserted.contains(&(*start, text.as_str())))
        });
        if !free {
            continue;
        }
        count += 1;
        for edit in &fix.edits {
            let Span { start, end } = edit.span;
            if start == end {
                inserted.insert((start, &edit.text));
            }
            taken.insert((start, end, taken.len()), edit);
        }
    }
    (taken.into_values().cloned().collect(), count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(edits: &[(u32, u32, &str)]) -> Fix {
        let edit = |&(start, end, text): &(u32, u32, &str)| Edit {
            span: Span { start, end },
            text: text.to_owned(),
        };
        Fix { title: String::new(), edits: edits.iter().map(edit).collect() }
    }

    #[test]
    fn fixes_that_touch_each_other_are_not_made_together() {
        let fixes = [
            fix(&[(4, 6, "a")]),
            fix(&[(5, 8, "b")]),
            fix(&[(0, 4, "c"), (6, 6, "d")]),
            fix(&[(4, 6, "e")]),
            fix(&[(9, 9, "f")]),
            fix(&[(9, 9, "g")]),
            fix(&[(9, 9, "g")]),
        ];
        let (edits, count) = together(fixes.iter());
        let texts: Vec<&str> = edits.iter().map(|it| it.text.as_str()).collect();
        assert_eq!((texts, count), (vec!["c", "a", "d", "f", "g"], 4));
    }
}
