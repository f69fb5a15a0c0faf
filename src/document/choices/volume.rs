use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was typed about volume, as it was typed: what can't be read is told, not lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct VolumeChoices {
    /// Errors a day, by the project's slug.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub daily: BTreeMap<String, String>,
    /// Statistics as Sentry gives them: a table or JSON.
    pub pasted: String,
    /// Over how many days the pasted ones were counted; empty for what they say.
    pub days: String,
    /// Errors a day of all projects together, to estimate by.
    pub total: String,
    /// The quota of errors in a month.
    pub quota: String,
    /// How many times the average the busiest hour is; empty for the usual three.
    pub peak: String,
    /// The SDKs' `sampleRate`, in percent; empty for 100.
    pub sample_rate: String,
    /// How much of the errors filters would keep out, in percent.
    pub filtered: String,
    /// The SDKs' `tracesSampleRate`, in percent; empty for 100.
    pub traces: String,
}
