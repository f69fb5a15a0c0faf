pub use crate::document::{AlertChoices as Choices, Channel, Messenger, WithoutOwner};

use crate::playbook::choose::named;
use serde::{Deserialize, Serialize};

/// Something to choose about alerts. A text that was typed or chosen goes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// Who is told of an issue without owner.
    WithoutOwner,
    /// By what the team of this slug is told.
    By(String),
    /// The channel or service of the team of this slug.
    To(String),
}

/// Choosing
impl Choices {
    /// Takes a choice.
    pub fn choose(&mut self, choice: &Choice, text: &str) {
        let (Choice::By(team) | Choice::To(team)) = choice else {
            self.without_owner = named(text);
            return;
        };
        let channel = self.channels.entry(team.clone()).or_default();
        match choice {
            Choice::By(_) => channel.by = named(text),
            Choice::To(_) | Choice::WithoutOwner => text.trim().clone_into(&mut channel.to),
        }
        if *channel == Channel::default() {
            self.channels.remove(team);
        }
    }

    /// By what a team is told, and where, as typed.
    #[must_use]
    pub fn channel(&self, team: &str) -> (Messenger, &str) {
        self.channels.get(team).map_or((Messenger::Mail, ""), |it| (it.by, it.to.as_str()))
    }
}

/// Access
impl Messenger {
    /// What people call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Slack => "Slack",
            Self::MsTeams => "Microsoft Teams",
            Self::PagerDuty => "PagerDuty",
        }
    }
}

/// Access
impl WithoutOwner {
    /// For people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::ActiveMembers => "recently active members",
            Self::AllMembers => "all members",
            Self::NoOne => "nobody",
        }
    }
}
