use super::globs::Globs;
use super::pattern::{Part, Pattern, Tail};
use super::{Effect, HostRule};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// All patterns of a file as one tree of names, so that a path costs about its
/// own length, however many rules there are.
#[derive(Clone, Debug)]
pub struct Reviewers {
    nodes: Vec<Node>,
    /// Per rule: its section and effect.
    rules: Vec<(u32, Effect)>,
}

/// What decides about a file in one section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Review {
    /// An index into [`super::HostRules::sections`].
    pub section: u32,
    /// An index into [`super::HostRules::rules`]: the rule that wins. It may name
    /// nobody, or be GitLab's exclusion, which also means nobody.
    pub rule: u32,
}

#[derive(Clone, Debug, Default)]
struct Node {
    names: HashMap<Box<str>, u32>,
    globs: Globs,
    /// The node that `**` leads to.
    folders: Option<u32>,
    /// Whether it is such a node, which stays reached for all that follows.
    stays: bool,
    exact: Vec<u32>,
    tree: Vec<u32>,
    below: Vec<u32>,
}

const ROOT: u32 = 0;

/// Instantiation
impl Reviewers {
    pub(super) fn new(rules: &[HostRule]) -> Self {
        let mut reviewers = Self {
            nodes: vec![Node::default()],
            rules: rules.iter().map(|rule| (rule.section, rule.effect)).collect(),
        };
        for (rule, index) in rules.iter().zip(0..) {
            reviewers.insert(&rule.matcher, index);
        }
        let Self { nodes, rules } = &mut reviewers;
        for node in nodes {
            node.globs.finish();
            for list in [&mut node.exact, &mut node.tree, &mut node.below] {
                keep_deciding(list, rules);
            }
        }
        reviewers
    }

    fn insert(&mut self, pattern: &Pattern, rule: u32) {
        let mut node = ROOT;
        for part in &pattern.parts {
            node = self.child(node, part);
        }
        let node = &mut self.nodes[node as usize];
        match pattern.tail {
            Tail::Exact => node.exact.push(rule),
            Tail::Tree => node.tree.push(rule),
            Tail::Below => node.below.push(rule),
            Tail::Never => {}
        }
    }

    fn child(&mut self, node: u32, part: &Part) -> u32 {
        let fresh = self.nodes.len() as u32;
        let parent = &mut self.nodes[node as usize];
        let child = match part {
            Part::Name(name) => *parent.names.entry(name.clone()).or_insert(fresh),
            Part::Glob(glob) => parent.globs.entry(glob, fresh),
            Part::Folders => *parent.folders.get_or_insert(fresh),
        };
        if child == fresh {
            self.nodes.push(Node { stays: *part == Part::Folders, ..Node::default() });
        }
        child
    }
}

/// Of a node's rules, in ascending order, only the last of each section and
/// effect can ever decide.
fn keep_deciding(list: &mut Vec<u32>, rules: &[(u32, Effect)]) {
    let mut seen = BTreeSet::new();
    list.reverse();
    list.retain(|&rule| {
        let (section, effect) = rules[rule as usize];
        seen.insert((section, effect == Effect::Exclude))
    });
}

/// Matching
impl Reviewers {
    /// Who reviews a change to a file: the rule that decides, per section that
    /// has one, in the order of sections. The path has no leading `/`.
    #[must_use]
    pub fn reviews(&self, path: &str) -> Vec<Review> {
        self.walk().reviews(path).to_vec()
    }

    /// For many paths: what the folders of one path have in common with the next
    /// is looked at once. Any order is right; a sorted list is quick.
    #[must_use]
    pub fn walk(&self) -> Walk<'_> {
        let mut walk = Walk {
            reviewers: self,
            folder: String::new(),
            levels: Vec::new(),
            reached: Vec::new(),
            hits: Vec::new(),
            stamps: vec![0; self.nodes.len()],
            stamp: 0,
            decided: Vec::new(),
            reviews: Vec::new(),
        };
        walk.start();
        walk
    }
}

/// Looks up one path after another.
#[derive(Clone, Debug)]
pub struct Walk<'r> {
    reviewers: &'r Reviewers,
    /// The folder of the path before, without a slash at the end.
    folder: String,
    /// Per folder on the way there, the root first.
    levels: Vec<Level>,
    /// The nodes reached in each of these folders, one after another.
    reached: Vec<u32>,
    /// The rules that own each of these folders.
    hits: Vec<u32>,
    /// Per node: the step at which it was last reached.
    stamps: Vec<u32>,
    stamp: u32,
    /// The hits that `reviews` were decided by.
    decided: Vec<u32>,
    reviews: Vec<Review>,
}

/// Where what belongs to a folder starts, and where its path ends.
#[derive(Clone, Copy, Debug)]
struct Level {
    reached: usize,
    hits: usize,
    end: usize,
    /// Whether it is no folder, but the slash in front of a path.
    sealed: bool,
}

