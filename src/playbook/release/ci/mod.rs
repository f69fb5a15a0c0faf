//! What goes into a CI service's file, so that every build makes its release.
//!
//! A file is whole: it checks out the history, installs sentry-cli, names the release, and
//! makes it; the deploy is recorded only for what users meet. Your own build goes where a remark says so.
//! The token comes from the service's own store of secrets.
//!
//! # Odd cases
//! - With a version in the name a build is started by a tag, `web@1.4.2`, and named after that very
//!   tag; with a commit, by the branch that is deployed, and for one project only when its folder changed.
//! - A plan of several repositories has one file for all, which may lie in each: every job
//!   does nothing outside its own.
//! - What users typed is quoted for the shell, then for YAML or Groovy; marks that a
//!   service replaces (`${{`, `<<`) are cut, see [`crate::text::shell`].

mod circleci;
mod github;
mod gitlab;
mod jenkins;
mod plain;

pub use github::action;

use super::commands::{self, Part};
use super::{Group, Scheme, Train};
use crate::organization::{Ci, Organization};
use crate::playbook::Code;
use crate::projects::slugify;
use crate::text::shell::{comment, quote};
use crate::text::unique::Unique;

/// The file for the groups that were asked for, in the words of the chosen service.
/// None without a project.
///
/// ```
/// use sentry_general::organization::Organization;
/// use sentry_general::playbook::release::ci;
///
/// let plan = r#"{"organization": "acme", "projects": [{"slug": "web", "platform": "go"}]}"#;
/// let organization = Organization::from_json(plan).unwrap();
/// let file = ci::file(&organization).unwrap();
/// assert_eq!(file.place, ".github/workflows/sentry-release.yml");
/// assert!(file.text.contains(r#"sentry-cli releases new -p web "$SENTRY_RELEASE""#));
/// ```
#[must_use]
pub fn file(organization: &Organization) -> Option<Code> {
    file_for(organization, organization.choices.ci)
}

/// The same in the words of another service.
#[must_use]
pub fn file_for(organization: &Organization, ci: Ci) -> Option<Code> {
    let groups = Group::chosen(organization);
    if groups.is_empty() {
        return None;
    }
    Some(match ci {
        Ci::GithubActions => github::file(&groups),
        Ci::GitlabCi => gitlab::file(&groups),
        Ci::Circleci => circleci::file(&groups),
        Ci::Jenkins => jenkins::file(&groups),
        Ci::Shell => plain::file(&groups),
    })
}

/// When the build of a group is started.
enum Start {
    /// By a tag that begins so, and goes on with a digit.
    Tag(String),
    /// By a change of a branch, in a folder if that is not empty.
    Branch { name: String, folder: String },
}

impl Start {
    fn of(group: &Group<'_>) -> Self {
        let choices = &group.organization.choices;
        match (choices.release.scheme, group.projects.as_slice()) {
            (Scheme::Semver, _) => Self::Tag(format!("{}@", group.package)),
            (Scheme::Commit, [one]) if choices.release.train == Train::Own => Self::Branch {
                name: choices.branch().to_owned(),
                folder: one.root.trim_matches('/').to_owned(),
            },
            (Scheme::Commit, _) => {
                Self::Branch { name: choices.branch().to_owned(), folder: String::new() }
            }
        }
    }
}

/// The repository in which a group's releases are made, in a plan of several.
enum Home<'a> {
    /// By its path on its host, `acme/shop`, or the end of that: nothing in it needs quotes in any language.
    Path(&'a str),
    /// As a remark: no host has a path of such a name.
    Remark(String),
}

impl<'a> Home<'a> {
    fn of(group: &Group<'a>) -> Option<Self> {
        let name = group.home()?;
        let plain = |it: u8| it.is_ascii_alphanumeric() || b"-_./".contains(&it);
        let is_path = name.bytes().all(plain) && name.trim_matches('/') == name;
        Some(match is_path {
            true => Self::Path(name),
            false => Self::Remark(comment(&format!("Belongs into {name} only."))),
        })
    }
}

/// What ends a script outside the repository it belongs to, where a service has no condition for that.
fn guard(group: &Group<'_>) -> Vec<String> {
    match Home::of(group) {
        None => Vec::new(),
        Some(Home::Remark(remark)) => vec![remark],
        Some(Home::Path(path)) => vec![
            "case \"$(git remote get-url origin)\" in".to_owned(),
            format!("  *[/:]{path} | *[/:]{path}.git) ;;"),
            format!("  *) echo 'Nothing to do outside {path}.' >&2; exit 0 ;;"),
            "esac".to_owned(),
        ],
    }
}

/// The names of the groups' jobs, no two alike.
fn jobs(groups: &[Group<'_>]) -> Vec<String> {
    if groups.len() == 1 {
        return vec!["sentry-release".to_owned()];
    }
    let mut names = Unique::new('-', 100);
    let job =
        |group: &Group<'_>| names.name(&format!("sentry-release-{}", slugify(&group.package)));
    groups.iter().map(job).collect()
}

/// The commands of some parts, each step with its remark.
fn lines(group: &Group<'_>, ci: Ci, parts: &[Part]) -> Vec<String> {
    let steps = commands::steps(group, ci);
    let steps = steps.into_iter().filter(|step| parts.contains(&step.part));
    let lines = |step: commands::Step| std::iter::once(comment(&step.says)).chain(step.lines);
    steps.flat_map(lines).collect()
}

/// What is exported, but for the token.
fn exports(organization: &Organization) -> Vec<String> {
    let all = commands::environment(organization).into_iter();
    all.map(|(name, value)| format!("export {name}={}", quote(&value))).collect()
}

/// What installs sentry-cli where no rights are needed.
fn install(organization: &Organization) -> [String; 2] {
    let package = quote(commands::cli(organization).package());
    [
        format!("npm install --no-fund --no-audit --prefix \"$HOME/.sentry-cli\" {package}"),
        "PATH=\"$HOME/.sentry-cli/node_modules/.bin:$PATH\"".to_owned(),
    ]
}

/// A whole script, as one shell runs it.
fn script(group: &Group<'_>, ci: Ci) -> String {
    let mut all = vec!["set -eu".to_owned()];
    if matches!(ci, Ci::Circleci | Ci::Jenkins) {
        all.extend(guard(group));
    }
    all.extend(exports(group.organization));
    all.extend(install(group.organization));
    all.extend(lines(group, ci, &[Part::Before]));
    all.push(BUILD.to_owned());
    all.extend(lines(group, ci, &[Part::After, Part::Deploy]));
    all.join("\n")
}

/// Where the user's own build goes.
const BUILD: &str = "# Your build goes here, if it is not done yet: it reads SENTRY_RELEASE.";
