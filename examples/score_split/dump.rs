//! Candidates with what speaks for and against them, for the fit.

use crate::expected::{Expected, Label};
use sentry_general::projects::Inputs;
use sentry_general::projects::decision::{decide, weighed};
use sentry_general::projects::evidence::Evidence;
use sentry_general::projects::facts::Facts;
use sentry_general::projects::table::Weights;
use std::fmt::Write;

/// A line per candidate: repository, folder, label (1, 0, or - for either), platform, whether
/// other rules than its score leave it out, and the signals, all tab-separated.
pub fn write(
    dump: &mut String,
    name: &str,
    inputs: &Inputs,
    expected: &Expected,
    weights: &Weights,
) {
    let evidence = Evidence::gather(inputs.tree);
    let facts = Facts::read(inputs.files, &evidence, &mut Vec::new());
    let decision = decide(&evidence, &facts, false, weights);
    let candidates = weighed(&evidence, &facts, weights);
    let path = |root| match inputs.tree.folder_path(root) {
        "" => ".".to_owned(),
        path => path.to_owned(),
    };
    let known: Vec<String> = candidates.iter().map(|it| path(it.root)).collect();
    for (candidate, root) in candidates.iter().zip(&known) {
        let label = match expected.label(root, &known) {
            Label::Project => "1",
            Label::Either => "-",
            Label::None => "0",
        };
        let dropped = decision.refusal.is_some()
            || decision.dropped.iter().any(|it| it.root == candidate.root);
        let signals: Vec<&str> = candidate.notes.iter().map(|note| note.id.row().name).collect();
        let (platform, score) = (candidate.platform, candidate.score);
        let signals = signals.join(",");
        let dropped = u8::from(dropped);
        // Writing to a text can't fail.
        let _ =
            writeln!(dump, "{name}\t{root}\t{label}\t{platform}\t{dropped}\t{score}\t{signals}");
    }
}
