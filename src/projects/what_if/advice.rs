//! What to take, and why.

use super::{Scenario, Way};
use crate::text::numbers::{percent, plural};

/// Which way to take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The [`Scenario::kind`] to take.
    pub take: Way,
    /// What to take, as a sentence.
    pub sentence: String,
    /// Why, with figures, and what speaks against it: sentences.
    pub why: Vec<String>,
}

/// What counts as a difference: shares that are nearer to each other are called alike.
const DIFFERENCE: f32 = 0.05;

/// Says which of [`super::compare`]'s ways to take; none without all three.
///
/// The proposal wins by default, as it follows what is deployed; what teams see says how
/// much it helps. It loses to one project where there is nothing to split, and to folders
/// where those spare teams clearly more, with no more projects and no more errors lost.
#[must_use]
pub fn advise(ways: &[Scenario]) -> Option<Advice> {
    let way = |kind: Way| ways.iter().find(|way| way.kind == kind);
    let (one, proposal, folders) = (way(Way::One)?, way(Way::Proposal)?, way(Way::Folders)?);
    if proposal.projects == 0 {
        return Some(Advice {
            take: Way::One,
            sentence: "Take one project, if any.".to_owned(),
            why: vec!["The plan has no project, so there is nothing to split.".to_owned()],
        });
    }
    let mut why = Vec::new();
    let teams = one.foreign.len() as u32;
    let known = one.foreign_share().zip(proposal.foreign_share());
    let mut take = Way::Proposal;
    match known {
        None => why.push(
            "Who would see whose errors can’t be told: no rule gives a team any of them."
                .to_owned(),
        ),
        Some(_) if teams == 1 => {
            why.push(
                "There is one team, so nobody sees other teams’ errors either way.".to_owned(),
            );
        }
        Some((before, after)) => {
            why.push(figures(one, proposal, teams, before, after));
            why.extend((before - after < DIFFERENCE && proposal.projects > 1).then(|| {
                "So it hardly spares teams the errors of others: its gain is alerts, releases, sample rates and spike protection per app. Where those don’t differ, one project with rules will do.".to_owned()
            }));
            let better = folders.foreign_share().filter(|&share| {
                after - share >= DIFFERENCE
                    && folders.uncovered <= proposal.uncovered + DIFFERENCE
                    && folders.projects > 1
            });
            if let Some(share) = better {
                let words = format!(
                    "With a project per folder, other teams’ errors are {} of what teams see, in {}",
                    of_share(share),
                    plural(folders.projects, "project", "projects")
                );
                if folders.projects <= proposal.projects {
                    take = Way::Folders;
                    why.push(format!("{words}."));
                } else {
                    why.push(format!("{words}: quieter still, but more to maintain."));
                }
            }
        }
    }
    let taken = if take == Way::Folders { folders } else { proposal };
    why.extend((taken.uncovered >= 0.005).then(|| {
        format!(
            "{} of the errors come from files in no project: look at the folders that get none.",
            of_share(taken.uncovered)
        )
    }));
    let sentence = match (take, proposal.projects) {
        (Way::Folders, _) => format!(
            "Take a project per folder: {}.",
            plural(folders.projects, "project", "projects")
        ),
        (Way::One | Way::Proposal, 1) => {
            "Take the proposal: one project; ownership rules divide its errors among teams."
                .to_owned()
        }
        (Way::One | Way::Proposal, number) => format!("Take the proposal: {number} projects."),
    };
    Some(Advice { take, sentence, why })
}

/// What teams see with one project, and with the proposal.
fn figures(one: &Scenario, proposal: &Scenario, teams: u32, before: f32, after: f32) -> String {
    let number = |way: &Scenario| match way.mostly_foreign() {
        0 => "none".to_owned(),
        number => format!("{number} of {}", way.foreign.len()),
    };
    let first = match one.mostly_foreign() {
        0 => "no team".to_owned(),
        number => format!("{number} of {teams} teams"),
    };
    if proposal.projects == 1 {
        return format!(
            "In one project, {first} would see mostly other teams’ errors ({} of what teams see).",
            of_share(after)
        );
    }
    format!(
        "With one project, {first} would see mostly other teams’ errors ({} of what teams see); with the proposal {} ({}).",
        of_share(before),
        number(proposal),
        of_share(after)
    )
}

/// A share as people read it: what is there is never 0%, what is missing never 100%.
fn of_share(share: f32) -> String {
    percent((f64::from(share) * 1e6).round() as u32, 1_000_000)
}
