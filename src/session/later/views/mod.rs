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
use crate::session::parts::{LaterView, Shows};
use crate::session::protocol::{Input, Node, Reply};

impl Later {
    /// The view in sight, whoever shows it.
    pub fn show_in_sight(&self, desk: &Desk) -> Reply {
        match Shows::from(desk.in_sight) {
            Shows::Desk(view) => desk.shown(view),
            Shows::Later(view) => self.show(desk, view),
        }
    }

    /// A view, with the lines that it is about.
    pub fn show(&self, desk: &Desk, view: LaterView) -> Reply {
        let drawn = |body, marks| desk.drawn(view.into(), body, marks);
        let Some(work) = self.work(desk) else { return drawn(Vec::new(), Vec::new()) };
        let draw = |draw: fn(&Work<'_>) -> Vec<Node>| drawn(draw(&work), Vec::new());
        match view {
            LaterView::Error => {
                let errors = self.errors(desk);
                let body = error::draw(&work, &errors, desk.explained_of(Input::Event));
                drawn(body, Vec::new())
            }
            LaterView::Simulate => {
                let (body, marks) = simulate::draw(&work, &self.errors(desk));
                drawn(body, marks)
            }
            LaterView::Compare => drawn(compare::draw(&work, &self.errors(desk)), Vec::new()),
            LaterView::Playbook => drawn(playbook::draw(&work, &self.errors(desk)), Vec::new()),
            LaterView::Projects => draw(projects::draw),
            LaterView::Export => draw(export::draw),
        }
    }
}
