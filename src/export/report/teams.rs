//! Who there is: the teams with most projects to be read, all where one looks them up.

use super::block::{Block, Inline, code, codes, text};
use crate::organization::Organization;
use crate::text::numbers::plural;
use std::cmp::Reverse;

/// How many teams are read of: more fill pages that nobody reads.
const MOST: usize = 24;

/// From how many projects on a team that has all of them is said to have all.
const MANY: usize = 4;

/// The teams, those with most projects first if there are many.
pub fn first(organization: &Organization) -> Vec<Block> {
    let mut teams = organization.all_teams();
    if teams.is_empty() {
        return Vec::new();
    }
    let number = teams.len();
    if number > MOST {
        teams.sort_by_cached_key(|team| Reverse(projects_of(organization, team).count()));
        teams.truncate(MOST);
    }
    let mut blocks = vec![Block::Heading(2, vec![text("Teams")]), table(organization, &teams)];
    if number > MOST {
        let more = plural((number - MOST) as u32, "more team is", "more teams are");
        blocks.push(Block::Paragraph(vec![text(format!("{more} in the reference."))]));
    }
    blocks
}

/// All teams, if not all were read of.
pub fn all(organization: &Organization) -> Vec<Block> {
    let teams = organization.all_teams();
    if teams.len() <= MOST {
        return Vec::new();
    }
    vec![Block::Heading(2, vec![text("All teams")]), table(organization, &teams)]
}

fn projects_of<'o>(organization: &'o Organization, team: &str) -> impl Iterator<Item = &'o str> {
    let has = move |teams: &[String]| teams.iter().any(|it| it == team);
    let projects = organization.projects.iter().filter(move |project| has(&project.teams));
    projects.map(|project| project.slug.as_str())
}

fn table(organization: &Organization, teams: &[&str]) -> Block {
    let names = |slug: &str| {
        let listed = organization.teams.iter().find(|team| team.slug == slug);
        listed.map(|team| team.code_owners.as_slice()).unwrap_or_default()
    };
    let has_names = teams.iter().any(|slug| !names(slug).is_empty());
    let all = organization.projects.len();
    let row = |slug: &&str| {
        let projects: Vec<&str> = projects_of(organization, slug).collect();
        let projects: Vec<Inline> = match projects.len() {
            number if number == all && number > MANY => vec![text(format!("all {number}"))],
            _ => codes(projects),
        };
        let mut cells = vec![vec![code(*slug)], projects];
        if has_names {
            cells.push(codes(names(slug).iter().map(String::as_str)));
        }
        cells
    };
    let mut headings = vec!["Team", "Projects"];
    headings.extend(has_names.then_some("In CODEOWNERS"));
    Block::Table(headings, teams.iter().map(row).collect())
}
