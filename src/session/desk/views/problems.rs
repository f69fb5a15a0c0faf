use crate::codes::Page;
use crate::session::commands::{Command, RoutingCommand, SimulationCommand};
use crate::session::desk::kinds::Kind;
use crate::session::desk::{Mends, Weighed};
use crate::session::draw::{button, command, details, el, paragraph, prose, text};
use crate::session::parts::RoutingInput;
use crate::session::protocol::{Attribute, Input, Intent, Node, ProblemReport};
use crate::text::numbers::count;

/// How many problems are listed; the editor shows all of them at their places.
const MOST: usize = 100;

/// Up to so many of a kind are listed one by one.
const FEW: u32 = 3;

/// What is known of the problems of an input besides those listed.
#[derive(Clone, Copy, Default)]
pub struct Context<'a> {
    /// How many there are.
    pub all: u32,
    /// Of which kinds; none if they are few anyway.
    pub kinds: &'a [Kind],
    /// The number of the one whose code is explained, and the code's page.
    pub explained: Option<(usize, &'static Page)>,
    /// The fix that takes files from somebody, and is made when the user says so.
    pub weighed: Option<&'a Weighed>,
}

/// Problems of an input as a list: each leads to its line, explains itself, and may bring
/// a fix. Of a kind with more than a few, one stands for all, and all can be mended at once.
pub fn draw(input: Input, problems: &[ProblemReport], context: &Context<'_>) -> Option<Node> {
    if problems.is_empty() {
        return None;
    }
    let many = |code: &str| context.kinds.iter().find(|it| it.code == code && it.count > FEW);
    let mut told = 0;
    let mut items = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for (at, it) in problems.iter().enumerate() {
        if seen.contains(&it.code.as_str()) {
            continue;
        }
        let kind = many(&it.code);
        if let Some(kind) = kind {
            seen.push(&it.code);
            told += kind.count;
        } else if items.len() < MOST {
            told += 1;
        } else {
            continue;
        }
        let others = kind.map(|kind| others(input, at, problems, kind, context));
        items.push(problem(input, at, it, context, others.into_iter().flatten()));
    }
    let mut body = vec![el("ul", "", items)];
    let more = context.all.saturating_sub(told);
    if more > 0 {
        let words = format!("{} more; the gravest are marked in the text above.", count(more));
        body.push(paragraph("soft", &words));
    }
    Some(el("div", "problems", body).keyed("problems"))
}

/// What follows the first of many: how many there are, how to mend all, and the others.
fn others(
    input: Input,
    first: usize,
    problems: &[ProblemReport],
    kind: &Kind,
    context: &Context<'_>,
) -> Vec<Node> {
    let mut body = Vec::new();
    let all = context.weighed.filter(|it| it.mends == Mends::All(kind.code.to_owned()));
    match (RoutingInput::of(input), all) {
        (Some(input), Some(weighed)) => body.push(ask(input, weighed)),
        (Some(input), None) if kind.mended > 1 => {
            let words = format!("Fix all {}", count(kind.mended));
            let mend = RoutingCommand::MendKind(input, kind.code.to_owned());
            body.push(button("fix", words, mend.intent()).keyed("all"));
        }
        (Some(_) | None, _) => {}
    }
    let same = problems.iter().enumerate().skip(first + 1).filter(|(_, it)| it.code == kind.code);
    let mut listed = 1;
    let items: Vec<Node> = same
        .take(MOST)
        .map(|(at, it)| {
            listed += 1;
            problem(input, at, it, context, [])
        })
        .collect();
    let mut list = vec![el("ul", "", items)];
    if kind.count > listed {
        let words = format!("{} more, below in the text.", count(kind.count - listed));
        list.push(paragraph("soft", &words));
    }
    let summary = format!("{} more like this", count(kind.count - 1));
    body.push(details(kind.code, &summary, list));
    body
}

/// What a fix would take from somebody, and whether it is to be made.
fn ask(input: RoutingInput, weighed: &Weighed) -> Node {
    let leave = command("plain", "Leave it", RoutingCommand::LeaveIt(input));
    let at_once = Intent::Edit(input.into(), weighed.fix.clone());
    let ask = [text(format!("{} ", weighed.moves)), button("fix", "Do it", at_once), leave];
    el("p", "warning", ask).with(Attribute::Role, "status").keyed("ask")
}

fn problem(
    input: Input,
    at: usize,
    problem: &ProblemReport,
    context: &Context<'_>,
    after: impl IntoIterator<Item = Node>,
) -> Node {
    let explained = context.explained.filter(|it| it.0 == at).map(|it| it.1);
    let weighed = context.weighed.filter(|it| it.mends == Mends::One(at));
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
        match (RoutingInput::of(input), weighed) {
            (Some(input), Some(weighed)) => body.push(ask(input, weighed)),
            (of, _) => {
                let at_once = || Intent::Edit(input, fix.clone());
                let intent = of.map_or_else(at_once, |of| RoutingCommand::Mend(of, at).intent());
                let fix_it = button("fix", "", intent);
                body.push(Node { children: prose(&fix.title), ..fix_it });
            }
        }
    }
    body.extend(after);
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
