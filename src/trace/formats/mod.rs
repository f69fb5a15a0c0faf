//! The formats of stack traces, a file for each language.

use super::draft::{Input, Reading};

pub(crate) mod android;
pub(crate) mod apple;
pub(crate) mod bash;
pub(crate) mod beam;
pub(crate) mod cpp;
pub(crate) mod crystal;
pub(crate) mod dart;
pub(crate) mod dotnet;
mod evidence;
pub(crate) mod go;
pub(crate) mod godot;
pub(crate) mod haskell;
pub(crate) mod java;
pub(crate) mod javascript;
pub(crate) mod julia;
pub(crate) mod lua;
pub(crate) mod nim;
pub(crate) mod ocaml;
pub(crate) mod perl;
pub(crate) mod php;
pub(crate) mod powershell;
pub(crate) mod python;
pub(crate) mod r;
pub(crate) mod ruby;
pub(crate) mod rust;
pub(crate) mod scan;
pub(crate) mod tracker;
pub(crate) mod zig;

/// A format of stack traces.
///
/// Add a language by a module with a unit struct that implements this, and its
/// line in [`ALL`].
pub(crate) trait Format: Sync {
    /// Its name in the contract: lower case, such as `python`.
    fn name(&self) -> &'static str;

    /// Its name for people, such as `Python`.
    fn title(&self) -> &'static str;

    /// Whether a trace may be found at this line. Asked of every line of a log, so
    /// a look at its first bytes, or one search within it, must do.
    fn anchors(&self, line: &str) -> bool;

    /// The trace found at a line that [`Self::anchors`] has agreed to. It may look
    /// back for a header, not before [`Input::free`], and reads on to the trace's
    /// last line, not further. None if it is no trace after all.
    fn read(&self, input: &Input, at: usize) -> Option<Reading>;
}

/// All formats. Among readings of one score the first wins.
#[rustfmt::skip] // One line per format reads as a list.
pub(crate) const ALL: &[&dyn Format] = &[
    &python::Python,
    &java::Java,
    &dotnet::DotNet,
    &dotnet::unity::Unity,
    &javascript::V8,
    &javascript::Gecko,
    &javascript::Opera,
    &javascript::Vue,
    &android::Android,
    &apple::Apple,
    &beam::Beam,
    &cpp::Cpp,
    &dart::Dart,
    &go::Go,
    &godot::Godot,
    &lua::Lua,
    &perl::Perl,
    &php::Php,
    &powershell::PowerShell,
    &r::R,
    &ruby::Ruby,
    &rust::Rust,
    &python::pytest::Pytest,
    &python::rich::Rich,
    &javascript::Console,
    &java::clojure::Clojure,
    &java::native::KotlinNative,
    &tracker::Tracker,
    &tracker::copied::Copied,
    &bash::Bash,
    &crystal::Crystal,
    &haskell::Haskell,
    &julia::Julia,
    &nim::Nim,
    &ocaml::Ocaml,
    &zig::Zig,
];
