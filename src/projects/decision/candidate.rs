//! A folder that may be an application, with all that speaks for and against it.

use super::super::evidence::{Counts, Group, Role, Sign};
use super::super::platform::{Platform, Surface};
use super::super::table::{Id, Names, Weights};
use crate::tree::FolderId;

/// A folder that may be an application.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The folder.
    pub root: FolderId,
    /// The folder whose name tells what it is: its own, or the one around a mere `src`.
    pub named: FolderId,
    /// Hundredths of log-odds of getting a project of its own.
    pub score: i32,
    /// What speaks for it and against it.
    pub notes: Vec<Note>,
    /// What the catalog and the contents say, the strongest of each sign first.
    pub signals: Vec<Signal>,
    /// Its own source files: those of components inside it don't count.
    pub own: Counts,
    /// One of Sentry's platforms.
    pub platform: &'static str,
    /// Whether something decides the platform, not just the language.
    pub platform_is_sure: bool,
    /// What its name promises.
    pub role: Role,
    /// What the folder around it promises.
    pub group: Group,
}

/// Something that speaks for or against a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// What speaks.
    pub id: Id,
    /// Hundredths of log-odds.
    pub weight: i32,
    /// A sentence.
    pub text: String,
    /// The files or folders it is seen in.
    pub evidence: Vec<String>,
}

/// A file or a fact that says something of a component.
#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    /// What it says.
    pub id: Id,
    /// Which platform wins where several are named: the highest.
    pub precedence: u8,
    /// The platform or language it speaks for.
    pub platform: Option<&'static str>,
    /// Whether it outranks a platform that a language alone suggests.
    pub decides_platform: bool,
    /// The file.
    pub path: String,
    /// What is in the file, if that was read.
    pub fact: Option<String>,
}

/// Instantiation
impl Signal {
    /// What the contents of a file say; a platform that they name is certain.
    pub fn told(
        id: Id,
        precedence: u8,
        platform: Option<&'static str>,
        path: &str,
        fact: impl Into<String>,
    ) -> Self {
        Self {
            id,
            precedence,
            platform,
            decides_platform: platform.is_some(),
            path: path.to_owned(),
            fact: Some(fact.into()),
        }
    }
}

/// Access
impl Signal {
    /// Whether it is of a file that starts a package of Rust: `src/main.rs`, `bin/main.rs`.
    pub(super) fn is_main_of_rust(&self) -> bool {
        let starts = |end: &str| {
            self.path.strip_suffix(end).is_some_and(|it| it.is_empty() || it.ends_with('/'))
        };
        starts("src/main.rs") || starts("bin/main.rs")
    }
}

/// Access
impl Candidate {
    /// Where its programs run.
    #[must_use]
    pub fn surface(&self) -> Surface {
        Platform::find(self.platform).map_or(Surface::Server, |platform| platform.surface)
    }

    /// Whether it is built or run by itself: it has an image, or a host knows it.
    #[must_use]
    pub fn is_built(&self) -> bool {
        self.says(Id::Image) || self.says(Id::Host)
    }

    /// Whether a program starts in it in a file that Cargo, or a habit, gives to the package's own.
    #[must_use]
    pub(super) fn has_main_of_rust(&self) -> bool {
        self.signals.iter().any(Signal::is_main_of_rust)
    }

    /// Whether only an application has the configuration that it has.
    #[must_use]
    pub fn is_configured(&self) -> bool {
        self.owns_folder() || self.says(Id::Settings)
    }

    /// Whether all of the folder is laid out by a framework or an engine.
    #[must_use]
    pub fn owns_folder(&self) -> bool {
        self.says(Id::Engine) || self.says(Id::Framework)
    }

    /// Whether it has a runtime's configuration as applications have it, or nearly so.
    #[must_use]
    pub fn is_likely_configured(&self) -> bool {
        self.is_configured() || self.says(Id::SettingsLikely)
    }

    /// Whether it shows a page of its own in a window: Tauri's configuration decides for Rust.
    #[must_use]
    pub fn is_shell(&self) -> bool {
        let shell = |signal: &Signal| signal.decides_platform && signal.platform == Some("rust");
        self.signals.iter().any(shell)
    }

    /// Whether it is a program of a workspace or module.
    #[must_use]
    pub fn is_program(&self) -> bool {
        self.says(Id::SoleProgram) || self.says(Id::OneOfPrograms)
    }

