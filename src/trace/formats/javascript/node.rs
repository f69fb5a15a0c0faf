//! Lines of V8 as `@sentry/node` reads them.
//!
//! Source: `node` and `filenameIsInApp` in
//! `packages/core/src/utils/node-stack-trace.ts`, `createGetModuleFromFilename` in
//! `packages/node-core/src/utils/module.ts`.

use crate::trace::formats::{evidence, scan};
use crate::trace::in_app::below_root;
use crate::trace::options::Options;
use crate::trace::{Frame, InApp, ParsedFrame};

/// The frame of a line that starts with `at `.
pub(super) fn frame(line: &str, options: &Options) -> Option<Frame> {
    let rest = line.trim_start().strip_prefix("at ")?;
    let rest = rest.strip_prefix("async ").unwrap_or(rest);
    if let Some(frame) = of_data_url(rest) {
        return Some(frame);
    }
    let (function, place) = parted(rest);
    let (file, number, column, other) = match last_place(place) {
        Some((file, number, column)) => (Some(file), number, column, None),
        None => match without_column(place) {
            Some((file, number)) => (Some(file), Some(number), None, None),
            None => (None, None, None, Some(place.split(')').next().unwrap_or(place))),
        },
    };
    let native = other == Some("native");
    // The runtime of AWS Lambda is no code of the application, whatever its path.
    let lambda = file.is_some_and(|file| file.contains("/var/runtime/"));
    let file = file.map(|file| match file.strip_prefix("file://") {
        Some(path) if !lambda => path,
        _ => file,
    });
    let file = file.map(without_slash_before_drive);
    let file = file.or(other.filter(|other| !native && !other.is_empty()));
    let decoded = file.map(decoded);
    Some(Frame {
        module: decoded.as_deref().and_then(|file| module(file, options)),
        function: Some(function.map_or_else(|| "?".to_owned(), named)),
        line: number,
        column,
        in_app: in_app(file.unwrap_or_default(), native || lambda, file.is_some()),
        filename: decoded,
        ..Frame::default()
    })
}

fn of_data_url(rest: &str) -> Option<Frame> {
    let at = rest.find(" (data:")?;
    let (ty, _) = rest[at + " (data:".len()..].split_once(',')?;
    (at > 0).then(|| Frame {
        filename: Some(format!("<data:{ty}>")),
        function: Some(rest[..at].to_owned()),
        ..Frame::default()
    })
}

/// The function, if a ` (` ends it, and the rest.
fn parted(rest: &str) -> (Option<&str>, &str) {
    let bytes = rest.as_bytes();
    let open =
        (1..bytes.len()).find(|&at| bytes[at] == b'(' && bytes[at - 1].is_ascii_whitespace());
    match open {
        Some(open) if !rest[..open].trim_end().is_empty() => {
            (Some(rest[..open].trim_end()), &rest[open + 1..])
        }
        _ => (None, rest),
    }
}

/// The last `:line:column` of a text, and what is before it.
fn last_place(text: &str) -> Option<(&str, Option<u32>, Option<u32>)> {
    let mut end = text.len();
    while let Some(colon) = text[..end].rfind(':') {
        let before = &text[..colon];
        let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        let file = before[..before.len() - digits].strip_suffix(':');
        if let (Some(file), true) = (file.filter(|file| !file.is_empty()), digits > 0) {
            let column = &text[colon + 1..];
            let column = &column[..column.bytes().take_while(u8::is_ascii_digit).count()];
            return Some((file, before[before.len() - digits..].parse().ok(), column.parse().ok()));
        }
        end = colon;
    }
    None
}

/// `contracts/Cart.sol:41)`: tools such as Hardhat print no columns.
fn without_column(place: &str) -> Option<(&str, u32)> {
    let place = place.split(')').next()?;
    let (file, number) = scan::split_number(place, ':')?;
    let (stem, end) = scan::file_name(file).rsplit_once('.')?;
    let named = !stem.is_empty() && scan::is_word(end, b"") && !file.contains(' ');
    named.then_some((file, number))
}

