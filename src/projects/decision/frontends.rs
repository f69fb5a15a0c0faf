//! Front ends inside a server's code base: `resources/js`, `app/javascript`, `assets`.

use super::super::evidence::{Evidence, Language};
use super::super::platform::{Platform, Surface};
use super::super::table::{Id, LIMITS, Names};
use super::candidate::{Candidate, Note, Signal};
use super::candidates::keep_around;
use super::nesting::{Dropped, is_asset_folder};
use crate::tree::FolderId;
use std::cmp::Reverse;

/// So many components of a user interface make a code base of their own; fewer are
/// scripts of the server's pages.
pub const MIN_COMPONENTS: u32 = LIMITS.components;

/// Of a front end, at least this share of the source files is for browsers, in percent.
const PURE: u32 = 95;

/// So many scripts without components, in a folder named for it, make a front end, too.
const MIN_SCRIPTS: u32 = LIMITS.scripts;

/// Adds a front end per server that holds one, and drops folders of scripts that are none. What is accepted is in the
/// order of the tree.
#[inline(never)]
pub fn add(
    accepted: Vec<Candidate>,
    evidence: &Evidence,
    dropped: &mut Vec<Dropped>,
) -> Vec<Candidate> {
    debug_assert!(accepted.is_sorted_by_key(|it| it.root), "in the order of the tree");
    let tree = evidence.tree;
    let mut kept: Vec<Candidate> = Vec::new();
    // Places in `kept` of those around the candidate at hand, the outermost first.
    let mut around: Vec<usize> = Vec::new();
    for candidate in accepted {
        keep_around(&mut around, tree, candidate.root, |outer| kept[outer].root);
        let asset = around.last().is_some_and(|&outer| {
            is_asset_folder(tree.folder_path(candidate.root), kept[outer].platform)
        });
        let is_kept_apart = candidate.is_manifest_of("javascript")
            && evidence.sources[candidate.root as usize].scripts() >= MIN_SCRIPTS;
        let sure = candidate.platform_is_sure
            || is_kept_apart
            || evidence.sources[candidate.root as usize].components() >= MIN_COMPONENTS;
        if asset && !sure {
            dropped.push(Dropped {
                root: candidate.root,
                reason: format!("Scripts of the server's pages: fewer than {MIN_COMPONENTS} components, so the server's project can hold their errors."),
            });
        } else {
            around.push(kept.len());
            kept.push(candidate);
        }
    }
    let mut added = Vec::new();
    for server in kept.iter().filter(|it| it.surface() == Surface::Server && !it.is_shell()) {
        if let Some(front) = embedded(server, &kept, evidence) {
            added.push(front);
        }
    }
    kept.extend(added);
    if let Some(front) = beside(&kept, evidence) {
        kept.push(front);
    }
    for candidate in &mut kept {
        if let Some(folder) = folder_of_pages(candidate, evidence) {
            candidate.root = folder;
        }
    }
    kept.sort_by_key(|candidate| candidate.root);
    kept
}

/// The folder that holds all of a front end whose manifest lies at the top, beside other
/// languages' code: `frontend` of `package.json` and `src/Shop.sln`.
fn folder_of_pages(candidate: &Candidate, evidence: &Evidence) -> Option<FolderId> {
    let tree = evidence.tree;
    let whole = evidence.sources[0];
    let is_page = candidate.root == 0 && candidate.surface() == Surface::Browser;
    if !is_page || candidate.is_built() || whole.scripts() * 2 > whole.total() {
        return None;
    }
    tree.subfolders(0).find(|&folder| {
        let counts = evidence.sources[folder as usize];
        is_front(evidence, folder) && counts.scripts() * 100 >= candidate.own.scripts() * PURE
    })
}

