//! Reading names: what each does to the places where patterns stand.

use super::{Context, UNKNOWN, Walker, nodes};
use crate::ownership::pattern::{Dialect, End};
use crate::routing::automaton::{Children, List, NONE, ROOT, Reach, SLASH_ROOT, TextForm};
use crate::routing::dfa::{DEAD, PIECE, State};
use crate::routing::sets::{SetId, Sets};
use crate::text::fold::fold_into;

/// Reading
impl Walker<'_> {
    /// The context of an empty path.
    pub(super) fn start(&mut self) -> Context {
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
    pub(super) fn enter_all(&mut self, context: Context, text: &str) -> Context {
        self.with_normalized(text, |walker, text| {
            let names = text.split(|&byte| byte == b'/');
            names.fold(context, |context, name| walker.enter(context, name))
        })
    }

    /// Reads one folder's name, and the slash behind it.
    fn enter(&mut self, mut context: Context, name: &[u8]) -> Context {
        let state = self.read(context.state, name);
        let state = self.dfa.read_slash(state, &mut self.events, self.sets);
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
            if let Some(child) = self.automaton.lookup(node, name, Children::Folders) {
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
    fn enter_affix(&mut self, number: usize, name: &[u8], context: &mut Context) {
        let (affix, texts) = (self.automaton.affix(number), self.automaton.texts());
        let matches = match affix.reach {
            Reach::Name(End::Text) => false,
            Reach::Name(_) => affix.fits(name, texts),
            Reach::Below if !affix.begins(name, texts) => false,
            Reach::Below if affix.has_open_end() => true,
            Reach::Below => {
                self.pending.push((number as u32, context.pending));
                context.pending = self.pending.len() as u32 - 1;
                false
            }
        };
        if matches {
            context.matched = self.with_affix(context.matched, number);
        }
    }

    /// `set` and the rule of an affix.
    fn with_affix(&mut self, set: SetId, number: usize) -> SetId {
        if self.affix_sets[number] == UNKNOWN {
            let rule = self.automaton.affix(number).rule;
            self.affix_sets[number] = self.sets.intern(&[rule]);
        }
        self.sets.union(set, self.affix_sets[number])
    }

    /// The rules that match a file: `text` may hold folders before its name.
    pub(super) fn read_file(&mut self, context: Context, text: &str) -> SetId {
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
    pub(super) fn read_name(&mut self, context: Context, base: SetId, name: &str) -> SetId {
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
        let texts = self.automaton.texts();
        for node in nodes(&context) {
            if let Some(child) = self.automaton.lookup(node, name, Children::Files) {
                let exact = self.list(child, List::Exact);
                set = self.sets.union(set, exact);
            }
            for number in self.automaton.affixes(node) {
                let affix = self.automaton.affix(number);
                if affix.reach != Reach::Name(End::Folder) && affix.fits(name, texts) {
                    set = self.with_affix(set, number);
                }
            }
        }
        let mut pending = context.pending;
        while let Some(&(number, next)) = self.pending.get(pending as usize) {
            if self.automaton.affix(number as usize).ends(name, texts) {
                set = self.with_affix(set, number as usize);
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
            fold_into(text.as_bytes(), &mut buffer);
        } else {
            buffer.extend(Dialect::PATH.normalize(text).as_bytes());
        }
        let result = read(self, &buffer);
        self.normalized = buffer;
        result
    }
}
