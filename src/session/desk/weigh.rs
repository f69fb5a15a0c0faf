//! What a change to a text would move, before it is made.

use super::handover::read;
use super::{Desk, Inputs};
use crate::ownership::Owner;
use crate::routing::{Compiled, Difference, Move, difference, route};
use crate::session::protocol::{FixReport, Input};
use crate::text::numbers::{count, files, plural};

/// How many moves are told one by one.
const MOST: usize = 3;

impl Desk {
    /// What a change of a problem's fix would move: in words, and whether it takes files from somebody. None if it
    /// moves nothing. Costs as much as reading and routing the texts anew.
    pub fn weigh(&self, input: Input, fix: &FixReport) -> Option<(String, bool)> {
        let answer = self.answer.as_ref()?;
        let settings = &self.chosen.settings.codeowners;
        let mut texts = Input::ALL.map(|it| self.inputs.text(it).to_owned());
        texts[input as usize] = edited(&texts[input as usize], fix);
        let inputs: Inputs = read(&texts, settings);
        let (rules, options) = (inputs.all_rules(), inputs.options(settings));
        let after = if options == *answer.routing.options() {
            answer.routing.update(&answer.tree, rules)
        } else {
            route(&answer.tree, Compiled::new(rules), options)
        };
        let moved = difference(&answer.tree, &answer.routing, &after);
        // Whoever is known not to exist loses nothing.
        let directory = self.inputs.directory();
        let exists = |owner: &Owner| directory.resolves(owner) != Some(false);
        let takes = moved.moves.iter().any(|it| it.from.as_ref().is_some_and(exists));
        (moved.files > 0).then(|| (told(&moved), takes))
    }
}

/// What moves, from whom to whom.
pub fn told(moved: &Difference) -> String {
    let one = |it: &Move| {
        let name =
            |owner: &Option<_>| owner.as_ref().map_or("nobody".to_owned(), ToString::to_string);
        format!("{} from {} to {}", count(it.files.len() as u32), name(&it.from), name(&it.to))
    };
    let mut words: Vec<String> = moved.moves.iter().take(MOST).map(one).collect();
    let left: usize = moved.moves.iter().skip(MOST).map(|it| it.files.len()).sum();
    if left > 0 {
        words.push(plural(left as u32, "other file", "other files"));
    }
    format!("This moves {}: {}.", files(moved.files as u32), words.join(", "))
}

/// A text after a change whose places are in UTF-16 units.
fn edited(text: &str, fix: &FixReport) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let piece = |from: usize, to: usize| {
        String::from_utf16_lossy(units.get(from..to.max(from)).unwrap_or_default())
    };
    for (start, end, new) in &fix.edits {
        out += &piece(at, *start as usize);
        out += new;
        at = *end as usize;
    }
    out + &piece(at, units.len())
}
