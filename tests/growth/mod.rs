//! Shapes of input that grow, for every function of the interface: what `script/growth` times and `tests/growth.rs` counts.
//!
//! A shape is a function and a way to make its input of any size. Two kinds are made by rule: every text that a function
//! takes is filled with each of [`pieces`], in one line and in many, and with each of its own language's things many
//! times over ([`texts`]). The others are products of two inputs, and plans ([`pairs`], [`plans`], [`page`]).

#![allow(clippy::needless_pass_by_value, reason = "inputs are made for one call and handed over")]
#![allow(clippy::type_complexity, reason = "tables of names and functions")]

mod calls;
mod page;
mod pairs;
mod pieces;
mod plans;
mod repositories;
mod situations;
mod texts;

use std::collections::BTreeMap;

/// One call with its input, ready to be made.
pub type Job = Box<dyn FnOnce()>;

/// A function with input that can be of any size.
pub struct Shape {
    /// The function, as JavaScript has it, or the parser.
    pub function: &'static str,
    /// What its input is like.
    pub name: String,
    /// The least size that means something.
    pub least: usize,
    /// The largest size that is tried.
    #[allow(dead_code, reason = "the test counts small ones alone")]
    pub most: usize,
    make: Box<dyn Fn(usize) -> Job>,
}

impl Shape {
    fn new(
        function: &'static str,
        name: impl Into<String>,
        (least, most): (usize, usize),
        make: impl Fn(usize) -> Job + 'static,
    ) -> Self {
        Self { function, name: name.into(), least, most, make: Box::new(make) }
    }

    /// Whether it is a product until a limit holds.
    pub fn is_bounded(&self) -> bool {
        BOUNDED.contains(&(self.function, self.name.as_str()))
    }

    /// The call for a size.
    pub fn job(&self, size: usize) -> Job {
        (self.make)(size)
    }
}

/// Shapes that are products until a limit of `docs/limits.md` holds, at a size no person reaches.
const BOUNDED: &[(&str, &str)] = &[
    // A thousand projects get rules of their own, each all that match its files.
    ("planProjects", "applications and rules that all match"),
    ("planProjects", "applications and lines of CODEOWNERS"),
    // A line that wins nothing is held against the one that takes its files, in 4,096 steps at most. The more
    // files there are, the more lines match one.
    ("adviseRules", "lines of CODEOWNERS of letters between stars"),
];

/// All of them.
pub fn shapes() -> Vec<Shape> {
    let mut shapes = Vec::new();
    pairs::add(&mut shapes);
    plans::add(&mut shapes);
    calls::add(&mut shapes);
    page::add(&mut shapes);
    calls::add_pieces(&mut shapes);
    shapes
}

/// How many shapes each function has, among them each function that JavaScript is offered: those of
/// `src/bin/engine/exports.rs`, and the views and commands of the page.
pub fn functions(shapes: &[Shape]) -> BTreeMap<String, usize> {
    let exports = include_str!("../../src/bin/engine/exports.rs");
    let mut functions = BTreeMap::new();
    let mut named = None;
    for line in exports.lines() {
        if let Some((_, rest)) = line.split_once("js_name = ") {
            named = rest.split([',', ')']).next().map(str::to_owned);
        } else if let Some(rest) = line.strip_prefix("pub fn ") {
            let name = rest.split('(').next().unwrap_or_default().to_owned();
            functions.insert(named.take().unwrap_or(name), 0);
        }
    }
    // It takes nothing.
    functions.remove("version");
    for shape in shapes {
        *functions.entry(shape.function.to_owned()).or_default() += 1;
    }
    functions
}

/// A number in letters, since some readers take digits for something else.
fn word(number: usize) -> String {
    let mut letters = String::new();
    let mut left = number;
    loop {
        letters.push(char::from(b'a' + (left % 26) as u8));
        left /= 26;
        if left == 0 {
            return letters;
        }
    }
}
