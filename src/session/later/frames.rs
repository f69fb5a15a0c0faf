//! Files as their frames have them: the answer for these, and what is said of it.

use super::Later;
use super::plan::inputs_of;
use super::work::Work;
use crate::projects::{Elsewhere, Plan, Sight, sight};
use crate::session::commands::SplitCommand;
use crate::session::desk::{Answer, Desk, InFrames};
use crate::session::draw::{command, details, el, owner, prose, show, text};
use crate::session::protocol::{Filter, Node, Reply};
use crate::session::view_state::PathsShown;
use crate::text::numbers::{count, files, plural};
use crate::tree::{PathId, Tree};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How many kinds of differences are told in words.
const MOST: usize = 5;

impl Later {
    /// Shows all files and rules in the paths of this name.
    pub fn show_paths(&mut self, desk: &mut Desk, name: &str) -> Vec<Reply> {
        desk.view_state.paths = match name {
            "repository" => PathsShown::Repository,
            "frames" => PathsShown::Frames,
            _ => PathsShown::AsUsual,
        };
        self.see_frames(desk);
        desk.rows_are_others();
        // Whoever hears of other routing asks for everything that is in sight.
        vec![desk.choices(), Reply::Routing(desk.routing_report())]
    }

    /// Makes the answer for frames where it is wanted, and forgets one of another plan.
    pub fn see_frames(&mut self, desk: &mut Desk) {
        let wanted = desk.wants_frames() && !desk.paths().is_empty();
        let plan = match self.work(desk) {
            Some(work) if wanted => Some(work.plan()),
            Some(work) => work.known_plan(),
            None => None,
        };
        let is_same = match (&plan, &self.seen_by) {
            (Some(plan), Some(by)) => Rc::ptr_eq(plan, by),
            _ => false,
        };
        if is_same && desk.knows_frames() || !wanted && !desk.knows_frames() {
            return;
        }
        let seen = match (self.work(desk), &plan) {
            (Some(work), Some(plan)) if wanted => Some(work.in_frames(plan)),
            _ => None,
        };
        self.seen_by = seen.as_ref().and(plan);
        desk.see_in_frames(seen);
    }
}

impl Work<'_> {
    fn in_frames(&self, plan: &Plan) -> InFrames {
        let (tree, routing) = (&self.answer.tree, &self.answer.routing);
        let rules = self.inputs.all_rules();
        let inputs = inputs_of(tree, self.inputs, self.settings, &rules);
        let seen = sight(&inputs, plan, routing);
        let paths = tree.paths();
        let part = Tree::new(seen.files.iter().map(|&path| paths.get(path)).collect());
        let owners = routing.compiled().owners().len();
        // A rule for what is left comes from none: any of the same owner says who it is.
        let mut of_owner = vec![None; owners];
        for rule in (0..routing.compiled().rules().len() as u32).rev() {
            if let Some(owner) = routing.compiled().first_owner(rule) {
                of_owner[owner as usize] = Some(rule);
            }
        }
        let rule_of = |it: &Elsewhere| match (it.owner, it.rule) {
            (Some(owner), None) => of_owner[owner as usize],
            (_, rule) => rule,
        };
        let of = |path: PathId| {
            let at = path as usize;
            (seen.files[at], seen.elsewhere[at].as_ref().map(rule_of))
        };
        let routing = routing.of_part(tree, &part, of);
        let notes = [false, true].map(|frames| notes(self.answer, &seen, frames));
        let mut elsewhere = vec![false; tree.len()];
        for (&path, other) in seen.files.iter().zip(&seen.elsewhere) {
            elsewhere[path as usize] = other.is_some();
        }
        let own = seen.elsewhere.iter().map(Option::is_some).collect();
        let answer = Answer::of_frames(self.answer, part, routing, seen.frames, own);
        InFrames { answer, elsewhere, notes }
    }
}

/// What there is to say, in sight of frames or of the repository's paths.
fn notes(answer: &Answer, seen: &Sight, frames: bool) -> Vec<Node> {
    let sent = seen.files.len() as u32;
    let elsewhere = seen.elsewhere.iter().flatten().count() as u32;
    let mut body = Vec::new();
    if sent == 0 {
        let words = "No project is planned whose SDK names one of these files in a frame.";
        return vec![el("p", "soft", prose(words))];
    }
    let mut words = Vec::new();
    if elsewhere == 0 {
        let them = if sent == 1 { "file" } else { "files" };
        let both = format!(
            "Both agree: the frames of {} go where the rules send the {them}.",
            files(sent)
        );
        words.push(text(both));
    } else {
        let shown = if frames {
            "Shown by frame path, as Sentry sees it: "
        } else {
            "Shown by repository path. In Sentry, "
        };
        words.push(text(format!(
            "{shown}the errors of {} of {} go elsewhere than the rules send the {}. ",
            count(elsewhere),
            files(sent),
            if elsewhere == 1 { "file" } else { "files" },
        )));
        words.push(show("Show which", Filter::Elsewhere));
    }
    body.push(el("p", if elsewhere == 0 { "soft" } else { "warning" }, words));
    if elsewhere > 0 {
        body.push(details("moves", "From whom to whom", [el("ul", "asides", moves(answer, seen))]));
    }
    if seen.fallback > 0 {
        let words = format!(
            "{} no owner. A rule can’t say that, so whoever gets the rest of the project gets their errors, too.",
            plural(seen.fallback, "of these has", "of these have")
        );
        body.push(el("p", "soft", prose(&words)));
    }
    if frames && seen.unsent > 0 {
        let words = format!(
            "Left out are {} that no SDK names in a frame, or that are in no project.",
            files(seen.unsent)
        );
        let mut words = prose(&words);
        words.extend([
            text(" "),
            command("plain", "Show all files", SplitCommand::ShowPaths("repository".into())),
        ]);
        body.push(el("p", "soft", words));
    }
    body
}

/// From whom to whom, the most first.
fn moves(answer: &Answer, seen: &Sight) -> Vec<Node> {
    let mut moves: BTreeMap<(Option<u32>, Option<u32>), u32> = BTreeMap::new();
    for (&path, other) in seen.files.iter().zip(&seen.elsewhere) {
        if let Some(other) = other {
            let whole = answer.routing.owner_of(&answer.tree, path);
            *moves.entry((whole, other.owner)).or_default() += 1;
        }
    }
    let mut moves: Vec<_> = moves.into_iter().collect();
    moves.sort_by_key(|&(_, files)| Reverse(files));
    let named = |who: Option<u32>| {
        let name = who.map(|it| answer.owner_at(it));
        owner(name.as_deref(), who.map(|it| answer.place(it)))
    };
    let item = |&((whole, other), number): &((Option<u32>, Option<u32>), u32)| {
        let words = [
            text(format!("{}: ", files(number))),
            named(other),
            text(" instead of "),
            named(whole),
        ];
        el("li", "", words)
    };
    let mut items: Vec<Node> = moves.iter().take(MOST).map(item).collect();
    let rest = moves.len().saturating_sub(MOST) as u32;
    items.extend((rest > 0).then(|| {
        el("li", "", []).says(format!("and {}", plural(rest, "other kind", "other kinds")))
    }));
    items
}
