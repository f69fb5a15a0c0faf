use super::codeowners::{all_mappings, all_rules};
use super::routed::take_paths;
use super::whom::Whom;
use super::{Codeowners, Mapping, Problem, TreeInput};
use crate::organization::{Aside, Organization, Person, Project, Question, Repository, Team};
use crate::ownership::Directory;
use crate::ownership::codeowners::Dialect;
use crate::projects::{self, Change, Inputs, Plan, WithCodeowners, what_if};
use crate::text::LineIndex;
use crate::tree::Tree;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a plan is made from, but for the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct PlanRequest {
    /// Contents of small files, by path. A CODEOWNERS file among them stands in for
    /// `codeowners`.
    pub files: BTreeMap<String, String>,
    /// Ownership rules.
    pub rules: Option<String>,
    /// A CODEOWNERS file.
    pub codeowners: Option<Codeowners>,
    /// What becomes of it: imported, or its lines become rules.
    pub codeowners_as: WithCodeowners,
    /// Code mappings that are known; the rules are written for their stack roots. The one of
    /// `codeowners` stands in where they are absent.
    pub mappings: Option<Vec<Mapping>>,
    /// The organization's slug in Sentry, which the plan takes over.
    pub organization: Option<String>,
    /// The repository's name, `owner/name`: the plan takes it over, and the project at the root is
    /// called after its end.
    pub repository: Option<String>,
    /// Answers to questions and the user's own changes, applied in order.
    pub changes: Vec<Change>,
    /// What the plan is compared with; not compared if absent.
    pub what_if: Option<WhatIf>,
}

/// What plans are compared by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct WhatIf {
    /// Folders of a kind, as a glob such as `apps/*`; the folders at the top if absent.
    pub folders: Option<String>,
    /// How many errors come from each file or folder, by path; one for each file of
    /// source if absent.
    pub errors: BTreeMap<String, u32>,
    /// The quota of errors in a month.
    pub quota: Option<u64>,
}

/// A plan, in the words of the document that is made of it: [`crate::organization::Organization`]
/// reads this as it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlannedProjects {
    /// The organization's slug in Sentry, if it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// The repository, if its name was given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repositories: Vec<Repository>,
    /// Teams that the rules and CODEOWNERS name, with what that file calls them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<Team>,
    /// People whom CODEOWNERS names, with what it calls them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
    /// The projects, by folder and process.
    pub projects: Vec<Project>,
    /// Components that run inside the projects.
    pub libraries: Vec<Aside>,
    /// Folders that get no project.
    pub excluded: Vec<Aside>,
    /// What only the user can decide.
    pub questions: Vec<Question>,
    /// Files of the tree whose contents would make the plan surer, the most telling first.
    pub surer_with: Vec<String>,
    /// Files that are in no project.
    pub left_over: u32,
    /// The plan beside others, if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what_if: Option<Vec<what_if::Scenario>>,
    /// What is wrong with the inputs.
    pub problems: Vec<FileProblem>,
}

/// A problem of one of the inputs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FileProblem {
    /// The problem.
    #[serde(flatten)]
    pub problem: Problem,
    /// The file given that it is in, if it is one of `files`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

/// Plans the projects of a repository.
#[must_use]
pub fn plan_projects(tree: &TreeInput, request: PlanRequest) -> PlannedProjects {
    let mut problems = Vec::new();
    let tree = Tree::new(take_paths(tree, &mut problems));
    let text = request.rules.unwrap_or_default();
    let codeowners = request.codeowners.or_else(|| given(&request.files));
    let (rules, found) = all_rules(&text, codeowners.as_ref(), &Directory::default());
    let mappings = all_mappings(request.mappings, codeowners.as_ref());
    problems.extend(found);
    let inputs = Inputs {
        tree: &tree,
        files: &request.files,
        text: &text,
        rules: &rules,
        mappings: &mappings,
        codeowners: request.codeowners_as,
        repository: request.repository.as_deref().and_then(|name| name.trim().rsplit('/').next()),
    };
    let plan = projects::plan(&inputs, &request.changes);
    let compared = request.what_if.map(|asked| {
        let mix = what_if::Mix { events: &[], errors: &asked.errors, quota: asked.quota };
        what_if::compare(&inputs, &plan, asked.folders.as_deref(), &mix)
    });
    let problems = problems.into_iter().map(|problem| FileProblem { problem, path: None });
    let planned = answer(plan, compared, problems.collect(), &request.files);
    let repository = request.repository.map(|name| Repository {
        name: name.trim().to_owned(),
        files: tree.len() as u32,
        codeowners: codeowners.as_ref().map(|file| file.text.clone()).unwrap_or_default(),
        codeowners_as: request.codeowners_as,
        rules: text,
    });
    let mut whom = Whom::default();
    whom.take(&rules, codeowners.as_ref());
    let mut named = Organization::default();
    whom.add_to(&mut named);
    PlannedProjects {
        organization: request.organization,
        repositories: repository.into_iter().collect(),
        teams: named.teams,
        people: named.people,
        ..planned
    }
}

/// The CODEOWNERS file among those given, at the places where hosts look for it.
pub(super) fn given(files: &BTreeMap<String, String>) -> Option<Codeowners> {
    let mut places = Dialect::ALL.into_iter().flat_map(Dialect::locations);
    let text = places.find_map(|place| files.get(*place))?;
    Some(Codeowners { text: text.clone(), ..Codeowners::default() })
}

fn answer(
    plan: Plan,
    what_if: Option<Vec<what_if::Scenario>>,
    mut problems: Vec<FileProblem>,
    files: &BTreeMap<String, String>,
) -> PlannedProjects {
    for (path, problem) in &plan.problems {
        let text = path.as_ref().and_then(|path| files.get(path)).map_or("", String::as_str);
        let problem = Problem::new(problem, &LineIndex::new(text));
        problems.push(FileProblem { problem, path: path.clone() });
    }
    PlannedProjects {
        organization: None,
        repositories: Vec::new(),
        teams: Vec::new(),
        people: Vec::new(),
        projects: plan.projects.iter().map(Project::from).collect(),
        libraries: plan.libraries.iter().map(Aside::from).collect(),
        excluded: plan.excluded.iter().map(Aside::from).collect(),
        questions: plan.questions.iter().map(Question::from).collect(),
        surer_with: plan.surer_with,
        left_over: plan.left_over,
        what_if,
        problems,
    }
}
