//! What speaks for a project of today and a proposed one being the same.

use super::near::Near;
use crate::live::Live;
use crate::organization::{Organization, Project};
use crate::ownership::{MatcherKind, parse};
use crate::projects::Platform;
use std::collections::{BTreeMap, BTreeSet};

/// How strongly each kind of evidence speaks, from 0 to 1. Independent ones add up.
const SAME_SLUG: f32 = 0.95;
const SAME_LETTERS: f32 = 0.85;
const SAME_FOLDER: f32 = 0.85;
const RULES_NAME_FOLDER: f32 = 0.4;
const SHARED_WORDS: f32 = 0.6;

/// What is left of it where the platforms are of different languages.
const OTHER_PLATFORM: f32 = 0.6;

/// What is left of it where all code mappings lead to other repositories.
const OTHER_REPOSITORY: f32 = 0.5;

/// A word that more projects have than so many tells none apart.
const MOST_WITH_WORD: usize = 6;

/// A folder that more projects share than so many tells none apart.
pub const MOST_WITH_FOLDER: usize = 6;

/// How much it takes to say that they are the same.
pub const ENOUGH: f32 = 0.5;

/// That a project of today is a proposed one.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The slug of today.
    pub today: String,
    /// The place in the plan.
    pub proposed: usize,
    /// From 0 to 1.
    pub score: f32,
    /// Why, a sentence each.
    pub why: Vec<String>,
}

/// Where projects of the plan are found by what they have.
pub struct Index<'o> {
    pub plan: &'o Organization,
    /// By the letters and digits of the slug.
    letters: BTreeMap<String, Vec<usize>>,
    /// Folders, without slashes at their ends.
    folders: BTreeSet<&'o str>,
    /// By the folder.
    pub near: Near<'o, usize>,
    words: BTreeMap<String, Vec<usize>>,
    /// Per project of today, the folders that its code mappings lead to, and the repositories.
    pub mapped: BTreeMap<&'o str, BTreeSet<(&'o str, &'o str)>>,
    /// Per project of today, the folders of proposed ones that its rules speak of.
    pub named: BTreeMap<&'o str, BTreeSet<&'o str>>,
}

impl<'o> Index<'o> {
    pub fn new(plan: &'o Organization, live: &'o Live) -> Self {
        let mut index = Self {
            plan,
            mapped: mapped_folders(live),
            named: BTreeMap::new(),
            letters: BTreeMap::new(),
            folders: BTreeSet::new(),
            near: Near::default(),
            words: BTreeMap::new(),
        };
        for (at, project) in plan.projects.iter().enumerate() {
            index.letters.entry(letters(&project.slug)).or_default().push(at);
            let mut folders = BTreeSet::from([folder(&project.root)]);
            folders.extend(project.all_mappings().iter().map(|it| folder(&it.source_root)));
            for folder in folders {
                index.folders.insert(folder);
                let repository = index.repository(at);
                index.near.insert(folder, repository, Some(&project.platform), at);
            }
            for word in words_of(project) {
                index.words.entry(word).or_default().push(at);
            }
        }
        let named = live.projects.keys().map(|slug| index.folders_in_rules(live, slug));
        let named: Vec<_> = live.projects.keys().map(String::as_str).zip(named).collect();
        index.named.extend(named);
        index
    }

