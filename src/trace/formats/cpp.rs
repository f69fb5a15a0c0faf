//! C and C++: gdb and lldb, the sanitizers, Valgrind, WinDbg and Visual Studio,
//! Breakpad's minidumps, glog's and abseil's failure handlers, Unreal Engine's call
//! stack, the numbered stacks of ClickHouse, and what libraries print.
//!
//! ```text
//! Program received signal SIGSEGV, Segmentation fault.
//! #0  0x00005555555551ff in post (key=0x0, v=0) at src/ledger.c:12
//! #1  0x0000555555555260 in main () at src/main.c:9
//! ```
//!
//! Only the first stack is the error: those of other threads, and what a sanitizer
//! says of where memory was allocated and freed, are context. Sentry's server
//! decides what is in-app by the image; a text tells less. Here a frame is outside
//! the application if it has only a library, or if its file is of the C or C++
//! library, a sanitizer or Unreal itself.

use super::scan;
use super::{Format, evidence};
use crate::trace::InApp;
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::parse::Certainty;

mod breakpad;
mod gdb;
mod libraries;
mod lldb;
mod numbered;
mod sanitizer;
mod unreal;
mod valgrind;
mod windbg;

pub(crate) struct Cpp;

impl Format for Cpp {
    fn name(&self) -> &'static str {
        "cpp"
    }

    fn title(&self) -> &'static str {
        "C and C++ (gdb, lldb, sanitizers, WinDbg, Unreal)"
    }

    fn anchors(&self, line: &str) -> bool {
        gdb::anchors(line)
            || lldb::anchors(line)
            || sanitizer::anchors(line)
            || numbered::anchors(line)
            || unreal::anchors(line)
            || breakpad::anchors(line)
            || windbg::anchors(line)
            || valgrind::anchors(line)
            || libraries::anchors(line)
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        type Read = fn(&Input, usize, &mut Draft) -> Option<()>;
        type Anchors = fn(&str) -> bool;
        let readers: [(Anchors, Read); 9] = [
            (gdb::anchors, gdb::read),
            (lldb::anchors, lldb::read),
            (sanitizer::anchors, sanitizer::read),
            (numbered::anchors, numbered::read),
            (unreal::anchors, unreal::read),
            (breakpad::anchors, breakpad::read),
            (windbg::anchors, windbg::read),
            (valgrind::anchors, valgrind::read),
            (libraries::anchors, libraries::read),
        ];
        let mut best: Option<Draft> = None;
        let line = input.text(at);
        for (_, read) in readers.iter().filter(|(anchors, _)| anchors(line)) {
            let mut draft = Draft::default();
            if read(input, at, &mut draft).is_some()
                && best.as_ref().is_none_or(|best| draft.score > best.score)
            {
                best = Some(draft);
            }
        }
        let draft = best?.ordered(Order::NewestFirst);
        let (format, platform) = language(&draft);
        draft.finish(input, format, platform, Certainty::Sure)
    }
}

/// Debuggers print the frames of all languages alike: the files tell which it is.
fn language(draft: &Draft) -> (&'static str, &'static str) {
    let frames = draft.exceptions.iter().flat_map(|exception| &exception.frames);
    let own = frames.filter(|frame| frame.frame.in_app == InApp::Yes);
    let files = own.filter_map(|frame| frame.frame.filename.as_deref());
    match evidence::language_of_most(files) {
        Some(found) if matches!(found.format, "apple" | "rust" | "go") => {
            (found.format, found.platform)
        }
        _ => ("cpp", "native"),
    }
}

/// Whether a source file is of the system's libraries.
fn is_system_file(path: &str) -> bool {
    const FOLDERS: [&str; 14] = [
        "/usr/include/",
        "/usr/lib/",
        "/nptl/",
        "/sysdeps/",
        "/csu/",
        "/stdlib/",
        "/libsanitizer/",
        "/compiler-rt/",
        "/glibc/",
        "/libio/",
        "/malloc/",
        "/assert/",
        "/libstdc++-v3/",
        "/libcxx/",
    ];
    // glibc's own paths are relative to its folders.
    let relative = path.starts_with("../") || path.starts_with("./");
    let own = ["./stdlib/", "./malloc/", "./assert/", "./libio/"];
    match relative {
        true => {
            own.iter().any(|folder| path.contains(folder))
                || FOLDERS[2..7].iter().any(|folder| path.contains(folder))
        }
        false => {
            path.starts_with('/') && {
                FOLDERS[..5].iter().chain(&FOLDERS[6..9]).any(|folder| path.contains(folder))
                    || FOLDERS[12..].iter().any(|folder| path.contains(folder))
            }
        }
    }
}

/// A function without its parameters, if it has any: `std::terminate()`, `at(int) const`.
fn without_parameters(function: &str) -> &str {
    let function = function.trim_end();
    let function = function.strip_suffix(" const").unwrap_or(function);
    match scan::last_group(function) {
        Some((head, _)) if !head.is_empty() && !head.ends_with("operator") => head.trim_end(),
        _ => function,
    }
}
