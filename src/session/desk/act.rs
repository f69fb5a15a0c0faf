//! What the user does about the listing, rules, CODEOWNERS, mappings and teams, carried out.

use super::inputs::Follows;
use super::{Desk, Mends, Weighed, reports};
use crate::advice::{self, Target};
use crate::ownership::Owner;
use crate::routing::{Mapping, mapping_list};
use crate::session::commands::{ListingCommand, REST, RoutingCommand};
use crate::session::parts::{DeskView, RoutingInput};
use crate::session::protocol::{FixReport, Input, Reply};
use crate::session::view_state::keep;
use crate::text::{Edit, Fix, LineIndex, Span};
use crate::tree::Tree;

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
            RoutingCommand::Mend(input, at) => self.mend(input, at),
            RoutingCommand::MendKind(input, code) => self.mend_kind(input, &code),
            RoutingCommand::LeaveIt(input) => {
                self.weighed = None;
                vec![self.shown(DeskView::Under(input))]
            }
            RoutingCommand::Reasons(path) => {
                self.reasons = (path.clone(), text.to_owned());
                vec![Reply::Explanation(self.explained(path))]
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
                let title = "Map each name to the team of the same name".to_owned();
                vec![self.fix(Input::People, &Fix { title, edits: vec![edit] })]
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
        let title = format!("Add the code mapping {line}").trim_end().to_owned();
        self.fix(Input::Mappings, &Fix { title, edits: vec![edit] })
    }

    /// Makes the fix of a problem, or says what it would take from somebody.
    fn mend(&mut self, input: RoutingInput, at: usize) -> Vec<Reply> {
        let of = Input::from(input);
        let Some(fix) = self.advise().about(of).0.get(at).and_then(|it| it.fix.clone()) else {
            return Vec::new();
        };
        self.make(input, Mends::One(at), fix)
    }

    /// All problems of a kind are mended, as one step.
    fn mend_kind(&mut self, input: RoutingInput, code: &str) -> Vec<Reply> {
        let Some(fix) = self.mend_all(input.into(), code) else { return Vec::new() };
        self.make(input, Mends::All(code.to_owned()), fix)
    }

    /// Makes a fix, unless it takes files from somebody: then that is said first.
    fn make(&mut self, input: RoutingInput, mends: Mends, fix: FixReport) -> Vec<Reply> {
        let of = Input::from(input);
        match self.weigh(of, &fix) {
            Some((moves, true)) => {
                self.weighed = Some(Weighed { input: of, mends, fix, moves });
                vec![self.shown(DeskView::Under(input))]
            }
            Some((words, false)) => {
                vec![Reply::Fix { revisions: self.revisions, input: of, fix }, Reply::Moves(words)]
            }
            None => vec![Reply::Fix { revisions: self.revisions, input: of, fix }],
        }
    }

    fn give(&self, path: &str, text: &str) -> Reply {
        let (owner, scope) = text.split_once('\n').unwrap_or((text, ""));
        let owner = owner.trim();
        if owner.is_empty() {
            let what = if path.is_empty() { "the rest" } else { path };
            let text = format!("Name a team as #team, or a person by address, for {what}.");
            return Reply::Say(text, true);
        }
        let Some(answer) = &self.answer else { return Reply::Say(String::new(), false) };
        let owner = Owner::named(owner);
        let (text, tree, routing) = (self.inputs.text(Input::Rules), &answer.tree, &answer.routing);
        let file = tree.find_file(path).map(Target::File);
        let target = file.or_else(|| tree.find_folder(path).map(Target::Folder));
        let rest = path.is_empty() || scope == REST;
        let fix = match target {
            _ if path.is_empty() => advice::give_rest(Tree::ROOT, &owner, text, tree, routing),
            Some(Target::Folder(folder)) if rest => {
                advice::give_rest(folder, &owner, text, tree, routing)
            }
            Some(target) => {
                let fix = advice::make_rule_for(target, &owner, text, tree, routing);
                let words = "No rule is needed: it goes there already.";
                return fix.map_or_else(
                    || Reply::Say(words.to_owned(), false),
                    |fix| self.fix(Input::Rules, &fix),
                );
            }
            None => None,
        };
        match fix {
            Some(rescue) => self.fix(Input::Rules, &rescue.fix),
            None => {
                let words = "This can’t be done without taking files from another team: a rule without owners decides \
                     here, or the name can’t be written as a pattern.";
                Reply::Say(words.to_owned(), true)
            }
        }
    }

    /// A change to an input, for its editor to make.
    fn fix(&self, input: Input, fix: &Fix) -> Reply {
        let fix = LineIndex::new(self.inputs.text(input)).fix(fix).into();
        Reply::Fix { revisions: self.revisions, input, fix }
    }
}
