//! The walk over a tree: each folder is read once, each file by its own name.

use super::automaton::{Automaton, List, NONE, NodeId, ROOT, SLASH_ROOT, TextForm};
use super::dfa::{DEAD, Dfa, State};
use super::frames::{Frames, Restart};
use super::sets::{SetId, Sets};
use crate::ownership::pattern::Dialect;
use crate::tree::{FolderId, Position, Tree};
use std::borrow::Cow;
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
        rules: Vec::new(),
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
    /// Whether nothing has been read yet.
    at_start: bool,
}

struct Walker<'a> {
    automaton: &'a Automaton,
    dfa: Dfa<'a>,
    sets: &'a mut Sets,
    /// Per node and list, its set of rules, once asked for.
    lists: Vec<SetId>,
    rules: Vec<u32>,
    /// The folders that the walk is in, outermost first.
    open: Vec<Open>,
}

/// An open folder: its subfolders end at `end`.
struct Open {
    end: FolderId,
    context: Context,
}

const UNKNOWN: SetId = SetId::MAX;
/// Texts are read in pieces of this size, between which memory is checked.
const PIECE: usize = 4096;

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
        let looks_up = nodes(&context).any(|node| self.automaton.node(node).has_children);
        if !looks_up && context.state == DEAD && restarts.is_empty() {
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
                None => self.read_name(context, base, looks_up, name),
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

/// Reading
impl Walker<'_> {
    /// The context of an empty path.
    fn start(&mut self) -> Context {
        let mut context = Context {
            nodes: [ROOT, SLASH_ROOT, NONE],
            state: DEAD,
            matched: Sets::EMPTY,
            at_start: true,
        };
        self.settle(&mut context);
        context
    }

    /// Reads folders: `text` without its last slash.
    fn enter_all(&mut self, context: Context, text: &str) -> Context {
        let text = self.normalized(text);
        text.split(|&byte| byte == b'/').fold(context, |context, name| self.enter(context, name))
    }

    /// Reads one folder's name, and the slash behind it.
    fn enter(&mut self, mut context: Context, name: &[u8]) -> Context {
        let state = self.read(context.state, name, &mut context.matched);
        let state = self.dfa.read(state, b"/", &mut context.matched, self.sets);
        context.state = state;
        let mut below = [NONE; 3];
        let mut len = 0;
        for node in nodes(&context) {
            if self.automaton.node(node).has_children
                && let Some(child) = self.automaton.lookup(node, name)
            {
                below[len] = child;
                len += 1;
            }
        }
        if context.at_start && name.is_empty() {
            below[len] = SLASH_ROOT;
        }
        context.nodes = below;
        context.at_start = false;
        self.settle(&mut context);
        context
    }

    /// Adds what the nodes of a context bring along.
    fn settle(&mut self, context: &mut Context) {
        let mut starts = [NONE; 3];
        for (slot, node) in starts.iter_mut().zip(context.nodes) {
            if node != NONE {
                let below = self.list(node, List::Below);
                context.matched = self.sets.union(context.matched, below);
                *slot = self.automaton.node(node).start;
            }
        }
        if starts != [NONE; 3] {
            let (state, matched) = self.dfa.join(context.state, starts, self.sets);
            context.state = state;
            context.matched = self.sets.union(context.matched, matched);
        }
    }

    /// The rules that match a file: `text` may hold folders before its name.
    fn read_file(&mut self, mut context: Context, text: &str) -> SetId {
        let text = self.normalized(text);
        let mut names = text.split(|&byte| byte == b'/').peekable();
        while let Some(name) = names.next() {
            if names.peek().is_none() {
                return self.read_plain(context, name);
            }
            context = self.enter(context, name);
        }
        context.matched
    }

    /// The rules that match a file by the last part of its path.
    fn read_plain(&mut self, context: Context, name: &[u8]) -> SetId {
        let mut base = context.matched;
        for node in nodes(&context) {
            let direct = self.list(node, List::Direct);
            base = self.sets.union(base, direct);
        }
        self.read_in(context, base, true, name)
    }

    /// The same with what is known of the folder: `base` are the rules that
    /// match all its files, `looks_up` says whether some have rules by name.
    fn read_name(&mut self, context: Context, base: SetId, looks_up: bool, name: &str) -> SetId {
        let text = self.normalized(name);
        if text.contains(&b'/') {
            return self.read_file(context, name);
        }
        self.read_in(context, base, looks_up, &text)
    }

    fn read_in(&mut self, context: Context, base: SetId, looks_up: bool, name: &[u8]) -> SetId {
        let mut set = base;
        if looks_up {
            for node in nodes(&context) {
                if let Some(child) = self.automaton.lookup(node, name) {
                    let exact = self.list(child, List::Exact);
                    set = self.sets.union(set, exact);
                }
            }
        }
        if context.state != DEAD {
            let state = self.read(context.state, name, &mut set);
            let matched = self.dfa.at_end(state, self.sets);
            set = self.sets.union(set, matched);
        }
        set
    }

    /// Reads bytes of any length without growing out of bounds.
    fn read(&mut self, mut state: State, text: &[u8], matched: &mut SetId) -> State {
        for piece in text.chunks(PIECE) {
            if self.dfa.is_full() {
                let open = self.open.iter_mut().map(|open| &mut open.context.state);
                self.dfa.shrink(open.chain([&mut state]));
            }
            state = self.dfa.read(state, piece, matched, self.sets);
        }
        state
    }

    fn normalized<'t>(&self, text: &'t str) -> Cow<'t, [u8]> {
        match self.automaton.text {
            TextForm::AsWritten => Cow::Borrowed(text.as_bytes()),
            TextForm::Normalized => match Dialect::PATH.normalize(text) {
                Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
                Cow::Owned(text) => Cow::Owned(text.into_bytes()),
            },
        }
    }

    /// Whether all files from here on match the same rules.
    fn is_decided(&self, context: &Context) -> bool {
        let open = |node| {
            let node = self.automaton.node(node);
            node.has_children || node.start != NONE
        };
        context.state == DEAD
            && nodes(context).all(|node| {
                !open(node) && self.automaton.rules(node, List::Direct).next().is_none()
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
