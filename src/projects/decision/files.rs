//! What files and contents say of a candidate, one by one and together.

use super::super::evidence::{Group, Hit, Language, Sign, has_word_in};
use super::super::platform::Platform;
use super::super::table::Id;
use super::candidate::{Candidate, Signal};
use super::weigh::Scales;

impl Scales<'_> {
    /// What files and contents say.
    #[inline(never)]
    pub(super) fn add_ladders(&self, candidate: &mut Candidate) {
        let is_meant = meaning(candidate);
        for sign in Sign::LADDERS {
            let of_sign: Vec<&Signal> = candidate
                .signals
                .iter()
                .filter(|signal| signal.id.sign() == sign && is_meant(signal))
                .collect();
            let Some(strongest) = of_sign.iter().min_by_key(|signal| signal.id) else { continue };
            if sign == Sign::Library && candidate.has(Sign::Function) {
                continue;
            }
            // What lies at the top is for all of the repository, whatever it holds.
            if candidate.root == 0 && matches!(strongest.id, Id::ImageContext | Id::Environment) {
                continue;
            }
            if matches!(strongest.id, Id::Image | Id::Host) && candidate.is_built_to_develop() {
                continue;
            }
            let mut id = strongest.id;
            // Many programs keep their code in a library of their own, for their tests.
            if id == Id::Built
                && strongest.path.ends_with("src/lib.rs")
                && (candidate.has_main_of_rust()
                    || candidate.signals.iter().any(|signal| {
                        signal.id.sign() == Sign::Entry && signal.path.contains("src/bin/")
                    }))
            {
                id = Id::BuiltBeside;
            }
            // A program that is built into an image may be installed as a package by others, too.
            if id == Id::Imported && candidate.is_built() && candidate.starts() {
                id = Id::Built;
            }
            let fact = strongest.fact.clone();
            let same = of_sign.iter().filter(|signal| signal.id == strongest.id);
            let paths = same.map(|signal| signal.path.clone()).take(3).collect();
            candidate.add(self.weights, id, fact, paths);
        }
    }

    /// What speaks only together with something else.
    #[inline(never)]
    pub(super) fn add_pairs(&self, candidate: &mut Candidate) {
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
        if let (Some(image), Some(manifest), false) =
            (image, &manifest, candidate.is_built_to_develop())
        {
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
        if candidate.has(Sign::Manifest)
            && (shows_no_start(candidate) || self.is_bare_package(candidate))
        {
            found.push((Id::NothingStarts, Vec::new()));
        }
        if let Some(file) = of(Id::Private) {
            found.push((Id::Private, vec![file]));
        }
        for (id, evidence) in found {
            self.add(candidate, id, evidence);
        }
    }

    /// Whether nothing of PHP or C++ is started, here or in any folder below: programs of PHP have an `index.php`, those of C++
    /// a `main.cpp`.
    fn is_bare_package(&self, candidate: &Candidate) -> bool {
        let starts = |hit: &Hit| match candidate.platform {
            "php" => self.evidence.path(hit).ends_with("index.php"),
            _ => self.evidence.row(hit).sign == Sign::Entry,
        };
        (candidate.platform == "php" || candidate.platform == "native" && candidate.root == 0)
            && !candidate.signals.iter().any(may_run)
            && !self.evidence.hits_below(candidate.root).iter().any(starts)
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
}

/// An image's recipe of another name than the usual, if it isn't one for builders.
fn variant(candidate: &Candidate) -> Option<String> {
    let mut variants = candidate.signals.iter().filter(|signal| signal.id == Id::ImageVariant);
    let is_shipped = |signal: &&Signal| {
        let name = signal.path.rsplit('/').next().unwrap_or_default();
        !has_word_in(name, "images-of-builders")
    };
    variants.find(is_shipped).map(|signal| signal.path.clone())
}

/// Whether a signal means what it says for a candidate: Android has classes named like Spring's programs, and a typed
/// package of Python that can be called, too, is there for others' programs all the same.
fn meaning(candidate: &Candidate) -> impl Fn(&Signal) -> bool + use<> {
    let is_android = candidate.platform == "android";
    let is_typed = |signal: &Signal| signal.id == Id::Built && signal.path.ends_with("py.typed");
    let is_typed = candidate.signals.iter().any(is_typed);
    move |signal| {
        let of_spring = is_android && signal.platform == Some("java-spring-boot");
        let calls = signal.id == Id::StartLikely && signal.path.ends_with("__main__.py");
        !(of_spring || is_typed && calls)
    }
}

/// Whether a signal is of what runs: how it starts, is configured or deployed.
fn may_run(signal: &Signal) -> bool {
    matches!(
        signal.id.sign(),
        Sign::Entry | Sign::Runtime | Sign::Deploy | Sign::Function | Sign::Declared
    )
}

/// Whether nothing of a component runs, in a language whose programs have a file that shows it.
fn shows_no_start(candidate: &Candidate) -> bool {
    let is_meant = meaning(candidate);
    let runs = |signal: &Signal| {
        let hints = matches!(signal.id, Id::StartHint | Id::DeployHint | Id::ImageContext);
        may_run(signal) && !hints && is_meant(signal)
    };
    matches!(Platform::family(candidate.platform), "dotnet" | "rust" | "android" | "apple")
        && !candidate.signals.iter().any(runs)
}
