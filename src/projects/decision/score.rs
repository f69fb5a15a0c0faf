//! How likely a folder is deployed on its own.

use super::super::evidence::{Evidence, Group, Role, Sign};
use super::super::platform::Surface;
use super::candidate::{Candidate, Signal};
use crate::tree::FolderId;

/// Adds up what speaks for and against a candidate.
///
/// Weights are log-odds of independent pieces of evidence, so that two of medium weight
/// make a strong one; of one sign only the heaviest counts.
pub fn weigh(candidate: &mut Candidate, evidence: &Evidence) {
    let root = candidate.root;
    add_signals(candidate);
    add_names(candidate, evidence);
    add_size(candidate, evidence);
    if root == 0 {
        add_repository(candidate, evidence);
    }
}

fn add_signals(candidate: &mut Candidate) {
    for sign in [
        Sign::Declared,
        Sign::Runtime,
        Sign::Function,
        Sign::Entry,
        Sign::Deploy,
        Sign::Script,
        Sign::Library,
        Sign::Member,
    ] {
        // Android has classes named so that are no programs.
        let android = candidate.platform == "android";
        let of_sign = candidate.signals.iter().filter(|signal| {
            signal.sign == sign && !(android && signal.platform == Some("java-spring-boot"))
        });
        let paths: Vec<String> =
            of_sign.clone().map(|signal| signal.path.clone()).take(3).collect();
        let heaviest = of_sign.max_by(|a, b| a.weight.abs().total_cmp(&b.weight.abs()));
        let Some(heaviest) = heaviest else { continue };
        if sign == Sign::Library && candidate.has(Sign::Function) {
            continue;
        }
        let mut weight = heaviest.weight;
        // Many programs keep their code in a library of their own, for their tests.
        if sign == Sign::Library
            && heaviest.path.ends_with("src/lib.rs")
            && candidate.signals.iter().any(|signal| signal.path.ends_with("src/main.rs"))
        {
            weight = -0.8;
        }
        // `index.js` and the like start libraries, too.
        if sign == Sign::Entry && weight < 1.0 && candidate.group == Group::Libraries {
            weight = 0.0;
        }
        let text = heaviest.fact.clone().unwrap_or_else(|| sentence(sign).to_owned());
        candidate.add(weight, text, paths);
    }
    // A manifest of its own beside the program's start: built on its own.
    if candidate.root != 0 && candidate.is_manifest_of("go") && candidate.weight(Sign::Entry) > 2.0
    {
        let path = candidate.signals[0].path.clone();
        candidate.add(1.0, "The program has a module of its own.", vec![path]);
    }
    add_pairs(candidate);
    let in_package = candidate.signals.iter().any(|signal| signal.path.ends_with("/main.swift"));
    let image =
        candidate.signals.iter().find(|signal| signal.sign == Sign::Deploy && signal.weight >= 2.2);
    if let Some(image) = image
        && candidate.has(Sign::Manifest)
    {
        let paths = vec![image.path.clone(), candidate.signals[0].path.clone()];
        candidate.add(1.2, "Its image is built beside a manifest of its own.", paths);
    }
    let is_go_main = candidate.weight(Sign::Entry) > 2.0;
    // An image whose program starts right here is an application, whatever it is built with.
    let is_built = candidate.weight(Sign::Deploy) >= 2.2 && candidate.weight(Sign::Entry) > 1.5;
    if !is_go_main
        && !is_built
        && !candidate.has(Sign::Manifest)
        && candidate.weight(Sign::Runtime) < 3.0
        && !in_package
    {
        candidate.add(-1.0, "No manifest is here.", Vec::new());
    }
}

/// What speaks for an application only together: neither is sure alone.
fn add_pairs(candidate: &mut Candidate) {
    let entries = candidate.signals.iter().filter(|signal| signal.sign == Sign::Entry);
    let is_page = |signal: &&Signal| signal.path.ends_with("index.html");
    let (pages, starts): (Vec<&Signal>, Vec<&Signal>) = candidate
        .signals
        .iter()
        .filter(|s| s.sign == Sign::Runtime)
        .filter(is_page)
        .chain(entries.clone())
        .partition(is_page);
    if let (Some(page), Some(start)) = (pages.first(), starts.first())
        && candidate.is_manifest_of("javascript")
    {
        let paths = vec![page.path.clone(), start.path.clone()];
        candidate.add(1.5, "A page lies beside the program that it loads.", paths);
        return;
    }
    // `requirements.txt` says what is installed to run something, a package's metadata what
    // others install with it.
    let installed = candidate.signals.iter().find(|signal| {
        signal.sign == Sign::Manifest
            && ["requirements.txt", "Pipfile"].iter().any(|name| signal.path.ends_with(name))
    });
    let start =
        entries.clone().find(|signal| signal.platform == Some("python") && signal.weight >= 1.5);
    if let (Some(installed), Some(start)) = (installed, start)
        && candidate.root != 0
    {
        let paths = vec![start.path.clone(), installed.path.clone()];
        candidate.add(1.6, "What it needs to run is listed beside its start.", paths);
    }
}

