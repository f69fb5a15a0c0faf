//! The document.

use super::taken::TakenNames;
use super::{Choices, Repositories};
use crate::projects::{self, Change, WithCodeowners};
use serde::{Deserialize, Serialize};

/// An organization in Sentry, as it is planned.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Organization {
    /// Where the schema of this document is; empty if it does not say.
    #[serde(rename = "$schema", skip_serializing_if = "String::is_empty")]
    pub schema: String,
    /// The version of this document.
    pub version: Version,
    /// Its slug in Sentry; empty if nobody said.
    pub organization: String,
    /// The repositories that the projects lie in, in the order they were given. A plan of
    /// one repository need not name it.
    pub repositories: Repositories,
    /// Teams, by slug; the ones that projects name need not be listed.
    pub teams: Vec<Team>,
    /// People whom CODEOWNERS files name, by address.
    pub people: Vec<Person>,
    /// The projects. Slugs are unique.
    pub projects: Vec<Project>,
    /// Code that runs inside the projects.
    pub libraries: Vec<Aside>,
    /// Folders that get no project.
    pub excluded: Vec<Aside>,
    /// What only the user can decide.
    pub questions: Vec<Question>,
    /// Files that are in no project.
    pub left_over: u32,
    /// What was chosen for carrying it out.
    pub choices: Choices,
    /// Passed over: what `planProjects` says about its inputs.
    #[serde(skip_serializing)]
    pub problems: Vec<serde_json::Value>,
    /// Passed over: the files with which `planProjects` would be surer.
    #[serde(skip_serializing)]
    pub surer_with: Vec<serde_json::Value>,
    /// Passed over: what `planProjects` compares the plan with.
    #[serde(skip_serializing)]
    pub what_if: Vec<serde_json::Value>,
}

/// The version of a document. A later one than this program knows is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Version(u32);

impl Default for Version {
    fn default() -> Self {
        Self(1)
    }
}

impl TryFrom<u32> for Version {
    type Error = String;

    fn try_from(version: u32) -> Result<Self, String> {
        match version {
            1 => Ok(Self(version)),
            _ => Err(format!("this plan is of version {version}; only version 1 is known here")),
        }
    }
}

impl From<Version> for u32 {
    fn from(version: Version) -> Self {
        version.0
    }
}

/// A repository.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Repository {
    /// Its name as Sentry shows it: `owner/name`.
    pub name: String,
    /// How many files its listing has.
    pub files: u32,
    /// Its CODEOWNERS file; empty if there is none.
    pub codeowners: String,
    /// What becomes of that file in the projects.
    pub codeowners_as: WithCodeowners,
    /// Its ownership rules as they were given, those for files in no project among them. Empty if
    /// there are none, or nobody knows.
    pub rules: String,
}

/// A team.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Team {
    /// Its slug in Sentry, without `#`.
    pub slug: String,
    /// What CODEOWNERS files call it: `@acme/web`.
    pub code_owners: Vec<String>,
}

/// Somebody whom CODEOWNERS files name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Person {
    /// The address by which Sentry knows them, in lower case.
    pub address: String,
    /// What CODEOWNERS files call them: `@jo`.
    pub code_owners: Vec<String>,
}

/// A project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Project {
    /// Its slug, unique in the organization.
    pub slug: String,
    /// For people.
    pub name: String,
    /// The repository it is in, by name; empty where there is one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub repository: String,
    /// Its folder, empty for the repository's root.
    pub root: String,
    /// Its process, where one code base has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub process: Option<String>,
    /// One of Sentry's platforms.
    pub platform: String,
    /// Slugs of teams, the one with most files first.
    pub teams: Vec<String>,
    /// How likely a person would make it, from 0 to 1.
    pub confidence: f32,
    /// Why.
    pub reasons: Vec<Reason>,
    /// Which path a frame of its files carries.
    pub mapping: Mapping,
    /// All its code mappings, that one first. Empty stands for that one alone: see
    /// [`Project::all_mappings`].
    pub mappings: Vec<Mapping>,
    /// Its own ownership rules, as text, in the paths that its frames carry.
    pub rules: String,
    /// The same as they were given, in the repository's paths. Empty if nobody knows.
    pub repository_rules: String,
    /// How many files are in it.
    pub files: u32,
    /// That its rules route as the whole does.
    pub proof: Proof,
    /// What would raise the confidence.
    pub would_help: Vec<String>,
}

/// A code mapping.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Mapping {
    /// What paths in stack traces start with.
    pub stack_root: String,
    /// What the same paths start with in the repository.
    pub source_root: String,
}

/// Why a project is proposed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reason {
    /// The stable name of a [`projects::Principle`].
    pub principle: String,
    /// A sentence.
    pub text: String,
    /// Files or folders.
    pub evidence: Vec<String>,
}

/// How far a project's rules route as the whole does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Proof {
    /// Files compared.
    pub files: u32,
    /// Of them, those with the same owner.
    pub equal: u32,
    /// Of the others, those that nobody owns and the rule for everything takes.
    pub fallback: u32,
    /// Some of the others.
    pub different: Vec<RoutedDifferently>,
    /// Files that no SDK names in a frame.
    pub unsent: u32,
    /// Rules that frames of libraries match, too.
    pub taken: Vec<Taken>,
}

/// A rule that frames of a library match, too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Taken {
    /// The rule.
    pub rule: String,
    /// The library's path in its frame.
    pub frame: String,
}

