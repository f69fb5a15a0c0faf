//! Frames of .NET and Mono.

use crate::trace::draft::Input;
use crate::trace::in_app::below_root;
use crate::trace::parse::{Code, ParsedFrame};
use crate::trace::{Frame, InApp};
use own::{is_foreign, state_machine};
use shapes::{ahead, insights, unnamed, wrapper};
pub(super) use shapes::{bare, bare_made};

mod own;
mod shapes;

/// *at* in the languages that .NET is translated to.
const AT: [&str; 14] = [
    "at ", "bei ", "à ", "a ", "en ", "in ", "в ", "w ", "v ", "em ", "在 ", "於 ", "場所 ",
    "위치: ",
];

/// *line*, likewise.
const LINE: [&str; 13] = [
    "line ",
    "Zeile ",
    "ligne ",
    "línea ",
    "linea ",
    "riga ",
    "строка ",
    "wiersz ",
    "řádek ",
    "linha ",
    "行号 ",
    "行 ",
    "줄 ",
];

/// A frame's parts.
#[derive(Default)]
pub(super) struct Found<'l> {
    module: Option<&'l str>,
    function: &'l str,
    file: Option<&'l str>,
    line: Option<u32>,
    /// The assembly, where it is printed.
    package: Option<&'l str>,
    /// Native code compiled ahead of time prints no arguments.
    ahead: bool,
    /// It was made while the program ran, and belongs to nobody.
    made: bool,
    /// A function without a type: alone it could be of many languages.
    pub(super) loose: bool,
    /// No other format looks like that.
    pub(super) strong: bool,
}

/// Whether a line is a frame. Looks at its start first.
pub(super) fn is_frame(line: &str) -> bool {
    parse(line.trim()).is_some()
}

/// Whether a line starts as frames do, whatever follows.
pub(super) fn looks(line: &str) -> bool {
    word(line).is_some()
}

/// The word for *at* that a line starts with.
fn word(line: &str) -> Option<&'static str> {
    AT.into_iter().find(|word| line.starts_with(word))
}

/// Whether a separator says that the frames of the outer exception follow. In all
/// languages this one says *inner*; where it does not, it is told by the other's
/// ending in the word for *thrown*.
pub(super) fn ends_inner(line: &str) -> bool {
    const INNER: [&str; 9] = [
        "inner",
        "inneren",
        "interne",
        "interna",
        "внутреннего",
        "wewnętrzn",
        "内部",
        "내부",
        "excepción",
    ];
    INNER.iter().any(|word| line.contains(word))
}

/// `at Type.Method(args)[ in FILE:line 1]`, `at Type.Method (args) [0x1] in FILE:1`,
/// `at Type.Method in FILE:line 1`, `at Function(Type, Type)`,
/// `at (wrapper KIND) Type:Method (args)`
pub(super) fn parse(line: &str) -> Option<Found<'_>> {
    let word = word(line)?;
    let body = line[word.len()..].trim_start();
    let english = word == "at ";
    if let Some(wrapped) = body.strip_prefix("(wrapper ") {
        return wrapper(wrapped).filter(|_| english);
    }
    if let Some(found) = unnamed(body).filter(|_| english) {
        return Some(found);
    }
    let Some(open) = body.find('(') else { return ahead(body).filter(|_| english) };
    let name = body[..open].trim_end();
    if let Some(found) = insights(name, &body[open + 1..]) {
        return Some(found);
    }
    let close = open + body[open..].find(')')?;
    let spaced = body[..open].ends_with(' ');
    let blanks = name.contains(char::is_whitespace);
    if name.contains(['/', '"']) || name.contains(" in ") || !is_named(name, spaced) {
        // `at Foo.Bar in C:\code (old)\foo.cs:line 3`
        return ahead(body).filter(|_| english);
    }
    let arguments = &body[open + 1..close];
    // What JavaScript has in its parentheses.
    if matches!(arguments, "native" | "native code" | "<anonymous>") {
        return None;
    }
    if arguments.contains(['"', '\\']) || (arguments.contains(':') && !arguments.contains("::")) {
        return None;
    }
    let rest = body[close + 1..].trim();
    let mono = rest.starts_with("[0x");
    let rest = if mono { rest.split_once(']')?.1.trim_start() } else { rest };
    // Compiled ahead of time, it says how far into the method.
    let native = rest.strip_prefix("+ 0x").map(|rest| rest.split_once(' ').unwrap_or((rest, "")));
    let native = native.filter(|(hex, _)| hex.bytes().all(|b| b.is_ascii_hexdigit()));
    let rest = native.map_or(rest, |(_, rest)| rest);
    let (file, line) = match rest {
        "" => (None, None),
        rest => {
            let (_, place) = rest.split_once(' ')?;
            located(place)?
        }
    };
    let (module, method) = match name.rsplit_once(':').or_else(|| parted(name)) {
        Some((module, method)) => (Some(module), method),
        None => (None, name),
    };
    if blanks && (line.is_none() || module.is_none_or(|module| module.contains(' '))) {
        return None;
    }
    if module.is_none() && !(is_plain(name) && are_types(arguments)) {
        return None;
    }
    // Mono leaves a blank before the arguments; there the name alone is the function.
    let function = if mono || spaced { method } else { &body[name.len() - method.len()..=close] };
    let generic = arguments.contains('`') || name.contains('`');
    let strong = mono || line.is_some() || generic || native.is_some();
    // In other languages little tells a frame from a sentence.
    let made = method.starts_with("lambda_method");
    if !english && !strong && !made && module.is_none_or(|module| !module.contains('.')) {
        return None;
    }
    let loose = module.is_none() && !strong && !made;
    Some(Found { module, function, file, line, made, loose, strong, ..Found::default() })
}

