//! Which part of the session shows which view.
//!
//! The page knows views by one name each; here each is told apart by who draws it, so that
//! neither part is asked for what it can't show.

use super::protocol::{Input, View};
use serde::{Deserialize, Serialize};

/// A view, by the part that draws it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// The first answer.
    Desk(DeskView),
    /// What stands on it.
    Later(LaterView),
}

/// A view of the first answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskView {
    /// What stands under an input.
    Under(RoutingInput),
    /// Who has how much of the tree.
    Coverage,
    /// Where code review and error routing disagree.
    Review,
}

/// A view of what stands on the first answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaterView {
    /// What stands under the error.
    Error,
    /// From an event to who is told.
    Simulate,
    /// How the repository could be split into projects.
    Projects,
    /// What to do to carry the plan out.
    Playbook,
    /// The plan as files.
    Export,
    /// Ways to split side by side.
    Compare,
    /// The tree as nested rectangles.
    Map,
}

/// An input that routing follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoutingInput {
    /// Ownership rules.
    Rules,
    /// A CODEOWNERS file.
    Codeowners,
    /// Code mappings.
    Mappings,
    /// Teams and people.
    People,
}

impl RoutingInput {
    /// An input, if routing follows from it.
    #[must_use]
    pub fn of(input: Input) -> Option<Self> {
        match input {
            Input::Rules => Some(Self::Rules),
            Input::Codeowners => Some(Self::Codeowners),
            Input::Mappings => Some(Self::Mappings),
            Input::People => Some(Self::People),
            Input::Event => None,
        }
    }
}

impl From<RoutingInput> for Input {
    fn from(input: RoutingInput) -> Self {
        match input {
            RoutingInput::Rules => Self::Rules,
            RoutingInput::Codeowners => Self::Codeowners,
            RoutingInput::Mappings => Self::Mappings,
            RoutingInput::People => Self::People,
        }
    }
}

impl From<View> for Shows {
    fn from(view: View) -> Self {
        match view {
            View::Under(input) => match RoutingInput::of(input) {
                Some(input) => Self::Desk(DeskView::Under(input)),
                None => Self::Later(LaterView::Error),
            },
            View::Coverage => Self::Desk(DeskView::Coverage),
            View::Review => Self::Desk(DeskView::Review),
            View::Simulate => Self::Later(LaterView::Simulate),
            View::Projects => Self::Later(LaterView::Projects),
            View::Playbook => Self::Later(LaterView::Playbook),
            View::Export => Self::Later(LaterView::Export),
            View::Compare => Self::Later(LaterView::Compare),
            View::Map => Self::Later(LaterView::Map),
        }
    }
}

impl From<DeskView> for View {
    fn from(view: DeskView) -> Self {
        match view {
            DeskView::Under(input) => Self::Under(input.into()),
            DeskView::Coverage => Self::Coverage,
            DeskView::Review => Self::Review,
        }
    }
}

impl From<LaterView> for View {
    fn from(view: LaterView) -> Self {
        match view {
            LaterView::Error => Self::Under(Input::Event),
            LaterView::Simulate => Self::Simulate,
            LaterView::Projects => Self::Projects,
            LaterView::Playbook => Self::Playbook,
            LaterView::Export => Self::Export,
            LaterView::Compare => Self::Compare,
            LaterView::Map => Self::Map,
        }
    }
}
