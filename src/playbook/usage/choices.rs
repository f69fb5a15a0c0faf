pub use crate::document::VolumeChoices as Choices;

use serde::{Deserialize, Serialize};

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
