//! The questions, their answers, and for or against which way each speaks.

use super::{Question, Way};
use crate::playbook::{Source, sources};
use serde::Serialize;

/// An answer to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Stable, within its question.
    pub id: &'static str,
    /// A few words.
    pub label: &'static str,
    /// What it says about the ways.
    pub speaks: &'static [Speaks],
}

/// What an answer says about one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaks {
    /// About which.
    pub way: Way,
    /// For or against it, and how much.
    pub weight: Weight,
    /// Why, as a sentence.
    pub reason: &'static str,
    /// What it goes by.
    pub source: Source,
}

/// How much an answer says about a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// From 1, a little, to 3, much.
    For(i8),
    /// From 1, a little, to 3, much.
    Against(i8),
    /// It can't be, whatever speaks for it.
    RulesOut,
}

const fn answer(id: &'static str, label: &'static str, speaks: &'static [Speaks]) -> Answer {
    Answer { id, label, speaks }
}

const fn speaks(way: Way, weight: Weight, reason: &'static str, source: Source) -> Speaks {
    Speaks { way, weight, reason, source }
}

use Way::{De, Relay, SelfHosted, Us};
use Weight::{Against, For, RulesOut};

const ELSEWHERE: &str = "The service stores data with Sentry, in the region of the organization.";
const UNREACHED: &str = "Without a way out no event reaches the service.";

#[rustfmt::skip] // One line per field reads as a table.
const RESIDENCE: &[Answer] = &[
    answer("anywhere", "anywhere", &[
        speaks(Us, For(1), "The first region, and the one that most of the documentation speaks of.", sources::DATA_LOCATION),
    ]),
    answer("eu", "in the European Union", &[
        speaks(Us, RulesOut, "The region is chosen once; this one lies in the United States.", sources::DATA_LOCATION),
        speaks(De, For(3), "The region lies in Germany.", sources::DATA_LOCATION),
        speaks(De, Against(1), "User accounts, settings, teams, keys and usage may lie in the United States all the same.", sources::DATA_LOCATION),
        speaks(SelfHosted, For(1), "Your servers are where you put them.", sources::SELF_HOSTED),
    ]),
    answer("scrubbed", "with us, until it is scrubbed", &[
        speaks(Us, Against(2), "The service scrubs what has left your network already.", sources::SERVER_SCRUBBING),
        speaks(De, Against(2), "The service scrubs what has left your network already.", sources::SERVER_SCRUBBING),
        speaks(Relay, For(3), "A Relay scrubs in your network, and passes on what is left.", sources::RELAY),
        speaks(SelfHosted, For(1), "Nothing leaves your network.", sources::SELF_HOSTED),
    ]),
    answer("own", "on our own servers, always", &[
        speaks(Us, RulesOut, ELSEWHERE, sources::DATA_LOCATION),
        speaks(De, RulesOut, ELSEWHERE, sources::DATA_LOCATION),
        speaks(Relay, RulesOut, "A Relay scrubs, and passes the rest on to the service.", sources::RELAY),
        speaks(SelfHosted, For(3), "Nothing leaves your network.", sources::SELF_HOSTED),
    ]),
];

#[rustfmt::skip]
const NETWORK: &[Answer] = &[
    answer("open", "they do", &[]),
    answer("through-one", "only through one gate", &[
        speaks(Relay, For(2), "A Relay is that gate: one service sends, the others send to it.", sources::RELAY),
    ]),
    answer("closed", "they do not", &[
        speaks(Us, RulesOut, UNREACHED, sources::DATA_LOCATION),
        speaks(De, RulesOut, UNREACHED, sources::DATA_LOCATION),
        speaks(Relay, RulesOut, "A Relay needs the service behind it.", sources::RELAY),
        speaks(SelfHosted, Against(1), "Its images are fetched from the internet: you carry them in, at each upgrade.", sources::SELF_HOSTED_BY_PRACTICE),
    ]),
];

#[rustfmt::skip]
const VOLUME: &[Answer] = &[
    answer("low", "little: a trial, or few programs", &[
        speaks(SelfHosted, For(1), "That is what it is meant for, by its own description.", sources::SELF_HOSTED),
    ]),
    answer("middle", "what a machine can take", &[]),
    answer("high", "much, or more each year", &[
        speaks(SelfHosted, Against(3), "Every service runs once, and there is no official way to more.", sources::SELF_HOSTED),
        speaks(Us, For(1), "Sampling, filters and limits are the only work it makes.", sources::QUOTAS),
        speaks(De, For(1), "Sampling, filters and limits are the only work it makes.", sources::QUOTAS),
    ]),
];

#[rustfmt::skip]
const PEOPLE: &[Answer] = &[
    answer("nobody", "nobody", &[
        speaks(SelfHosted, Against(3), "Kafka, ClickHouse, Postgres, Redis and some dozens of containers want to be run, upgraded monthly and backed up.", sources::SELF_HOSTED),
        speaks(Relay, Against(1), "A Relay is one service, but it is one.", sources::RELAY),
    ]),
    answer("beside", "somebody, beside other work", &[
        speaks(SelfHosted, Against(2), "A release comes every month, old ones get no patches, and each upgrade is downtime.", sources::SELF_HOSTED_RELEASES),
    ]),
    answer("team", "people who run Kafka and ClickHouse already", &[
        speaks(SelfHosted, For(2), "They know what breaks.", sources::SELF_HOSTED_BY_PRACTICE),
    ]),
];

