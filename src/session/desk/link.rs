//! The texts and choices as a link holds them.

use super::Desk;
use crate::document::{Chosen, Document, Texts};
use crate::link::{self, Linked};
use crate::session::protocol::{Choices, Input, Reply, Unpacked};
use crate::session::view_state::{PlaceShown, ViewState, keep};

impl Desk {
    /// A link to what is on the desk. Contents of files, and what is in Sentry today, stay at
    /// home if they are too much for one, and so does a repository that was taken out.
    pub fn pack(&self, choices: Choices) -> Reply {
        let mut linked = self.linked(choices);
        let chosen = &mut linked.document.chosen;
        if !chosen.settings.split.files_fit_into_a_link() {
            chosen.settings.split.files.clear();
        }
        if !chosen.today_fits_into_a_link() {
            chosen.today.clear();
        }
        Reply::Packed { fragment: link::encode(&linked) }
    }

    /// All that is on the desk, but for a repository that was taken out. Costs a copy of the texts.
    pub fn linked(&self, choices: Choices) -> Linked {
        let Choices { tree, selected, place } = choices;
        let chosen = Chosen { listing: tree, ..self.chosen.clone() };
        let place = PlaceShown::from(&place);
        let view = ViewState { selected, place, removed: None, ..self.view_state.clone() };
        let document = Document { texts: self.texts(), chosen };
        Linked { document, view: Some(view.to_value()) }
    }

    /// All texts.
    pub fn texts(&self) -> Texts {
        let text = |input| self.inputs.text(input).to_owned();
        Texts {
            tree: self.tree_text.clone(),
            rules: text(Input::Rules),
            codeowners: text(Input::Codeowners),
            mappings: text(Input::Mappings),
            people: text(Input::People),
            event: text(Input::Event),
        }
    }
}

/// What a link's fragment holds; the tree's text travels beside the rest.
pub fn unpack(fragment: &str) -> (Vec<Reply>, Option<String>) {
    match link::decode(fragment) {
        Ok(Linked { document, view }) => {
            let (unpacked, tree) = taken_apart(document, ViewState::from_value(view));
            (vec![Reply::Unpacked(Ok(unpacked))], Some(tree))
        }
        Err(error) => (vec![Reply::Unpacked(Err(error.to_string()))], None),
    }
}

/// A document as the page takes it: the tree's text travels beside the rest.
pub fn taken_apart(document: Document, mut view_state: ViewState) -> (Unpacked, String) {
    let Document { texts, mut chosen } = document;
    let choices = Choices {
        tree: std::mem::take(&mut chosen.listing),
        selected: std::mem::take(&mut view_state.selected),
        place: std::mem::take(&mut view_state.place).place(),
    };
    let Texts { tree, rules, codeowners, mappings, people, event } = texts;
    let inputs = vec![rules, codeowners, mappings, people, event];
    (Unpacked { inputs, settings: keep(&chosen, &view_state), choices }, tree)
}
