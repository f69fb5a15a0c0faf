use crate::document::MOST_REPOSITORIES;
use crate::organization::Organization;
use crate::session::commands::OrganizationCommand;
use crate::session::draw::{code, command, details, el, field, paragraph, strong, text};
use crate::session::later::repositories::OtherPlan;
use crate::session::protocol::{Attribute, Node};
use crate::text::numbers::{files, plural};
use std::rc::Rc;

/// How many projects of another repository are named.
const MOST_NAMED: usize = 12;

/// What the organization's repositories are shown of.
pub struct Parts<'s> {
    /// The name of the one in view.
    pub name: &'s str,
    /// How many files and projects it has.
    pub files: u32,
    pub projects: u32,
    /// What is planned for the others.
    pub others: &'s [Rc<OtherPlan>],
    /// How many of them come before the one in view.
    pub before: usize,
    /// The name of the one that was removed last.
    pub removed: Option<&'s str>,
    /// All of them together; nothing if there is one alone.
    pub organization: &'s Organization,
}

/// The organization's repositories: which one is in view, what is planned for the others,
/// and ways to them.
pub fn draw(parts: &Parts<'_>) -> Vec<Node> {
    let Parts { others, removed, organization, .. } = *parts;
    if others.is_empty() && removed.is_none() {
        let more = details(
            "repositories",
            "Several repositories",
            [
                paragraph(
                    "soft",
                    "Each has its own tree, rules and split; all together are one plan, with the same teams.",
                ),
                el(
                    "div",
                    "fields",
                    [field(
                        "Name of this one",
                        parts.name,
                        "acme/shop",
                        OrganizationCommand::Repository,
                    )],
                ),
                add(),
            ],
        );
        return vec![more];
    }
    let before = parts.before.min(others.len());
    let mut items: Vec<Node> =
        others.iter().enumerate().map(|(at, other)| item(at, other, organization)).collect();
    items.insert(before, here(parts, before));
    let number = organization.repositories.len() as u32;
    let lead = [
        strong(plural(organization.projects.len() as u32, "project", "projects")),
        text(" in "),
        strong(plural(number, "repository", "repositories")),
        text(", with the same teams."),
    ];
    let mut body = vec![el("p", "lead", lead), el("ol", "repositories", items)];
    if let Some(removed) = removed {
        let words = text(format!("{} was removed. ", shown(removed)));
        let back = command("", "Put it back", OrganizationCommand::RestoreRepository);
        body.push(el("p", "changes", [words, back]));
    }
    if (number as usize) < MOST_REPOSITORIES {
        body.push(add());
    }
    vec![
        el("section", "repositories", body)
            .with(Attribute::Label, "Repositories")
            .keyed("repositories"),
    ]
}

/// The slugs of the projects in view, as the organization has them: one that another
/// repository's project has already gets more in front.
pub fn slugs(parts: &Parts<'_>) -> Option<Vec<String>> {
    let Parts { others, organization, .. } = *parts;
    if others.is_empty() {
        return None;
    }
    let place = parts.before.min(others.len());
    let name = &organization.repositories.get(place)?.name;
    let own = organization.projects.iter().filter(|project| project.repository == *name);
    Some(own.map(|project| project.slug.clone()).collect())
}

/// The one in view.
fn here(parts: &Parts<'_>, place: usize) -> Node {
    let name = parts.organization.repositories.get(place).map_or("", |it| it.name.as_str());
    let words = format!(
        " in view: {} for {}",
        plural(parts.projects, "project", "projects"),
        files(parts.files)
    );
    let rename = field("Name", parts.name, "acme/shop", OrganizationCommand::Repository);
    let line = el("p", "head", [strong(shown(name)), text(words)]);
    el("li", "repository here", [line, el("div", "fields", [rename])])
        .with(Attribute::Current, "true")
        .keyed("here")
}

/// One of the others.
fn item(at: usize, other: &OtherPlan, organization: &Organization) -> Node {
    let name = &other.repository.name;
    let show = command("", "Show it", OrganizationCommand::ShowRepository(at))
        .with(Attribute::Label, format!("Show {}", shown(name)));
    let remove = command("", "Remove", OrganizationCommand::RemoveRepository(at))
        .with(Attribute::Label, format!("Remove {}", shown(name)));
    let mut head = vec![strong(shown(name))];
    let mut body = Vec::new();
    match other.damage {
        Some(error) => body.push(paragraph("warning", &format!("It can’t be read: {error}"))),
        None => {
            let number = other.plan.projects.len();
            head.push(text(format!(
                ": {} for {}",
                plural(number as u32, "project", "projects"),
                files(other.repository.files)
            )));
            body.extend((number > 0).then(|| named(name, other, organization)));
            let doubts = other.plan.questions.len() as u32;
            body.extend((doubts > 0).then(|| {
                let words = plural(doubts, "question is", "questions are");
                paragraph("soft", &format!("{words} open there."))
            }));
        }
    }
    head.extend([text(" "), show, text(" "), remove]);
    let rename = field("Name", name, "acme/shop", OrganizationCommand::RenameRepository(at));
    let rename = details(&format!("rename-{at}"), "Rename", [el("div", "fields", [rename])]);
    let children = std::iter::once(el("p", "head", head)).chain(body).chain([rename]);
    el("li", "repository", children).keyed(format!("other-{at}"))
}

/// Its projects, by the slugs that they have in the organization.
fn named(name: &str, other: &OtherPlan, organization: &Organization) -> Node {
    let own = organization.projects.iter().filter(|project| project.repository == *name);
    let mut slugs: Vec<&str> = own.map(|project| project.slug.as_str()).collect();
    if slugs.is_empty() {
        slugs = other.plan.projects.iter().map(|project| project.slug.as_str()).collect();
    }
    let more = slugs.len().saturating_sub(MOST_NAMED);
    let mut words: Vec<Node> =
        slugs.iter().take(MOST_NAMED).flat_map(|slug| [code(slug), text(" ")]).collect();
    if more > 0 {
        words.push(text(format!("and {more} more")));
    }
    el("p", "slugs", words)
}

fn add() -> Node {
    let field = el("input", "", [])
        .with(Attribute::Type, "text")
        .with(Attribute::Placeholder, "acme/other")
        .with(Attribute::Autocomplete, "off")
        .with(Attribute::Spellcheck, "false");
    let label = el("label", "", [text("Add another repository "), field]);
    let send = el("button", "", [text("Add it")]);
    el("form", "give", [label, send])
        .does(OrganizationCommand::AddRepository.intent())
        .keyed("add-repository")
}

fn shown(name: &str) -> &str {
    if name.is_empty() { "A repository without a name" } else { name }
}
