//! What commands do, in words for the way back over them. A command without words is no step: something is merely
//! looked at.

use crate::playbook::Choice;
use crate::projects::{Change, Place};
use crate::session::commands::{
    ComparisonCommand, LaterCommand, OrganizationCommand, PlaybookCommand, SimulationCommand,
    SplitCommand,
};

/// What a command does, as its offer says it: "Move libs/ui to web".
pub fn name(command: &LaterCommand, text: &str) -> Option<String> {
    let text = text.trim();
    match command {
        // Merely looked at.
        LaterCommand::Map(_)
        | LaterCommand::Files(_)
        | LaterCommand::Comparison(ComparisonCommand::Sort(_)) => None,
        LaterCommand::Simulation(command) => simulation(command, text).map(str::to_owned),
        LaterCommand::Split(command) => split(command, text),
        LaterCommand::Comparison(ComparisonCommand::FoldersOfAKind) => {
            Some("Compare by other folders".to_owned())
        }
        LaterCommand::Comparison(ComparisonCommand::Quota) => Some("Set the quota".to_owned()),
        LaterCommand::Organization(command) => Some(organization(command, text)),
        LaterCommand::Playbook(command) => playbook(command, text).map(str::to_owned),
    }
}

fn simulation(command: &SimulationCommand, text: &str) -> Option<&'static str> {
    Some(match command {
        SimulationCommand::Case
        | SimulationCommand::CaseNumber(_)
        | SimulationCommand::LookUp(_)
        | SimulationCommand::Light(..) => return None,
        SimulationCommand::Days => "Set the days that errors were counted over",
        SimulationCommand::Assignment => "Set automatic assignment",
        SimulationCommand::Fallthrough => "Set whom alerts without owners go to",
        SimulationCommand::Alert => "Set whom alerts go to",
        SimulationCommand::Suspects => "Set the committers of suspect commits",
        SimulationCommand::WithCodeowners if text == "true" => "Simulate with CODEOWNERS",
        SimulationCommand::WithCodeowners => "Simulate without CODEOWNERS",
        SimulationCommand::InAppInclude | SimulationCommand::InAppExclude => {
            "Set which code is the application’s own"
        }
        SimulationCommand::ProjectRoot => "Set the folder that the application runs in",
        SimulationCommand::InApp(..) if text == "true" => "Set a frame in-app",
        SimulationCommand::InApp(..) => "Set a frame not in-app",
        SimulationCommand::Place(..) => "Choose the file of a frame",
        SimulationCommand::Invent(Some(_)) => "Invent errors",
        SimulationCommand::Invent(None) => "Remove the invented errors",
    })
}

fn split(command: &SplitCommand, text: &str) -> Option<String> {
    Some(match command {
        // What a merge moves is said before it is made.
        SplitCommand::Paths
        | SplitCommand::ShowPaths(_)
        | SplitCommand::AskContents(_)
        | SplitCommand::MergeInto(_) => return None,
        SplitCommand::Change(changes) => match changes.first() {
            Some(first) => change(first),
            None => return None,
        },
        SplitCommand::UndoChange => "Take the last change of the split back".to_owned(),
        SplitCommand::ResetChanges => "Take all changes of the split back".to_owned(),
        SplitCommand::SplitFolder => format!("Make {text} a project"),
        SplitCommand::Rename(project) => format!("Rename {} to {text}", named(project)),
        SplitCommand::Retype(project) => format!("Set the platform of {}", named(project)),
        SplitCommand::MoveTo(project) => format!("Move {text} to {}", named(project)),
        SplitCommand::CodeownersAs => "Choose what becomes of CODEOWNERS".to_owned(),
        SplitCommand::Contents(path) => format!("Say what is in {path}"),
        SplitCommand::ForgetContents => "Forget what is in files".to_owned(),
    })
}

fn change(change: &Change) -> String {
    match change {
        Change::Merge { from, into } => format!("Merge {} into {}", named(from), named(into)),
        Change::Split { place, .. } => format!("Make {} a project", named(place)),
        Change::Rename { project, name } => format!("Rename {} to {name}", named(project)),
        Change::Retype { project, .. } => format!("Set the platform of {}", named(project)),
        Change::Exclude { project } => format!("Make {} no project", named(project)),
        Change::Move { folder, to } => format!("Move {folder} to {}", named(to)),
        Change::SplitAnyway => "Split it all the same".to_owned(),
    }
}

/// Where a project is, in words.
fn named(place: &Place) -> String {
    place.to_string()
}

fn organization(command: &OrganizationCommand, text: &str) -> String {
    match command {
        OrganizationCommand::Organization => "Name the organization".to_owned(),
        OrganizationCommand::Repository => "Name the repository".to_owned(),
        OrganizationCommand::ReadToday => "Read what is in Sentry today".to_owned(),
        OrganizationCommand::ForgetToday => "Forget what is in Sentry today".to_owned(),
        OrganizationCommand::AddRepository => format!("Add the repository {text}"),
        OrganizationCommand::ShowRepository(_) => "Show another repository".to_owned(),
        OrganizationCommand::RenameRepository(_) => format!("Rename a repository to {text}"),
        OrganizationCommand::RemoveRepository(_) => "Remove a repository".to_owned(),
        OrganizationCommand::RestoreRepository => "Put a repository back".to_owned(),
    }
}

fn playbook(command: &PlaybookCommand, text: &str) -> Option<&'static str> {
    Some(match command {
        PlaybookCommand::Choose(Choice::Done(_)) if text == "true" => "Tick a step of the playbook",
        PlaybookCommand::Choose(Choice::Done(_)) => "Untick a step of the playbook",
        PlaybookCommand::Choose(_) => "Change a choice of the playbook",
        PlaybookCommand::ReadWeekOne
        | PlaybookCommand::Read(_)
        | PlaybookCommand::ReadAll
        | PlaybookCommand::Try(_)
        | PlaybookCommand::TryThis(..)
        | PlaybookCommand::LookAt(_)
        | PlaybookCommand::Export(_) => return None,
    })
}
