//! One view a file. What needs a hook (a node, a state of its own) is a component; all else is
//! a function: Yew makes some 8 KB of wasm for each component, and first paint waits for it.

mod dialogs;
mod explanation;
mod explorer;
mod input_panel;
mod node;
mod notices;
mod owner;
mod row;
mod summary;
mod tabs;
mod top_bar;
mod tree_panel;
mod works;

pub use explanation::explanation;
pub use explorer::Explorer;
pub use input_panel::InputPanel;
pub use node::nodes;
pub use notices::notices;
pub use summary::summary;
pub use tabs::{input_tabs, tabs, view_tabs};
pub use top_bar::{Offers, top_bar};
pub use tree_panel::TreePanel;