    /// The repository of a proposed project; empty for any.
    pub fn repository(&self, proposed: usize) -> &'o str {
        let planned = self.plan.repository_of(&self.plan.projects[proposed]);
        planned.map_or("", |it| it.name.as_str())
    }

    /// All that speaks for anything, by project of today and place in the plan.
    pub fn evidence(&self, live: &Live) -> Vec<Evidence> {
        let mut all = Vec::new();
        for slug in live.projects.keys() {
            let mut found: BTreeMap<usize, Vec<(f32, String)>> = BTreeMap::new();
            let mut add = |at: usize, weight: f32, why: String| {
                found.entry(at).or_default().push((weight, why));
            };
            for &at in self.letters.get(&letters(slug)).into_iter().flatten() {
                let same = self.plan.projects[at].slug.eq_ignore_ascii_case(slug);
                match same {
                    true => add(at, SAME_SLUG, "They have the same slug.".into()),
                    false => add(
                        at,
                        SAME_LETTERS,
                        "Their slugs differ in nothing but punctuation.".into(),
                    ),
                }
            }
            for (source, repository) in self.mapped.get(slug.as_str()).into_iter().flatten() {
                let proposed = self.near.of_repository(source, repository);
                if proposed.len() > MOST_WITH_FOLDER {
                    continue;
                }
                // A folder of several projects tells less; the root is everybody's.
                let weight = if source.is_empty() { ENOUGH } else { SAME_FOLDER };
                for &at in &proposed {
                    let why = format!("Its code mapping leads to `{}/`.", shown(source));
                    add(at, weight / proposed.len() as f32, why);
                }
            }
            for folder in self.named.get(slug.as_str()).into_iter().flatten() {
                let proposed = self.near.of_repository(folder, "");
                if proposed.len() > MOST_WITH_FOLDER {
                    continue;
                }
                for at in proposed {
                    add(at, RULES_NAME_FOLDER, format!("Its ownership rules name `{folder}/`."));
                }
            }
            self.add_words(slug, &mut add);
            let mapped = self.mapped.get(slug.as_str()).into_iter().flatten();
            let repositories: BTreeSet<String> =
                mapped.map(|(_, repository)| repository.to_ascii_lowercase()).collect();
            let is_anywhere = repositories.is_empty() || repositories.contains("");
            for (at, found) in found {
                let mut it = self.weigh(live, slug, at, found);
                // Who names no repository may mean any.
                let planned = self.repository(at).to_ascii_lowercase();
                if !is_anywhere && !planned.is_empty() && !repositories.contains(&planned) {
                    it.score *= OTHER_REPOSITORY;
                    it.why.push("But its code mappings lead to other repositories.".into());
                }
                all.push(it);
            }
        }
        all
    }

    /// Folders of proposed projects that the rules of a project speak of.
    fn folders_in_rules(&self, live: &Live, slug: &str) -> BTreeSet<&'o str> {
        let raw = live.projects.get(slug).and_then(|it| it.rules.as_ref());
        let mut folders = BTreeSet::new();
        for rule in raw.map(|it| parse(&it.raw).rules).unwrap_or_default() {
            if rule.matcher.kind != MatcherKind::Path {
                continue;
            }
            let pattern = rule.matcher.pattern.trim_start_matches(['*', '/']);
            let literal = pattern.split(['*', '?', '[', '{']).next().unwrap_or_default();
            for (end, _) in literal.match_indices('/') {
                if let Some(&folder) = self.folders.get(&literal[..end]) {
                    folders.insert(folder);
                }
            }
        }
        folders
    }

    /// By words that few projects have.
    fn add_words(&self, slug: &str, add: &mut impl FnMut(usize, f32, String)) {
        let words: BTreeSet<String> = words(slug).collect();
        let mut shared: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for word in &words {
            let with = self.words.get(word).filter(|with| with.len() <= MOST_WITH_WORD);
            for &at in with.into_iter().flatten() {
                shared.entry(at).or_default().push(word);
            }
        }
        for (at, shared) in shared {
            let all = words_of(&self.plan.projects[at]).len().min(words.len()).max(1);
            let part = shared.len() as f32 / all as f32;
            let why = format!("Their names share {}.", quoted(&shared));
            add(at, SHARED_WORDS * part.min(1.0), why);
        }
    }

    fn weigh(&self, live: &Live, slug: &str, at: usize, found: Vec<(f32, String)>) -> Evidence {
        let project = &self.plan.projects[at];
        let against: f32 = found.iter().map(|(weight, _)| 1.0 - weight).product();
        let mut score = 1.0 - against;
        let mut why: Vec<String> = Vec::new();
        let mut told = BTreeSet::new();
        for (_, reason) in found {
            if told.insert(reason.clone()) {
                why.push(reason);
            }
        }
        let platform = live.projects.get(slug).and_then(|it| it.platform.as_deref());
        if let Some(platform) = platform
            && !same_family(platform, &project.platform)
        {
            score *= OTHER_PLATFORM;
            why.push(format!("But today’s platform is `{platform}`."));
        }
        Evidence { today: slug.to_owned(), proposed: at, score, why }
    }
}

fn mapped_folders(live: &Live) -> BTreeMap<&str, BTreeSet<(&str, &str)>> {
    let mut folders: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    for mapping in &live.mappings {
        let place = (folder(&mapping.source_root), mapping.repository.as_str());
        folders.entry(mapping.project.as_str()).or_default().insert(place);
    }
    folders
}

/// Whether two platforms are of one language, or of none that is known.
pub fn same_family(one: &str, other: &str) -> bool {
    family(one).zip(family(other)).is_none_or(|(one, other)| one == other)
}

/// The language of a platform; none if nothing is known of it.
pub fn family(platform: &str) -> Option<String> {
    let is_known = !platform.is_empty() && platform != "other";
    is_known.then(|| match Platform::family(platform) {
        "node" | "bun" | "deno" | "react" => "javascript".to_owned(),
        family => family.to_owned(),
    })
}

/// A folder without slashes around it.
pub fn folder(path: &str) -> &str {
    path.trim_start_matches("./").trim_matches('/')
}

/// A folder for people.
fn shown(folder: &str) -> &str {
    if folder.is_empty() { "." } else { folder }
}

fn letters(slug: &str) -> String {
    slug.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase()).collect()
}

fn words(name: &str) -> impl Iterator<Item = String> {
    let words = name.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| word.len() > 1).map(str::to_lowercase)
}

fn words_of(project: &Project) -> BTreeSet<String> {
    let last = project.root.rsplit('/').find(|part| !part.is_empty()).unwrap_or_default();
    words(&project.slug).chain(words(last)).collect()
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
