//! Warnings of Vue 2, which name the components around the one that failed.
//!
//! ```text
//! [Vue warn]: Error in render: "TypeError: total is undefined"
//!
//! found in
//!
//! ---> <Cart> at src/views/Cart.vue
//!        <App> at src/App.vue
//!          <Root>
//! ```
//!
//! The component that failed is first. One without a file is left out.

use super::place::browser_frame;
use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::formats::Format;
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::title;

/// The format.
pub(crate) struct Vue;

const HEADER: &str = "[Vue warn]: ";

/// How many lines a message may have.
const LONGEST: usize = 20;

impl Format for Vue {
    fn name(&self) -> &'static str {
        "javascript"
    }

    fn title(&self) -> &'static str {
        "JavaScript (Vue)"
    }

    fn anchors(&self, line: &str) -> bool {
        line.contains(HEADER)
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let (_, message) = input.text(at).split_once(HEADER)?;
        let last = input.len().min(at + LONGEST);
        let found = (at + 1..last).find(|line| input.text(*line).trim() == "found in")?;
        let mut draft = Draft::default();
        let mut exception = Exception { value: Some(message.to_owned()), ..Exception::default() };
        if let Some(title) = title::within(message) {
            exception.ty = Some(title.name.to_owned());
            exception.value = Some(title.value.trim_end_matches('"').to_owned());
        }
        draft.role(at, Role::Message);
        draft.role(found, Role::Context);
        draft.exception(exception);
        let mut next = found + 1;
        while input.is_blank(next) && next < input.len() {
            next += 1;
        }
        while let Some((name, file)) = component(input.text(next)) {
            draft.strong();
            match file {
                Some(file) => {
                    draft.frame(input, next, browser_frame(file, name, None, None));
                }
                None => draft.role(next, Role::Skipped("a component without a file")),
            }
            next += 1;
        }
        if !draft.has_frames() {
            return None;
        }
        draft.ordered(Order::NewestFirst).finish(input, "javascript", "javascript", Certainty::Sure)
    }
}

/// `---> <Cart> at src/Cart.vue... (2 recursive calls)`: the name, and the file if one is told.
fn component(line: &str) -> Option<(&str, Option<&str>)> {
    let text = line.trim();
    let text = text.strip_prefix("---> ").unwrap_or(text);
    let (name, rest) = text.strip_prefix('<')?.split_once('>')?;
    let rest = rest.split("... (").next().unwrap_or(rest).trim_end();
    match rest.strip_prefix(" at ") {
        Some(file) => Some((name, Some(file))),
        None => rest.is_empty().then_some((name, None)),
    }
}
