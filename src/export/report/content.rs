//! What stands in the report.

use super::block::{Block, Inline, Item, code, codes, item, paragraph, prose, text};
use super::{asides, first, rules, teams};
use crate::export::gaps::gaps;
use crate::organization::{Edition, Organization, Project, Situation};
use crate::ownership::Owner;
use crate::playbook::{self, Chapter, First};
use crate::projects::Platform;
use crate::text::numbers::{count, files, large, plural};
use std::collections::BTreeMap;

/// What the report is called.
pub fn title(organization: &Organization) -> String {
    match organization.organization.as_str() {
        "" => "Plan for Sentry".to_owned(),
        slug => format!("Plan for Sentry: {slug}"),
    }
}

/// The whole report.
pub fn of(organization: &Organization) -> Vec<Block> {
    let all = playbook::chapters(organization);
    let week = playbook::first_of(organization, &all);
    let mut report = vec![Block::Heading(1, heading(organization)), summary(organization)];
    report.extend(missing(organization));
    report.extend(first::week_one(organization, &week));
    report.extend(projects(organization));
    report.extend(teams::first(organization));
    report.extend(questions(organization));
    report.extend(first::rollout(organization, &week));
    report.extend(first::names(organization));
    report.extend(chosen(organization));
    report.push(Block::Heading(1, vec![text(REFERENCE)]));
    report.extend(details(organization));
    report.extend(teams::all(organization));
    report.extend(asides::of(organization));
    report.extend(chapters(organization, &all, &week));
    report
}

/// Where one looks things up; what stands above is to be read.
const REFERENCE: &str = "Reference";

fn heading(organization: &Organization) -> Vec<Inline> {
    let mut words = vec![text("Plan for Sentry")];
    if !organization.organization.is_empty() {
        words.extend([text(": "), code(organization.organization.as_str())]);
    }
    words
}

fn summary(organization: &Organization) -> Block {
    let projects = organization.projects.len() as u32;
    let teams = organization.all_teams().len() as u32;
    let repositories = organization.repositories.len() as u32;
    let all: u64 = organization.repositories.iter().map(|it| u64::from(it.files)).sum();
    let mut words = vec![
        Inline::Strong(plural(projects, "project", "projects")),
        text(format!(" and {}", plural(teams, "team", "teams"))),
    ];
    if repositories > 1 {
        words.push(text(format!(" for {repositories} repositories")));
    }
    if all > 0 {
        let noun = if all == 1 { "file" } else { "files" };
        words.push(text(format!(" with {} {noun}", large(all))));
    }
    if organization.left_over > 0 {
        let left = organization.left_over;
        let (verb, whose) = if left == 1 { ("is", "its") } else { ("are", "their") };
        let why = if organization.libraries.is_empty() {
            "as no errors come from there"
        } else {
            "as shared code runs inside the projects, where its errors are, and no errors come from the rest"
        };
        // A plan that names no repository does not say how many files there are.
        let of = if all > 0 { format!("{} of them", count(left)) } else { files(left) };
        words.push(text(format!("; {of} {verb} in no project of {whose} own, {why}")));
    }
    words.push(text(". Made from lists of files and from ownership rules: nothing here was compared with what is in Sentry."));
    Block::Paragraph(words)
}

fn missing(organization: &Organization) -> Vec<Block> {
    let gaps = gaps(organization);
    if gaps.is_empty() {
        return Vec::new();
    }
    let items = gaps.iter().map(|gap| item(prose(&gap.message()))).collect();
    vec![Block::Heading(2, vec![text("Before you begin")]), Block::List(items)]
}

