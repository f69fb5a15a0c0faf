//! All rules that look at texts, asked about many texts at once: each text is read once, by one automaton for all
//! patterns, as a tree's paths are.

use super::test::{Fields, Test, url};
use super::{Evidence, FrameMatch, FrameValue};
use crate::ownership::pattern::nfa::Nfa;
use crate::ownership::pattern::{Dialect, End, Token};
use crate::routing::automaton::NONE;
use crate::routing::dfa::{DEAD, Dfa, PIECE, State};
use crate::routing::sets::{SetId, Sets};
use crate::trace::{Event, Frame, InApp};
use std::collections::{BTreeMap, BTreeSet};

/// How many pairs of a rule and a frame are listed: of more, each further rule has the first of its frames.
const MOST_LISTED: usize = 1 << 17;

/// The patterns of all rules, by what they look at.
#[derive(Debug, Default)]
pub struct Merged {
    paths: Patterns,
    modules: Patterns,
    codeowners: Patterns,
    urls: Patterns,
}

/// Patterns in one automaton, from node 0 on.
#[derive(Debug)]
struct Patterns {
    nfa: Nfa,
    count: usize,
}

impl Default for Patterns {
    fn default() -> Self {
        let mut nfa = Nfa::default();
        nfa.add_node();
        Self { nfa, count: 0 }
    }
}

impl Patterns {
    fn insert(&mut self, tokens: &[Token], end: End, rule: u32) {
        self.nfa.insert(0, tokens, end, rule);
        self.count += 1;
    }
}

/// Reads texts by some patterns. States are made as texts lead to them, and shared by all.
struct Reader {
    dfa: Dfa,
    sets: Sets,
    start: State,
    /// The rules that match whatever comes.
    always: SetId,
    events: Vec<SetId>,
}

impl Reader {
    fn new(patterns: &Patterns) -> Self {
        let mut reader = Self {
            dfa: Dfa::new(&patterns.nfa),
            sets: Sets::new(),
            start: DEAD,
            always: Sets::EMPTY,
            events: Vec::new(),
        };
        reader.begin();
        reader
    }

    fn begin(&mut self) {
        (self.start, self.always) = self.dfa.join(DEAD, [0, NONE, NONE], &mut self.sets);
    }

    /// The rules that match a text.
    fn read(&mut self, text: &str) -> SetId {
        let Self { dfa, sets, events, .. } = self;
        let mut state = self.start;
        for (at, part) in text.split('/').enumerate() {
            if at > 0 {
                state = dfa.read_slash(state, events, sets);
            }
            // In pieces, since a part without end would fill the memory with states.
            for piece in part.as_bytes().chunks(PIECE) {
                state = dfa.read(state, piece, events, sets);
                if dfa.is_full() {
                    dfa.shrink([&mut state, &mut self.start].into_iter());
                }
            }
        }
        events.push(dfa.at_end(state, sets));
        sets.union_all(self.always, events)
    }
}

/// What a frame's values match: file name, absolute path, munged path, for `path` and `codeowners` rules each; its
/// module.
type Signature = ([[SetId; 2]; 3], SetId);

impl Merged {
    pub fn new(tests: &[Test]) -> Self {
        let mut merged = Self::default();
        for (rule, test) in (0..).zip(tests) {
            let (patterns, glob) = match test {
                Test::Path(glob) => (&mut merged.paths, glob),
                Test::Module(glob) => (&mut merged.modules, glob),
                Test::Url(glob) => (&mut merged.urls, glob),
                Test::Codeowners(pattern) => {
                    merged.codeowners.insert(pattern.tokens(), pattern.end(), rule);
                    continue;
                }
                Test::Tag(..) | Test::UnknownType => continue,
            };
            if let Some(tokens) = glob.tokens() {
                patterns.insert(tokens, End::Text, rule);
            }
        }
        merged
    }
}

/// All rules, asked about one event after the other. What many events have in common is looked at once.
pub struct Asker<'r> {
    tests: &'r [Test],
    paths: Option<Reader>,
    modules: Option<Reader>,
    codeowners: Option<Reader>,
    urls: Option<Reader>,
    known: BTreeMap<(bool, &'r str), [SetId; 2]>,
    /// Rules that look at tags.
    tags: Vec<u32>,
    /// What matched, each once.
    matched: BTreeMap<Key, usize>,
    rules: Vec<Vec<u32>>,
}

/// What the answer for an event follows from: what its frames match, its URL, and the rules on tags that match.
type Key = (BTreeSet<Signature>, SetId, Vec<u32>);

impl<'r> Asker<'r> {
    pub fn new(merged: &'r Merged, tests: &'r [Test]) -> Self {
        let reader = |patterns: &Patterns| (patterns.count > 0).then(|| Reader::new(patterns));
        let is_tag = |(_, test): &(u32, &Test)| matches!(test, Test::Tag(..));
        Self {
            tests,
            paths: reader(&merged.paths),
            modules: reader(&merged.modules),
            codeowners: reader(&merged.codeowners),
            urls: reader(&merged.urls),
            known: BTreeMap::new(),
            tags: (0..).zip(tests).filter(is_tag).map(|(rule, _)| rule).collect(),
            matched: BTreeMap::new(),
            rules: Vec::new(),
        }
    }