/// A front end in a folder of that name near the top, whose manifest lies further up, where no
/// project is a front end and some are servers.
#[inline(never)]
fn beside(accepted: &[Candidate], evidence: &Evidence) -> Option<Candidate> {
    let tree = evidence.tree;
    let is_front = |candidate: &Candidate| {
        matches!(candidate.surface(), Surface::Browser | Surface::FullStack)
    };
    let first = accepted.iter().find(|it| it.surface() == Surface::Server)?;
    let manifest = evidence.hits_of(0).iter().find(|hit| {
        let row = evidence.row(hit);
        row.id == Id::Manifest && row.platform == Some("javascript")
    })?;
    if accepted.iter().any(is_front) || accepted.iter().any(|it| it.root == 0) {
        return None;
    }
    let folder = tree.subfolders(0).find(|&folder| {
        let counts = evidence.sources[folder as usize];
        self::is_front(evidence, folder)
            && evidence.exclusion[folder as usize].is_none()
            && counts.components() >= MIN_COMPONENTS
            && counts.scripts() * 100 >= counts.total() * PURE
    })?;
    let inside = tree.with_descendants(folder);
    if accepted.iter().any(|it| inside.contains(&it.root)) {
        return None;
    }
    let manifest = evidence.path(manifest).to_owned();
    let mut front = page_of(first, folder, None, evidence)?;
    front.notes[0].text =
        format!("A front end lies here, and its manifest is `{manifest}` at the top.");
    front.notes[0].evidence.push(manifest);
    Some(front)
}

/// The front end in a server's folder. `accepted` is in the order of the tree.
#[inline(never)]
fn embedded(server: &Candidate, accepted: &[Candidate], evidence: &Evidence) -> Option<Candidate> {
    let tree = evidence.tree;
    // A front end's configuration beside the server's own.
    let browser = server.signals.iter().find(|signal| {
        let surface = signal.platform.and_then(Platform::find).map(|platform| platform.surface);
        signal.decides_platform && surface == Some(Surface::Browser)
    });
    let is_enough = |folder: FolderId| {
        let counts = evidence.sources[folder as usize];
        counts.components() >= MIN_COMPONENTS
            || browser.is_some() && counts.scripts() >= MIN_COMPONENTS
            || is_front(evidence, folder)
                && counts.scripts() >= MIN_SCRIPTS
                // The server fills in these pages.
                && tree.find_subfolder(folder, "WEB-INF").is_none()
            || server.is_manifest_of("javascript")
                && is_asset_folder(tree.folder_path(folder), server.platform)
                && counts.scripts() >= LIMITS.bare_scripts
    };
    // Where the server is written in the same languages, only a name tells its code apart.
    let root = match Platform::family(server.platform) {
        "node" | "deno" | "bun" => {
            named(server, evidence).into_iter().find(|&folder| is_enough(folder))?
        }
        _ => largest(server, evidence, is_enough)?,
    };
    // A project that lies in it, or around it in the server's folder, has it already.
    let next = accepted.partition_point(|other| other.root < root);
    let inside =
        accepted.get(next).is_some_and(|it| tree.with_descendants(root).contains(&it.root));
    let taken = inside
        || std::iter::successors(tree.parent(root), |&folder| tree.parent(folder))
            .take_while(|&folder| folder != server.root)
            .any(|folder| accepted.binary_search_by_key(&folder, |other| other.root).is_ok());
    if taken {
        return None;
    }
    page_of(server, root, browser, evidence)
}

/// The front end in a folder, beside a server.
fn page_of(
    server: &Candidate,
    root: FolderId,
    browser: Option<&Signal>,
    evidence: &Evidence,
) -> Option<Candidate> {
    let counts = evidence.sources[root as usize];
    let components = counts.components().max(if browser.is_some() { counts.scripts() } else { 0 });
    let mut front = server.clone();
    front.root = root;
    front.own = counts;
    front.signals = Vec::new();
    front.notes = vec![Note {
        id: Id::MostSources,
        weight: 400,
        text: match components {
            0 => "Scripts for browsers lie here, inside the server's code base.".to_owned(),
            1 => "A component of a user interface lies here, inside the server's code base."
                .to_owned(),
            _ => format!(
                "{components} components of a user interface lie here, inside the server's code base."
            ),
        },
        evidence: samples(evidence, root),
    }];
    // Twice as many components make it about twice as likely.
    front.score = 50 + 70 * (components / MIN_COMPONENTS).max(1).ilog2() as i32;
    let language = [Language::Vue, Language::Svelte, Language::Jsx]
        .into_iter()
        .max_by_key(|&language| counts.of(language))?;
    let written = if counts.components() > 0 { language.platform() } else { "javascript" };
    front.platform = browser.and_then(|signal| signal.platform).unwrap_or(written);
    front.platform_is_sure = browser.is_some();
    Some(front)
}

