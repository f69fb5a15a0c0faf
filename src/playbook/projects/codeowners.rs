//! CODEOWNERS, where there is such a file.

use crate::organization::{Edition, Repository, RepositoryHost, Subscription};
use crate::ownership::Directory;
use crate::ownership::codeowners::{self, Codeowners, Outcome};
use crate::playbook::Item;
use crate::playbook::facts::{Facts, slugs};
use crate::playbook::imports::Obstacle;
use crate::playbook::sources as source;
use crate::playbook::words::{self, list, team};
use std::collections::BTreeMap;

pub fn codeowners(facts: &Facts, files: &[&Repository]) -> Option<Item> {
    let by_obstacle = |repository: &&Repository| facts.imports.obstacle(repository).is_some();
    let (unread, files): (Vec<&Repository>, Vec<&Repository>) =
        files.iter().copied().partition(by_obstacle);
    if files.is_empty() {
        return unread.first().map(|file| carry_over(facts, file));
    }
    let owned = facts.those(|project| {
        facts
            .plan
            .repository_of(project)
            .is_some_and(|it| files.iter().any(|file| file.name == it.name))
    });
    let large =
        files.iter().any(|file| file.codeowners.chars().count() > codeowners::MAX_CHARACTERS);
    let whose = match owned.len() {
        0 => "every project made from it".to_owned(),
        _ => slugs(&owned),
    };
    let item = Item::new(
        "projects/codeowners",
        format!("Attach CODEOWNERS to {whose}, each with its code mapping."),
        format!(
            "A file is imported per project and code mapping, and refreshed by itself{}. Lines whose paths hold `!`, `[…]`, white space \
             or a later `#`, and GitLab’s sections, are skipped silently.{}{}",
            if facts.plan.choices.host == RepositoryHost::Gitlab {
                ", which an open report doubts for GitLab"
            } else {
                ""
            },
            if large { " Over 3,000,000 characters, as here, nothing is imported." } else { "" },
            match unread.len() {
                0 => String::new(),
                _ => format!(
                    " {}: carry the lines of {} over into ownership rules.",
                    UNMAPPED.replace("HOST", facts.host()),
                    list(unread.iter().map(|it| it.name.as_str()))
                ),
            }
        ),
        "Settings > Ownership Rules of each shows the imported rules.",
        match facts.plan.choices.host {
            RepositoryHost::Bitbucket => source::CODEOWNERS_ON_BITBUCKET,
            RepositoryHost::Github | RepositoryHost::Gitlab | RepositoryHost::AzureDevops => {
                source::OWNERSHIP
            }
        },
    );
    Some(item.needs(Subscription::Business))
}

/// What is done with files that Sentry does not import, of which this is one.
fn carry_over(facts: &Facts, file: &Repository) -> Item {
    let why = match facts.imports.obstacle(file) {
        Some(Obstacle::Plan) => format!(
            "Sentry reads such a file on the Business plan, not on {}",
            facts.plan.choices.plan.title()
        ),
        Some(Obstacle::Names) => {
            format!(
                "{}, and would drop the lines that name them",
                UNMAPPED.replace("HOST", facts.host())
            )
        }
        Some(Obstacle::Host) | None => format!(
            "Sentry reads such a file from GitHub, GitLab and Bitbucket, not from {}",
            facts.host()
        ),
    };
    Item::new(
        "projects/codeowners",
        format!("Carry CODEOWNERS over into ownership rules: {why}."),
        "The same teams should get reviews and errors. Review shows where they don’t.",
        "Review shows no difference that you did not want.",
        source::OWNERSHIP,
    )
}

const UNMAPPED: &str = "Sentry can’t be told whom names of HOST stand for";

/// Whether any line of a file names an owner, so that the file decides who gets errors.
pub fn names_somebody(file: &Repository) -> bool {
    let names = codeowners::names(&file.codeowners);
    [names.teams, names.users, names.mails].iter().any(|list| !list.is_empty())
}

