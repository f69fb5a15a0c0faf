//! The page: a Yew app that shows what the engine in its worker answers.

fn main() {}
