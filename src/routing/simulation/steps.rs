//! The answer in sentences, for a person.

use super::Simulation;
use crate::ownership::{Owner, Source};
use crate::routing::{
    AutoAssign, Because, Category, Evidence, Fallthrough, FrameMatch, LIMIT, Miss, Role, RuleId,
};
use crate::text::numbers::plural;
use crate::trace::{Event, FrameSource, InApp, Kind};
use std::collections::BTreeSet;

/// How many matching rules are told one by one.
const TOLD: usize = 5;

/// How many rules that nearly match are told.
const NEAR: usize = 3;

/// Why somebody gets the event, one sentence a step.
pub(super) fn steps(answer: &Simulation<'_>) -> Vec<String> {
    let mut steps = vec![what_is_read(&answer.event)];
    match &answer.matching[..] {
        [] => {
            steps.push("No rule matches the event.".to_owned());
            let misses = answer.misses();
            let near: Vec<_> = misses.iter().filter(|(_, miss)| miss.is_near()).collect();
            // Of values that are plainly others it helps to see them.
            let (told, verb) = match near.is_empty() {
                true => (
                    misses.iter().filter(|(_, miss)| is_of_value(miss)).collect(),
                    "does not match",
                ),
                false => (near, "comes near"),
            };
            steps.extend(told.into_iter().take(NEAR).map(|(rule, found)| {
                let matcher = &answer.rule(*rule).matcher;
                let why = miss(&answer.event, found);
                format!("{}, `{matcher}`, {verb}: {why}.", line(answer, *rule))
            }));
        }
        matching => {
            for (rule, evidence) in matching.iter().take(TOLD) {
                steps.push(format!(
                    "{}, `{}`, matches {}.",
                    line(answer, *rule),
                    answer.rule(*rule).matcher,
                    what_matches(&answer.event, evidence)
                ));
            }
            if matching.len() > TOLD {
                steps.push(format!("{} more rules match.", matching.len() - TOLD));
            }
        }
    }
    steps.extend(who_wins(answer));
    steps.extend(suggested(answer));
    steps.extend(beside_rules(answer));
    steps.push(assigned(answer));
    steps.push(notified(answer));
    steps
}

/// Whether a rule looks at one value of the event, not at its frames.
fn is_of_value(miss: &Miss) -> bool {
    match miss {
        Miss::Url(_) | Miss::Tag(..) | Miss::NoUrl | Miss::NoTag => true,
        Miss::Invalid(_)
        | Miss::UnknownType
        | Miss::NoFrames
        | Miss::NoValue
        | Miss::NotInApp(_)
        | Miss::NoFrame(..) => false,
    }
}

fn what_is_read(event: &Event) -> String {
    let place = match event.source {
        FrameSource::Exceptions => "its exceptions",
        FrameSource::Stacktrace => "its stack trace",
        FrameSource::Thread(_) => "the thread that counts",
        FrameSource::NoThreadChosen => {
            return "Sentry looks at no frame: of the event's threads, none is the only crashed \
                    or current one."
                .to_owned();
        }
        FrameSource::Nothing => {
            return "The event has no stack frames, so only rules on its URL and tags can match."
                .to_owned();
        }
    };
    let foreign = event.frames.iter().filter(|frame| frame.in_app == InApp::No).count();
    let foreign = match foreign {
        0 => String::new(),
        count => {
            let are = if count == 1 { "is" } else { "are" };
            format!("; {count} of them {are} not in-app, which CODEOWNERS rules pass over")
        }
    };
    format!(
        "Sentry looks at {} from {place}{foreign}.",
        plural(event.frames.len() as u32, "frame", "frames")
    )
}

fn what_matches(event: &Event, evidence: &Evidence) -> String {
    let field = |list: &[crate::trace::Field], at: usize, of: &str| {
        list.get(at).map_or_else(String::new, |field| format!("the {of} `{}`", field.key))
    };
    match evidence {
        Evidence::Frames(frames) => match &frames[..] {
            [] => "no frame".to_owned(),
            [one] => frame(event, one),
            [first, rest @ ..] => {
                format!(
                    "{} and {}",
                    frame(event, first),
                    plural(rest.len() as u32, "more frame", "more frames")
                )
            }
        },
        Evidence::Url => "the URL of the request".to_owned(),
        Evidence::Tag(at) => field(&event.tags, *at, "tag"),
        Evidence::User(at) => field(&event.user, *at, "user's"),
        Evidence::UserData(at) => field(&event.user_data, *at, "user's"),
    }
}

