//! The lines around a traceback: types, messages, and what chains exceptions.

/// The relation that a sentence between two tracebacks states.
pub(super) fn relation(text: &str) -> Option<&'static str> {
    match text.trim() {
        "The above exception was the direct cause of the following exception:" => Some("__cause__"),
        "During handling of the above exception, another exception occurred:" => {
            Some("__context__")
        }
        _ => None,
    }
}

/// `[Previous line repeated N more times]`
pub(super) fn repeated(text: &str) -> Option<u32> {
    let rest = text.strip_prefix("[Previous line repeated ")?;
    rest.split(' ').next()?.parse().ok()
}

/// The name of a type and the message behind it.
pub(super) fn exception_line(text: &str) -> Option<(&str, &str)> {
    let end =
        text.find(|c: char| !(c.is_alphanumeric() || "_.<>".contains(c))).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let starts = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    if !starts || name.ends_with('.') || is_level(name) {
        return None;
    }
    match rest.strip_prefix(':') {
        Some("") => Some((name, "")),
        Some(message) => Some((name, message.strip_prefix(' ')?)),
        None => rest.is_empty().then_some((name, "")),
    }
}

fn is_level(word: &str) -> bool {
    const LEVELS: [&str; 11] = [
        "INFO", "WARN", "WARNING", "ERROR", "DEBUG", "TRACE", "CRITICAL", "FATAL", "NOTICE",
        "info", "error",
    ];
    LEVELS.contains(&word)
}

/// A type's module and its name within. What is printed without a module is built
/// in, or of the script itself.
///
/// Where the module ends is told by capitals: `app.errors.Outer.Inner`.
pub(in crate::trace) fn qualified(name: &str) -> (String, String) {
    let parts: Vec<&str> = name.split('.').collect();
    let local = parts.iter().position(|part| *part == "<locals>");
    let capital = parts.iter().position(|part| part.starts_with(char::is_uppercase));
    let start = match (local, capital) {
        (Some(local), Some(capital)) => capital.min(local.saturating_sub(1)),
        (Some(local), None) => local.saturating_sub(1),
        (None, Some(capital)) => capital,
        (None, None) => parts.len() - 1,
    };
    let module = match parts[..start].join(".") {
        module if !module.is_empty() => module,
        _ if is_built_in(name) => "builtins".to_owned(),
        _ => "__main__".to_owned(),
    };
    (module, parts[start..].join("."))
}

fn is_built_in(name: &str) -> bool {
    const OTHERS: [&str; 7] = [
        "KeyboardInterrupt",
        "SystemExit",
        "StopIteration",
        "StopAsyncIteration",
        "GeneratorExit",
        "BaseException",
        "Exception",
    ];
    const GROUPS: [&str; 2] = ["ExceptionGroup", "BaseExceptionGroup"];
    const ERRORS: &str = " ArithmeticError AssertionError AttributeError BlockingIOError \
        BrokenPipeError BufferError ChildProcessError ConnectionAbortedError ConnectionError \
        ConnectionRefusedError ConnectionResetError EOFError EnvironmentError FileExistsError \
        FileNotFoundError FloatingPointError IOError ImportError IndentationError IndexError \
        InterruptedError IsADirectoryError KeyError LookupError MemoryError ModuleNotFoundError \
        NameError NotADirectoryError NotImplementedError OSError OverflowError PermissionError \
        ProcessLookupError PythonFinalizationError RecursionError ReferenceError RuntimeError \
        SyntaxError SystemError TabError TimeoutError TypeError UnboundLocalError \
        UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError ValueError \
        WindowsError ZeroDivisionError ";
    OTHERS.contains(&name)
        || GROUPS.contains(&name)
        || (name.ends_with("Warning") && name.chars().all(char::is_alphanumeric))
        || (name.chars().all(char::is_alphanumeric) && ERRORS.contains(&format!(" {name} ")))
}

/// Whether messages of a module's exceptions can have several lines. What stands
/// below those of the standard library that can't are notes.
pub(super) fn spans_lines(module: &str) -> bool {
    !matches!(
        module.split('.').next(),
        Some("json" | "socket" | "ssl" | "urllib" | "http" | "asyncio")
    )
}

/// Whether a line belongs to the message above it.
pub(super) fn continues(text: &str, _module: &str) -> bool {
    let trimmed = text.trim();
    /// What ends a fence, a traceback within a string, or a step of a build.
    const ENDS: [&str; 10] = [
        "```",
        "~~~",
        "\"\"\"",
        "##[",
        "##vso[",
        "::error",
        "::endgroup::",
        "Process finished",
        "Error: Process completed with exit code",
        "Process completed with exit code",
    ];
    if ENDS.iter().any(|end| trimmed.starts_with(end)) {
        return false;
    }
    if trimmed.is_empty() || trimmed.contains(super::IPYTHON) || relation(trimmed).is_some() {
        return false;
    }
    let word = trimmed.split([' ', ':']).next().unwrap_or(trimmed);
    let looks_logged = is_level(word)
        || (trimmed.starts_with('[') && !text.starts_with("[SQL"))
        || trimmed.get(..10).is_some_and(|date| {
            date.bytes().enumerate().all(|(at, b)| match at {
                4 | 7 => matches!(b, b'-' | b'/'),
                _ => b.is_ascii_digit(),
            })
        });
    !looks_logged && !super::frame::is_location(trimmed)
}
