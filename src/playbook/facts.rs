//! What chapters ask about an organization, found once.

use super::imports::Imports;
use super::words;
use crate::organization::{
    Ci, Edition, Organization, Project, Repository, RepositoryHost, Situation,
};
use crate::projects::platform::{Platform, Surface};
use std::collections::BTreeMap;

/// An organization, with what chapters ask about it.
pub struct Facts<'o> {
    /// The plan.
    pub plan: &'o Organization,
    /// All teams, in the order of the alphabet.
    pub teams: Vec<&'o str>,
    /// The stages, the one that users meet first.
    pub environments: Vec<&'o str>,
    /// Which CODEOWNERS files Sentry imports.
    pub imports: Imports<'o>,
    /// Slugs of projects that hold what must not leak, as far as names tell.
    pub delicate: Vec<&'o str>,
}

/// Instantiation
impl<'o> Facts<'o> {
    pub fn of(plan: &'o Organization) -> Self {
        let teams = plan.all_teams().into_iter().filter(|team| !team.trim().is_empty()).collect();
        let delicate = plan.projects.iter().filter(|it| is_delicate(it)).map(slug).collect();
        let (environments, imports) = (plan.choices.environments(), Imports::of(plan));
        Self { plan, teams, environments, imports, delicate }
    }
}

/// Access
impl<'o> Facts<'o> {
    pub fn projects(&self) -> &'o [Project] {
        &self.plan.projects
    }

    /// The organization's name as code; words if nobody said it.
    pub fn organization(&self) -> String {
        match self.plan.organization.trim() {
            "" => "your organization".to_owned(),
            slug => words::name(slug),
        }
    }

    /// Whether Sentry runs on one's own servers.
    pub fn is_self_hosted(&self) -> bool {
        self.plan.choices.edition == Edition::SelfHosted
    }

    /// The stage that users meet.
    pub fn production(&self) -> &'o str {
        self.environments.first().copied().unwrap_or("production")
    }

    /// Projects whose programs run so.
    pub fn on(&self, surfaces: &[Surface]) -> Vec<&'o Project> {
        self.those(|project| surfaces.contains(&surface(project)))
    }

    /// Projects of which something holds.
    pub fn those(&self, holds: impl Fn(&Project) -> bool) -> Vec<&'o Project> {
        self.projects().iter().filter(|project| holds(project)).collect()
    }

    /// Repositories with a CODEOWNERS file.
    pub fn with_codeowners(&self) -> Vec<&'o Repository> {
        let has = |it: &&Repository| !it.codeowners.trim().is_empty();
        self.plan.repositories.iter().filter(has).collect()
    }

    /// Whether Sentry imports a CODEOWNERS file into a project. Then a rule for everything among
    /// its rules would override all of that file.
    pub fn imports_codeowners(&self, project: &Project) -> bool {
        self.imports.has(project)
    }

    /// Repositories that hold more than one project, with how many.
    pub fn monorepos(&self) -> Vec<(&'o str, usize)> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for project in self.projects() {
            let repository = self.plan.repository_of(project).map_or("", |it| it.name.as_str());
            *counts.entry(repository).or_default() += 1;
        }
        counts.into_iter().filter(|&(_, projects)| projects > 1).collect()
    }

    /// Names of repositories, those that have one.
    pub fn repositories(&self) -> Vec<&'o str> {
        let names = self.plan.repositories.iter().map(|it| it.name.trim());
        names.filter(|name| !name.is_empty()).collect()
    }

    /// The repository a project is in, as code; words if it has no name.
    pub fn repository_of(&self, project: &Project) -> String {
        match self.plan.repository_of(project).map_or("", |it| it.name.trim()) {
            "" => "the repository".to_owned(),
            name => words::name(name),
        }
    }

    /// The project that examples speak of: the largest; none if there are none.
    pub fn example(&self) -> Option<&'o Project> {
        self.projects().iter().rev().max_by_key(|project| project.files)
    }

    /// The code host's name.
    pub fn host(&self) -> &'static str {
        match self.plan.choices.host {
            RepositoryHost::Github => "GitHub",
            RepositoryHost::Gitlab => "GitLab",
            RepositoryHost::Bitbucket => "Bitbucket",
            RepositoryHost::AzureDevops => "Azure DevOps",
        }
    }

    /// Whether Sentry asks this host who changed a line last.
    pub fn host_blames(&self) -> bool {
        matches!(self.plan.choices.host, RepositoryHost::Github | RepositoryHost::Gitlab)
    }

    /// Where one starts from; there is nothing to move to one's own servers.
    pub fn situation(&self) -> Situation {
        match self.plan.choices.situation {
            Situation::Moving if self.is_self_hosted() => Situation::Starting,
            situation => situation,
        }
    }

    /// The team that looks after what is nobody's in particular: the one that has most
    /// projects, and of several the one that comes first in theirs.
    pub fn lead(&self) -> Option<&'o str> {
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for project in self.projects() {
            for (at, team) in project.teams.iter().enumerate() {
                let count = counts.entry(team.trim()).or_default();
                count.0 += 1;
                count.1 += usize::from(at == 0);
            }
        }
        let named = counts.into_iter().filter(|(team, _)| !team.is_empty());
        // The first of the alphabet among equals.
        named.rev().max_by_key(|(_, count)| *count).map(|(team, _)| team)
    }

    /// The project that examples speak of, as code; words if there is none.
    pub fn example_name(&self) -> String {
        self.example().map_or("your first project".to_owned(), |it| words::name(slug(it)))
    }

    /// All projects by name, as a sentence lists them; words if there are none.
    pub fn all_projects(&self) -> String {
        match self.projects() {
            [] => "every project".to_owned(),
            projects => slugs(&projects.iter().collect::<Vec<_>>()),
        }
    }

    /// All projects, counted and by name: `web`, or all 3 projects (`web`, `api` and `app`).
    pub fn counted(&self) -> String {
        match self.projects().len() {
            0 | 1 => self.all_projects(),
            number => format!("{} ({})", words::all(number, "project"), self.all_projects()),
        }
    }

    /// The repository of the project that examples speak of, as code.
    pub fn example_repository(&self) -> String {
        self.example().map_or("the repository".to_owned(), |it| self.repository_of(it))
    }

    /// The name of what builds and deploys.
    pub fn ci(&self) -> &'static str {
        match self.plan.choices.ci {
            Ci::GithubActions => "GitHub Actions",
            Ci::GitlabCi => "GitLab CI",
            Ci::Circleci => "CircleCI",
            Ci::Jenkins => "Jenkins",
            Ci::Shell => "the deploy script",
        }
    }
}

