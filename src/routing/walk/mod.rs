//! The walk over a tree: each folder is read once, each file by its own name.

mod read;

use super::automaton::{Automaton, Children, List, NONE, NodeId, TextForm};
use super::dfa::{DEAD, Dfa, State};
use super::frames::{Frames, Restart};
use super::sets::{SetId, Sets};
use crate::tree::{FolderId, Position, Tree};
use std::ops::Range;

/// Finds the rules of `automaton` that match each file of `tree`, and calls
/// `emit` with ranges of positions and the set of rules that match all of them.
/// Ranges do not overlap and come in no order; where nothing matches none comes.
pub(crate) fn walk(
    tree: &Tree,
    automaton: &Automaton,
    frames: &Frames,
    sets: &mut Sets,
    emit: &mut dyn FnMut(Range<Position>, SetId),
) {
    let mut walker = Walker {
        automaton,
        dfa: Dfa::new(&automaton.nfa),
        sets,
        lists: vec![UNKNOWN; automaton.len() * 3],
        affix_sets: vec![UNKNOWN; automaton.affix_count()],
        rules: Vec::new(),
        events: Vec::new(),
        pending: Vec::new(),
        normalized: Vec::new(),
        open: Vec::new(),
    };
    walker.walk(tree, frames, emit);
}

/// Where all patterns stand after a folder's path.
#[derive(Clone, Copy, Debug)]
struct Context {
    /// Nodes of the trie of names; at most three: a path that starts with a
    /// slash stands on two starts and a child.
    nodes: [NodeId; 3],
    state: State,
    /// The rules that match everything from here on.
    matched: SetId,
    /// Which affixes have begun and wait for the end of the path: a list in
    /// `Walker::pending`.
    pending: u32,
    /// Whether nothing has been read yet.
    at_start: bool,
}

struct Walker<'a> {
    automaton: &'a Automaton,
    dfa: Dfa,
    sets: &'a mut Sets,
    /// Per node and list, its set of rules, once asked for.
    lists: Vec<SetId>,
    /// Per affix, the set of its rule, once asked for.
    affix_sets: Vec<SetId>,
    rules: Vec<u32>,
    /// The sets of rules that a name matched while it was read.
    events: Vec<SetId>,
    /// Lists of affixes by their numbers, each entry with the next.
    pending: Vec<(u32, u32)>,
    /// Holds a name in the form in which it is compared.
    normalized: Vec<u8>,
    /// The folders that the walk is in, outermost first.
    open: Vec<Open>,
}

/// An open folder: its subfolders end at `end`.
struct Open {
    end: FolderId,
    context: Context,
}

const UNKNOWN: SetId = SetId::MAX;

/// Walking
impl Walker<'_> {
    fn walk(&mut self, tree: &Tree, frames: &Frames, emit: &mut dyn FnMut(Range<Position>, SetId)) {
        let folders = tree.folders() as FolderId;
        let mut folder = Tree::ROOT;
        while folder < folders {
            while self.open.last().is_some_and(|outer| outer.end <= folder) {
                self.open.pop();
            }
            let entered = match self.open.last() {
                None => self.start(),
                Some(outer) => {
                    let context = outer.context;
                    let parent = tree.parent(folder).unwrap_or(Tree::ROOT);
                    self.enter_below(context, frames.of(parent), tree.folder_name(folder))
                }
            };
            let end = tree.with_descendants(folder).end;
            if self.is_decided(&entered) && !frames.any_in(folder..end) {
                if entered.matched != Sets::EMPTY {
                    emit(tree.positions(folder), entered.matched);
                }
                folder = end;
                continue;
            }
            self.open.push(Open { end, context: entered });
            self.route_files(tree, folder, frames.of(folder), emit);
            folder += 1;
        }
    }

    /// Routes the files right in `folder`, the innermost open one.
    fn route_files(
        &mut self,
        tree: &Tree,
        folder: FolderId,
        restarts: &[Restart],
        emit: &mut dyn FnMut(Range<Position>, SetId),
    ) {
        let range = tree.own_positions(folder);
        let at = self.open.len() - 1;
        let context = self.open[at].context;
        let mut base = context.matched;
        for node in nodes(&context) {
            let direct = self.list(node, List::Direct);
            base = self.sets.union(base, direct);
        }
        // A backslash in a name may be a slash, so that folders count too.
        let slashes = tree.has_backslashes() && self.automaton.text == TextForm::Normalized;
        let is_plain = context.state == DEAD
            && context.pending == NONE
            && nodes(&context).all(|id| {
                let children = if slashes { Children::Folders } else { Children::Files };
                !self.automaton.has(id, children) && self.automaton.affixes(id).is_empty()
            });
        if is_plain && restarts.is_empty() {
            if base != Sets::EMPTY && !range.is_empty() {
                emit(range, base);
            }
            return;
        }
        // Files in a row with the same answer are told in one go.
        let mut run = range.start..range.start;
        let mut answer = Sets::EMPTY;
        let prefix = tree.prefix_len(folder);
        for position in range {
            let name = &tree.paths().get(tree.path_at(position))[prefix..];
            // Read anew: states get new numbers when memory runs short.
            let context = self.open[at].context;
            let set = match Restart::find(restarts, name) {
                Some(restart) => {
                    let start = self.start();
                    self.read_file(start, &restart.frame_path(name))
                }
                None => self.read_name(context, base, name),
            };
            if set != answer {
                if answer != Sets::EMPTY {
                    emit(run.start..position, answer);
                }
                (run.start, answer) = (position, set);
            }
            run.end = position + 1;
        }
        if answer != Sets::EMPTY {
            emit(run, answer);
        }
    }

    /// The context of the subfolder `name`, in a folder with these restarts.
    fn enter_below(&mut self, context: Context, restarts: &[Restart], name: &str) -> Context {
        match Restart::find(restarts, name) {
            Some(restart) => {
                let start = self.start();
                self.enter_all(start, &restart.frame_path(name))
            }
            None => self.enter_all(context, name),
        }
    }
}

/// Deciding
impl Walker<'_> {
    /// Whether all files from here on match the same rules.
    fn is_decided(&self, context: &Context) -> bool {
        let open = |node| {
            self.automaton.has(node, Children::Folders) || self.automaton.node(node).start != NONE
        };
        context.state == DEAD
            && context.pending == NONE
            && nodes(context).all(|node| {
                !open(node)
                    && self.automaton.affixes(node).is_empty()
                    && self.automaton.rules(node, List::Direct).next().is_none()
            })
    }

    fn list(&mut self, node: NodeId, list: List) -> SetId {
        let slot = node as usize * 3 + list as usize;
        if self.lists[slot] == UNKNOWN {
            self.rules.clear();
            self.rules.extend(self.automaton.rules(node, list));
            self.lists[slot] = self.sets.intern_unsorted(&mut self.rules);
        }
        self.lists[slot]
    }
}

fn nodes(context: &Context) -> impl Iterator<Item = NodeId> + use<> {
    context.nodes.into_iter().filter(|&node| node != NONE)
}