/// The folder that holds most components of those that hold code for browsers and no other,
/// and are not inside such a folder themselves.
#[inline(never)]
fn largest(
    server: &Candidate,
    evidence: &Evidence,
    is_enough: impl Fn(FolderId) -> bool,
) -> Option<FolderId> {
    let tree = evidence.tree;
    let below = tree.with_descendants(server.root);
    let mut found: Vec<FolderId> = Vec::new();
    for folder in below.start + 1..below.end {
        let counts = evidence.sources[folder as usize];
        // A stray script of the build is no code of the server.
        let pure = counts.scripts() > 0 && counts.scripts() * 100 >= counts.total() * PURE;
        let inside = found.last().is_some_and(|&it| tree.with_descendants(it).contains(&folder));
        if pure && !inside && evidence.exclusion[folder as usize].is_none() {
            found.push(folder);
        }
    }
    let mut enough: Vec<FolderId> = found.into_iter().filter(|&folder| is_enough(folder)).collect();
    let size = |folder: FolderId| {
        let counts = evidence.sources[folder as usize];
        (counts.components(), counts.scripts())
    };
    // Of several that are about as large, the one that is nearest to the server is that of the whole: `shop/web/client`
    // beside `shop/modules/rooms/client`.
    let most = enough.iter().map(|&it| size(it).0).max().unwrap_or(0);
    enough.retain(|&it| size(it).0 * 2 >= most);
    let order = |it: FolderId| (Reverse(tree.depth(it)), size(it), Reverse(it));
    let most = enough.into_iter().max_by_key(|&it| order(it))?;
    // Beside styles and texts, all of the code lies in one folder: `resources/js`.
    let scripts = |it: FolderId| evidence.sources[it as usize].scripts();
    let all = |&it: &FolderId| scripts(it) * 100 >= scripts(most) * PURE;
    let inner = || tree.subfolders(most).find(all);
    let is_of_all = tree.folder_name(most) == "resources";
    Some(if is_of_all { inner().unwrap_or(most) } else { most })
}

/// The folders of a server of Node that are named after a front end, in the order of the list.
fn named(server: &Candidate, evidence: &Evidence) -> Vec<FolderId> {
    // All of `src` is the front end only where the server's code has a folder beside it.
    let apart = Names::get().of("back-in-node").any(|place| {
        let found = evidence.tree.find_below(server.root, place);
        found.is_some_and(|it| evidence.sources[it as usize].scripts() >= MIN_COMPONENTS)
    });
    let places = Names::get().of("front-in-node").filter(|&place| place != "src" || apart);
    places.filter_map(|place| evidence.tree.find_below(server.root, place)).collect()
}

fn is_front(evidence: &Evidence, folder: FolderId) -> bool {
    Names::get().has("pair-front", evidence.tree.folder_name(folder))
}

fn samples(evidence: &Evidence, root: FolderId) -> Vec<String> {
    let tree = evidence.tree;
    let positions = tree.positions(root);
    let is_component =
        |name: &str| [".tsx", ".jsx", ".vue", ".svelte"].iter().any(|end| name.ends_with(end));
    let paths =
        positions.map(|at| tree.path_at(at)).filter(|&path| is_component(tree.name_of(path)));
    paths.take(3).map(|path| tree.paths().get(path).to_owned()).collect()
}
