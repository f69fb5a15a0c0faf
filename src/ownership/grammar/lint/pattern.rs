use super::super::lexer::{Parts, Quoting};
use super::super::{MatcherKind, Rule};
use super::glob::{Defect, defects};
use super::{matchers, replace};
use crate::text::{Problem, Span};
use std::ops::Range;

/// What is odd about a pattern, as far as it alone tells.
pub(super) fn check(text: &str, rule: &Rule, parts: &Parts, out: &mut Vec<Problem>) {
    let pattern = rule.matcher.pattern.as_str();
    let place = Place { text, parts };
    if rule.matcher.kind == MatcherKind::Codeowners {
        return;
    }
    let folds = matches!(rule.matcher.kind, MatcherKind::Path | MatcherKind::Module);
    let folded = if folds { pattern.replace('\\', "/") } else { pattern.to_owned() };
    let insensitive = folds || rule.matcher.kind == MatcherKind::Url;
    let cased = if insensitive { lower(&folded) } else { folded.clone() };
    out.extend(
        defects(&cased, !folds).into_iter().map(|(defect, at)| explain(defect, place.of(at))),
    );
    if rule.matcher.kind == MatcherKind::Path {
        out.extend(path(&folded, &place));
    }
}

/// In lower case as far as offsets stay: they show where a defect is.
fn lower(pattern: &str) -> String {
    let lower = pattern.to_lowercase();
    if lower.len() == pattern.len() { lower } else { pattern.to_ascii_lowercase() }
}

/// Where things of the decoded pattern stand in the text.
struct Place<'a> {
    text: &'a str,
    parts: &'a Parts,
}

impl Place<'_> {
    /// The place of a piece; the whole pattern if escapes may have moved it.
    fn of(&self, piece: Range<usize>) -> Span {
        self.exact(piece).unwrap_or(self.parts.pattern)
    }

    fn exact(&self, piece: Range<usize>) -> Option<Span> {
        let Span { start, .. } = self.parts.pattern;
        let quote = match self.parts.quoting {
            Quoting::Bare => 0,
            Quoting::Quoted if self.text[self.parts.pattern.range()].contains('\\') => return None,
            Quoting::Quoted => 1,
        };
        let start = start as usize + quote;
        Some(Span::new(start + piece.start, start + piece.end))
    }
}

fn explain(defect: Defect, span: Span) -> Problem {
    let never = |what: &str| {
        format!(
            "{what}, so this pattern is invalid. Sentry doesn't say so: the rule just never matches."
        )
    };
    let invalid = |what: &str| Problem::warning("rules/invalid-pattern", never(what)).at(span);
    let varies = |code, message| {
        Problem::warning(code, message)
            .at(span)
            .hint("Write alternatives on one level, or make several rules.")
    };
    match defect {
        Defect::OpenClass => invalid("`[` starts a set of characters and is never closed")
            .hint("Write `[[]` for a bracket, or `?` for any one character."),
        Defect::Descending => {
            invalid("A range of characters runs backwards").hint("Write the smaller end first. Where case doesn't matter, capitals count as small letters.")
        }
        Defect::OpenBrace => invalid("`{` starts alternatives and is never closed")
            .hint("Close it, or write `?` for any one character."),
        Defect::TrailingBackslash => invalid("The backslash at the end escapes nothing")
            .hint("Write two backslashes for one."),
        Defect::NestedBrace => varies(
            "rules/nested-braces",
            "Braces inside braces make the pattern invalid in some versions of Sentry, where the rule never matches, and work in others.",
        ),
        Defect::StrayBrace => varies(
            "rules/stray-brace",
            "A closing brace without an opening one means different things in different versions of Sentry.",
        ),
        Defect::BraceInClass => varies(
            "rules/brace-in-class",
            "A brace or comma in a set of characters means different things in different versions of Sentry.",
        ),
        Defect::EmptyAlternative => Problem::info(
            "rules/empty-alternative",
            "An empty alternative in braces is left out: `x{a,}` matches `xa`, not `x`.",
        )
        .at(span)
        .hint("Make a second rule for the pattern without it."),
    }
}

fn path(folded: &str, place: &Place<'_>) -> Option<Problem> {
    let edit = |piece: Range<usize>| place.exact(piece);
    if folded.starts_with("./") {
        let problem = Problem::warning(
            "rules/dot-slash",
            "`./` is not removed from patterns or file names: this matches only frames whose file name starts with `./`.",
        )
        .at(place.of(0..2))
        .hint("Most frames carry no `./`. Delete it.");
        let length = folded.len() - folded.trim_start_matches("./").len();
        return Some(match edit(0..length).filter(|_| length < folded.len()) {
            Some(span) => problem.fix("Delete `./`", replace(span, "")),
            None => problem,
        });
    }
    if folded.starts_with('!') {
        return Some(
            Problem::warning(
                "rules/negation",
                "`!` excludes nothing: this matches file names that start with `!`.",
            )
            .at(place.of(0..1))
            .hint("Below it, write a rule for the exception; the last one that matches wins."),
        );
    }
    if !folded.is_empty() && folded.chars().all(|c| c == '/') {
        return Some(
            Problem::warning(
                "rules/trailing-slash",
                "`/` alone is no file's path, and a path pattern must match the whole path: this rule never matches.",
            )
            .at(place.parts.pattern)
            .hint("`*` stands for every file. As the last rule that matches wins, a rule for it belongs at the top."),
        );
    }
    // A backslash before a space is told of with the words behind it.
    if folded.ends_with('/')
        && !folded.ends_with("**/")
        && !matchers::goes_on(place.text, place.parts)
    {
        let end = folded.len();
        let problem = Problem::warning(
            "rules/trailing-slash",
            "A path pattern must match the whole file name, and none ends in `/`: this rule never matches.",
        )
        .at(place.of(end - 1..end))
        .hint("Write `*` behind the slash to match everything in the folder.");
        return Some(match edit(end..end) {
            Some(span) => problem.fix("Write `*` behind it", replace(span, "*")),
            None => problem,
        });
    }
    None
}