/// A frame with the value in question; frames count from 1 for people.
fn frame(event: &Event, found: &FrameMatch) -> String {
    let value = event.frames.get(found.frame).and_then(|frame| found.value.of(frame));
    format!("frame {} (`{}`)", found.frame + 1, value.unwrap_or_default())
}

fn who_wins(answer: &Simulation<'_>) -> Option<String> {
    let winner = answer.winner()?;
    let (name, source) = (line(answer, winner), answer.rule(winner).source);
    if answer.decision.suggestions.is_empty() {
        return Some(format!(
            "{name} has no owners and is the last CODEOWNERS line that matches, so nobody owns \
             this; whether Sentry reads it so is not verified."
        ));
    }
    // Behind the winner, what matches stands by rank.
    let next = answer.matching.get(1).map(|&(rule, _)| rule);
    if let Some(above) = next.filter(|&rule| answer.is_passed_over(rule)) {
        return Some(format!(
            "{name} wins: line {} outranks it, but names nobody who can own issues here.",
            place(answer, above)
        ));
    }
    let others = answer.matching.iter().filter(|(rule, _)| *rule != winner);
    let others: Vec<Source> = others.map(|(rule, _)| answer.rule(*rule).source).collect();
    if others.is_empty() {
        return None;
    }
    Some(match source {
        Source::Codeowners => format!("{name} wins: it is the last CODEOWNERS line that matches."),
        Source::Rules if !others.contains(&Source::Rules) => {
            format!("{name} wins: ownership rules outrank all of CODEOWNERS.")
        }
        Source::Rules => format!("{name} wins: it is the last ownership rule that matches."),
    })
}

fn suggested(answer: &Simulation<'_>) -> Option<String> {
    let suggestions = &answer.decision.suggestions;
    if suggestions.is_empty() {
        return None;
    }
    let owners: Vec<&Owner> = suggestions.iter().flat_map(|known| &known.owners).collect();
    let are_left_out = suggestions.len() == LIMIT && answer.matching.len() > LIMIT;
    let more = if are_left_out { "; it takes the owners of two rules at most" } else { "" };
    Some(format!("Sentry suggests {}{more}.", names(&owners)))
}

/// What decides besides the rules, where it matters: suspect commits, and what an
/// issue was before.
fn beside_rules(answer: &Simulation<'_>) -> Option<String> {
    let is_error = answer.settings.category != Category::Other;
    let first = answer.decision.suggestions.first().and_then(|first| first.owners.first());
    match (answer.settings.auto_assign, &answer.decision.assignee) {
        (AutoAssign::Off, _) => None,
        _ if !is_error => None,
        (AutoAssign::SuspectCommits, Some(assignee))
            if assignee.because == Because::SuspectCommit =>
        {
            let else_ = first.map_or("nobody".to_owned(), ToString::to_string);
            Some(format!(
                "Suspect commits come before rules, but only those whose author Sentry can find \
                 among the members; otherwise the issue would go to {else_}."
            ))
        }
        (AutoAssign::SuspectCommits, Some(_)) => Some(
            "No suspect commit is given here. If Sentry finds one whose author is a member, the \
             issue goes to that person instead."
                .to_owned(),
        ),
        (_, Some(_)) => None,
        (_, None) => Some(
            "This is about a new issue: one that is assigned already stays with its assignee, \
             whatever the rules say now, and owners found once may stay for 24 hours."
                .to_owned(),
        ),
    }
}

