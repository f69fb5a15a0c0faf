//! What the worker is told of the inputs.

use super::{Effect, Engine, State, TextInput};
use crate::session::protocol::{Input, Request};

/// What was changed.
#[derive(Clone, Copy)]
pub(super) enum Changed {
    Tree,
    Input(Input),
}

/// Sending
impl State {
    pub(super) fn change(&mut self, change: impl FnOnce(&mut Self), what: Changed) -> Vec<Effect> {
        change(self);
        self.told = None;
        let mut effects = self.keep();
        let sent = match what {
            Changed::Tree => {
                self.tree.revision += 1;
                self.send_tree()
            }
            Changed::Input(input) => {
                self.inputs[input as usize].revision += 1;
                self.send_input(input)
            }
        };
        if self.revive() {
            effects.extend(self.send_inputs());
        } else {
            effects.push(sent);
        }
        effects
    }

    /// After a stop or a failure, changed inputs are tried again: true if so. The
    /// fresh worker knows neither text then. It was started at once, and has greeted.
    pub(super) fn revive(&mut self) -> bool {
        let stopped = matches!(self.engine, Engine::Stopped | Engine::Failed(_));
        if stopped {
            self.engine = Engine::Ready;
        }
        stopped
    }

    pub(super) fn send_tree(&self) -> Effect {
        Effect::Send(Request::Tree {
            revision: self.tree.revision,
            options: self.tree.options.clone(),
        })
    }

    pub(super) fn send_input(&self, input: Input) -> Effect {
        let TextInput { revision, kept_revision, .. } = self.inputs[input as usize];
        Effect::Send(Request::Input { input, revision, kept: kept_revision == revision })
    }

    /// All that a fresh worker has to know.
    pub(super) fn send_inputs(&self) -> Vec<Effect> {
        let settings = Effect::Send(Request::Settings(self.settings.clone()));
        // What was never changed is empty, which the worker knows.
        let changed = Input::ALL.into_iter().filter(|&it| self.inputs[it as usize].revision > 0);
        let inputs = changed.map(|input| self.send_input(input));
        std::iter::once(settings).chain(inputs).chain([self.send_tree()]).collect()
    }
}
