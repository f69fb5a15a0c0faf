//! The engine's values as the page shows them.

use super::answer::Answer;
use super::inputs::Inputs;
use super::views;
use crate::ownership::codeowners::Outcome as LineFate;
use crate::ownership::{Owner, Source, validate};
use crate::routing::RuleCount;
use crate::session::commands::FilesCommand;
use crate::session::protocol::{
    FixReport, Input, InputReport, LineOutcome, Move, OutcomeKind, OwnerShare, ProblemReport,
    Revisions, RoutingReport,
};
use crate::text::numbers::plural;
use crate::text::order::Sort as _;
use crate::text::{LineIndex, LocatedFix, LocatedProblem, Problem, Severity};
use std::collections::BTreeSet;

/// What was understood of an input.
pub fn input(inputs: &Inputs, input: Input, revision: u32) -> InputReport {
    let mut consequence = String::new();
    let (holds, mut found) = match input {
        Input::Rules => {
            let parsed = &inputs.rules;
            let validation = validate(parsed, &inputs.directory());
            // Owners that can't exist are refused whoever is listed under Teams.
            let mut all = parsed.problems.iter().chain(&validation.problems);
            let refused = all.any(|problem| problem.severity == Severity::Error);
            if refused || !parsed.accepted() || validation.answer.is_some() {
                consequence = "Sentry would refuse to save them".to_owned();
            }
            let problems = parsed.problems.iter().chain(&validation.problems).cloned().collect();
            (plural(parsed.rules.len() as u32, "rule", "rules"), problems)
        }
        Input::Codeowners => {
            let import = &inputs.import;
            if import.refusal.is_some() {
                consequence = "Sentry would not import it".to_owned();
            }
            let lost = import.lines.iter().filter(|line| line.outcome == LineFate::Dropped).count();
            let mut holds = plural(import.rules.len() as u32, "rule", "rules");
            if lost > 0 {
                holds += &format!(", {} dropped", plural(lost as u32, "line", "lines"));
            }
            (holds, import.problems.iter().chain(&inputs.host.problems).cloned().collect())
        }
        Input::Mappings => {
            let problems = inputs.mapping_list.problems.clone();
            (plural(inputs.mappings.len() as u32, "mapping", "mappings"), problems)
        }
        Input::People => {
            let people = &inputs.people;
            (plural(people.entries.len() as u32, "entry", "entries"), people.problems.clone())
        }
        Input::Event => (String::new(), Vec::new()),
    };
    found.sort_once_by_key(|problem: &Problem| problem.span);
    InputReport {
        input,
        revision,
        holds,
        consequence,
        problem_count: found.len() as u32,
        problems: problems(inputs.text(input), &found),
        unmapped: if input == Input::Codeowners { views::unmapped(inputs) } else { Vec::new() },
    }
}

/// Who gets what.
pub fn routing(answer: &Answer, inputs: &Inputs, revisions: Revisions) -> RoutingReport {
    let counts = answer.routing.counts();
    let owners = answer.by_share.iter().map(|&owner| OwnerShare {
        owner: answer.owner_at(owner),
        files: counts.owners[owner as usize],
    });
    RoutingReport {
        revisions,
        files: answer.tree.len() as u32,
        nobody: counts.unowned + counts.unmatched,
        owned: Some(FilesCommand::Owned.intent()),
        owners: owners.collect(),
        outcomes: outcomes(answer, inputs),
        moves: moves(answer),
        rest: if counts.unowned + counts.unmatched > 0 {
            vec![views::give_rest(answer, counts.unowned + counts.unmatched)]
        } else {
            Vec::new()
        },
        paths: Vec::new(),
        micros: 0,
    }
}

