//! The whole plan.

use super::aside::{Aside, NOTHING_DEPLOYED, excluded, libraries};
use super::change::{Change, Changing};
use super::decision::{Decision, decide};
use super::draft::{Draft, drafts};
use super::evidence::Evidence;
use super::facts::Facts;
use super::frames::WithCodeowners;
use super::guessed::Guessed;
use super::helpful::helpful;
use super::names::{MAX_SLUG, name_all, slugify};
use super::platform::{Platform, Surface};
use super::processes::processes;
use super::project::{Files, Principle, Proposal, Reason};
use super::question::{Question, questions};
use super::rules::{self, Cut, Whole};
use super::table::Weights;
use crate::ownership::Rule;
use crate::routing::{BySource, Mapping, guess_mappings};
use crate::text::Problem;
use crate::text::unique::Unique;
use crate::tree::{FolderId, PathId, Tree};
use std::collections::BTreeMap;

/// What a plan is made from.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The tree.
    pub tree: &'a Tree,
    /// Contents of small files, by path.
    pub files: &'a BTreeMap<String, String>,
    /// The text of the ownership rules.
    pub text: &'a str,
    /// All rules: those of the text, then those of a CODEOWNERS file, the latter in the
    /// repository's paths.
    pub rules: &'a [Rule],
    /// Code mappings that the user knows; the rules are written for their stack roots.
    pub mappings: &'a [Mapping],
    /// What becomes of the CODEOWNERS file.
    pub codeowners: WithCodeowners,
    /// The repository's name, after which the project at its root is called.
    pub repository: Option<&'a str>,
}

/// A plan.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The projects, by folder and process.
    pub projects: Vec<Proposal>,
    /// Components that run inside the projects.
    pub libraries: Vec<Aside>,
    /// Folders that get no project.
    pub excluded: Vec<Aside>,
    /// What only the user can decide.
    pub questions: Vec<Question>,
    /// What is wrong with the files given, each with its path, and with the changes.
    pub problems: Vec<(Option<String>, Problem)>,
    /// Files of the tree whose contents would make the plan surer, the most telling first.
    pub surer_with: Vec<String>,
    /// Files that are in no project.
    pub left_over: u32,
    /// Of these, files of libraries that any project may run; none where there are no rules.
    pub(crate) shared: Files,
}

/// Instantiation
impl<'a> Inputs<'a> {
    /// A tree and nothing else.
    #[must_use]
    pub fn of_tree(tree: &'a Tree) -> Self {
        static NONE: BTreeMap<String, String> = BTreeMap::new();
        Self {
            tree,
            files: &NONE,
            text: "",
            rules: &[],
            mappings: &[],
            codeowners: WithCodeowners::default(),
            repository: None,
        }
    }
}

/// Access
impl Plan {
    /// Why there is no project where there is none, as a sentence.
    #[must_use]
    pub fn why_none(&self) -> &str {
        let whole = self.excluded.iter().find(|it| it.root.is_empty());
        whole.map_or(NOTHING_DEPLOYED, |it| &it.reason)
    }
}

/// Plans the projects of a repository, and applies the changes in their order.
///
/// One pass over the paths with the catalog, one over the folders; routing costs as much
/// again where there are rules. A change that can't be applied is a problem, no end.
#[must_use]
pub fn plan(inputs: &Inputs, changes: &[Change]) -> Plan {
    plan_by(inputs, changes, &Weights::default())
}

/// The same by other weights than the table's, as `script/fit-split` tries them.
#[must_use]
pub fn plan_by(inputs: &Inputs, changes: &[Change], weights: &Weights) -> Plan {
    let evidence = Evidence::gather(inputs.tree);
    let mut problems = Vec::new();
    let facts = Facts::read(inputs.files, &evidence, &mut problems);
    let anyway = changes.contains(&Change::SplitAnyway);
    let decision = decide(&evidence, &facts, anyway, weights);
    let processes = processes(&evidence, &facts, &decision.accepted);
    let mut drafts = Changing::new(drafts(&decision, &evidence, &processes), &decision, &evidence);
    for change in changes {
        if let Err(refused) = drafts.apply(change) {
            problems.push((None, Problem::warning("plan/change", refused.message())));
        }
    }
    let drafts = drafts.finish();
    let assigned = assign(inputs.tree, &drafts);
    let shared = match inputs.rules {
        [] => Vec::new(),
        _ => shared(inputs.tree, &decision, &assigned),
    };
    let questions = questions(&drafts, &decision, &evidence, &processes);
    let projects = projects(inputs, drafts, &assigned, &shared, &facts);
    problems.extend(without_rules(inputs, projects.len()).map(|problem| (None, problem)));
    Plan {
        questions,
        libraries: libraries(&decision, &evidence, &assigned),
        excluded: excluded(&decision, &evidence, &assigned),
        surer_with: helpful(&decision, &evidence, inputs.files),
        left_over: left_over(&assigned),
        projects,
        problems,
        shared: Files(shared),
    }
}

