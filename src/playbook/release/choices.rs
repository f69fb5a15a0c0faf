use serde::{Deserialize, Serialize};

/// What was chosen for releases.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Choices {
    /// What the names are made of.
    pub scheme: Scheme,
    /// Which projects are released together.
    pub train: Train,
    /// Which sentry-cli fits the server.
    pub cli: Cli,
    /// The slug of the project whose commands are shown; empty for all.
    pub project: String,
}

/// What the name of a release is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scheme {
    /// A version from a tag: `web@1.4.2`.
    #[default]
    Semver,
    /// The commit that was built.
    Commit,
}

/// Which projects are released together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Train {
    /// Every project has releases of its own.
    #[default]
    Own,
    /// One release is everybody's.
    Shared,
}

/// Which sentry-cli is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cli {
    /// 3.x: for sentry.io, and one's own servers from 24.11.1 on.
    #[default]
    Current,
    /// 2.58: for older servers.
    Older,
}

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
