//! What the user does about the listing, rules, CODEOWNERS, mappings and teams, carried out.

use super::inputs::Follows;
use super::{Desk, reports};
use crate::advice::{self, Target};
use crate::ownership::Owner;
use crate::routing::{Mapping, mapping_list};
use crate::session::commands::{ListingCommand, RoutingCommand};
use crate::session::parts::DeskView;
use crate::session::protocol::{Input, Reply};
use crate::session::view_state::keep;
use crate::text::{Edit, Fix, LineIndex, Span};

/// Acting
impl Desk {
    /// How the listing is to be read after a choice.
    pub fn read_otherwise(&self, command: &ListingCommand, text: &str) -> Vec<Reply> {
        let mut options = self.tree_options.clone();
        match command {
            ListingCommand::Format => {
                options.format = (!text.is_empty()).then(|| text.to_owned());
                options.column = None;
            }
            ListingCommand::Column => {
                options.column = text.parse().ok();
                options.format = None;
            }
            ListingCommand::KeepNoise => options.keep_noise = text == "true",
            ListingCommand::Include => text.clone_into(&mut options.include),
            ListingCommand::Exclude => text.clone_into(&mut options.exclude),
            ListingCommand::Strip(strip) => options.strip = *strip,
        }
        vec![Reply::ReadTree(options)]
    }

    /// Carries out what is about rules, CODEOWNERS, mappings and teams.
    pub fn carry_out(&mut self, command: RoutingCommand, text: &str) -> Vec<Reply> {
        match command {
            RoutingCommand::Give(path) => vec![self.give(&path, text)],
            RoutingCommand::ProposePeople => self.propose_people(),
            RoutingCommand::AddMapping(stack_root, source_root) => {
                vec![self.add_mapping(&stack_root, &source_root)]
            }
            RoutingCommand::Folder(folder) => {
                self.view_state.folder = folder;
                vec![self.choices(), self.shown(DeskView::Coverage)]
            }
            RoutingCommand::LookUp(input, at) => {
                self.look_up(input.into(), at);
                vec![self.shown(DeskView::Under(input))]
            }
            RoutingCommand::Dialect => {
                text.clone_into(&mut self.chosen.settings.codeowners.dialect);
                self.import_otherwise()
            }
            RoutingCommand::TiedMapping => {
                self.chosen.settings.codeowners.tied_mapping = text.parse().ok();
                self.import_otherwise()
            }
            RoutingCommand::PassOverExclusions => {
                self.chosen.settings.codeowners.pass_over_exclusions = text == "true";
                self.import_otherwise()
            }
        }
    }

    /// What a problem's code means is to be seen under it, or no longer.
    pub fn look_up(&mut self, input: Input, at: usize) {
        let problem = Some((input, at));
        let shown = self.explained_problem == problem;
        self.explained_problem = if shown { None } else { problem };
    }

    /// Imports the CODEOWNERS file by other settings.
    fn import_otherwise(&mut self) -> Vec<Reply> {
        self.inputs.import(&self.chosen.settings.codeowners);
        let mut replies = vec![self.choices()];
        replies.extend([Input::Rules, Input::Codeowners].map(|input| self.report(input)));
        replies.push(Reply::Routing(self.reroute(Follows::Rules, false)));
        replies
    }

    /// What was understood of an input that has not changed.
    pub fn report(&self, input: Input) -> Reply {
        let revision = self.revisions.inputs.get(input as usize).copied().unwrap_or_default();
        Reply::Input(reports::input(&self.inputs, input, revision))
    }

    /// What was chosen and is seen, for the page to store.
    pub fn choices(&self) -> Reply {
        Reply::Settings(keep(&self.chosen, &self.view_state))
    }

    /// Adds a line for every name in the CODEOWNERS file that is nobody in Sentry yet.
    fn propose_people(&self) -> Vec<Reply> {
        let text = self.inputs.text(Input::People);
        let names = self.inputs.unmapped();
        let known = self.answer.iter().flat_map(|answer| answer.routing.compiled().owners());
        let known = known.filter_map(|owner| match owner {
            Owner::Team(slug) => Some(slug.as_str()),
            Owner::User(_) => None,
        });
        let proposal = self.inputs.people.propose(text, names.iter().map(String::as_str), known);
        match proposal.edit {
            Some(edit) => {
                vec![self.fix(Input::People, &Fix { title: String::new(), edits: vec![edit] })]
            }
            None => {
                let words = "Who they are in Sentry can’t be guessed from their names.";
                vec![Reply::Say(words.to_owned(), true)]
            }
        }
    }

    fn add_mapping(&self, stack_root: &str, source_root: &str) -> Reply {
        let mapping = Mapping { stack_root: stack_root.into(), source_root: source_root.into() };
        let text = self.inputs.text(Input::Mappings);
        let line = mapping_list::print(&[mapping]);
        let feed = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        let edit = Edit { span: Span::new(text.len(), text.len()), text: format!("{feed}{line}") };
        self.fix(Input::Mappings, &Fix { title: String::new(), edits: vec![edit] })
    }

    fn give(&self, path: &str, owner: &str) -> Reply {
        let owner = owner.trim();
        if owner.is_empty() {
            let what = if path.is_empty() { "the rest" } else { path };
            let text = format!("Name a team as `#team`, or a person by address, for {what}.");
            return Reply::Say(text, true);
        }
        match self.rule_for(path, owner) {
            Some(fix) => self.fix(Input::Rules, &fix),
            None => Reply::Say("No rule is needed: it goes there already.".to_owned(), false),
        }
    }

    fn rule_for(&self, path: &str, owner: &str) -> Option<Fix> {
        let answer = self.answer.as_ref()?;
        let owner = Owner::named(owner);
        let (text, tree) = (self.inputs.text(Input::Rules), &answer.tree);
        if path.is_empty() {
            return advice::add_catch_all(&owner, text);
        }
        let file = tree.find_file(path).map(Target::File);
        let target = file.or_else(|| tree.find_folder(path).map(Target::Folder))?;
        advice::make_rule_for(target, &owner, text, tree, &answer.routing)
    }

    /// A change to an input, for its editor to make.
    fn fix(&self, input: Input, fix: &Fix) -> Reply {
        let fix = LineIndex::new(self.inputs.text(input)).fix(fix).into();
        Reply::Fix { revisions: self.revisions, input, fix }
    }
}