/// Walking
impl Walk<'_> {
    /// As [`Reviewers::reviews`]; the answer stands until the next call.
    pub fn reviews(&mut self, path: &str) -> &[Review] {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let inside = path.len() > name.len();
        self.enter(inside.then_some(folder));
        let folder_hits = self.hits.len();
        self.file(name);
        self.decide();
        self.hits.truncate(folder_hits);
        &self.reviews
    }

    fn start(&mut self) {
        self.hits.extend(&self.reviewers.nodes[ROOT as usize].below);
        self.levels.push(Level { reached: 0, hits: 0, end: 0, sealed: false });
        self.next_stamp();
        self.reach(ROOT);
    }

    /// Goes to a folder from the one before: up as far as needed, then down.
    fn enter(&mut self, folder: Option<&str>) {
        let wanted = folder.unwrap_or_default();
        let shared = self.folder.bytes().zip(wanted.bytes()).take_while(|(a, b)| a == b).count();
        let ends = |end: usize| end == wanted.len() || wanted.as_bytes()[end] == b'/';
        // An empty name at the start of a path makes a level that ends at 0 too.
        let keep = |at: usize, level: &Level| {
            at == 0
                || (folder.is_some()
                    && level.end <= shared
                    && level.end <= wanted.len()
                    && ends(level.end))
        };
        let kept =
            self.levels.iter().enumerate().take_while(|(at, level)| keep(*at, level)).count();
        if let Some(first_gone) = self.levels.get(kept) {
            self.reached.truncate(first_gone.reached);
            self.hits.truncate(first_gone.hits);
            self.levels.truncate(kept);
        }
        self.folder.clear();
        self.folder.push_str(wanted);
        let Some(folder) = folder else { return };
        let mut from = if kept > 1 { self.levels[kept - 1].end + 1 } else { 0 };
        while from <= folder.len() {
            let end = folder[from..].find('/').map_or(folder.len(), |length| from + length);
            self.descend(&folder[from..end], end);
            from = end + 1;
        }
    }

    fn descend(&mut self, name: &str, end: usize) {
        let sealed = self.levels.len() == 1 && name.is_empty();
        let level = Level { reached: self.reached.len(), hits: self.hits.len(), end, sealed };
        let (from, above_sealed) = self.levels.last().map_or((0, false), |l| (l.reached, l.sealed));
        self.next_stamp();
        for at in from..level.reached {
            let node = self.reached[at];
            if self.reviewers.nodes[node as usize].stays {
                self.reach(node);
            }
            if above_sealed {
                continue;
            }
            self.step(node, name, |walk, next| {
                let Node { tree, below, .. } = &walk.reviewers.nodes[next as usize];
                if walk.reach(next) {
                    walk.hits.extend(tree);
                    walk.hits.extend(below);
                }
            });
        }
        self.levels.push(level);
    }

    fn file(&mut self, name: &str) {
        let from = self.levels.last().map_or(0, |folder| match folder.sealed {
            true => self.reached.len(),
            false => folder.reached,
        });
        for at in from..self.reached.len() {
            let node = self.reached[at];
            self.step(node, name, |walk, next| {
                let Node { tree, exact, .. } = &walk.reviewers.nodes[next as usize];
                walk.hits.extend(tree);
                walk.hits.extend(exact);
            });
        }
    }

    /// Calls `found` for each node that a name leads to from `node`.
    fn step(&mut self, node: u32, name: &str, mut found: impl FnMut(&mut Self, u32)) {
        let reviewers = self.reviewers;
        let Node { names, globs, .. } = &reviewers.nodes[node as usize];
        if let Some(&next) = names.get(name) {
            found(self, next);
        }
        for next in globs.find(name) {
            found(self, next);
        }
    }

    /// Adds a node to those reached now, and the `**` behind it.
    fn reach(&mut self, node: u32) -> bool {
        if std::mem::replace(&mut self.stamps[node as usize], self.stamp) == self.stamp {
            return false;
        }
        self.reached.push(node);
        if let Some(folders) = self.reviewers.nodes[node as usize].folders {
            self.reach(folders);
        }
        true
    }

    fn next_stamp(&mut self) {
        self.stamp = self.stamp.checked_add(1).unwrap_or_else(|| {
            self.stamps.fill(0);
            1
        });
    }

    /// The deciding rule of each section: an exclusion if there is one, else the
    /// last rule.
    fn decide(&mut self) {
        // Files of one folder are mostly decided by the same rules.
        if self.decided == self.hits {
            return;
        }
        self.decided.clone_from(&self.hits);
        let rules = &self.reviewers.rules;
        let review = |&rule: &u32| Review { section: rules[rule as usize].0, rule };
        self.reviews.clear();
        self.reviews.extend(self.hits.iter().map(review));
        let excludes = |rule: u32| rules[rule as usize].1 == Effect::Exclude;
        self.reviews.sort_unstable_by_key(|it| (it.section, Reverse((excludes(it.rule), it.rule))));
        self.reviews.dedup_by_key(|review| review.section);
    }
}
