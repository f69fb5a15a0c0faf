//! What there is to look at beyond the first answer, drawn as elements.

mod compare;
mod contents;
mod error;
mod export;
mod load;
mod picture;
mod playbook;
mod projects;
mod repositories;
mod simulate;

use super::Later;
use super::work::Work;
use crate::session::desk::Desk;
use crate::session::protocol::{Input, Node, Reply, View};

impl Later {
    /// A view, with the lines that it is about.
    pub fn show(&self, desk: &Desk, view: View) -> Reply {
        let Some(work) = self.work(desk) else { return desk.drawn(view, Vec::new(), Vec::new()) };
        let draw = |draw: fn(&Work<'_>) -> Vec<Node>| desk.drawn(view, draw(&work), Vec::new());
        match view {
            View::Under(Input::Event) => {
                let errors = self.errors(desk);
                let body = error::draw(&work, &errors, desk.explained_of(Input::Event));
                desk.drawn(view, body, Vec::new())
            }
            View::Simulate => {
                let (body, marks) = simulate::draw(&work, &self.errors(desk));
                desk.drawn(view, body, marks)
            }
            View::Compare => desk.drawn(view, compare::draw(&work, &self.errors(desk)), Vec::new()),
            View::Playbook => {
                desk.drawn(view, playbook::draw(&work, &self.errors(desk)), Vec::new())
            }
            View::Projects => draw(projects::draw),
            View::Export => draw(export::draw),
            View::Under(Input::Rules | Input::Codeowners | Input::Mappings | Input::People)
            | View::Coverage
            | View::Review => desk.shown(view),
        }
    }
}
