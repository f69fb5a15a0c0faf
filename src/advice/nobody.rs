//! Files that nobody owns, ranked by how many there are.

use super::facts::Facts;
use super::suggest::{Target, make_rule_for};
use crate::ownership::Owner;
use crate::routing::{Outcome, Spot, spots};
use crate::text::Problem;
use crate::text::numbers::{files, percent};
use crate::tree::{FolderId, Tree};

/// How many places are told one by one.
const TOLD: usize = 10;

pub(super) fn check(facts: &Facts<'_>, out: &mut Vec<Problem>) {
    let unmatched = spots(facts.tree, facts.routing, |outcome| outcome == Outcome::Unmatched);
    let unowned = |outcome| matches!(outcome, Outcome::Unowned | Outcome::Excluded(_));
    told(facts, "rules/nobody-owns", "that no rule matches", &unmatched, out);
    let spots = spots(facts.tree, facts.routing, unowned);
    told(facts, "rules/matched-unowned", "that rules match, but give to nobody", &spots, out);
}

fn told(facts: &Facts<'_>, code: &'static str, what: &str, spots: &[Spot], out: &mut Vec<Problem>) {
    let all = facts.tree.len() as u32;
    let total: u32 = spots.iter().map(|spot| spot.files).sum();
    for (rank, spot) in spots.iter().take(TOLD).enumerate() {
        let path = facts.tree.folder_path(spot.folder);
        let (place, verb) = match (path, spot.whole) {
            ("", true) => ("The whole tree".to_owned(), "is"),
            ("", false) => ("The top folder".to_owned(), "holds"),
            (path, true) => (format!("All of `{path}/`"), "is"),
            (path, false) => (format!("`{path}/` itself"), "holds"),
        };
        let gap = if verb == "is" { ":" } else { " holds" };
        let share = percent(spot.files, all);
        let mut message =
            format!("{place}{gap} {} {what}, {share} of the tree.", files(spot.files));
        if rank + 1 == TOLD && spots.len() > TOLD {
            let told: u32 = spots.iter().take(TOLD).map(|spot| spot.files).sum();
            message.push_str(&format!(
                " {} more places hold another {}.",
                spots.len() - TOLD,
                files(total - told)
            ));
        }
        let problem = Problem::info(code, message);
        out.push(match neighbour(facts, spot.folder).filter(|_| spot.whole) {
            Some(owner) => {
                let target = Target::Folder(spot.folder);
                let problem =
                    problem.hint(format!("All else in the folder above goes to `{owner}`."));
                match make_rule_for(target, &owner, facts.text, facts.tree, facts.routing) {
                    Some(fix) => problem.fix(fix.title, fix.edits),
                    None => problem,
                }
            }
            None => problem.hint("Make a rule for it, or a catch-all at the top of the rules."),
        });
    }
}

/// The one owner of all owned files in the folder above, if that is not the root and there may be such an owner.
fn neighbour(facts: &Facts<'_>, folder: FolderId) -> Option<Owner> {
    let above = facts.tree.parent(folder).filter(|&above| above != Tree::ROOT)?;
    let counts = facts.routing.folder_counts(facts.tree, above);
    let mut owners = (0..).zip(counts.owners).filter(|&(_, files)| files > 0);
    let (owner, _) = owners.next()?;
    let owner = &facts.routing.compiled().owners()[owner as usize];
    (owners.next().is_none() && owner.may_be()).then(|| owner.clone())
}
