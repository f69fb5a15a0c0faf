//! Does a rule match an event, and by what?
//!
//! Matching asks whether *any* frame fits; where in the stack it stands does not
//! matter. Which values a rule looks at, and how, depends on its type:
//!
//! | type | looks at | frames | case counts | pattern |
//! |---|---|---|---|---|
//! | `path` | file name, absolute path, munged path | all | no | glob |
//! | `module` | module | all | no | glob |
//! | `codeowners` | file name, absolute path, munged path | not those with `in_app: false` | yes | CODEOWNERS |
//! | `url` | the request's URL | | no | glob |
//! | `tags.x` | tags `x`; for `tags.user.x` also the user | | yes | glob |
//!
//! Source: `Matcher` in `sentry/issues/ownership/grammar.py`.

mod merged;
mod miss;
mod test;

use super::RuleId;
use crate::ownership::pattern::{Invalid, Mismatch};
use crate::ownership::{Matcher, Rule, Source};
use crate::trace::{Event, Frame};
pub(crate) use merged::Asker;
use merged::Merged;
use miss::Values;
use std::sync::{Arc, OnceLock};
use test::Test;

/// Rules, ready to be asked about events.
#[derive(Debug)]
pub struct EventRules {
    rules: Arc<[Rule]>,
    tests: Vec<Test>,
    /// Made when first needed.
    merged: OnceLock<Merged>,
}

/// What became of a rule for an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventVerdict {
    /// It matches, by this.
    Matched(Evidence),
    /// It does not, for this.
    Missed(Miss),
}

/// What a rule matches in an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// These frames, in order; at least one.
    Frames(Vec<FrameMatch>),
    /// The URL of the request.
    Url,
    /// The tag at this place of [`Event::tags`].
    Tag(usize),
    /// The field at this place of [`Event::user`].
    User(usize),
    /// The field at this place of [`Event::user_data`].
    UserData(usize),
}

/// A frame that a rule matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameMatch {
    /// The frame, as a place in [`Event::frames`].
    pub frame: usize,
    /// The first of its values that matches.
    pub value: FrameValue,
}

/// A value of a frame that rules look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameValue {
    /// [`Frame::filename`].
    Filename,
    /// [`Frame::abs_path`].
    AbsPath,
    /// [`Frame::munged`].
    Munged,
    /// [`Frame::module`].
    Module,
}

/// Why a rule does not match an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Miss {
    /// The pattern can't be read, and matches nothing at all.
    Invalid(Invalid),
    /// Sentry knows no such type of rule, though its grammar takes it.
    UnknownType,
    /// The event has no frames.
    NoFrames,
    /// No frame has a value to look at.
    NoValue,
    /// Frames match, but all of them have `in_app: false`; the first of them.
    NotInApp(FrameMatch),
    /// No frame matches; the frame that comes nearest, and why it does not.
    NoFrame(FrameMatch, Mismatch),
    /// The event has no URL.
    NoUrl,
    /// The URL is another.
    Url(Mismatch),
    /// There is no such tag, nor such a field of the user.
    NoTag,
    /// The tag has another value; the value that comes nearest, and why it does not match.
    Tag(TagValue, Mismatch),
}

/// Where a value stands that rules on tags look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagValue {
    /// In [`Event::tags`].
    Tag(usize),
    /// In [`Event::user`].
    User(usize),
    /// In [`Event::user_data`].
    UserData(usize),
}

impl TagValue {
    /// The value in an event; empty if it has none there.
    #[must_use]
    pub fn of(self, event: &Event) -> &str {
        let field = match self {
            Self::Tag(at) => event.tags.get(at),
            Self::User(at) => event.user.get(at),
            Self::UserData(at) => event.user_data.get(at),
        };
        field.map_or("", |field| field.value.as_str())
    }
}

/// Fewer frames than this are asked about one by one, which beats reading all patterns together.
const FEW: usize = 4;

/// As many tags are looked up by name.
const MANY: usize = 64;

/// A URL of so many bytes is read once for all patterns.
const LONG: usize = 256;

/// How many pairs of a rule and a value are explained that have words in common: far more than are told.
const MOST_EXPLAINED: usize = 1_000;

/// How many letters of URLs are gone through to explain why rules miss them: a hundred in each of three hundred rules.
const MOST_LETTERS: usize = 30_000;

/// How many rules on frames are told that are plainly others.
const MOST_FAR: usize = 12;

/// Instantiation
impl EventRules {
    /// Takes rules in the order of their texts. Linear in their length.
    #[must_use]
    pub fn new(rules: impl Into<Arc<[Rule]>>) -> Self {
        let rules = rules.into();
        let tests = rules.iter().map(|rule| Test::new(&rule.matcher)).collect();
        Self { rules, tests, merged: OnceLock::new() }
    }
}