/// Who the names of the file are in Sentry.
pub fn names(facts: &Facts, files: &[&Repository]) -> Option<Item> {
    let mut mapped: BTreeMap<String, &str> = BTreeMap::new();
    for known in &facts.plan.teams {
        for name in &known.code_owners {
            mapped.entry(name.to_lowercase()).or_insert(&known.slug);
        }
    }
    let read = files.iter().filter(|file| facts.imports.obstacle(file).is_none());
    let mut all: Vec<String> =
        read.flat_map(|file| codeowners::names(&file.codeowners).teams).collect();
    all.sort_unstable();
    all.dedup();
    if all.is_empty() {
        return None;
    }
    let owner = |name: &str| mapped.get(&name.to_lowercase()).copied();
    let unknown: Vec<&str> =
        all.iter().map(String::as_str).filter(|name| owner(name).is_none()).collect();
    let example = all.iter().find_map(|name| Some((name, owner(name)?)));
    let example = example
        .map_or(String::new(), |(name, slug)| format!(", {} to {}", words::name(name), team(slug)));
    let what = match unknown.as_slice() {
        [] => format!(
            "Map {} to Sentry’s teams{example}.",
            words::the(all.len(), "team name of CODEOWNERS", "team names of CODEOWNERS")
        ),
        unknown => format!(
            "Map {} to Sentry’s teams{example}. Nobody yet: {}.",
            words::the(all.len(), "team name of CODEOWNERS", "team names of CODEOWNERS"),
            list(unknown.iter().copied())
        ),
    };
    let item = Item::new(
        "projects/codeowners-names",
        what,
        "A line whose owners are all unknown to Sentry is passed over without a word.",
        format!("Settings > Integrations > {} > Team Mappings names each of them.", facts.host()),
        source::OWNERSHIP,
    );
    Some(item)
}

/// The line that a file begins with, if it is for everything.
fn line_for_everything(repository: &Repository) -> Option<&str> {
    let mut lines = repository.codeowners.lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'))?;
    let (pattern, owners) = first.split_once(char::is_whitespace)?;
    (["*", "**", "/**"].contains(&pattern) && owners.contains('@')).then_some(first)
}

/// A line for everything, first in the file: among the rules it would override all of it.
pub fn catch_all(facts: &Facts) -> Item {
    let named = facts.projects().iter().flat_map(|project| project.teams.first());
    let slug = named.map(String::as_str).next().unwrap_or("team");
    let team = facts.plan.teams.iter().find(|team| team.slug == *slug);
    let name = team.and_then(|team| team.code_owners.first()).cloned();
    let name = name.unwrap_or_else(|| format!("@{}/{slug}", facts.plan.slug()));
    let what = match facts.with_codeowners().into_iter().find_map(line_for_everything) {
        Some(line) => format!("Keep {} as the first line of CODEOWNERS", words::name(line)),
        None => format!(
            "Begin CODEOWNERS with a line for everything, such as {}",
            words::name(&format!("* {name}"))
        ),
    };
    Item::new(
        "projects/catch-all",
        format!("{what}, and write no `path:*` among the rules."),
        "Every ownership rule outranks every line of the file: a rule for everything would take all errors away \
         from it. Without a line for everything, errors in files that nobody names reach nobody.",
        "Coverage shows no folder that reaches nobody.",
        source::OWNERSHIP,
    )
    .older(
        "Put `./*` last, as a fallback. The last match wins today, so what is for everything has to come first; and \
         `./*` matches nothing of use: a rule is written `path:*`, a line of CODEOWNERS `*`.",
    )
}

pub fn precedence(facts: &Facts, files: &[&Repository]) -> Option<Item> {
    let with = facts.those(|project| !project.rules.trim().is_empty());
    let is_read = files.iter().any(|file| facts.imports.obstacle(file).is_none());
    (is_read && !with.is_empty()).then(|| {
        Item::new(
            "projects/codeowners-first",
            format!("Keep in the ownership rules of {} only what CODEOWNERS cannot say.", slugs(&with)),
            "Sentry reads CODEOWNERS first, then the rules, and the last match wins: a broad rule such as \
             `path:*` overrides the whole file.",
            "The path you care about most ends, under Files, at the line that you expect.",
            source::OWNERSHIP,
        )
    })
}

/// Lines of CODEOWNERS that name nobody.
pub fn without_owner(facts: &Facts, files: &[&Repository]) -> Option<Item> {
    let mut read = files.iter().filter(|file| facts.imports.obstacle(file).is_none());
    let bare = |file: &&Repository| {
        let read = codeowners::import(&Codeowners::new(&file.codeowners), &Directory::default());
        read.lines.iter().any(|line| line.outcome == Outcome::Exclusion)
    };
    read.any(bare).then(|| {
        let old = facts.plan.choices.edition == Edition::SelfHosted;
        Item::new(
            "projects/codeowners-bare-lines",
            "Check the lines of CODEOWNERS that name no owner.",
            format!(
                "Since May 2026 such a line means that nobody owns the path; before, it was passed over. The \
                 documentation may still say so.{}",
                if old { " Your own servers read it so from about version 26.6 on." } else { "" }
            ),
            "An error in such a path goes where you want it.",
            source::EXCLUSIONS,
        )
    })
}
