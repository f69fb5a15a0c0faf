//! How much a text looks like the path of a file.

use super::shell::has_extension;

/// Files that are usually called so, with no extension.
const USUAL: [&str; 40] = [
    "Makefile",
    "Dockerfile",
    "Containerfile",
    "Gemfile",
    "Rakefile",
    "Procfile",
    "Jenkinsfile",
    "Vagrantfile",
    "Brewfile",
    "Podfile",
    "Cartfile",
    "Fastfile",
    "Appfile",
    "Justfile",
    "justfile",
    "gradlew",
    "mvnw",
    "Kconfig",
    "Kbuild",
    "Caddyfile",
    "Pipfile",
    "Tiltfile",
    "Earthfile",
    "BUILD",
    "WORKSPACE",
    "LICENSE",
    "LICENCE",
    "COPYING",
    "NOTICE",
    "README",
    "CHANGELOG",
    "CHANGES",
    "AUTHORS",
    "CODEOWNERS",
    "OWNERS",
    "VERSION",
    "INSTALL",
    "TODO",
    "CONTRIBUTING",
    "MAINTAINERS",
];

/// Whether a file is usually called so though it has no extension.
pub(super) fn is_usual(name: &str) -> bool {
    USUAL.contains(&name)
}

/// Whether a single word can hardly be anything but a path: it has a slash, an extension, or
/// is a name that files have.
pub(super) fn is_certain(word: &str) -> bool {
    let word = word.trim_end_matches('\\');
    if word.is_empty() || word.contains(' ') || !is_clean(word) {
        return false;
    }
    if !word.bytes().any(|byte| byte.is_ascii_alphabetic()) && word.is_ascii() {
        return false;
    }
    let is_path = (word.starts_with("./") || word.contains(['/', '\\']))
        && !is_fraction(word)
        && !word.starts_with("//");
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
    is_path || ends_named(name) || is_usual(name) || is_dotfile(name)
}

/// `12/30`, `3/4`, `application/json` is none, `n/a`.
fn is_fraction(word: &str) -> bool {
    word.eq_ignore_ascii_case("n/a")
        || word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'/' | b'.' | b'-' | b':'))
}

fn is_dotfile(name: &str) -> bool {
    name.len() > 2
        && name.starts_with('.')
        && name[1..].bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        && name.as_bytes()[1].is_ascii_alphabetic()
}

/// Whether a name ends in an extension with a letter, and is no number, version or address.
pub(super) fn ends_named(name: &str) -> bool {
    if !has_extension(name) {
        return false;
    }
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    let is_number = stem.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    // `1.1kB`, `10.8`, `2.5s`
    let is_size = is_number && extension.len() <= 3;
    !stem.is_empty()
        && !is_size
        && extension.bytes().any(|byte| byte.is_ascii_alphabetic())
        && !is_class(extension)
        && !stem.ends_with(['.', ' '])
}

/// `Server` of `com.oven.Server`, `findOne`: capitals beside small letters are no extension, but
/// for a few.
fn is_class(extension: &str) -> bool {
    let bytes = extension.as_bytes();
    let known = ["Rmd", "Rproj", "Rnw", "Rd", "Dockerfile", "Makefile", "Designer", "Tests"];
    let mixed =
        bytes.iter().any(u8::is_ascii_uppercase) && bytes.iter().any(u8::is_ascii_lowercase);
    mixed && !known.contains(&extension)
}

/// Whether nothing in it belongs to code, markup or a sentence.
fn is_clean(text: &str) -> bool {
    let is_code = |byte: u8| {
        matches!(byte, b';' | b'=' | b'<' | b'>' | b'"' | b'|' | b'*' | b'?' | b'{' | b'}')
    };
    !text.bytes().any(is_code)
        && !text.contains("://")
        && !text.contains(":/")
        && !text.ends_with([',', ':', '.', ')'])
        && !text.starts_with(['(', '@'])
}

