//! What the user tries out in the playbook's testers.
//!
//! It is kept by nobody: an event that is pasted to see what is scrubbed may hold just
//! what must not go into a link.

use crate::session::commands::Trial;

/// What is tried out.
#[derive(Clone, Debug, Default)]
pub struct Trials {
    /// The name of a release.
    pub release: String,
    /// Globs of inbound filters, one a line.
    pub globs: String,
    /// What they are held against: an error's type and value, a log message, or a release.
    pub message: String,
    /// A browser's or program's own name.
    pub agent: String,
    /// The address of a page.
    pub address: String,
    /// An event's JSON.
    pub event: String,
    /// Additional sensitive fields, parted by commas.
    pub sensitive: String,
    /// Safe fields, parted by commas.
    pub safe: String,
    /// Whether internet addresses are not stored.
    pub addresses: bool,
    /// What an advanced rule does.
    pub method: String,
    /// What it looks for.
    pub kind: String,
    /// Where it looks.
    pub source: String,
    /// How often a text was put into a field by a button: the field is drawn anew then.
    pub put: u32,
}

impl Trials {
    /// Takes what a button puts into a field.
    pub fn put(&mut self, trial: Trial, text: &str) {
        self.put = self.put.wrapping_add(1);
        self.take(trial, text);
    }

    /// Takes what was typed.
    pub fn take(&mut self, trial: Trial, text: &str) {
        match trial {
            Trial::Release => text.clone_into(&mut self.release),
            Trial::Globs => text.clone_into(&mut self.globs),
            Trial::Message => text.clone_into(&mut self.message),
            Trial::Agent => text.clone_into(&mut self.agent),
            Trial::Address => text.clone_into(&mut self.address),
            Trial::Event => text.clone_into(&mut self.event),
            Trial::Sensitive => text.clone_into(&mut self.sensitive),
            Trial::Safe => text.clone_into(&mut self.safe),
            Trial::Addresses => self.addresses = text == "true",
            Trial::Method => text.clone_into(&mut self.method),
            Trial::Kind => text.clone_into(&mut self.kind),
            Trial::Source => text.clone_into(&mut self.source),
        }
    }
}
