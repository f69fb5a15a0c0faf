//! Choosing how a plan is carried out.

use super::{alerts, release, self_hosting, usage};
use crate::document::Choices;
use serde::{Deserialize, Serialize};

/// Something to choose. A text that was typed or chosen goes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// Where the repositories are.
    Host,
    /// The branch that is deployed.
    Branch,
    /// What builds and deploys.
    Ci,
    /// The stages.
    Environments,
    /// Who runs Sentry.
    Edition,
    /// What is paid for.
    Plan,
    /// Where one starts from.
    Situation,
    /// The day on which it begins.
    Start,
    /// The item of this id is done if the text is `true`.
    Done(String),
    /// How releases are named and made.
    Release(release::Choice),
    /// How much comes in.
    Volume(usage::Choice),
    /// What is answered and typed about servers of one's own.
    Hosting(self_hosting::Choice),
    /// Whom alerts tell, and where.
    Alerts(alerts::Choice),
}

/// A choice of a closed list goes by the name that it has in JSON.
pub(super) fn named<T: for<'de> Deserialize<'de> + Default>(id: &str) -> T {
    serde_json::from_value(serde_json::Value::from(id)).unwrap_or_default()
}

/// Choosing
impl Choices {
    /// Takes a choice.
    pub fn choose(&mut self, choice: &Choice, text: &str) {
        match choice {
            Choice::Host => self.host = named(text),
            Choice::Branch => text.trim().clone_into(&mut self.branch),
            Choice::Ci => self.ci = named(text),
            Choice::Environments => text.trim().clone_into(&mut self.environments),
            Choice::Edition => self.edition = named(text),
            Choice::Plan => self.plan = named(text),
            Choice::Situation => self.situation = named(text),
            Choice::Start => text.trim().clone_into(&mut self.start),
            Choice::Done(item) if text == "true" => drop(self.done.insert(item.clone())),
            Choice::Done(item) => drop(self.done.remove(item)),
            Choice::Release(choice) => self.release.choose(*choice, text),
            Choice::Volume(choice) => self.volume.choose(choice, text),
            Choice::Hosting(choice) => self.hosting.choose(*choice, text),
            Choice::Alerts(choice) => self.alerts.choose(choice, text),
        }
    }
}