/// How many projects get rules of their own. Sentry imports all of a CODEOWNERS file into each project, so writing and
/// proving them costs projects times rules.
pub const MOST_WITH_RULES: usize = 1_000;

fn without_rules(inputs: &Inputs, projects: usize) -> Option<Problem> {
    let beyond = projects.checked_sub(MOST_WITH_RULES).filter(|&beyond| beyond > 0)?;
    if inputs.rules.is_empty() {
        return None;
    }
    let message = format!(
        "Of {projects} projects the first {MOST_WITH_RULES} get rules of their own. The other {beyond} have none here, so nobody would get their errors."
    );
    let hint = "Merge projects, or leave out folders that are no applications.";
    Some(Problem::error("plan/too-many-projects", message).hint(hint))
}

/// Per path, the draft it belongs to: the one with the nearest folder around it.
#[inline(never)]
fn assign(tree: &Tree, drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut owner: Vec<Option<usize>> = vec![None; tree.folders()];
    let bases = bases(drafts);
    for (at, draft) in drafts.iter().enumerate() {
        if (draft.place.process.is_none() || !bases.contains_key(draft.place.root.as_str()))
            && let Some(folder) = tree.find_folder(&draft.place.root)
        {
            owner[folder as usize].get_or_insert(at);
        }
    }
    for (at, draft) in drafts.iter().enumerate() {
        for folder in draft.folders.iter().filter_map(|folder| tree.find_folder(folder)) {
            owner[folder as usize] = Some(at);
        }
    }
    for folder in 0..tree.folders() as FolderId {
        let around = tree.parent(folder).and_then(|parent| owner[parent as usize]);
        owner[folder as usize] = owner[folder as usize].or(around);
    }
    (0..tree.len() as PathId).map(|path| owner[tree.folder_of(path) as usize]).collect()
}

/// How many files are in no project.
#[inline(never)]
fn left_over(assigned: &[Option<usize>]) -> u32 {
    assigned.iter().filter(|owner| owner.is_none()).count() as u32
}

/// The drafts that are code bases, not processes of one, by their folders.
fn bases(drafts: &[Draft]) -> BTreeMap<&str, usize> {
    let places = drafts.iter().map(|draft| &draft.place).zip(0..);
    let bases = places.filter(|(place, _)| place.process.is_none());
    bases.map(|(place, at)| (place.root.as_str(), at)).collect()
}

/// Files of libraries outside of all projects: any of these may run them.
#[inline(never)]
fn shared(tree: &Tree, decision: &Decision, assigned: &[Option<usize>]) -> Vec<PathId> {
    let mut files = Vec::new();
    let rejected = decision.rejected.iter().map(|it| it.root);
    // Programs share what lies beside them under their roof: `pay/internal` of `pay/cmd/{api,worker}`.
    for root in rejected.chain(decision.dropped.iter().map(|it| it.root)) {
        for position in tree.positions(root) {
            let path = tree.path_at(position);
            if assigned[path as usize].is_none() {
                files.push(path);
            }
        }
    }
    files.sort_unstable();
    files.dedup();
    files
}

#[inline(never)]
fn projects(
    inputs: &Inputs,
    drafts: Vec<Draft>,
    assigned: &[Option<usize>],
    shared: &[PathId],
    facts: &Facts,
) -> Vec<Proposal> {
    let tree = inputs.tree;
    let whole = Whole::new(inputs);
    let guesses = if drafts.is_empty() { Vec::new() } else { guess_mappings(tree) };
    let guessed = Guessed::new(guesses, shared);
    let known = BySource::new(inputs.mappings);
    let mut files = files_of(tree, drafts.len(), assigned);
    // A process runs the files of its code base.
    let bases = bases(&drafts);
    for (at, draft) in drafts.iter().enumerate() {
        if draft.place.process.is_some() && files[at].is_empty() {
            let base = bases.get(draft.place.root.as_str());
            files[at] = base.map(|&base| files[base].clone()).unwrap_or_default();
        }
    }
    let names = names(&drafts, inputs.repository.or(facts.repository()));
    let mut projects = Vec::new();
    for ((draft, name), files) in drafts.into_iter().zip(names).zip(files) {
        // All that lies in its folder may belong to projects further down.
        let chosen = draft.reasons.iter().any(|it| it.principle == Principle::Chosen);
        if files.is_empty() && !chosen {
            continue;
        }
        let mut mappings = guessed.mappings(&known, tree.paths(), &draft, &files);
        let cut = match projects.len() < MOST_WITH_RULES {
            true => cut(&whole, &draft, &mut mappings, &files, shared),
            false => Cut::default(),
        };
        let mut reasons = Vec::from(draft.reasons);
        if cut.teams.len() > 1 {
            let teams =
                cut.teams.iter().map(|team| format!("#{team}")).collect::<Vec<_>>().join(", ");
            reasons.push(Reason {
                principle: Principle::Ownership,
                text: format!("Errors of its files go to {teams}: one project, and rules by path."),
                evidence: Vec::new(),
            });
        }
        projects.push(Proposal {
            slug: slugify(&name),
            name,
            mapping: mappings[0].clone(),
            mappings,
            would_help: would_help(
                draft.confidence,
                draft.platform,
                draft.platform_is_sure,
                &draft.place.root,
            ),
            place: draft.place,
            platform: draft.platform,
            teams: cut.teams,
            confidence: draft.confidence,
            reasons,
            rules: cut.text,
            origins: cut.origins,
            repository_rules: cut.given,
            files: files.len() as u32,
            own: Files(files),
            proof: cut.proof,
        });
    }
    projects
}

