//! Ownership rules written back as a CODEOWNERS file.
//!
//! A file that is there already comes first, as it is; then the rules in the repository's paths.
//! Its last line that matches a file names the owner that Sentry's rules give.
//!
//! The two languages differ: in ownership rules `*` crosses folders, case is no difference,
//! and a rule may look at modules, addresses or tags. What a CODEOWNERS pattern says
//! exactly is written as one; anything else stands as a comment, with the reason.

mod existing;
mod patterns;

use super::merged::merged;
use super::names::{file_part, unique};
use super::{Entry, Format};
use crate::organization::{Organization, Project, Repository};
use crate::ownership::{MatcherKind, Owner, Rule, parse};
use crate::text::clean;
use crate::text::shell::comment;
use patterns::patterns;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A file for each repository, in its folder where there are several.
pub fn of_each(organization: &Organization) -> Vec<Entry<'_>> {
    let repositories = &organization.repositories;
    if repositories.len() < 2 {
        let file = Entry::new(Format::Codeowners, move || write(organization));
        return vec![file.within("codeowners")];
    }
    let names = unique(repositories.iter().map(|it| it.name.as_str()), "repository", file_part);
    let owners = Rc::new(Owners::new(organization));
    let files = by_repository(organization).into_iter().zip(names);
    let files = files.map(|((repository, projects), name)| {
        let owners = Rc::clone(&owners);
        let file = Entry::new(Format::Codeowners, move || {
            of_projects(&owners, Some(repository), projects.clone())
        });
        file.within(&format!("codeowners/{name}"))
    });
    files.collect()
}

/// The rules of all projects: those of several repositories one after another, as each has a
/// file of its own, in which another's lines would take its files.
pub fn write(organization: &Organization) -> String {
    let owners = Owners::new(organization);
    if organization.repositories.len() < 2 {
        let only = organization.repositories.first();
        return of_projects(&owners, only, organization.projects.iter().collect());
    }
    let mut text = SEVERAL.to_owned();
    for (repository, projects) in by_repository(organization) {
        text.push('\n');
        let heading = format!("--- Repository {}: into a file of its own", repository.name);
        text.push_str(&comment(&heading));
        text.push('\n');
        text.push_str(&of_projects(&owners, Some(repository), projects));
    }
    let is_nowhere = |it: &&Project| has_rules(it) && organization.repository_of(it).is_none();
    let rest: Vec<&Project> = organization.projects.iter().filter(is_nowhere).collect();
    if !rest.is_empty() {
        text.push_str("\n# --- Projects of repositories that are not in the plan\n");
        text.push_str(&of_projects(&owners, None, rest));
    }
    text
}

/// Each repository with its projects. Of two with one name, the first has them.
fn by_repository(organization: &Organization) -> Vec<(&Repository, Vec<&Project>)> {
    let mut projects: BTreeMap<&str, Vec<&Project>> = BTreeMap::new();
    for project in &organization.projects {
        if let Some(repository) = organization.repository_of(project) {
            projects.entry(&repository.name).or_default().push(project);
        }
    }
    let with_its = |repository: &'_ Repository| projects.remove(repository.name.as_str());
    let its = organization.repositories.iter().map(with_its).map(Option::unwrap_or_default);
    organization.repositories.iter().zip(its.collect::<Vec<_>>()).collect()
}

/// What the repository has already, then the rules, which rank above it in Sentry.
fn of_projects(
    owners: &Owners<'_>,
    repository: Option<&Repository>,
    projects: Vec<&Project>,
) -> String {
    let file = clean::lines(repository.map_or("", |it| it.codeowners.trim())).into_owned();
    let (own, sections) = existing::parts(&file, owners.organization.choices.host);
    let mut text = if sections.is_empty() { HEAD } else { HEAD_OF_SECTIONS }.to_owned();
    let rules = match repository.map_or("", |it| it.rules.trim()) {
        "" => {
            // What no project has is told of nowhere else.
            if owners.organization.left_over > 0 && projects.iter().any(|it| has_rules(it)) {
                text.push_str(LEFT_OVER);
            }
            of_plan(owners, repository, projects)
        }
        rules => {
            let rules = parse(&clean::lines(rules)).rules;
            in_repository(owners, repository, rules.iter())
        }
    };
    let mut part = |title: &str, lines: &str| {
        let lines = lines.trim_end();
        if !lines.is_empty() {
            text.push_str(title);
            text.push_str(lines);
            text.push('\n');
        }
    };
    let own = own.trim();
    part("\n# The file as it is.\n", own);
    let title = if file.is_empty() { "" } else { "\n# The ownership rules.\n" };
    part(title, &existing::with_warning(own, rules));
    part("\n# The sections of the file, as they are.\n", sections);
    text
}

fn has_rules(project: &Project) -> bool {
    !project.rules.trim().is_empty() || !project.repository_rules.trim().is_empty()
}

/// The rules as far as projects tell them.
fn of_plan(
    owners: &Owners<'_>,
    repository: Option<&Repository>,
    projects: Vec<&Project>,
) -> String {
    let known = projects.iter().any(|project| !project.repository_rules.trim().is_empty());
    let transcribed =
        repository.is_some_and(|it| !it.codeowners.trim().is_empty() && !it.is_imported());
    if !known && !transcribed {
        return of_frames(owners, projects);
    }
    let lists = projects.iter().map(|it| parse(&clean::lines(&it.repository_rules)).rules);
    let lists: Vec<Vec<Rule>> = lists.collect();
    in_repository(owners, repository, merged(&lists))
}

