//! Releases: how they are called, a name to try, and what builds run.

use super::items::snippet;
use super::testers::{details_list, remarks, saved};
use crate::organization::{Ci, Edition, Organization};
use crate::playbook::Choice;
use crate::playbook::Code;
use crate::playbook::release::{self, Group, Train, ci, commands, name};
use crate::session::commands::PlaybookCommand;
use crate::session::commands::Trial;
use crate::session::draw::{choice, details, el, field, paragraph, prose, strong, text};
use crate::session::later::trials::Trials;
use crate::session::protocol::{Attribute, Node};

/// The tool of the chapter.
pub fn draw(trials: &Trials, organization: &Organization) -> Vec<Node> {
    let heading = |words: &str| el("h3", "", []).says(words).keyed(words);
    let mut body = vec![heading("Names"), choices(organization)];
    body.extend(called(organization));
    body.push(tester(trials, organization));
    body.push(heading("In your builds"));
    body.push(which(organization));
    body.extend(files(organization));
    body
}

fn pick(label: &str, options: &[(&str, &str)], chosen: &str, what: release::Choice) -> Node {
    choice(label, options, chosen, PlaybookCommand::Choose(Choice::Release(what)))
}

/// The scheme, the trains, and the tool's version.
fn choices(organization: &Organization) -> Node {
    let chosen = &organization.choices.release;
    let mut fields = vec![
        pick(
            "Names are made of",
            &[("semver", "a version, from a tag"), ("commit", "the commit that was built")],
            chosen.scheme.id(),
            release::Choice::Scheme,
        ),
        pick(
            "Released together",
            &[("own", "every project by itself"), ("shared", "all projects at once")],
            chosen.train.id(),
            release::Choice::Train,
        ),
    ];
    if organization.choices.edition == Edition::SelfHosted {
        fields.push(pick(
            "Your Sentry server",
            &[("current", "24.11.1 or newer"), ("older", "older: sentry-cli 2.58")],
            chosen.cli.id(),
            release::Choice::Cli,
        ));
    }
    el("div", "fields", fields).keyed("choices")
}

/// How releases are called under these choices.
fn called(organization: &Organization) -> Option<Node> {
    let groups = Group::all(organization);
    let first = groups.first()?;
    let shared = organization.choices.release.train == Train::Shared;
    let words = match (shared, groups.len()) {
        (true, _) => format!("Every build makes one release for all: `{}`.", first.pattern()),
        (false, 1) => format!("Releases are called `{}`.", first.pattern()),
        (false, _) => {
            let some: Vec<String> =
                groups.iter().take(3).map(|group| format!("`{}`", group.pattern())).collect();
            format!("Releases are called {} and so on.", some.join(", "))
        }
    };
    let mixed = shared && groups.iter().any(|group| group.projects.iter().any(is_app));
    let warning = mixed.then(|| {
        paragraph(
            "warning",
            "Apps for phones name their releases by themselves; in one train with the rest, their SDK has to be told the \
             name.",
        )
    });
    Some(el("div", "", std::iter::once(paragraph("", &words)).chain(warning)).keyed("called"))
}

fn is_app(project: &&crate::organization::Project) -> bool {
    let apps = ["android", "apple-ios", "apple", "flutter", "react-native", "dotnet-maui"];
    apps.contains(&project.platform.as_str())
}

/// A name to try.
fn tester(trials: &Trials, organization: &Organization) -> Node {
    let tried = trials.release.as_str();
    let example =
        Group::all(organization).first().map_or_else(|| "web@1.4.2".to_owned(), Group::pattern);
    let input = field("Try a name", tried, &example, PlaybookCommand::Try(Trial::Release));
    let mut body = vec![el("div", "fields", [input]).keyed(format!("field-{}", trials.put))];
    if !tried.is_empty() {
        body.push(
            el("div", "verdict-of", verdict(tried, organization))
                .keyed("verdict")
                .with(Attribute::Live, "polite"),
        );
    }
    el("div", "tester", body).keyed("tester")
}

