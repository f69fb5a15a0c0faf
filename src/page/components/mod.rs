//! One view a file. What needs a hook (a node, a state of its own) is a component; all else is
//! a function: Yew makes some 8 KB of wasm for each component, and first paint waits for it.

mod dialogs;
mod explanation;
mod explorer;
mod give;
mod notices;
mod owner;
mod problems;
mod prose;
mod row;
mod rules_panel;
mod summary;
mod tabs;
mod top_bar;
mod tree_options;
mod tree_panel;
mod tree_report;

pub use explanation::explanation;
pub use explorer::Explorer;
pub use notices::notices;
pub use rules_panel::RulesPanel;
pub use summary::summary;
pub use tabs::tabs;
pub use top_bar::{Offers, top_bar};
pub use tree_panel::TreePanel;
