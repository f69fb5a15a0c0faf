//! Who there is: the teams with most projects to be read, all where one looks them up.

use super::block::{Block, Inline, code, codes, text};
use crate::organization::Organization;
use crate::text::numbers::plural;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

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
    let projects = by_team(organization);
    if number > MOST {
        teams.sort_by_cached_key(|team| Reverse(projects.get(team).map_or(0, Vec::len)));
        teams.truncate(MOST);
    }
    let table = table(organization, &teams, &projects);
    let mut blocks = vec![Block::Heading(2, vec![text("Teams")]), table];
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
    let table = table(organization, &teams, &by_team(organization));
    vec![Block::Heading(2, vec![text("All teams")]), table]
}

/// The slugs of each team's projects, in the order of the plan.
fn by_team(organization: &Organization) -> BTreeMap<&str, Vec<&str>> {
    let mut projects: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for project in &organization.projects {
        for team in project.teams.iter().map(String::as_str).collect::<BTreeSet<_>>() {
            projects.entry(team).or_default().push(&project.slug);
        }
    }
    projects
}

fn table(
    organization: &Organization,
    teams: &[&str],
    projects: &BTreeMap<&str, Vec<&str>>,
) -> Block {
    let listed = organization.code_owners_by_team();
    let names = |slug: &str| listed.get(slug).copied().unwrap_or_default();
    let has_names = teams.iter().any(|slug| !names(slug).is_empty());
    let all = organization.projects.len();
    let row = |slug: &&str| {
        let projects = projects.get(slug).map_or(&[][..], Vec::as_slice);
        let projects: Vec<Inline> = match projects.len() {
            number if number == all && number > MANY => vec![text(format!("all {number}"))],
            _ => codes(projects.iter().copied()),
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