fn sentence(sign: Sign) -> &'static str {
    match sign {
        Sign::Declared => "Its owners declare it as a component of its own.",
        Sign::Runtime => "Only an application has this configuration of its runtime.",
        Sign::Function => "It is deployed as functions: one stack, one project.",
        Sign::Entry => "A program starts here.",
        Sign::Deploy => "It is built and deployed by itself.",
        Sign::Library => "It is published for others to build upon.",
        Sign::Manifest
        | Sign::Workspace
        | Sign::Process
        | Sign::Script
        | Sign::Platform
        | Sign::Member => "",
    }
}

fn add_names(candidate: &mut Candidate, evidence: &Evidence) {
    let tree = evidence.tree;
    let root = candidate.root;
    if root == 0 {
        return;
    }
    let folder = || vec![tree.folder_path(root).to_owned()];
    let depth = tree.folder_path(root).matches('/').count() + 1;
    let strong = candidate.weight(Sign::Runtime) >= 3.5
        || candidate.weight(Sign::Deploy) >= 2.0
        || candidate.weight(Sign::Function) > 3.0
        || candidate.has(Sign::Declared);
    let starts = candidate.weight(Sign::Entry) > 2.0;
    let own_module = starts && (candidate.is_manifest_of("go") || candidate.is_manifest_of("rust"));
    let is_go_main = candidate.weight(Sign::Entry) > 2.0;
    let role = candidate.role;
    let group = match candidate.group {
        Group::Applications => Some((3.0, "The folder around it is for applications.")),
        Group::Libraries if own_module => None,
        Group::Libraries => {
            let weight = match role {
                _ if strong => -0.4,
                Role::Application => -1.0,
                _ => -2.0,
            };
            Some((weight, "The folder around it is for libraries."))
        }
        Group::Commands => Some((1.0, "The folder around it is for programs.")),
        Group::Unknown => None,
    };
    let name = match role {
        Role::Application => {
            // `api` at the top is as often a module of definitions.
            let whole = depth == 1 && candidate.has(Sign::Manifest);
            let plain = matches!(tree.folder_name(root), "api" | "agent" | "operator" | "console")
                && !candidate.has(Sign::Entry);
            let weight = match depth {
                _ if whole && !plain => 3.3,
                0..=2 => 2.5,
                _ => 1.8,
            };
            Some((weight, "Its name is that of an application."))
        }
        Role::LikeApplication => Some((1.4, "Its name ends like that of an application.")),
        Role::Library => {
            let weight = match () {
                () if is_go_main => -0.5,
                () if strong => -0.8,
                () => -2.5,
            };
            Some((weight, "Its name is that of a library."))
        }
        Role::Tool => Some((-3.5, "Its name is that of a tool for developers.")),
        Role::Orchestrator => {
            Some((-8.0, "It starts the other applications on a developer's machine."))
        }
        Role::ThirdParty => Some((-2.5, "Its name is that of other people's software.")),
        Role::Unknown => None,
    };
    for (weight, text) in [group, name].into_iter().flatten() {
        candidate.add(weight, text, folder());
    }
    if let Some(file) = evidence.deploy_names.find(tree.folder_name(root)) {
        candidate.add(1.3, "A deployment file bears its name.", vec![file.to_owned()]);
    }
}

fn add_size(candidate: &mut Candidate, evidence: &Evidence) {
    let below = evidence.sources[candidate.root as usize].total();
    let own = candidate.own.total();
    let game = matches!(candidate.surface(), Surface::Game);
    if game {
        return;
    }
    if below == 0 {
        candidate.add(-4.0, "It holds no source files.", Vec::new());
    } else if own == 0 && !candidate.has(Sign::Function) && candidate.platform != "elixir" {
        candidate.add(-2.5, "Its source files belong to components inside it.", Vec::new());
    } else if own < 3
        && candidate.weight(Sign::Runtime) < 3.0
        && candidate.weight(Sign::Entry) < 1.5
        && candidate.weight(Sign::Deploy) < 2.0
        && !candidate.has(Sign::Function)
    {
        candidate.add(-1.0, format!("It holds {own} source files only."), Vec::new());
    }
}

/// The repository's root: what is in it is most often one application.
fn add_repository(candidate: &mut Candidate, evidence: &Evidence) {
    if let Some(dockerfile) = &evidence.deploy_names.root_dockerfile
        && candidate.weight(Sign::Deploy) < 2.0
    {
        let evidence = vec![dockerfile.clone()];
        candidate.add(2.0, "The repository is built into an image as a whole.", evidence);
    }
    if candidate.has(Sign::Manifest) && !candidate.has(Sign::Workspace) {
        let manifest = vec![candidate.signals[0].path.clone()];
        let weight = if candidate.weight(Sign::Entry) > 1.5 { 1.5 } else { 1.0 };
        candidate.add(weight, "The repository's root has a manifest.", manifest);
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
