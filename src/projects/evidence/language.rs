//! What a file is written in, as far as a split needs it.

use crate::tree::stem_and_ending;

/// A kind of source file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// JavaScript and TypeScript without markup.
    Script,
    /// JSX and TSX: components of React and its kin. ClojureScript is written for it, too.
    Jsx,
    /// Single-file components of Vue.
    Vue,
    /// Components of Svelte.
    Svelte,
    /// Python.
    Python,
    /// Ruby.
    Ruby,
    /// PHP.
    Php,
    /// Go.
    Go,
    /// Rust.
    Rust,
    /// Java and other languages of its machine but Kotlin.
    Java,
    /// Kotlin.
    Kotlin,
    /// C#, F# and Visual Basic.
    DotNet,
    /// Elixir and Erlang.
    Elixir,
    /// Dart.
    Dart,
    /// Swift and Objective-C.
    Apple,
    /// C and C++.
    Native,
    /// GDScript.
    Godot,
    /// PowerShell.
    PowerShell,
    /// Any other programming language.
    Other,
}

/// Source files per language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([u32; 19]);

impl Language {
    /// All of them, in the order of [`Counts`].
    pub const ALL: [Self; 19] = [
        Self::Script,
        Self::Jsx,
        Self::Vue,
        Self::Svelte,
        Self::Python,
        Self::Ruby,
        Self::Php,
        Self::Go,
        Self::Rust,
        Self::Java,
        Self::Kotlin,
        Self::DotNet,
        Self::Elixir,
        Self::Dart,
        Self::Apple,
        Self::Native,
        Self::Godot,
        Self::PowerShell,
        Self::Other,
    ];

    /// The language of a file by its name's end, if it is source.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let (stem, end) = stem_and_ending(name)?;
        // What sets a tool up is no source: `.eslintrc.js`, `jest.config.ts`.
        if stem.is_empty() || stem.starts_with('.') || stem.ends_with(".config") {
            return None;
        }
        Some(match end {
            "js" | "ts" | "mjs" | "cjs" | "mts" | "cts" | "coffee" | "hbs" | "astro" => {
                Self::Script
            }
            "jsx" | "tsx" | "cljs" => Self::Jsx,
            "vue" => Self::Vue,
            "svelte" => Self::Svelte,
            "py" | "pyx" => Self::Python,
            "rb" | "erb" | "haml" | "slim" => Self::Ruby,
            "php" => Self::Php,
            "go" => Self::Go,
            "rs" => Self::Rust,
            "java" | "scala" | "groovy" | "clj" | "cljc" => Self::Java,
            "kt" => Self::Kotlin,
            "cs" | "fs" | "vb" | "cshtml" | "razor" => Self::DotNet,
            "ex" | "exs" | "heex" | "erl" => Self::Elixir,
            "dart" => Self::Dart,
            "swift" | "m" | "mm" => Self::Apple,
            "c" | "cc" | "cpp" | "cxx" | "h" | "hpp" | "hh" | "zig" => Self::Native,
            "gd" => Self::Godot,
            "ps1" | "psm1" => Self::PowerShell,
            "lua" | "hs" | "ml" | "pl" | "pm" | "r" | "R" | "jl" | "nim" | "cr" | "d" | "lisp" => {
                Self::Other
            }
            _ => return None,
        })
    }

    /// The platform that the language alone suggests.
    #[must_use]
    pub fn platform(self) -> &'static str {
        match self {
            Self::Script => "javascript",
            Self::Jsx => "javascript-react",
            Self::Vue => "javascript-vue",
            Self::Svelte => "javascript-svelte",
            Self::Python => "python",
            Self::Ruby => "ruby",
            Self::Php => "php",
            Self::Go => "go",
            Self::Rust => "rust",
            Self::Java => "java",
            Self::Kotlin => "kotlin",
            Self::DotNet => "dotnet",
            Self::Elixir => "elixir",
            Self::Dart => "dart",
            Self::Apple => "apple",
            Self::Native => "native",
            Self::Godot => "godot",
            Self::PowerShell => "powershell",
            Self::Other => "other",
        }
    }
}

/// Counting
impl Counts {
    /// Counts one more file.
    pub fn add(&mut self, language: Language) {
        self.0[language as usize] += 1;
    }

    /// Adds what another part has.
    pub fn add_all(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(count, more)| *count += more);
    }

    /// Takes away what a part of it has.
    pub fn take_away(&mut self, other: &Self) {
        let pairs = self.0.iter_mut().zip(other.0);
        pairs.for_each(|(count, less)| *count = count.saturating_sub(less));
    }

    /// How many files of a language there are.
    #[must_use]
    pub fn of(&self, language: Language) -> u32 {
        self.0[language as usize]
    }

    /// How many source files there are.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.0.iter().sum()
    }

    /// How many files are components of a user interface in the browser.
    #[must_use]
    pub fn components(&self) -> u32 {
        self.of(Language::Jsx) + self.of(Language::Vue) + self.of(Language::Svelte)
    }

    /// How many files are for JavaScript's runtimes, components included.
    #[must_use]
    pub fn scripts(&self) -> u32 {
        self.of(Language::Script) + self.components()
    }

    /// The language with the most files; the earlier in [`Language::ALL`] of a tie.
    #[must_use]
    pub fn main(&self) -> Option<Language> {
        let most = Language::ALL.into_iter().rev().max_by_key(|&language| self.of(language))?;
        (self.of(most) > 0).then_some(most)
    }
}
