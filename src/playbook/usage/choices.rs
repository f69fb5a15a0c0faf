use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was typed about volume, as it was typed: what can't be read is told, not lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Choices {
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
    /// How many times the average the busiest hour is; empty for [`PEAK`].
    pub peak: String,
    /// The SDKs' `sampleRate`, in per cent; empty for 100.
    pub sample_rate: String,
    /// How much of the errors filters would keep out, in per cent.
    pub filtered: String,
    /// The SDKs' `tracesSampleRate`, in per cent; empty for 100.
    pub traces: String,
}

/// Something to type about volume.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// Errors a day of the project with this slug.
    Daily(String),
    /// Statistics as Sentry gives them.
    Pasted,
    /// Over how many days those were counted.
    Days,
    /// Errors a day of all projects together.
    Total,
    /// The quota of errors in a month.
    Quota,
    /// How many times the average the busiest hour is.
    Peak,
    /// The SDKs' `sampleRate`.
    SampleRate,
    /// How much filters would keep out.
    Filtered,
    /// The SDKs' `tracesSampleRate`.
    TracesSampleRate,
}

/// How many times the average the busiest hour is while nobody says: three, as the floor
/// of spike protection has it.
pub const PEAK: u64 = 3;

/// Access
impl Choices {
    /// Takes a choice.
    pub fn choose(&mut self, choice: &Choice, text: &str) {
        let typed = text.trim();
        match choice {
            Choice::Daily(slug) if typed.is_empty() => drop(self.daily.remove(slug)),
            Choice::Daily(slug) => drop(self.daily.insert(slug.clone(), typed.to_owned())),
            Choice::Pasted => text.clone_into(&mut self.pasted),
            Choice::Days => typed.clone_into(&mut self.days),
            Choice::Total => typed.clone_into(&mut self.total),
            Choice::Quota => typed.clone_into(&mut self.quota),
            Choice::Peak => typed.clone_into(&mut self.peak),
            Choice::SampleRate => typed.clone_into(&mut self.sample_rate),
            Choice::Filtered => typed.clone_into(&mut self.filtered),
            Choice::TracesSampleRate => typed.clone_into(&mut self.traces),
        }
    }
}
