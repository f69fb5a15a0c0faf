//! Elixir and Erlang.
//!
//! ```text
//! ** (KeyError) key :total not found in: %{}
//!     (shop 0.1.0) lib/shop/cart.ex:31: Shop.Cart.handle_call/3
//!     (stdlib 5.2) gen_server.erl:1113: :gen_server.try_handle_call/4
//! ```
//!
//! The application in parentheses is the frame's package. sentry-elixir marks
//! nothing as in-app by default. Here a frame is the application's own if it has a
//! file, and its application is none of Elixir's, Erlang's or of the well-known
//! libraries.

use super::Format;
use super::scan::{self, some};
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::{Frame, InApp};
use memchr::memmem;

mod erlang;

pub(crate) struct Beam;

/// How many lines a message may have, the arguments of a failed match included.
const MESSAGE: usize = 40;

impl Format for Beam {
    fn name(&self) -> &'static str {
        "elixir"
    }

    fn title(&self) -> &'static str {
        "Elixir and Erlang"
    }

    fn anchors(&self, line: &str) -> bool {
        let trimmed = line.trim_start();
        trimmed.starts_with("** (")
            || trimmed.starts_with("** exception ")
            || trimmed.starts_with("exception ")
            || trimmed.starts_with('(') && entry(line).is_some()
            || memmem::find(line.as_bytes(), b"[{file,").is_some()
            || trimmed.starts_with("in function ")
            || trimmed.starts_with("in call from ")
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        let trimmed = input.text(at).trim_start();
        let platform = if trimmed.starts_with("** (") {
            error(input, at, &mut draft);
            draft.exceptions.reverse();
            "elixir"
        } else if trimmed.starts_with('(') {
            draft.exception(Exception::default());
            stack(input, at, &mut draft);
            "elixir"
        } else {
            erlang::read(input, at, &mut draft)?;
            // Sentry has no platform for Erlang.
            "other"
        };
        if !draft.has_frames() {
            return None;
        }
        let format = if platform == "elixir" { "elixir" } else { "erlang" };
        draft.ordered(Order::NewestFirst).finish(input, format, platform, Certainty::Sure)
    }
}

/// `** (Type) message`, its frames, and the error that it was raised for, which is
/// indented once more.
fn error(input: &Input, at: usize, draft: &mut Draft) {
    let line = input.text(at);
    let Some((ty, message)) = line.trim_start()[4..].split_once(')') else { return };
    let indent = scan::indent(line);
    let mut value = message.trim().to_owned();
    draft.role(at, Role::Message);
    draft.strong();
    let last = input.len().min(at + MESSAGE);
    let mut next = at + 1;
    let (mut explained, mut labels) = (false, false);
    let mut frames = None;
    while next < last {
        let line = input.text(next);
        let inner = scan::indent(line);
        if line.trim_start().starts_with("** (") {
            break;
        }
        let traced = labels && inner > indent || inner == indent + 4;
        if traced && entry(line).is_some() {
            frames = Some(next);
            break;
        }
        // ExUnit names the parts of its report.
        labels |= inner == indent && is_label(line.trim());
        if !line.trim().is_empty() && inner <= indent && !input.alike(at, next) {
            break;
        }
        explained |= line.contains("The following arguments were given to");
        if !(explained || labels) {
            value.push('\n');
            value.push_str(&line[inner.min(indent)..]);
        }
        next += 1;
    }
    let nested = input.text(next).trim_start().starts_with("** (")
        && scan::indent(input.text(next)) > indent;
    if frames.is_some() || nested {
        draft.roles(at + 1..next, Role::Message);
    } else {
        // Nothing says how far the message goes.
        value = message.trim().to_owned();
    }
    draft.exception(Exception {
        ty: some(ty),
        value: some(value.trim_end()),
        ..Exception::default()
    });
    if let Some(frames) = frames {
        stack(input, frames, draft);
    } else if nested {
        error(input, next, draft);
    }
}

/// `code: assert …`, `stacktrace:`
fn is_label(text: &str) -> bool {
    ["code:", "left:", "right:", "stacktrace:", "arguments:", "message:", "mailbox:"]
        .iter()
        .any(|label| text.starts_with(label))
}

