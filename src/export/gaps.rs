//! What stands between a plan and its being carried out.

use crate::organization::{
    Edition, Mapping, Organization, Project, Repository, Subscription, is_slug,
};
use crate::ownership::parse;
use crate::playbook::alerts::{self, Untold};
use crate::playbook::imports::{Imports, Obstacle};
use crate::projects::Platform;
use crate::text::Severity;
use std::collections::BTreeSet;

/// Something that is missing, or that Sentry refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nobody said what the organization is called: files ask for it.
    NoOrganization,
    /// Nobody said what a repository is called: files leave out what needs it.
    NoRepository,
    /// Projects without a team: files ask for one. Their slugs.
    NoTeam(Vec<String>),
    /// Teams that no project has. Their slugs.
    Idle(Vec<String>),
    /// A slug that Sentry refuses: of what, and the slug.
    Slug(&'static str, String),
    /// Two projects of one slug.
    Twice(String),
    /// A project's name that is too long: its slug.
    Name(String),
    /// A platform that Sentry does not have: of a project, the platform.
    Platform(String, String),
    /// A code mapping that Sentry refuses: a project's slug.
    Mapping(String),
    /// Code mappings that only `sentry-cli` refuses: slugs of projects.
    EmptyRoot(Vec<String>),
    /// Projects into which CODEOWNERS is imported, which Terraform can't do. Their slugs.
    Codeowners(Vec<String>),
    /// Projects whose rules begin with one for everything, beside a CODEOWNERS file. Their slugs.
    Overridden(Vec<String>),
    /// Projects into which CODEOWNERS should be imported, and Sentry does not. Their slugs.
    NoCodeowners(Vec<String>),
    /// Projects whose CODEOWNERS file names owners of whom Sentry can't be told who they are. Their slugs.
    Unmapped(Vec<String>),
    /// The plan that is paid for tells nobody in channels: teams for which one was chosen.
    NoChannels(Vec<String>),
    /// A team for which a channel was chosen has no project: the team, by what it was to be told.
    Untold(String, &'static str),
    /// A channel that is not understood: its team, by what it was to be told, what was typed, and what has
    /// to be.
    Channel(String, &'static str, String, &'static str),
    /// Projects whose rules Sentry would refuse as a whole. Their slugs.
    Refused(Vec<String>),
    /// Projects of which frames go elsewhere than the repository's rules send the files, where
    /// CODEOWNERS is imported. Their slugs.
    Astray(Vec<String>),
    /// The server's address is not known here.
    Server,
}

/// Access
impl Gap {
    /// A sentence or two for people; what stands between backticks is code.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::NoOrganization => {
                "The organization’s slug is not set, so Terraform and the script ask for it.".into()
            }
            Self::NoRepository => {
                "A repository is not named as `owner/name`, so code mappings for it are left out of Terraform and the script.".into()
            }
            Self::NoTeam(projects) => format!(
                "No team owns {}. Sentry makes no project without a team, so Terraform and the script ask for one.",
                named(projects)
            ),
            Self::Idle(teams) => {
                let (noun, it, they) = match teams.len() {
                    1 => ("team", "it", "it"),
                    _ => ("teams", "them", "they"),
                };
                format!(
                    "No project has the {noun} {}: no file of a project is routed to {it}. So {they} will get no errors; Terraform and the script still create {it}.",
                    named(teams)
                )
            }
            Self::Slug(what, slug) => format!(
                "Sentry refuses `{slug}` as the slug of {what}: it takes small letters, digits, `_` and `-`, not digits alone, and at most {} characters.",
                longest(what)
            ),
            Self::Twice(slug) => format!("Two projects have the slug `{slug}`; Sentry makes one."),
            Self::Name(project) => {
                format!("The name of `{project}` is longer than the 50 characters that Sentry takes.")
            }
            Self::Platform(project, platform) => format!(
                "Sentry has no platform `{platform}`, so `{project}` is made with the platform `other`."
            ),
            Self::Mapping(project) => format!(
                "Sentry refuses a code mapping of `{project}`: a root may hold no blanks and no quotation marks."
            ),
            Self::EmptyRoot(projects) => format!(
                "`sentry-cli` refuses empty roots, so the code mappings of {} with such a root go by Terraform, by the script, or by hand in the integration’s settings.",
                named(projects)
            ),
            Self::Codeowners(projects) => format!(
                "CODEOWNERS is imported into {} by the script: the Terraform provider has no resource for the file, nor for what it calls teams.",
                named(projects)
            ),
            Self::Overridden(projects) => format!(
                "A rule for everything, `path:*`, is among those of {}: it outranks every line of CODEOWNERS, so that the imported file decides nothing there.",
                named(projects)
            ),
            Self::NoCodeowners(projects) => format!(
                "Sentry imports no CODEOWNERS into {}: that takes GitHub, GitLab or Bitbucket and the Business plan. Its lines can become rules instead, under Projects.",
                named(projects)
            ),
            Self::Unmapped(projects) => format!(
                "Of names of GitHub and GitLab alone can Sentry be told whom they stand for. Imported into {}, lines of CODEOWNERS with other names would be dropped, and their files go to whom lines above them name; so nothing here imports the file. Its lines can become rules instead, under Projects.",
                named(projects)
            ),
            Self::NoChannels(teams) => format!(
                "Sentry’s plan {} tells nobody in channels, so {} hear by mail, whatever was chosen.",
                Subscription::Developer.title(),
                named(teams)
            ),
            Self::Untold(team, by) => format!(
                "No project has the team `{team}`, so that there is nothing to tell it of by {by}."
            ),
            Self::Channel(team, by, typed, why) if typed.is_empty() => format!(
                "The team `{team}` is told by mail, not by {by}: nothing was typed. {why}"
            ),
            Self::Channel(team, by, typed, why) => format!(
                "The team `{team}` is told by mail, not by {by}: `{}` is not understood. {why}",
                typed.replace('`', "’")
            ),
            Self::Refused(projects) => format!(
                "Sentry would refuse the rules of {}, each as a whole: an owner can’t exist, or a line can’t be read. Mend the ownership rules first.",
                named(projects)
            ),
            Self::Astray(projects) => format!(
                "Of {}, frames go elsewhere than the repository’s rules send the files: an imported CODEOWNERS file is matched by one code mapping per project. Its lines as rules, which can be chosen under Projects, would match more of them.",
                named(projects)
            ),
            Self::Server => {
                "Terraform asks for your server’s address, and the script reads it from `SENTRY_URL`.".into()
            }
        }
    }
}

