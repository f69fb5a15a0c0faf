//! Invented errors, to try rules before there are any real ones.
//!
//! From the file tree alone, [`invent`] makes stack traces that look like those of
//! the repository: a handler is called first (`api/`, `controllers/`, `cmd/`), then
//! code near it, and shared code last (`lib/`, `utils/`), where the error is raised.
//! Few errors come often and many come seldom, as everywhere.
//!
//! ```
//! use sentry_general::trace::synthetic::invent;
//! use sentry_general::tree::{Paths, Tree};
//!
//! let paths = ["web/api/cart.py", "web/lib/money.py"].into_iter().collect::<Paths>();
//! let errors = invent(&Tree::new(paths), 1, 20);
//! assert_eq!(errors.len(), 20);
//! assert!(errors[0].counted.title.starts_with("Invented: "));
//! assert!(errors[0].text.contains("web/api/cart.py"));
//! ```
//!
//! One seed gives the same errors for the same tree, everywhere and for good: the
//! generator is our own, and nothing else is asked.
//!
//! # Not modelled
//! Who calls whom: no file is read. Tests, dependencies, generated files and what is
//! no code of a known language raise no errors.

mod chance;
mod files;
mod languages;

use super::batch::{Basis, Counted};
use super::{Event, Field, Frame, FrameSource, InApp};
use crate::text::Span;
use crate::tree::Tree;
use chance::Chance;
use files::{Files, Role, Source};
use languages::{Call, Language};

/// An error that nobody ever had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invented {
    /// The event with a count, as [`crate::routing::load()`] takes it. Its title says
    /// that it is invented, and so does the tag `invented`. Its span is empty.
    pub counted: Counted,
    /// The stack trace, as the runtime would print it.
    pub text: String,
}

/// Invents errors for a tree. Linear in the files, then in the errors; none if
/// there is no code in the tree.
#[must_use]
pub fn invent(tree: &Tree, seed: u64, errors: usize) -> Vec<Invented> {
    let files = Files::of(tree);
    let mut chance = Chance::new(seed);
    if files.is_empty() {
        return Vec::new();
    }
    (0..errors).map(|_| one(&files, &mut chance)).collect()
}

fn one(files: &Files, chance: &mut Chance) -> Invented {
    let start = files.start(chance);
    let language = start.language;
    let mut calls = vec![language.library_call()];
    for (at, source) in stack(files, start, chance).into_iter().enumerate() {
        calls.push(call(source, at, chance));
    }
    let (ty, message) = language.errors[chance.below(language.errors.len())];
    let title = format!("Invented: {ty}: {message}");
    let text = language.render(&calls, ty, &format!("{message} (invented)"));
    let frames = calls.iter().map(|call| frame(language, call)).collect();
    let event = Event {
        frames,
        source: FrameSource::Exceptions,
        tags: vec![Field { key: "invented".into(), value: "true".into() }],
        sdk: language.sdk.map(str::to_owned),
        ..Event::default()
    };
    let counted = Counted {
        title,
        project: None,
        event: event.with_platform(language.platform),
        count: chance.heavy_tail(),
        basis: Basis::Event,
        span: Span::default(),
    };
    Invented { counted, text }
}

/// The files of a stack, oldest call first: the start, code near it, shared code.
fn stack<'t, 'f>(
    files: &'f Files<'t>,
    start: &'f Source<'t>,
    chance: &mut Chance,
) -> Vec<&'f Source<'t>> {
    let mut stack = vec![start];
    for (role, most) in [(Role::Other, 3), (Role::Shared, 2)] {
        for _ in 0..chance.below(most + 1) {
            let near = files.near(start, role, chance);
            // A file may call itself; it does not do so three times.
            stack.extend(
                near.filter(|near| stack.iter().filter(|one| one.path == near.path).count() < 2),
            );
        }
    }
    stack
}

fn call<'t>(source: &Source<'t>, at: usize, chance: &mut Chance) -> Call<'t> {
    const FIRST: [&str; 4] = ["handle", "run", "show", "create"];
    const LATER: [&str; 8] = ["load", "save", "find", "parse", "check", "update", "send", "sum"];
    let verbs: &[&str] = if at == 0 { &FIRST } else { &LATER };
    Call {
        path: source.path,
        function: source.language.function(verbs[chance.below(verbs.len())], source.path),
        line: 3 + chance.below(240) as u32,
        library: false,
    }
}

/// A call as the SDK sends it, with paths as in the repository.
fn frame(language: &Language, call: &Call) -> Frame {
    let module = language.module(call.path);
    let name = call.path.rsplit('/').next().unwrap_or(call.path);
    let filename = if language.names_files_only() { name } else { call.path };
    let abs_path = match (language.names_files_only(), call.library) {
        (true, _) => name.to_owned(),
        (false, true) => format!("{}{}", language.library_root, call.path),
        (false, false) => format!("/app/{}", call.path),
    };
    Frame {
        filename: Some(filename.to_owned()),
        abs_path: Some(abs_path),
        module,
        function: Some(call.function.clone()),
        line: Some(call.line),
        in_app: if call.library { InApp::No } else { language.own_in_app() },
        ..Frame::default()
    }
}