fn assigned(answer: &Simulation<'_>) -> String {
    match (&answer.decision.assignee, &answer.event.kind) {
        (Some(assignee), _) => match assignee.because {
            Because::SuspectCommit => {
                format!("The issue is assigned to {}, who made a suspect commit.", assignee.owner)
            }
            Because::Rule(rule) => {
                let first = match &answer.rule(rule).owners[..] {
                    [_] => "the owner",
                    [first, ..] if *first == assignee.owner => "the first owner",
                    _ => "the first owner who exists",
                };
                let place = place(answer, rule);
                format!("The issue is assigned to {}, {first} of line {place}.", assignee.owner)
            }
        },
        (None, Kind::Other(kind)) if answer.settings.category == Category::Other => {
            format!("Nobody is assigned: Sentry assigns errors only, and this is a {kind}.")
        }
        (None, _) if answer.settings.auto_assign == AutoAssign::Off => {
            "Nobody is assigned: automatic assignment is turned off.".to_owned()
        }
        (None, _) => "Nobody is assigned.".to_owned(),
    }
}

fn notified(answer: &Simulation<'_>) -> String {
    let told: Vec<String> = answer
        .decision
        .notified
        .iter()
        .map(|notified| match notified.role {
            Role::LastOwner => format!("{}, the last owner that Sentry lists", notified.owner),
            Role::Assignee => format!("{}, who has the issue", notified.owner),
        })
        .collect();
    if !told.is_empty() {
        return format!("An alert to issue owners goes to {}.", told.join(", and to "));
    }
    let whom = match answer.settings.fallthrough {
        Fallthrough::AllMembers => "all members of the project's teams",
        Fallthrough::ActiveMembers => "the recently active members of the project's teams",
        Fallthrough::NoOne => "nobody",
    };
    format!("An alert to issue owners finds none and goes to {whom}.")
}

/// The stable name of a reason.
pub(super) fn reason(miss: &Miss) -> &'static str {
    match miss {
        Miss::Invalid(_) => "invalid-pattern",
        Miss::UnknownType => "unknown-type",
        Miss::NoFrames => "no-frames",
        Miss::NoValue => "no-value",
        Miss::NotInApp(_) => "not-in-app",
        Miss::NoUrl => "no-url",
        Miss::NoTag => "no-tag",
        Miss::NoFrame(_, mismatch) | Miss::Url(mismatch) | Miss::Tag(_, mismatch) => {
            mismatch.name()
        }
    }
}

/// Why a rule does not match, as the end of a sentence.
pub(super) fn miss(event: &Event, miss: &Miss) -> String {
    match miss {
        Miss::Invalid(invalid) => format!("its pattern can't be read, since {invalid}"),
        Miss::UnknownType => "Sentry knows no rules of this type".to_owned(),
        Miss::NoFrames => "the event has no frames".to_owned(),
        Miss::NoValue => "no frame has what it looks at".to_owned(),
        Miss::NotInApp(found) => {
            format!("it would match {}, but that is not in-app", frame(event, found))
        }
        Miss::NoUrl => "the event has no URL".to_owned(),
        Miss::NoTag => "the event has no such tag".to_owned(),
        Miss::NoFrame(found, mismatch) => {
            format!("{} {}", frame(event, found), mismatch.told())
        }
        Miss::Url(mismatch) => {
            format!(
                "the URL `{}` {}",
                shown(event.url.as_deref().unwrap_or_default()),
                mismatch.told()
            )
        }
        Miss::Tag(place, mismatch) => {
            format!("the tag's value `{}` {}", shown(place.of(event)), mismatch.told())
        }
    }
}

/// A value as far as a sentence holds it.
fn shown(value: &str) -> String {
    const MOST: usize = 120;
    match value.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

fn line(answer: &Simulation<'_>, rule: RuleId) -> String {
    format!("Line {}", place(answer, rule))
}

fn place(answer: &Simulation<'_>, rule: RuleId) -> String {
    let rule = answer.rule(rule);
    let text = match rule.source {
        Source::Rules => "the rules",
        Source::Codeowners => "CODEOWNERS",
    };
    format!("{} of {text}", rule.line)
}

fn names(owners: &[&Owner]) -> String {
    let mut seen = BTreeSet::new();
    let names = owners.iter().map(ToString::to_string);
    let names: Vec<String> = names.filter(|name| seen.insert(name.clone())).collect();
    match &names[..] {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        names => names.concat(),
    }
}