    /// The rules that match, in their order, by what matches.
    pub fn evidence(&mut self, event: &'r Event) -> Vec<(u32, Evidence)> {
        let mut matching = self.frames(event);
        let urls = self.url(event);
        let urls = self.urls.iter().flat_map(|reader| reader.sets.get(urls));
        matching.extend(urls.map(|&rule| (rule, Evidence::Url)));
        matching.extend(self.tags(event));
        matching.sort_unstable_by_key(|&(rule, _)| rule);
        matching
    }

    /// The number of a list of rules, in their order: those that match. Events that match the same by the same have the same
    /// number.
    pub fn matching(&mut self, event: &'r Event) -> usize {
        let signatures = event.frames.iter().map(|frame| self.signature(frame)).collect();
        let tags = self.tags(event).into_iter().map(|(rule, _)| rule).collect();
        let key: Key = (signatures, self.url(event), tags);
        if let Some(&known) = self.matched.get(&key) {
            return known;
        }
        let mut rules: BTreeSet<u32> = key.2.iter().copied().collect();
        rules.extend(self.urls.iter().flat_map(|reader| reader.sets.get(key.1)));
        for signature in &key.0 {
            rules.extend(self.rules_of(signature).into_keys());
        }
        let number = self.rules.len();
        self.rules.push(rules.into_iter().collect());
        self.matched.insert(key, number);
        number
    }

    /// A list of rules by its number.
    pub fn rules(&self, number: usize) -> &[u32] {
        &self.rules[number]
    }

    fn url(&mut self, event: &Event) -> SetId {
        match (url(event), &mut self.urls) {
            (Some(url), Some(reader)) => reader.read(&Dialect::URL.normalize(url)),
            _ => Sets::EMPTY,
        }
    }

    fn tags(&self, event: &Event) -> Vec<(u32, Evidence)> {
        if self.tags.is_empty() {
            return Vec::new();
        }
        let fields = Fields::new(event);
        let found = self.tags.iter().filter_map(|&rule| match &self.tests[rule as usize] {
            Test::Tag(key, glob) => Some((rule, fields.first(key, glob)?)),
            Test::Path(_)
            | Test::Module(_)
            | Test::Codeowners(_)
            | Test::Url(_)
            | Test::UnknownType => None,
        });
        found.collect()
    }

    /// The rules that frames match, by rule, with the frames in order.
    fn frames(&mut self, event: &'r Event) -> Vec<(u32, Evidence)> {
        let mut alike: BTreeMap<Signature, Vec<usize>> = BTreeMap::new();
        for (at, frame) in event.frames.iter().enumerate() {
            alike.entry(self.signature(frame)).or_default().push(at);
        }
        let mut found: BTreeMap<u32, Vec<FrameMatch>> = BTreeMap::new();
        let mut left = MOST_LISTED;
        for (signature, places) in &alike {
            for (rule, value) in self.rules_of(signature) {
                let of_rule = found.entry(rule).or_default();
                let many = places.len().min(left.max(1));
                left = left.saturating_sub(many);
                of_rule.extend(places[..many].iter().map(|&frame| FrameMatch { frame, value }));
            }
        }
        let sorted = |(rule, mut frames): (u32, Vec<FrameMatch>)| {
            frames.sort_unstable_by_key(|found| found.frame);
            (rule, Evidence::Frames(frames))
        };
        found.into_iter().map(sorted).collect()
    }

    fn signature(&mut self, frame: &'r Frame) -> Signature {
        let counts = frame.in_app != InApp::No;
        let paths = [FrameValue::Filename, FrameValue::AbsPath, FrameValue::Munged];
        let paths = paths.map(|value| {
            let [path, codeowners] = value.of(frame).map_or([0; 2], |text| self.path(text));
            [path, if counts { codeowners } else { Sets::EMPTY }]
        });
        let module = FrameValue::Module.of(frame).map_or(Sets::EMPTY, |text| self.module(text));
        (paths, module)
    }

    fn path(&mut self, text: &'r str) -> [SetId; 2] {
        if let Some(&known) = self.known.get(&(true, text)) {
            return known;
        }
        let read = |reader: &mut Option<Reader>, text: &str| {
            reader.as_mut().map_or(Sets::EMPTY, |reader| reader.read(text))
        };
        let path = read(&mut self.paths, &Dialect::PATH.normalize(text));
        let found = [path, read(&mut self.codeowners, text)];
        self.known.insert((true, text), found);
        found
    }

    fn module(&mut self, text: &'r str) -> SetId {
        if let Some(&[known, _]) = self.known.get(&(false, text)) {
            return known;
        }
        let Some(reader) = &mut self.modules else { return Sets::EMPTY };
        let found = reader.read(&Dialect::PATH.normalize(text));
        self.known.insert((false, text), [found, Sets::EMPTY]);
        found
    }

    /// The rules that a frame matches, each with the first value that does.
    fn rules_of(&self, (paths, module): &Signature) -> BTreeMap<u32, FrameValue> {
        let mut rules = BTreeMap::new();
        let values = [FrameValue::Filename, FrameValue::AbsPath, FrameValue::Munged];
        let mut add = |reader: &Option<Reader>, set: SetId, value: FrameValue| {
            for &rule in reader.iter().flat_map(|reader| reader.sets.get(set)) {
                rules.entry(rule).or_insert(value);
            }
        };
        for ([path, codeowners], value) in paths.iter().zip(values) {
            add(&self.paths, *path, value);
            add(&self.codeowners, *codeowners, value);
        }
        add(&self.modules, *module, FrameValue::Module);
        rules
    }
}
