//! Where a team's alert goes, read from what was typed.

use super::choices::{Channel, Messenger};
use std::fmt;

/// Where a team's alert goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Destination<'c> {
    /// A channel in Slack.
    Slack {
        /// Its name, without `#`.
        channel: &'c str,
        /// Its ID in Slack, as `C024BE91L`.
        id: Option<&'c str>,
    },
    /// A channel in Microsoft Teams.
    MsTeams {
        /// The team there that has it; none: the only one that Sentry is connected with.
        team: Option<&'c str>,
        /// Its name.
        channel: &'c str,
        /// Its ID, as `19:…@thread.tacv2`.
        id: Option<&'c str>,
    },
    /// A service in PagerDuty.
    PagerDuty {
        /// Its name, as the integration lists it in Sentry.
        service: &'c str,
    },
}

/// Instantiation
impl<'c> Destination<'c> {
    /// What was typed, as an alert needs it. None for mail, which follows issue owners.
    ///
    /// # Errors
    /// A sentence on what has to be typed yet.
    pub fn read(channel: &'c Channel) -> Result<Option<Self>, &'static str> {
        let to = channel.to.trim();
        match channel.by {
            Messenger::Mail => Ok(None),
            Messenger::Slack => slack(to).map(Some),
            Messenger::MsTeams => ms_teams(to).map(Some),
            Messenger::PagerDuty if to.is_empty() => Err("Type the service’s name."),
            Messenger::PagerDuty => Ok(Some(Self::PagerDuty { service: to })),
        }
    }
}

/// `#channel`, with its ID before or behind it.
fn slack(typed: &str) -> Result<Destination<'_>, &'static str> {
    let id = typed.split_whitespace().find(|word| is_slack_id(word));
    let mut names = typed.split_whitespace().filter(|word| !is_slack_id(word));
    let name = names.next().map(|name| name.trim_start_matches('#')).unwrap_or_default();
    match (name, id, names.next()) {
        ("", None, _) => Err("Type the channel’s name."),
        ("", Some(_), _) => Err("Type the channel’s name, too: Sentry compares it with the ID."),
        (_, _, Some(_)) => Err("A channel’s name in Slack is one word."),
        (channel, id, None) => Ok(Destination::Slack { channel, id }),
    }
}

/// Names of channels have no capital letters, IDs have no small ones.
fn is_slack_id(word: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    word.len() >= 8 && word.starts_with(['C', 'G', 'D']) && word.bytes().all(plain)
}

/// `Team / Channel`, or the channel alone, with the channel's ID behind it.
fn ms_teams(typed: &str) -> Result<Destination<'_>, &'static str> {
    let (name, last) = typed.rsplit_once(char::is_whitespace).unwrap_or(("", typed));
    let is_id = last.starts_with("19:") && last.contains('@');
    let (name, id) = if is_id { (name.trim(), Some(last)) } else { (typed, None) };
    let (team, channel) = match name.rsplit_once('/') {
        Some((team, channel)) => (Some(team.trim()), channel.trim()),
        None => (None, name),
    };
    match channel {
        "" => Err("Type the channel’s name."),
        channel => Ok(Destination::MsTeams { team: team.filter(|it| !it.is_empty()), channel, id }),
    }
}

/// Access
impl Destination<'_> {
    /// By what it tells.
    #[must_use]
    pub fn messenger(&self) -> Messenger {
        match self {
            Self::Slack { .. } => Messenger::Slack,
            Self::MsTeams { .. } => Messenger::MsTeams,
            Self::PagerDuty { .. } => Messenger::PagerDuty,
        }
    }
}

/// For people.
impl fmt::Display for Destination<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Slack { channel, .. } => write!(f, "#{channel} in Slack"),
            Self::MsTeams { team: None, channel, .. } => write!(f, "{channel} in Microsoft Teams"),
            Self::MsTeams { team: Some(team), channel, .. } => {
                write!(f, "{channel} of {team} in Microsoft Teams")
            }
            Self::PagerDuty { service } => write!(f, "{service} in PagerDuty"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(by: Messenger, to: &str) -> String {
        match Destination::read(&Channel { by, to: to.to_owned() }) {
            Ok(Some(destination)) => format!("{destination:?}"),
            Ok(None) => "mail".to_owned(),
            Err(why) => why.to_owned(),
        }
    }

    #[test]
    fn what_people_type_is_understood() {
        for (by, typed, expected) in [
            (Messenger::Mail, "whatever", "mail"),
            (Messenger::Slack, "#web-alerts", r#"Slack { channel: "web-alerts", id: None }"#),
            (
                Messenger::Slack,
                " web-alerts  C024BE91L",
                r#"Slack { channel: "web-alerts", id: Some("C024BE91L") }"#,
            ),
            (
                Messenger::Slack,
                "C024BE91L #web",
                r#"Slack { channel: "web", id: Some("C024BE91L") }"#,
            ),
            (
                Messenger::Slack,
                "C024BE91L",
                "Type the channel’s name, too: Sentry compares it with the ID.",
            ),
            (Messenger::Slack, "#", "Type the channel’s name."),
            (Messenger::Slack, "web alerts", "A channel’s name in Slack is one word."),
            (
                Messenger::MsTeams,
                "Web / On call",
                r#"MsTeams { team: Some("Web"), channel: "On call", id: None }"#,
            ),
            (
                Messenger::MsTeams,
                "Alerts 19:ab@thread.tacv2",
                r#"MsTeams { team: None, channel: "Alerts", id: Some("19:ab@thread.tacv2") }"#,
            ),
            (Messenger::MsTeams, "Web /", "Type the channel’s name."),
            (Messenger::MsTeams, "19:ab@thread.tacv2", "Type the channel’s name."),
            (Messenger::PagerDuty, "Shop: high", r#"PagerDuty { service: "Shop: high" }"#),
            (Messenger::PagerDuty, " ", "Type the service’s name."),
        ] {
            assert_eq!(shown(by, typed), expected, "{by:?} {typed:?}");
        }
    }
}
