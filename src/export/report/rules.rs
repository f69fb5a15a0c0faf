//! A project's rules, and how far frames go by them where the whole sends the files.

use super::block::{Block, Inline, codes, item, paragraph, text};
use crate::organization::{Organization, Project, Proof, Repository, RoutedDifferently};
use crate::ownership::{MatcherKind, Owner, Rule, parse};
use crate::text::numbers::{count, files};
use crate::trace::sdk::{Known, Sdk};
use std::collections::BTreeMap;

/// The rules, the proof, and every difference that is known.
///
/// `fallback` are the owners that the repository's rule for everything names.
pub fn of(project: &Project, fallback: Option<&Vec<Owner>>) -> Vec<Block> {
    if project.rules.trim().is_empty() {
        return differences(&project.proof);
    }
    let sdk = Sdk::of_platform(&project.platform);
    let sent = match sdk {
        Some(sdk) => format!("Ownership rules, in the paths that frames of {} carry.", sdk.name),
        None => "Ownership rules, in the paths that frames carry.".to_owned(),
    };
    let unverified = match sdk {
        Some(sdk) if sdk.known == Known::Unverified => {
            " What this SDK sends was not verified in its source: compare a real error."
        }
        _ => "",
    };
    let words = format!("{sent} {}{unverified}", proof(&project.proof));
    let mut blocks = vec![paragraph(words.trim()), Block::Code("", project.rules.clone())];
    blocks.extend(differences(&project.proof));
    blocks.extend(fallback.and_then(|fallback| elsewhere(project, fallback)));
    blocks
}

/// By a repository's name, whom its rule for everything names.
pub fn fallbacks(organization: &Organization) -> BTreeMap<&str, Vec<Owner>> {
    let of = |repository: &'_ Repository| {
        let rules = parse(&repository.rules).rules;
        for_everything(&rules).map(|rule| rule.owners.clone())
    };
    let all = organization.repositories.iter();
    all.filter_map(|it| Some((it.name.as_str(), of(it)?))).collect()
}

/// Who gets errors with frames of other files than the project's alone, if the rule for everything in
/// the whole names others: a project whose own files all have later rules has no need of it.
fn elsewhere(project: &Project, fallback: &[Owner]) -> Option<Block> {
    let rules = parse(&project.rules).rules;
    let own = for_everything(&rules).map_or(&[][..], |rule| &rule.owners);
    if own == fallback {
        return None;
    }
    let mut words = vec![text("An error with frames of other files alone goes to ")];
    words.extend(names(own));
    words.push(text(
        " here, unless another rule takes it; by the rules of the whole, the one for everything sends it to ",
    ));
    words.extend(names(fallback));
    words.push(text("."));
    Some(Block::Paragraph(words))
}

fn names(owners: &[Owner]) -> Vec<Inline> {
    if owners.is_empty() {
        return vec![text("nobody")];
    }
    let names: Vec<String> = owners.iter().map(Owner::to_string).collect();
    codes(names.iter().map(String::as_str))
}

/// The last rule that matches every path.
fn for_everything(rules: &[Rule]) -> Option<&Rule> {
    let is_it =
        |rule: &&Rule| rule.matcher.kind == MatcherKind::Path && rule.matcher.is_all_stars();
    rules.iter().rfind(is_it)
}

fn proof(proof: &Proof) -> String {
    let differ = proof.files.saturating_sub(proof.equal).saturating_sub(proof.fallback);
    let mut words = match (proof.files, differ) {
        (0, _) => return String::new(),
        (1, 0) if proof.fallback == 0 => {
            "The frames of its one file go where the rules of the whole send the file.".to_owned()
        }
        (all, 0) if proof.fallback == 0 => {
            format!("Frames of all {} go where the rules of the whole send the files.", files(all))
        }
        (all, _) => format!(
            "Frames of {} of {} go where the rules of the whole send the files.",
            count(proof.equal),
            files(all)
        ),
    };
    if proof.fallback > 0 {
        let go = if proof.fallback == 1 { "goes" } else { "go" };
        words.push_str(&format!(
            " {} that nobody owns {go} to whoever gets the rest of the project: no rule can say that nobody owns something.",
            files(proof.fallback)
        ));
    }
    words
}

fn differences(proof: &Proof) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !proof.different.is_empty() {
        let differ = proof.files.saturating_sub(proof.equal).saturating_sub(proof.fallback);
        let some = (differ as usize) > proof.different.len();
        let words = match some {
            true => format!("Frames of {} go elsewhere; some of them:", files(differ)),
            false => format!("Frames of {} go elsewhere:", files(differ)),
        };
        blocks.push(paragraph(&words));
        blocks.push(Block::List(proof.different.iter().map(|it| item(difference(it))).collect()));
    }
    for taken in &proof.taken {
        blocks.push(paragraph(&format!(
            "`{}` also matches frames of libraries, such as `{}`, and takes errors that pass through them.",
            taken.rule, taken.frame
        )));
    }
    blocks
}

fn difference(it: &RoutedDifferently) -> Vec<Inline> {
    let named = |name: &Option<String>| name.clone().unwrap_or_else(|| "nobody".to_owned());
    let (before, after) = (named(&it.before), named(&it.after));
    vec![
        super::block::code(it.path.as_str()),
        text(format!(" is {before}, and {after} as ")),
        super::block::code(it.frame.as_str()),
        text("."),
    ]
}
