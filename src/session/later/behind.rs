//! Which files a number counts: pressed, it leads to them in the explorer.

use super::Later;
use super::plan::inputs_of;
use super::views::map;
use crate::ownership::Owner;
use crate::projects::what_if::{self, Way};
use crate::projects::{Place, Proposal};
use crate::routing::SetId;
use crate::session::commands::{FilesCommand, Whose};
use crate::session::desk::{Answer, Desk};
use crate::session::protocol::{Filter, Reply, Within};
use crate::session::view_state::{MapColour, MapSeen};
use crate::text::numbers::plural;
use crate::tree::{PathId, Tree};

impl Later {
    /// The files, as what the explorer shows; nothing if they are no longer there. Linear in the tree.
    pub fn files_behind(&self, desk: &Desk, command: FilesCommand) -> Option<Reply> {
        let within = match command {
            FilesCommand::Owned => {
                let answer = desk.answer_shown()?;
                let is_owned = |set| answer.routing.outcome_of(set).owner().is_some();
                let places = places_of_sets(answer, is_owned);
                Within { name: "with an owner".to_owned(), of: Filter::All, places }
            }
            FilesCommand::Moved(at) => {
                let answer = desk.answer_shown()?;
                let moved = answer.edited.as_ref()?.difference.moves.get(at)?;
                let named = |owner: &Option<Owner>| {
                    owner.as_ref().map_or_else(|| "nobody".to_owned(), Owner::to_string)
                };
                let name = format!("moved from {} to {}", named(&moved.from), named(&moved.to));
                Within { name, of: Filter::All, places: places(&answer.tree, &moved.files) }
            }
            FilesCommand::Overlap { winner, other } => {
                overlap(desk.answer_shown()?, &winner, &other)
            }
            FilesCommand::Matches(input, line) => {
                let answer = desk.answer_shown()?;
                let mut rules = 0..answer.routing.compiled().rules().len() as u32;
                let rule = rules.find(|&rule| answer.line_of(rule) == (input, line))?;
                let places =
                    places_of_sets(answer, |set| answer.routing.rules_of(set).contains(&rule));
                Within {
                    name: format!("matched by {}", input.place(line)),
                    of: Filter::All,
                    places,
                }
            }
            FilesCommand::Disputes(at) => {
                let (answer, inputs) = (desk.answer_shown()?, &desk.inputs);
                let review = &answer.disputes(&inputs.host, &inputs.people.names).review;
                let group = review.groups.get(at)?;
                let name = match group.lines.as_slice() {
                    [] => "reviewed by nobody".to_owned(),
                    [line] => format!("reviewed by CODEOWNERS {line}"),
                    lines => format!("reviewed by {}", plural(lines.len() as u32, "line", "lines")),
                };
                let gets = group.gets.as_ref().map_or_else(|| "nobody".into(), Owner::to_string);
                let places = places(&answer.tree, &group.files);
                Within { name: format!("{name}, not by {gets}"), of: Filter::Disputed, places }
            }
            FilesCommand::Project(whose, place) => self.of_project(desk, whose, place.as_ref())?,
            FilesCommand::Seen { way, team, foreign } => {
                let work = self.work(desk)?;
                let (plan, glob) = (work.plan(), work.folders_of_a_kind());
                let rules = work.inputs.all_rules();
                let inputs = inputs_of(&work.answer.tree, work.inputs, work.settings, &rules);
                let seen = what_if::files_seen(&inputs, &plan, Some(&glob), way, &team);
                let files: Vec<PathId> =
                    seen.into_iter().filter(|(_, own)| !foreign || !own).map(|it| it.0).collect();
                let others = if foreign { ", other teams’" } else { "" };
                let name = format!("seen by #{team} {}{others}", words_of(way));
                Within { name, of: Filter::All, places: places(&work.answer.tree, &files) }
            }
            FilesCommand::Shared(way) => {
                let work = self.work(desk)?;
                let (plan, glob) = (work.plan(), work.folders_of_a_kind());
                let tree = &work.answer.tree;
                let files = what_if::shared_files(tree, &plan, Some(&glob), way);
                let name = format!("run by several projects {}", words_of(way));
                Within { name, of: Filter::All, places: places(tree, &files) }
            }
            FilesCommand::Coloured { by, name, folder } => {
                let colour = MapColour::named(&by)?;
                let work = self.work(desk)?;
                let place =
                    if folder.is_empty() { String::new() } else { format!(" in {folder}/") };
                let parts = map::Parts {
                    answer: work.answer,
                    inputs: work.inputs,
                    settings: work.settings,
                    seen: &MapSeen { colour, folder, ..MapSeen::default() },
                    size: (0, 0),
                    plan: &|| work.plan(),
                };
                let files = map::files_of(&parts, &name)?;
                let places = places(&work.answer.tree, &files);
                Within { name: format!("{name}{place}"), of: Filter::All, places }
            }
        };
        Some(Reply::Show(Filter::Within(Box::new(within))))
    }

