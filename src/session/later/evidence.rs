//! What the session knows of volume: where pasted errors came from, and whose files
//! there are.

use super::event::{self, Errors};
use super::work::Work;
use crate::organization::Organization;
use crate::playbook::Places;
use crate::playbook::usage::Evidence;
use crate::routing::Owners;
use crate::session::desk::Answer;
use crate::session::protocol::Input;
use crate::trace::batch::Counted;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Minutes of a day.
const MINUTES: f64 = 1_440.0;

/// How many times a rule is asked about an error at most: those that come most often go
/// first, and how they are split stands for the others.
const ASKED: usize = 1_000_000;

/// What is known of volume, and the errors that it is known from.
#[derive(Debug, Default)]
pub struct Known {
    pub evidence: Evidence,
    /// By project, places in the list of all errors.
    pub of_project: BTreeMap<String, Vec<usize>>,
    /// The same by team; an empty name is nobody's.
    pub of_team: BTreeMap<String, Vec<usize>>,
}

impl Work<'_> {
    /// Which project errors came from, by the files of the repository in view.
    pub fn places(&self, organization: &Organization) -> Places<'_> {
        let at = self.chosen.repositories.before.min(organization.repositories.len());
        let known = &self.answer.routing.options().mappings;
        Places::new(organization, at, &self.answer.tree, known)
    }

    /// What is known of volume. Asks the pasted errors for their owners.
    pub fn evidence(&self, errors: &Errors, organization: &Organization) -> Known {
        let places = self.places(organization);
        let mut known = Known::default();
        let evidence = &mut known.evidence;
        evidence.team_files = team_files(&places, self.answer, organization);
        // Invented errors tell nothing about real ones.
        if self.inputs.text(Input::Event).trim().is_empty() {
            return known;
        }
        evidence.minutes =
            (event::counted_days(&self.settings.simulation, errors) * MINUTES) as u64;
        let rules = event::event_rules(&self.inputs.all_rules(), &self.settings.simulation);
        let directory = self.inputs.directory();
        let exclusions = self.settings.codeowners.exclusions();
        let mut of_path = HashMap::new();
        let mut often: Vec<(usize, &Counted)> = errors.counted.iter().enumerate().collect();
        often.sort_by_key(|(_, counted)| Reverse(counted.count));
        let most = ASKED / rules.rules().len().max(1);
        let mut owners = Owners::new(&rules, &directory, exclusions);
        for (at, (place, counted)) in often.into_iter().enumerate() {
            let Some(project) = places.project_of(counted, &mut of_path) else {
                continue;
            };
            let project = &organization.projects[project];
            let errors = evidence.errors.entry(project.slug.clone()).or_default();
            *errors = errors.saturating_add(counted.count);
            known.of_project.entry(project.slug.clone()).or_default().push(place);
            if at >= most {
                continue;
            }
            let owner = owners.of(&counted.event);
            let team = owner.as_ref().and_then(|owner| owner.team()).unwrap_or_default();
            let teams = evidence.team_errors.entry(project.slug.clone()).or_default();
            let errors = teams.entry(team.to_owned()).or_default();
            *errors = errors.saturating_add(counted.count);
            known.of_team.entry(team.to_owned()).or_default().push(place);
        }
        known
    }
}

fn team_files(
    places: &Places<'_>,
    answer: &Answer,
    organization: &Organization,
) -> BTreeMap<String, BTreeMap<String, u64>> {
    let tree = &answer.tree;
    let owners = answer.routing.compiled().owners();
    let mut files: BTreeMap<(usize, Option<&str>), u64> = BTreeMap::new();
    for position in 0..tree.len() as u32 {
        let group = places.of_file(tree.path_at(position)).first();
        let Some(&first) = group else { continue };
        let owner = answer.outcome(position).owner().map(|owner| &owners[owner as usize]);
        *files.entry((first, owner.and_then(|owner| owner.team()))).or_default() += 1;
    }
    let mut by_project: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    for group in places.groups() {
        let Some(&first) = group.first() else { continue };
        let teams = files.range((first, None)..).take_while(|((project, _), _)| *project == first);
        let teams: BTreeMap<String, u64> =
            teams.map(|((_, team), files)| (team.unwrap_or_default().to_owned(), *files)).collect();
        for &project in group {
            by_project.insert(organization.projects[project].slug.clone(), teams.clone());
        }
    }
    by_project
}
