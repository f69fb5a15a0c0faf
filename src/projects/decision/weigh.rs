//! Which signals of the table speak for or against a candidate, and what they add up to.

use super::super::evidence::{Evidence, Group, Language, Role, Sign, words};
use super::super::facts::Facts;
use super::super::platform::Platform;
use super::super::table::{Id, LIMITS, Names, Weights};
use super::candidate::{Candidate, Note, Signal};
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
        self.add_repository(candidate);
    }

    pub(super) fn add(&self, candidate: &mut Candidate, id: Id, evidence: Vec<String>) {
        candidate.add(self.weights, id, None, evidence);
    }

    /// What files and contents say.
    fn add_ladders(&self, candidate: &mut Candidate) {
        for sign in Sign::LADDERS {
            // Android has classes named so that are no programs.
            let android = candidate.platform == "android";
            let of_sign: Vec<&Signal> = candidate
                .signals
                .iter()
                .filter(|signal| {
                    signal.id.sign() == sign
                        && !(android && signal.platform == Some("java-spring-boot"))
                })
                .collect();
            let Some(strongest) = of_sign.iter().min_by_key(|signal| signal.id) else { continue };
            if sign == Sign::Library && candidate.has(Sign::Function) {
                continue;
            }
            // What lies at the top is for all of the repository, whatever it holds.
            if candidate.root == 0 && matches!(strongest.id, Id::ImageContext | Id::Environment) {
                continue;
            }
            let mut id = strongest.id;
            // Many programs keep their code in a library of their own, for their tests.
            if id == Id::Built
                && strongest.path.ends_with("src/lib.rs")
                && candidate.signals.iter().any(|signal| {
                    signal.path.ends_with("src/main.rs")
                        || signal.id.sign() == Sign::Entry && signal.path.contains("src/bin/")
                })
            {
                id = Id::BuiltBeside;
            }
            let fact = strongest.fact.clone();
            let same = of_sign.iter().filter(|signal| signal.id == strongest.id);
            let paths = same.map(|signal| signal.path.clone()).take(3).collect();
            candidate.add(self.weights, id, fact, paths);
        }
    }

    /// What speaks only together with something else.
    fn add_pairs(&self, candidate: &mut Candidate) {
        let path = |found: Option<&Signal>| found.map(|signal| signal.path.clone());
        let of = |id: Id| path(candidate.signals.iter().find(|signal| signal.id == id));
        let manifest = of(Id::Manifest);
        let image = of(Id::Image).or_else(|| of(Id::Host)).or_else(|| variant(candidate));
        let entries = || candidate.signals.iter().filter(|s| s.id.sign() == Sign::Entry);
        let page = path(entries().find(|s| s.path.ends_with("index.html")));
        let script = path(entries().find(|s| !s.path.ends_with("index.html")));
        let go = path(entries().find(|signal| signal.platform == Some("go")));
        let whole = candidate.root == 0;
        let in_package = candidate.signals.iter().any(|s| s.path.ends_with("/main.swift"));
        let runs = candidate.is_built() && candidate.starts();
        let of_xcode = candidate.says(Id::Main) && Platform::family(candidate.platform) == "apple";
        let mut found: Vec<(Id, Vec<String>)> = Vec::new();
        if let (Some(image), Some(manifest)) = (image, &manifest) {
            found.push((Id::ImageAndManifest, vec![image, manifest.clone()]));
        }
        let stack = of(Id::Stack).or_else(|| of(Id::StackLikely));
        let code = self.evidence.sources[candidate.root as usize].total() > 0;
        if let (Some(stack), true) = (stack, code) {
            found.push((Id::StackAndCode, vec![stack]));
        }
        if let (Some(go), false, true) = (&go, whole, candidate.is_manifest_of("go")) {
            found.push((Id::ModuleAndMain, vec![go.clone()]));
        }
        if let (Some(page), Some(script), true) =
            (page, script, candidate.is_manifest_of("javascript"))
        {
            found.push((Id::PageAndStart, vec![page, script]));
        }
        // An image whose program starts right here is an application, whatever it is built
        // with; and Go's programs share the module's manifest.
        let built_otherwise = runs || candidate.has(Sign::Function) || of_xcode || in_package;
        if manifest.is_none()
            && go.is_none()
            && !built_otherwise
            && !candidate.is_likely_configured()
            && !self.is_script_beside_recipe(candidate)
        {
            found.push((Id::NoManifest, Vec::new()));
        }
        if let Some(file) = of(Id::Private) {
            found.push((Id::Private, vec![file]));
        }
        for (id, evidence) in found {
            self.add(candidate, id, evidence);
        }
    }

    /// Whether scripts that need no manifest lie, among applications, beside the recipe that installs what they need.
    fn is_script_beside_recipe(&self, candidate: &Candidate) -> bool {
        let tree = self.evidence.tree;
        let is_script = |name: &str| {
            matches!(Language::of(name), Some(Language::Python | Language::Ruby | Language::Php))
        };
        candidate.is_built()
            && candidate.group == Group::Applications
            && tree.own_files(candidate.root).iter().any(|&it| is_script(tree.name_of(it)))
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
        matches!(candidate.role, Role::Application | Role::LikeApplication)
            && (candidate.is_likely_configured() || candidate.starts())
    }

    fn add_name(&self, candidate: &mut Candidate) {
        let tree = self.evidence.tree;
        if candidate.root == 0 {
            return;
        }
        let name = tree.folder_name(candidate.named);
        let depth = tree.folder_path(candidate.named).matches('/').count() + 1;
        let deploys = self.evidence.deploys(candidate.named, self.facts.deployed());
        let deployed = candidate.starts() && deploys.is_some();
        let around = tree.parent(candidate.named).map_or("", |it| tree.folder_name(it));
        let is_among_tasks = Names::get().has("among-tasks", &around.to_ascii_lowercase());
        let is_task = words(name).last().is_some_and(|last| Names::get().has("tool", last));
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
        if let Some(file) = deploys {
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

    fn add_place(&self, candidate: &mut Candidate) {
        let tree = self.evidence.tree;
        if candidate.root == 0 {
            return;
        }
        let own_module = candidate.says(Id::Main)
            && (candidate.is_manifest_of("go") || candidate.is_manifest_of("rust"));
        // Layers of an Android app are called so, too.
        let is_layer = candidate.platform == "android" && candidate.says(Id::StartHint);
        let id = match candidate.group {
            Group::Applications if is_layer => None,
            Group::Applications => Some(Id::AmongApplications),
            Group::Commands => Some(Id::AmongCommands),
            Group::Libraries if candidate.role == Role::Kit => Some(Id::AmongLibraries),
            Group::Libraries if own_module => None,
            Group::Libraries if candidate.is_weighed(Id::NamedStack) => None,
            Group::Libraries if Self::runs(candidate) => None,
            Group::Libraries
                if matches!(candidate.role, Role::Application | Role::LikeApplication) =>
            {
                Some(Id::AmongLibrariesNamed)
            }
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
        // A mere `src` at the top is no level, nor is the `docker` that holds all that is built.
        let path = tree.folder_path(candidate.named);
        let top = path.split('/').next().unwrap_or_default();
        let levels = path.split('/').count() - usize::from(Names::get().has("sources", top));
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
    fn add_repository(&self, candidate: &mut Candidate) {
        if candidate.root == 0 {
            if let Some(dockerfile) = &self.evidence.deploy_names.root_dockerfile
                && !candidate.is_built()
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

/// An image's recipe of another name than the usual, if it isn't one for builders.
fn variant(candidate: &Candidate) -> Option<String> {
    let mut variants = candidate.signals.iter().filter(|signal| signal.id == Id::ImageVariant);
    let is_shipped = |signal: &&Signal| {
        let name = signal.path.rsplit('/').next().unwrap_or_default();
        !words(name).iter().any(|word| Names::get().has("images-of-builders", word))
    };
    variants.find(is_shipped).map(|signal| signal.path.clone())
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
