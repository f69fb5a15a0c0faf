use super::{BUILD, Home, exports, install, lines};
use crate::organization::Ci;
use crate::playbook::Code;
use crate::playbook::release::commands::Part;
use crate::playbook::release::{Group, Scheme};
use crate::text::shell::{comment, quote};

/// A script for `sh`, with a function for each group.
///
/// It is run by hand, or from whatever build there is, for one project as well as for all: so a
/// project without a tag keeps no other from its release, and a deploy is one of what was asked for.
pub(super) fn file(groups: &[Group<'_>]) -> Code {
    let organization = groups[0].organization;
    let environment = organization.choices.environments().first().copied().unwrap_or("production");
    let live = format!("With --deploy it records that this is live in {environment}, too.");
    let bound = groups.iter().any(|it| matches!(Home::of(it), Some(Home::Path(_))));
    let those = if bound { "all in the clone's repository" } else { "all" };
    let mut all = vec![
        "#!/bin/sh".to_owned(),
        "# Makes releases in Sentry after a build. Run it in a whole clone, with its tags:".into(),
        "# ./sentry-release.sh [--deploy] [PROJECT ...]".into(),
        comment(&format!("Without a project it makes the releases of {those}.")),
        comment(&live),
        "set -eu".into(),
        ": \"${SENTRY_AUTH_TOKEN:?is an organization token; keep it out of this file}\"".into(),
    ];
    all.extend(exports(organization));
    all.extend(install(organization));
    for (group, number) in groups.iter().zip(1..) {
        all.push(String::new());
        all.push(comment(&format!("Releases: {}", group.slugs())));
        all.push(format!("release_{number}() {{"));
        all.extend(body(group).into_iter().map(|line| format!("  {line}")));
        all.push("}".into());
    }
    all.push(String::new());
    all.extend(arguments(groups));
    if bound {
        all.extend(HERE.map(str::to_owned));
    }
    for (group, number) in groups.iter().zip(1..) {
        let every = match Home::of(group) {
            Some(Home::Path(path)) => {
                format!("{{ [ \"$#\" -eq 0 ] && here {} {path}; }}", group.package)
            }
            Some(Home::Remark(remark)) => {
                all.push(remark);
                EVERY.to_owned()
            }
            None => EVERY.to_owned(),
        };
        all.push(format!("if [ -n \"$ASKED_{number}\" ] || {every}; then release_{number}; fi"));
    }
    Code { place: "sentry-release.sh".into(), language: "bash", text: all.join("\n") + "\n" }
}

/// Whether no project was named.
const EVERY: &str = "[ \"$#\" -eq 0 ]";

/// A function that tells whether this is a clone of a group's repository.
const HERE: [&str; 7] = [
    "here() {",
    "  case \"$(git remote get-url origin)\" in",
    "    *[/:]\"$2\" | *[/:]\"$2\".git) return 0 ;;",
    "  esac",
    "  echo \"Left out: $1, which is released in $2. Name the project to do it here.\" >&2",
    "  return 1",
    "}",
];

/// What is done for a group.
fn body(group: &Group<'_>) -> Vec<String> {
    let mut all = Vec::new();
    if group.organization.choices.release.scheme == Scheme::Semver {
        let tags = quote(&group.tags());
        all.push(format!("if [ -z \"$(git tag --merged HEAD --list {tags})\" ]; then"));
        all.push(format!(
            "  echo 'Left out: {0}, which has no tag like {0}@1.4.2 yet.' >&2",
            group.package
        ));
        all.push("  return 0".into());
        all.push("fi".into());
    }
    all.extend(lines(group, Ci::Shell, &[Part::Before]));
    all.push(BUILD.into());
    all.extend(lines(group, Ci::Shell, &[Part::After]));
    all.push("if [ -n \"$DEPLOY\" ]; then".into());
    all.extend(
        lines(group, Ci::Shell, &[Part::Deploy]).into_iter().map(|line| format!("  {line}")),
    );
    all.push("fi".into());
    all
}

/// Reads what the script was called with, before anything is done.
fn arguments(groups: &[Group<'_>]) -> Vec<String> {
    let mut all = vec![
        "DEPLOY=''".to_owned(),
        "if [ \"${1:-}\" = --deploy ]; then DEPLOY=yes; shift; fi".into(),
    ];
    all.extend((1..=groups.len()).map(|number| format!("ASKED_{number}=''")));
    all.push("for project in \"$@\"; do".into());
    all.push("  case \"$project\" in".into());
    for (group, number) in groups.iter().zip(1..) {
        let slugs: Vec<String> = group.projects.iter().map(|it| pattern(&it.slug)).collect();
        all.push(format!("    {}) ASKED_{number}=yes ;;", slugs.join(" | ")));
    }
    all.push("    *) echo \"There is no project $project here.\" >&2; exit 2 ;;".into());
    all.push("  esac".into());
    all.push("done".into());
    all
}

/// A text as a pattern that means just this. Bare, `esac` would end the list of patterns.
fn pattern(text: &str) -> String {
    let quoted = quote(text);
    if quoted.starts_with('\'') { quoted } else { format!("'{quoted}'") }
}
