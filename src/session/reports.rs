//! The engine's values as the page shows them.

use super::protocol::{
    CodePage, FixReport, LeftOutGroup, Move, OwnerShare, ProblemReport, Revisions, RoutingReport,
    RuleUse, RulesReport, SkippedLine, TreeReport,
};
use super::{Answer, Edited};
use crate::codes;
use crate::ownership::{Owner, Parsed};
use crate::text::{Edit, Fix, LineIndex, Problem, Severity};
use crate::tree::{Format, Listing, PrefixState};

/// What was understood of a listing.
pub fn tree(text: &str, listing: &Listing, revision: u32) -> TreeReport {
    let skipped = listing.skipped.iter().take(TreeReport::MOST_SKIPPED).map(|line| SkippedLine {
        line: line.line,
        text: line.text.clone(),
        reason: line.reason.message().to_owned(),
    });
    let left_out = listing.left_out.iter().map(|group| LeftOutGroup {
        name: group.name.to_owned(),
        kind: group.kind.title().to_owned(),
        files: group.files,
    });
    let prefix = listing.prefix.as_ref();
    TreeReport {
        revision,
        format: listing.format.id().to_owned(),
        title: listing.format.title().to_owned(),
        formats: Format::ALL.map(|it| (it.id().to_owned(), it.title().to_owned())).into(),
        files: listing.files.len() as u32,
        folders: listing.folders,
        duplicates: listing.duplicates,
        filtered: listing.filtered,
        prefix: prefix.map(|it| (it.path.clone(), it.state == PrefixState::Stripped)),
        skipped: skipped.collect(),
        skipped_count: listing.skipped.len() as u32,
        left_out: left_out.collect(),
        problems: problems(text, &listing.problems),
    }
}

/// What was understood of the rules.
pub fn rules(text: &str, parsed: &Parsed, revision: u32) -> RulesReport {
    RulesReport {
        revision,
        rules: parsed.rules.len() as u32,
        accepted: parsed.accepted(),
        problems: problems(text, &parsed.problems),
        problem_count: parsed.problems.len() as u32,
    }
}

/// Who gets what.
pub fn routing(answer: &Answer, parsed: &Parsed, revisions: Revisions) -> RoutingReport {
    let counts = answer.routing.counts();
    let owners = answer.by_share.iter().map(|&owner| OwnerShare {
        owner: answer.routing.compiled().owners()[owner as usize].to_string(),
        files: counts.owners[owner as usize],
    });
    let uses = answer.routing.rule_counts();
    let rules = parsed.rules.iter().zip(uses).map(|(rule, count)| RuleUse {
        line: rule.line,
        wins: count.wins,
        matches: count.matches,
    });
    RoutingReport {
        revisions,
        files: answer.tree.len() as u32,
        nobody: counts.unowned + counts.unmatched,
        owners: owners.collect(),
        rules: rules.collect(),
        moves: answer.edited.as_ref().map(moves).unwrap_or_default(),
        micros: 0,
    }
}

fn moves(edited: &Edited) -> Vec<Move> {
    let name = |owner: &Option<Owner>| owner.as_ref().map(ToString::to_string);
    let moves = edited.difference.moves.iter();
    moves
        .map(|it| Move { from: name(&it.from), to: name(&it.to), files: it.files.len() as u32 })
        .collect()
}

/// How many problems a report holds: an editor with thousands of marks helps nobody, and
/// takes longer than a frame.
const MOST_PROBLEMS: usize = 300;

/// Problems of `text`, as the page shows them: the gravest, in the order given.
pub fn problems(text: &str, problems: &[Problem]) -> Vec<ProblemReport> {
    if problems.is_empty() {
        return Vec::new();
    }
    let lines = LineIndex::new(text);
    let mut shown: Vec<usize> = (0..problems.len()).collect();
    shown.sort_by_key(|&at| std::cmp::Reverse(problems[at].severity));
    shown.truncate(MOST_PROBLEMS);
    shown.sort_unstable();
    shown.into_iter().map(|at| problem(&problems[at], &lines)).collect()
}

fn problem(problem: &Problem, lines: &LineIndex) -> ProblemReport {
    let place = problem.span.map(|span| lines.position(span.start));
    let fix = problem.fix.as_ref().map(|it| fix(it, lines));
    ProblemReport {
        code: problem.code.to_owned(),
        severity: match problem.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info => 2,
        },
        message: problem.message.clone(),
        hint: problem.hint.as_deref().map(str::to_owned),
        sentry: problem.sentry.clone(),
        line: place.map_or(0, |at| at.line),
        column: place.map_or(0, |at| at.column),
        from: problem.span.map_or(0, |span| lines.utf16(span.start)),
        to: problem.span.map_or(0, |span| lines.utf16(span.end)),
        fix,
    }
}

/// A change to the text that `lines` indexes.
pub fn fix(fix: &Fix, lines: &LineIndex) -> FixReport {
    let edit = |it: &Edit| (lines.utf16(it.span.start), lines.utf16(it.span.end), it.text.clone());
    FixReport { title: fix.title.clone(), edits: fix.edits.iter().map(edit).collect() }
}

/// What a problem's code means.
pub fn code(code: &str) -> Option<CodePage> {
    let page = codes::find(code)?;
    Some(CodePage {
        code: page.code.to_owned(),
        title: page.title.to_owned(),
        why: page.why.to_owned(),
        fix: page.fix.to_owned(),
        bad: page.bad.text.to_owned(),
        good: page.good.text.to_owned(),
    })
}
