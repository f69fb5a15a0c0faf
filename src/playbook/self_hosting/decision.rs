use super::{Choices, Question, Weight};
use crate::playbook::Source;
use serde::Serialize;
use std::cmp::Reverse;

/// A way to have Sentry, the simplest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// Sentry's own service, data in the United States.
    Us,
    /// Sentry's own service, data in the European Union.
    De,
    /// A Relay in one's own network, and the service behind it.
    Relay,
    /// One's own servers.
    SelfHosted,
}

/// What the answers come to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// All ways, the one that suits best first, those that are ruled out last.
    pub ways: Vec<Weighed>,
    /// How many questions are answered.
    pub answered: usize,
    /// What follows, as sentences.
    pub verdict: String,
}

/// A way, with everything that was said about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Weighed {
    /// The way.
    pub way: Way,
    /// What speaks for it less what speaks against it.
    pub sum: i32,
    /// Whether an answer rules it out.
    pub is_ruled_out: bool,
    /// What was said: what rules it out first, then the weightiest.
    pub said: Vec<Said>,
}

/// What an answer said about a way.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Said {
    /// The question.
    pub question: Question,
    /// The answer, in words.
    pub answer: &'static str,
    /// For or against, and how much.
    pub weight: Weight,
    /// Why.
    pub reason: &'static str,
    /// What it goes by.
    pub source: Source,
}

/// Weighs the answers. Answers that are none of their question's count for nothing.
#[must_use]
pub fn decide(choices: &Choices) -> Decision {
    let answers = Question::ALL.iter().filter_map(|&question| {
        Some((question, question.answer(choices.answers.get(&question)?)?))
    });
    let answers: Vec<_> = answers.collect();
    let weigh = |way: Way| {
        let mut said: Vec<Said> = answers
            .iter()
            .flat_map(|(question, answer)| {
                let about = answer.speaks.iter().filter(move |speaks| speaks.way == way);
                about.map(|speaks| Said {
                    question: *question,
                    answer: answer.label,
                    weight: speaks.weight,
                    reason: speaks.reason,
                    source: speaks.source,
                })
            })
            .collect();
        said.sort_by_key(|said| Reverse(said.weight.size()));
        Weighed {
            way,
            sum: said.iter().map(|said| said.weight.value()).sum(),
            is_ruled_out: said.iter().any(|said| said.weight == Weight::RulesOut),
            said,
        }
    };
    let mut ways: Vec<Weighed> = Way::ALL.into_iter().map(weigh).collect();
    ways.sort_by_key(|it| (it.is_ruled_out, Reverse(it.sum), it.way));
    let verdict = verdict(&ways, answers.len());
    Decision { ways, answered: answers.len(), verdict }
}

fn verdict(ways: &[Weighed], answered: usize) -> String {
    if answered == 0 {
        return "Answer a question, and what speaks for and against each way stands here."
            .to_owned();
    }
    let open: Vec<&Weighed> = ways.iter().filter(|it| !it.is_ruled_out).collect();
    let left = Question::ALL.len() - answered;
    let left = match left {
        0 => String::new(),
        1 => " One question is open.".to_owned(),
        left => format!(" {left} questions are open."),
    };
    match open.as_slice() {
        [] => format!(
            "No way fits all answers: see what rules out each, and which answer can give.{left}"
        ),
        [only] => format!("The only way left: {}.{left}", only.way.words()),
        [best, second, ..] if best.sum == second.sum => format!(
            "As much speaks for {} as for {}; the first is the simpler.{left}",
            best.way.words(),
            second.way.words()
        ),
        [best, ..] => format!("Most speaks for {}.{left}", best.way.words()),
    }
}

/// Access
impl Way {
    /// All, the simplest first.
    pub const ALL: [Self; 4] = [Self::Us, Self::De, Self::Relay, Self::SelfHosted];

    /// In a sentence.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Us => "Sentry’s service in the United States",
            Self::De => "Sentry’s service in the European Union",
            Self::Relay => "a Relay of your own before Sentry’s service",
            Self::SelfHosted => "your own servers",
        }
    }
}

/// Access
impl Weight {
    /// What it adds to the sum; what rules out is told apart.
    #[must_use]
    pub fn value(self) -> i32 {
        match self {
            Self::For(weight) => weight.into(),
            Self::Against(weight) => -i32::from(weight),
            Self::RulesOut => 0,
        }
    }

    fn size(self) -> i32 {
        match self {
            Self::RulesOut => i32::MAX,
            weight => weight.value().abs(),
        }
    }
}
