//! The platform of what is written for JavaScript's runtimes.

use super::super::evidence::{Counts, Evidence, Language, Mark, Role, Sign, words};
use super::super::table::{Id, Names};
use super::candidate::{Candidate, Signal};

/// JavaScript: for browsers, by its components, or for Node.
#[inline(never)]
pub(super) fn script_platform(
    candidate: &Candidate,
    counts: &Counts,
    evidence: &Evidence,
) -> &'static str {
    if is_react_native(candidate, evidence) {
        return "react-native";
    }
    if is_nest(candidate, evidence) {
        return "node-nestjs";
    }
    let says = |slug: &str| candidate.signals.iter().any(|signal| signal.platform == Some(slug));
    // The folder of a shell's own name, where the catalog knows no file in it.
    if words(evidence.tree.folder_name(candidate.root)).iter().any(|word| word == "electron") {
        return "electron";
    }
    let starts_in_browser = candidate.signals.iter().any(|signal| {
        signal.id.sign() != Sign::Manifest
            && signal.platform.is_some_and(|platform| platform.starts_with("javascript"))
    });
    let starts_in_node = says("node");
    let components = counts.components();
    let name = evidence.tree.folder_name(candidate.root);
    let named_front =
        Role::of(name, true) != Role::of(name, false) || Names::get().has("front-by-name", name);
    let front = starts_in_browser
        || components >= 5 && !starts_in_node
        || components * 4 > counts.scripts()
        || named_front && !starts_in_node;
    if !front || holds_server(candidate, evidence) || is_around_pages(candidate, evidence) {
        // What has an image and is called some service answers requests, mostly by Express; a mere `server` may be of anything.
        let serves = || {
            let words = words(name);
            let last = words.last().map(String::as_str);
            matches!(last, Some("api" | "gateway"))
                || words.len() > 1 && matches!(last, Some("server" | "service"))
        };
        let express = candidate.is_built() && serves()
            || evidence.has_marked(candidate.root, Mark::Routes, 4)
            || candidate.signals.iter().any(|signal| {
                let name = signal.path.rsplit('/').next().unwrap_or_default();
                let stem = name.split('.').next().unwrap_or_default();
                signal.id.sign() == Sign::Entry && Names::get().has("express-starts", stem)
            });
        return if express && !candidate.says(Id::Plain) { "node-express" } else { "node" };
    }
    let (jsx, vue, svelte) =
        (counts.of(Language::Jsx), counts.of(Language::Vue), counts.of(Language::Svelte));
    if says("javascript-vue") && vue > 0 || vue > jsx && vue > svelte {
        "javascript-vue"
    } else if svelte > jsx {
        "javascript-svelte"
    } else if jsx > 0 || says("javascript-react") {
        "javascript-react"
    } else {
        "javascript"
    }
}

/// Whether a folder without a manifest of its own holds the code of a server beside that
/// of a front end: one manifest for two code bases.
fn holds_server(candidate: &Candidate, evidence: &Evidence) -> bool {
    let tree = evidence.tree;
    tree.subfolders(candidate.root).any(|folder| {
        let counts = evidence.sources[folder as usize];
        let own_manifest = evidence.has_row(folder, |row| row.sign == Sign::Manifest);
        Names::get().has("back-in-node", tree.folder_name(folder))
            && !own_manifest
            && counts.scripts() >= MIN_SERVER
            && counts.components() * 4 < counts.scripts()
    })
}

/// Whether an image is built of a folder that keeps its pages in one of its folders and much other code beside that:
/// `orders/{app,lib,frontend}`.
pub(super) fn is_around_pages(candidate: &Candidate, evidence: &Evidence) -> bool {
    if !candidate.is_built() {
        return false;
    }
    let tree = evidence.tree;
    let whole = evidence.sources[candidate.root as usize];
    let sources = tree.find_subfolder(candidate.root, "src");
    let inside = sources.into_iter().flat_map(|it| tree.subfolders(it));
    tree.subfolders(candidate.root).chain(inside).any(|folder| {
        let pages = evidence.sources[folder as usize];
        Names::get().has("pair-front", tree.folder_name(folder))
            && pages.components() > 0
            && pages.components() * 10 >= whole.components() * 9
            && whole.scripts() - pages.scripts() >= MUCH
    })
}

/// So many scripts beside the pages of a server are more than what builds those.
const MUCH: u32 = 60;

/// So many scripts in `server` are the code of a server.
const MIN_SERVER: u32 = 5;

/// Whether sources are parted as NestJS parts them: controllers in modules, and no components of Angular.
pub(super) fn is_nest(candidate: &Candidate, evidence: &Evidence) -> bool {
    // What lies deeper is read along: features have folders of their own.
    const LEVELS: usize = 8;
    let Some(sources) = evidence.tree.find_subfolder(candidate.root, "src") else { return false };
    // What lies in a package of its own is another's.
    let has = |mark| {
        evidence
            .marked_below(sources, mark, LEVELS)
            .any(|it| !evidence.is_apart(it, candidate.root))
    };
    has(Mark::Controllers) && has(Mark::Modules) && !has(Mark::Components)
}

/// Whether a file's name is all that speaks for Angular, and is one that NestJS uses, too.
pub(super) fn is_module_of_the_whole(signal: &Signal) -> bool {
    signal.platform == Some("javascript-angular") && signal.path.ends_with("/app.module.ts")
}

/// Native shells of both systems beside a package, or an Expo app: `app.json` and `App.tsx`.
#[inline(never)]
fn is_react_native(candidate: &Candidate, evidence: &Evidence) -> bool {
    let tree = evidence.tree;
    let folder = |name: &str| tree.find_subfolder(candidate.root, name).is_some();
    let has = |wanted: &[&str]| {
        tree.own_files(candidate.root).iter().any(|&path| wanted.contains(&tree.name_of(path)))
    };
    let expo = has(&["app.json", "app.config.js", "app.config.ts"])
        && has(&["App.tsx", "App.jsx", "App.js"]);
    // Beside a server, native apps show its pages and share no code with it.
    let halves = folder("ios") && folder("android") && !folder("server");
    has(&["package.json"]) && (halves || expo)
}