/// From 0 to 100, how much a path that was read looks like one.
pub(super) fn plausibility(path: &str, is_folder: bool) -> u32 {
    let name = path.rsplit('/').next().unwrap_or(path);
    let bytes = path.as_bytes();
    if path.chars().any(|char| char.is_control() && char != '\n') {
        return 20;
    }
    let is_code =
        |byte: u8| matches!(byte, b';' | b'<' | b'>' | b'|' | b'*' | b'{' | b'}' | b'=' | b'"');
    let odd = bytes.iter().filter(|&&byte| is_code(byte)).count();
    let is_quoted = name.contains('"') && odd == name.matches('"').count();
    if odd > 0 && !is_quoted && !is_equals_name(name) {
        return 0;
    }
    if path.contains("://")
        || name.ends_with([',', ';', ':'])
        || name.starts_with('@') && name.contains(' ')
    {
        return 0;
    }
    if is_dependency(name) || is_route(path) || path.contains("](") || path.contains('─') {
        return 0;
    }
    // `src/ @acme/web`, `src/a.ts:12:3)`, `pay(amount)`
    if path.contains(" @") || path.contains(" #") || (path.contains('(') && path.contains(':')) {
        return 0;
    }
    if has_place(path) || path.contains(": ") || path.split('/').any(is_no_part) || is_mail(path) {
        return 10;
    }
    if path.contains(' ') {
        return spaced(path, name);
    }
    if ends_named(name) || is_usual(name) || is_dotfile(name) {
        return 100;
    }
    if has_extension(name) && name.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return 90;
    }
    let is_word = name.chars().any(char::is_alphabetic);
    match (is_word, path.contains('/') || is_folder) {
        (true, true) => 80,
        (true, false) => 55,
        (false, true) => 50,
        (false, false) => 10,
    }
}

/// A path with spaces: names have few words and usually an extension.
fn spaced(path: &str, name: &str) -> u32 {
    let words = name.split_whitespace().count();
    // Of a path the first part may have spaces, but seldom has a sentence.
    let first = path.split('/').next().unwrap_or(path);
    if first.split_whitespace().count() > 3 && first.len() < path.len() {
        return 10;
    }
    match (ends_named(name) || is_dotfile(name), words) {
        (true, 1..=6) => 85,
        (true, _) => 40,
        (false, 1) => 70,
        (false, 2) => 30,
        (false, _) => 5,
    }
}

/// `a.ts:12`, `a.ts:12:3 bake`: a place in a file, not a file.
fn has_place(path: &str) -> bool {
    path.match_indices(':')
        .any(|(at, _)| at > 0 && path.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit))
}

/// `serde v1.0.197`, `express@4.18.2`, `rack (3.0.9)`: a package and its version.
fn is_dependency(name: &str) -> bool {
    let version = name
        .rsplit_once([' ', '@'])
        .map(|(_, version)| version.trim_matches(['(', ')']).trim_start_matches(['v', '^', '~']));
    version.is_some_and(|version| {
        let dotted =
            |(at, _): (usize, &str)| version.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit);
        version.starts_with(|char: char| char.is_ascii_digit())
            && version.match_indices('.').any(dotted)
    }) && !ends_named(name)
}

/// `GET /orders`: what a server answers.
pub(super) fn is_route(line: &str) -> bool {
    line.trim().split_once(" /").is_some_and(|(verb, _)| {
        matches!(
            verb.trim_end(),
            "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS" | "ANY" | "ALL"
        )
    })
}

/// `jo@acme.io`, but not `logo@2x.png`.
fn is_mail(path: &str) -> bool {
    path.split_once('@').is_some_and(|(person, host)| {
        !person.is_empty()
            && !path.contains(['/', ' '])
            && host.starts_with(|char: char| char.is_ascii_alphabetic())
            && host.contains('.')
            && !host.contains('@')
    })
}

/// What no part of a path is: a call, a parameter of a route, what is left out.
fn is_no_part(part: &str) -> bool {
    part == "..." || part.starts_with(':') || is_call(part)
}

/// `bake(oven)`, `self.bake()`: a call in code.
fn is_call(name: &str) -> bool {
    name.ends_with(')')
        && name
            .find('(')
            .is_some_and(|at| at > 0 && name.as_bytes()[at - 1].is_ascii_alphanumeric())
}

/// `a=b` in folders of data: `year=2024/month=01`.
fn is_equals_name(name: &str) -> bool {
    !name.contains([' ', ';', '<', '>', '|', '*', '{', '}', '"'])
        && !name.starts_with('=')
        && name.matches('=').count() == 1
        && !name.ends_with('=')
}