/// All that is missing or refused, what concerns everything first.
#[must_use]
pub fn gaps(organization: &Organization) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if organization.organization.is_empty() {
        gaps.push(Gap::NoOrganization);
    } else if !is_slug(&organization.organization, longest(ORGANIZATION)) {
        gaps.push(Gap::Slug(ORGANIZATION, organization.organization.clone()));
    }
    if organization.choices.edition == Edition::SelfHosted {
        gaps.push(Gap::Server);
    }
    let nameless = |project: &Project| repository(organization, project).is_none();
    if organization.projects.iter().any(nameless) {
        gaps.push(Gap::NoRepository);
    }
    let teams = organization.all_teams();
    let refused = teams.into_iter().filter(|slug| !is_slug(slug, longest(TEAM)));
    gaps.extend(refused.map(|slug| Gap::Slug(TEAM, slug.to_owned())));
    let of = |which: &dyn Fn(&Project) -> bool| -> Vec<String> {
        let some = organization.projects.iter().filter(|project| which(project));
        some.map(|project| project.slug.clone()).collect()
    };
    gaps.extend(any(of(&is_refused), Gap::Refused));
    gaps.extend(idle(organization));
    gaps.extend(any(of(&|it| it.teams.is_empty()), Gap::NoTeam));
    gaps.extend(any(of(&is_rootless), Gap::EmptyRoot));
    let wanted = organization
        .projects
        .iter()
        .filter(|project| organization.repository_of(project).is_some_and(Repository::is_imported));
    let imports = Imports::of(organization);
    let (mut by_script, mut never, mut unmapped) = (Vec::new(), Vec::new(), Vec::new());
    for project in wanted {
        let repository = organization.repository_of(project);
        let list = match repository.and_then(|it| imports.obstacle(it)) {
            None => &mut by_script,
            Some(Obstacle::Host | Obstacle::Plan) => &mut never,
            Some(Obstacle::Names) => &mut unmapped,
        };
        list.push(project.slug.clone());
    }
    let overrides = |it: &Project| it.rules.lines().any(|line| line.starts_with("path:* "));
    gaps.extend(any(of(&|it| imports.has(it) && is_astray(it)), Gap::Astray));
    gaps.extend(any(of(&|it| imports.has(it) && overrides(it)), Gap::Overridden));
    gaps.extend(any(by_script, Gap::Codeowners));
    gaps.extend(any(never, Gap::NoCodeowners));
    gaps.extend(any(unmapped, Gap::Unmapped));
    gaps.extend(untold(organization));
    let mut seen = BTreeSet::new();
    for project in &organization.projects {
        of_project(project, &mut gaps);
        if !seen.insert(&project.slug) {
            gaps.push(Gap::Twice(project.slug.clone()));
        }
    }
    gaps
}

