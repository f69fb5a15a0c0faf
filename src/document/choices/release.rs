use serde::{Deserialize, Serialize};

/// What was chosen for releases.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ReleaseChoices {
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