/// The function as the SDK names it.
fn named(function: &str) -> String {
    let mut method_start = function.rfind('.');
    if let Some(at) = method_start
        && at > 0
        && function[..at].ends_with('.')
    {
        method_start = Some(at - 1);
    }
    let Some(start) = method_start.filter(|start| *start > 0) else {
        return if function == "<anonymous>" { "?".to_owned() } else { function.to_owned() };
    };
    let (mut object, method) = (&function[..start], &function[start + 1..]);
    let mut name = function;
    if let Some(end) = object.find(".Module").filter(|end| *end > 0) {
        name = &function[end + 1..];
        object = &object[..end];
    }
    if method == "<anonymous>" { format!("{object}.?") } else { name.to_owned() }
}

/// `/C:/x` as `C:/x`.
fn without_slash_before_drive(file: &str) -> &str {
    let bytes = file.as_bytes();
    let drive = bytes.windows(3).any(|w| w[0] == b'/' && w[1].is_ascii_uppercase() && w[2] == b':');
    // The SDK looks anywhere in the path, and cuts its first letter.
    match file.chars().next() {
        Some(first) if drive => &file[first.len_utf8()..],
        _ => file,
    }
}

/// The path with `%20` and the like decoded; as it is if that is no text.
fn decoded(file: &str) -> String {
    if !file.contains('%') {
        return file.to_owned();
    }
    let mut bytes = Vec::with_capacity(file.len());
    let mut rest = file.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let code = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        // `decodeURI` leaves what would change the meaning of a URL.
        match code {
            Some(code) if byte == b'%' && !b";/?:@&=+$,#".contains(&code) => {
                bytes.push(code);
                rest = &tail[2..];
            }
            None if byte == b'%' => return file.to_owned(),
            _ => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| file.to_owned())
}

fn in_app(file: &str, native: bool, known: bool) -> InApp {
    let drive = file.as_bytes().get(1) == Some(&b':') && file.as_bytes()[0].is_ascii_uppercase();
    let own = file.starts_with(['/', '.']) || drive || has_scheme(file) || file.ends_with(".sol");
    let internal = native || !own;
    let foreign = !known || internal || file.contains("node_modules/");
    if foreign { InApp::No } else { InApp::Yes }
}

/// Marks the project's files as its own where paths are printed from its folder on, as
/// test runners do: then those of dependencies start with `node_modules/`, or the code is
/// shown above (`coded`). A relative path means Node itself otherwise.
pub(super) fn mark_project(frames: &mut [ParsedFrame], coded: bool) {
    let starts = |parsed: &ParsedFrame, with: &str| {
        parsed.frame.filename.as_deref().is_some_and(|file| file.starts_with(with))
    };
    if !coded && !frames.iter().any(|frame| starts(frame, "node_modules/")) {
        return;
    }
    let own = |parsed: &&mut ParsedFrame| {
        let file = parsed.frame.filename.as_deref().unwrap_or_default();
        let script = evidence::language_of(file).is_some_and(|of| of.format == "javascript");
        script && !file.starts_with("internal/") && !evidence::is_dependency(file)
    };
    for parsed in frames.iter_mut().filter(own) {
        parsed.frame.in_app = InApp::Yes;
    }
}

fn has_scheme(file: &str) -> bool {
    file.split_once("://").is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b".-+".contains(&b))
    })
}

/// `package.folder:file` of a dependency; of the application, by the folder below its
/// own. The SDK takes the folder of the script that was started; where that is not in
/// the text, the file's name stands alone.
fn module(file: &str, options: &Options) -> Option<String> {
    let slashed = file.replace('\\', "/");
    let (folder, name) = slashed.rsplit_once('/').unwrap_or((".", &slashed));
    let stem = [".js", ".mjs", ".cjs"].iter().find_map(|end| name.strip_suffix(end));
    let stem = stem.unwrap_or(name);
    if let Some(at) = folder.rfind("/node_modules") {
        let inside = folder.get(at + "/node_modules/".len()..).unwrap_or_default();
        return Some(format!("{}:{stem}", inside.replace('/', ".")));
    }
    let below = below_root(&slashed, options).and_then(|path| path.rsplit_once('/'));
    match below {
        Some((folder, _)) => Some(format!("{}:{stem}", folder.replace('/', "."))),
        None => Some(stem.to_owned()),
    }
}
