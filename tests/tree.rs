//! A pasted file listing becomes a list of paths, whatever made it.

#[path = "tree/render.rs"]
mod render;
#[path = "tree/support.rs"]
mod support;

#[path = "tree/broken.rs"]
mod broken;
#[path = "tree/by_hand.rs"]
mod by_hand;
#[path = "tree/map.rs"]
mod map;
#[path = "tree/noise_and_globs.rs"]
mod noise_and_globs;
#[path = "tree/pasted.rs"]
mod pasted;
#[path = "tree/prefixes.rs"]
mod prefixes;
#[path = "tree/properties.rs"]
mod properties;
#[path = "tree/real_tools.rs"]
mod real_tools;
