//! How stack traces of each language look. Which files are of it, and what its frames say about
//! being one's own, is told by the table of SDKs.

use crate::trace::InApp;
use crate::trace::sdk::{Family, Sdk, runs};

/// A call in a stack.
#[derive(Clone, Debug)]
pub(super) struct Call<'t> {
    pub(super) path: &'t str,
    pub(super) function: String,
    pub(super) line: u32,
    /// Whether it is of a library.
    pub(super) library: bool,
}

/// A language with what its traces are made of.
#[derive(Debug)]
pub(super) struct Language {
    pub(super) platform: &'static str,
    pub(super) sdk: Option<&'static str>,
    /// What reports errors of its files.
    families: &'static [Family],
    /// Types and messages.
    pub(super) errors: &'static [(&'static str, &'static str)],
    /// The library that calls the application: path, function.
    library: (&'static str, &'static str),
    /// Where libraries are installed.
    pub(super) library_root: &'static str,
    style: Style,
}

/// How the text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Python,
    Node,
    Java,
    DotNet,
    Go,
    Ruby,
    Php,
    Rust,
    Dart,
    Elixir,
    Gdb,
}

#[rustfmt::skip] // One field a line reads as a table.
pub(super) const ALL: &[Language] = &[
    Language { platform: "python", sdk: None, families: &[Family::Python],
        errors: &[("KeyError", "'total'"), ("ValueError", "invalid amount"), ("AttributeError", "'NoneType' object has no attribute 'id'"), ("TimeoutError", "no answer")],
        library: ("django/core/handlers/base.py", "_get_response"), library_root: "/usr/lib/python3/site-packages/", style: Style::Python },
    Language { platform: "node", sdk: None, families: &[Family::Browser],
        errors: &[("TypeError", "Cannot read properties of undefined (reading 'id')"), ("RangeError", "Invalid array length"), ("ReferenceError", "total is not defined")],
        library: ("express/lib/router/layer.js", "handle"), library_root: "/app/node_modules/", style: Style::Node },
    Language { platform: "java", sdk: None, families: &[Family::Jvm],
        errors: &[("java.lang.NullPointerException", "total"), ("java.lang.IllegalStateException", "closed"), ("java.lang.IllegalArgumentException", "amount")],
        library: ("org/apache/catalina/core/ApplicationFilterChain.java", "doFilter"), library_root: "", style: Style::Java },
    Language { platform: "csharp", sdk: None, families: &[Family::Dotnet],
        errors: &[("System.InvalidOperationException", "Sequence contains no elements"), ("System.NullReferenceException", "no object"), ("System.ArgumentException", "amount")],
        library: ("Microsoft/AspNetCore/Routing/EndpointMiddleware.cs", "Invoke"), library_root: "/_/src/", style: Style::DotNet },
    Language { platform: "go", sdk: None, families: &[Family::Go],
        errors: &[("panic", "runtime error: index out of range [3] with length 3"), ("panic", "assignment to entry in nil map")],
        library: ("net/http/server.go", "HandlerFunc.ServeHTTP"), library_root: "/usr/local/go/src/", style: Style::Go },
    Language { platform: "ruby", sdk: None, families: &[Family::Ruby],
        errors: &[("NoMethodError", "undefined method 'total' for nil"), ("ArgumentError", "wrong number of arguments"), ("KeyError", "key not found: :id")],
        library: ("actionpack-7.1.3/lib/abstract_controller/base.rb", "process_action"), library_root: "/usr/local/bundle/gems/", style: Style::Ruby },
    Language { platform: "php", sdk: None, families: &[Family::Php],
        errors: &[("TypeError", "amount must be of type int"), ("RuntimeException", "closed"), ("DivisionByZeroError", "Division by zero")],
        library: ("symfony/http-kernel/HttpKernel.php", "handleRaw"), library_root: "/app/vendor/", style: Style::Php },
    Language { platform: "native", sdk: None, families: &[Family::Rust],
        errors: &[("panic", "called `Option::unwrap()` on a `None` value"), ("panic", "index out of bounds: the len is 0 but the index is 0")],
        library: ("library/core/src/ops/function.rs", "core::ops::function::FnOnce::call_once"), library_root: "/rustc/0/", style: Style::Rust },
    Language { platform: "other", sdk: Some("sentry.dart.flutter"), families: &[Family::Flutter],
        errors: &[("StateError", "Bad state: No element"), ("FormatException", "FormatException: Unexpected character")],
        library: ("flutter/src/material/ink_well.dart", "_InkResponseState.handleTap"), library_root: "package:", style: Style::Dart },
    Language { platform: "elixir", sdk: None, families: &[Family::Elixir],
        errors: &[("KeyError", "key :total not found"), ("ArgumentError", "amount")],
        library: ("lib/phoenix/router.ex", "Phoenix.Router.__call__/5"), library_root: "/app/deps/phoenix/", style: Style::Elixir },
    Language { platform: "native", sdk: None, families: &[Family::Native, Family::Apple],
        errors: &[("SIGSEGV", "Segmentation fault."), ("SIGABRT", "Aborted.")],
        library: ("csu/libc-start.c", "__libc_start_main_impl"), library_root: "../", style: Style::Gdb },
];