/// The files of each draft, in the order of the tree.
#[inline(never)]
fn files_of(tree: &Tree, drafts: usize, assigned: &[Option<usize>]) -> Vec<Vec<PathId>> {
    let mut files: Vec<Vec<PathId>> = vec![Vec::new(); drafts];
    for &path in tree.order() {
        if let Some(at) = assigned[path as usize] {
            files[at].push(path);
        }
    }
    files
}

/// How many code mappings a CODEOWNERS file is tried with.
const MOST_TRIED: usize = 4;

/// The rules of a project. A CODEOWNERS file is imported by one code mapping, and that by which
/// most frames of the project go where the whole sends the files becomes the first.
#[inline(never)]
fn cut(
    whole: &Whole,
    draft: &Draft,
    mappings: &mut [Mapping],
    own: &[PathId],
    shared: &[PathId],
) -> Cut {
    let by = |mapping: &Mapping| {
        let (root, platform) = (draft.place.root.as_str(), draft.platform);
        whole.cut(&rules::Project { root, platform, mapping, own, shared })
    };
    let mut best = (0, by(&mappings[0]));
    let tried = if whole.imports_codeowners() { MOST_TRIED } else { 1 };
    for (at, mapping) in mappings.iter().enumerate().take(tried).skip(1) {
        let other = by(mapping);
        if other.proof.equal > best.1.proof.equal {
            best = (at, other);
        }
    }
    mappings[..=best.0].rotate_right(1);
    best.1
}

/// The user's names first, then names for the rest that don't collide with them.
#[inline(never)]
fn names(drafts: &[Draft], repository: Option<&str>) -> Vec<String> {
    let places: Vec<_> = drafts.iter().map(|draft| (draft.place.clone(), draft.platform)).collect();
    let mut names = name_all(&places, repository);
    let mut slugs = Unique::new('-', MAX_SLUG);
    for (draft, name) in drafts.iter().zip(&names) {
        if draft.name.is_none() {
            slugs.take(&slugify(name));
        }
    }
    for (draft, name) in drafts.iter().zip(&mut names) {
        let Some(own) = &draft.name else { continue };
        let slug = slugify(own);
        let free = slugs.name(&slug);
        // A number behind the slug stands behind the name, too.
        *name = if free == slug { own.clone() } else { numbered(own, &free) };
    }
    names
}

/// A name with the number that its slug got, as far as the slug of that is the same.
fn numbered(name: &str, slug: &str) -> String {
    let number = slug.rsplit('-').next().unwrap_or_default();
    let numbered = format!("{name} {number}");
    if slugify(&numbered) == slug { numbered } else { slug.to_owned() }
}

#[inline(never)]
fn would_help(confidence: f32, platform: &str, platform_is_sure: bool, root: &str) -> Vec<String> {
    let mut help = Vec::new();
    // Nothing that runs on people's own machines is built into an image.
    let surface = Platform::find(platform).map(|it| it.surface);
    let is_served = !matches!(surface, Some(Surface::Mobile | Surface::Desktop | Surface::Game));
    let at = |file: &str| if root.is_empty() { file.to_owned() } else { format!("{root}/{file}") };
    if confidence < 0.85 && is_served {
        help.push(format!(
            "Whether it is deployed on its own: paste `{}`, a Procfile or a compose file.",
            at("Dockerfile")
        ));
    }
    if !platform_is_sure {
        help.push("Its framework: paste its manifest (package.json, requirements.txt, go.mod, pom.xml …).".to_owned());
    }
    help
}
