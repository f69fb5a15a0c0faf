//! Front ends inside a server's code base: `resources/js`, `app/javascript`, `assets`.

use super::super::evidence::Evidence;
use super::super::platform::{Platform, Surface};
use super::super::table::{Id, LIMITS};
use super::candidate::{Candidate, Note};
use super::nesting::{Dropped, is_asset_folder};
use crate::tree::FolderId;

/// So many components of a user interface make a code base of their own; fewer are
/// scripts of the server's pages.
pub const MIN_COMPONENTS: u32 = LIMITS.components;

/// So many scripts without components, in a folder named for it, make a front end, too.
const MIN_SCRIPTS: u32 = LIMITS.scripts;

/// The folders where frameworks keep code for browsers, the first that fits is taken.
const PLACES: &[(&str, &[&str])] = &[
    ("ruby", &["app/javascript", "app/webpacker", "app/frontend", "client", "frontend"]),
    (
        "php",
        &[
            "resources/js",
            "resources/ts",
            "resources/assets/js",
            "resources/assets",
            "resources/vue",
            "resources/frontend",
            "assets",
        ],
    ),
    ("elixir", &["assets", "apps/*_web/assets"]),
    ("java", &["src/main/webapp", "src/main/webui", "src/main/frontend", "src/main/web"]),
    (
        "python",
        &[
            "frontend",
            "client",
            "assets",
            "static/js",
            "static",
            "*/static",
            "*/frontend",
            "*/assets",
        ],
    ),
    ("go", &["web", "ui", "frontend", "webapp", "web_src", "web/src", "public"]),
    ("dotnet", &["ClientApp", "clientapp", "wwwroot/src", "client", "frontend"]),
    ("node", &["client", "frontend", "web", "webapp", "app", "src/client", "app/client", "src"]),
    ("rust", &["frontend", "web", "ui"]),
];

/// Adds a front end per server that holds one, and drops folders of scripts that are none.
pub fn add(
    accepted: Vec<Candidate>,
    evidence: &Evidence,
    dropped: &mut Vec<Dropped>,
) -> Vec<Candidate> {
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in accepted {
        let around = kept
            .iter()
            .rev()
            .find(|outer| evidence.tree.with_descendants(outer.root).contains(&candidate.root));
        let asset = around.is_some_and(|outer| {
            is_asset_folder(evidence.tree.folder_path(candidate.root), outer.platform)
        });
        let sure = candidate.platform_is_sure
            || evidence.sources[candidate.root as usize].components() >= MIN_COMPONENTS;
        if asset && !sure {
            dropped.push(Dropped {
                root: candidate.root,
                reason: format!("Scripts of the server's pages: fewer than {MIN_COMPONENTS} components, so the server's project can hold their errors."),
            });
        } else {
            kept.push(candidate);
        }
    }
    let mut added = Vec::new();
    for server in kept.iter().filter(|candidate| candidate.surface() == Surface::Server) {
        if let Some(front) = embedded(server, &kept, evidence) {
            added.push(front);
        }
    }
    kept.extend(added);
    kept.sort_by_key(|candidate| candidate.root);
    kept
}

fn embedded(server: &Candidate, accepted: &[Candidate], evidence: &Evidence) -> Option<Candidate> {
    let tree = evidence.tree;
    let family = Platform::family(server.platform);
    let (_, places) = PLACES.iter().find(|(name, _)| *name == family)?;
    // A front end's configuration beside the server's own.
    let browser = server.signals.iter().find(|signal| {
        let surface = signal.platform.and_then(Platform::find).map(|platform| platform.surface);
        signal.decides_platform && surface == Some(Surface::Browser)
    });
    // All of `src` is the front end only where the server's code has a folder beside it.
    let apart = ["backend", "server"].iter().any(|place| {
        let found = find(evidence, server.root, place);
        found.iter().any(|&folder| evidence.sources[folder as usize].scripts() >= MIN_COMPONENTS)
    });
    let root = places.iter().filter(|&&place| place != "src" || apart).find_map(|place| {
        let folders = find(evidence, server.root, place);
        folders.into_iter().find(|&folder| {
            let counts = evidence.sources[folder as usize];
            counts.components() >= MIN_COMPONENTS
                || browser.is_some() && counts.scripts() >= MIN_COMPONENTS
                || is_front(evidence, folder) && counts.scripts() >= MIN_SCRIPTS
        })
    })?;
    let taken = accepted.iter().any(|other| {
        other.root != server.root
            && (tree.with_descendants(root).contains(&other.root)
                || other.root > server.root && tree.with_descendants(other.root).contains(&root))
    });
    if taken {
        return None;
    }
    let counts = evidence.sources[root as usize];
    let components = counts.components().max(if browser.is_some() { counts.scripts() } else { 0 });
    let mut front = server.clone();
    front.root = root;
    front.own = counts;
    front.signals = Vec::new();
    front.notes = vec![Note {
        id: Id::MostSources,
        weight: 400,
        text: format!(
            "{components} components of a user interface are kept here, inside the server's code base."
        ),
        evidence: samples(evidence, root),
    }];
    // Twice as many components make it about twice as likely.
    front.score = 50 + 70 * (components / MIN_COMPONENTS).max(1).ilog2() as i32;
    let language = [
        super::super::evidence::Language::Vue,
        super::super::evidence::Language::Svelte,
        super::super::evidence::Language::Jsx,
    ]
    .into_iter()
    .max_by_key(|&language| counts.of(language))?;
    front.platform = browser.and_then(|signal| signal.platform).unwrap_or(language.platform());
    front.platform_is_sure = browser.is_some();
    Some(front)
}

fn is_front(evidence: &Evidence, folder: FolderId) -> bool {
    let name = evidence.tree.folder_name(folder);
    matches!(name, "frontend" | "client" | "web" | "webapp" | "web_src" | "ui")
}

/// The folders at a place below a root; `*` stands for one name or a part of it.
fn find(evidence: &Evidence, root: FolderId, place: &str) -> Vec<FolderId> {
    let tree = evidence.tree;
    place.split('/').fold(vec![root], |folders, part| {
        let inside =
            folders.into_iter().flat_map(|folder| tree.subfolders(folder).collect::<Vec<_>>());
        let fits = |folder: &FolderId| {
            let name = tree.folder_name(*folder);
            match part.strip_prefix('*') {
                Some(ending) => {
                    name.ends_with(ending) && evidence.exclusion[*folder as usize].is_none()
                }
                None => name == part,
            }
        };
        inside.filter(fits).collect()
    })
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
