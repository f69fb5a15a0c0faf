//! Hosted or self-hosted: questions, what their answers say, and what servers take.

use super::items::source;
use crate::organization::Organization;
use crate::playbook::Choice;
use crate::playbook::self_hosting::facts::{self, Fact};
use crate::playbook::self_hosting::machine::{self, Profile, Standing};
use crate::playbook::self_hosting::{
    self, Choice as Typed, Question, Said, Weighed, Weight, decide, upgrade, version,
};
use crate::session::commands::PlaybookCommand;
use crate::session::draw::{
    choice, code, details, el, field, paragraph, prose, strong, table, text,
};
use crate::session::protocol::Node;
use crate::text::Problem;

/// The tool of the chapter.
pub fn draw(organization: &Organization) -> Vec<Node> {
    let choices = &organization.choices.hosting;
    let heading = |words: &str| el("h3", "", []).says(words).keyed(words);
    let decision = decide(choices);
    let answered = format!("{} of {} answered. ", decision.answered, Question::ALL.len());
    let mut verdict = vec![text(answered)];
    verdict.extend(prose(&decision.verdict));
    let mut body = vec![
        heading("Service, or servers of your own"),
        questions(choices).keyed("questions"),
        el("p", "lead", verdict).keyed("verdict"),
    ];
    if decision.answered > 0 {
        let ways = decision.ways.iter().enumerate();
        let ways = ways.map(|(at, way)| draw_way(way, at == 0 && !way.is_ruled_out));
        body.push(el("ul", "ways", ways).keyed("ways"));
        let words = "Each weight is ours, from 1 to 3, and no more than an order in which to read \
                     the reasons. What rules a way out is not weighed.";
        body.push(paragraph("soft", words).keyed("weights"));
    }
    body.push(list("regions", "Where data lies with the service", &facts::REGIONS));
    body.push(heading("A machine for it"));
    body.extend(machine(choices));
    body.push(heading("From your version to the newest"));
    body.extend(upgrading(choices));
    body.push(list("relocation", "Moving to the service", &facts::RELOCATION));
    body
}

fn command(what: Typed) -> PlaybookCommand {
    PlaybookCommand::Choose(Choice::Hosting(what))
}

fn questions(choices: &self_hosting::Choices) -> Node {
    let question = |question: Question| {
        let answers = question.answers().iter().map(|it| (it.id, it.label));
        let options: Vec<_> = std::iter::once(("", "not answered")).chain(answers).collect();
        let chosen = choices.answers.get(&question).map_or("", String::as_str);
        choice(question.words(), &options, chosen, command(Typed::Answer(question)))
    };
    el("div", "fields", Question::ALL.into_iter().map(question))
}

fn draw_way(way: &Weighed, is_best: bool) -> Node {
    let (class, verdict) = match (way.is_ruled_out, is_best) {
        (true, _) => ("way out", "ruled out".to_owned()),
        (false, true) => ("way best", format!("first: {:+}", way.sum)),
        (false, false) => ("way", format!("{:+}", way.sum)),
    };
    let mut name = way.way.words().to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let head = el("p", "head", [strong(name), el("span", "verdict", []).says(verdict)]);
    let mut body = vec![head];
    match way.said.is_empty() {
        true => body.push(paragraph("soft", "No answer says anything for or against it.")),
        false => body.push(el("ul", "said", way.said.iter().map(said))),
    }
    el("li", class, body).keyed(way.way.words())
}

fn said(said: &Said) -> Node {
    let weight = match said.weight {
        Weight::RulesOut => "rules it out".to_owned(),
        Weight::For(weight) => format!("for, +{weight}"),
        Weight::Against(weight) => format!("against, −{weight}"),
    };
    let answer = format!("{} {}.", said.question.words(), said.answer);
    let reason =
        [el("p", "", prose(said.reason)), el("p", "soft", [text(answer)]), source(said.source)];
    el("li", "", [el("span", "", []).says(weight), el("div", "", reason)])
}

/// Facts, each with its page.
fn list(key: &str, title: &str, facts: &[Fact]) -> Node {
    let rows = facts.iter().flat_map(|fact| {
        let words = [el("p", "", prose(fact.text)), source(fact.source)];
        [el("dt", "", []).says(fact.what), el("dd", "", words)]
    });
    details(key, title, [el("dl", "facts", rows)])
}

