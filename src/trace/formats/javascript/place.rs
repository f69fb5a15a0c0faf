//! Where a frame of a browser is: its file, line and column.

use crate::trace::{Frame, InApp};

/// A frame as the parser for browsers makes it: all are the application's own.
pub(super) fn browser_frame(
    file: &str,
    function: &str,
    line: Option<u32>,
    column: Option<u32>,
) -> Frame {
    let function = if function == "<anonymous>" { "?" } else { function };
    Frame {
        filename: Some(file.to_owned()),
        function: Some(function.to_owned()),
        line,
        column,
        in_app: InApp::Yes,
        ..Frame::default()
    }
}

/// A text without `:line:column` at its end, and these; at most two numbers.
pub(super) fn placed(text: &str, shortest: usize) -> (&str, Option<u32>, Option<u32>) {
    let Some((rest, last)) = number_at_end(text, shortest) else { return (text, None, None) };
    match number_at_end(rest, shortest) {
        Some((rest, first)) => (rest, first, last),
        None => (rest, last, None),
    }
}

/// Takes `:12` off the end, if more than `shortest` bytes stay.
fn number_at_end(text: &str, shortest: usize) -> Option<(&str, Option<u32>)> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let rest = text[..text.len() - digits].strip_suffix(':')?;
    (digits > 0 && rest.len() >= shortest).then(|| (rest, text[rest.len() + 1..].parse().ok()))
}

/// Extensions of Safari have a file only, and the scheme is in the function.
///
/// Source: `extractSafariExtensionDetails` in
/// `packages/browser/src/stack-parsers.ts`.
pub(super) fn of_extension<'t>(function: &'t str, file: &str) -> (&'t str, String) {
    let scheme = ["safari-web-extension", "safari-extension"]
        .into_iter()
        .find(|scheme| function.contains(scheme));
    match scheme {
        Some(scheme) => {
            let name = function.split_once('@').map_or("?", |(name, _)| name);
            (name, format!("{scheme}:{file}"))
        }
        None => (function, file.to_owned()),
    }
}
