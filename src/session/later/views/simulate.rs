mod flow;
mod frames;
mod matched;
mod offer;
mod project;

use super::load;
use crate::document::{Choices, Settings};
use crate::ownership::{Owner, Rule};
use crate::playbook::alerts::{Destination, LEAST};
use crate::projects::Plan;
use crate::routing::{
    AutoAssign, Because, Category, EventRules, Fallthrough, Linked, Role, RuleId,
    Settings as PeopleSettings, Simulation, SourceFiles, link,
};
use crate::session::commands::SimulationCommand;
use crate::session::desk::views::to_input;
use crate::session::desk::{Answer, Inputs, input_of};
use crate::session::draw::{
    choice, code, command, details, el, field, line, owner, paragraph, prose, switch, text,
};
use crate::session::later::event::{self, Case, Errors, event_rules};
use crate::session::protocol::{Attribute, Input, Mark, Node};
use crate::text::Severity;
use crate::trace::Kind;

/// What errors are simulated on.
pub struct On<'s> {
    pub answer: &'s Answer,
    pub inputs: &'s Inputs,
    pub settings: &'s Settings,
    /// What is chosen for the plan: where teams are told.
    pub choices: &'s Choices,
    /// The rules that edits are compared with.
    pub baseline: &'s [Rule],
    /// The rule whose frames are lit up; none for the one that decides.
    pub lit: Option<(Input, u32)>,
    /// The projects that errors arise in.
    pub plan: &'s Plan,
    /// Whether the project's own rules are shown, in the paths of frames.
    pub frames: bool,
}

impl On<'_> {
    /// The rules, ready for events.
    pub fn rules(&self) -> EventRules {
        event_rules(&self.inputs.all_rules(), &self.settings.simulation)
    }

    /// Those that edits are compared with.
    pub fn rules_before(&self) -> EventRules {
        event_rules(self.baseline, &self.settings.simulation)
    }
}

/// From an event to who is told: the view, and the lines that it lights up. `case` is the one
/// of several errors that is looked at; none for all together.
pub fn draw(on: &On<'_>, errors: &Errors, case: Option<usize>) -> (Vec<Node>, Vec<Mark>) {
    let many = errors.cases.len() > 1;
    let chosen = case.filter(|&at| at < errors.cases.len());
    let invented = invented(on, errors);
    if many && chosen.is_none() {
        let which = which(errors, None);
        let load = load::draw(on, errors, which);
        return (invented.into_iter().chain(load).collect(), Vec::new());
    }
    let at = chosen.unwrap_or_default();
    let Some(case) = errors.cases.get(at) else {
        let words = "Paste a stack trace in any language, or the JSON of a Sentry event, under \
             Error: you see its frames as Sentry would store them, the rules they touch, who is \
             assigned, and who is told.";
        let invent = command("", "Invent some from the tree", SimulationCommand::Invent(Some(1)));
        let actions = el("p", "", [to_input("Open Error", Input::Event), text(" "), invent]);
        let sample = event::sample(&on.answer.tree);
        let sample = load::sample(on, &sample);
        return (
            [paragraph("lead", words), actions].into_iter().chain(sample).collect(),
            Vec::new(),
        );
    };
    let settings = people(on.settings, case);
    let directory = on.inputs.directory();
    let files = SourceFiles::new(on.answer.tree.paths());
    let links = links(on.inputs, on.settings, case, at, &files);
    let of = project::find(on, errors, at, case, &links);
    let all = on.rules();
    let own = of.as_ref().filter(|_| on.frames);
    let rules = own.map_or(&all, |of| &of.rules);
    let simulation = Simulation::new(case.event.clone(), rules, &directory, settings);
    let is_own = own.is_some();
    let shown =
        Shown { on, case, at, simulation: &simulation, files: &files, links: &links, is_own };
    let mut body: Vec<Node> = invented.into_iter().collect();
    if many {
        body.push(which(errors, chosen));
    }
    body.push(shown.sentence());
    body.push(shown.told());
    body.extend(shown.told_by_the_plan());
    body.extend(shown.offer());
    body.extend(shown.flow());
    body.extend(project::note(on, case, of.as_ref(), &simulation));
    for problem in simulation.problems() {
        let class = if problem.severity == Severity::Info { "soft" } else { "warning" };
        body.push(paragraph(class, &problem.message));
    }
    body.push(shown.switches());
    body.push(shown.frames());
    body.extend(shown.mappings());
    body.extend(shown.rules());
    let steps = simulation.steps().into_iter().map(|step| el("li", "", prose(&step)));
    let title =
        if is_own { "Step by step, by the lines of the project’s rules" } else { "Step by step" };
    body.push(details("steps", title, [el("ol", "steps", steps)]));
    (body, shown.marks())
}

