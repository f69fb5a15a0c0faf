use super::codeowners::{Codeowners, all_mappings, all_rules};
use super::routed::take_paths;
use super::{Mapping, Problem, Rule, TreeInput};
use crate::ownership::{Directory, Owner};
use crate::routing::{
    self, AutoAssign, Category, EventRules, Evidence, Fallthrough, Miss, RuleId, Settings,
    SourceFiles, Standing,
};
use crate::text;
use crate::trace::{self, Event, InApp};
use crate::tree::{PathId, Paths};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// What is simulated, but for the tree.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct SimulateRequest {
    /// Ownership rules.
    pub rules: Option<String>,
    /// A CODEOWNERS file.
    pub codeowners: Option<Codeowners>,
    /// Code mappings: through them frames are found in the tree.
    pub mappings: Option<Vec<Mapping>>,
    /// The platform, where the event names none.
    pub platform: Option<String>,
    /// A Sentry event, as Sentry stores it: what an SDK sends is completed on receipt, and read as `trace`.
    pub event: Option<Value>,
    /// The text of a stack trace, instead of an event. Of several errors in it, the
    /// first counts.
    pub trace: Option<String>,
    /// With a trace: prefixes that are the application's own.
    pub in_app_include: Vec<String>,
    /// With a trace: prefixes that are not.
    pub in_app_exclude: Vec<String>,
    /// With a trace: the folder that the application runs in.
    pub project_root: Option<String>,
    /// Frames, by their places in the answer, that are made in-app or not by hand.
    pub in_app: BTreeMap<usize, bool>,
    /// The project's setting for automatic assignment.
    pub assignment: AutoAssign,
    /// Whom an alert goes to when there are no owners.
    pub fallthrough: Fallthrough,
    /// The committers of suspect commits, the most suspect first: `#team` or an
    /// address.
    pub suspects: Vec<String>,
}

/// What becomes of an event.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Simulation {
    /// The platform; `other` if none is known.
    pub platform: String,
    /// The frames that count, oldest first.
    pub frames: Vec<Frame>,
    /// Code mappings that would lead the frames to the files found.
    pub proposed_mappings: Vec<ProposedMapping>,
    /// Every matching rule, the winner first.
    pub matches: Vec<MatchedRule>,
    /// Rules that do not match and why, the nearest first; at most ten.
    pub misses: Vec<MissedRule>,
    /// Sentry's issue owners.
    pub suggested: Vec<String>,
    /// Who gets the issue.
    pub assignee: Option<String>,
    /// Who gets an alert to issue owners.
    pub notified: Notified,
    /// Why, one sentence a step.
    pub steps: Vec<String>,
    /// What is wrong with the inputs, and what is odd about the answer.
    pub problems: Vec<Problem>,
}

/// A frame.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Frame {
    /// The path as the SDK reports it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
    /// The path on the machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub abs_path: Option<String>,
    /// The module.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// The function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    /// The line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Whether it is of the application's own code, if that is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_app: Option<bool>,
    /// The path that Sentry makes up on some platforms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub munged: Option<String>,
    /// The file of the tree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_path: Option<String>,
    /// Where the file is not certain: those that it may be, the likeliest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
    /// The library or app bundle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub package: Option<String>,
    /// Whether it is code of the runtime or the machine.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub native: bool,
    /// Whether its file and names are those of minified code.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub minified: bool,
    /// How often the same call was left out of the text.
    #[serde(skip_serializing_if = "is_zero")]
    pub repeated: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// A code mapping that was made of frames and their files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProposedMapping {
    /// What paths of frames start with.
    pub stack_root: String,
    /// What paths of the repository start with instead.
    pub source_root: String,
    /// The frames it leads to their files, as places in the list of frames.
    pub frames: Vec<usize>,
}

