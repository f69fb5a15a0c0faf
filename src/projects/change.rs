//! What a user changes in a plan, and answers to its questions.

use super::decision::{Candidate, Decision};
use super::draft::{Draft, draft};
use super::evidence::Evidence;
use super::platform::Platform;
use super::project::{Place, Principle, Reason};
use crate::tree::FolderId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

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

/// The drafts of a plan while changes are applied.
pub struct Changing<'a> {
    drafts: BTreeMap<Place, Draft>,
    /// By folder, which drafts it was put into: of thousands of changes none looks at all drafts.
    holders: BTreeMap<String, Vec<Place>>,
    /// What the decision left out, by its folder.
    rejected: BTreeMap<FolderId, &'a Candidate>,
    evidence: &'a Evidence<'a>,
}

impl<'a> Changing<'a> {
    /// Starts with the drafts of a decision.
    pub fn new(drafts: Vec<Draft>, decision: &'a Decision, evidence: &'a Evidence<'a>) -> Self {
        let mut holders: BTreeMap<String, Vec<Place>> = BTreeMap::new();
        for draft in &drafts {
            for folder in &draft.folders {
                holders.entry(folder.clone()).or_default().push(draft.place.clone());
            }
        }
        Self {
            drafts: drafts.into_iter().map(|draft| (draft.place.clone(), draft)).collect(),
            holders,
            rejected: decision.rejected.iter().rev().map(|it| (it.root, it)).collect(),
            evidence,
        }
    }

    /// The drafts, in the order of their places.
    pub fn finish(self) -> Vec<Draft> {
        self.drafts.into_values().collect()
    }

    /// Applies one change.
    ///
    /// # Errors
    /// If the change speaks of what is not there; the drafts stay as they are.
    #[inline(never)]
    pub fn apply(&mut self, change: &Change) -> Result<(), Refused> {
        match change {
            Change::Merge { from, into } => self.merge(from, into)?,
            Change::Split { place, platform } => self.split(place, platform.as_deref())?,
            Change::Rename { project, name } => {
                let draft = self.find(project)?;
                if super::names::slugify(name).is_empty() {
                    return Err(Refused::NoSlug(name.clone()));
                }
                draft.name = Some(name.trim().to_owned());
            }
            Change::Retype { project, platform } => {
                let draft = self.find(project)?;
                draft.platform = known_platform(platform)?;
                draft.platform_is_sure = true;
            }
            Change::Exclude { project } => {
                self.find(project)?;
                self.drafts.remove(project);
            }
            Change::Move { folder, to } => {
                if !folder.is_empty() && self.evidence.tree.find_folder(folder).is_none() {
                    return Err(Refused::NoFolder(folder.clone()));
                }
                self.find(to)?;
                for holder in self.holders.remove(folder).unwrap_or_default() {
                    if let Some(draft) = self.drafts.get_mut(&holder) {
                        draft.folders.remove(folder);
                    }
                }
                self.put([folder.clone()].into(), to)?;
                let draft = self.find(to)?;
                draft.reasons.push_front(chosen(format!("You put `{folder}` into it.")));
            }
            Change::SplitAnyway => {}
        }
        Ok(())
    }

    fn find(&mut self, place: &Place) -> Result<&mut Draft, Refused> {
        self.drafts.get_mut(place).ok_or_else(|| Refused::NoProject(place.clone()))
    }

    /// Puts folders into a draft.
    fn put(&mut self, folders: BTreeSet<String>, place: &Place) -> Result<(), Refused> {
        for folder in &folders {
            self.holders.entry(folder.clone()).or_default().push(place.clone());
        }
        self.find(place)?.folders.extend(folders);
        Ok(())
    }

    fn merge(&mut self, from: &Place, into: &Place) -> Result<(), Refused> {
        self.find(from)?;
        self.find(into)?;
        if from == into {
            return Err(Refused::Taken(into.clone()));
        }
        let Some(gone) = self.drafts.remove(from) else { return Ok(()) };
        let mut folders = gone.folders;
        if gone.place.root != into.root {
            folders.insert(gone.place.root);
        }
        self.put(folders, into)?;
        let kept = self.find(into)?;
        kept.reasons.push_front(chosen(format!("You put {from} into it.")));
        Ok(())
    }

    fn split(&mut self, place: &Place, platform: Option<&str>) -> Result<(), Refused> {
        if self.find(place).is_ok() {
            return Err(Refused::Taken(place.clone()));
        }
        let platform = platform.map(known_platform).transpose()?;
        let tree = self.evidence.tree;
        let folder = if place.root.is_empty() { Some(0) } else { tree.find_folder(&place.root) };
        let folder = folder.ok_or_else(|| Refused::NoFolder(place.root.clone()))?;
        let mut of_root = self.drafts.range(Place::at(place.root.as_str())..);
        let base = of_root.next().filter(|(other, _)| other.root == place.root);
        let base = base.filter(|_| place.process.is_some()).map(|(_, draft)| draft.clone());
        let mut new = match (base, self.rejected.get(&folder)) {
            (Some(base), _) => Draft { folders: BTreeSet::new(), ..base },
            (None, Some(candidate)) => draft(candidate, self.evidence, Principle::Chosen),
            (None, None) => Draft {
                place: place.clone(),
                folders: BTreeSet::new(),
                platform: self.evidence.sources[folder as usize].main().map_or("other", |main| {
                    let platform = main.platform();
                    if platform == "apple" { "apple-ios" } else { platform }
                }),
                platform_is_sure: false,
                confidence: 1.0,
                reasons: VecDeque::new(),
                name: None,
            },
        };
        new.place = place.clone();
        new.platform = platform.unwrap_or(new.platform);
        new.confidence = 1.0;
        new.name = None;
        new.reasons.push_front(chosen(format!("You made {place} a project of its own.")));
        self.drafts.insert(place.clone(), new);
        Ok(())
    }
}

fn known_platform(slug: &str) -> Result<&'static str, Refused> {
    let found = Platform::find(slug).ok_or_else(|| Refused::NoPlatform(slug.to_owned()))?;
    Ok(found.slug)
}

fn chosen(text: String) -> Reason {
    Reason { principle: Principle::Chosen, text, evidence: Vec::new() }
}
