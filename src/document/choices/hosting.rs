use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was answered and typed about servers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct HostingChoices {
    /// The answers' ids, by question.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<Question, String>,
    /// The version that runs today, as typed.
    pub version: String,
    /// What is to run.
    pub profile: Profile,
    /// Processors of the machine, as typed.
    pub processors: String,
    /// Its memory, in GB.
    pub memory: String,
    /// Its swap, in GB.
    pub swap: String,
    /// Its free disk, in GB.
    pub disk: String,
}

/// A question that decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// Where data has to lie.
    Residence,
    /// Whether servers reach the internet.
    Network,
    /// How much comes in.
    Volume,
    /// Who would run it.
    People,
    /// Whether Seer is wanted.
    Ai,
    /// Whether the volume has to be guarded by Sentry itself.
    Guards,
    /// Whether somebody has to be liable.
    Support,
    /// How people sign in.
    SignOn,
    /// What kind of money there is.
    Budget,
}

/// What is to run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// Everything.
    #[default]
    FeatureComplete,
    /// Issues, alerts, integrations, dashboards, releases and Discover.
    ErrorsOnly,
}
