//! What the user does in views, carried out: choices, changes to texts, links.

use super::inputs::Follows;
use super::protocol::{Choices, Input, Reply, TreeOptions, View};
use super::settings::Command;
use super::{Session, explain, files, reports, views};
use crate::advice::{self, Target};
use crate::link::{self, Plan};
use crate::ownership::Owner;
use crate::routing::{Mapping, mapping_list};
use crate::text::{Edit, Fix, LineIndex, Span};

/// Acting
impl Session {
    pub(super) fn carry_out(&mut self, command: Command, text: &str) -> Vec<Reply> {
        let on = text == "true";
        if self.settings.choose(&command, text) {
            self.errors = self.errors_of_text();
            let mut replies = vec![self.kept_settings(), Reply::View(self.view(View::Simulate))];
            replies.extend(self.compared());
            return replies;
        }
        match command {
            Command::Give(path) => return vec![self.give(&path, text)],
            Command::ProposePeople => return self.propose_people(),
            Command::AddMapping(stack_root, source_root) => {
                return vec![self.add_mapping(&stack_root, &source_root)];
            }
            Command::Folder(folder) => {
                self.settings.folder = folder;
                return vec![self.kept_settings(), Reply::View(self.view(View::Coverage))];
            }
            Command::LookUp(input, at) => {
                let problem = Some((input, at));
                let shown = self.explained_problem == problem;
                self.explained_problem = if shown { None } else { problem };
                return vec![Reply::View(self.view(View::Under(input)))];
            }
            Command::Format
            | Command::KeepNoise
            | Command::Include
            | Command::Exclude
            | Command::Strip(_) => {
                return vec![Reply::ReadTree(self.read_otherwise(&command, text))];
            }
            Command::Organization | Command::Repository | Command::Choose(_) => {
                return self.organize(&command, text);
            }
            Command::Try(trial) => {
                self.trials.take(trial, text);
                return vec![Reply::View(self.view(self.in_sight))];
            }
            Command::TryThis(trial, text) => {
                self.trials.put(trial, &text);
                return vec![Reply::View(self.view(self.in_sight))];
            }
            Command::FoldersOfAKind | Command::Quota => {
                let text = text.trim().to_owned();
                match command {
                    Command::Quota => self.settings.quota = text,
                    _ => self.settings.folders_of_a_kind = text,
                }
                return vec![self.kept_settings(), Reply::View(self.view(View::Compare))];
            }
            Command::Light(input, line) => {
                let rule = Some((input, line));
                self.lit = if self.lit == rule { None } else { rule };
                return vec![Reply::View(self.view(View::Simulate))];
            }
            Command::Change(_)
            | Command::UndoChange
            | Command::ResetChanges
            | Command::SplitFolder
            | Command::Rename(_)
            | Command::Retype(_)
            | Command::MergeInto(_)
            | Command::MoveTo(_) => return self.change_plan(command, text),
            Command::Contents(_) | Command::AskContents(_) | Command::ForgetContents => {
                return self.take_contents(command, text);
            }
            Command::Export(id) => return self.export(&id).into_iter().collect(),
            Command::Dialect => text.clone_into(&mut self.settings.dialect),
            Command::TiedMapping => self.settings.tied_mapping = text.parse().ok(),
            Command::PassOverExclusions => self.settings.pass_over_exclusions = on,
            // Chosen above.
            _ => return Vec::new(),
        }
        self.inputs.import(&self.settings);
        let mut replies = vec![self.kept_settings()];
        replies.extend([Input::Rules, Input::Codeowners].map(|input| self.report(input)));
        replies.push(Reply::Routing(self.reroute(Follows::Rules, false)));
        replies
    }

    /// What was understood of an input that has not changed.
    pub(super) fn report(&self, input: Input) -> Reply {
        let revision = self.revisions.inputs.get(input as usize).copied().unwrap_or_default();
        Reply::Input(reports::input(&self.inputs, input, revision))
    }

    /// How the listing is to be read after a choice.
    fn read_otherwise(&self, command: &Command, text: &str) -> TreeOptions {
        let mut options = self.tree_options.clone();
        match command {
            Command::Format => {
                options.format = (!text.is_empty()).then(|| text.to_owned());
            }
            Command::KeepNoise => options.keep_noise = text == "true",
            Command::Include => text.clone_into(&mut options.include),
            Command::Exclude => text.clone_into(&mut options.exclude),
            Command::Strip(strip) => options.strip = *strip,
            _ => {}
        }
        options
    }

    pub(super) fn kept_settings(&self) -> Reply {
        Reply::Settings(self.settings.to_bytes())
    }

    fn change_plan(&mut self, command: Command, text: &str) -> Vec<Reply> {
        match command {
            Command::Change(changes) => self.settings.changes.extend(changes),
            Command::UndoChange => {
                self.settings.changes.pop();
            }
            Command::ResetChanges => self.settings.changes.clear(),
            command => {
                let plan = self.answer.as_ref().map(|answer| self.plan(answer));
                let changes = plan.map(|plan| views::changes_of(&command, text, plan));
                self.settings.changes.extend(changes.unwrap_or_default());
            }
        }
        self.planned.take();
        vec![self.kept_settings(), Reply::View(self.view(View::Projects))]
    }

    fn organize(&mut self, command: &Command, text: &str) -> Vec<Reply> {
        match command {
            Command::Organization => text.trim().clone_into(&mut self.settings.organization),
            Command::Repository => text.trim().clone_into(&mut self.settings.repository),
            Command::Choose(choice) => self.settings.choices.choose(choice, text),
            _ => {}
        }
        self.planned.take();
        vec![self.kept_settings(), Reply::View(self.view(self.in_sight))]
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
        let owner = match owner.strip_prefix('#') {
            Some(team) => Owner::Team(team.to_owned()),
            None => Owner::User(owner.to_lowercase()),
        };
        let (text, tree) = (self.inputs.text(Input::Rules), &answer.tree);
        if path.is_empty() {
            return advice::add_catch_all(&owner, text);
        }
        let file = explain::find_file(tree, path).map(Target::File);
        let target = file.or_else(|| tree.find_folder(path).map(Target::Folder))?;
        advice::make_rule_for(target, &owner, text, tree, &answer.routing)
    }

    /// A change to an input, for its editor to make.
    fn fix(&self, input: Input, fix: &Fix) -> Reply {
        let fix = reports::fix(fix, &LineIndex::new(self.inputs.text(input)));
        Reply::Fix { revisions: self.revisions, input, fix }
    }

    /// Contents of files that are too much for a link stay at home.
    pub(super) fn pack(&self, choices: Choices) -> Reply {
        let mut plan = self.whole(choices);
        if !files::fit_into_a_link(&plan.settings.files) {
            plan.settings.files.clear();
        }
        Reply::Packed { fragment: link::encode(&plan) }
    }

    /// All texts and settings.
    pub(super) fn whole(&self, choices: Choices) -> Plan {
        let text = |input| self.inputs.text(input).to_owned();
        Plan {
            tree: self.tree_text.clone(),
            rules: text(Input::Rules),
            codeowners: text(Input::Codeowners),
            mappings: text(Input::Mappings),
            people: text(Input::People),
            event: text(Input::Event),
            choices,
            settings: self.settings.clone(),
        }
    }
}
