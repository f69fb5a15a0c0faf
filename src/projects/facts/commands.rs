//! Command lines of builds and deployments: which folders they build into images, deploy or
//! publish.
//!
//! Only literal commands are understood: a path with a variable in it tells nothing.

use super::super::evidence::Sign;
use super::super::table::Id;
use super::Reader;
use super::workspace::join;
use crate::tree::FolderId;
use std::collections::BTreeMap;

/// Programs that deploy the folder they run in, with the word that makes them do so, if one
/// has to.
const DEPLOYS: &[(&str, &[&str])] = &[
    ("flyctl", &["deploy"]),
    ("fly", &["deploy"]),
    ("wrangler", &["deploy", "publish"]),
    ("serverless", &["deploy"]),
    ("sls", &["deploy"]),
    ("sst", &["deploy"]),
    ("vercel", &[]),
    ("netlify", &["deploy"]),
    ("firebase", &["deploy"]),
    ("railway", &["up"]),
    ("cap", &["deploy"]),
    ("kamal", &["deploy"]),
    ("eb", &["deploy"]),
    ("eas", &["build", "submit"]),
    ("sam", &["deploy"]),
    ("gcloud", &["run", "app"]),
    ("func", &["publish"]),
];

/// Programs that publish the package of the folder they run in, with the word that makes them.
const PUBLISHES: &[(&str, &str)] = &[
    ("npm", "publish"),
    ("pnpm", "publish"),
    ("yarn", "publish"),
    ("bun", "publish"),
    ("lerna", "publish"),
    ("changeset", "publish"),
    ("cargo", "publish"),
    ("poetry", "publish"),
    ("uv", "publish"),
    ("hatch", "publish"),
    ("flit", "publish"),
    ("twine", "upload"),
    ("gem", "push"),
    ("mix", "hex.publish"),
];

/// Words that only start the program that follows.
const PREFIXES: &[&str] = &["sudo", "time", "exec", "env", "npx", "bunx", "pnpx", "dlx", "command"];

/// No folder of an application has a longer path, in bytes.
const LONGEST: usize = 500;

/// A shell that goes through a script without running it.
#[derive(Clone, Debug)]
pub(super) struct Shell {
    /// Where it is, from the top; none once that is not known.
    folder: Option<String>,
    /// Whether what it builds goes into an image.
    in_image: bool,
}

/// Instantiation
impl Shell {
    /// One that starts in a folder.
    pub fn at(folder: &str) -> Self {
        let known = !folder.contains('$');
        Self { folder: known.then(|| join("", folder)), in_image: false }
    }

    /// One inside an image that is built from a folder.
    pub fn in_image(folder: &str) -> Self {
        Self { in_image: true, ..Self::at(folder) }
    }
}

/// Reading
impl Shell {
    /// Goes through the lines of a script.
    pub fn read(&mut self, reader: &mut Reader, script: &str) {
        let script = joined(script);
        for line in script.lines().filter(|line| !line.trim_start().starts_with('#')) {
            for command in line.split("&&").flat_map(|it| it.split([';', '|'])) {
                let words: Vec<&str> =
                    command.split_whitespace().map(|it| it.trim_matches(['"', '\''])).collect();
                self.command(reader, program(&words));
            }
        }
    }

    fn command(&mut self, reader: &mut Reader, words: &[&str]) {
        let [program, rest @ ..] = words else { return };
        if matches!(*program, "cd" | "pushd") {
            let to = rest.first().copied().unwrap_or("$HOME");
            let known = !to.contains(['$', '~']) && !to.starts_with('/');
            let to = self.folder.take().filter(|_| known).map(|at| join(&at, to));
            self.folder = to.filter(|folder| folder.len() <= LONGEST);
            return;
        }
        let Some(at) = self.folder.clone() else { return };
        match *program {
            "docker" | "podman" | "buildah" | "nerdctl" if rest.contains(&"build") => {
                let file = option(rest, &["-f", "--file"]);
                let context = rest.last().copied().filter(|word| !word.starts_with('-'));
                image(reader, &at, context, file);
            }
            "ko" => programs(reader, &at, rest, "`ko` builds an image of it."),
            "go" if self.in_image && rest.first() == Some(&"build") => {
                programs(reader, &at, rest, "Its image is built of this program.");
            }
            "cargo" if self.in_image && rest.contains(&"build") => {
                let package = option(rest, &["-p", "--package"]);
                if let Some(name) = package.or_else(|| option(rest, &["--bin"])) {
                    package_named(reader, name);
                }
            }
            _ => {}
        }
        let deploys = DEPLOYS.iter().any(|(name, words)| {
            name == program && (words.is_empty() || rest.iter().any(|it| words.contains(it)))
        });
        let publishes = PUBLISHES.iter().any(|(name, word)| name == program && rest.contains(word));
        let folder = if at.is_empty() { Some(0) } else { reader.evidence.tree.find_folder(&at) };
        let Some(folder) = folder.filter(|&folder| is_component(reader, folder)) else { return };
        if deploys {
            reader.note_at(folder, Id::Host, format!("`{program}` deploys it."));
        } else if publishes {
            reader.note_at(folder, Id::Published, format!("`{program}` publishes it."));
        }
    }
}

