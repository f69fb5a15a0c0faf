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

use super::RuleId;
use crate::ownership::pattern::{CodeownersPattern, Glob, Invalid, Mismatch};
use crate::ownership::{Matcher, MatcherKind, Rule, Source};
use crate::trace::{Event, Frame, InApp};
use std::sync::Arc;

/// Rules, ready to be asked about events.
#[derive(Debug)]
pub struct EventRules {
    rules: Arc<[Rule]>,
    tests: Vec<Test>,
}

/// One rule's matcher, read.
#[derive(Debug)]
enum Test {
    Path(Glob),
    Module(Glob),
    Codeowners(CodeownersPattern),
    Url(Glob),
    /// The key behind `tags.`.
    Tag(String, Glob),
    /// A type that Sentry's grammar takes and its matcher does not know.
    UnknownType,
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

/// Instantiation
impl EventRules {
    /// Takes rules in the order of their texts. Linear in their length.
    #[must_use]
    pub fn new(rules: impl Into<Arc<[Rule]>>) -> Self {
        let rules = rules.into();
        let tests = rules.iter().map(|rule| Test::new(&rule.matcher)).collect();
        Self { rules, tests }
    }
}

/// Asking
impl EventRules {
    /// The rules, in the order given.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rules that match an event, in the order of the rules. Asks every
    /// rule about every value that it looks at.
    #[must_use]
    pub fn matching(&self, event: &Event) -> Vec<(RuleId, Evidence)> {
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
            _ => Vec::new(),
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

const PATHS: &[FrameValue] = &[FrameValue::Filename, FrameValue::AbsPath, FrameValue::Munged];
const MODULE: &[FrameValue] = &[FrameValue::Module];

/// Matching
impl Test {
    fn new(matcher: &Matcher) -> Self {
        let pattern = &matcher.pattern;
        match &matcher.kind {
            MatcherKind::Path => Self::Path(Glob::path(pattern)),
            MatcherKind::Module => Self::Module(Glob::path(pattern)),
            MatcherKind::Codeowners => Self::Codeowners(CodeownersPattern::new(pattern)),
            MatcherKind::Url => Self::Url(Glob::url(pattern)),
            MatcherKind::Tag(kind) => match kind.strip_prefix("tags.") {
                Some(key) => Self::Tag(key.to_owned(), Glob::tag(pattern)),
                None => Self::UnknownType,
            },
        }
    }

    fn evidence(&self, event: &Event) -> Option<Evidence> {
        match self {
            Self::UnknownType => None,
            Self::Url(glob) => url(event).filter(|url| glob.is_match(url)).map(|_| Evidence::Url),
            Self::Tag(key, glob) => {
                candidates(key, event).find(|(_, value)| glob.is_match(value)).map(|found| found.0)
            }
            Self::Path(_) | Self::Module(_) | Self::Codeowners(_) => {
                let frames: Vec<_> =
                    self.matching_frames(event, |frame| self.counts(frame)).collect();
                (!frames.is_empty()).then_some(Evidence::Frames(frames))
            }
        }
    }

    fn matches(&self, event: &Event) -> bool {
        match self {
            Self::Path(_) | Self::Module(_) | Self::Codeowners(_) => {
                self.matching_frames(event, |frame| self.counts(frame)).next().is_some()
            }
            _ => self.evidence(event).is_some(),
        }
    }

    /// Of each frame that matches, its first value that does.
    fn matching_frames(
        &self,
        event: &Event,
        counts: impl Fn(&Frame) -> bool,
    ) -> impl Iterator<Item = FrameMatch> {
        let frames = event.frames.iter().enumerate().filter(move |(_, frame)| counts(frame));
        frames.filter_map(|(at, frame)| {
            let mut values = self.looks_at().iter().copied();
            let matches =
                |value: &FrameValue| value.of(frame).is_some_and(|text| self.matches_text(text));
            values.find(matches).map(|value| FrameMatch { frame: at, value })
        })
    }

    fn matches_text(&self, text: &str) -> bool {
        match self {
            Self::Path(glob) | Self::Module(glob) | Self::Url(glob) | Self::Tag(_, glob) => {
                glob.is_match(text)
            }
            Self::Codeowners(pattern) => pattern.is_match(text),
            Self::UnknownType => false,
        }
    }

    fn looks_at(&self) -> &'static [FrameValue] {
        match self {
            Self::Path(_) | Self::Codeowners(_) => PATHS,
            Self::Module(_) => MODULE,
            Self::Url(_) | Self::Tag(..) | Self::UnknownType => &[],
        }
    }

    fn counts(&self, frame: &Frame) -> bool {
        !matches!(self, Self::Codeowners(_)) || frame.in_app != InApp::No
    }
}

/// Explaining
impl Test {
    /// Why it does not match; only asked if it does not.
    fn miss(&self, event: &Event) -> Miss {
        match self {
            Self::UnknownType => Miss::UnknownType,
            Self::Url(glob) => match url(event) {
                None => Miss::NoUrl,
                Some(url) => self.mismatch(url).map_or(invalid(glob), Miss::Url),
            },
            Self::Tag(key, glob) => {
                let values = candidates(key, event);
                let missed = values.filter_map(|(at, text)| {
                    let place = match at {
                        Evidence::Tag(at) => TagValue::Tag(at),
                        Evidence::User(at) => TagValue::User(at),
                        Evidence::UserData(at) => TagValue::UserData(at),
                        Evidence::Frames(_) | Evidence::Url => return None,
                    };
                    Some((place, self.mismatch(text)?))
                });
                // Of equally near ones the first.
                let nearest =
                    missed.fold(None, |best: Option<(TagValue, Mismatch)>, one| match best {
                        Some(best) if nearness(best.1) >= nearness(one.1) => Some(best),
                        _ => Some(one),
                    });
                match nearest {
                    None => Miss::NoTag,
                    Some((_, Mismatch::Invalid(_))) => invalid(glob),
                    Some((place, mismatch)) => Miss::Tag(place, mismatch),
                }
            }
            Self::Path(glob) | Self::Module(glob) => match glob.invalid() {
                Some(invalid) => Miss::Invalid(invalid),
                None => self.frames_miss(event),
            },
            Self::Codeowners(_) => self.frames_miss(event),
        }
    }

