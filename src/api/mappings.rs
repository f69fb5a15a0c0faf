use super::routed::take_paths;
use super::simulate::event_platform;
use super::{Frame, Mapping, Problem, TreeInput};
use crate::routing::{self, SourceFiles};
use crate::trace::{self, Event, InApp};
use crate::tree::Tree;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Code mappings guessed from a tree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GuessedMappings {
    /// The guesses, the one with the most files first.
    pub guesses: Vec<GuessedMapping>,
    /// What is wrong with the listing.
    pub problems: Vec<Problem>,
}

/// A code mapping that is likely.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GuessedMapping {
    /// The mapping.
    pub mapping: Mapping,
    /// The platform that reports such paths, as Sentry names it.
    pub platform: &'static str,
    /// Why.
    pub reason: &'static str,
    /// How many files it is about.
    pub files: u32,
    /// One of them.
    pub sample: String,
    /// The path that a frame of it would carry.
    pub frame_path: String,
}

/// Guesses code mappings from the names of files alone.
#[must_use]
pub fn guess_mappings(tree: &TreeInput) -> GuessedMappings {
    let mut problems = Vec::new();
    let tree = Tree::new(take_paths(tree, &mut problems));
    let guess = |guess: routing::Guess| GuessedMapping {
        sample: tree.paths().get(guess.sample).to_owned(),
        mapping: guess.mapping.into(),
        platform: guess.platform,
        reason: guess.reason,
        files: guess.files,
        frame_path: guess.frame_path,
    };
    let guesses = routing::guess_mappings(&tree).into_iter().map(guess).collect();
    GuessedMappings { guesses, problems }
}

/// What code mappings are derived from, besides the tree: an event or frames.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct DeriveRequest {
    /// A Sentry event, as Sentry stores it.
    pub event: Option<Value>,
    /// Frames instead, oldest first.
    pub frames: Option<Vec<Frame>>,
    /// The platform, where the event names none.
    pub platform: Option<String>,
}

/// Code mappings as Sentry derives them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DerivedMappings {
    /// The mappings, in the order in which they are found.
    pub mappings: Vec<DerivedMapping>,
    /// The platform; `other` if none is known.
    pub platform: String,
    /// Whether Sentry derives mappings for errors of this platform by itself.
    pub supported: bool,
    /// What is wrong with the inputs.
    pub problems: Vec<Problem>,
}

/// A derived code mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DerivedMapping {
    /// The mapping.
    pub mapping: Mapping,
    /// The frame that shows it, as a place in the list of frames.
    pub frame: usize,
    /// The file that this frame points at.
    pub source_path: String,
    /// Whether it comes of an absolute path beside a bare file name: Sentry applies such
    /// a mapping, but does not derive it by itself.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub by_hand: bool,
}

/// Derives code mappings from the frames of an error as Sentry does, whatever the
/// platform, and then those that only absolute paths tell, which Sentry applies but does
/// not derive. Frames that say they are not in-app are passed over.
///
/// # Errors
/// If neither an event nor frames are given, or both; the text names the field.
pub fn derive_mappings(
    tree: &TreeInput,
    request: DeriveRequest,
) -> Result<DerivedMappings, String> {
    let mut problems = Vec::new();
    let project = request.platform.as_deref().map(event_platform);
    let (frames, platform) = match (request.event, request.frames) {
        (Some(_), Some(_)) => return Err("frames: give an event or frames, not both".to_owned()),
        (Some(json), None) if json.is_object() => {
            let read = Event::read(&json);
            problems.extend(Problem::all(&read.problems, ""));
            let platform = read.event.platform.clone();
            (read.event.frames, platform.or_else(|| project.map(str::to_owned)))
        }
        (Some(_), None) => return Err("event: must be an object".to_owned()),
        (None, Some(frames)) => {
            (frames.into_iter().map(trace::Frame::from).collect(), project.map(str::to_owned))
        }
        (None, None) => return Err("event: missing; give an event or `frames`".to_owned()),
    };
    let paths = take_paths(tree, &mut problems);
    let files = [SourceFiles::new(&paths)];
    let (places, counted): (Vec<usize>, Vec<trace::Frame>) =
        frames.into_iter().enumerate().filter(|(_, frame)| frame.in_app != InApp::No).unzip();
    let derived = routing::derive_mappings(&files, &counted, platform.as_deref());
    let mapping = |it: routing::DerivedMapping| DerivedMapping {
        mapping: it.mapping.into(),
        frame: places[it.frame],
        source_path: paths.get(it.file).to_owned(),
        by_hand: false,
    };
    let mut mappings: Vec<DerivedMapping> = derived.into_iter().map(mapping).collect();
    let links = routing::link(&counted, &files[0], &[]);
    for proposal in routing::propose(&counted, &links, &files[0], platform.as_deref()) {
        let mapping: Mapping = proposal.mapping.into();
        let by_hand = |&&at: &&usize| routing::FrameFile::of_abs_path(&counted[at]).is_some();
        let Some(&frame) = proposal.frames.iter().find(by_hand) else { continue };
        let Some(file) =
            links[frame].file.filter(|_| mappings.iter().all(|it| it.mapping != mapping))
        else {
            continue;
        };
        let source_path = paths.get(file).to_owned();
        mappings.push(DerivedMapping { mapping, frame: places[frame], source_path, by_hand: true });
    }
    Ok(DerivedMappings {
        mappings,
        supported: platform.as_deref().is_some_and(routing::derives_mappings),
        platform: platform.unwrap_or_else(|| "other".to_owned()),
        problems,
    })
}

impl From<Frame> for trace::Frame {
    fn from(frame: Frame) -> Self {
        Self {
            filename: frame.filename,
            abs_path: frame.abs_path,
            module: frame.module,
            function: frame.function,
            line: frame.line,
            column: frame.column,
            in_app: match frame.in_app {
                None => InApp::Missing,
                Some(true) => InApp::Yes,
                Some(false) => InApp::No,
            },
            munged: frame.munged,
            package: frame.package,
        }
    }
}
