use super::codeowners::all_rules;
use super::project::take_paths;
use super::{Codeowners, Mapping, Problem, TreeInput};
use crate::projects::{self, Aside, Change, Choice, Inputs, Plan, what_if};
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
    /// The organization in Sentry; nothing here depends on it yet.
    pub organization: Option<String>,
    /// The repository's name, after which the project at its root is called.
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

/// A plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlannedProjects {
    /// The projects, by folder and process.
    pub projects: Vec<PlannedProject>,
    /// Components that run inside the projects.
    pub libraries: Vec<FolderAside>,
    /// Folders that get no project.
    pub excluded: Vec<FolderAside>,
    /// What only the user can decide.
    pub questions: Vec<PlanQuestion>,
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

/// A project of a plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlannedProject {
    /// By Sentry's rules, unique in the plan.
    pub slug: String,
    /// For people.
    pub name: String,
    /// Its folder, empty for the repository's root.
    pub root: String,
    /// Its process, where one code base has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub process: Option<String>,
    /// One of Sentry's platforms.
    pub platform: &'static str,
    /// Slugs of teams, the one with most files first.
    pub teams: Vec<String>,
    /// How likely a person would make it, from 0 to 1.
    pub confidence: f32,
    /// Why.
    pub reasons: Vec<PlanReason>,
    /// Which path a frame of its files carries.
    pub mapping: Mapping,
    /// Its own ownership rules.
    pub rules: String,
    /// How many files are in it.
    pub files: u32,
    /// That its rules route as the whole does.
    pub proof: RulesProof,
    /// What would raise the confidence.
    pub would_help: Vec<String>,
}

/// A reason, by a principle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanReason {
    /// A stable name.
    pub principle: &'static str,
    /// A sentence.
    pub text: String,
    /// Files or folders.
    pub evidence: Vec<String>,
}

/// That cut rules route as the whole does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RulesProof {
    /// Files compared.
    pub files: u32,
    /// Of them, those with the same owner.
    pub equal: u32,
    /// Some of the others; there should be none.
    pub different: Vec<RoutedDifferently>,
}

/// A file that cut rules route to somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoutedDifferently {
    /// The file.
    pub path: String,
    /// By all rules.
    pub before: Option<String>,
    /// By the cut ones.
    pub after: Option<String>,
}

/// A folder without a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FolderAside {
    /// The folder.
    pub root: String,
    /// Why.
    pub reason: String,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanQuestion {
    /// The question.
    pub text: String,
    /// The answers; the first is what the plan assumes.
    pub options: Vec<PlanChoice>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanChoice {
    /// A few words.
    pub label: String,
    /// What follows.
    pub effect: String,
    /// The changes to send with the next request.
    pub changes: Vec<Change>,
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
    let (rules, found) = all_rules(&text, codeowners.as_ref());
    problems.extend(found);
    let inputs = Inputs {
        tree: &tree,
        files: &request.files,
        text: &text,
        rules: &rules,
        repository: request.repository.as_deref(),
    };
    let plan = projects::plan(&inputs, &request.changes);
    let compared = request.what_if.map(|asked| {
        let mix = what_if::Mix { events: &[], errors: &asked.errors, quota: asked.quota };
        what_if::compare(&inputs, &plan, asked.folders.as_deref(), &mix)
    });
    let problems = problems.into_iter().map(|problem| FileProblem { problem, path: None });
    answer(plan, compared, problems.collect(), &request.files)
}

/// The CODEOWNERS file among those given, at the places where hosts look for it.
pub(super) fn given(files: &BTreeMap<String, String>) -> Option<Codeowners> {
    let places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];
    let text = places.iter().find_map(|place| files.get(*place))?;
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
    let aside = |aside: Aside| FolderAside { root: aside.root, reason: aside.reason };
    let choice = |choice: Choice| PlanChoice {
        label: choice.label,
        effect: choice.effect,
        changes: choice.changes,
    };
    PlannedProjects {
        projects: plan.projects.into_iter().map(project).collect(),
        libraries: plan.libraries.into_iter().map(aside).collect(),
        excluded: plan.excluded.into_iter().map(aside).collect(),
        questions: plan
            .questions
            .into_iter()
            .map(|question| PlanQuestion {
                text: question.text,
                options: question.options.into_iter().map(choice).collect(),
            })
            .collect(),
        surer_with: plan.surer_with,
        left_over: plan.left_over,
        what_if,
        problems,
    }
}

fn project(project: projects::Project) -> PlannedProject {
    let proof = project.proof;
    PlannedProject {
        slug: project.slug,
        name: project.name,
        root: project.place.root,
        process: project.place.process,
        platform: project.platform,
        teams: project.teams,
        confidence: project.confidence,
        reasons: project
            .reasons
            .into_iter()
            .map(|reason| PlanReason {
                principle: reason.principle.id(),
                text: reason.text,
                evidence: reason.evidence,
            })
            .collect(),
        mapping: Mapping {
            stack_root: project.mapping.stack_root,
            source_root: project.mapping.source_root,
        },
        rules: project.rules,
        files: project.files,
        proof: RulesProof {
            files: proof.files,
            equal: proof.equal,
            different: proof
                .different
                .into_iter()
                .map(|other| RoutedDifferently {
                    path: other.path,
                    before: other.before,
                    after: other.after,
                })
                .collect(),
        },
        would_help: project.would_help,
    }
}