/// A script whose lines go on where they end in a backslash.
pub(super) fn joined(script: &str) -> String {
    script.replace("\\\r\n", " ").replace("\\\n", " ")
}

/// The words from the program on: without assignments, and without what only starts it.
fn program<'w>(words: &'w [&'w str]) -> &'w [&'w str] {
    let passing = |word: &&str| PREFIXES.contains(word) || word.contains('=') || *word == "-";
    let start = words.iter().position(|word| !passing(word)).unwrap_or(words.len());
    match &words[start..] {
        // `pnpm exec wrangler deploy`, `bundle exec cap deploy`
        [
            "pnpm" | "yarn" | "npm" | "bundle" | "poetry" | "uv",
            "exec" | "dlx" | "run",
            rest @ ..,
        ] if !rest.is_empty() => rest,
        words => words,
    }
}

/// The value of an option, as the next word or behind `=`.
fn option<'w>(words: &[&'w str], names: &[&str]) -> Option<&'w str> {
    words.iter().enumerate().find_map(|(at, word)| match word.split_once('=') {
        Some((name, value)) if names.contains(&name) => Some(value),
        _ if names.contains(word) => words.get(at + 1).copied(),
        _ => None,
    })
}

/// Notes the folder that an image is built from: that of its recipe, if the recipe lies with
/// code, else the context.
pub(super) fn image(reader: &mut Reader, base: &str, context: Option<&str>, file: Option<&str>) {
    let path = |word: &str| {
        let plain = !word.contains(['$', ':']) && !word.starts_with('/');
        plain.then(|| join(base, word))
    };
    let of_file = file.and_then(path).map(|file| match file.rsplit_once('/') {
        Some((folder, _)) => folder.to_owned(),
        None => String::new(),
    });
    let candidates = [of_file, context.and_then(path)];
    let found = candidates.into_iter().flatten().find_map(|folder| {
        let folder = reader.evidence.tree.find_folder(&folder)?;
        (folder != 0 && is_code(reader, folder)).then_some(folder)
    });
    if let Some(folder) = found {
        let fact = format!("`{}` builds an image of it.", reader.path);
        reader.note_at(folder, Id::Image, fact);
    }
}

/// Notes the programs of Go that a command names: `./cmd/api`.
fn programs(reader: &mut Reader, at: &str, words: &[&str], fact: &str) {
    let named = words.iter().filter(|word| word.starts_with("./") || word.starts_with("cmd/"));
    for word in named.filter(|word| !word.contains('$') && !word.ends_with("...")) {
        let path = word.strip_suffix("/main.go").unwrap_or(word);
        let folder = reader.evidence.tree.find_folder(&join(at, path));
        if let Some(folder) = folder.filter(|&folder| folder != 0 && is_code(reader, folder)) {
            reader.note_at(folder, Id::Image, fact);
        }
    }
}

/// The folders of packages of Cargo by their names; none where a name is that of several.
pub(super) type Packages = BTreeMap<String, Option<FolderId>>;

/// Notes the one package of Cargo whose folder has a name.
fn package_named(reader: &mut Reader, name: &str) {
    let evidence = reader.evidence;
    let packages = reader.packages.get_or_init(|| {
        let mut packages = Packages::new();
        for hit in &evidence.hits {
            let row = evidence.row(hit);
            if row.platform == Some("rust") && row.sign == Sign::Manifest {
                let found = packages.entry(evidence.tree.folder_name(hit.root).to_owned());
                found.and_modify(|it| *it = None).or_insert(Some(hit.root));
            }
        }
        packages
    });
    if let Some(&Some(folder)) = packages.get(name) {
        let fact = format!("`{}` builds an image of it.", reader.path);
        reader.note_at(folder, Id::Image, fact);
    }
}

/// Whether there is code in a folder, and the folder holds no tests, docs and the like.
pub(super) fn is_code(reader: &Reader, folder: FolderId) -> bool {
    reader.evidence.exclusion[folder as usize].is_none()
        && reader.evidence.sources[folder as usize].total() > 0
}

fn is_component(reader: &Reader, folder: FolderId) -> bool {
    let hits = reader.evidence.hits_of(folder);
    is_code(reader, folder)
        && hits.iter().any(|hit| {
            matches!(reader.evidence.row(hit).sign, Sign::Manifest | Sign::Runtime | Sign::Entry)
        })
}