    /// Whether a program starts right here.
    #[must_use]
    pub fn starts(&self) -> bool {
        [Id::SoleProgram, Id::OneOfPrograms, Id::Main, Id::Start].iter().any(|&id| self.says(id))
    }

    /// Whether a program starts in a file whose name is in a list.
    #[must_use]
    pub fn starts_in(&self, list: &str) -> bool {
        let stem = |path: &str| {
            let name = path.rsplit('/').next().unwrap_or(path);
            name.split('.').next().unwrap_or(name).to_owned()
        };
        self.signals
            .iter()
            .any(|it| it.id.sign() == Sign::Entry && Names::get().has(list, &stem(&it.path)))
    }

    /// Whether a program of Go starts here.
    #[must_use]
    pub fn is_go_main(&self) -> bool {
        let starts =
            |signal: &Signal| signal.id.sign() == Sign::Entry && signal.platform == Some("go");
        self.signals.iter().any(starts)
    }

    /// Whether there is this signal.
    #[must_use]
    pub fn says(&self, id: Id) -> bool {
        self.signals.iter().any(|signal| signal.id == id)
    }

    /// Whether there is a signal of a sign.
    #[must_use]
    pub fn has(&self, sign: Sign) -> bool {
        self.signals.iter().any(|signal| signal.id.sign() == sign)
    }

    /// Whether a signal was weighed.
    #[must_use]
    pub fn is_weighed(&self, id: Id) -> bool {
        self.notes.iter().any(|note| note.id == id)
    }

    /// Whether a manifest of a language or platform is here.
    #[must_use]
    pub fn is_manifest_of(&self, language: &str) -> bool {
        let is = |signal: &Signal| signal.id == Id::Manifest && signal.platform == Some(language);
        self.signals.iter().any(is)
    }

    /// Whether a manifest of Java or Kotlin is here.
    #[must_use]
    pub fn is_module_of_jvm(&self) -> bool {
        self.is_manifest_of("java") || self.is_manifest_of("kotlin")
    }

    /// Says that nothing starts here but helpers.
    pub(super) fn start_nothing(&mut self) {
        let manifest = self.signals.iter().find(|it| it.id == Id::Manifest);
        let path = manifest.map(|it| it.path.clone()).unwrap_or_default();
        let (id, platform) = (Id::NoProgram, None);
        let signal =
            Signal { id, precedence: 0, platform, decides_platform: false, path, fact: None };
        self.signals.push(signal);
        self.sort_signals();
    }

    /// Says of all that starts here what kind of start it is.
    pub(super) fn start_as(&mut self, kind: Id) {
        for signal in self.signals.iter_mut().filter(|signal| signal.id.sign() == Sign::Entry) {
            signal.id = kind;
        }
    }

    /// Whether its manifest or its files say that it is published, or built as a library.
    pub(super) fn is_published(&self) -> bool {
        [Id::Imported, Id::Published, Id::Built].into_iter().any(|it| self.says(it))
    }

    /// Whether it is published and nothing in it runs: then its image is there to develop it in.
    pub(super) fn is_built_to_develop(&self) -> bool {
        // A gem's processes run the application that it is tried in.
        let is_gem = self.signals.iter().any(|it| it.path.ends_with(".gemspec"));
        let is_deployed = self.signals.iter().any(|it| {
            matches!(it.id, Id::Host | Id::Hosted) && !(is_gem && it.path.ends_with("Procfile"))
        });
        let runs = self.is_likely_configured() || self.has(Sign::Entry) || self.has(Sign::Function);
        self.says(Id::Published) && !is_deployed && !runs && !self.has(Sign::Declared)
    }

    pub(super) fn sort_signals(&mut self) {
        sort(&mut self.signals);
    }

    /// Adds what a signal weighs; `text` stands for its sentence where more is known.
    pub(super) fn add(
        &mut self,
        weights: &Weights,
        id: Id,
        text: Option<String>,
        evidence: Vec<String>,
    ) {
        let weight = weights.of(id);
        let text = text.unwrap_or_else(|| id.row().sentence.to_owned());
        self.score += weight;
        self.notes.push(Note { id, weight, text, evidence });
    }
}

/// By sign, the strongest first.
pub(super) fn sort(signals: &mut [Signal]) {
    signals.sort_by(|a, b| {
        let order = (a.id.sign(), a.id, b.precedence).cmp(&(b.id.sign(), b.id, a.precedence));
        order.then_with(|| a.path.cmp(&b.path))
    });
}
