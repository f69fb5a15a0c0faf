//! Which signals of the table speak for or against a candidate, and what they add up to.

use super::super::evidence::{Evidence, Group, Role, Sign, ends_in};
use super::super::facts::Facts;
use super::super::table::{Id, LIMITS, Names, Weights};
use super::candidate::{Candidate, Note};
use super::repository::Repository;
use super::size::is_thin;
use crate::tree::FolderId;

/// What a candidate is weighed by.
#[derive(Debug)]
pub struct Scales<'a> {
    /// What names tell.
    pub evidence: &'a Evidence<'a>,
    /// What contents tell.
    pub facts: &'a Facts,
    /// What kind of repository it is.
    pub repository: &'a Repository,
    /// How many components it has.
    pub components: usize,
    /// What each signal weighs.
    pub weights: &'a Weights,
}

/// Weighing
impl Scales<'_> {
    /// Adds up what speaks for and against a candidate: log-odds, so that two signals of
    /// medium weight make a strong one. Of the signs that [are ladders](Sign::LADDERS), only
    /// the strongest signal counts.
    pub fn weigh(&self, candidate: &mut Candidate) {
        candidate.score = self.weights.of(Id::Prior);
        candidate.notes.clear();
        self.add_ladders(candidate);
        self.add_pairs(candidate);
        self.add_name(candidate);
        self.add_place(candidate);
        self.add_size(candidate);
        self.add_share(candidate);
        self.add_repository(candidate);
    }

    pub(super) fn add(&self, candidate: &mut Candidate, id: Id, evidence: Vec<String>) {
        candidate.add(self.weights, id, None, evidence);
    }

    pub(super) fn folder(&self, candidate: &Candidate) -> Vec<String> {
        vec![self.evidence.tree.folder_path(candidate.root).to_owned()]
    }

    /// Whether it runs by itself as far as files tell, whatever names say.
    pub fn runs(candidate: &Candidate) -> bool {
        candidate.is_configured()
            || candidate.is_likely_configured() && candidate.starts()
            || candidate.is_built()
            || candidate.says(Id::Stack)
            || candidate.has(Sign::Declared)
    }

    /// Whether it has the name of an application and something of a program, too.
    fn is_named_and_starts(candidate: &Candidate) -> bool {
        candidate.role.is_of_application()
            && (candidate.is_likely_configured() || candidate.starts())
    }

    #[inline(never)]
    fn add_name(&self, candidate: &mut Candidate) {
        let tree = self.evidence.tree;
        if candidate.root == 0 {
            return;
        }
        let name = tree.folder_name(candidate.named);
        let depth = tree.depth(candidate.named);
        let deploys = self.evidence.deploys(candidate.named, self.facts.deployed());
        let deployed = candidate.starts() && deploys.is_some();
        let around = tree.parent(candidate.named).map_or("", |it| tree.folder_name(it));
        let is_among_tasks = Names::get().has("among-tasks", &around.to_ascii_lowercase());
        let is_task = ends_in(name, "tool");
        let id = match candidate.role {
            Role::Application => {
                // `api` at the top is as often a module of definitions.
                let plain =
                    Names::get().has("application-if-it-starts", name) && !candidate.starts();
                let whole = depth == 1 && candidate.has(Sign::Manifest) && !plain;
                Some(if whole { Id::NameWhole } else { Id::NameApplication })
            }
            Role::LikeApplication => Some(Id::NameLike),
            Role::Library if deployed => None,
            // A program is called like what it runs.
            Role::Library if candidate.group == Group::Commands && candidate.is_program() => None,
            Role::Library
                if candidate.is_built()
                    && !candidate.is_likely_configured()
                    && !candidate.starts()
                    && !candidate.says(Id::StartLikely) =>
            {
                Some(Id::NameLibraryBuilt)
            }
            Role::Library
                if Self::runs(candidate)
                    || candidate.is_go_main()
                    || (candidate.is_program() || candidate.says(Id::Main))
                        && !candidate.has(Sign::Library) =>
            {
                Some(Id::NameLibraryRun)
            }
            Role::Library | Role::Kit => Some(Id::NameLibrary),
            // What an image is named after is neither a library nor a tool for developers,
            // but for tasks that have an image as well: `db-migrate`. Functions and jobs are
            // named by what they do.
            Role::Tool if candidate.says(Id::SoleProgram) || deployed && !is_task => None,
            Role::Tool if ends_in(name, "prepares") => Some(Id::Prepares),
            // A task ends; what starts in a file called a worker runs on.
            Role::Tool if deployed && candidate.starts_in("runs-on") => None,
            Role::Tool if is_among_tasks => None,
            // Nobody makes an application of Spring of what bootstraps others.
            Role::Tool if is_thin(candidate) => None,
            Role::Tool => Some(Id::NameTool),
            Role::Orchestrator => Some(Id::Orchestrator),
            Role::ThirdParty => Some(Id::NameForeign),
            Role::Unknown => None,
        };
        if let Some(id) = id {
            self.add(candidate, id, self.folder(candidate));
        }
        // Libraries are published by such a file, too.
        let publishes =
            |file: &str| file.starts_with(".github/") && candidate.is_weighed(Id::NothingStarts);
        if let Some(file) = deploys.filter(|file| !publishes(file)) {
            self.add(candidate, Id::NameDeployed, vec![file.to_owned()]);
        }
        if candidate.has(Sign::Manifest)
            && !matches!(candidate.role, Role::Library | Role::Kit | Role::Tool)
            && let Some(file) = self.evidence.deploy_names.stack(name)
        {
            self.add(candidate, Id::NamedStack, vec![file.to_owned()]);
        }
        if self.repository.is_numbered(self.evidence, candidate.root) {
            self.add(candidate, Id::NameNumbered, self.folder(candidate));
        }
    }

    #[inline(never)]
    fn add_place(&self, candidate: &mut Candidate) {
        let tree = self.evidence.tree;
        if candidate.root == 0 {
            return;
        }
        let own_module = candidate.says(Id::Main)
            && (candidate.is_manifest_of("go") || candidate.is_manifest_of("rust"));
        // Layers of an Android app are called so, too.
        let is_layer = candidate.platform == "android" && candidate.says(Id::StartHint);
        // A library of .NET says so by what it lacks.
        let is_library =
            candidate.platform.starts_with("dotnet") && candidate.is_weighed(Id::NothingStarts);
        let id = match candidate.group {
            Group::Applications if is_layer || is_library => None,
            Group::Applications => Some(Id::AmongApplications),
            Group::Commands => Some(Id::AmongCommands),
            Group::Libraries if candidate.role == Role::Kit => Some(Id::AmongLibraries),
            Group::Libraries if own_module => None,
            Group::Libraries if candidate.is_weighed(Id::NamedStack) => None,
            Group::Libraries if Self::runs(candidate) => None,
            Group::Libraries if candidate.is_program() => None,
            Group::Libraries if candidate.role.is_of_application() => Some(Id::AmongLibrariesNamed),
            Group::Libraries => Some(Id::AmongLibraries),
            Group::Unknown => None,
        };
        if let Some(id) = id {
            self.add(candidate, id, self.folder(candidate));
        }
        if candidate.says(Id::AmongDeployed) {
            self.add(candidate, Id::AmongDeployed, self.folder(candidate));
        }
        if candidate.starts() && !tree.folder_path(candidate.root).contains('/') {
            self.add(candidate, Id::AtTop, self.folder(candidate));
        }
        let named =
            Names::get().has("languages", &tree.folder_name(candidate.root).to_ascii_lowercase());
        // Where a product keeps each language's programs in a folder of that name.
        let runs = !named && (candidate.starts() || candidate.is_likely_configured());
        let apart = runs && self.repository.repeats == 0;
        if (named || !candidate.is_built())
            && !apart
            && self.repository.is_among_languages(self.evidence, candidate.root)
        {
            self.add(candidate, Id::AmongLanguages, self.folder(candidate));
        }
        // The front end in a server's folder is as deep as that, and has a name of its own.
        let named = candidate.is_configured() && candidate.role == Role::Application;
        // A mere `src` or `cmd` at the top is no level, nor is the `docker` that holds all that is built.
        let path = tree.folder_path(candidate.named);
        let top = path.split('/').next().unwrap_or_default();
        let is_level = !Names::get().has("sources", top) && Group::of(top) != Group::Commands;
        let levels = path.split('/').count() - usize::from(!is_level);
        if levels >= LIMITS.deep && !named {
            let id = if candidate.is_configured() || candidate.is_built() {
                Id::DeepRuns
            } else {
                Id::Deep
            };
            self.add(candidate, id, self.folder(candidate));
        }
    }

    /// What kind of repository it lies in; what is at its root is most often one application.
    #[inline(never)]
    fn add_repository(&self, candidate: &mut Candidate) {
        if candidate.root == 0 {
            if let Some(dockerfile) = &self.evidence.deploy_names.root_dockerfile
                && !candidate.is_built()
                && !candidate.is_built_to_develop()
            {
                self.add(candidate, Id::WholeImage, vec![dockerfile.clone()]);
            }
            let roof = candidate.has(Sign::Workspace)
                && candidate.own.total() * 100 < self.repository.sources * LIMITS.most;
            if candidate.has(Sign::Manifest) && !roof {
                let manifest = candidate.signals.iter().find(|it| it.id == Id::Manifest);
                let paths = manifest.map(|it| it.path.clone()).into_iter().collect();
                self.add(candidate, Id::WholeManifest, paths);
            }
        }
        if let Some(file) = &self.repository.publishes
            && !Self::runs(candidate)
            && !Self::is_named_and_starts(candidate)
        {
            self.add(candidate, Id::InLibraries, vec![file.clone()]);
        }
        if let Some(file) = &self.repository.prose {
            self.add(candidate, Id::InProse, vec![file.clone()]);
        }
        // What is set up may lie beside what sets it up.
        let is_it = |note: &Note| match note.id {
            Id::NameDeployed => true,
            // Playbooks bring scripts, and a program is more than that.
            Id::MostSources => candidate.says(Id::Main),
            _ => false,
        };
        let is_set_up =
            candidate.is_built() && candidate.starts() && candidate.notes.iter().any(is_it);
        if let Some(file) = &self.repository.sets_up
            && !is_set_up
        {
            self.add(candidate, Id::InInfrastructure, vec![file.clone()]);
        }
    }
}

/// The path of a folder, `the repository's root` for the root.
#[must_use]
pub fn folder_name(evidence: &Evidence, root: FolderId) -> String {
    if root == 0 {
        "the repository's root".to_owned()
    } else {
        format!("`{}`", evidence.tree.folder_path(root))
    }
}
