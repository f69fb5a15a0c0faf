//! One view a file. What needs a hook (a node, a state of its own) is a component; all else is
//! a function that one component, [`Part`], calls when what it shows has changed: Yew makes some
//! 8 KB of wasm for each component, and first paint waits for it.

mod dialogs;
mod explanation;
mod explorer;
mod input_panel;
mod node;
mod notices;
mod owner;
mod part;
mod row;
mod summary;
mod tabs;
mod top_bar;
mod tree_panel;
mod ways;
mod works;

pub use explorer::Explorer;
pub use input_panel::{InputPanel, name as input_name};
pub use part::Part;
pub use top_bar::Offers;
pub use tree_panel::TreePanel;
pub use ways::invite;

use explanation::explanation;
use node::nodes;
use notices::notices;
use summary::{bar, summary};
use tabs::{input_tabs, rooms, tabs, view_tabs};
use top_bar::{top_bar, working};
use ways::ways;
