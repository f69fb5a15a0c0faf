//! Why a rule does not match an event.

use super::test::{MODULE, PATHS, Test, candidates, url};
use super::{Evidence, FrameMatch, FrameValue, Miss, TagValue};
use crate::ownership::pattern::{Glob, Mismatch, has_words};
use crate::trace::{Event, InApp};
use std::collections::BTreeSet;

/// The values of an event's frames, each once, for many rules that do not match.
pub(crate) struct Values {
    paths: Vec<Value>,
    modules: Vec<Value>,
    /// How often it may still be asked why a rule does not match a value whose words it has.
    left: usize,
}

struct Value {
    found: FrameMatch,
    text: String,
    /// In lower case.
    lower: String,
    is_foreign: bool,
}

impl Values {
    pub fn new(event: &Event, left: usize) -> Self {
        let of = |values: &[FrameValue]| {
            let mut seen = BTreeSet::new();
            let mut list = Vec::new();
            for (frame, of) in event.frames.iter().enumerate() {
                let is_foreign = of.in_app == InApp::No;
                for &value in values {
                    let text = value.of(of).filter(|text| seen.insert((*text, is_foreign)));
                    list.extend(text.map(|text| Value {
                        found: FrameMatch { frame, value },
                        text: text.to_owned(),
                        lower: text.to_lowercase(),
                        is_foreign,
                    }));
                }
            }
            list
        };
        Self { paths: of(PATHS), modules: of(MODULE), left }
    }
}

/// Explaining
impl Test {
    /// Why a rule on frames nearly matches one; none if it doesn't, or looks at something else. Only asked if it does not
    /// match.
    pub fn near_miss(&self, values: &mut Values) -> Option<Miss> {
        let Values { paths, modules, left } = values;
        let (values, pattern) = match self {
            Self::Path(glob) => (paths, glob.source()),
            Self::Module(glob) => (modules, glob.source()),
            Self::Codeowners(pattern) => (paths, pattern.source()),
            Self::Url(_) | Self::Tag(..) | Self::UnknownType => return None,
        };
        let is_codeowners = matches!(self, Self::Codeowners(_));
        let foreign = values
            .iter()
            .find(|value| is_codeowners && value.is_foreign && self.matches_text(&value.text));
        if let Some(value) = foreign {
            return Some(Miss::NotInApp(value.found));
        }
        let counts = |value: &&Value| !(is_codeowners && value.is_foreign);
        values.iter().filter(counts).find_map(|value| {
            if *left == 0 || !has_words(pattern, &value.lower) {
                return None;
            }
            *left -= 1;
            let mismatch = self.mismatch(&value.text)?;
            mismatch.is_near().then_some(Miss::NoFrame(value.found, mismatch))
        })
    }

    /// Whether it looks at frames.
    pub fn is_of_frames(&self) -> bool {
        !self.looks_at().is_empty()
    }

    /// Why it does not match; only asked if it does not.
    pub fn miss(&self, event: &Event) -> Miss {
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
        // What counts was asked before.
        if let Some(found) = self.matching_frames(event, |frame| !self.counts(frame)).next() {
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
