//! The walk over a tree: each folder is read once, each file by its own name.

use super::automaton::{Affix, Automaton, List, NONE, NodeId, ROOT, Reach, SLASH_ROOT, TextForm};
use super::dfa::{DEAD, Dfa, State};
use super::frames::{Frames, Restart};
use super::sets::{SetId, Sets};
use crate::ownership::pattern::{Dialect, End};
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
    dfa: Dfa<'a>,
    sets: &'a mut Sets,
    /// Per node and list, its set of rules, once asked for.
    lists: Vec<SetId>,
    rules: Vec<u32>,
    /// The sets of rules that a name matched while it was read.
    events: Vec<SetId>,
    /// Lists of affixes, each entry with the next.
    pending: Vec<(Affix, u32)>,
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
        // A backslash in a name may be a slash, so that folders count too.
        let slashes = tree.has_backslashes() && self.automaton.text == TextForm::Normalized;
        let is_plain = context.state == DEAD
            && context.pending == NONE
            && nodes(&context).all(|id| {
                let node = self.automaton.node(id);
                let looks_up = node.has_files || (slashes && node.has_children);
                !looks_up && !self.automaton.has_affixes(id)
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

/// Reading
impl Walker<'_> {
    /// The context of an empty path.
    fn start(&mut self) -> Context {
        let mut context = Context {
            nodes: [ROOT, SLASH_ROOT, NONE],
            state: DEAD,
            matched: Sets::EMPTY,
            pending: NONE,
            at_start: true,
        };
        self.settle(&mut context);
        context
    }

    /// Reads folders: `text` without its last slash.
    fn enter_all(&mut self, context: Context, text: &str) -> Context {
        self.with_normalized(text, |walker, text| {
            let names = text.split(|&byte| byte == b'/');
            names.fold(context, |context, name| walker.enter(context, name))
        })
    }

    /// Reads one folder's name, and the slash behind it.
    fn enter(&mut self, mut context: Context, name: &[u8]) -> Context {
        let state = self.read(context.state, name);
        let state = self.dfa.read(state, b"/", &mut self.events, self.sets);
        context.matched = self.sets.union_all(context.matched, &mut self.events);
        context.state = state;
        for node in nodes(&context) {
            for affix in self.automaton.affixes(node) {
                self.enter_affix(affix, name, &mut context);
            }
        }
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

    /// Tries an affix on a folder's name.
    fn enter_affix(&mut self, affix: &Affix, name: &[u8], context: &mut Context) {
        let (before, after) = self.automaton.affix_texts(affix);
        let matches = match affix.reach {
            Reach::Name(End::Text) => false,
            Reach::Name(_) => fits(name, before, after),
            Reach::Below if !name.starts_with(before) => false,
            Reach::Below if after.is_empty() => true,
            Reach::Below => {
                self.pending.push((*affix, context.pending));
                context.pending = self.pending.len() as u32 - 1;
                false
            }
        };
        if matches {
            let rule = self.sets.intern(&[affix.rule]);
            context.matched = self.sets.union(context.matched, rule);
        }
    }

    /// The rules that match a file: `text` may hold folders before its name.
    fn read_file(&mut self, context: Context, text: &str) -> SetId {
        self.with_normalized(text, |walker, text| walker.read_path(context, text))
    }

    fn read_path(&mut self, mut context: Context, text: &[u8]) -> SetId {
        let mut names = text.split(|&byte| byte == b'/').peekable();
        while let Some(name) = names.next() {
            if names.peek().is_none() {
                let mut base = context.matched;
                for node in nodes(&context) {
                    let direct = self.list(node, List::Direct);
                    base = self.sets.union(base, direct);
                }
                return self.read_last(context, base, name);
            }
            context = self.enter(context, name);
        }
        context.matched
    }

    /// The rules that match a file by its name; `base` are those that match all
    /// files of its folder.
    fn read_name(&mut self, context: Context, base: SetId, name: &str) -> SetId {
        match self.automaton.text {
            TextForm::AsWritten => self.read_last(context, base, name.as_bytes()),
            TextForm::Normalized if Dialect::PATH.is_normal(name) => {
                self.read_last(context, base, name.as_bytes())
            }
            TextForm::Normalized => self.with_normalized(name, |walker, name| {
                if name.contains(&b'/') {
                    walker.read_path(context, name)
                } else {
                    walker.read_last(context, base, name)
                }
            }),
        }
    }

    fn read_last(&mut self, context: Context, base: SetId, name: &[u8]) -> SetId {
        let mut set = base;
        for node in nodes(&context) {
            if self.automaton.node(node).has_files
                && let Some(child) = self.automaton.lookup(node, name)
            {
                let exact = self.list(child, List::Exact);
                set = self.sets.union(set, exact);
            }
            for affix in self.automaton.affixes(node) {
                let (before, after) = self.automaton.affix_texts(affix);
                if affix.reach != Reach::Name(End::Folder) && fits(name, before, after) {
                    let rule = self.sets.intern(&[affix.rule]);
                    set = self.sets.union(set, rule);
                }
            }
        }
        let mut pending = context.pending;
        while let Some(&(affix, next)) = self.pending.get(pending as usize) {
            if name.ends_with(self.automaton.affix_texts(&affix).1) {
                let rule = self.sets.intern(&[affix.rule]);
                set = self.sets.union(set, rule);
            }
            pending = next;
        }
        if context.state != DEAD {
            let state = self.read(context.state, name);
            self.events.push(self.dfa.at_end(state, self.sets));
            set = self.sets.union_all(set, &mut self.events);
        }
        set
    }

    /// Reads bytes of any length without growing out of bounds, and notes what
    /// they match in `events`.
    fn read(&mut self, mut state: State, text: &[u8]) -> State {
        for piece in text.chunks(PIECE) {
            if self.dfa.is_full() {
                let open = self.open.iter_mut().map(|open| &mut open.context.state);
                self.dfa.shrink(open.chain([&mut state]));
            }
            state = self.dfa.read(state, piece, &mut self.events, self.sets);
        }
        state
    }

    /// Calls `read` with `text` in the form in which it is compared.
    fn with_normalized<R>(&mut self, text: &str, read: impl FnOnce(&mut Self, &[u8]) -> R) -> R {
        if self.automaton.text == TextForm::AsWritten {
            return read(self, text.as_bytes());
        }
        let mut buffer = std::mem::take(&mut self.normalized);
        buffer.clear();
        if text.is_ascii() {
            buffer.extend_from_slice(text.as_bytes());
            buffer.make_ascii_lowercase();
            for slash in buffer.iter_mut().filter(|byte| **byte == b'\\') {
                *slash = b'/';
            }
        } else {
            buffer.extend(Dialect::PATH.normalize(text).as_bytes());
        }
        let result = read(self, &buffer);
        self.normalized = buffer;
        result
    }

    /// Whether all files from here on match the same rules.
    fn is_decided(&self, context: &Context) -> bool {
        let open = |node| {
            let node = self.automaton.node(node);
            node.has_children || node.start != NONE
        };
        context.state == DEAD
            && context.pending == NONE
            && nodes(context).all(|node| {
                !open(node)
                    && !self.automaton.has_affixes(node)
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

/// Whether `name` is `before`, anything and `after`.
fn fits(name: &[u8], before: &[u8], after: &[u8]) -> bool {
    name.len() >= before.len() + after.len() && name.starts_with(before) && name.ends_with(after)
}