fn chosen(organization: &Organization) -> [Block; 2] {
    let choices = &organization.choices;
    let edition = match choices.edition {
        Edition::Us => "sentry.io, data in the United States",
        Edition::Us2 => "us2.sentry.io, data in the United States",
        Edition::De => "sentry.io, data in the European Union",
        Edition::SelfHosted => "your own servers",
    };
    let plan = match (choices.edition, choices.plan.title()) {
        (Edition::SelfHosted, _) => "none: self-hosted Sentry has no plans",
        (_, "") => "not decided: what needs a certain one says so",
        (_, title) => title,
    };
    let situation = match choices.situation {
        Situation::Starting => "starting with Sentry",
        Situation::Present => "on Sentry already",
        Situation::Moving => "moving from your own servers",
    };
    let repositories = organization.repositories.iter().map(|it| it.name.as_str());
    let repositories: Vec<&str> = repositories.filter(|name| !name.is_empty()).collect();
    let mut rows = vec![
        vec![vec![text("Sentry")], vec![text(edition)]],
        vec![vec![text("Code host")], codes([choices.host.id()])],
        vec![vec![text("Branch that is deployed")], codes([choices.branch()])],
        vec![vec![text("Builds and deploys")], codes([choices.ci.id()])],
        vec![vec![text("Environments")], codes(choices.environments())],
        vec![vec![text("Plan")], vec![text(plan)]],
        vec![vec![text("Situation")], vec![text(situation)]],
    ];
    if !choices.start.is_empty() {
        rows.push(vec![vec![text("First day")], codes([choices.start.as_str()])]);
    }
    if !repositories.is_empty() {
        rows.insert(0, vec![vec![text("Repositories")], codes(repositories)]);
    }
    [Block::Heading(2, vec![text("What it is for")]), Block::Table(vec!["What", "Chosen"], rows)]
}

fn projects(organization: &Organization) -> Vec<Block> {
    let title = Block::Heading(2, vec![text("Projects")]);
    if organization.projects.is_empty() {
        return vec![title, paragraph(&format!("None. {}", organization.why_no_project()))];
    }
    let row = |project: &Project| {
        let sure = (project.confidence * 100.0).round() as u32;
        vec![
            vec![code(project.slug.as_str())],
            platform(project),
            folder(organization, project),
            codes(project.teams.iter().map(String::as_str)),
            vec![text(count(project.files))],
            vec![text(format!("{sure}%"))],
        ]
    };
    let rows = organization.projects.iter().map(row).collect();
    let headings = vec!["Project", "Platform", "Folder", "Teams", "Files", "Sure"];
    vec![title, Block::Table(headings, rows)]
}

fn platform(project: &Project) -> Vec<Inline> {
    match Platform::find(&project.platform) {
        Some(platform) => vec![text(platform.name)],
        None => vec![code(project.platform.as_str())],
    }
}

/// Where a project is, with its repository where there are several.
fn folder(organization: &Organization, project: &Project) -> Vec<Inline> {
    let root = if project.root.is_empty() { "/".to_owned() } else { format!("{}/", project.root) };
    let mut words = vec![code(root)];
    if let Some(process) = &project.process {
        words.extend([text(" as "), code(process.as_str())]);
    }
    let repository = organization.repository_of(project).map_or("", |it| it.name.as_str());
    if organization.repositories.len() > 1 && !repository.is_empty() {
        words.extend([text(" in "), code(repository)]);
    }
    words
}

fn questions(organization: &Organization) -> Vec<Block> {
    if organization.questions.is_empty() {
        return Vec::new();
    }
    let item = |question: &crate::organization::Question| {
        let options = question.options.iter().enumerate().map(|(at, option)| {
            let mut words = vec![Inline::Strong(option.label.clone()), text(": ")];
            words.extend(prose(&option.effect));
            if at == 0 {
                words.push(text(" (What the plan assumes.)"));
            }
            self::item(words)
        });
        let mut words = prose(&question.text);
        if !question.repository.is_empty() && organization.repositories.len() > 1 {
            words.extend([text(" In "), code(question.repository.as_str()), text(".")]);
        }
        Item { done: None, words, more: vec![Block::List(options.collect())] }
    };
    let items = organization.questions.iter().map(item).collect();
    vec![Block::Heading(2, vec![text("Questions that only you can answer")]), Block::List(items)]
}

