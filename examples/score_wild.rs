//! Scores what is read out of listings and stack traces that people paste.
//!
//! `score_wild [FOLDER] [-v] [--only ID]`: FOLDER holds `listings.json` and `traces.json`, or one
//! of them. A listing is right if its files come back, with or without the folder they are all
//! in; a trace if all exceptions and frames do, compared by the keys that the answer has.
//! `-v` names the wrong ones, `--only` shows one of them whole.

#![allow(clippy::print_stdout, reason = "a report for people")]

use sentry_general::api::{Frame, parse_trace, parse_tree};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

struct Options {
    folder: PathBuf,
    verbose: bool,
    only: Option<String>,
}

fn main() -> ExitCode {
    let options = options();
    let listings = load::<ListingCase>(&options.folder.join("listings.json"));
    let traces = load::<TraceCase>(&options.folder.join("traces.json"));
    let both = match (listings, traces) {
        (Err(why), Err(_)) => Err(why),
        (listings, traces) => Ok((listings.unwrap_or_default(), traces.unwrap_or_default())),
    };
    match both {
        Ok((listings, traces)) => {
            report("listings", &listings, &options);
            report("traces", &traces, &options);
            ExitCode::SUCCESS
        }
        Err(why) => {
            println!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn options() -> Options {
    let default = std::env::var("SENTRY_GENERAL_WILD_CORPUS")
        .unwrap_or_else(|_| "../shared/corpora/wild".to_owned());
    let mut options = Options { folder: PathBuf::from(default), verbose: false, only: None };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "-v" => options.verbose = true,
            "--only" => options.only = words.next(),
            folder => options.folder = PathBuf::from(folder),
        }
    }
    options
}

fn load<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, String> {
    let text = std::fs::read_to_string(path).map_err(|why| format!("{}: {why}", path.display()))?;
    let cases = serde_json::from_str(&text).map_err(|why| format!("{}: {why}", path.display()));
    // A file that is there and can't be read must not pass for none.
    Ok(cases.unwrap_or_else(|why| panic!("{why}")))
}

/// A pasted text with the right answer.
trait Case {
    fn id(&self) -> &str;
    /// What is wrong with our answer.
    fn fault(&self) -> Option<String>;
    /// The text, and our answer in full.
    fn shown(&self) -> String;
}

fn report<C: Case>(what: &str, cases: &[C], options: &Options) {
    let wanted = |case: &&C| options.only.as_ref().is_none_or(|only| only == case.id());
    let cases: Vec<&C> = cases.iter().filter(wanted).collect();
    let mut right = 0;
    for case in &cases {
        match case.fault() {
            None => right += 1,
            Some(fault) if options.verbose || options.only.is_some() => {
                println!("{} {}: {fault}", what.trim_end_matches('s'), case.id());
            }
            Some(_) => {}
        }
        if options.only.is_some() {
            println!("{}", case.shown());
        }
    }
    if !cases.is_empty() {
        println!("{what} {right} of {}", cases.len());
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ListingCase {
    id: String,
    text: String,
    paths: Vec<String>,
    may_also_hold: Vec<String>,
    root_may_be: Option<Roots>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Roots {
    One(String),
    Many(Vec<String>),
}

impl Case for ListingCase {
    fn id(&self) -> &str {
        &self.id
    }

    fn fault(&self) -> Option<String> {
        let optional: BTreeSet<String> = self.may_also_hold.iter().map(|p| plain(p)).collect();
        let normal = |paths: &[String]| -> Vec<String> {
            paths.iter().map(|path| plain(path)).filter(|path| !optional.contains(path)).collect()
        };
        let roots: Vec<String> = match &self.root_may_be {
            None => Vec::new(),
            Some(Roots::One(root)) => vec![plain(root)],
            Some(Roots::Many(roots)) => roots.iter().map(|root| plain(root)).collect(),
        };
        let cut = |paths: &[String]| -> Vec<String> {
            paths.iter().map(|path| below(path, &roots).to_owned()).collect()
        };
        let answer = parse_tree(&self.text);
        let paths: Vec<String> = answer.paths.iter().map(str::to_owned).collect();
        let (found, wanted) = (normal(&paths), normal(&self.paths));
        let right = below_common(&found) == below_common(&wanted)
            || below_common(&cut(&found)) == below_common(&cut(&wanted));
        (!right).then(|| {
            let lacks: Vec<_> = wanted.iter().filter(|path| !found.contains(path)).collect();
            let extra: Vec<_> = found.iter().filter(|path| !wanted.contains(path)).collect();
            format!("read as {}, lacks {lacks:?}, has {extra:?}", answer.format)
        })
    }

    fn shown(&self) -> String {
        format!("{}\n{:#?}", self.text, parse_tree(&self.text))
    }
}

/// With slashes, without the drive or a leading `./` or `/`.
fn plain(path: &str) -> String {
    let path = path.replace('\\', "/");
    let bytes = path.as_bytes();
    let is_drive = bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && &bytes[1..3] == b":/";
    let path = if is_drive { &path[3..] } else { &path };
    path.strip_prefix("./").or_else(|| path.strip_prefix('/')).unwrap_or(path).to_owned()
}

/// The path within the first of the roots that it is in.
fn below<'p>(path: &'p str, roots: &[String]) -> &'p str {
    let within = |root: &String| path.strip_prefix(root.as_str())?.strip_prefix('/');
    let mut roots = roots.iter().filter(|root| !root.is_empty());
    roots.find_map(within).unwrap_or(path)
}

/// The paths within the folder that all are in, sorted.
fn below_common(paths: &[String]) -> Vec<String> {
    let folders = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
    let mut common = paths.first().map(|path| folders(path)).unwrap_or_default();
    common.pop();
    for path in paths {
        let same = common.iter().zip(path.split('/')).take_while(|(a, b)| a == b).count();
        common.truncate(same);
    }
    let within = |path: &String| folders(path)[common.len()..].join("/");
    let mut within: Vec<String> = paths.iter().map(within).collect();
    within.sort_unstable();
    within
}

#[derive(Deserialize)]
struct TraceCase {
    id: String,
    text: String,
    expected: ExpectedTrace,
}

#[derive(Deserialize)]
struct ExpectedTrace {
    exceptions: Option<Vec<ExpectedException>>,
}

#[derive(Deserialize)]
struct ExpectedException {
    #[serde(rename = "type")]
    ty: Option<String>,
    frames: Option<Vec<ExpectedFrame>>,
}

#[derive(Deserialize)]
struct ExpectedFrame {
    filename: Option<String>,
    abs_path: Option<String>,
    module: Option<String>,
    function: Option<String>,
    lineno: Option<u32>,
    colno: Option<u32>,
}

impl Case for TraceCase {
    fn id(&self) -> &str {
        &self.id
    }

    fn fault(&self) -> Option<String> {
        let found = parse_trace(&self.text);
        let wanted = self.expected.exceptions.as_deref().unwrap_or_default();
        if found.exceptions.len() != wanted.len() {
            return Some(format!("exceptions {} for {}", found.exceptions.len(), wanted.len()));
        }
        found.exceptions.iter().zip(wanted).find_map(|(found, wanted)| {
            let ty = wanted.ty.as_ref().filter(|ty| !ty.is_empty());
            if ty.is_some() && ty != found.ty.as_ref() {
                return Some(format!("type {:?} for {:?}", found.ty, wanted.ty));
            }
            let frames = wanted.frames.as_deref().unwrap_or_default();
            if found.frames.len() != frames.len() {
                return Some(format!("frames {} for {}", found.frames.len(), frames.len()));
            }
            let pairs = found.frames.iter().zip(frames).enumerate();
            pairs.into_iter().find_map(|(at, (found, wanted))| wanted.fault(found, at))
        })
    }

    fn shown(&self) -> String {
        format!("{}\n{:#?}", self.text, parse_trace(&self.text))
    }
}

impl ExpectedFrame {
    fn fault(&self, found: &Frame, at: usize) -> Option<String> {
        let text = |key: &str, wanted: &Option<String>, found: &Option<String>| {
            let wrong = wanted.is_some() && wanted != found;
            wrong.then(|| format!("frame {at} {key}: {found:?} for {wanted:?}"))
        };
        let number = |key: &str, wanted: Option<u32>, found: Option<u32>| {
            let wrong = wanted.is_some() && wanted != found;
            wrong.then(|| format!("frame {at} {key}: {found:?} for {wanted:?}"))
        };
        text("filename", &self.filename, &found.filename)
            .or_else(|| text("abs_path", &self.abs_path, &found.abs_path))
            .or_else(|| text("module", &self.module, &found.module))
            .or_else(|| text("function", &self.function, &found.function))
            .or_else(|| number("lineno", self.lineno, found.line))
            .or_else(|| number("colno", self.colno, found.column))
    }
}