/// A file that a project's rules route to somebody else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RoutedDifferently {
    /// The file.
    pub path: String,
    /// The path in its frame; empty if nobody knows.
    pub frame: String,
    /// By all rules.
    pub before: Option<String>,
    /// By the project's.
    pub after: Option<String>,
}

/// A folder without a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Aside {
    /// The repository it is in, by name; empty where there is one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub repository: String,
    /// The folder.
    pub root: String,
    /// Why, as a sentence.
    pub reason: String,
}

/// What only the user can decide.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Question {
    /// The repository it is about, by name; empty where there is one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub repository: String,
    /// The question.
    pub text: String,
    /// The answers; the first is what the plan assumes.
    pub options: Vec<QuestionOption>,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct QuestionOption {
    /// A few words.
    pub label: String,
    /// What follows.
    pub effect: String,
    /// What it changes in the plan.
    pub changes: Vec<Change>,
}

/// Instantiation
impl Organization {
    /// From JSON, as `planProjects` or an export gives it.
    ///
    /// # Errors
    /// What is no such document; the text names the place.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// Adds what is planned for a repository. A project's slug that is taken gets the
    /// repository's name in front, then a number; a repository that has no name, or that of
    /// another, gets a number for a name.
    pub fn add(&mut self, repository: Repository, plan: &projects::Plan) {
        let mut taken = TakenNames::of(self);
        self.add_beside(repository, plan, &mut taken);
    }

    /// The same as [`Self::add`], for many: `taken` is what was taken before, and is kept up.
    pub(crate) fn add_beside(
        &mut self,
        mut repository: Repository,
        plan: &projects::Plan,
        taken: &mut TakenNames,
    ) {
        if self.repositories.len() == 1 {
            self.name_the_only_one();
            taken.add_repository(&self.repositories[0].name);
        }
        if !self.repositories.is_empty() {
            taken.make_unique(&mut repository.name, self.repositories.len());
        }
        taken.add_repository(&repository.name);
        let name = if self.repositories.is_empty() { "" } else { repository.name.as_str() };
        let slugs = &mut taken.slugs;
        for planned in &plan.projects {
            let mut project = Project::from(planned);
            name.clone_into(&mut project.repository);
            if !slugs.take(&project.slug) {
                let around = repository.name.rsplit('/').next().unwrap_or_default();
                let name = format!("{around}-{}", project.name);
                let slug = projects::slugify(&name);
                project.slug = slugs.name(&slug);
                // A number behind the slug stands behind the name, too.
                let is_numbered = project.slug != slug;
                project.name = if is_numbered { project.slug.clone() } else { name };
            }
            self.projects.push(project);
        }
        let aside =
            |aside: &projects::Aside| Aside { repository: name.to_owned(), ..Aside::from(aside) };
        self.libraries.extend(plan.libraries.iter().map(aside));
        self.excluded.extend(plan.excluded.iter().map(aside));
        self.questions.extend(
            plan.questions.iter().map(|question| Question {
                repository: name.to_owned(),
                ..Question::from(question)
            }),
        );
        self.left_over = self.left_over.saturating_add(plan.left_over);
        self.repositories.push(repository);
    }

    /// Where there are several repositories, everything says which one it is in.
    fn name_the_only_one(&mut self) {
        let Some(first) = self.repositories.first_mut() else { return };
        if first.name.is_empty() {
            "repository-1".clone_into(&mut first.name);
        }
        let projects = self.projects.iter_mut().map(|it| &mut it.repository);
        let asides = self.libraries.iter_mut().chain(&mut self.excluded);
        let questions = self.questions.iter_mut().map(|it| &mut it.repository);
        for repository in projects.chain(asides.map(|it| &mut it.repository)).chain(questions) {
            first.name.clone_into(repository);
        }
    }
}

/// Access
impl Organization {
    /// Its slug, or a word that says that one is to be put there.
    #[must_use]
    pub fn slug(&self) -> &str {
        if self.organization.is_empty() { "your-organization" } else { &self.organization }
    }

    /// Why there is no project where there is none, as a sentence: what its only repository is,
    /// or that nothing is deployed.
    #[must_use]
    pub fn why_no_project(&self) -> &str {
        let mut whole = self.excluded.iter().filter(|it| it.root.is_empty());
        match (whole.next(), self.repositories.len()) {
            (Some(aside), 0 | 1) => &aside.reason,
            _ => projects::NOTHING_DEPLOYED,
        }
    }

    /// The repository that a project is in; none if the plan names none.
    #[must_use]
    pub fn repository_of(&self, project: &Project) -> Option<&Repository> {
        let named = self.repositories.find(&project.repository);
        named.or_else(|| self.repositories.first().filter(|_| project.repository.is_empty()))
    }
}

/// Access
impl Repository {
    /// Whether Sentry imports a CODEOWNERS file of it into its projects.
    #[must_use]
    pub fn is_imported(&self) -> bool {
        self.codeowners_as == WithCodeowners::Imported && !self.codeowners.trim().is_empty()
    }
}

/// Access
impl Project {
    /// All its code mappings, at least one.
    #[must_use]
    pub fn all_mappings(&self) -> &[Mapping] {
        if self.mappings.is_empty() { std::slice::from_ref(&self.mapping) } else { &self.mappings }
    }
}
