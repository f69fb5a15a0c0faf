//! Functions of a cloud.

use super::super::super::evidence::{Evidence, Language, Sign, has_word_in};
use super::super::candidate::Candidate;
use super::Choice;

/// The platform of what a stack of functions runs, by the language of most files.
pub fn of_functions(candidate: &Candidate, evidence: &Evidence) -> Option<Choice> {
    let function = candidate.signals.iter().any(|signal| {
        signal.id.sign() == Sign::Function
            && !signal.path.ends_with("index.js")
            && !signal.path.ends_with("index.ts")
    });
    // Pages are deployed by such a stack, too.
    let below = &evidence.sources[candidate.root as usize];
    if !function || below.components() * 2 >= below.scripts().max(1) {
        return None;
    }
    Some(match below.main() {
        Some(Language::Python) => ("python-awslambda", true),
        Some(Language::DotNet) => ("dotnet-awslambda", true),
        Some(Language::Script | Language::Jsx) | None => ("node-awslambda", true),
        Some(other) => (other.platform(), false),
    })
}

/// Lambda is what Amazon calls its functions: what lies in a folder of that name is one, as is
/// what code that sets up a cloud is named after, where nothing else runs it.
#[must_use]
pub fn as_lambda(candidate: &Candidate, evidence: &Evidence) -> Option<&'static str> {
    let tree = evidence.tree;
    let name = tree.folder_name(candidate.named);
    let around = tree.parent(candidate.named).map_or("", |it| tree.folder_name(it));
    let says = |name: &str| has_word_in(name, "of-lambdas");
    let set_up = || {
        candidate.root != 0
            && evidence.deploy_names.stack(name).is_some()
            && !candidate.starts()
            && !candidate.has(Sign::Deploy)
    };
    // An image whose program starts beside it serves; one that nothing starts is Lambda's.
    let serves = candidate.is_built() && candidate.starts();
    if serves || !says(around) && (candidate.is_built() || !says(name) && !set_up()) {
        return None;
    }
    match candidate.platform {
        "node" | "node-express" => Some("node-awslambda"),
        "python" => Some("python-awslambda"),
        "dotnet" => Some("dotnet-awslambda"),
        _ => None,
    }
}
