//! What there is to look at beyond the first answer, drawn as elements.

mod compare;
mod contents;
mod counted;
mod error;
mod errors_behind;
mod export;
mod load;
pub mod map;
mod picture;
mod playbook;
mod projects;
mod repositories;
mod rules;
mod simulate;
mod today;

pub use compare::folders_of_a_kind;

pub use rules::{Frames, as_seen};

use super::Later;
use super::work::Work;
use crate::session::desk::Desk;
use crate::session::parts::{LaterView, Shows};
use crate::session::protocol::{Input, Reply};
use std::rc::Rc;

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
        let Work { answer, inputs, settings, baseline, chosen, view_state: seen, .. } = work;
        let body = match view {
            LaterView::Error => {
                let (text, errors) = (inputs.text(Input::Event), self.errors(desk));
                error::draw(text, &errors, &settings.simulation, desk.explained_of(Input::Event))
            }
            LaterView::Simulate => {
                let (choices, lit) = (&chosen.choices, self.lit);
                let errors = self.errors(desk);
                // Without an error there is nothing to find a project for.
                let plan = if errors.cases.is_empty() { Rc::default() } else { work.plan() };
                let (plan, frames) = (&*plan, desk.wants_frames());
                let on =
                    simulate::On { answer, inputs, settings, choices, baseline, lit, plan, frames };
                let (body, marks) = simulate::draw(&on, &errors, seen.case);
                return drawn(body, marks);
            }
            LaterView::Compare => {
                let (plan, organization) = (&*work.plan(), &work.organization());
                let quota = &chosen.quota;
                let sorted = compare::matrix::Sorted::of(self.sorted_by);
                let parts =
                    compare::Parts { answer, inputs, settings, plan, organization, quota, sorted };
                compare::draw(&parts, &self.errors(desk))
            }
            LaterView::Map => map::draw(
                &map::Parts {
                    answer,
                    inputs,
                    settings,
                    seen: &seen.map,
                    size: self.map_size,
                    plan: &|| work.plan(),
                },
                &self.errors(desk),
            ),
            LaterView::Playbook => {
                let organization = &work.organization();
                playbook::draw(&playbook::Parts {
                    organization,
                    repository: &settings.repository,
                    seen,
                    trials: &self.trials,
                    answer,
                    errors: &self.errors(desk).counted,
                    evidence: &|| work.evidence(&self.errors(desk), organization),
                    told: &|| work.told(&self.errors(desk), organization),
                })
            }
            LaterView::Projects => {
                let (plan, others) = (&*work.plan(), &*work.other_plans());
                let removed = seen.removed.as_ref().map(|(_, removed)| removed.name.as_str());
                let live = work.live();
                let several = !others.is_empty() || removed.is_some();
                // One repository by itself needs no organization around it.
                let needed = several || live.is_some();
                let organization = if needed { work.organization() } else { Rc::default() };
                let comparison = live.as_ref().map(|live| work.comparison(live, &organization));
                let today = today::Parts {
                    live: live.as_deref(),
                    comparison: comparison.as_deref(),
                    reading: &self.today.reading,
                    texts: self.today.texts,
                    organization: &organization,
                    chosen,
                };
                let repositories = repositories::Parts {
                    name: &settings.repository,
                    files: answer.tree.len() as u32,
                    projects: plan.projects.len() as u32,
                    others,
                    before: chosen.repositories.before,
                    removed,
                    organization: &organization,
                };
                let asked = self.asked.as_deref();
                // A merge says how many errors it moves, if any are given.
                let errors =
                    if self.merging.is_empty() { Rc::default() } else { self.errors(desk) };
                let placed = (!errors.counted.is_empty())
                    .then(|| map::weights::place(&answer.tree, inputs, settings, &errors));
                projects::draw(&projects::Parts {
                    answer,
                    inputs,
                    settings: &settings.split,
                    paths: seen.paths,
                    plan,
                    asked,
                    merging: &self.merging,
                    placed: placed.as_ref(),
                    repositories,
                    today,
                })
            }
            LaterView::Export => export::draw(&export::Parts {
                organization: &work.organization(),
                repository: &settings.repository,
                answer,
                looked_at: &self.looked_at,
                written: &self.written,
            }),
        };
        drawn(body, Vec::new())
    }
}
