//! The questions that all this began with: each has an answer.

use super::samples::{self, items};
use sentry_general::playbook::chapters;

/// What was asked or said, for which sample, which item answers, at which level, and words that
/// the answer has to have. Parted by tabs; lines with `#` are remarks.
const SEED: &str = include_str!("seed.tsv");

#[test]
fn every_sentence_of_the_beginning_is_answered() {
    let samples = samples::all();
    let mut lines = 0;
    for line in SEED.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [asked, sample, id, level, words] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line:?} has five cells");
        };
        lines += 1;
        let (_, organization) = samples.iter().find(|(name, _)| *name == sample).expect(sample);
        let text = match id.strip_prefix("intro/") {
            Some(heading) => {
                let title = |it: &&sentry_general::playbook::Chapter| it.heading.title() == heading;
                let chapters = chapters(organization);
                chapters.iter().find(title).expect(heading).intro.clone()
            }
            None => {
                let item = items(organization).into_iter().find(|item| item.id == id);
                let item = item.unwrap_or_else(|| panic!("{asked:?}: {sample} has {id}"));
                let found = serde_json::to_value(item.level).expect("a word");
                assert_eq!(found, level, "{asked:?}: the level of {id}");
                let code: String = item
                    .code
                    .iter()
                    .map(|code| format!("{} {}\n", code.place, code.text))
                    .collect();
                let older = item.older_advice.as_deref().unwrap_or_default();
                [&item.what, &item.why, &item.done_when, older, &code, item.source.address]
                    .join("\n")
            }
        };
        let text = text.to_lowercase();
        for word in words.split(", ") {
            assert!(text.contains(&word.to_lowercase()), "{asked:?}: {id} has {word:?} in {text}");
        }
    }
    assert!(lines >= 45, "all sentences are there: {lines}");
}