/// A rule that matches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MatchedRule {
    /// The rule.
    #[serde(flatten)]
    pub rule: Rule,
    /// The frames that it matches, as places in the list of frames; none for
    /// rules on URLs and tags.
    pub frames: Vec<usize>,
    /// `won`, `suggested` (its owners are suggested after the winner's), `overridden`, or
    /// `passed-over` for want of somebody who can own issues.
    pub verdict: &'static str,
}

/// A rule that does not match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissedRule {
    /// The rule.
    #[serde(flatten)]
    pub rule: Rule,
    /// Why not, as a stable name such as `not-in-app`.
    pub reason: &'static str,
    /// Why not, for a person.
    pub text: String,
}

/// Who gets an alert.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Notified {
    /// They do, if there are any.
    pub owners: Vec<String>,
    /// Else these.
    pub fallthrough: Option<Fallthrough>,
}

/// What becomes of one event. Asks every rule about every frame.
///
/// # Errors
/// If there is no event, or something is asked that can't be done yet; the text
/// names the field.
pub fn simulate(tree: Option<&TreeInput>, request: SimulateRequest) -> Result<Simulation, String> {
    simulate_for(tree, request, &Directory::default())
}

/// The same where it is known who exists.
pub(crate) fn simulate_for(
    tree: Option<&TreeInput>,
    request: SimulateRequest,
    directory: &Directory,
) -> Result<Simulation, String> {
    let mut problems = Vec::new();
    let event = take_event(&request, &mut problems)?;
    let settings = request.settings(&event);
    let rules = request.rules.unwrap_or_default();
    let (rules, found) = all_rules(&rules, request.codeowners.as_ref(), directory);
    problems.extend(found);
    let mappings = all_mappings(request.mappings, request.codeowners.as_ref());
    let paths = tree.map_or_else(Paths::default, |tree| take_paths(tree, &mut problems));
    let rules = EventRules::new(rules);
    let answer = routing::Simulation::new(event, &rules, directory, settings);
    problems.extend(Problem::all(&answer.problems(), ""));
    let files = SourceFiles::new(&paths);
    let frames = &answer.event.frames;
    let links = routing::link(frames, &files, &mappings);
    let frame = |(frame, linked): (&trace::Frame, &routing::Linked)| {
        let path = |id: &PathId| paths.get(*id).to_owned();
        Frame {
            source_path: linked.file.as_ref().map(path),
            candidates: match linked.file {
                Some(_) => Vec::new(),
                None => linked.candidates.iter().map(path).collect(),
            },
            ..Frame::from(frame)
        }
    };
    let proposals = routing::propose(frames, &links, &files, answer.event.platform.as_deref());
    let proposal = |proposal: routing::Proposal| ProposedMapping {
        stack_root: proposal.mapping.stack_root,
        source_root: proposal.mapping.source_root,
        frames: proposal.frames,
    };
    let decision = &answer.decision;
    let notified = decision.notified.iter().map(|notified| notified.owner.to_string());
    Ok(Simulation {
        platform: answer.event.platform.clone().unwrap_or_else(|| "other".to_owned()),
        frames: frames.iter().zip(&links).map(frame).collect(),
        proposed_mappings: proposals.into_iter().map(proposal).collect(),
        matches: matched(&answer),
        misses: missed(&answer),
        suggested: answer.suggested(),
        assignee: decision.assignee.as_ref().map(|assignee| assignee.owner.to_string()),
        notified: Notified { owners: notified.collect(), fallthrough: decision.fallthrough },
        steps: answer.steps(),
        problems,
    })
}

fn matched(answer: &routing::Simulation<'_>) -> Vec<MatchedRule> {
    let matched = |(rule, evidence): &(RuleId, Evidence)| MatchedRule {
        rule: answer.rule(*rule).into(),
        frames: evidence.frames(),
        verdict: match answer.standing(*rule) {
            Standing::Won => "won",
            Standing::Suggested => "suggested",
            Standing::Overridden => "overridden",
            Standing::PassedOver => "passed-over",
        },
    };
    answer.matching.iter().map(matched).collect()
}

