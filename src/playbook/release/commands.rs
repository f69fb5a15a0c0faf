//! The commands of sentry-cli that make a release known, in their order.
//!
//! Source: sentry-cli 3.6 (`src/commands/releases`, `src/commands/deploys`), `/cli/releases/`.

use super::group::is_mobile;
use super::{Cli, Group, Scheme, Train, upload};
use crate::organization::{Ci, Edition, Organization, Repository};
use crate::text::shell::quote;
use crate::text::unique::Unique;

/// Some commands, and what they are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When they are run.
    pub part: Part,
    /// What they do, as a sentence in the imperative.
    pub says: String,
    /// The commands, for `sh`.
    pub lines: Vec<String>,
}

/// A part of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Before the application is built: the build is told the name.
    Before,
    /// Afterwards.
    After,
    /// When it is live, and only for what users meet.
    Deploy,
}

/// What makes a release of a group known to Sentry.
///
/// Every command takes the name from `$SENTRY_RELEASE`, and expects `SENTRY_AUTH_TOKEN` and
/// `SENTRY_ORG` in its environment. What was typed by somebody is quoted.
#[must_use]
pub fn steps(group: &Group<'_>, ci: Ci) -> Vec<Step> {
    let mut steps = vec![
        Step { part: Part::Before, says: "Name the release.".into(), lines: name(group, ci) },
        Step {
            part: Part::After,
            says: "Make the release; that it is there already does no harm.".into(),
            lines: vec![format!("sentry-cli releases new {} \"$SENTRY_RELEASE\"", group.options())],
        },
        commits(group),
    ];
    for project in &group.projects {
        let upload = upload::upload(project);
        if !upload.lines.is_empty() {
            let says = match upload.remark.is_empty() {
                true => format!("Upload what makes traces of {} readable.", project.slug),
                false => {
                    format!(
                        "Upload what makes traces of {} readable. {}",
                        project.slug, upload.remark
                    )
                }
            };
            steps.push(Step { part: Part::After, says, lines: upload.lines });
        }
    }
    steps.push(Step {
        part: Part::After,
        says: "Finalise it: from now on it counts as released.".into(),
        lines: vec!["sentry-cli releases finalize \"$SENTRY_RELEASE\"".into()],
    });
    let environment = group.organization.choices.environments().first().copied();
    steps.push(Step {
        part: Part::Deploy,
        says: "Record the deploy, of these projects only: without -p it is one of every project in the \
            release."
            .into(),
        lines: vec![format!(
            "sentry-cli deploys new --release \"$SENTRY_RELEASE\" -e {} {}",
            quote(environment.unwrap_or("production")),
            group.options()
        )],
    });
    steps
}

/// How the commits are set by hand: of one repository between two commits, and of a
/// repository that no integration of Sentry knows.
#[must_use]
pub fn commits_by_hand(group: &Group<'_>) -> Vec<String> {
    let named: Vec<&Repository> =
        group.repositories.iter().copied().filter(|it| !it.name.is_empty()).collect();
    let repository = |name: &str| {
        let name = quote(&format!("{name}@"));
        format!("--commit {name}\"$FROM\"..\"$TO\"")
    };
    let of = match named.as_slice() {
        [] => repository("owner/repository"),
        all => all.iter().map(|it| repository(&it.name)).collect::<Vec<_>>().join(" "),
    };
    vec![
        "# The names that Sentry knows repositories by:".into(),
        "sentry-cli repos list".into(),
        "# The commits behind FROM, up to TO; the first release needs both:".into(),
        format!("sentry-cli releases set-commits \"$SENTRY_RELEASE\" {of}"),
        "# Without an integration, from the history on disk:".into(),
        "sentry-cli releases set-commits \"$SENTRY_RELEASE\" --local".into(),
    ]
}

/// What has to be in the environment of every command, but for the token.
#[must_use]
pub fn environment(organization: &Organization) -> Vec<(&'static str, String)> {
    let mut all = vec![("SENTRY_ORG", organization.slug().to_owned())];
    if organization.choices.edition == Edition::SelfHosted {
        all.push(("SENTRY_URL", "https://sentry.example.com/".to_owned()));
    }
    all
}

/// Which sentry-cli is installed: an older one only for one's own older server.
#[must_use]
pub fn cli(organization: &Organization) -> Cli {
    match organization.choices.edition {
        Edition::SelfHosted => organization.choices.release.cli,
        Edition::Us | Edition::Us2 | Edition::De => Cli::Current,
    }
}

/// The lines that set `$SENTRY_RELEASE`.
fn name(group: &Group<'_>, ci: Ci) -> Vec<String> {
    let choices = &group.organization.choices.release;
    let mut lines = match (choices.scheme, choices.train) {
        (Scheme::Semver, train) => {
            let mut lines = vec![
                match started_by(ci) {
                    Some(tag) => format!("TAG={tag}"),
                    None => {
                        let tags = quote(&group.tags());
                        format!("TAG=\"$(git describe --tags --abbrev=0 --match {tags})\"")
                    }
                },
                format!("BUILD={}", number(ci)),
            ];
            if train == Train::Own && group.is_mobile() {
                lines.push(IDENTIFIER.into());
                lines.push("APP_ID=com.example.app".into());
                lines.push("SENTRY_RELEASE=\"$APP_ID@${TAG#*@}+$BUILD\"".into());
            } else {
                lines.push("SENTRY_RELEASE=\"$TAG+$BUILD\"".into());
            }
            lines
        }
        (Scheme::Commit, Train::Own) => {
            let package = quote(&format!("{}@", group.package));
            vec![format!("SENTRY_RELEASE={package}\"$(git rev-parse HEAD)\"")]
        }
        (Scheme::Commit, Train::Shared) => {
            vec!["SENTRY_RELEASE=\"$(git rev-parse HEAD)\"".into()]
        }
    };
    lines.push("export SENTRY_RELEASE".into());
    lines
}