    fn of_project(&self, desk: &Desk, whose: Whose, place: Option<&Place>) -> Option<Within> {
        let work = self.work(desk)?;
        let plan = work.plan();
        let is_it = |project: &&Proposal| place.is_none_or(|place| project.place == *place);
        let projects: Vec<&Proposal> = plan.projects.iter().filter(is_it).collect();
        let slug = match (place, projects.first()) {
            (None, _) => "in projects",
            (Some(_), Some(project)) => &project.slug,
            (Some(_), None) => return None,
        };
        let tree = &work.answer.tree;
        let mut files: Vec<PathId> = projects.iter().flat_map(|project| project.paths()).collect();
        files.sort_by_key(|&file| tree.position_of(file));
        files.dedup();
        let (name, of) = match whose {
            Whose::Anybody => (slug.to_owned(), Filter::All),
            Whose::Nobody => (format!("{slug}, nobody’s"), Filter::Nobody),
            Whose::Owner(owner) => (format!("{slug}, {owner}"), Filter::Owner(owner)),
        };
        Some(Within { name, of, places: places(tree, &files) })
    }
}

/// A way to split, in the name of what it leads to.
fn words_of(way: Way) -> &'static str {
    match way {
        Way::One => "with one project",
        Way::Proposal => "with the proposal",
        Way::Folders => "with a project per folder",
    }
}

/// What one owner gets although a rule of the other matches it, too, that is no catch-all: as `Routing::overlaps` counts.
fn overlap(answer: &Answer, winner: &str, other: &str) -> Within {
    let (routing, half) = (&answer.routing, answer.tree.len() / 2);
    let counts = routing.rule_counts();
    let places = places_of_sets(answer, |set| {
        let named = |owner| answer.owner_at(owner);
        routing.outcome_of(set).owner().map(named).as_deref() == Some(winner)
            && routing.rules_of(set).iter().any(|&rule| {
                counts[rule as usize].matches as usize <= half
                    && routing.compiled().first_owner(rule).map(named).as_deref() == Some(other)
            })
    });
    Within { name: format!("{winner} before {other}"), of: Filter::All, places }
}

/// Where the files are at which such a set of rules matches.
fn places_of_sets(answer: &Answer, wanted: impl Fn(SetId) -> bool) -> Vec<String> {
    let sets: Vec<bool> = (0..answer.routing.sets() as SetId).map(wanted).collect();
    let at = answer.tree.order().iter().zip(answer.routing.set_at());
    let files: Vec<PathId> =
        at.filter(|(_, set)| sets[**set as usize]).map(|(&path, _)| path).collect();
    places(&answer.tree, &files)
}

/// Folders and files, as [`Within::places`] has them.
fn places(tree: &Tree, files: &[PathId]) -> Vec<String> {
    tree.groups(files).map(|group| group.path(tree)).collect()
}
