//! Frames of another shape: of Application Insights, of Mono, of code compiled ahead of time,
//! and without `at`.

use super::{Found, are_types, is_named, is_plain, located, parted};

/// Application Insights prints the assembly in the place of the arguments, and the file
/// behind it: `Shop.Cart.Total (Shop, Version=1.0.0.0, Culture=neutral,
/// PublicKeyToken=null: /src/Cart.cs:41)`.
pub(super) fn insights<'l>(name: &'l str, rest: &'l str) -> Option<Found<'l>> {
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
        strong: true,
        ..Found::default()
    })
}

/// `managed-to-native) Type:Method (args)`, `delegate-invoke) Type.Method()`: what Mono
/// puts between two calls.
pub(super) fn wrapper(text: &str) -> Option<Found<'_>> {
    let (kind, rest) = text.split_once(") ")?;
    let open = rest.find('(')?;
    let name = rest[..open].trim_end();
    let (module, function) = match name.rsplit_once(':') {
        Some((module, function)) => (module, function),
        None => parted(name)?,
    };
    let sound = kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        && !name.contains(char::is_whitespace)
        && rest.trim_end().ends_with([')', ']', '0', '>'])
        && !module.is_empty()
        && !function.is_empty();
    sound.then_some(Found {
        module: Some(module),
        function,
        made: true,
        strong: true,
        ..Found::default()
    })
}

/// `Shop!<BaseAddress>+0x12345`: a place in a program without names.
pub(super) fn unnamed(body: &str) -> Option<Found<'_>> {
    let (package, place) = body.trim_end().split_once('!')?;
    let offset = place.strip_prefix("<BaseAddress>+0x")?;
    let sound = !package.is_empty()
        && !package.contains(char::is_whitespace)
        && !offset.is_empty()
        && offset.bytes().all(|b| b.is_ascii_hexdigit());
    sound.then_some(Found {
        function: place,
        package: Some(package),
        ahead: true,
        strong: true,
        ..Found::default()
    })
}

/// A frame without `at`, as some loggers print them: `Shop.Cart.Total(Int32 id)`. Its
/// arguments have a type and a name each.
pub(in super::super) fn bare(line: &str) -> Option<Found<'_>> {
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
    let place = rest[close + 1..].trim();
    let (file, line) = match place {
        "" => (None, None),
        // An offset, as on ASP.NET's page.
        offset if is_offset(offset) => (None, None),
        place => located(place.strip_prefix("in ")?)?,
    };
    let (module, method) = parted(name)?;
    let plain = |c: char| c.is_alphanumeric() || "_.`[],+<>|$@-".contains(c);
    // Where a place follows, the type may be of no namespace: `_Default.Page_Load`.
    let sound = (module.contains('.') || !place.is_empty())
        && name.chars().all(plain)
        && is_named(name, false);
    let function = &text[open - method.len()..=open + 1 + close];
    sound.then_some(Found {
        module: Some(module),
        function,
        file,
        line,
        strong: line.is_some(),
        ..Found::default()
    })
}

/// A frame without `at` that was made while the program ran, as ASP.NET's page shows it:
/// `lambda_method(Closure , Object[] ) +87`. Only next to others.
pub(in super::super) fn bare_made(line: &str) -> Option<Found<'_>> {
    let (name, rest) = line.trim().split_once('(')?;
    let (arguments, offset) = rest.split_once(')')?;
    let sound = name.starts_with("lambda_method") && is_plain(name) && are_types(arguments);
    let function = &line.trim()[..name.len() + arguments.len() + 2];
    (sound && (offset.trim().is_empty() || is_offset(offset.trim()))).then_some(Found {
        function,
        made: true,
        ..Found::default()
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
pub(super) fn ahead(body: &str) -> Option<Found<'_>> {
    let (name, place) = body.split_once(" in ")?;
    let (file, line) = located(place)?;
    let (module, function) = name.split_once('.')?;
    line?;
    (!name.contains(char::is_whitespace)).then_some(Found {
        module: Some(module),
        function,
        file,
        line,
        ahead: true,
        strong: true,
        ..Found::default()
    })
}