fn machine(choices: &self_hosting::Choices) -> Vec<Node> {
    let profiles = [("feature-complete", "everything"), ("errors-only", "errors only")];
    let fields = [
        choice("What runs", &profiles, choices.profile.id(), command(Typed::Profile)),
        field("Processors", &choices.processors, "4", command(Typed::Processors)),
        field("Memory, GB", &choices.memory, "16", command(Typed::Memory)),
        field("Swap, GB", &choices.swap, "16", command(Typed::Swap)),
        field("Free disk, GB", &choices.disk, "20", command(Typed::Disk)),
    ];
    let (checks, problems) = machine::check(choices);
    let rows = checks.iter().map(|check| {
        let class = match check.standing {
            Standing::Refused | Standing::BelowLeast => "nobody",
            Standing::BelowAdvice | Standing::Enough | Standing::Unknown => "",
        };
        let standing = el("span", class, []).says(check.standing.words());
        let has = check.has.clone().unwrap_or_else(|| "–".to_owned());
        vec![
            vec![text(check.what)],
            vec![text(has)],
            vec![text(check.needed.as_str())],
            vec![standing],
            vec![source(check.source)],
        ]
    });
    let table = table("machine", &["", "#You have", "Needed", "So", "By"], rows.collect());
    let mut missing = facts::MISSING.to_vec();
    if choices.profile == Profile::ErrorsOnly {
        missing.insert(0, facts::MISSING_WITH_ERRORS_ONLY);
    }
    let mut body = vec![el("div", "fields", fields).keyed("machine")];
    body.extend(wrong(problems.iter().map(|(_, problem)| problem)));
    body.extend([
        table.keyed("checks"),
        paragraph("soft", &format!("The installer also wants {}", machine::ALSO)).keyed("also"),
        list("missing", "What it lacks", &missing),
    ]);
    body
}

fn upgrading(choices: &self_hosting::Choices) -> Vec<Node> {
    let typed = &choices.version;
    let field = field("The version you have", typed, "24.1.0", command(Typed::Version));
    let mut body = vec![el("div", "fields", [field]).keyed("version")];
    if typed.is_empty() {
        let words = format!("As of {}. Type your version to see each stop.", upgrade::NEWEST);
        body.push(paragraph("soft", &words).keyed("way"));
        return body;
    }
    let from = match version::read(typed) {
        Ok(from) => from,
        Err(problem) => {
            if let Some(span) = problem.span.filter(|span| span.start < span.end) {
                let place = [text("At "), code(&typed[span.range()]), text(":")];
                body.push(el("p", "", place).keyed("place"));
            }
            body.extend(wrong([&*problem]));
            return body;
        }
    };
    let path = upgrade::path(from);
    let words = match (path.is_beyond, path.stops.len()) {
        (true, _) => format!(
            "{from} is newer than {}, the newest that is known here: look at the page for later stops.",
            upgrade::NEWEST
        ),
        (false, 0) => format!("{from} is the newest that is known here."),
        (false, 1) => format!("One step from {from}, as of {}:", upgrade::NEWEST),
        (false, steps) => format!("{steps} steps from {from}, as of {}:", upgrade::NEWEST),
    };
    body.push(paragraph("", &words).keyed("way"));
    let stops = path.stops.iter().map(|stop| {
        let kind = if stop.is_hard { ", a hard stop" } else { ", the newest" };
        el("li", "", [code(&stop.version.to_string()), text(kind), source(stop.source)])
    });
    body.push(el("ol", "path-up", stops).keyed("stops"));
    let notes = path.notes.iter().chain([&path.cli]);
    let notes =
        notes.map(|note| el("li", "", [el("p", "", prose(note.text)), source(note.source)]));
    body.push(el("ul", "guards", notes).keyed("notes"));
    body
}

/// What is wrong with what was typed.
fn wrong<'p>(problems: impl IntoIterator<Item = &'p Problem>) -> Option<Node> {
    let item = |problem: &Problem| {
        let mut body = vec![paragraph("message", &problem.message)];
        body.extend(problem.hint.as_deref().map(|hint| paragraph("hint", hint)));
        el("li", "problem error", [el("div", "", body)])
    };
    let items: Vec<Node> = problems.into_iter().map(item).collect();
    (!items.is_empty()).then(|| el("ul", "problems", items).keyed("wrong"))
}
