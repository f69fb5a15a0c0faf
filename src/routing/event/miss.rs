//! Why a rule does not match an event.

use super::test::{Test, candidates, url};
use super::{Evidence, FrameMatch, Miss, TagValue};
use crate::ownership::pattern::{Glob, Mismatch};
use crate::trace::Event;

/// Explaining
impl Test {
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
