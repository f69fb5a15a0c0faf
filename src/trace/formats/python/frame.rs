//! Frames of Python.

use crate::trace::draft::Input;
use crate::trace::formats::evidence;
use crate::trace::in_app::below_root;
use crate::trace::options::Options;
use crate::trace::parse::{ParsedFrame, Trace};
use crate::trace::{Frame, InApp};

/// What a `File` line says.
pub(super) struct Location<'l> {
    pub(super) path: &'l str,
    pub(super) line: u32,
    /// None of a syntax error.
    pub(super) function: Option<&'l str>,
}

/// Whether a line starts as a frame does.
pub(super) fn is_location(line: &str) -> bool {
    location(line.trim()).is_some()
}

/// `File "P", line N, in F`; the fault handler leaves the second comma out.
pub(super) fn location(text: &str) -> Option<Location<'_>> {
    let rest = text.strip_prefix("File \"")?;
    let (path, rest) = rest.split_once("\", line ")?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let line = rest[..digits].parse().ok()?;
    let rest = &rest[digits..];
    let function = rest.strip_prefix(", in ").or_else(|| rest.strip_prefix(" in "));
    (function.is_some() || rest.is_empty()).then_some(Location { path, line, function })
}

/// The frame as the SDK would send it.
pub(super) fn parsed(location: &Location, input: &Input, at: usize) -> ParsedFrame {
    let mut frame = of_path(location.path, input.options);
    frame.line = Some(location.line);
    frame.function = location.function.map(|function| function.trim().to_owned());
    ParsedFrame { frame, span: input.span(at), ..ParsedFrame::default() }
}

/// A frame's paths, module and whether it is the application's own.
///
/// Source: `filename_for_module`, `set_in_app_in_frames` and
/// `_is_external_source` in `sentry_sdk/utils.py`.
pub(in crate::trace::formats) fn of_path(path: &str, options: &Options) -> Frame {
    let short = short_path(path, options).unwrap_or(path);
    Frame {
        filename: Some(short.to_owned()),
        abs_path: Some(path.to_owned()),
        module: module(short),
        in_app: in_app(path, options),
        ..Frame::default()
    }
}

/// Error trackers print all languages as Python does. If no file is Python's, the trace is
/// of the language that most files are of; it has no modules then.
pub(super) fn is_of_another_language(trace: &mut Trace) -> bool {
    let paths = || trace.frames().filter_map(|(_, frame)| frame.frame.abs_path.as_deref());
    let python = |path: &str| evidence::language_of(path).is_some_and(|of| of.format == "python");
    let Some(language) = evidence::language_of_most(paths()).filter(|_| !paths().any(python))
    else {
        return false;
    };
    (trace.format, trace.platform) = (language.format, language.platform);
    for exception in &mut trace.exceptions {
        exception.module = None;
        for parsed in &mut exception.frames {
            let frame = &mut parsed.frame;
            let path = frame.abs_path.take().unwrap_or_default();
            let function = frame.function.take().unwrap_or_default();
            *frame = evidence::frame(&path, &function, frame.line, frame.column);
        }
    }
    true
}

/// The script itself runs as `__main__`, and its file name has no folder.
pub(super) fn mark_main(trace: &mut Trace) {
    let last = trace.exceptions.last_mut();
    let Some(oldest) = last.and_then(|last| last.frames.first_mut()) else { return };
    let frame = &mut oldest.frame;
    let Some(path) = frame.abs_path.as_deref().filter(|_| frame.in_app == InApp::Yes) else {
        return;
    };
    if frame.function.as_deref() == Some("<module>") {
        frame.filename = path.rsplit(['/', '\\']).next().map(str::to_owned);
        frame.module = Some("__main__".to_owned());
    }
}

fn in_app(path: &str, options: &Options) -> InApp {
    if external(path).is_some() || library(path).is_some() || path.starts_with("<frozen ") {
        return InApp::No;
    }
    let absolute = path.starts_with(['/', '\\']) || path.as_bytes().get(1) == Some(&b':');
    let elsewhere = match options.project_root.as_deref().filter(|root| !root.is_empty()) {
        Some(root) => absolute && !path.starts_with(root),
        None => {
            ["/usr/", "/bin/", "/opt/"].iter().any(|start| path.starts_with(start))
                && below_root(path, options).is_none()
        }
    };
    if elsewhere || path.starts_with('<') { InApp::Missing } else { InApp::Yes }
}

fn short_path<'p>(path: &'p str, options: &Options) -> Option<&'p str> {
    external(path).or_else(|| library(path)).or_else(|| below_root(path, options))
}

/// What is below `site-packages` or `dist-packages`.
fn external(path: &str) -> Option<&str> {
    let below = |folder: &str| {
        let at = path.rfind(folder)?;
        let is_folder = path[..at].ends_with(['/', '\\']);
        path[at + folder.len()..].strip_prefix(['/', '\\']).filter(|_| is_folder)
    };
    below("site-packages").or_else(|| below("dist-packages"))
}

/// What is below the standard library's folder: `/lib/python3.12/`, `\Lib\`.
fn library(path: &str) -> Option<&str> {
    if let Some((_, rest)) = path.split_once("/lib/python").or_else(|| path.split_once("/lib/pypy"))
    {
        return rest.split_once('/').map(|(_, rest)| rest);
    }
    let (before, rest) = path.split_once("\\Lib\\").or_else(|| path.split_once("\\lib\\"))?;
    let folder = before.rsplit('\\').next().unwrap_or(before);
    folder.to_ascii_lowercase().starts_with("python").then_some(rest)
}

/// The module of a path relative to where modules are looked for.
fn module(path: &str) -> Option<String> {
    let stem = path.strip_suffix(".py").or_else(|| path.strip_suffix(".pyx"))?;
    let stem = stem
        .strip_suffix("__init__")
        .and_then(|stem| stem.strip_suffix(['/', '\\']))
        .unwrap_or(stem);
    let plain =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_');
    stem.split(['/', '\\']).all(plain).then(|| stem.replace(['/', '\\'], "."))
}