/// A gap of some slugs, if there are any.
fn any(slugs: Vec<String>, gap: fn(Vec<String>) -> Gap) -> Option<Gap> {
    (!slugs.is_empty()).then(|| gap(slugs))
}

/// Channels that were chosen, and that no alert goes to.
fn untold(organization: &Organization) -> Vec<Gap> {
    let (mut gaps, mut unpaid) = (Vec::new(), Vec::new());
    for (slug, channel, why) in alerts::untold(organization) {
        let (team, by) = (slug.to_owned(), channel.by.title());
        match why {
            Untold::NotPaid => unpaid.push(team),
            Untold::NoProject => gaps.push(Gap::Untold(team, by)),
            Untold::NotUnderstood(why) => {
                gaps.push(Gap::Channel(team, by, channel.to.trim().to_owned(), why));
            }
        }
    }
    gaps.extend(any(unpaid, Gap::NoChannels));
    gaps
}

/// Teams that are made and get nothing, of a plan that makes projects.
fn idle(organization: &Organization) -> Option<Gap> {
    let teams = organization.projects.iter().flat_map(|it| &it.teams);
    let teams: BTreeSet<&str> = teams.map(String::as_str).collect();
    let idle = organization.all_teams().into_iter().filter(|slug| !teams.contains(slug));
    let idle: Vec<String> = idle.map(str::to_owned).collect();
    (!idle.is_empty() && !organization.projects.is_empty()).then_some(Gap::Idle(idle))
}

fn of_project(project: &Project, gaps: &mut Vec<Gap>) {
    let slug = || project.slug.clone();
    if !is_slug(&project.slug, longest(PROJECT)) {
        gaps.push(Gap::Slug(PROJECT, slug()));
    }
    if project.name.chars().count() > 50 {
        gaps.push(Gap::Name(slug()));
    }
    if platform(project) != project.platform && !project.platform.is_empty() {
        gaps.push(Gap::Platform(slug(), project.platform.clone()));
    }
    if mappings(project).count() < project.all_mappings().len() {
        gaps.push(Gap::Mapping(slug()));
    }
}

/// Whether Sentry would save none of a project's rules, whoever exists. Linear in their text.
fn is_refused(project: &Project) -> bool {
    parse(&project.rules).problems.iter().any(|it| it.severity == Severity::Error)
}

/// Whether the proof found frames that go elsewhere.
fn is_astray(project: &Project) -> bool {
    project.proof.equal + project.proof.fallback < project.proof.files
}

/// Whether `sentry-cli` refuses a code mapping that Sentry takes.
fn is_rootless(project: &Project) -> bool {
    mappings(project).any(|it| it.stack_root.is_empty() || it.source_root.is_empty())
}

/// Some names, and how many there are besides.
fn named(slugs: &[String]) -> String {
    let names: Vec<_> = slugs.iter().take(8).map(|slug| format!("`{slug}`")).collect();
    match slugs.len().saturating_sub(names.len()) {
        0 => names.join(", "),
        rest => format!("{} and {rest} more", names.join(", ")),
    }
}

const ORGANIZATION: &str = "the organization";
const TEAM: &str = "a team";
const PROJECT: &str = "a project";

/// Sentry's limits, by what has the slug.
fn longest(what: &str) -> usize {
    if what == PROJECT { 100 } else { 50 }
}

/// Whether Sentry takes a root of a code mapping: its pattern is `^[^\s'"]+$`, or nothing.
fn is_root(root: &str) -> bool {
    !root.contains(|letter: char| letter.is_whitespace() || matches!(letter, '\'' | '"'))
}

/// The repository that a project is in, if it is named as Sentry names it: `owner/name`.
pub(super) fn repository<'o>(organization: &'o Organization, project: &Project) -> Option<&'o str> {
    let repository = organization.repository_of(project)?;
    repository.name.contains('/').then_some(repository.name.as_str())
}

/// The platform as Sentry takes it.
pub(super) fn platform(project: &Project) -> &str {
    Platform::find(&project.platform).map_or("other", |it| it.slug)
}

/// Whether Sentry can import CODEOWNERS into a project: nothing stands in the way of the file, and
/// the project has a code mapping in a repository that is named.
pub(super) fn imports(organization: &Organization, files: &Imports, project: &Project) -> bool {
    files.has(project)
        && repository(organization, project).is_some()
        && mappings(project).next().is_some()
}

/// A project's code mappings that Sentry takes.
pub(super) fn mappings(project: &Project) -> impl Iterator<Item = &Mapping> {
    let taken = |it: &&Mapping| is_root(&it.stack_root) && is_root(&it.source_root);
    project.all_mappings().iter().filter(taken)
}

/// The name that a project is made with.
pub(super) fn name(project: &Project) -> &str {
    if project.name.is_empty() { &project.slug } else { &project.name }
}
