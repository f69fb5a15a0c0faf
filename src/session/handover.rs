//! What the part that gave the first answer hands over to the whole engine.

use super::protocol::{Input, Request};
use super::{FirstSession, Session};
use serde::{Deserialize, Serialize};

/// All that makes a session what it is: the requests that would make it so.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Handover {
    steps: Vec<(Request, Option<String>)>,
}

impl FirstSession {
    /// What the whole engine goes on with. Costs a copy of the texts.
    #[must_use]
    pub fn hand_over(&self) -> Handover {
        let desk = &self.desk;
        let revision =
            |input: Input| desk.revisions.inputs.get(input as usize).copied().unwrap_or_default();
        let text = |input, kept, text: &str| {
            (Request::Input { input, revision: revision(input), kept }, Some(text.to_owned()))
        };
        let routed = Input::ALL.into_iter().filter(|&input| input != Input::Event);
        let mut steps = vec![(Request::Settings(desk.settings.to_bytes()), None)];
        // First what edits are compared with, then the edits.
        for input in routed.clone() {
            steps.push(text(input, true, desk.baseline_text(input)));
        }
        let tree =
            Request::Tree { revision: desk.revisions.tree, options: desk.tree_options.clone() };
        steps.push((tree, Some(desk.tree_text.clone())));
        for input in routed.filter(|&it| desk.inputs.text(it) != desk.baseline_text(it)) {
            steps.push(text(input, false, desk.inputs.text(input)));
        }
        if let Some((input, at)) = desk.explained_problem {
            let look = super::RoutingCommand::LookUp(input, at);
            let command = super::protocol::encode(&super::Command::from(look));
            steps.push((Request::Do { command, text: String::new() }, None));
        }
        steps.push((Request::View(desk.in_sight), None));
        Handover { steps }
    }
}

impl Session {
    /// A session that goes on where another part of the engine left off. Costs as much as
    /// its first answer.
    #[must_use]
    pub fn resume(handover: Handover) -> Self {
        let mut session = Self::default();
        for (request, text) in handover.steps {
            session.handle(request, text);
        }
        session
    }
}