/// What the decision depends on, as it was chosen.
fn people(settings: &Settings, case: &Case) -> PeopleSettings {
    PeopleSettings {
        auto_assign: settings.simulation.assignment,
        fallthrough: match settings.simulation.fallthrough.as_str() {
            "AllMembers" => Fallthrough::AllMembers,
            "NoOne" => Fallthrough::NoOne,
            _ => Fallthrough::ActiveMembers,
        },
        exclusions: settings.codeowners.exclusions(),
        category: Category::from(&case.event.kind),
        suspects: settings.simulation.suspects.split_whitespace().map(Owner::named).collect(),
    }
}

/// That the errors are nobody's, if they are.
fn invented(on: &On<'_>, errors: &Errors) -> Option<Node> {
    let seed = on.settings.simulation.invented?;
    let typed = !on.inputs.text(Input::Event).trim().is_empty();
    (!typed && !errors.cases.is_empty()).then(|| {
        let words = text(
            "Invented from the names in the tree, to try rules before there are real errors. ",
        );
        let others =
            command("", "Invent others", SimulationCommand::Invent(Some(seed.wrapping_add(1))));
        let none = command("", "No more", SimulationCommand::Invent(None));
        el("div", "warning", [words, others, text(" "), none]).keyed("invented")
    })
}

/// How many errors can be chosen from the list; all are in the table.
const MOST_CASES: usize = 200;

/// Which of several errors is looked at.
fn which(errors: &Errors, chosen: Option<usize>) -> Node {
    let cases = errors.cases.iter().enumerate().take(MOST_CASES);
    let titles: Vec<(String, String)> =
        cases.map(|(at, case)| (at.to_string(), format!("{}. {}", at + 1, case.title))).collect();
    let mut options = vec![("all", "all together")];
    options.extend(titles.iter().map(|(at, title)| (at.as_str(), title.as_str())));
    let label = format!("Of {} errors", errors.cases.len());
    let chosen = chosen.map_or_else(|| "all".to_owned(), |at| at.to_string());
    choice(&label, &options, &chosen, SimulationCommand::Case).keyed(format!("which-{chosen}"))
}

struct Shown<'s> {
    on: &'s On<'s>,
    case: &'s Case,
    /// Its number.
    at: usize,
    simulation: &'s Simulation<'s>,
    files: &'s SourceFiles<'s>,
    /// Per frame, its file in the tree, or what it may be.
    links: &'s [Linked],
    /// Whether the rules are the project's own, which stand in no input.
    is_own: bool,
}

/// The file of each frame, as it was found or chosen.
pub fn links(
    inputs: &Inputs,
    settings: &Settings,
    case: &Case,
    at: usize,
    files: &SourceFiles<'_>,
) -> Vec<Linked> {
    let mut links = link(&case.event.frames, files, &inputs.mappings);
    for (of, frame, path) in &settings.simulation.placed {
        if let Some(linked) = links.get_mut(*frame).filter(|_| *of == at) {
            linked.file = files.find(path);
        }
    }
    links
}

