//! The engine in the browser: the page's worker and the JavaScript interface.

fn main() {}
