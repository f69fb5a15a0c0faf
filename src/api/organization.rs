use super::codeowners::{all_mappings, all_rules};
use super::plan::given;
use super::routed::take_paths;
use super::whom::Whom;
use super::{Codeowners, Mapping, Problem, TreeInput};
use crate::organization::{Organization, Repository, TakenNames};
use crate::ownership::Directory;
use crate::projects::{self, Change, Inputs, WithCodeowners};
use crate::text::LineIndex;
use crate::tree::Tree;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the plan of an organization is made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct OrganizationRequest {
    /// Its slug in Sentry.
    pub organization: Option<String>,
    /// Its repositories; each has a name of its own.
    pub repositories: Vec<RepositoryRequest>,
}

/// A repository of a request.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RepositoryRequest {
    /// `owner/name`.
    pub name: String,
    /// Its tree.
    pub tree: TreeInput,
    /// Contents of small files, by path. A CODEOWNERS file among them stands in for
    /// `codeowners`.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
    /// Ownership rules.
    pub rules: Option<String>,
    /// A CODEOWNERS file.
    pub codeowners: Option<Codeowners>,
    /// What becomes of it: imported, or its lines become rules.
    #[serde(default)]
    pub codeowners_as: WithCodeowners,
    /// Code mappings that are known; the rules are written for their stack roots.
    pub mappings: Option<Vec<Mapping>>,
    /// Answers to questions and the user's own changes, applied in order.
    #[serde(default)]
    pub changes: Vec<Change>,
}

/// The plan of an organization.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlannedOrganization {
    /// The document; `Organization::from_json` reads all this.
    #[serde(flatten)]
    pub organization: Organization,
    /// What is wrong with the inputs.
    pub problems: Vec<RepositoryProblem>,
}

/// A problem of one repository's inputs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RepositoryProblem {
    /// The problem.
    #[serde(flatten)]
    pub problem: Problem,
    /// The repository, by name.
    pub repository: String,
    /// The file given that it is in, if it is one of `files`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

/// Plans the projects of several repositories together: teams are shared, slugs unique.
///
/// # Errors
/// If a repository has no name, or that of another.
pub fn plan_organization(request: OrganizationRequest) -> Result<PlannedOrganization, String> {
    let mut names = BTreeSet::new();
    for (at, repository) in request.repositories.iter().enumerate() {
        let name = repository.name.trim();
        if name.is_empty() {
            return Err(format!("repositories[{at}].name: a repository needs a name"));
        }
        if !names.insert(name) {
            return Err(format!("repositories[{at}].name: there are two of {name}"));
        }
    }
    let mut organization = Organization {
        organization: request.organization.unwrap_or_default(),
        ..Organization::default()
    };
    let mut problems = Vec::new();
    let mut taken = TakenNames::of(&organization);
    let mut whom = Whom::default();
    for repository in request.repositories {
        add(&mut organization, repository, &mut taken, &mut whom, &mut problems);
    }
    whom.add_to(&mut organization);
    Ok(PlannedOrganization { organization, problems })
}

fn add(
    organization: &mut Organization,
    request: RepositoryRequest,
    taken: &mut TakenNames,
    whom: &mut Whom,
    problems: &mut Vec<RepositoryProblem>,
) {
    let name = request.name.trim().to_owned();
    let located = |problem, path: Option<&String>| RepositoryProblem {
        problem,
        repository: name.clone(),
        path: path.cloned(),
    };
    let mut found = Vec::new();
    let tree = Tree::new(take_paths(&request.tree, &mut found));
    let text = request.rules.unwrap_or_default();
    let codeowners = request.codeowners.or_else(|| given(&request.files));
    let (rules, of_rules) = all_rules(&text, codeowners.as_ref(), &Directory::default());
    let mappings = all_mappings(request.mappings, codeowners.as_ref());
    problems.extend(found.into_iter().chain(of_rules).map(|problem| located(problem, None)));
    let inputs = Inputs {
        tree: &tree,
        files: &request.files,
        text: &text,
        rules: &rules,
        mappings: &mappings,
        codeowners: request.codeowners_as,
        repository: name.rsplit('/').next(),
    };
    let plan = projects::plan(&inputs, &request.changes);
    for (path, problem) in &plan.problems {
        let text = path.as_ref().and_then(|path| request.files.get(path));
        let lines = LineIndex::new(text.map_or("", String::as_str));
        problems.push(located(Problem::new(problem, &lines), path.as_ref()));
    }
    whom.take(&rules, codeowners.as_ref());
    let codeowners = codeowners.map(|file| file.text).unwrap_or_default();
    let repository = Repository {
        name,
        files: tree.len() as u32,
        codeowners,
        codeowners_as: request.codeowners_as,
        rules: text,
    };
    organization.add_beside(repository, &plan, taken);
}
