use crate::codes::Page;
use crate::session::commands::{Command, RoutingCommand, SimulationCommand};
use crate::session::draw::{button, command, el, paragraph, prose, text};
use crate::session::parts::RoutingInput;
use crate::session::protocol::{Attribute, Input, Intent, Node, ProblemReport};
use crate::text::numbers::count;

/// How many problems are listed; the editor shows all of them at their places.
const MOST: usize = 100;

/// Problems of an input as a list: each leads to its line, explains itself, and may bring
/// a fix. `explained` is the number of the one whose code is explained, and the code's page; `weighed` that of the one whose fix
/// takes files from somebody, and is made when the user says so.
pub fn draw(
    input: Input,
    problems: &[ProblemReport],
    all: u32,
    explained: Option<(usize, &'static Page)>,
    weighed: Option<(usize, &str)>,
) -> Option<Node> {
    if problems.is_empty() {
        return None;
    }
    let shown = problems.iter().take(MOST).enumerate();
    let items = shown.map(|(at, it)| {
        let weighed = weighed.filter(|it| it.0 == at).map(|it| it.1);
        let explained = explained.filter(|it| it.0 == at).map(|it| it.1);
        problem(input, at, it, explained, weighed)
    });
    let mut body = vec![el("ul", "", items)];
    let more = all.saturating_sub(problems.len().min(MOST) as u32);
    if more > 0 {
        let words = format!("{} more; the gravest are marked in the text above.", count(more));
        body.push(paragraph("soft", &words));
    }
    Some(el("div", "problems", body).keyed("problems"))
}

fn problem(
    input: Input,
    at: usize,
    problem: &ProblemReport,
    explained: Option<&Page>,
    weighed: Option<&str>,
) -> Node {
    let severity = ["error", "warning", "info"][usize::from(problem.severity.min(2))];
    let line = problem.line;
    let place = if line == 0 { "text".to_owned() } else { format!("line {line}") };
    let place = button("place", place, Intent::GoTo(input, line))
        .with(Attribute::Label, format!("{severity} on line {line}: go there"))
        .with_if(Attribute::Disabled, line == 0);
    let mut body = vec![paragraph("message", &problem.message)];
    body.extend(problem.hint.as_deref().map(|hint| paragraph("hint", hint)));
    body.extend(
        problem.sentry.as_deref().map(|answer| {
            el("p", "sentry", [text("Sentry answers: "), el("q", "", []).says(answer)])
        }),
    );
    let look_up: Command = match RoutingInput::of(input) {
        Some(input) => RoutingCommand::LookUp(input, at).into(),
        None => SimulationCommand::LookUp(at).into(),
    };
    let look = command("plain", "What is this?", look_up);
    body.push(look.with(Attribute::Expanded, explained.is_some().to_string()));
    body.extend(explained.map(code_page));
    if let Some(fix) = &problem.fix {
        let at_once = Intent::Edit(input, fix.clone());
        match (RoutingInput::of(input), weighed) {
            (Some(input), Some(words)) => {
                let leave = command("plain", "Leave it", RoutingCommand::LeaveIt(input));
                let ask = [text(format!("{words} ")), button("fix", "Do it", at_once), leave];
                body.push(el("p", "warning", ask).with(Attribute::Role, "status").keyed("ask"));
            }
            (of, None) | (of, Some(_)) => {
                let intent = of.map_or(at_once, |of| RoutingCommand::Mend(of, at).intent());
                let fix_it = button("fix", "", intent);
                body.push(Node { children: prose(&fix.title), ..fix_it });
            }
        }
    }
    el("li", &format!("problem {severity}"), [place, el("div", "", body)])
}

/// What a code means, with an example of it and the same mended.
fn code_page(page: &Page) -> Node {
    let example = |text: &str| el("pre", "", []).says(text);
    let body = [
        paragraph("", page.title),
        paragraph("", page.why),
        paragraph("", page.fix),
        paragraph("soft", "Shows it:"),
        example(page.bad.text),
        paragraph("soft", "Mended:"),
        example(page.good.text),
        paragraph("soft", page.code),
    ];
    el("div", "code-page", body)
}