/// Reads frames of one indentation.
fn stack(input: &Input, at: usize, draft: &mut Draft) {
    let indent = scan::indent(input.text(at));
    let mut next = at;
    while let Some(frame) =
        entry(input.text(next)).filter(|_| scan::indent(input.text(next)) == indent)
    {
        draft.frame(input, next, frame);
        draft.strong();
        next += 1;
    }
}

/// `    (app 1.2.3) lib/a.ex:3: Mod.fun/2`; application and file may be absent.
fn entry(line: &str) -> Option<Frame> {
    if scan::indent(line) < 2 {
        return None;
    }
    let text = line.trim();
    let (package, rest) = match text.strip_prefix('(').and_then(|rest| rest.split_once(") ")) {
        Some((app, rest)) => {
            let name = app.split(' ').next().unwrap_or(app);
            if !scan::is_word(name, b"") || app.split(' ').count() > 2 {
                return None;
            }
            (name, rest)
        }
        None => ("", text),
    };
    let placed = place(rest);
    let (file, line, function) = placed.unwrap_or(("", None, rest));
    if file.is_empty()
        && !(is_call(function)
            && (!package.is_empty() || function.contains('/') || function.ends_with(')')))
    {
        return None;
    }
    let own = !file.is_empty() && !is_library(package);
    Some(Frame {
        function: some(function),
        module: module(function).and_then(some),
        package: some(package),
        filename: some(file),
        abs_path: scan::absolute(file),
        line,
        in_app: if own { InApp::Yes } else { InApp::No },
        ..Frame::default()
    })
}

/// `lib/shop/cart.ex:31: rest`
fn place(text: &str) -> Option<(&str, Option<u32>, &str)> {
    let (place, function) = text.split_once(": ")?;
    let (file, line, _) = scan::position(place);
    let known = [".ex", ".exs", ".erl", ".eex", ".heex", ".leex", ".yrl", ".xrl"]
        .iter()
        .any(|end| file.ends_with(end));
    (known && line.is_some() && !file.contains(' ')).then_some((file, line, function))
}

/// Whether it is `Mod.fun/2`, `:mod.fun(1)` or `anonymous fn/1 in …`.
fn is_call(text: &str) -> bool {
    let first = text.trim_start_matches(':');
    let name = first
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'!' | b'?'))
        .count();
    let named = first.starts_with(char::is_uppercase) || text.starts_with(':');
    text.starts_with("anonymous fn/")
        || named && first[..name].contains('.') && first[name..].starts_with(['/', '(', '"'])
}

/// The module of `Shop.Cart.handle_call/3`.
fn module(function: &str) -> Option<&str> {
    let function = function.rsplit_once(" in ").map_or(function, |(_, outer)| outer);
    let end = function.find(['/', '(', '"']).unwrap_or(function.len());
    let (module, _) = function[..end].trim_end_matches('.').rsplit_once('.')?;
    Some(module)
}

/// Whether an application is of Elixir, Erlang or a well-known library.
fn is_library(app: &str) -> bool {
    const APPS: [&str; 59] = [
        "elixir",
        "stdlib",
        "kernel",
        "erts",
        "mix",
        "iex",
        "eex",
        "ex_unit",
        "logger",
        "compiler",
        "crypto",
        "ssl",
        "inets",
        "public_key",
        "sasl",
        "mnesia",
        "runtime_tools",
        "phoenix",
        "phoenix_live_view",
        "phoenix_html",
        "phoenix_ecto",
        "phoenix_pubsub",
        "phoenix_template",
        "plug",
        "plug_cowboy",
        "plug_crypto",
        "cowboy",
        "cowlib",
        "ranch",
        "bandit",
        "thousand_island",
        "websock_adapter",
        "ecto",
        "ecto_sql",
        "db_connection",
        "postgrex",
        "myxql",
        "decimal",
        "jason",
        "telemetry",
        "finch",
        "mint",
        "req",
        "tesla",
        "hackney",
        "httpoison",
        "oban",
        "absinthe",
        "absinthe_plug",
        "gen_stage",
        "broadway",
        "flow",
        "swoosh",
        "nimble_pool",
        "nimble_options",
        "redix",
        "gettext",
        "sentry",
        "gun",
    ];
    APPS.contains(&app)
}
