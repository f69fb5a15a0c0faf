//! Which of the SDKs' parsers a stack of V8 is read with: Node's or that of browsers.

use super::header;
use super::place::placed;
use crate::trace::draft::Input;

/// Whose parser a trace is read with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Runtime {
    Node,
    Browser,
}

/// Tells the runtime by the frames that follow a line. Code of Node itself is sure,
/// a URL or a bundle means a browser, a path Node.
pub(super) fn runtime(input: &Input, at: usize) -> Runtime {
    const LOOKED_AT: usize = 200;
    const ABOVE: usize = 6;
    // Deno's own words, and where its modules come from.
    let deno = |line: &str| line.starts_with("error: Uncaught ") || line.starts_with("error: (in ");
    if (input.free.max(at.saturating_sub(ABOVE))..at).any(|above| deno(input.text(above))) {
        return Runtime::Node;
    }
    let (mut browser, mut files, mut paths) = (false, false, false);
    let lines = (at..input.len().min(at + LOOKED_AT)).map(|at| input.text(at).trim());
    for line in lines.take_while(|line| line.starts_with("at ") || line.starts_with("(error: ")) {
        if [
            "node:",
            "(internal/",
            "at internal/",
            "(ext:",
            "at ext:",
            "://deno.land/",
            "://jsr.io/",
        ]
        .iter()
        .any(|own| line.contains(own))
        {
            return Runtime::Node;
        }
        let (before, place) = line.rsplit_once('(').unwrap_or(("", &line["at ".len()..]));
        let glued = before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$');
        // A bare name without a column is what consoles of browsers show.
        let short = place.trim_end_matches(')');
        let bare = !short.contains(['/', '\\', ' ']) && !short.starts_with('<');
        browser |= bare && placed(short, 1).2.is_none() && placed(short, 1).1.is_some();
        files |= place.contains("file://");
        paths |= place.starts_with('/');
        browser |= glued && place.ends_with(')')
            || (line.contains("://") && !place.contains("file://"))
            || line.contains("webpack")
            || line.contains("(native code)")
            || line.contains("(address at ")
            || line.contains("bundle:")
            || line.contains("(eval code:")
            || line.contains("safari-")
            || line.starts_with("(error: ")
            || place.starts_with("<anonymous>:")
            || has_query(place);
    }
    let browser = browser || (files && !paths) || only_names(input, at);
    if browser { Runtime::Browser } else { Runtime::Node }
}

/// Whether all frames have bare file names, and not only those of Node itself: the console
/// of a browser leaves the folders out, `at CartComponent.total (cart.component.ts:12:9)`.
fn only_names(input: &Input, at: usize) -> bool {
    const LOOKED_AT: usize = 50;
    // Node's own files, as it named them before `node:`.
    const NODE: &str = " _http_client _http_server _http_outgoing _stream_readable \
        _stream_writable _stream_transform _stream_duplex _tls_wrap assert bootstrap_node buffer \
        child_process cluster console crypto dgram dns domain events fs http https module net \
        node os path process querystring readline repl stream string_decoder timers tls tty url \
        util v8 vm zlib ";
    let (mut frames, mut own) = (0, 0);
    let lines = (at..input.len().min(at + LOOKED_AT)).map(|at| input.text(at).trim());
    for line in lines.take_while(|line| line.starts_with("at ")) {
        let place = line.rsplit_once('(').map_or(&line["at ".len()..], |(_, place)| place);
        let (file, number, _) = placed(place.trim_end_matches(')'), 1);
        if number.is_none() {
            continue;
        }
        let name = file.rsplit_once('.').filter(|_| !file.contains(['/', '\\', ' ', ':']));
        let Some((stem, _)) = name else { return false };
        frames += 1;
        own += usize::from(!NODE.contains(&format!(" {stem} ")));
    }
    frames > 1 && own > 0
}

/// Whether a test runner names the test above a stack, as Jest does, or shows the code there:
/// `  > 12 |   expect(total())`.
pub(super) fn is_of_a_test(input: &Input, at: usize) -> bool {
    const ABOVE: usize = 12;
    header::jest_test(input, at).is_some()
        || (input.free.max(at.saturating_sub(ABOVE))..at).any(|line| {
            let marked = input.text(line).trim_start().strip_prefix("> ");
            let rest = marked.map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
            rest.zip(marked)
                .is_some_and(|(rest, marked)| rest.len() < marked.len() && rest.starts_with(" |"))
        })
}

/// `file.tsx?33f8:328:1`
fn has_query(place: &str) -> bool {
    place.split_once('?').is_some_and(|(path, _)| path.contains('.') && !path.contains(' '))
}
