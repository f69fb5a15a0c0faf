//! The error that the user gives: a stack trace, or events as JSON.

use crate::document::SimulationSettings;
use crate::ownership::{Rule, Source};
use crate::routing::EventRules;
use crate::session::desk::problem_reports;
use crate::session::protocol::{Input, InputReport};
use crate::text::Problem;
use crate::text::numbers::plural;
use crate::trace::batch::{self, Basis, Batch, Counted, Form};
use crate::trace::synthetic::invent;
use crate::trace::{self, Event, Exception, InApp, Trace};
use crate::tree::Tree;

/// What the text under "Error" holds.
#[derive(Debug, Default)]
pub struct Errors {
    /// The errors in it, in the order of the text.
    pub cases: Vec<Case>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// The same, with how often each came.
    pub counted: Vec<Counted>,
    /// Over how many days they came, if their times tell.
    pub days: Option<f64>,
}

/// One error.
#[derive(Debug)]
pub struct Case {
    /// What it says: its type and message.
    pub title: String,
    /// What it was read as.
    pub format: String,
    /// As Sentry stores it.
    pub event: Event,
    /// Its exceptions, innermost cause first: the title of each, and how many of the
    /// event's frames are its own.
    pub parts: Vec<(String, usize)>,
    /// Per frame, what only the text tells.
    pub notes: Vec<Option<String>>,
}

/// Reads a text; if there is none, errors may be invented from the tree.
pub fn read(text: &str, settings: &SimulationSettings, tree: Option<&Tree>) -> Errors {
    let mut errors = if text.trim().is_empty() {
        match settings.invented.zip(tree) {
            Some((seed, tree)) => invented(tree, seed),
            None => return Errors::default(),
        }
    } else {
        of_text(text, settings)
    };
    for &(case, frame, own) in &settings.switched {
        let frame = errors.cases.get_mut(case).and_then(|case| case.event.frames.get_mut(frame));
        if let Some(frame) = frame {
            frame.in_app = if own { InApp::Yes } else { InApp::No };
        }
    }
    errors
}

fn of_text(text: &str, settings: &SimulationSettings) -> Errors {
    let options = options(settings);
    let json = text.trim_start().starts_with(['{', '[']);
    let batch = (json || may_be_table(text)).then(|| batch::read(text, &options));
    let batch = batch.filter(|batch| match batch.form {
        Form::Json | Form::Table => true,
        Form::Nothing | Form::Traces => false,
    });
    batch.map_or_else(|| traces(text, &options), counted)
}

/// Over how many days errors were counted: as typed, else as their times tell, else a week.
pub fn counted_days(settings: &SimulationSettings, errors: &Errors) -> f64 {
    let typed = settings.days.trim().parse().ok().filter(|days| *days > 0.0);
    typed.or(errors.days).unwrap_or(7.0)
}

/// Some rules, ready for events, with those of CODEOWNERS or without, as it is chosen.
pub fn event_rules(rules: &[Rule], settings: &SimulationSettings) -> EventRules {
    let counts = |rule: &&Rule| !settings.without_codeowners || rule.source == Source::Rules;
    EventRules::new(rules.iter().filter(counts).cloned().collect::<Vec<Rule>>())
}

/// What was understood of the error.
pub fn report(text: &str, errors: &Errors, revision: u32) -> InputReport {
    let frames = errors.cases.iter().map(|case| case.event.frames.len() as u32).sum();
    let holds = match &errors.cases[..] {
        [] => String::new(),
        [one] => format!("{}, {}", one.format, plural(frames, "frame", "frames")),
        many => format!(
            "{}, {}",
            plural(many.len() as u32, "error", "errors"),
            plural(frames, "frame", "frames")
        ),
    };
    InputReport {
        input: Input::Event,
        revision,
        holds,
        consequence: String::new(),
        problem_count: errors.problems.len() as u32,
        problems: problem_reports(text, &errors.problems),
        unmapped: Vec::new(),
    }
}

/// How many errors are invented.
const INVENTED: usize = 200;

fn invented(tree: &Tree, seed: u64) -> Errors {
    let events = invent(tree, seed, INVENTED).into_iter().map(|it| it.counted).collect();
    counted(Batch { events, ..Batch::default() })
}

/// Errors invented from a tree, to show what there is to see.
pub fn sample(tree: &Tree) -> Errors {
    invented(tree, 1)
}

/// How the SDK is set up.
fn options(settings: &SimulationSettings) -> trace::Options {
    let list = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    let root = settings.project_root.trim().trim_end_matches('/');
    trace::Options {
        in_app_include: list(&settings.in_app_include),
        in_app_exclude: list(&settings.in_app_exclude),
        project_root: (!root.is_empty()).then(|| root.to_owned()),
        ..trace::Options::default()
    }
}

fn traces(text: &str, options: &trace::Options) -> Errors {
    let parsed = trace::parse(text, options);
    let cases: Vec<Case> = parsed.traces.iter().map(of_trace).collect();
    let counted = cases.iter().zip(&parsed.traces).map(|(case, trace)| Counted {
        title: case.title.clone(),
        project: None,
        event: case.event.clone(),
        count: 1,
        basis: if case.event.frames.is_empty() { Basis::Nothing } else { Basis::Event },
        span: trace.span,
    });
    Errors { counted: counted.collect(), cases, problems: parsed.problems, days: None }
}

fn of_trace(trace: &Trace) -> Case {
    let title = |exception: &Exception| {
        let parts = [exception.ty.as_deref(), exception.value.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().filter(|it| !it.is_empty()).collect();
        if parts.is_empty() { "stack trace".to_owned() } else { shortened(&parts.join(": ")) }
    };
    let notes = trace.frames().map(|(_, frame)| {
        let mut notes = Vec::new();
        match frame.code {
            trace::Code::Source => {}
            trace::Code::Native => notes.push("code of the runtime".to_owned()),
            trace::Code::Minified => {
                notes.push("minified: its path is not the repository’s".to_owned());
            }
        }
        if frame.repeated > 0 {
            notes.push(format!("{} more", plural(frame.repeated, "call", "calls")));
        }
        (!notes.is_empty()).then(|| notes.join(", "))
    });
    Case {
        title: trace.exceptions.last().map(title).unwrap_or_default(),
        format: trace.format.to_owned(),
        event: trace.event(),
        parts: trace.exceptions.iter().map(|it| (title(it), it.frames.len())).collect(),
        notes: notes.collect(),
    }
}

/// Events or rows of a table, with their counts.
fn counted(batch: Batch) -> Errors {
    let case = |counted: &Counted| Case {
        title: shortened(&counted.title),
        format: "event".to_owned(),
        parts: vec![(String::new(), counted.event.frames.len())],
        notes: Vec::new(),
        event: counted.event.clone(),
    };
    Errors {
        cases: batch.events.iter().map(case).collect(),
        problems: batch.problems,
        days: batch.days,
        counted: batch.events,
    }
}

/// Whether a text may be a table: its first line has several cells.
fn may_be_table(text: &str) -> bool {
    text.trim_start().lines().next().is_some_and(|line| line.contains([',', ';', '\t']))
}

/// How many characters of a title are shown.
const TITLE: usize = 120;

fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(TITLE) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}
