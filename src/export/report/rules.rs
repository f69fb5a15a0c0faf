//! A project's rules, and how far frames go by them where the whole sends the files.

use super::block::{Block, Inline, item, paragraph, text};
use crate::organization::{Project, Proof, RoutedDifferently};
use crate::text::numbers::{count, files};
use crate::trace::sdk::{Known, Sdk};

/// The rules, the proof, and every difference that is known.
pub fn of(project: &Project) -> Vec<Block> {
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
    blocks
}

fn proof(proof: &Proof) -> String {
    let differ = proof.files.saturating_sub(proof.equal).saturating_sub(proof.fallback);
    let mut words = match (proof.files, differ) {
        (0, _) => return String::new(),
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
        words.push_str(&format!(
            " {} that nobody owns go to whoever gets the rest of the project: no rule can say that nobody owns something.",
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