/// Whether a name can be that of a method. F# names closures by their line, `total@12-1`;
/// Mono parts the type with a colon, and leaves a blank before the arguments.
fn is_named(name: &str, spaced: bool) -> bool {
    let closures = name.match_indices('@').all(|(at, _)| {
        let rest = &name[at + 1..];
        rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit() || c == '.')
    });
    let colons = name.bytes().filter(|b| *b == b':').count();
    closures && (colons == 0 || colons == 1 && spaced && parted(name).is_some())
}

/// Whether a name can be that of a function without a type.
fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || "_<$".contains(c))
        && name.chars().all(|c| c.is_alphanumeric() || "_<>$|@-`[],".contains(c))
}

/// Whether what stands in parentheses are types, each perhaps with a name: `Closure ,
/// Object[] `, `String[] args`. A single word in lower case could be a file or a value.
fn are_types(arguments: &str) -> bool {
    let is_type = |argument: &str| {
        let mut words = argument.split_whitespace().filter(|word| !matches!(*word, "ref" | "out"));
        let ty = words.next().unwrap_or_default();
        let plain = |c: char| c.is_alphanumeric() || "_.`[],&*+<>$@".contains(c);
        let sound = |word: &str| !word.is_empty() && word.chars().all(plain);
        let capital = ty.starts_with(|c: char| c.is_uppercase()) && !ty.contains('.');
        let full = ty.contains('.') && ty.starts_with("System.");
        let name = words.next();
        sound(ty)
            && (capital || full || name.is_some())
            && name.is_none_or(sound)
            && words.next().is_none()
    };
    arguments.trim().is_empty() || arguments.split(',').all(is_type)
}

/// The type and the method: parted at the last dot outside brackets; `.ctor` has
/// one of its own.
fn parted(name: &str) -> Option<(&str, &str)> {
    let mut depth = 0usize;
    let dot = name.char_indices().rev().find(|(_, c)| {
        match c {
            ']' | '>' => depth += 1,
            '[' | '<' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && *c == '.'
    });
    let at = dot?.0;
    let at = if name[..at].ends_with('.') { at - 1 } else { at };
    let (module, method) = (&name[..at], &name[at + 1..]);
    (!module.is_empty() && !method.is_empty()).then_some((module, method))
}

/// `FILE:line 1`, `FILE:1`; a file in `<…>` is not known.
fn located(place: &str) -> Option<(Option<&str>, Option<u32>)> {
    let place = place.trim_end().trim_end_matches('.');
    let (file, number) = place.rsplit_once(':')?;
    let number = number.trim_start();
    let number = LINE.iter().find_map(|word| number.strip_prefix(word)).unwrap_or(number);
    let line: u32 = number.trim().parse().ok()?;
    let known = !(file.starts_with('<') && file.ends_with('>'));
    Some((known.then_some(file), (known && line > 0).then_some(line)))
}

/// Instantiation
impl Found<'_> {
    pub(super) fn into_parsed(self, input: &Input, at: usize) -> ParsedFrame {
        let outer = self.module.and_then(|module| state_machine(module, self.function));
        let (module, function) = match outer {
            Some(outer) => outer,
            None => (self.module.unwrap_or_default(), self.function),
        };
        let short = self.file.map(|file| below_root(file, input.options).unwrap_or(file));
        let frame = Frame {
            module: self.module.map(|_| module.to_owned()),
            function: Some(function.to_owned()),
            filename: if self.ahead { self.file } else { short }.map(str::to_owned),
            abs_path: self.file.map(str::to_owned),
            line: self.line,
            package: self.package.map(str::to_owned),
            in_app: match self.ahead {
                true => InApp::Missing,
                false if self.made || is_foreign(module) => InApp::No,
                false => InApp::Yes,
            },
            ..Frame::default()
        };
        ParsedFrame { frame, span: input.span(at), code: Code::Source, repeated: 0 }
    }
}