/// Per input, what its lines do.
fn outcomes(answer: &Answer, inputs: &Inputs) -> Vec<String> {
    let mut outcomes: Vec<Vec<LineOutcome>> = vec![Vec::new(); Input::ALL.len()];
    if !answer.tree.is_empty() {
        for (rule, count) in
            answer.routing.compiled().rules().iter().zip(answer.routing.rule_counts())
        {
            let input = match rule.source {
                Source::Rules => Input::Rules,
                Source::Codeowners => Input::Codeowners,
            };
            outcomes[input as usize].push(outcome(rule.line, count));
        }
    }
    let fates = &mut outcomes[Input::Codeowners as usize];
    let dropped = inputs.import.lines.iter().filter(|line| line.outcome == LineFate::Dropped);
    fates.extend(dropped.filter_map(|line| {
        let text = format!("dropped: {}", line.reason.as_deref()?);
        Some(LineOutcome { line: line.line, text, kind: OutcomeKind::Note })
    }));
    fates.sort_once_by_key(|outcome| outcome.line);
    outcomes.iter().map(|list| serde_json::to_string(list).unwrap_or_default()).collect()
}

fn outcome(line: u32, RuleCount { wins, matches, .. }: RuleCount) -> LineOutcome {
    let (text, kind) = match (wins, matches) {
        (0, 0) => ("matches nothing".to_owned(), OutcomeKind::NoMatch),
        (0, _) => ("never decides".to_owned(), OutcomeKind::NeverWins),
        (wins, matches) if wins == matches => (plural(wins, "file", "files"), OutcomeKind::Wins),
        (wins, matches) => {
            (format!("{wins} of {}", plural(matches, "file", "files")), OutcomeKind::Wins)
        }
    };
    LineOutcome { line, text, kind }
}

/// What edits since the kept state move.
pub fn moves(answer: &Answer) -> Vec<Move> {
    let name = |owner: &Option<Owner>| owner.as_ref().map(ToString::to_string);
    let moves = answer.edited.iter().flat_map(|edited| &edited.difference.moves);
    moves
        .enumerate()
        .map(|(at, it)| Move {
            from: name(&it.from),
            to: name(&it.to),
            files: it.files.len() as u32,
            leads: FilesCommand::Moved(at).intent(),
        })
        .collect()
}

/// How many problems a report holds: an editor with thousands of marks helps nobody, and
/// takes longer than a frame.
const MOST_PROBLEMS: usize = 300;

/// Problems of `text`, as the page shows them: the gravest and one at least of each kind, in the order given.
pub fn problems(text: &str, problems: &[Problem]) -> Vec<ProblemReport> {
    if problems.is_empty() {
        return Vec::new();
    }
    let lines = LineIndex::new(text);
    let mut shown: Vec<usize> = (0..problems.len()).collect();
    shown.sort_once_by_key(|&at| std::cmp::Reverse(problems[at].severity));
    let left = shown.split_off(shown.len().min(MOST_PROBLEMS));
    let mut told: BTreeSet<&str> = shown.iter().map(|&at| problems[at].code).collect();
    shown.extend(left.into_iter().filter(|&at| told.insert(problems[at].code)));
    shown.sort_unstable();
    shown.into_iter().map(|at| lines.problem(&problems[at]).into()).collect()
}

impl From<LocatedProblem> for ProblemReport {
    fn from(problem: LocatedProblem) -> Self {
        let place = problem.place;
        Self {
            code: problem.code.to_owned(),
            severity: match problem.severity {
                Severity::Error => 0,
                Severity::Warning => 1,
                Severity::Info => 2,
            },
            message: problem.message,
            hint: problem.hint,
            sentry: problem.sentry,
            line: place.map_or(0, |at| at.start.line),
            column: place.map_or(0, |at| at.start.column),
            from: place.map_or(0, |at| at.from),
            to: place.map_or(0, |at| at.to),
            fix: problem.fix.map(FixReport::from),
        }
    }
}

impl From<LocatedFix> for FixReport {
    fn from(fix: LocatedFix) -> Self {
        let edits = fix.edits.into_iter().map(|it| (it.start, it.end, it.text));
        Self { title: fix.title, edits: edits.collect() }
    }
}
