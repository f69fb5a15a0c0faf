//! What fences ask of the split, of errors and of releases.

use super::Later;
use super::event::event_rules;
use crate::fence::Check;
use crate::playbook::release::name;
use crate::projects::Proposal;
use crate::routing::{Category, Decision, Settings, Simulation};
use crate::session::desk::Desk;
use crate::session::draw::{code, el, paragraph, prose, strong, text};
use crate::session::protocol::Node;
use crate::text::numbers::plural;

impl Later {
    /// What is so instead of what should hold, as a clause; none where it holds.
    pub(super) fn fault_of(&self, desk: &Desk, check: &Check, releases: &str) -> Option<String> {
        match check {
            Check::AtMost(most) => self.other_number(desk, |projects| projects <= *most),
            Check::AtLeast(least) => self.other_number(desk, |projects| projects >= *least),
            Check::Assigned(owner) => {
                let Some(decision) = self.decision(desk) else { return Some(NO_ERROR.to_owned()) };
                let found = decision.assignee.as_ref().map(|assignee| assignee.owner.to_string());
                (found != *owner)
                    .then(|| format!("it goes to {}", found.as_deref().unwrap_or("nobody")))
            }
            Check::Told(owner, should) => {
                let Some(decision) = self.decision(desk) else { return Some(NO_ERROR.to_owned()) };
                let told: Vec<String> =
                    decision.notified.iter().map(|it| it.owner.to_string()).collect();
                (told.contains(owner) != *should).then(|| match &told[..] {
                    [] => "it tells nobody by name".to_owned(),
                    told => format!("it tells {}", told.join(" and ")),
                })
            }
            Check::Releases => refused(releases),
            // Seen without what is here.
            Check::Owner { .. }
            | Check::Covered
            | Check::Accepted
            | Check::Decides(_)
            | Check::EveryRuleDecides => None,
        }
    }

    /// The projects that are planned, in a line each.
    pub(super) fn projects_in_lines(&self, desk: &Desk) -> Vec<Node> {
        let Some(work) = self.work(desk) else { return Vec::new() };
        let plan = work.plan();
        let line = |project: &Proposal| {
            let root = if project.place.root.is_empty() { "/" } else { &project.place.root };
            let why = project.reasons.first().map_or("", |reason| &reason.text);
            let platform = text(format!(", {}: ", project.platform));
            let why = prose(why).into_iter();
            let head = [strong(&project.slug), text(" in "), code(root), platform];
            el("li", "", head.into_iter().chain(why))
        };
        let projects = plan.projects.iter().map(line);
        let title = plural(plan.projects.len() as u32, "project", "projects");
        vec![paragraph("", &title), el("ul", "planned", projects)]
    }

    fn other_number(&self, desk: &Desk, holds: impl Fn(u32) -> bool) -> Option<String> {
        let projects = self.work(desk).map_or(0, |work| work.plan().projects.len() as u32);
        let there = if projects == 1 { "there is" } else { "there are" };
        (!holds(projects)).then(|| format!("{there} {}", plural(projects, "project", "projects")))
    }

    /// What is decided about the first error. A fence's session is made for it, and its texts stay.
    fn decision(&self, desk: &Desk) -> Option<&Decision> {
        self.decided.get_or_init(|| self.decide(desk)).as_ref()
    }

    fn decide(&self, desk: &Desk) -> Option<Decision> {
        let errors = self.errors(desk);
        let event = errors.cases.first()?.event.clone();
        let rules = event_rules(&desk.inputs.all_rules(), &desk.chosen.settings.simulation);
        let settings = Settings {
            exclusions: desk.chosen.settings.codeowners.exclusions(),
            category: Category::from(&event.kind),
            ..Settings::default()
        };
        let directory = desk.inputs.directory();
        Some(Simulation::new(event, &rules, &directory, settings).decision)
    }
}

const NO_ERROR: &str = "there is no error to look at";

/// The first name that Sentry refuses.
fn refused(releases: &str) -> Option<String> {
    let names = releases.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut any = false;
    for release in names {
        any = true;
        if name::read(release).is_none() {
            let why = name::check(release).into_iter().next().map(|problem| problem.message);
            return Some(
                format!("`{release}` is refused. {}", why.unwrap_or_default()).trim().to_owned(),
            );
        }
    }
    (!any).then(|| "there is no name".to_owned())
}
