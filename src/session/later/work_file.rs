//! A work's file, written from what is on the desk, and read.

use crate::link::file::{self, File, Parsed};
use crate::session::desk::{Desk, taken_apart};
use crate::session::protocol::{Answered, Choices, Opened, Reply};
use crate::session::view_state::ViewState;

/// The file of what is on the desk.
pub fn write(desk: &Desk, choices: Choices, name: String) -> Reply {
    let file = File { name, linked: desk.linked(choices) };
    let text = file::print(&file);
    Reply::Save(file::file_name(&file.name), "application/json".to_owned(), text)
}

/// What is in a file; the tree's text travels beside the rest.
pub fn read(text: &str) -> Answered {
    match file::parse(text) {
        Ok(Parsed { file: File { name, linked }, remarks }) => {
            let view_state = ViewState::from_value(linked.view);
            let (unpacked, tree) = taken_apart(linked.document, view_state);
            let opened = Opened { name, remark: remarks.join(" "), unpacked };
            (vec![Reply::File(Ok(opened))], Some(tree))
        }
        Err(error) => (vec![Reply::File(Err(error.to_string()))], None),
    }
}