#[rustfmt::skip]
const AI: &[Answer] = &[
    answer("no", "not needed", &[]),
    answer("nice", "would be nice", &[
        speaks(SelfHosted, Against(1), "Seer and its fixes are not in self-hosted Sentry.", sources::SELF_HOSTED),
    ]),
    answer("must", "needed", &[
        speaks(SelfHosted, RulesOut, "Seer and its fixes are not in self-hosted Sentry.", sources::SELF_HOSTED),
    ]),
];

#[rustfmt::skip]
const GUARDS: &[Answer] = &[
    answer("own", "rate limits and our own disk will do", &[]),
    answer("spikes", "spike protection", &[
        speaks(SelfHosted, Against(2), "It has no spike protection; keys can have rate limits.", sources::SELF_HOSTED),
    ]),
    answer("allocation", "spike protection and spend allocation", &[
        speaks(SelfHosted, RulesOut, "Both are part of billing, which self-hosted Sentry does not have.", sources::SELF_HOSTED),
        speaks(Us, Against(1), "Spend allocation needs the Enterprise plan.", sources::SPEND_ALLOCATION),
        speaks(De, Against(1), "Spend allocation needs the Enterprise plan.", sources::SPEND_ALLOCATION),
        speaks(Relay, Against(1), "Spend allocation needs the Enterprise plan.", sources::SPEND_ALLOCATION),
    ]),
];

#[rustfmt::skip]
const SUPPORT: &[Answer] = &[
    answer("no", "nobody: we help ourselves", &[]),
    answer("some", "somebody to ask", &[
        speaks(SelfHosted, Against(2), "It comes without support; the forum and issues are what there is.", sources::SELF_HOSTED),
    ]),
    answer("contract", "a contract with promises", &[
        speaks(SelfHosted, RulesOut, "It comes without support or guarantees.", sources::SELF_HOSTED),
        speaks(Us, For(1), "Promises are a matter of the plan: look what yours holds.", sources::PRICING),
        speaks(De, For(1), "Promises are a matter of the plan: look what yours holds.", sources::PRICING),
    ]),
];

#[rustfmt::skip]
const SIGN_ON: &[Answer] = &[
    answer("any", "as it comes", &[]),
    answer("saml", "by our identity provider", &[
        speaks(Us, Against(1), "Single sign-on by SAML depends on the plan.", sources::SSO),
        speaks(De, Against(1), "Single sign-on by SAML depends on the plan.", sources::SSO),
        speaks(Relay, Against(1), "Single sign-on by SAML depends on the plan.", sources::SSO),
        speaks(SelfHosted, For(1), "Your own servers have it without a plan.", sources::SELF_HOSTED_BY_PRACTICE),
    ]),
];

#[rustfmt::skip]
const BUDGET: &[Answer] = &[
    answer("usage", "money by usage", &[
        speaks(Us, For(1), "It is paid by usage.", sources::PRICING),
        speaks(De, For(1), "It is paid by usage.", sources::PRICING),
        speaks(Relay, For(1), "It is paid by usage, and by one service of your own.", sources::PRICING),
    ]),
    answer("fixed", "a fixed sum", &[
        speaks(Us, For(1), "A quota is a fixed sum; what is over it is dropped.", sources::QUOTAS),
        speaks(De, For(1), "A quota is a fixed sum; what is over it is dropped.", sources::QUOTAS),
        speaks(SelfHosted, For(1), "A machine is a fixed sum, and so are the hours that it takes.", sources::SELF_HOSTED_BY_PRACTICE),
    ]),
    answer("time", "no money, but people’s time", &[
        speaks(SelfHosted, For(2), "Its licence costs nothing for your own use.", sources::SELF_HOSTED),
        speaks(Us, Against(1), "The free plan is small: look what it holds.", sources::PRICING),
        speaks(De, Against(1), "The free plan is small: look what it holds.", sources::PRICING),
        speaks(Relay, Against(2), "A Relay of your own is a matter of the plan, too: ask before you count on it.", sources::RELAY),
    ]),
];

/// Access
impl Question {
    /// All, in the order in which they are asked.
    pub const ALL: [Self; 9] = [
        Self::Residence,
        Self::Network,
        Self::Volume,
        Self::People,
        Self::Ai,
        Self::Guards,
        Self::Support,
        Self::SignOn,
        Self::Budget,
    ];

    /// The question.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Residence => "Where must the data lie?",
            Self::Network => "Do your servers reach the internet?",
            Self::Volume => "How much comes in?",
            Self::People => "Who would run it?",
            Self::Ai => "Is Seer, the AI, needed?",
            Self::Guards => "What must guard the volume?",
            Self::Support => "Who has to be there when it fails?",
            Self::SignOn => "How do people sign in?",
            Self::Budget => "What is there to pay with?",
        }
    }

    /// Its answers.
    #[must_use]
    pub fn answers(self) -> &'static [Answer] {
        match self {
            Self::Residence => RESIDENCE,
            Self::Network => NETWORK,
            Self::Volume => VOLUME,
            Self::People => PEOPLE,
            Self::Ai => AI,
            Self::Guards => GUARDS,
            Self::Support => SUPPORT,
            Self::SignOn => SIGN_ON,
            Self::Budget => BUDGET,
        }
    }

    /// The answer of an id.
    #[must_use]
    pub fn answer(self, id: &str) -> Option<&'static Answer> {
        self.answers().iter().find(|answer| answer.id == id)
    }
}
