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
    let components = Components::new(evidence, roots);
    let mut found: BTreeMap<(FolderId, String), Process> = BTreeMap::new();
    let mut files: BTreeMap<&str, Vec<&Service>> = BTreeMap::new();
    for service in services {
        files.entry(&service.group).or_default().push(service);
    }
    for services in files.into_values() {
        let mut of_root: BTreeMap<FolderId, Vec<&Service>> = BTreeMap::new();
        let built = Others::of(services.iter().copied().filter(|service| service.built));
        for service in &services {
            if let Some(root) = components.of(service, &built) {
                of_root.entry(root).or_default().push(service);
            }
        }
        for (root, services) in of_root {
            let names: BTreeSet<String> =
                services.iter().map(|service| stem(&service.name)).collect();
            let others = Others::of(services.iter().copied());
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
                        && others.differ_from(service);
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

/// The components of a repository, by what services are called.
struct Components<'a> {
    evidence: &'a Evidence<'a>,
    roots: BTreeSet<FolderId>,
    /// By the words of their folders' names; the first of a name stays the one.
    by_name: BTreeMap<String, FolderId>,
}

impl<'a> Components<'a> {
    fn new(evidence: &'a Evidence<'a>, roots: &[FolderId]) -> Self {
        let mut by_name = BTreeMap::new();
        for &root in roots.iter().filter(|&&root| root != 0) {
            let name = words(evidence.tree.folder_name(root)).concat();
            by_name.entry(name).or_insert(root);
        }
        Self { evidence, roots: roots.iter().copied().collect(), by_name }
    }

    /// The component whose code a service runs; `built` are those of its group that are built here.
    fn of(&self, service: &Service, built: &Others) -> Option<FolderId> {
        let tree = self.evidence.tree;
        let folder = |path: &str| if path.is_empty() { Some(0) } else { tree.find_folder(path) };
        // By its build, where that is a component's own folder.
        if let Some(path) = &service.folder
            && let Some(folder) = folder(path)
            && let Some(root) = self.nearest(folder)
            && (root != 0 || path.is_empty())
        {
            return Some(root);
        }
        // By its name, or its image's, the words behind left out.
        let image = service.image.as_deref().map(image_name);
        for name in [Some(service.name.as_str()), image.as_deref()].into_iter().flatten() {
            let words = words(&stem(name));
            let all = words.concat();
            let mut end = all.len();
            for word in words.iter().rev() {
                if let Some(&same) = self.by_name.get(&all[..end]) {
                    return Some(same);
                }
                end -= word.len();
            }
        }
        let runs_all = runs_code_of_the_root(service)
            || built.share_the_image_of(service)
            || service.built && service.folder.is_some() && self.roots.len() == 1;
        (self.roots.contains(&0) && runs_all).then_some(0)
    }

    fn nearest(&self, folder: FolderId) -> Option<FolderId> {
        let mut around =
            std::iter::successors(Some(folder), |&inner| self.evidence.tree.parent(inner));
        around.find(|folder| self.roots.contains(folder))
    }
}

/// Whether a command is one that only the code base at the root has.
fn runs_code_of_the_root(service: &Service) -> bool {
    const OWN: [&str; 11] = [
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
    let is_border = |c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.';
    service.command.split(is_border).any(|token| OWN.contains(&token))
}

/// How many services of a group have a name, a command, or an image, by which any of them is held against all
/// others at once.
#[derive(Default)]
struct Others<'a> {
    all: usize,
    names: BTreeMap<&'a str, usize>,
    commands: BTreeMap<&'a str, usize>,
    names_with_commands: BTreeMap<(&'a str, &'a str), usize>,
    images: BTreeMap<&'a str, usize>,
    images_with_names: BTreeMap<(&'a str, &'a str), usize>,
}

impl<'a> Others<'a> {
    fn of(services: impl Iterator<Item = &'a Service>) -> Self {
        let mut others = Self::default();
        for Service { name, command, image, .. } in services {
            others.all += 1;
            *others.names.entry(name).or_default() += 1;
            *others.commands.entry(command).or_default() += 1;
            *others.names_with_commands.entry((name, command)).or_default() += 1;
            if let Some(image) = image {
                *others.images.entry(image).or_default() += 1;
                *others.images_with_names.entry((image, name)).or_default() += 1;
            }
        }
        others
    }

    /// Whether one of another name has the image of a service.
    fn share_the_image_of(&self, service: &Service) -> bool {
        let Some(image) = service.image.as_deref() else { return false };
        let same = self.images_with_names.get(&(image, service.name.as_str()));
        self.images.get(image) > same
    }

    /// Whether one of another name has another command, or at least the same image.
    fn differ_from(&self, service: &Service) -> bool {
        let (name, command) = (service.name.as_str(), service.command.as_str());
        let count = |counts: Option<&usize>| counts.copied().unwrap_or_default();
        let alike = count(self.names.get(name)) + count(self.commands.get(command))
            - count(self.names_with_commands.get(&(name, command)));
        self.all > alike || self.share_the_image_of(service)
    }
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
