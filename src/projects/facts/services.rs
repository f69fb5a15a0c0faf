//! What runs, by Procfiles, compose files and Kubernetes: which of it is a further process
//! of a code base.

use super::super::evidence::{Evidence, words};
use super::super::processes::Process;
use super::super::table::Names;
use crate::tree::FolderId;
use std::collections::{BTreeMap, BTreeSet};

/// Something that a deployment file starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The file that says so.
    pub file: String,
    /// What is started together: a file, or all of Kubernetes.
    pub group: String,
    /// Its name.
    pub name: String,
    /// The folder that it is built from.
    pub folder: Option<String>,
    /// The image.
    pub image: Option<String>,
    /// The command, as one line.
    pub command: String,
    /// Whether it is built here.
    pub built: bool,
}

/// A file that starts more processes of one code base tells of its roles, which a tag
/// tells apart better than projects.
const MAX_PROCESSES: usize = 4;

/// The further processes of the components at `roots`.
pub(super) fn processes(
    services: &[Service],
    evidence: &Evidence,
    roots: &[FolderId],
) -> Vec<Process> {
    let lists = Names::get();
    let mut found: BTreeMap<(FolderId, String), Process> = BTreeMap::new();
    let mut files: BTreeMap<&str, Vec<&Service>> = BTreeMap::new();
    for service in services {
        files.entry(&service.group).or_default().push(service);
    }
    for services in files.into_values() {
        let mut of_root: BTreeMap<FolderId, Vec<&Service>> = BTreeMap::new();
        for service in &services {
            if let Some(root) = component(service, &services, evidence, roots) {
                of_root.entry(root).or_default().push(service);
            }
        }
        for (root, services) in of_root {
            let names: BTreeSet<String> =
                services.iter().map(|service| stem(&service.name)).collect();
            let mut of_file: BTreeMap<String, Process> = BTreeMap::new();
            for service in &services {
                let words = words(&stem(&service.name));
                let has = |list: &str| words.iter().any(|word| lists.has(list, word));
                let own_name =
                    words.concat() == self::words(evidence.tree.folder_name(root)).concat();
                let further = has("process-further")
                    || names.len() > 1
                        && !has("process-primary")
                        && !own_name
                        && distinct(service, &services);
                if has("process-passing") || !further {
                    continue;
                }
                let name = process_name(&words, evidence.tree.folder_name(root));
                of_file.entry(name.clone()).or_insert_with(|| Process {
                    root,
                    text: format!(
                        "`{}` starts `{}` from the same code base.",
                        service.file, service.name
                    ),
                    evidence: service.file.clone(),
                    named: true,
                    name,
                });
            }
            if of_file.len() <= MAX_PROCESSES {
                for (name, process) in of_file {
                    found.entry((root, name)).or_insert(process);
                }
            }
        }
    }
    found.into_values().collect()
}

/// The component whose code a service runs.
fn component(
    service: &Service,
    others: &[&Service],
    evidence: &Evidence,
    roots: &[FolderId],
) -> Option<FolderId> {
    let tree = evidence.tree;
    let nearest = |folder: FolderId| {
        roots.iter().copied().filter(|&root| tree.with_descendants(root).contains(&folder)).max()
    };
    let folder = |path: &str| if path.is_empty() { Some(0) } else { tree.find_folder(path) };
    // By its build, where that is a component's own folder.
    if let Some(path) = &service.folder
        && let Some(folder) = folder(path)
        && let Some(root) = nearest(folder)
        && (root != 0 || path.is_empty())
    {
        return Some(root);
    }
    // By its name, or its image's, the words behind left out.
    let image = service.image.as_deref().map(image_name);
    for name in [Some(service.name.as_str()), image.as_deref()].into_iter().flatten() {
        let mut rest = words(&stem(name));
        while !rest.is_empty() {
            let joined = rest.concat();
            let same = roots
                .iter()
                .copied()
                .find(|&root| root != 0 && words(tree.folder_name(root)).concat() == joined);
            if same.is_some() {
                return same;
            }
            rest.pop();
        }
    }
    // By a command that only the code base at the root has.
    let tokens: Vec<&str> = service
        .command
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.')
        .collect();
    let own = [
        "artisan",
        "bundle",
        "rails",
        "rake",
        "manage.py",
        "celery",
        "mix",
        "gunicorn",
        "uvicorn",
        "sidekiq",
        "good_job",
    ];
    let runs_own = tokens.iter().any(|token| own.contains(token));
    let same_image = service.image.as_ref().is_some_and(|image| {
        others.iter().any(|other| {
            other.built && other.image.as_ref() == Some(image) && other.name != service.name
        })
    });
    (roots.contains(&0)
        && (runs_own
            || same_image
            || service.built && service.folder.is_some() && roots.len() == 1))
        .then_some(0)
}

/// Whether a service differs from the others of its code base by its command, or at least
/// by its name in one file with the same image.
fn distinct(service: &Service, others: &[&Service]) -> bool {
    others.iter().any(|other| {
        other.name != service.name
            && (other.command != service.command
                || other.image.is_some() && other.image == service.image)
    })
}

/// A name without the numbers of replicas.
fn stem(name: &str) -> String {
    name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['-', '_', '.']).to_owned()
}

fn image_name(image: &str) -> String {
    let image = image.split('@').next().unwrap_or(image);
    let last = image.rsplit('/').next().unwrap_or(image);
    last.split(':').next().unwrap_or(last).to_owned()
}

/// The words of a service that its component's name does not hold.
fn process_name(words: &[String], component: &str) -> String {
    let known = self::words(component);
    let left: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| {
            !known.iter().any(|known| known == word)
                && !matches!(*word, "laravel" | "app" | "service")
        })
        .collect();
    if left.is_empty() { words.join("-") } else { left.join("-") }
}
