//! The rooms of the page: which view is in which, and what each remembers.

use crate::session::protocol::View;

/// A room of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Room {
    /// Who gets an error, and why: the inputs beside the answer.
    #[default]
    Route,
    /// What is set up in Sentry: the whole width.
    Plan,
}

impl Room {
    /// All rooms.
    pub const ALL: [Self; 2] = [Self::Route, Self::Plan];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Route => "Route",
            Self::Plan => "Plan",
        }
    }

    /// The room that a view is in; none stands for the explorer.
    #[must_use]
    pub fn of(view: Option<View>) -> Self {
        match view {
            None
            | Some(View::Under(_) | View::Map | View::Coverage | View::Review | View::Simulate) => {
                Self::Route
            }
            Some(View::Projects | View::Compare | View::Playbook | View::Export) => Self::Plan,
        }
    }

    /// What a view of it is called.
    #[must_use]
    pub fn name_of(self, view: Option<View>) -> &'static str {
        self.views().iter().find(|it| it.0 == view).map_or("", |it| it.1)
    }

    /// What is in it, in order, with what it is called.
    #[must_use]
    pub fn views(self) -> &'static [(Option<View>, &'static str)] {
        match self {
            Self::Route => &[
                (None, "Files"),
                (Some(View::Map), "Map"),
                (Some(View::Coverage), "Coverage"),
                (Some(View::Review), "Review"),
                (Some(View::Simulate), "Simulate"),
            ],
            Self::Plan => &[
                (Some(View::Projects), "Projects"),
                (Some(View::Compare), "Compare"),
                (Some(View::Playbook), "Playbook"),
                (Some(View::Export), "Export"),
            ],
        }
    }
}

/// What the rooms remember.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rooms {
    /// The view that was last open in each.
    last: [Option<View>; Room::ALL.len()],
    /// Whether the inputs are folded to a rail in each, where there is room for both.
    pub folded: [bool; Room::ALL.len()],
}

impl Default for Rooms {
    fn default() -> Self {
        Self { last: [None, Some(View::Projects)], folded: [false, true] }
    }
}

impl Rooms {
    /// The view that was last open in a room.
    #[must_use]
    pub fn last(&self, room: Room) -> Option<View> {
        self.last[room as usize]
    }

    /// A view is open.
    pub fn open(&mut self, view: Option<View>) {
        self.last[Room::of(view) as usize] = view;
    }
}
