use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whom alerts tell, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct AlertChoices {
    /// Who is told of an issue that has no owner.
    pub without_owner: WithoutOwner,
    /// Where teams are told, by slug. A team that is not named is told by mail.
    pub channels: BTreeMap<String, Channel>,
}

/// Where a team is told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Channel {
    /// By what.
    pub by: Messenger,
    /// The channel or service, as typed.
    pub to: String,
}

/// By what a team is told.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Messenger {
    /// As each member chose, mail unless a channel is linked with the team in Sentry.
    #[default]
    Mail,
    /// A channel in Slack.
    Slack,
    /// A channel in Microsoft Teams.
    MsTeams,
    /// A service in PagerDuty.
    PagerDuty,
}

/// Who is told of an issue that has no owner, by Sentry's own names.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum WithoutOwner {
    /// Members of the project's teams who were there lately: Sentry's own choice.
    #[default]
    ActiveMembers,
    /// All members of the project's teams.
    AllMembers,
    /// Nobody.
    NoOne,
}

/// Access
impl Messenger {
    /// Its name in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Slack => "slack",
            Self::MsTeams => "msteams",
            Self::PagerDuty => "pagerduty",
        }
    }
}

/// Access
impl WithoutOwner {
    /// Its name in JSON, in Sentry's API and in Terraform.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::ActiveMembers => "ActiveMembers",
            Self::AllMembers => "AllMembers",
            Self::NoOne => "NoOne",
        }
    }
}
