//! A project as it is proposed.

use super::rules::Proof;
use crate::routing::Mapping;
use crate::tree::PathId;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One project of a plan, as it is proposed. What becomes of it in the document is an
/// [`organization::Project`](crate::organization::Project).
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// By Sentry's rules, unique in the plan.
    pub slug: String,
    /// For people, unique in the plan.
    pub name: String,
    /// Where it is; what changes speak of it by.
    pub place: Place,
    /// One of Sentry's platforms.
    pub platform: &'static str,
    /// The teams that get errors of its files: the one with most files first.
    pub teams: Vec<String>,
    /// How likely a person would make this project, from 0 to 1.
    pub confidence: f32,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
    /// Which path a frame of its files carries.
    pub mapping: Mapping,
    /// All its code mappings: that one first, then others of its own and of shared libraries.
    pub mappings: Vec<Mapping>,
    /// Its own ownership rules, in the paths that its frames carry.
    pub rules: String,
    /// The same as they were given, in the repository's paths.
    pub repository_rules: String,
    /// The rule of all that each of [`Self::rules`] comes from; none of a rule for what is left.
    pub(crate) origins: Vec<Option<u32>>,
    /// How many files of the tree are in it.
    pub files: u32,
    /// These files.
    pub(crate) own: Files,
    /// That the rules route its files as the whole does.
    pub proof: Proof,
    /// What would raise the confidence, where it is low.
    pub would_help: Vec<String>,
}

/// Files by their numbers. These are the listing's, not the plan's: what is printed of a plan does
/// not depend on the order of paths.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Files(pub(crate) Vec<PathId>);

/// Where a project is: its folder, and its process where one code base has several.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// A folder of the tree, empty for the root.
    pub root: String,
    /// The process that it is, such as `worker`; nothing for the code base itself.
    #[serde(default)]
    pub process: Option<String>,
}

/// Why a project is proposed.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The principle it follows from.
    pub principle: Principle,
    /// A sentence.
    pub text: String,
    /// The files or folders it is seen in.
    pub evidence: Vec<String>,
}

/// What a split goes by. The first five are the seed document's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Principle {
    /// One app, one project.
    App,
    /// A monolith of several code bases: one project each.
    CodeBase,
    /// One code base that runs as different processes: one project each.
    Process,
    /// One project per microservice.
    Microservice,
    /// Many teams in one deployable: one project, and ownership rules.
    Ownership,
    /// Front end and back end apart.
    FrontBack,
    /// Browser and server of a meta-framework, or one app over several systems: together.
    Together,
    /// Native mobile apps per platform.
    Mobile,
    /// Functions of one stack: one project.
    Functions,
    /// The user said so.
    Chosen,
}

/// Access
impl Proposal {
    /// Its files, by their numbers in the tree that the plan is of.
    pub fn paths(&self) -> impl Iterator<Item = PathId> {
        self.own.0.iter().copied()
    }

    /// Whether a file is in it. Linear in its files.
    #[must_use]
    pub fn has(&self, file: PathId) -> bool {
        self.own.0.contains(&file)
    }
}

/// Access
impl Principle {
    /// A stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::App => "one-app",
            Self::CodeBase => "code-base",
            Self::Process => "process",
            Self::Microservice => "microservice",
            Self::Ownership => "ownership",
            Self::FrontBack => "front-and-back",
            Self::Together => "together",
            Self::Mobile => "mobile",
            Self::Functions => "functions",
            Self::Chosen => "chosen",
        }
    }

    /// What it says, as a sentence.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::App => "Each app is a project of its own.",
            Self::CodeBase => "Each code base of a monolith is a project of its own.",
            Self::Process => {
                "One code base that runs as different processes has a project for each of them."
            }
            Self::Microservice => "Each microservice is a project of its own.",
            Self::Ownership => {
                "Several teams in one deployable share a project; ownership rules divide its errors among them."
            }
            Self::FrontBack => "Front end and back end are projects of their own.",
            Self::Together => "One SDK covers all of it, so one project does.",
            Self::Mobile => "Each native mobile app is a project of its own.",
            Self::Functions => "The functions of one stack share a project.",
            Self::Chosen => "You chose it.",
        }
    }
}

/// Instantiation
impl Place {
    /// The code base in a folder.
    #[must_use]
    pub fn at(root: impl Into<String>) -> Self {
        Self { root: root.into(), process: None }
    }

    /// A process of the code base in a folder.
    #[must_use]
    pub fn process(root: impl Into<String>, process: impl Into<String>) -> Self {
        Self { root: root.into(), process: Some(process.into()) }
    }
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} files", self.0.len())
    }
}

impl fmt::Display for Place {
    /// For sentences: `` `api` ``, or the process behind it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.root.is_empty() {
            f.write_str("the repository's root")?;
        } else {
            write!(f, "`{}`", self.root)?;
        }
        self.process.iter().try_for_each(|process| write!(f, ", process `{process}`"))
    }
}
