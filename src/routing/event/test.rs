//! One rule's matcher, asked about an event.

use super::{Evidence, FrameMatch, FrameValue};
use crate::ownership::pattern::{CodeownersPattern, Glob};
use crate::ownership::{Matcher, MatcherKind};
use crate::trace::{Event, Field, Frame, InApp};
use std::collections::BTreeMap;

/// One rule's matcher, read.
#[derive(Debug)]
pub enum Test {
    Path(Glob),
    Module(Glob),
    Codeowners(CodeownersPattern),
    Url(Glob),
    /// The key behind `tags.`.
    Tag(String, Glob),
    /// A type that Sentry's grammar takes and its matcher does not know.
    UnknownType,
}

pub const PATHS: &[FrameValue] = &[FrameValue::Filename, FrameValue::AbsPath, FrameValue::Munged];
pub const MODULE: &[FrameValue] = &[FrameValue::Module];

/// Matching
impl Test {
    pub fn new(matcher: &Matcher) -> Self {
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

    pub fn evidence(&self, event: &Event) -> Option<Evidence> {
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

    pub fn matches(&self, event: &Event) -> bool {
        match self {
            Self::Path(_) | Self::Module(_) | Self::Codeowners(_) => {
                self.matching_frames(event, |frame| self.counts(frame)).next().is_some()
            }
            Self::Url(_) | Self::Tag(..) | Self::UnknownType => self.evidence(event).is_some(),
        }
    }

    /// Of each frame that matches, its first value that does.
    pub fn matching_frames(
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

    pub fn matches_text(&self, text: &str) -> bool {
        match self {
            Self::Path(glob) | Self::Module(glob) | Self::Url(glob) | Self::Tag(_, glob) => {
                glob.is_match(text)
            }
            Self::Codeowners(pattern) => pattern.is_match(text),
            Self::UnknownType => false,
        }
    }

    pub fn looks_at(&self) -> &'static [FrameValue] {
        match self {
            Self::Path(_) | Self::Codeowners(_) => PATHS,
            Self::Module(_) => MODULE,
            Self::Url(_) | Self::Tag(..) | Self::UnknownType => &[],
        }
    }

    pub fn counts(&self, frame: &Frame) -> bool {
        !matches!(self, Self::Codeowners(_)) || frame.in_app != InApp::No
    }
}

pub fn url(event: &Event) -> Option<&str> {
    event.url.as_deref().filter(|url| !url.is_empty())
}

/// The values that `tags.` and `key` look at: of the user first, then the tags.
pub fn candidates<'e>(key: &str, event: &'e Event) -> impl Iterator<Item = (Evidence, &'e str)> {
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

/// The fields of an event by name, for many rules.
pub struct Fields<'e> {
    event: &'e Event,
    user: BTreeMap<&'e str, Vec<usize>>,
    user_data: BTreeMap<&'e str, Vec<usize>>,
    tags: BTreeMap<&'e str, Vec<usize>>,
}

impl<'e> Fields<'e> {
    pub fn new(event: &'e Event) -> Self {
        let by_name = |fields: &'e [Field]| {
            let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for (at, field) in fields.iter().enumerate() {
                places.entry(&field.key).or_default().push(at);
            }
            places
        };
        let [user, user_data, tags] =
            [&event.user, &event.user_data, &event.tags].map(|fields| by_name(fields));
        Self { event, user, user_data, tags }
    }

    /// The first of [`candidates`] that matches.
    pub fn first(&self, key: &str, glob: &Glob) -> Option<Evidence> {
        let find = |fields: &[Field], places: Vec<usize>| {
            places.into_iter().find(|&at| glob.is_match(&fields[at].value))
        };
        let places = |fields: &BTreeMap<&str, Vec<usize>>,
                      names: &mut dyn Iterator<Item = &str>| {
            let mut places: Vec<usize> =
                names.filter_map(|name| fields.get(name)).flatten().copied().collect();
            places.sort_unstable();
            places
        };
        // All that stands behind some dot.
        let ends = || key.match_indices('.').map(|(dot, _)| &key[dot + 1..]);
        if key.starts_with("user.") {
            let user = places(&self.user, &mut ends());
            let data = places(&self.user_data, &mut ends());
            let found = find(&self.event.user, user).map(Evidence::User);
            let found = found.or_else(|| find(&self.event.user_data, data).map(Evidence::UserData));
            if found.is_some() {
                return found;
            }
        }
        let mut names = std::iter::once(key).chain(alias(key));
        find(&self.event.tags, places(&self.tags, &mut names)).map(Evidence::Tag)
    }
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
