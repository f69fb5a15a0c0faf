//! The errors by which ways are compared.

use super::super::simulate::links;
use crate::document::Settings;
use crate::projects::what_if::Happened;
use crate::routing::{Owners, SourceFiles, Via};
use crate::session::commands::SimulationCommand;
use crate::session::desk::Inputs;
use crate::session::desk::views::to_input;
use crate::session::draw::{command, el, prose};
use crate::session::later::event::{Errors, event_rules};
use crate::session::protocol::{Input, Node};
use crate::text::numbers::large;
use crate::trace::InApp;
use crate::tree::{PathId, Tree};

/// The errors that the user gave, on the tree.
pub struct Mixed {
    /// Those of which a file is in the tree.
    pub events: Vec<Happened>,
    /// Their places in the list of all errors.
    pub places: Vec<usize>,
    /// How many errors there are.
    all: u64,
    /// How many of them are in the tree.
    placed: u64,
    invented: bool,
}

/// Fewer errors than this, one trace pasted to look at, are no mix of a month.
const FEW: u64 = 20;

/// Instantiation
impl Mixed {
    /// Finds the files of all errors. Costs a look at each frame.
    pub fn new(tree: &Tree, inputs: &Inputs, settings: &Settings, errors: &Errors) -> Self {
        let typed = !inputs.text(Input::Event).trim().is_empty();
        let invented = !typed && settings.simulation.invented.is_some();
        let mut mixed =
            Self { events: Vec::new(), places: Vec::new(), all: 0, placed: 0, invented };
        if errors.counted.is_empty() {
            return mixed;
        }
        let files = SourceFiles::new(tree.paths());
        let rules = event_rules(&inputs.all_rules(), &settings.simulation);
        let (directory, exclusions) = (inputs.directory(), settings.codeowners.exclusions());
        let mut owners = Owners::new(&rules, &directory, exclusions);
        for (at, (counted, case)) in errors.counted.iter().zip(&errors.cases).enumerate() {
            mixed.all = mixed.all.saturating_add(counted.count);
            let links = links(inputs, settings, case, at, &files);
            let frames = case.event.frames.iter().zip(&links);
            let found = |own: bool| -> Vec<PathId> {
                let frames = frames.clone();
                let frames = frames.filter(|(frame, _)| !own || frame.in_app == InApp::Yes);
                let linked = frames.filter(|(_, linked)| linked.via != Via::Library);
                linked.filter_map(|(_, linked)| linked.file).collect()
            };
            let own = found(true);
            let files = if own.is_empty() { found(false) } else { own };
            if files.is_empty() {
                continue;
            }
            let owner = owners.of(&case.event);
            let team = owner.and_then(|owner| owner.team().map(str::to_owned));
            mixed.placed = mixed.placed.saturating_add(counted.count);
            mixed.places.push(at);
            mixed.events.push(Happened { files, team, count: counted.count });
        }
        if mixed.are_few() {
            mixed.events.clear();
            mixed.places.clear();
        }
        mixed
    }
}

/// Telling
impl Mixed {
    /// Whether so few are in the tree that they tell nothing of who sees what.
    fn are_few(&self) -> bool {
        !self.invented && (1..FEW).contains(&self.placed)
    }

    /// Which errors these are.
    pub fn say(&self) -> Node {
        let all = match self.all {
            1 => "one error".to_owned(),
            all => format!("{} errors", large(all)),
        };
        let placed = large(self.placed);
        let words = match (self.placed, self.invented) {
            _ if self.are_few() => {
                format!(
                    "Figures count one error per source file: the {all} that you gave would tell too little."
                )
            }
            (0, _) if self.all > 0 => format!(
                "Figures count one error per source file: no file of the {all} that you gave is in this tree."
            ),
            (0, _) => "Figures count one error per source file.".to_owned(),
            (_, true) => format!("Figures count {placed} errors that were invented from the tree."),
            (some, false) if some == self.all => {
                format!("Figures count the {all} that you gave.")
            }
            (_, false) => format!(
                "Figures count {placed} of the {all} that you gave: files of the others are not in this tree."
            ),
        };
        let mut body = prose(&format!("{words} "));
        if self.invented {
            body.push(command("", "No more", SimulationCommand::Invent(None)));
        } else if self.all == 0 {
            body.extend(prose(
                "Your own errors are better, such as a table of issues with their counts: ",
            ));
            body.push(to_input("Open Error", Input::Event));
            body.extend(prose(" "));
            body.push(command("", "Invent some from the tree", SimulationCommand::Invent(Some(1))));
        }
        el("p", "soft", body)
    }
}