/// The answer
impl Shown<'_> {
    fn named(&self, who: &Owner) -> Node {
        owner(Some(&who.to_string()), self.on.answer.place_of(who))
    }

    fn line(&self, rule: RuleId) -> Node {
        let rule = self.simulation.rule(rule);
        if self.is_own { code(&rule.to_string()) } else { line(input_of(rule.source), rule.line) }
    }

    fn sentence(&self) -> Node {
        let decision = &self.simulation.decision;
        let mut words = vec![code(&self.case.title)];
        match (&decision.assignee, self.simulation.winner()) {
            (Some(assignee), _) => {
                words.extend([text(" is assigned to "), self.named(&assignee.owner)]);
                match assignee.because {
                    Because::SuspectCommit => {
                        words.push(text(", the author of the suspect commit."));
                    }
                    Because::Rule(rule) => {
                        words.extend([text(" because "), self.line(rule)]);
                        words.push(text(match self.simulation.matching.len() {
                            1 => " is the only rule that matches.",
                            _ => " decides.",
                        }));
                    }
                }
            }
            (None, Some(rule)) if !decision.suggestions.is_empty() => {
                words.push(text(" is assigned to nobody, though "));
                words.extend([self.line(rule), text(" matches: ")]);
                words.push(text(match &self.case.event.kind {
                    Kind::Other(_) => "Sentry assigns errors only.",
                    Kind::Error => "automatic assignment is off.",
                }));
            }
            (None, Some(rule)) => {
                words.push(text(" belongs to nobody: "));
                words.extend([self.line(rule), text(" decides, and names no owner.")]);
            }
            (None, None) => words.push(text(" belongs to nobody: no rule matches it.")),
        }
        el("p", "lead", words).with(Attribute::Live, "polite").keyed("sentence")
    }

    fn told(&self) -> Node {
        let decision = &self.simulation.decision;
        let chosen = self.on.settings.simulation.alert.trim();
        let mut words = Vec::new();
        if !chosen.is_empty() {
            words.extend([text("An alert that is sent to "), code(chosen)]);
            words.push(text(" reaches them, whoever owns the issue."));
            return el("p", "", words);
        }
        words.push(text("An alert to issue owners goes to "));
        for (at, notified) in decision.notified.iter().enumerate() {
            words.push(text(if at > 0 { ", and to " } else { "" }));
            words.push(self.named(&notified.owner));
            words.push(text(match notified.role {
                Role::LastOwner if decision.notified.len() > 1 => ", the last owner listed",
                Role::LastOwner => "",
                Role::Assignee => ", who has the issue",
            }));
        }
        words.push(match decision.fallthrough {
            None => text("."),
            Some(Fallthrough::AllMembers) => {
                text("all members of the project’s teams: there are no owners.")
            }
            Some(Fallthrough::ActiveMembers) => {
                text("the recently active members of the project’s teams: there are no owners.")
            }
            Some(Fallthrough::NoOne) => text("nobody: there are no owners."),
        });
        el("p", "", words).keyed("told")
    }

    /// That the plan gives the team that has the issue an alert of its own, if it does.
    fn told_by_the_plan(&self) -> Option<Node> {
        let team = &self.simulation.decision.assignee.as_ref()?.owner;
        let channel = self.on.choices.alerts.channels.get(team.team()?)?;
        let destination = Destination::read(channel).ok()??;
        self.on.choices.has(LEAST).then(|| {
            let words = format!(
                " has an alert of its own: it tells {destination}, and the alert to issue owners is silent."
            );
            let words = [text("In the plan, "), self.named(team), text(words)];
            el("p", "", words).keyed("told-by-the-plan")
        })
    }

    fn switches(&self) -> Node {
        let settings = self.on.settings;
        let modes = [
            ("issue-owner", "to issue owners"),
            ("suspect-commits", "to suspect commits"),
            ("off", "off"),
        ];
        let fallthrough = [
            ("ActiveMembers", "recently active members"),
            ("AllMembers", "all members"),
            ("NoOne", "nobody"),
        ];
        let chosen = settings.simulation.fallthrough.as_str();
        let chosen = if chosen.is_empty() { "ActiveMembers" } else { chosen };
        let mode = settings.simulation.assignment.id();
        let mut fields = vec![
            choice("Assignment", &modes, mode, SimulationCommand::Assignment),
            choice(
                "Alerts without owners go to",
                &fallthrough,
                chosen,
                SimulationCommand::Fallthrough,
            ),
            field(
                "Alerts go to",
                &settings.simulation.alert,
                "issue owners",
                SimulationCommand::Alert,
            ),
        ];
        if settings.simulation.assignment == AutoAssign::SuspectCommits {
            let label = "Committers, most suspect first";
            fields.push(field(
                label,
                &settings.simulation.suspects,
                "jo@acme.io",
                SimulationCommand::Suspects,
            ));
        }
        if !self.on.inputs.import.rules.is_empty() {
            let on = !settings.simulation.without_codeowners;
            fields.push(switch("CODEOWNERS counts", on, SimulationCommand::WithCodeowners));
        }
        el("div", "fields", fields).keyed("switches")
    }
}
