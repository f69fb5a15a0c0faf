//! The platform of a component.

mod decided;
mod lambda;
mod written;

pub use self::lambda::as_lambda;
pub use self::written::files_of;

use super::super::evidence::Evidence;
use super::super::platform::{Platform, Surface};
use super::super::table::LIMITS;
use super::candidate::{Candidate, Signal};
use super::scripts::{is_around_pages, is_module_of_the_whole, is_nest};

/// A slug of Sentry's, and whether something decides it.
type Choice = (&'static str, bool);

/// The platform, and whether something decides it.
///
/// What decides is the heaviest signal that says so; then, of JavaScript, the kind of its
/// components and where it starts; then the language of the manifest or of most files.
#[must_use]
pub fn choose(candidate: &Candidate, evidence: &Evidence) -> Choice {
    // A window's shell is written in Rust, whatever its pages are written with.
    if candidate.is_shell() {
        return ("rust", true);
    }
    let signals = Deciding::new(candidate, evidence);
    if signals.of_nest {
        return ("node-nestjs", true);
    }
    signals
        .server_around_pages()
        .or_else(|| signals.heaviest())
        .or_else(|| lambda::of_functions(candidate, evidence))
        .unwrap_or_else(|| written::by_language(candidate, evidence, signals.of_server))
}

/// What is known of a candidate's platform by the signals that decide one.
struct Deciding<'a> {
    candidate: &'a Candidate,
    evidence: &'a Evidence<'a>,
    /// The heaviest first.
    signals: Vec<&'a Signal>,
    /// Most of it is a server's, by manifest and sources.
    of_server: bool,
    /// It is a server around pages of its own.
    around_pages: bool,
    /// It is NestJS, by more than the name of a module, and nothing heavier speaks.
    of_nest: bool,
}

/// Instantiation
impl<'a> Deciding<'a> {
    fn new(candidate: &'a Candidate, evidence: &'a Evidence<'a>) -> Self {
        let of_server = holds_more_of_a_server(candidate);
        let around_pages = is_around_pages(candidate, evidence);
        let mut signals: Vec<&Signal> = candidate
            .signals
            .iter()
            .filter(|signal| signal.decides_platform && signal.platform.is_some())
            // What the pages of a server's code base need is no reason to take that for a front end.
            .filter(|signal| {
                !(of_server || around_pages)
                    || signal.precedence >= PAGES
                    || surface(signal) != Some(Surface::Browser)
            })
            .collect();
        // Angular and NestJS alike call the module of the whole `app.module.ts`: where NestJS is told by something else,
        // that module tells of no platform.
        let known = signals.len();
        if is_nest(candidate, evidence) {
            signals.retain(|signal| !is_module_of_the_whole(signal));
        }
        let of_nest =
            signals.len() < known && signals.iter().all(|signal| signal.precedence < PAGES);
        signals.sort_by(|a, b| b.precedence.cmp(&a.precedence).then_with(|| a.path.cmp(&b.path)));
        Self { candidate, evidence, signals, of_server, around_pages, of_nest }
    }
}

fn surface(signal: &Signal) -> Option<Surface> {
    signal.platform.and_then(Platform::find).map(|platform| platform.surface)
}

/// Below this, a platform is that of a library for pages which a manifest names.
const PAGES: u8 = 30;

/// Of a server with pages, at least one source file in so many is the server's.
const SERVER_SHARE: u32 = 10;

/// Whether there is a manifest of a server's language, and about as much of that as of scripts, or
/// enough of it that the pages are those of a server.
fn holds_more_of_a_server(candidate: &Candidate) -> bool {
    let own = &candidate.own;
    ["php", "python", "ruby", "go", "java", "elixir", "rust", "dotnet"].into_iter().any(
        |language| {
            let files = files_of(language, own);
            candidate.is_manifest_of(language)
                && (files * 2 > own.scripts()
                    || files >= LIMITS.small && files * SERVER_SHARE > own.scripts())
        },
    )
}
