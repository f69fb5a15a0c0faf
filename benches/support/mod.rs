//! Trees with their CODEOWNERS files, and peers to route them by.

pub mod cases;

use sentry_general::ownership::{Matcher, MatcherKind, Owner, Rule, Source};
use sentry_general::text::Span;
use sentry_general::tree::Paths;
use std::path::PathBuf;

/// A tree and the CODEOWNERS file of its repository.
pub struct Corpus {
    pub name: String,
    pub paths: Vec<String>,
    pub codeowners: String,
}

/// As what the lines of a CODEOWNERS file are routed.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// As `codeowners:` rules.
    Codeowners,
    /// Transcribed into `path:` rules.
    Path,
}

/// Where the corpora are: they belong to others and are not part of this
/// repository.
pub fn folder() -> PathBuf {
    std::env::var_os("SENTRY_GENERAL_CORPORA")
        .map_or_else(|| PathBuf::from("../shared/corpora/routing"), PathBuf::from)
}

/// All corpora, by name; none, and a message, where there are none.
pub fn corpora() -> Vec<Corpus> {
    let folder = folder();
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("no corpora in {}: set SENTRY_GENERAL_CORPORA", folder.display());
        return Vec::new();
    };
    let mut corpora: Vec<_> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let tree = std::fs::read_to_string(path.join("tree.txt")).ok()?;
            let codeowners = std::fs::read_to_string(path.join("CODEOWNERS")).ok()?;
            Some(Corpus::new(&path.file_name()?.to_string_lossy(), &tree, codeowners))
        })
        .collect();
    corpora.sort_by(|a, b| a.name.cmp(&b.name));
    corpora
}

/// A million paths in 111,100 folders, and ten thousand rules: folders, folders
/// with a name pattern, suffixes and names at any depth.
pub fn synthetic(paths: usize, rules: usize) -> Corpus {
    let mut seed = 1_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let words = ["api", "core", "web", "pay", "auth", "data", "ui", "lib", "test", "job"];
    let ends = ["ts", "tsx", "py", "go", "rs", "java", "json", "md", "css", "rb"];
    let folder = |number: usize| {
        let mut path = String::from("services");
        let mut digits = number;
        for _ in 0..5 {
            let digit = digits % 10;
            path.push_str(&format!("/{}_{digit}{}", words[digit], digits % 7));
            digits /= 10;
        }
        path
    };
    let mut list = Vec::with_capacity(paths);
    for file in 0..paths {
        let folder = folder(file / 10);
        list.push(format!("{folder}/{}_{}.{}", words[next(10)], file, ends[next(10)]));
    }
    list.sort_unstable();
    let mut text = String::from("* @all\n");
    for rule in 1..rules {
        let folder = folder(next(100_000));
        let word = words[next(10)];
        text.push_str(&match rule % 10 {
            0 => format!("**/{word}_{rule}/* @t{rule}\n"),
            1 => format!("/{folder}/*_{}.ts @t{rule}\n", next(1000)),
            2 => format!("{word}_{}.py @t{rule}\n", next(1_000_000)),
            3 => format!("*_{}.go @t{rule}\n", next(100_000)),
            4 => format!("/{folder}/{word}* @t{rule}\n"),
            _ => format!("/{folder}/ @t{rule}\n"),
        });
    }
    Corpus { name: format!("synthetic {paths} x {rules}"), paths: list, codeowners: text }
}

/// Every rule looks for another word anywhere in the path.
pub fn substrings(paths: usize, rules: usize) -> Corpus {
    let mut corpus = synthetic(paths, 1);
    corpus.name = format!("substrings {paths} x {rules}");
    corpus.codeowners =
        (0..rules).map(|rule| format!("*{rule}_x{}* @t{rule}\n", rule % 97)).collect();
    corpus
}

impl Corpus {
    /// A listing with a path a line, and a CODEOWNERS file.
    pub fn new(name: &str, listing: &str, codeowners: String) -> Self {
        let paths = listing.lines().map(str::to_owned).collect();
        Self { name: name.to_owned(), paths, codeowners }
    }

    /// A synthetic one by its name: `synthetic` or `substrings`, how many paths,
    /// how many rules.
    pub fn synthetic(name: &str) -> Option<Self> {
        let words: Vec<_> = name.split(' ').collect();
        let [kind, paths, "x", rules] = words[..] else { return None };
        let (paths, rules) = (paths.parse().ok()?, rules.parse().ok()?);
        match kind {
            "synthetic" => Some(synthetic(paths, rules)),
            "substrings" => Some(substrings(paths, rules)),
            _ => None,
        }
    }

    pub fn paths(&self) -> Paths {
        self.paths.iter().collect()
    }

    /// The rules as this project's. Reading the file is not what is measured, so
    /// it is read simply.
    pub fn rules(&self, form: Form) -> Vec<Rule> {
        let lines = (1..).zip(self.codeowners.lines());
        let rules = lines.filter_map(|(line, text)| {
            let mut words = text.split_whitespace();
            let pattern = words.next().filter(|word| !word.starts_with('#'))?;
            let owners = words.take_while(|word| !word.starts_with('#'));
            let (kind, source, pattern) = match form {
                Form::Codeowners => {
                    (MatcherKind::Codeowners, Source::Codeowners, pattern.to_owned())
                }
                Form::Path => (MatcherKind::Path, Source::Rules, transcribed(pattern)),
            };
            Some(Rule {
                source,
                span: Span::new(0, text.len()),
                line,
                matcher: Matcher { kind, pattern },
                owners: owners.map(|owner| Owner::Team(owner.to_owned())).collect(),
            })
        });
        rules.collect()
    }

    /// The rules as the peer's.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn peer(&self) -> Vec<codeowners_rs::Rule> {
        let rules = self.rules(Form::Codeowners).into_iter();
        rules
            .map(|rule| codeowners_rs::Rule { pattern: rule.matcher.pattern, owners: Vec::new() })
            .collect()
    }

    /// All patterns in one set of ripgrep's. Not the CODEOWNERS language: a
    /// reference for speed only.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn ignore(&self) -> ignore::gitignore::Gitignore {
        let mut builder = ignore::gitignore::GitignoreBuilder::new("");
        for rule in self.rules(Form::Codeowners) {
            // A pattern that this language refuses is left out.
            let _ = builder.add_line(None, &rule.matcher.pattern);
        }
        builder.build().expect("a set of ignore patterns")
    }
}

/// A CODEOWNERS pattern as somebody would write it for a `path:` rule.
fn transcribed(pattern: &str) -> String {
    let anchored = pattern.trim_end_matches('/').contains('/');
    let body = pattern.trim_start_matches('/');
    let start = if anchored || body == "*" { "" } else { "**/" };
    let end = if body.ends_with('/') { "*" } else { "" };
    format!("{start}{body}{end}")
}