    fn frames_miss(&self, event: &Event) -> Miss {
        if event.frames.is_empty() {
            return Miss::NoFrames;
        }
        if let Some(found) = self.matching_frames(event, |_| true).next() {
            return Miss::NotInApp(found);
        }
        let mut nearest: Option<(FrameMatch, Mismatch)> = None;
        let frames = event.frames.iter().enumerate().filter(|(_, frame)| self.counts(frame));
        for (frame, value, text) in frames.flat_map(|(at, frame)| {
            let values = self.looks_at().iter();
            values.filter_map(move |value| Some((at, *value, value.of(frame)?)))
        }) {
            let Some(mismatch) = self.mismatch(text) else { continue };
            if nearest.is_none_or(|(_, known)| nearness(mismatch) > nearness(known)) {
                nearest = Some((FrameMatch { frame, value }, mismatch));
            }
        }
        nearest.map_or(Miss::NoValue, |(found, mismatch)| Miss::NoFrame(found, mismatch))
    }

    fn mismatch(&self, text: &str) -> Option<Mismatch> {
        match self {
            Self::Path(glob) | Self::Module(glob) | Self::Url(glob) | Self::Tag(_, glob) => {
                glob.why_not(text)
            }
            Self::Codeowners(pattern) => pattern.why_not(text),
            Self::UnknownType => None,
        }
    }
}

/// One small change away is nearest, then whoever agrees for longest.
fn nearness(mismatch: Mismatch) -> (bool, usize) {
    match mismatch {
        Mismatch::Differs { at } => (false, at),
        mismatch => (mismatch.is_near(), 0),
    }
}

fn invalid(glob: &Glob) -> Miss {
    glob.invalid().map_or(Miss::UnknownType, Miss::Invalid)
}

fn url(event: &Event) -> Option<&str> {
    event.url.as_deref().filter(|url| !url.is_empty())
}

/// The values that `tags.` and `key` look at: of the user first, then the tags.
fn candidates<'e>(key: &str, event: &'e Event) -> impl Iterator<Item = (Evidence, &'e str)> {
    let of_user = key.starts_with("user.");
    let alias = alias(key);
    let user = event.user.iter().enumerate().map(|(at, field)| (Evidence::User(at), field));
    let data =
        event.user_data.iter().enumerate().map(|(at, field)| (Evidence::UserData(at), field));
    // Only the end is compared: `user.plan.email` looks at the e-mail address.
    let ends = move |name: &str| key.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'));
    let user = user.chain(data).filter(move |(_, field)| of_user && ends(&field.key));
    let tags = event.tags.iter().enumerate().map(|(at, field)| (Evidence::Tag(at), field));
    let tags = tags.filter(move |(_, field)| field.key == key || Some(field.key.as_str()) == alias);
    user.chain(tags).map(|(evidence, field)| (evidence, field.value.as_str()))
}

/// The other name under which Sentry stores a tag.
///
/// Source: `tag_aliases` in `sentry/services/eventstore/models.py`.
fn alias(key: &str) -> Option<&'static str> {
    match key {
        "release" => Some("sentry:release"),
        "dist" => Some("sentry:dist"),
        "user" => Some("sentry:user"),
        _ => None,
    }
}
