//! Who gets an error from which file?

#[path = "routing/against_naive.rs"]
mod against_naive;
#[path = "routing/editing.rs"]
mod editing;
#[path = "routing/explanation.rs"]
mod explanation;
#[path = "routing/guesses.rs"]
mod guesses;
#[path = "routing/load.rs"]
mod load;
#[path = "routing/mapping_list.rs"]
mod mapping_list;
#[path = "routing/precedence.rs"]
mod precedence;
#[path = "routing/support.rs"]
mod support;
#[path = "routing/tree.rs"]
mod tree;
#[path = "routing/values.rs"]
mod values;
