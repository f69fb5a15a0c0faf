//! What a user changes in a plan, and answers to its questions.

use super::decision::Decision;
use super::draft::{Draft, draft};
use super::evidence::Evidence;
use super::platform::Platform;
use super::project::{Place, Principle, Reason};
use serde::{Deserialize, Serialize};

/// One change to a plan. Changes are applied in the order given, so that leaving out the
/// last undoes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Change {
    /// Two projects become one.
    Merge {
        /// The one that goes.
        from: Place,
        /// The one that stays.
        into: Place,
    },
    /// A folder becomes a project of its own, or a process of a code base does.
    Split {
        /// The folder, and the process.
        place: Place,
        /// The platform; found if nothing is said.
        platform: Option<String>,
    },
    /// A project gets another name, and the slug that follows from it.
    Rename {
        /// The project.
        project: Place,
        /// Its name.
        name: String,
    },
    /// A project gets another platform.
    Retype {
        /// The project.
        project: Place,
        /// The slug of a platform.
        platform: String,
    },
    /// A project goes; its files stay without one, or fall to the one around.
    Exclude {
        /// The project.
        project: Place,
    },
    /// A folder goes to another project.
    Move {
        /// The folder.
        folder: String,
        /// The project that gets it.
        to: Place,
    },
    /// The repository is no collection of samples: plan it like any other.
    SplitAnyway,
}

/// Why a change can't be applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is no such project (any more).
    NoProject(Place),
    /// There is no such folder in the tree.
    NoFolder(String),
    /// A project is there already.
    Taken(Place),
    /// Sentry has no such platform.
    NoPlatform(String),
    /// A name of which no slug can be made.
    NoSlug(String),
}

impl Refused {
    /// A sentence for people.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::NoProject(place) => {
                format!("The plan has no project at {place}, so this change does nothing.")
            }
            Self::NoFolder(folder) => {
                format!("The tree has no folder `{folder}`, so this change does nothing.")
            }
            Self::Taken(place) => format!("A project is at {place} already."),
            Self::NoPlatform(slug) => format!("Sentry has no platform `{slug}`."),
            Self::NoSlug(name) => {
                format!("No slug can be made of the name `{name}`: it needs a letter or a digit.")
            }
        }
    }
}

/// Applies one change.
///
/// # Errors
/// If the change speaks of what is not there; the drafts stay as they are.
pub fn apply(
    drafts: &mut Vec<Draft>,
    change: &Change,
    decision: &Decision,
    evidence: &Evidence,
) -> Result<(), Refused> {
    match change {
        Change::Merge { from, into } => {
            let gone = find(drafts, from)?;
            let kept = find(drafts, into)?;
            if gone == kept {
                return Err(Refused::Taken(into.clone()));
            }
            let gone = drafts[gone].clone();
            let kept = &mut drafts[kept];
            if gone.place.root != kept.place.root {
                kept.folders.push(gone.place.root.clone());
            }
            kept.folders.extend(gone.folders);
            kept.reasons.insert(0, chosen(format!("You put {from} into it.")));
            drafts.retain(|draft| draft.place != *from);
        }
        Change::Split { place, platform } => {
            split(drafts, place, platform.as_deref(), decision, evidence)?;
        }
        Change::Rename { project, name } => {
            let at = find(drafts, project)?;
            if super::names::slugify(name).is_empty() {
                return Err(Refused::NoSlug(name.clone()));
            }
            drafts[at].name = Some(name.trim().to_owned());
        }
        Change::Retype { project, platform } => {
            let at = find(drafts, project)?;
            let found =
                Platform::find(platform).ok_or_else(|| Refused::NoPlatform(platform.clone()))?;
            drafts[at].platform = found.slug;
            drafts[at].platform_is_sure = true;
        }
        Change::Exclude { project } => {
            let at = find(drafts, project)?;
            drafts.remove(at);
        }
        Change::Move { folder, to } => {
            if !folder.is_empty() && evidence.tree.find_folder(folder).is_none() {
                return Err(Refused::NoFolder(folder.clone()));
            }
            let at = find(drafts, to)?;
            for draft in drafts.iter_mut() {
                draft.folders.retain(|known| known != folder);
            }
            drafts[at].folders.push(folder.clone());
            drafts[at].reasons.insert(0, chosen(format!("You put `{folder}` into it.")));
        }
        Change::SplitAnyway => {}
    }
    Ok(())
}

fn find(drafts: &[Draft], place: &Place) -> Result<usize, Refused> {
    let at = drafts.iter().position(|draft| draft.place == *place);
    at.ok_or_else(|| Refused::NoProject(place.clone()))
}

fn split(
    drafts: &mut Vec<Draft>,
    place: &Place,
    platform: Option<&str>,
    decision: &Decision,
    evidence: &Evidence,
) -> Result<(), Refused> {
    if find(drafts, place).is_ok() {
        return Err(Refused::Taken(place.clone()));
    }
    let platform = match platform {
        None => None,
        Some(slug) => {
            let found = Platform::find(slug).ok_or_else(|| Refused::NoPlatform(slug.to_owned()))?;
            Some(found.slug)
        }
    };
    let tree = evidence.tree;
    let folder = if place.root.is_empty() { Some(0) } else { tree.find_folder(&place.root) };
    let folder = folder.ok_or_else(|| Refused::NoFolder(place.root.clone()))?;
    let base = drafts.iter().find(|draft| draft.place.root == place.root).cloned();
    let known = decision.rejected.iter().find(|candidate| candidate.root == folder);
    let mut new = match (base, known) {
        (Some(base), _) if place.process.is_some() => Draft { folders: Vec::new(), ..base },
        (_, Some(candidate)) => draft(candidate, evidence, Principle::Chosen),
        _ => Draft {
            place: place.clone(),
            folders: Vec::new(),
            platform: evidence.sources[folder as usize].main().map_or("other", |language| {
                let platform = language.platform();
                if platform == "apple" { "apple-ios" } else { platform }
            }),
            platform_is_sure: false,
            confidence: 1.0,
            reasons: Vec::new(),
            name: None,
        },
    };
    new.place = place.clone();
    new.platform = platform.unwrap_or(new.platform);
    new.confidence = 1.0;
    new.name = None;
    new.reasons.insert(0, chosen(format!("You made {place} a project of its own.")));
    drafts.push(new);
    drafts.sort_by(|a, b| a.place.cmp(&b.place));
    Ok(())
}

fn chosen(text: String) -> Reason {
    Reason { principle: Principle::Chosen, text, evidence: Vec::new() }
}