/// The misses worth telling.
fn missed(answer: &routing::Simulation<'_>) -> Vec<MissedRule> {
    const MOST: usize = 10;
    let missed = |(rule, miss): (RuleId, Miss)| MissedRule {
        rule: answer.rule(rule).into(),
        reason: miss.name(),
        text: answer.miss(&miss),
    };
    answer.misses().into_iter().take(MOST).map(missed).collect()
}

fn take_event(request: &SimulateRequest, problems: &mut Vec<Problem>) -> Result<Event, String> {
    let json = request.event.as_ref().filter(|event| !event.is_null());
    let mut event = match (json, &request.trace) {
        (Some(_), Some(_)) => return Err("trace: give either this or `event`".to_owned()),
        (None, None) => {
            let text = "event: missing; give the JSON of a Sentry event, or the text of a stack \
                        trace as `trace`";
            return Err(text.to_owned());
        }
        (Some(json), None) if !json.is_object() => {
            return Err("event: must be an object".to_owned());
        }
        (Some(json), None) => {
            let read = Event::read(json);
            problems.extend(Problem::all(&read.problems, ""));
            read.event
        }
        (None, Some(text)) => take_trace(text, request, problems),
    };
    for (&at, &own) in &request.in_app {
        let frame =
            event.frames.get_mut(at).ok_or_else(|| format!("inApp: there is no frame {at}"))?;
        frame.in_app = if own { InApp::Yes } else { InApp::No };
    }
    Ok(match (&event.platform, &request.platform) {
        (None, Some(platform)) => event.with_platform(event_platform(platform)),
        _ => event,
    })
}

fn take_trace(text: &str, request: &SimulateRequest, problems: &mut Vec<Problem>) -> Event {
    let options = trace::Options {
        in_app_include: request.in_app_include.clone(),
        in_app_exclude: request.in_app_exclude.clone(),
        project_root: request.project_root.clone(),
        ..trace::Options::default()
    };
    let mut parsed = trace::parse(text, &options);
    if let [_, second, ..] = &parsed.traces[..] {
        let message = format!(
            "The text holds {} errors. The first one counts here; the next starts at the mark.",
            parsed.traces.len()
        );
        let hint = "Paste the other errors alone to see where they go.";
        parsed
            .problems
            .push(text::Problem::info("trace/several", message).at(second.span).hint(hint));
    }
    problems.extend(Problem::all(&parsed.problems, text));
    parsed.traces.first().map(trace::Trace::event).unwrap_or_default()
}

/// The platform that events of a project carry: `python` for `python-django`.
pub(super) fn event_platform(project: &str) -> &str {
    match project {
        "android" | "kotlin" => "java",
        "flutter" => "other",
        "react-native" | "electron" | "capacitor" | "ionic" | "cordova" => "javascript",
        "apple" | "apple-ios" | "apple-macos" => "cocoa",
        project if project.starts_with("dotnet") => "csharp",
        project => project.split('-').next().unwrap_or(project),
    }
}

impl SimulateRequest {
    pub(super) fn settings(&self, event: &Event) -> Settings {
        Settings {
            auto_assign: self.assignment,
            fallthrough: self.fallthrough,
            category: Category::from(&event.kind),
            suspects: self.suspects.iter().map(|it| Owner::named(it)).collect(),
            ..Settings::default()
        }
    }
}

impl From<&trace::Frame> for Frame {
    fn from(frame: &trace::Frame) -> Self {
        Self {
            filename: frame.filename.clone(),
            abs_path: frame.abs_path.clone(),
            module: frame.module.clone(),
            function: frame.function.clone(),
            line: frame.line,
            column: frame.column,
            in_app: match frame.in_app {
                InApp::Missing | InApp::Null => None,
                InApp::Yes => Some(true),
                InApp::No => Some(false),
            },
            munged: frame.munged.clone(),
            package: frame.package.clone(),
            ..Self::default()
        }
    }
}
