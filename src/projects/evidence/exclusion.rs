//! Folders that hold no application, by their names.

use super::super::table::Names;

/// From so many letters on, what stands before `sample` is what it is a sample of.
const NAMED: usize = 5;
/// The same of a name's last part: `mail-kspsample`.
const NAMED_IN_PARTS: usize = 3;

/// Why a folder gets no project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exclusion {
    /// Other people's code.
    Vendored,
    /// Written by a tool.
    Generated,
    /// Tests.
    Tests,
    /// Documentation, and the site that shows it.
    Docs,
    /// Examples, samples, templates for others.
    Examples,
    /// How things are deployed, not what.
    Infrastructure,
    /// Helpers of those who build it.
    Tooling,
}

impl Exclusion {
    /// The lists of names, the first that holds a name decides.
    const LISTS: [(&str, Self); 7] = [
        ("vendored", Self::Vendored),
        ("generated", Self::Generated),
        ("tests", Self::Tests),
        ("docs", Self::Docs),
        ("examples", Self::Examples),
        ("infrastructure", Self::Infrastructure),
        ("tooling", Self::Tooling),
    ];

    /// What a folder's name says, if anything. Names below a Java-like package tree are
    /// not asked: there, `com/example` is a package.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        if name.starts_with('.') && name.len() > 1 {
            return Some(Self::Tooling);
        }
        // What a generator fills in: `{{cookiecutter.slug}}`.
        if name.contains("{{") {
            return Some(Self::Examples);
        }
        if shows_samples(name) {
            return Some(Self::Examples);
        }
        let lower = name.to_ascii_lowercase();
        // What is put first in a listing, or aside: `_examples`, `_archive`.
        let name = lower.strip_prefix('_').filter(|it| !it.starts_with('_')).unwrap_or(&lower);
        let names = Names::get();
        let listed = Self::LISTS.into_iter().find(|(list, _)| names.has(list, name));
        listed.map(|(_, exclusion)| exclusion).or_else(|| Self::of_ending(name))
    }

    /// What the first or last word of a name says: `shop.Tests`, `e2e-web`.
    fn of_ending(name: &str) -> Option<Self> {
        let parts: Vec<&str> = name.split(['-', '_', '.']).collect();
        let (first, last) = (parts[0], parts[parts.len() - 1]);
        let names = Names::get();
        // Of `ab-testing`, users are the ones who test.
        let is_feature = first == "ab";
        let pair = parts.len() > 2 && names.has("tests", &parts[parts.len() - 2..].join("-"));
        let is_test = pair
            || names.has("test-ends", last) && !is_feature
            || names.has("test-starts", first.strip_suffix('s').unwrap_or(first))
            || last.ends_with("tests");
        let is_example =
            |word: &str| names.has("example-words", word.strip_suffix('s').unwrap_or(word));
        // `shop-cli-template-typescript`: what a command line copies, for one language or library.
        let is_template = || {
            let of = names.has("languages", last) || names.has("written-with", last);
            parts.iter().any(|part| matches!(*part, "template" | "templates")) && of
        };
        let kind_of = |is_in: &dyn Fn(&str) -> bool| {
            let mut kinds = [("tests", Self::Tests), ("examples", Self::Examples)].into_iter();
            kinds.find(|(list, _)| is_in(list)).map(|(_, exclusion)| exclusion)
        };
        // `testapps`, `sampleapp`, `mail-testweb`: programs that are there to try something with.
        let of_programs = || {
            let kind = ["apps", "app", "web"].into_iter().find_map(|end| last.strip_suffix(end))?;
            kind_of(&|list| names.has(list, kind))
        };
        // `kotlinsample`, but not `resample`.
        let is_sample_of = |word: &str| {
            let word = word.strip_suffix('s').unwrap_or(word);
            let of = names.of("example-ends").find_map(|end| word.strip_suffix(end));
            let least = if parts.len() > 1 { NAMED_IN_PARTS } else { NAMED };
            of.is_some_and(|of| of.len() >= least)
        };
        // What .NET calls its parts: `Orders.Tests.Web`, `Orders.Examples.Worker`.
        let of_dotted = || {
            let dotted: Vec<&str> = name.split('.').collect();
            let inside = dotted.get(1..dotted.len() - 1)?;
            kind_of(&|list| inside.iter().any(|it| names.has(list, it)))
        };
        if parts.len() > 2
            && let Some(exclusion) = of_dotted()
        {
            return Some(exclusion);
        }
        match parts.len() {
            3.. if is_template() => Some(Self::Examples),
            1 if name.ends_with("benchmarks") => Some(Self::Examples),
            _ if is_sample_of(last) => Some(Self::Examples),
            1 => name.ends_with("tests").then_some(Self::Tests).or_else(of_programs),
            _ if is_test => Some(Self::Tests),
            _ if is_example(first) || is_example(last) || first == "demo" => Some(Self::Examples),
            _ if last == "docs" => Some(Self::Docs),
            _ if names.has("infrastructure-ends", last) => Some(Self::Infrastructure),
            _ => of_programs(),
        }
    }

    /// What is said of such a folder.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Vendored => "other people's code, which runs inside your applications",
            Self::Generated => "written by a tool",
            Self::Tests => "tests; their failures are reported by your CI",
            Self::Docs => "documentation",
            Self::Examples => "examples or templates, which nobody runs in production",
            Self::Infrastructure => "says how things are deployed, and holds no application",
            Self::Tooling => "helpers for those who build the software",
        }
    }
}

/// Whether a name's last word is of samples: `ApiDemos`, `api-demos`, `FabricExample`. One demo may be all that a repository is.
fn shows_samples(name: &str) -> bool {
    ["demos", "samples", "examples", "example"].into_iter().any(|word| {
        let Some(from) = name.len().checked_sub(word.len()).filter(|&from| from > 0) else {
            return false;
        };
        let bytes = name.as_bytes();
        let begins = bytes[from].is_ascii_uppercase() || !bytes[from - 1].is_ascii_alphanumeric();
        begins && bytes[from..].eq_ignore_ascii_case(word.as_bytes())
    })
}
