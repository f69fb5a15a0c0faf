use crate::codes;
use crate::document::SimulationSettings;
use crate::session::commands::SimulationCommand;
use crate::session::desk::views::{Context, problems};
use crate::session::draw::{details, el, field, paragraph};
use crate::session::later::event::{self, Errors};
use crate::session::protocol::{Input, Node};

/// What stands under the error: what is wrong with it, and how the SDK is set up. `explained`
/// is the number of the problem whose code is explained.
pub fn draw(
    text: &str,
    errors: &Errors,
    settings: &SimulationSettings,
    explained: Option<usize>,
) -> Vec<Node> {
    let report = event::report(text, errors, 0);
    let mut body = if text.trim().is_empty() { nothing() } else { set_up(settings) };
    let explained =
        explained.and_then(|at| Some((at, codes::find(&report.problems.get(at)?.code)?)));
    body.extend(problems(
        Input::Event,
        &report.problems,
        &Context { all: report.problem_count, explained, ..Context::default() },
    ));
    body
}

fn nothing() -> Vec<Node> {
    let words = "A stack trace as a program prints it, also out of the middle of a log; or a Sentry \
         event as JSON.";
    vec![paragraph("soft", words)]
}

fn set_up(settings: &SimulationSettings) -> Vec<Node> {
    let (include, exclude) = (&settings.in_app_include, &settings.in_app_exclude);
    let fields = [
        field("Runs in", &settings.project_root, "/app", SimulationCommand::ProjectRoot),
        field("In-app prefixes", include, "com.acme", SimulationCommand::InAppInclude),
        field("Not in-app", exclude, "com.acme.vendor", SimulationCommand::InAppExclude),
    ];
    let note = "As the SDK would be set up; prefixes are space-separated.";
    let body = [paragraph("soft", note), el("div", "fields", fields)];
    vec![details("sdk", "How the SDK is set up", body)]
}
