pub use crate::document::{Cli, ReleaseChoices as Choices, Scheme, Train};

use serde::{Deserialize, Serialize};

/// Something to choose. A text that was chosen goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// What the names are made of.
    Scheme,
    /// Which projects are released together.
    Train,
    /// Which sentry-cli fits the server.
    Cli,
    /// The project whose commands are shown.
    Project,
}

impl Choices {
    /// Takes a choice.
    pub fn choose(&mut self, choice: Choice, text: &str) {
        match choice {
            Choice::Scheme => self.scheme = of(text == "commit", Scheme::Commit),
            Choice::Train => self.train = of(text == "shared", Train::Shared),
            Choice::Cli => self.cli = of(text == "older", Cli::Older),
            Choice::Project => text.clone_into(&mut self.project),
        }
    }
}

fn of<T: Default>(chosen: bool, value: T) -> T {
    if chosen { value } else { T::default() }
}

impl Scheme {
    /// Its name in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Semver => "semver",
            Self::Commit => "commit",
        }
    }
}

impl Train {
    /// Its name in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Shared => "shared",
        }
    }
}

impl Cli {
    /// Its name in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Older => "older",
        }
    }

    /// What npm is asked for.
    #[must_use]
    pub fn package(self) -> &'static str {
        match self {
            Self::Current => "@sentry/cli@^3.6.0",
            Self::Older => "@sentry/cli@~2.58.0",
        }
    }
}
