//! Ownership rules written back as a CODEOWNERS file.
//!
//! A file that is there already comes first, as it is; then the rules in the repository's paths.
//! Its last line that matches a file names the owner that Sentry's rules give.
//!
//! The two languages differ: in ownership rules `*` crosses folders, case is no difference,
//! and a rule may look at modules, addresses or tags. What a CODEOWNERS pattern says
//! exactly is written as one; anything else stands as a comment, with the reason.

use super::merged::merged;
use super::names::{file_part, unique};
use super::{Entry, Format};
use crate::organization::{Organization, Project, Repository};
use crate::ownership::{MatcherKind, Owner, Rule, parse};
use crate::text::clean;
use crate::text::shell::comment;
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
    // By the repository's name; of two with one name, the first has the projects.
    let mut projects: BTreeMap<&str, Vec<&Project>> = BTreeMap::new();
    for project in &organization.projects {
        if let Some(repository) = organization.repository_of(project) {
            projects.entry(&repository.name).or_default().push(project);
        }
    }
    let owners = Rc::new(Owners::new(organization));
    let files = repositories.iter().zip(names).map(|(repository, name)| {
        let owners = Rc::clone(&owners);
        let projects = projects.remove(repository.name.as_str()).unwrap_or_default();
        let file = Entry::new(Format::Codeowners, move || {
            of_projects(&owners, Some(repository), projects.clone())
        });
        file.within(&format!("codeowners/{name}"))
    });
    files.collect()
}

/// The rules of all projects.
pub fn write(organization: &Organization) -> String {
    let only = match &organization.repositories[..] {
        [only] => Some(only),
        _ => None,
    };
    of_projects(&Owners::new(organization), only, organization.projects.iter().collect())
}

/// What the repository has already, then the rules, which rank above it in Sentry.
fn of_projects(
    owners: &Owners<'_>,
    repository: Option<&Repository>,
    projects: Vec<&Project>,
) -> String {
    let mut text = HEAD.to_owned();
    let file = repository.map_or("", |it| it.codeowners.trim());
    if !file.is_empty() {
        text.push_str("\n# The file as it is.\n");
        text.push_str(&clean::lines(file));
        text.push('\n');
    }
    let known = projects.iter().any(|project| !project.repository_rules.trim().is_empty());
    let transcribed = repository.is_some_and(|it| !file.is_empty() && !it.is_imported());
    if known || transcribed {
        let lists = projects.iter().map(|it| parse(&clean::lines(&it.repository_rules)).rules);
        let lists: Vec<Vec<Rule>> = lists.collect();
        if known && !file.is_empty() {
            text.push_str("\n# The ownership rules.\n");
        }
        // Rules for paths of the repository: nothing is mapped.
        let whole = Project {
            repository: repository.map(|it| it.name.clone()).unwrap_or_default(),
            ..Project::default()
        };
        for rule in merged(&lists) {
            text.push_str(&line(owners, &whole, rule));
            text.push('\n');
        }
        return text;
    }
    of_frames(owners, projects, text)
}

/// Of a plan that does not tell its rules in the repository's paths.
fn of_frames(owners: &Owners<'_>, mut projects: Vec<&Project>, mut text: String) -> String {
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
        MatcherKind::Path => patterns(project, &rule.matcher.pattern),
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

/// The CODEOWNERS patterns for a pattern of an ownership rule, in which the project's
/// stack root stands for its source root.
fn patterns(project: &Project, pattern: &str) -> Result<Vec<String>, &'static str> {
    let source = clean::line(&project.mapping.source_root);
    let source = source.trim_matches('/');
    if !is_literal(source) {
        return Err("the source root holds marks of a pattern");
    }
    // Always with a slash before and behind: `/` or `/services/api/`.
    let base = if source.is_empty() { "/".to_owned() } else { format!("/{source}/") };
    let stack = clean::line(&project.mapping.stack_root);
    if pattern.chars().all(|letter| letter == '*') && !pattern.is_empty() {
        return Ok(vec![if base == "/" { "*".to_owned() } else { base }]);
    }
    if let Some(rest) = pattern.strip_prefix("*.").filter(|rest| is_literal(rest)) {
        return match rest.contains('/') {
            true => Err("it looks across folders"),
            false if base == "/" => Ok(vec![format!("*.{rest}")]),
            false => Ok(vec![format!("{base}**/*.{rest}")]),
        };
    }
    // Rules may be written for the repository's own paths, until a code mapping is made.
    let own = pattern.strip_prefix(&base[1..]).filter(|_| base != "/");
    let Some(rest) = own.or_else(|| pattern.strip_prefix(stack.as_ref())) else {
        return Err("it does not begin with the project’s stack root");
    };
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let (folder, last) = rest.rsplit_once('/').map_or(("", rest), |(folder, last)| (folder, last));
    if !is_literal(folder) {
        return Err("it looks across folders");
    }
    let folder = if folder.is_empty() { base } else { format!("{base}{folder}/") };
    if last == "*" {
        return Ok(vec![if folder == "/" { "*".to_owned() } else { folder }]);
    }
    if let Some(ending) = last.strip_prefix('*').filter(|it| it.starts_with('.') && is_literal(it))
    {
        return Ok(vec![format!("{folder}**/*{ending}")]);
    }
    if let Some(beginning) = last.strip_suffix('*').filter(|it| !it.is_empty() && is_literal(it)) {
        return Ok(vec![format!("{folder}{beginning}*"), format!("{folder}{beginning}*/**")]);
    }
    match is_literal(last) && !last.is_empty() {
        true => Ok(vec![format!("{folder}{last}")]),
        false => Err("its wildcard has no like in CODEOWNERS"),
    }
}

/// Whether a text stands for itself in both languages.
fn is_literal(text: &str) -> bool {
    let special = |letter: char| {
        letter.is_whitespace() || letter.is_control() || "*?[]{}!#\\@".contains(letter)
    };
    !text.contains(special) && !text.split('/').any(|part| part == "..")
}

const HEAD: &str =
    "# Made from the ownership rules of the plan: the last line that matches a file wins.
# Ownership rules take A and a for the same letter, and this file does not.
";
