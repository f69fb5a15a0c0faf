pub use crate::document::HostingChoices as Choices;

use super::Question;
use super::machine::Profile;
use serde::{Deserialize, Serialize};

/// Something to answer or type about servers. A text goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// A question is answered by the id in the text; an empty one takes the answer back.
    Answer(Question),
    /// The version that runs today.
    Version,
    /// What is to run.
    Profile,
    /// Processors of the machine.
    Processors,
    /// Its memory, in GB.
    Memory,
    /// Its swap, in GB.
    Swap,
    /// Its free disk, in GB.
    Disk,
}

/// Access
impl Choices {
    /// Takes a choice.
    pub fn choose(&mut self, choice: Choice, text: &str) {
        let typed = text.trim();
        match choice {
            Choice::Answer(question) if question.answer(typed).is_some() => {
                self.answers.insert(question, typed.to_owned());
            }
            Choice::Answer(question) => drop(self.answers.remove(&question)),
            Choice::Version => typed.clone_into(&mut self.version),
            Choice::Profile => self.profile = Profile::from_id(typed),
            Choice::Processors => typed.clone_into(&mut self.processors),
            Choice::Memory => typed.clone_into(&mut self.memory),
            Choice::Swap => typed.clone_into(&mut self.swap),
            Choice::Disk => typed.clone_into(&mut self.disk),
        }
    }
}