fn details(organization: &Organization) -> Vec<Block> {
    if organization.projects.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading(2, vec![text("Each project")])];
    blocks.extend(surer(organization));
    let fallbacks = rules::fallbacks(organization);
    for project in &organization.projects {
        blocks.push(Block::Heading(3, vec![code(project.slug.as_str())]));
        let repository = organization.repository_of(project);
        let fallback = repository.and_then(|it| fallbacks.get(it.name.as_str()));
        blocks.extend(detail(project, fallback));
    }
    blocks
}

/// With what the plan would be surer, each said once with the projects that it is about.
fn surer(organization: &Organization) -> Option<Block> {
    let mut said: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for project in &organization.projects {
        for help in &project.would_help {
            said.entry(help).or_default().push(&project.slug);
        }
    }
    let item = |(help, slugs): (&&str, &Vec<&str>)| {
        let mut words = codes(slugs.iter().copied());
        words.push(text(": "));
        words.extend(prose(help));
        self::item(words)
    };
    (!said.is_empty()).then(|| Block::List(said.iter().map(item).collect()))
}

fn detail(project: &Project, fallback: Option<&Vec<Owner>>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !project.reasons.is_empty() {
        let reason = |reason: &crate::organization::Reason| {
            let mut words = prose(&reason.text);
            if !reason.evidence.is_empty() {
                words.push(text(" "));
                words.extend(codes(reason.evidence.iter().take(6).map(String::as_str)));
            }
            item(words)
        };
        blocks.push(Block::List(project.reasons.iter().map(reason).collect()));
    }
    let root = |root: &str| code(if root.is_empty() { "\"\"" } else { root });
    for mapping in project.all_mappings() {
        blocks.push(Block::Paragraph(vec![
            text("Code mapping: stack root "),
            root(&mapping.stack_root),
            text(", source root "),
            root(&mapping.source_root),
            text("."),
        ]));
    }
    blocks.extend(rules::of(project, fallback));
    blocks
}

fn chapters(organization: &Organization, all: &[Chapter], week: &[First]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for chapter in all {
        blocks.push(Block::Heading(2, vec![text(chapter.heading.title())]));
        blocks.extend(self::chapter(organization, &chapter.without(week)));
    }
    blocks
}

fn chapter(organization: &Organization, chapter: &Chapter) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !chapter.intro.is_empty() {
        blocks.push(paragraph(&chapter.intro));
    }
    for (name, items) in [("Basic", &chapter.basic), ("Advanced", &chapter.advanced)] {
        if items.is_empty() {
            continue;
        }
        blocks.push(Block::Heading(3, vec![text(name)]));
        let items = items.iter().map(|item| task(organization, item));
        blocks.push(Block::List(items.collect()));
    }
    blocks
}

/// An item of the playbook, with its box.
pub fn task(organization: &Organization, item: &playbook::Item) -> Item {
    let mut words = prose(&item.what);
    if !item.why.is_empty() {
        words.push(Inline::Break);
        words.extend(prose(&item.why));
    }
    if !item.done_when.is_empty() {
        words.extend([Inline::Break, text("Done when: ")]);
        words.extend(prose(&item.done_when));
    }
    if let Some(older) = &item.older_advice {
        words.extend([Inline::Break, text("Older advice: ")]);
        words.extend(prose(older));
    }
    if let Some(needed) = item.needed() {
        words.extend([Inline::Break, text(needed)]);
    }
    words.push(Inline::Break);
    words.push(Inline::Link(page(item.source.address).to_owned(), item.source.address));
    words.push(text(format!(" ({})", item.source.age.remark())));
    let mut more = Vec::new();
    for code in &item.code {
        if !code.place.is_empty() {
            more.push(Block::Paragraph(vec![self::code(code.place.as_str())]));
        }
        more.push(Block::Code(code.language, code.text.clone()));
    }
    Item { done: Some(organization.choices.done.contains(&item.id)), words, more }
}

/// An address without what every address has.
fn page(address: &str) -> &str {
    address.trim_start_matches("https://").trim_end_matches('/')
}