fn verdict(tried: &str, organization: &Organization) -> Vec<Node> {
    let problems = name::check(tried);
    let mut body = Vec::new();
    match name::read(tried)
        .filter(|_| problems.iter().all(|it| it.severity < crate::text::Severity::Error))
    {
        None => body.push(el("p", "", [strong("Refused.")])),
        Some(read) => {
            let mut words = vec![strong("Taken"), text(", and shown as ")];
            words.push(el("code", "", []).says(read.shown.as_str()));
            words.push(text(if read.is_semver {
                ": ordered by version."
            } else {
                ": ordered by date."
            }));
            body.push(el("p", "", words));
            body.push(details_list(&parts(&read)));
            let known = organization.projects.iter().any(|it| it.slug == read.package);
            if !read.package.is_empty() && !known && !read.package.contains('.') {
                let words = format!("No project of the plan is called `{}`.", read.package);
                body.push(paragraph("soft", &words));
            }
        }
    }
    body.extend(remarks(tried, &problems, Trial::Release));
    body
}

fn parts(read: &name::Name) -> Vec<(&'static str, String)> {
    let mut parts = vec![("Application", read.package.clone())];
    if let Some(version) = &read.parts {
        let number = match version.revision {
            0 => format!("{}.{}.{}", version.major, version.minor, version.patch),
            it => format!("{}.{}.{}.{it}", version.major, version.minor, version.patch),
        };
        parts.push(("Version", number));
        parts.push(("Before the version", version.prerelease.clone()));
        parts.push(("Build", version.build.clone()));
    }
    parts.push(("Commit", read.commit.clone().unwrap_or_default()));
    parts.retain(|(_, value)| !value.is_empty());
    parts
}

/// Whose commands are shown, and who builds.
fn which(organization: &Organization) -> Node {
    let shared = organization.choices.release.train == Train::Shared;
    let mut fields = Vec::new();
    if !shared && organization.projects.len() > 1 {
        let mut options = vec![("", "all")];
        options.extend(organization.projects.iter().map(|it| (it.slug.as_str(), it.slug.as_str())));
        let chosen = organization.choices.release.project.as_str();
        fields.push(pick("Project", &options, chosen, release::Choice::Project));
    }
    let ci = organization.choices.ci.id();
    fields.push(choice(
        "Builds and deploys",
        &super::chosen::BUILDERS,
        ci,
        PlaybookCommand::Choose(Choice::Ci),
    ));
    el("div", "fields", fields).keyed("which")
}

/// The file for the CI service, and what it does not say.
fn files(organization: &Organization) -> Vec<Node> {
    let Some(file) = ci::file(organization) else {
        return vec![paragraph("soft", "There is no project to release.")];
    };
    let groups = Group::chosen(organization);
    let mut body = vec![saved(&file).keyed("file")];
    if organization.choices.edition == Edition::SelfHosted {
        let words = "Put the address of your server for `SENTRY_URL`. sentry-cli 3 works with servers from 24.11.1 on; \
            for older ones take 2.58.";
        body.push(paragraph("warning", words));
    }
    if organization.choices.ci == Ci::GithubActions
        && let [group] = groups.as_slice()
    {
        let words = paragraph(
            "",
            "Shorter, but it brings sentry-cli 2 along, uploads source maps only, sends them to every project, and finalises by itself.",
        );
        let action = saved(&ci::action(group));
        body.push(details("action", "The same with `getsentry/action-release`", [words, action]));
    }
    if let Some(group) = groups.first() {
        let by_hand = Code {
            place: String::new(),
            language: "bash",
            text: commands::commits_by_hand(group).join("\n") + "\n",
        };
        let words = paragraph(
            "",
            "Where no integration knows the repository, or a release has commits of several repositories:",
        );
        body.push(details("by-hand", "Commits by hand", [words, snippet(&by_hand)]));
    }
    body.push(sent(&groups));
    body
}

/// How SDKs send the same name.
fn sent(groups: &[Group<'_>]) -> Node {
    let mut said: Vec<(&str, Vec<&str>)> = Vec::new();
    for group in groups {
        for project in &group.projects {
            let words = commands::sent_by(group, &project.platform);
            match said.iter_mut().find(|(known, _)| *known == words) {
                Some((_, slugs)) => slugs.push(&project.slug),
                None => said.push((words, vec![&project.slug])),
            }
        }
    }
    let item = |(words, slugs): &(&str, Vec<&str>)| {
        let named: Vec<&str> = slugs.iter().take(6).copied().collect();
        let more = slugs.len() - named.len();
        let mut who = named.join(", ");
        if more > 0 {
            who.push_str(&format!(" and {more} more"));
        }
        let words = prose(&format!(" {words}"));
        el("li", "", std::iter::once(strong(format!("{who}:"))).chain(words))
    };
    let title = "The SDK has to send the same name";
    details("sent", title, [el("ul", "sent", said.iter().map(item))])
}