/// A project's slug, or what stands for it.
pub fn slug(project: &Project) -> &str {
    let names = [&project.slug, &project.name, &project.root];
    names.into_iter().map(|name| name.trim()).find(|name| !name.is_empty()).unwrap_or("project")
}

/// Slugs as a sentence lists them.
pub fn slugs(projects: &[&Project]) -> String {
    words::list(projects.iter().map(|project| slug(project)))
}

/// Where its programs run; on a server if the platform is none of Sentry's.
pub fn surface(project: &Project) -> Surface {
    Platform::find(&project.platform).map_or(Surface::Server, |platform| platform.surface)
}

/// Whether its programs carry JavaScript that a build makes.
pub fn is_javascript(project: &Project) -> bool {
    let family = Platform::family(&project.platform);
    matches!(family, "javascript" | "node" | "bun" | "deno" | "electron")
        || matches!(project.platform.as_str(), "react-native" | "capacitor" | "ionic" | "cordova")
}

/// Whether its stack traces need debug files to be read.
pub fn needs_debug_files(project: &Project) -> bool {
    let family = Platform::family(&project.platform);
    matches!(
        family,
        "native" | "apple" | "android" | "unity" | "unreal" | "minidump" | "flutter" | "godot"
    ) || matches!(
        project.platform.as_str(),
        "react-native" | "nintendo-switch" | "playstation" | "xbox"
    )
}

/// Words in a name that go with data that must not leak.
const DELICATE: [&str; 18] = [
    "account", "accounts", "auth", "bank", "billing", "card", "checkout", "health", "identity",
    "kyc", "login", "medical", "patient", "pay", "payment", "payments", "payroll", "users",
];

fn is_delicate(project: &Project) -> bool {
    let words = |text: &str| -> bool {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.any(|word| DELICATE.contains(&word.to_lowercase().as_str()))
    };
    words(&project.slug) || words(&project.root)
}
