//! The same automaton laid out for stepping: what leads on from a node lies side
//! by side, byte edges sorted, so that a node with a hundred of them is searched
//! and not walked.

use super::{Accept, Label, Loop, Nfa, NodeId};
use crate::ownership::pattern::token::{ByteSet, Extent};

/// An [`Nfa`] that no longer grows.
#[derive(Debug)]
pub(crate) struct Compact {
    /// Per node, and one behind the last for where the lists end.
    nodes: Vec<Node>,
    bytes: Vec<(u8, NodeId)>,
    classes: Vec<(ByteSet, NodeId)>,
    empties: Vec<NodeId>,
    accepts: Vec<(u32, Accept)>,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    /// Where its edges and rules start in the lists.
    bytes: u32,
    classes: u32,
    empties: u32,
    accepts: u32,
    loops: Loop,
    fate: Fate,
}

/// What can become of standing at a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Nothing: no byte leads on, and it accepts nothing at an end.
    Spent,
    /// Nothing before the next slash: until then it stays.
    Settled,
    /// Anything.
    Open,
}

/// Instantiation
impl Compact {
    pub(crate) fn new(nfa: &Nfa) -> Self {
        let mut compact = Self {
            nodes: Vec::with_capacity(nfa.len() + 1),
            bytes: Vec::with_capacity(nfa.edges.len()),
            classes: Vec::new(),
            empties: Vec::new(),
            accepts: Vec::with_capacity(nfa.accepts.len()),
        };
        let any_character = super::character_start();
        for node in 0..nfa.len() as NodeId {
            compact.begin(nfa.nodes[node as usize].loops, Fate::Open);
            let first = compact.bytes.len();
            for edge in nfa.edges_of(node) {
                match edge.label {
                    Label::Byte(byte) => compact.bytes.push((byte, edge.target)),
                    Label::Class(class) => {
                        compact.classes.push((nfa.classes[class as usize], edge.target));
                    }
                    Label::Character => compact.classes.push((any_character, edge.target)),
                    _ => compact.empties.push(edge.target),
                }
            }
            compact.bytes[first..].sort_unstable();
            nfa.for_each_accept(node, |rule, accept| compact.accepts.push((rule, accept)));
            compact.judge(nfa.is_spent(node));
        }
        compact.begin(Loop::Never, Fate::Spent);
        compact
    }

    fn begin(&mut self, loops: Loop, fate: Fate) {
        self.nodes.push(Node {
            bytes: self.bytes.len() as u32,
            classes: self.classes.len() as u32,
            empties: self.empties.len() as u32,
            accepts: self.accepts.len() as u32,
            loops,
            fate,
        });
    }

    /// Says what can become of the last node, whose lists are complete.
    fn judge(&mut self, spent: bool) {
        let Some(last) = self.nodes.last_mut() else { return };
        let stays = matches!(last.loops, Loop::Over(Extent::Anything | Extent::Part));
        let only_slashes = self.bytes[last.bytes as usize..].iter().all(|edge| edge.0 == b'/')
            && self.classes.len() == last.classes as usize;
        last.fate = match spent {
            true => Fate::Spent,
            false if stays && only_slashes => Fate::Settled,
            false => Fate::Open,
        };
    }
}

/// Access
impl Compact {
    pub(crate) fn fate(&self, node: NodeId) -> Fate {
        self.nodes[node as usize].fate
    }

    /// Calls `reach` with each node that `node` leads to over `byte`.
    pub(crate) fn for_each_step(&self, node: NodeId, byte: u8, mut reach: impl FnMut(NodeId)) {
        let (this, next) = self.around(node);
        if this.loops.contains(byte) {
            reach(node);
        }
        let edges = &self.bytes[this.bytes as usize..next.bytes as usize];
        let from = match edges.len() {
            0..=8 => edges.iter().take_while(|edge| edge.0 < byte).count(),
            _ => edges.partition_point(|edge| edge.0 < byte),
        };
        for &(_, target) in edges[from..].iter().take_while(|edge| edge.0 == byte) {
            reach(target);
        }
        for (class, target) in &self.classes[this.classes as usize..next.classes as usize] {
            if class.contains(byte) {
                reach(*target);
            }
        }
    }

    /// The nodes that `node` leads to without a byte.
    pub(crate) fn empties(&self, node: NodeId) -> &[NodeId] {
        let (this, next) = self.around(node);
        &self.empties[this.empties as usize..next.empties as usize]
    }

    /// The rules that can be accepted at `node`.
    pub(crate) fn accepts(&self, node: NodeId) -> &[(u32, Accept)] {
        let (this, next) = self.around(node);
        &self.accepts[this.accepts as usize..next.accepts as usize]
    }

    fn around(&self, node: NodeId) -> (&Node, &Node) {
        (&self.nodes[node as usize], &self.nodes[node as usize + 1])
    }
}