/// The language of a file, as SDKs tell it where no platform decides; none if it runs nowhere that
/// one watches.
pub(super) fn of(path: &str) -> Option<&'static Language> {
    let family = Sdk::of("", path).filter(|_| runs(path))?.family;
    ALL.iter().find(|language| language.families.contains(&family))
}

impl Language {
    pub(super) fn is(&self, other: &Self) -> bool {
        self.style == other.style
    }

    /// Whether frames name the file without folders, and nothing else does.
    pub(super) fn names_files_only(&self) -> bool {
        self.families.contains(&Family::Jvm)
    }

    /// What the application's own frames say about being its own.
    pub(super) fn own_in_app(&self) -> InApp {
        self.families.first().map_or(InApp::Yes, |&family| Sdk::row(family).own_in_app())
    }

    pub(super) fn library_call(&self) -> Call<'static> {
        let (path, function) = self.library;
        Call { path, function: function.to_owned(), line: 181, library: true }
    }

    /// The name of a function: a verb and the file's name, as the language writes it.
    pub(super) fn function(&self, verb: &str, path: &str) -> String {
        let stem = stem(path);
        let module = || self.module(path).unwrap_or_default();
        match self.style {
            Style::Python | Style::Ruby | Style::Gdb => format!("{verb}_{}", stem.to_lowercase()),
            Style::Node | Style::Php => format!("{verb}{}", capital(&stem)),
            Style::Java => verb.to_owned(),
            Style::DotNet => capital(verb),
            Style::Go => capital(verb),
            Style::Dart => format!("{}.{verb}", capital(&stem)),
            Style::Rust => format!("app::{}::{verb}", stem.to_lowercase()),
            Style::Elixir => format!("{}.{verb}/1", module()),
        }
    }

    /// The module of a file, where the language has one.
    pub(super) fn module(&self, path: &str) -> Option<String> {
        let bare = path.rsplit_once('.').map_or(path, |(bare, _)| bare);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let below = |marks: &[&str]| {
            let cut = marks.iter().find_map(|mark| bare.find(mark).map(|at| at + mark.len()));
            cut.map_or(bare, |cut| &bare[cut..]).to_owned()
        };
        match self.style {
            Style::Python => Some(below(&["src/"]).replace('/', ".")),
            Style::Java => Some(
                below(&["src/main/java/", "src/main/kotlin/", "src/main/scala/", "src/"])
                    .replace('/', "."),
            ),
            Style::DotNet => Some(below(&["src/"]).replace('/', ".")),
            Style::Go if path.starts_with("net/http/") => Some("net/http".to_owned()),
            Style::Go => Some(format!("example.org/app/{folder}").trim_end_matches('/').to_owned()),
            Style::Elixir => {
                let parts = below(&["lib/"]);
                let part = |part: &str| part.split('_').map(capital).collect::<String>();
                Some(parts.split('/').map(part).collect::<Vec<_>>().join("."))
            }
            _ => None,
        }
    }

    /// The text of a stack trace. `calls` are oldest first.
    pub(super) fn render(&self, calls: &[Call], ty: &str, message: &str) -> String {
        let lines = || calls.iter().map(|call| self.line(call));
        let newest = || calls.iter().rev().map(|call| self.line(call));
        let joined = |lines: &mut dyn Iterator<Item = String>| lines.collect::<Vec<_>>().join("\n");
        match self.style {
            Style::Python => {
                format!(
                    "Traceback (most recent call last):\n{}\n{ty}: {message}\n",
                    joined(&mut lines())
                )
            }
            Style::Go => {
                format!("{ty}: {message}\n\ngoroutine 1 [running]:\n{}\n", joined(&mut newest()))
            }
            Style::Ruby => {
                let mut lines = newest();
                let first = lines.next().unwrap_or_default();
                let rest: Vec<String> = lines.map(|line| format!("\tfrom {line}\n")).collect();
                format!("{first}: {message} ({ty})\n{}", rest.concat())
            }
            Style::Php => self.php(calls, ty, message),
            Style::Rust => {
                let place = calls
                    .last()
                    .map_or_else(String::new, |call| format!("{}:{}:9", call.path, call.line));
                let lines: Vec<String> =
                    newest().enumerate().map(|(at, line)| format!("{at:4}: {line}\n")).collect();
                format!(
                    "thread 'main' panicked at {place}:\n{message}\nstack backtrace:\n{}",
                    lines.concat()
                )
            }
            Style::Dart => {
                let lines: Vec<String> =
                    newest().enumerate().map(|(at, line)| format!("#{at:<6} {line}\n")).collect();
                format!("Unhandled exception:\n{message}\n{}", lines.concat())
            }
            Style::Elixir => format!("** ({ty}) {message}\n{}\n", joined(&mut newest())),
            Style::Gdb => {
                let lines: Vec<String> =
                    newest().enumerate().map(|(at, line)| format!("#{at}  {line}\n")).collect();
                format!("Program received signal {ty}, {message}\n{}", lines.concat())
            }
            Style::Node | Style::Java | Style::DotNet => {
                format!("{ty}: {message}\n{}\n", joined(&mut newest()))
            }
        }
    }

    /// One frame's line, or lines.
    fn line(&self, call: &Call) -> String {
        let Call { path, function, line, library } = call;
        let root = if *library { self.library_root } else { "/app/" };
        let module = self.module(path).unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or(path);
        match self.style {
            Style::Python => format!("  File \"{root}{path}\", line {line}, in {function}"),
            Style::Node => format!("    at {function} ({root}{path}:{line}:11)"),
            Style::Java => format!("\tat {module}.{function}({name}:{line})"),
            Style::DotNet => format!("   at {module}.{function}() in {root}{path}:line {line}"),
            Style::Go => format!("{module}.{function}(...)\n\t{root}{path}:{line} +0x1d"),
            Style::Ruby => format!("{root}{path}:{line}:in `{function}'"),
            Style::Php => format!("{root}{path}({line}): {function}()"),
            Style::Rust => format!("{function}\n             at {root}{path}:{line}:9"),
            Style::Dart if *library => format!("{function} ({root}{path}:{line}:7)"),
            Style::Dart => format!("{function} (package:app/{path}:{line}:7)"),
            Style::Elixir if *library => format!("    (phoenix 1.7.11) {path}:{line}: {function}"),
            Style::Elixir => format!("    (app 0.1.0) {path}:{line}: {function}"),
            Style::Gdb => format!(
                "0x0000555555555260 in {function} () at {}{path}:{line}",
                if *library { root } else { "" }
            ),
        }
    }

    /// PHP names with a call where it was made: the line above has its own place.
    fn php(&self, calls: &[Call], ty: &str, message: &str) -> String {
        let place = |call: &Call| {
            let root = if call.library { self.library_root } else { "/app/" };
            (format!("{root}{}", call.path), call.line)
        };
        let newest: Vec<&Call> = calls.iter().rev().collect();
        let Some(last) = newest.first() else { return String::new() };
        let (file, line) = place(last);
        let mut text =
            format!("PHP Fatal error:  Uncaught {ty}: {message} in {file}:{line}\nStack trace:\n");
        for (at, pair) in newest.windows(2).enumerate() {
            let (file, line) = place(pair[1]);
            text.push_str(&format!("#{at} {file}({line}): {}()\n", pair[0].function));
        }
        text.push_str(&format!("#{} {{main}}\n", newest.len() - 1));
        text
    }
}

/// The file's name without extension, of letters, digits and `_` only.
fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    let plain: String =
        stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if plain.starts_with(|c: char| c.is_ascii_digit()) { format!("_{plain}") } else { plain }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
