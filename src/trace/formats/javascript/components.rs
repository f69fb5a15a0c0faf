//! Components that React names beside an error: they are no calls, and no error of their own.

use super::{Reader, header};
use crate::trace::parse::Role;

const COMPONENTS: Role = Role::Skipped("of a component of React, not of a call");

/// Reading
impl Reader<'_> {
    /// Where the frames start of the error that React names the components of which stand at a
    /// line, if it is below them.
    pub(super) fn error_below_components(&mut self, at: usize) -> Option<usize> {
        const BELOW: usize = 6;
        let end = self.components_end(at);
        let is_error = |line: &usize| {
            let error = header::type_and_value(self.input.text(*line));
            error.is_some_and(|(ty, _)| header::is_type(ty)) && self.is_call(line + 1)
        };
        let error = (end..self.input.len().min(end + BELOW)).find(is_error)?;
        self.draft.roles(at..end, COMPONENTS);
        self.draft.roles(end..error, Role::Context);
        Some(error + 1)
    }

    /// Takes the components that stand below an error.
    pub(super) fn components_below(&mut self, end: usize) {
        const BELOW: usize = 3;
        let starts =
            |line: &usize| header::component_stack(self.input, *line) && self.is_call(*line);
        let Some(at) = (end + 2..self.input.len().min(end + 2 + BELOW)).find(starts) else {
            return;
        };
        let close = self.components_end(at);
        self.draft.roles(end..at, Role::Context);
        self.draft.roles(at..close, COMPONENTS);
    }

    fn components_end(&self, at: usize) -> usize {
        (at..self.input.len()).find(|line| !self.is_call(*line)).unwrap_or(self.input.len())
    }

    fn is_call(&self, at: usize) -> bool {
        self.input.text(at).trim_start().starts_with("at ")
    }
}
