//! What a path says of its language, for text that looks the same in all of them.
//!
//! Error trackers print the frames of every platform in one form, so that only the
//! files' names tell which language it is.

use super::scan::{self, some};
use crate::trace::{Frame, InApp};

/// A language as formats and events name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Language {
    /// The name of its format.
    pub(super) format: &'static str,
    /// The platform of its events.
    pub(super) platform: &'static str,
}

const fn language(format: &'static str, platform: &'static str) -> Language {
    Language { format, platform }
}

/// Endings and their languages.
#[rustfmt::skip] // A language per line reads as a table.
const ENDINGS: &[(&[&str], Language)] = &[
    (&["py", "pyx", "pyw"], language("python", "python")),
    (&["rb", "rake", "ru", "erb", "haml", "slim", "jbuilder"], language("ruby", "ruby")),
    (&["php", "phtml", "twig"], language("php", "php")),
    (&["js", "jsx", "ts", "tsx", "mjs", "cjs", "mts", "cts", "vue", "svelte", "bundle"],
        language("javascript", "javascript")),
    (&["go"], language("go", "go")),
    (&["java", "kt", "kts", "scala", "clj", "cljc", "groovy"], language("java", "java")),
    (&["cs", "vb", "fs", "cshtml", "razor"], language("csharp", "csharp")),
    (&["ex", "exs", "eex", "heex", "leex"], language("elixir", "elixir")),
    (&["erl"], language("erlang", "erlang")),
    (&["rs"], language("rust", "native")),
    (&["swift", "m", "mm"], language("apple", "cocoa")),
    (&["c", "cc", "cpp", "cxx", "h", "hpp", "hh"], language("cpp", "native")),
    (&["dart"], language("dart", "other")),
    (&["pl", "pm"], language("perl", "perl")),
    (&["lua", "luau"], language("lua", "other")),
    (&["sh", "bash", "zsh", "bats"], language("bash", "other")),
];

/// The language of a file, by its ending.
pub(super) fn language_of(path: &str) -> Option<Language> {
    let path = &path[..path.find('?').unwrap_or(path.len())];
    let (_, end) = scan::file_name(path).rsplit_once('.')?;
    ENDINGS.iter().find(|(ends, _)| ends.contains(&end)).map(|(_, language)| *language)
}

/// The language that most of the paths are of; the first of two with as many.
pub(super) fn language_of_most<'p>(paths: impl Iterator<Item = &'p str>) -> Option<Language> {
    let mut counts: Vec<(Language, usize)> = Vec::new();
    for language in paths.filter_map(language_of) {
        match counts.iter_mut().find(|(known, _)| *known == language) {
            Some((_, count)) => *count += 1,
            None => counts.push((language, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.iter().find(|(_, count)| *count == most).map(|(language, _)| *language)
}

/// Whether a path is of a dependency or of the language's own library, whatever the
/// language.
pub(super) fn is_dependency(path: &str) -> bool {
    const FOLDERS: [&str; 16] = [
        "/node_modules/",
        "/vendor/",
        "/third_party/",
        "/site-packages/",
        "/dist-packages/",
        "/gems/",
        "/lib/ruby/",
        "/.rbenv/",
        "/.rvm/",
        "/.asdf/",
        "/deps/",
        "/pkg/mod/",
        "/.cargo/",
        "/rustc/",
        "/lib/python",
        "/bundler/",
    ];
    let own = path.strip_prefix("[GEM_ROOT]").is_some() || path.starts_with(['<', '@']);
    own || scan::has_folder(&path.replace('\\', "/"), &FOLDERS)
}

/// A frame of a path that only the text of a tracker names.
pub(super) fn frame(path: &str, function: &str, line: Option<u32>, column: Option<u32>) -> Frame {
    Frame {
        filename: some(path),
        abs_path: scan::absolute(path),
        function: some(function),
        line,
        column,
        in_app: if is_dependency(path) { InApp::No } else { InApp::Yes },
        ..Frame::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_files_decide() {
        let of = |paths: &[&str]| {
            language_of_most(paths.iter().copied()).map(|language| language.format)
        };
        assert_eq!(of(&["a/b.go", "c.go", "x.py"]), Some("go"));
        assert_eq!(of(&["app/show.html.slim", "x.rb"]), Some("ruby"));
        assert_eq!(of(&["README", "Makefile"]), None);
        assert_eq!(of(&["../src/Cart.vue?a1b2"]), Some("javascript"));
    }

    #[test]
    fn dependencies_are_known_by_their_folders() {
        for path in ["vendor/a/b.php", "/x/node_modules/a.js", "C:\\p\\site-packages\\a.py"] {
            assert!(is_dependency(path), "{path}");
        }
        assert!(!is_dependency("src/vendors/a.php"));
    }
}