/// Asking
impl EventRules {
    /// The rules, in the order given.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rules that match an event, in the order of the rules. The cost grows with the rules plus the frames, and
    /// with how many match: of more than a hundred thousand pairs of a rule and a frame, further rules
    /// have only the first of their frames.
    #[must_use]
    pub fn matching(&self, event: &Event) -> Vec<(RuleId, Evidence)> {
        let url = event.url.as_ref().map_or(0, String::len);
        if event.frames.len() < FEW && event.tags.len() < MANY && url < LONG {
            return self.matching_one_by_one(event);
        }
        self.asker().evidence(event)
    }

    /// For many events: what they have in common is looked at once.
    pub(crate) fn asker<'r>(&'r self) -> Asker<'r> {
        let merged = self.merged.get_or_init(|| Merged::new(&self.tests));
        Asker::new(merged, &self.tests)
    }

    /// The same by asking every rule about every value that it looks at.
    fn matching_one_by_one(&self, event: &Event) -> Vec<(RuleId, Evidence)> {
        let matched = |(rule, test): (RuleId, &Test)| Some((rule, test.evidence(event)?));
        (0..).zip(&self.tests).filter_map(matched).collect()
    }

    /// The rules that match an event, the highest rank first, each asked only when
    /// it is its turn.
    pub(crate) fn matching_by_rank<'r>(
        &'r self,
        event: &'r Event,
    ) -> impl Iterator<Item = RuleId> + 'r {
        let of = |source: Source| {
            let rules = self.rules.iter().enumerate().rev();
            rules.filter(move |(_, rule)| rule.source == source)
        };
        let ranked = of(Source::Rules).chain(of(Source::Codeowners));
        ranked.filter(|(at, _)| self.tests[*at].matches(event)).map(|(at, _)| at as RuleId)
    }

    /// Why rules do not match, in the order given; only asked if they do not. Of those on frames whose words are in
    /// no frame, only the first are told.
    pub(crate) fn misses(
        &self,
        event: &Event,
        rules: impl Iterator<Item = RuleId>,
    ) -> Vec<(RuleId, Miss)> {
        let mut values = Values::new(event, MOST_EXPLAINED);
        let mut far = 0;
        let mut letters = MOST_LETTERS;
        let miss = |rule: RuleId| {
            let test = &self.tests[rule as usize];
            if let (Test::Url(_), Some(url)) = (test, &event.url) {
                letters = letters.checked_sub(url.len())?;
            }
            let near = test.near_miss(&mut values);
            if near.is_none() && test.is_of_frames() {
                far += 1;
                if far > MOST_FAR {
                    return None;
                }
            }
            Some((rule, near.unwrap_or_else(|| test.miss(event))))
        };
        rules.filter_map(miss).collect()
    }

    /// What became of one rule. Panics if there is no such rule.
    #[must_use]
    pub fn verdict(&self, event: &Event, rule: RuleId) -> EventVerdict {
        let test = &self.tests[rule as usize];
        match test.evidence(event) {
            Some(evidence) => EventVerdict::Matched(evidence),
            None => EventVerdict::Missed(test.miss(event)),
        }
    }
}

/// Whether a matcher matches an event.
///
/// ```
/// use sentry_general::ownership::parse;
/// use sentry_general::routing::matches_event;
/// use sentry_general::trace::Event;
/// use serde_json::json;
///
/// let event = Event::read(&json!({"tags": [["sentry:release", "1.2"]]})).event;
/// assert!(matches_event(&parse("tags.release:1.* #web").rules[0].matcher, &event));
/// ```
#[must_use]
pub fn matches_event(matcher: &Matcher, event: &Event) -> bool {
    Test::new(matcher).evidence(event).is_some()
}

impl Evidence {
    /// The frames that match, as places in [`Event::frames`].
    #[must_use]
    pub fn frames(&self) -> Vec<usize> {
        match self {
            Self::Frames(frames) => frames.iter().map(|found| found.frame).collect(),
            Self::Url | Self::Tag(_) | Self::User(_) | Self::UserData(_) => Vec::new(),
        }
    }
}

impl FrameValue {
    /// The value in a frame; none if it is absent or empty.
    #[must_use]
    pub fn of(self, frame: &Frame) -> Option<&str> {
        let value = match self {
            Self::Filename => &frame.filename,
            Self::AbsPath => &frame.abs_path,
            Self::Munged => &frame.munged,
            Self::Module => &frame.module,
        };
        value.as_deref().filter(|value| !value.is_empty())
    }
}
