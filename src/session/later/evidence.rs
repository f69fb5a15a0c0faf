//! What the session knows of volume: where pasted errors came from, and whose files
//! there are.

use super::event::{self, Errors};
use super::work::Work;
use crate::organization::{Organization, Project};
use crate::playbook::usage::Evidence;
use crate::projects::slugify;
use crate::routing::owner_of;
use crate::session::desk::{Answer, find_file};
use crate::session::protocol::Input;
use crate::trace::batch::Counted;
use crate::trace::{Frame, InApp};
use crate::tree::{FolderId, PathId, Tree};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Minutes of a day.
const MINUTES: f64 = 1_440.0;

/// How many times a rule is asked about an error at most: those that come most often go
/// first, and how they are split stands for the others.
const ASKED: usize = 1_000_000;

impl Work<'_> {
    /// What is known of volume. Asks the pasted errors for their owners.
    pub fn evidence(&self, errors: &Errors, organization: &Organization) -> Evidence {
        let places = Places::new(self, organization);
        let mut evidence = Evidence {
            team_files: places.team_files(self.answer, organization),
            ..Evidence::default()
        };
        // Invented errors tell nothing about real ones.
        if self.inputs.text(Input::Event).trim().is_empty() {
            return evidence;
        }
        evidence.minutes =
            (event::counted_days(&self.settings.simulation, errors) * MINUTES) as u64;
        let rules = event::event_rules(&self.inputs.all_rules(), &self.settings.simulation);
        let directory = self.inputs.directory();
        let exclusions = self.settings.codeowners.exclusions();
        let mut of_path = HashMap::new();
        let mut often: Vec<&Counted> = errors.counted.iter().collect();
        often.sort_by_key(|counted| Reverse(counted.count));
        let most = ASKED / rules.rules().len().max(1);
        for (at, counted) in often.into_iter().enumerate() {
            let Some(project) = places.project_of(counted, organization, &mut of_path) else {
                continue;
            };
            let project = &organization.projects[project];
            let errors = evidence.errors.entry(project.slug.clone()).or_default();
            *errors = errors.saturating_add(counted.count);
            if at >= most {
                continue;
            }
            let owner = owner_of(&counted.event, &rules, &directory, exclusions);
            let team = owner.as_ref().and_then(|owner| owner.team()).unwrap_or_default();
            let teams = evidence.team_errors.entry(project.slug.clone()).or_default();
            let errors = teams.entry(team.to_owned()).or_default();
            *errors = errors.saturating_add(counted.count);
        }
        evidence
    }
}

/// Which project each folder of the repository belongs to.
pub(super) struct Places<'a> {
    tree: &'a Tree,
    /// Per folder, the projects there, as places in the organization's list.
    of_folder: Vec<Option<usize>>,
    /// Projects with one root, one group.
    groups: Vec<Vec<usize>>,
    /// What paths of frames start with, and what those in the repository do.
    mappings: BTreeSet<(String, String)>,
}

impl<'a> Places<'a> {
    pub(super) fn new(work: &Work<'a>, organization: &Organization) -> Self {
        let answer = work.answer;
        let tree = &answer.tree;
        let at = work.chosen.repositories.before.min(organization.repositories.len());
        let here = organization.repositories.get(at);
        let is_here = |project: &Project| match organization.repository_of(project) {
            Some(repository) => here.is_some_and(|here| std::ptr::eq(here, repository)),
            None => true,
        };
        let mut by_root: BTreeMap<&str, usize> = BTreeMap::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut mappings = BTreeSet::from([(String::new(), String::new())]);
        for (at, project) in organization.projects.iter().enumerate() {
            if !is_here(project) {
                continue;
            }
            let group = *by_root.entry(project.root.trim_end_matches('/')).or_insert(groups.len());
            if group == groups.len() {
                groups.push(Vec::new());
            }
            groups[group].push(at);
            let mapping = &project.mapping;
            mappings.insert((mapping.stack_root.clone(), mapping.source_root.clone()));
        }
        for mapping in &answer.routing.options().mappings {
            mappings.insert((mapping.stack_root.clone(), mapping.source_root.clone()));
        }
        let mut of_folder: Vec<Option<usize>> = vec![None; tree.folders()];
        for folder in 0..tree.folders() as FolderId {
            let above = tree.parent(folder).and_then(|parent| of_folder[parent as usize]);
            of_folder[folder as usize] =
                by_root.get(tree.folder_path(folder).trim_end_matches('/')).copied().or(above);
        }
        Self { tree, of_folder, groups, mappings }
    }

    /// The projects that a file belongs to.
    fn of_file(&self, path: PathId) -> &[usize] {
        let group = self.of_folder[self.tree.folder_of(path) as usize];
        group.map_or(&[], |group| &self.groups[group])
    }

    fn team_files(
        &self,
        answer: &Answer,
        organization: &Organization,
    ) -> BTreeMap<String, BTreeMap<String, u64>> {
        let owners = answer.routing.compiled().owners();
        let mut files: BTreeMap<(usize, Option<&str>), u64> = BTreeMap::new();
        for position in 0..self.tree.len() as u32 {
            let group = self.of_file(self.tree.path_at(position)).first();
            let Some(&first) = group else { continue };
            let owner = answer.outcome(position).owner().map(|owner| &owners[owner as usize]);
            *files.entry((first, owner.and_then(|owner| owner.team()))).or_default() += 1;
        }
        let mut by_project: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
        for group in &self.groups {
            let Some(&first) = group.first() else { continue };
            let teams =
                files.range((first, None)..).take_while(|((project, _), _)| *project == first);
            let teams: BTreeMap<String, u64> = teams
                .map(|((_, team), files)| (team.unwrap_or_default().to_owned(), *files))
                .collect();
            for &project in group {
                by_project.insert(organization.projects[project].slug.clone(), teams.clone());
            }
        }
        by_project
    }

    /// The project that an error came from, by its place in the plan: the one that is named, else
    /// the one in which the newest frame of one's own lies.
    pub(super) fn project_of<'e>(
        &self,
        counted: &'e Counted,
        organization: &Organization,
        of_path: &mut HashMap<&'e str, Option<PathId>>,
    ) -> Option<usize> {
        if let Some(name) = &counted.project {
            let slug = slugify(name);
            let is = |it: &Project| it.slug == *name || it.slug == slug;
            let named = organization.projects.iter().position(is);
            if named.is_some() {
                return named;
            }
        }
        let own = |frame: &&Frame| frame.in_app != InApp::No;
        let mut frames = counted.event.frames.iter().rev().filter(own);
        let file = frames.find_map(|frame| {
            let path = frame.filename.as_deref()?;
            *of_path.entry(path).or_insert_with(|| self.file_of(path))
        })?;
        self.of_file(file).first().copied()
    }

    /// The file of the repository that a frame's path means.
    fn file_of(&self, path: &str) -> Option<PathId> {
        self.mappings.iter().rev().find_map(|(stack, source)| {
            let rest = path.strip_prefix(stack.as_str())?;
            find_file(self.tree, &format!("{source}{rest}"))
        })
    }
}