/// Rules for paths of the repository: nothing is mapped.
fn in_repository<'r>(
    owners: &Owners<'_>,
    repository: Option<&Repository>,
    rules: impl IntoIterator<Item = &'r Rule>,
) -> String {
    let whole = Project {
        repository: repository.map(|it| it.name.clone()).unwrap_or_default(),
        ..Project::default()
    };
    rules.into_iter().map(|rule| line(owners, &whole, rule) + "\n").collect()
}

/// Of a plan that does not tell its rules in the repository's paths.
fn of_frames(owners: &Owners<'_>, mut projects: Vec<&Project>) -> String {
    let mut text = String::new();
    // The last line that matches wins, so that a folder comes before what lies in it.
    projects.sort_by_key(|project| {
        project.root.matches('/').count() + usize::from(!project.root.is_empty())
    });
    for project in projects.into_iter().filter(|project| !project.rules.trim().is_empty()) {
        text.push('\n');
        text.push_str(&comment(&format!("Project {}", project.slug)));
        text.push('\n');
        for rule in parse(&clean::lines(&project.rules)).rules {
            text.push_str(&line(owners, project, &rule));
            text.push('\n');
        }
    }
    text
}

fn line(all: &Owners<'_>, project: &Project, rule: &Rule) -> String {
    let owners: Vec<String> = rule.owners.iter().map(|it| all.called(project, it)).collect();
    let patterns = match &rule.matcher.kind {
        MatcherKind::Path => {
            patterns(project, &rule.matcher.pattern, all.organization.choices.host)
        }
        // Such a pattern came from a CODEOWNERS file, with the stack root in place of the source's.
        MatcherKind::Codeowners if project.mapping.stack_root.is_empty() => {
            let pattern = rule.matcher.pattern.as_str();
            is_word(pattern).then(|| vec![pattern.to_owned()]).ok_or("its pattern is no word")
        }
        MatcherKind::Codeowners => Err("it came from a CODEOWNERS file"),
        _ => Err("CODEOWNERS knows paths only"),
    };
    let patterns = patterns.and_then(|patterns| match owners.iter().all(|owner| is_word(owner)) {
        // A line of a pattern alone would take the files from everybody.
        true if owners.is_empty() => Err("it names no owner"),
        true => Ok(patterns),
        false => Err("an owner’s name cannot stand in CODEOWNERS"),
    });
    match patterns {
        Ok(patterns) => {
            let line = |pattern: String| format!("{pattern} {}", owners.join(" "));
            patterns.into_iter().map(line).collect::<Vec<_>>().join("\n")
        }
        Err(why) => {
            let owners = rule.owners.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            comment(&format!("left out, as {why}: {} {owners}", rule.matcher))
        }
    }
}

/// What code review calls owners.
struct Owners<'o> {
    organization: &'o Organization,
    /// What teams are called there, by slug.
    names: BTreeMap<&'o str, &'o [String]>,
}

impl<'o> Owners<'o> {
    fn new(organization: &'o Organization) -> Self {
        Self { organization, names: organization.code_owners_by_team() }
    }

    /// The name that the list of teams gives, else the slug in the organization that the repository
    /// belongs to.
    fn called(&self, project: &Project, owner: &Owner) -> String {
        clean::line(&self.name_of(project, owner)).into_owned()
    }

    fn name_of(&self, project: &Project, owner: &Owner) -> String {
        let slug = match owner {
            Owner::User(address) => return address.clone(),
            Owner::Team(slug) => slug,
        };
        if let Some(name) = self.names.get(slug.as_str()).and_then(|names| names.first()) {
            return name.clone();
        }
        let repository = super::gaps::repository(self.organization, project);
        let account = repository.and_then(|name| name.split_once('/')).map_or("", |it| it.0);
        let account = if account.is_empty() { self.organization.slug() } else { account };
        format!("@{account}/{slug}")
    }
}

/// Whether a text is one word of a CODEOWNERS line.
fn is_word(text: &str) -> bool {
    !text.is_empty()
        && !text
            .contains(|letter: char| letter.is_whitespace() || letter.is_control() || letter == '#')
}

const HEAD: &str =
    "# Made from the ownership rules of the plan: the last line that matches a file wins.
# Ownership rules take A and a for the same letter, and this file does not; a line that ends in the
# name of a file stands for folders of that name, too.
";

const HEAD_OF_SECTIONS: &str =
    "# Made from the ownership rules of the plan, for a file with sections: each decides for itself,
# and in each the last line that matches a file wins. The rules stand before the first section,
# so that they take no file from any: whom a section names reviews as before.
# Ownership rules take A and a for the same letter, and this file does not; a line that ends in the
# name of a file stands for folders of that name, too.
";

const LEFT_OVER: &str =
    "# Rules for files that are in no project are not in the plan: add yours for those.
";

const SEVERAL: &str =
    "# Several repositories, each with a file of its own: take them apart at the headings, since one
# file for all would give files of one repository to owners of another.
";
