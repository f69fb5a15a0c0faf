//! Frames of .NET and Mono.

use crate::trace::draft::Input;
use crate::trace::in_app::below_root;
use crate::trace::parse::{Code, ParsedFrame};
use crate::trace::{Frame, InApp};

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
pub(super) struct Found<'l> {
    module: Option<&'l str>,
    function: &'l str,
    file: Option<&'l str>,
    line: Option<u32>,
    /// The assembly, where it is printed.
    package: Option<&'l str>,
    /// Native code compiled ahead of time prints no arguments.
    ahead: bool,
    /// No other format looks like that.
    pub(super) strong: bool,
}

/// Whether a line is a frame. Looks at its start first.
pub(super) fn is_frame(line: &str) -> bool {
    parse(line.trim()).is_some()
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
/// `at Type.Method in FILE:line 1`
pub(super) fn parse(line: &str) -> Option<Found<'_>> {
    let word = AT.iter().find(|word| line.starts_with(**word))?;
    let body = line[word.len()..].trim_start();
    let english = *word == "at ";
    let Some(open) = body.find('(') else { return ahead(body).filter(|_| english) };
    let name = body[..open].trim_end();
    if let Some(found) = insights(name, &body[open + 1..]) {
        return Some(found);
    }
    let close = open + body[open..].find(')')?;
    let rest = body[close + 1..].trim();
    if name.contains(char::is_whitespace) || name.contains(['/', ':', '@', '"']) {
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
    let mono = rest.starts_with("[0x");
    let rest = if mono { rest.split_once(']')?.1.trim_start() } else { rest };
    let (file, line) = match rest {
        "" => (None, None),
        rest => {
            let (_, place) = rest.split_once(' ')?;
            located(place)?
        }
    };
    let (module, method) = parted(name)?;
    // Mono leaves a blank before the arguments; there the name alone is the function.
    let function = if mono || body[..open].ends_with(' ') {
        method
    } else {
        &body[name.len() - method.len()..=close]
    };
    let strong = mono || line.is_some() || arguments.contains('`') || name.contains('`');
    // In other languages little tells a frame from a sentence.
    if !english && !strong && !module.contains('.') {
        return None;
    }
    Some(Found { module: Some(module), function, file, line, package: None, ahead: false, strong })
}

/// Application Insights prints the assembly in the place of the arguments, and the file
/// behind it: `Shop.Cart.Total (Shop, Version=1.0.0.0, Culture=neutral,
/// PublicKeyToken=null: /src/Cart.cs:41)`.
fn insights<'l>(name: &'l str, rest: &'l str) -> Option<Found<'l>> {
    let inner = rest.trim_end().strip_suffix(')')?;
    let (assembly, rest) = inner.split_once(", Version=")?;
    let (module, function) = parted(name)?;
    if name.contains(char::is_whitespace) || assembly.contains(['(', ' ']) {
        return None;
    }
    let place = rest.split_once(": ").map(|(_, place)| place);
    let (file, line) = place.and_then(located).unwrap_or((None, None));
    Some(Found {
        module: Some(module),
        function,
        file,
        line,
        package: Some(assembly),
        ahead: false,
        strong: true,
    })
}

/// A frame without `at`, as some loggers print them: `Shop.Cart.Total(Int32 id)`. Its
/// arguments have a type and a name each.
pub(super) fn bare(line: &str) -> Option<Found<'_>> {
    let text = line.trim();
    let open = text.find('(')?;
    let (name, rest) = (&text[..open], &text[open + 1..]);
    let close = rest.find(')')?;
    let argument = |argument: &str| {
        let (ty, name) = argument.trim().rsplit_once(' ')?;
        let ty = ty.trim_start_matches("ref ").trim_start_matches("out ");
        let plain = |c: char| c.is_alphanumeric() || "_.`[],&*+<>".contains(c);
        let name_plain = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '@');
        (ty.chars().all(plain) && name_plain).then_some(())
    };
    let arguments = &rest[..close];
    if !arguments.is_empty() && !arguments.split(", ").all(|one| argument(one).is_some()) {
        return None;
    }
    let (file, line) = match rest[close + 1..].trim() {
        "" => (None, None),
        // An offset, as on ASP.NET's page.
        offset if is_offset(offset) => (None, None),
        place => located(place.strip_prefix("in ")?)?,
    };
    let (module, method) = parted(name)?;
    let plain = |c: char| c.is_alphanumeric() || "_.`[],+<>|$".contains(c);
    let sound = module.contains('.') && name.chars().all(plain);
    let function = &text[open - method.len()..=open + 1 + close];
    sound.then_some(Found {
        module: Some(module),
        function,
        file,
        line,
        package: None,
        ahead: false,
        strong: line.is_some(),
    })
}

