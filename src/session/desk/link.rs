//! The texts and choices as a link holds them.

use super::Desk;
use crate::link::{self, Plan};
use crate::session::protocol::{Choices, Input, Reply, Unpacked};
use crate::session::settings::Settings;

impl Desk {
    /// A link to what is on the desk. Contents of files that are too much for one stay at home.
    pub fn pack(&self, choices: Choices) -> Reply {
        let mut plan = self.whole(choices);
        if !plan.settings.files_fit_into_a_link() {
            plan.settings.files.clear();
        }
        Reply::Packed { fragment: link::encode(&plan) }
    }

    /// All texts and settings.
    pub fn whole(&self, choices: Choices) -> Plan {
        let text = |input| self.inputs.text(input).to_owned();
        let mut settings = self.settings.clone();
        Plan {
            beside: settings.beside.take(),
            tree: self.tree_text.clone(),
            rules: text(Input::Rules),
            codeowners: text(Input::Codeowners),
            mappings: text(Input::Mappings),
            people: text(Input::People),
            event: text(Input::Event),
            choices,
            settings,
        }
    }
}

/// What a link's fragment holds; the tree's text travels beside the rest.
pub fn unpack(fragment: &str) -> (Vec<Reply>, Option<String>) {
    match link::decode(fragment) {
        Ok(plan) => {
            let (unpacked, tree) = taken_apart(plan);
            (vec![Reply::Unpacked(Ok(unpacked))], Some(tree))
        }
        Err(error) => (vec![Reply::Unpacked(Err(error.to_string()))], None),
    }
}

/// A plan as the page takes it: the tree's text travels beside the rest.
pub fn taken_apart(plan: Plan) -> (Unpacked, String) {
    let inputs = vec![plan.rules, plan.codeowners, plan.mappings, plan.people, plan.event];
    let settings = Settings { beside: plan.beside, ..plan.settings }.to_bytes();
    (Unpacked { inputs, settings, choices: plan.choices }, plan.tree)
}