const IDENTIFIER: &str = "# The bundle identifier or applicationId, with which the SDK's name begins; the build's number \
    is CFBundleVersion or versionCode.";

/// The tag that started the build. What git finds may be another: that of a release before, or
/// the other of two on one commit. None where nothing but a person starts it.
fn started_by(ci: Ci) -> Option<&'static str> {
    match ci {
        Ci::GithubActions => Some("\"$GITHUB_REF_NAME\""),
        Ci::GitlabCi => Some("\"$CI_COMMIT_TAG\""),
        Ci::Circleci => Some("\"$CIRCLE_TAG\""),
        Ci::Jenkins => Some("\"$TAG_NAME\""),
        Ci::Shell => None,
    }
}

/// The number of the build.
fn number(ci: Ci) -> &'static str {
    match ci {
        Ci::GithubActions => "\"$GITHUB_RUN_NUMBER\"",
        Ci::GitlabCi => "\"$CI_PIPELINE_IID\"",
        Ci::Circleci => "\"$CIRCLE_BUILD_NUM\"",
        Ci::Jenkins => "\"$BUILD_NUMBER\"",
        Ci::Shell => "\"${BUILD_NUMBER:-1}\"",
    }
}

/// The commits of a release.
fn commits(group: &Group<'_>) -> Step {
    let named: Vec<&Repository> =
        group.repositories.iter().copied().filter(|it| !it.name.is_empty()).collect();
    let [here, others @ ..] = named.as_slice() else { return auto() };
    if others.is_empty() {
        return auto();
    }
    // What differs by a mark alone would be one variable.
    let mut known = Unique::new('_', usize::MAX);
    let others: Vec<(String, &str)> =
        others.iter().map(|it| (known.name(&variable(&it.name)), it.name.as_str())).collect();
    let mut lines: Vec<String> = others
        .iter()
        .map(|(name, _)| format!(": \"${{{name}_TO:?is the commit that goes out}}\""))
        .collect();
    let mut command = format!(
        "sentry-cli releases set-commits \"$SENTRY_RELEASE\" --commit {}\"$(git rev-parse HEAD)\"",
        quote(&format!("{}@", here.name))
    );
    for (name, repository) in others {
        let spec = quote(&format!("{repository}@"));
        command
            .push_str(&format!(" --commit {spec}\"${{{name}_FROM:+${name}_FROM..}}${name}_TO\""));
    }
    lines.push(command);
    Step {
        part: Part::After,
        says: "Set its commits, of every repository it is built from. The first release needs where it \
            starts, too (`…_FROM`); afterwards Sentry goes by the release before."
            .into(),
        lines,
    }
}

fn auto() -> Step {
    Step {
        part: Part::After,
        says: "Set its commits: from the linked repository, else from the history on disk.".into(),
        lines: vec![
            "sentry-cli releases set-commits \"$SENTRY_RELEASE\" --auto --ignore-missing".into(),
        ],
    }
}

/// The name of a variable of a shell for a repository.
fn variable(repository: &str) -> String {
    let letter = |letter: char| match letter.is_ascii_alphanumeric() {
        true => letter.to_ascii_uppercase(),
        false => '_',
    };
    let name: String = repository.chars().map(letter).collect();
    format!("REPO_{name}")
}

/// How the SDK of a platform is to send the same name.
#[must_use]
pub fn sent_by(group: &Group<'_>, platform: &str) -> &'static str {
    let choices = &group.organization.choices.release;
    let by_itself = choices.scheme == Scheme::Semver && choices.train == Train::Own;
    match platform {
        it if is_mobile(it) && by_itself => {
            "The SDK names the release after the app's identifier, version and build number; set nothing, \
             and give the build the same number."
        }
        it if is_mobile(it) => {
            "The SDK would name the release after the app; set `release` in its options to `SENTRY_RELEASE` of the \
             build."
        }
        it if it.starts_with("javascript")
            || matches!(it, "electron" | "capacitor" | "ionic" | "cordova") =>
        {
            "Browsers know no environment variables: the bundler's Sentry plugin puts `SENTRY_RELEASE` of the build in, or you \
             pass it on as `release`."
        }
        "unity" | "unreal" | "godot" | "nintendo-switch" | "playstation" | "xbox" | "native"
        | "native-qt" | "minidump" => {
            "Pass `SENTRY_RELEASE` of the build on to the SDK's `release` option."
        }
        _ => {
            "Give the running program `SENTRY_RELEASE` as an environment variable, from the build; the SDK reads it, or \
             takes it as `release`."
        }
    }
}