/// `+123`
fn is_offset(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// A name of which code compiled ahead of time prints neither arguments nor more
/// than a place. The SDK parts it at the first dot.
///
/// Source: `SentryStackFrame` of sentry-dotnet's `StringStackTraceFactory`.
fn ahead(body: &str) -> Option<Found<'_>> {
    let (name, place) = body.split_once(" in ")?;
    let (file, line) = located(place)?;
    let (module, function) = name.split_once('.')?;
    line?;
    (!name.contains(char::is_whitespace)).then_some(Found {
        module: Some(module),
        function,
        file,
        line,
        package: None,
        ahead: true,
        strong: true,
    })
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
            in_app: match (self.ahead, is_foreign(module)) {
                (true, _) => InApp::Missing,
                (false, true) => InApp::No,
                (false, false) => InApp::Yes,
            },
            ..Frame::default()
        };
        ParsedFrame { frame, span: input.span(at), code: Code::Source, repeated: 0 }
    }
}

/// The type and the method that a state machine of `async` was made of, as the SDK names
/// them: `Shop.Cart.<Total>d__3` and `MoveNext()` are `Shop.Cart` and `Total`.
///
/// Source: `DemangleAsyncFunctionName` in sentry-dotnet's `DebugStackTrace`. There the
/// machine stands behind a `+`; in text it is a dot.
fn state_machine<'l>(module: &'l str, function: &str) -> Option<(&'l str, &'l str)> {
    function.strip_prefix("MoveNext").filter(|rest| rest.is_empty() || *rest == "()")?;
    let (head, number) = module.rsplit_once(">d__")?;
    let (outer, method) = head.rsplit_once('<')?;
    let outer = outer.strip_suffix(['.', '+'])?;
    let plain = method.chars().all(|c| c.is_alphanumeric() || c == '_');
    (plain && number.bytes().all(|b| b.is_ascii_digit())).then_some((outer, method))
}

/// Whether a type is of a library that the SDK knows. A prefix is whole parts.
///
/// Source: `InAppExclude` in sentry-dotnet's `SentryOptions`, as listed in its
/// documentation; newer versions may know more.
fn is_foreign(module: &str) -> bool {
    const PREFIXES: [&str; 40] = [
        "System",
        "Mono",
        "Sentry",
        "Microsoft",
        "MS",
        "ABI.Microsoft",
        "WinRT",
        "UIKit",
        "Newtonsoft.Json",
        "FSharp",
        "Serilog",
        "Giraffe",
        "NLog",
        "Npgsql",
        "RabbitMQ",
        "Hangfire",
        "IdentityServer4",
        "AWSSDK",
        "Polly",
        "Swashbuckle",
        "FluentValidation",
        "Autofac",
        "Stackexchange.Redis",
        "Dapper",
        "RestSharp",
        "SkiaSharp",
        "IdentityModel",
        "SqlitePclRaw",
        "Xamarin",
        "Android",
        "Google",
        "MongoDB",
        "Remotion.Linq",
        "AutoMapper",
        "Nest",
        "Owin",
        "MahApps.Metro",
        "LightInject",
        "IBM.XMS",
        "Grpc",
    ];
    PREFIXES.iter().any(|prefix| {
        let rest = module
            .get(..prefix.len())
            .filter(|start| start == prefix)
            .map(|_| &module[prefix.len()..]);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '+']))
    })
}
