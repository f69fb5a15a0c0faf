//! What a file or a name decides: a framework's settings, a dependency, a runtime.

use super::super::super::evidence::{Language, Mark, ends_in, has_word_in};
use super::super::super::platform::Surface;
use super::super::candidate::Signal;
use super::super::languages::{is_worker_of_dotnet, python_platform};
use super::{Choice, Deciding, surface};

/// So many folders below the one that manages a site of Django, its addresses may be.
const URLS: usize = 5;

/// With so many files of Python a listing is no excerpt.
const WHOLE: u32 = 30;

impl Deciding<'_> {
    /// A server's runtime before a front end's in the same folder: the front end gets a project of
    /// its own.
    pub fn server_around_pages(&self) -> Option<Choice> {
        let front = self.signals.first()?;
        if surface(front) != Some(Surface::Browser) {
            return None;
        }
        let candidate = self.candidate;
        let server = self.signals.iter().find(|signal| surface(signal) == Some(Surface::Server));
        let of_node = |signal: &Signal| signal.platform.is_some_and(|it| it.starts_with("node"));
        if let Some(server) = server
            && !(self.is_front_end() && of_node(server))
            && let Some(platform) = server.platform
        {
            return Some((platform, true));
        }
        if candidate.signals.iter().any(|signal| signal.platform == Some("java-spring-boot")) {
            return Some(("java-spring-boot", true));
        }
        (candidate.is_manifest_of("go") && candidate.is_go_main()).then_some(("go", true))
    }

    /// What serves the pages of a folder that is called a front end is no back end.
    fn is_front_end(&self) -> bool {
        let name = self.evidence.tree.folder_name(self.candidate.named);
        let own = &self.candidate.own;
        ["front-by-name", "front"].iter().any(|list| ends_in(name, list))
            && !self.around_pages
            && own.components() * 3 > own.scripts()
    }

    /// What the heaviest signal says, set right where its file is known to mean something else, too.
    pub fn heaviest(&self) -> Option<Choice> {
        let platform = self.signals.first()?.platform?;
        let other = match platform {
            "python-django" => self.instead_of_django(),
            "apple-ios" => self.desktop_of_apple().or_else(|| self.written_for_phones()),
            "android" => self.window_of_kotlin().or_else(|| self.written_for_phones()),
            // A worker of .NET reads the same settings as a site.
            "dotnet-aspnetcore" => {
                is_worker_of_dotnet(self.candidate, self.evidence).then_some(("dotnet", true))
            }
            _ => None,
        };
        Some(other.unwrap_or_else(|| (self.refined(platform), true)))
    }

    /// Flask's own commands are run by a file of Django's name (`manage.py`), and others call what
    /// manages them so, too. Django keeps its `wsgi.py` in the package, and each of its sites says
    /// which address leads where.
    fn instead_of_django(&self) -> Option<Choice> {
        let (candidate, evidence) = (self.candidate, self.evidence);
        let files = evidence.tree.own_files(candidate.root);
        let mut names = files.iter().map(|&file| evidence.tree.name_of(file));
        if names.any(|it| ["wsgi.py", "app.py", "application.py"].contains(&it)) {
            return Some(("python-flask", false));
        }
        let is_told =
            |it: &&Signal| it.platform == Some("python-django") && !it.path.ends_with("manage.py");
        if self.signals.iter().any(is_told) || evidence.has_marked(candidate.root, Mark::Urls, URLS)
        {
            return None;
        }
        match python_platform(candidate, evidence) {
            // Of a few files the addresses may have been left out.
            "python" if candidate.own.of(Language::Python) < WHOLE => None,
            "python" => Some(("python-flask", false)),
            told => Some((told, false)),
        }
    }

    fn desktop_of_apple(&self) -> Option<Choice> {
        let name = self.evidence.tree.folder_name(self.candidate.root);
        has_word_in(name, "mac-words").then_some(("apple-macos", true))
    }

    /// A window is no telephone, though both are packed by the same tools.
    fn window_of_kotlin(&self) -> Option<Choice> {
        let tree = self.evidence.tree;
        let inside = |path: &str| tree.find_below(self.candidate.root, path).is_some();
        let on_desktops = ["src/jvmMain", "src/desktopMain"].into_iter().any(inside);
        (on_desktops && !inside("src/androidMain")).then_some(("kotlin", true))
    }

    /// What it is written in goes before the system that it is built for.
    fn written_for_phones(&self) -> Option<Choice> {
        let own = &self.candidate.own;
        let native = [Language::Java, Language::Kotlin, Language::Apple];
        (self.candidate.is_manifest_of("javascript")
            && own.scripts() > native.into_iter().map(|it| own.of(it)).sum())
        .then_some(("react-native", true))
    }

    /// Of two platforms that decide, one may hold the other.
    fn refined(&self, platform: &'static str) -> &'static str {
        let has = |slug: &str| self.signals.iter().any(|signal| signal.platform == Some(slug));
        match platform {
            "react-native" if has("electron") => "electron",
            "capacitor" if has("ionic") => "ionic",
            "dotnet-aspnetcore" if has("dotnet-maui") => "dotnet-maui",
            _ => platform,
        }
    }
}
