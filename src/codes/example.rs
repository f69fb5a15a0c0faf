use crate::advice::{lint, lint_codeowners, lint_review};
use crate::api::{SimulateRequest, Simulation, simulate};
use crate::fence;
use crate::live;
use crate::organization::{Organization, Project};
use crate::ownership::codeowners::{Codeowners, Dialect, Mapping, host, import};
use crate::ownership::{Access, Directory, Parsed, Source, parse, people, validate};
use crate::playbook::Choice;
use crate::playbook::{release, self_hosting, usage};
use crate::projects::{Change, Inputs, plan};
use crate::routing::{Compiled, Options, Routing, mapping_list, route};
use crate::text::Problem;
use crate::trace::{self, Event};
use crate::tree::{Paths, ReadOptions, Strip, Tree, read};
use std::collections::BTreeMap;

/// A text, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The text.
    pub text: &'static str,
    /// How often it is repeated: only sizes that nobody wants to read are not 1.
    pub times: usize,
    /// What it is, and with what.
    pub setting: Setting,
}

/// What an example is, and what stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Ownership rules alone.
    Rules,
    /// Ownership rules of a project whose teams are `web` and `pay`; `ops` has
    /// no access.
    Teams,
    /// Ownership rules, and the files of the repository, separated by spaces.
    Tree(&'static str),
    /// Ownership rules with files and a CODEOWNERS file.
    Both(&'static str, &'static str),
    /// A CODEOWNERS file to be imported, and the files of the repository. Names
    /// `@acme/x` are mapped to `#x`, other names to nobody.
    Codeowners(&'static str),
    /// A CODEOWNERS file to be imported into a project whose teams are `web` and
    /// `pay`; `ops` has no access. Names `@acme/x` are mapped to `#x`.
    ImportTeams,
    /// A GitLab file to be imported.
    GitlabImport,
    /// A GitLab file by which changes to these files are reviewed.
    GitlabReview(&'static str),
    /// A CODEOWNERS file to be imported by a mapping: stack root, source root.
    Mapped(&'static str, &'static str),
    /// A CODEOWNERS file as its host reads it.
    Host(Dialect),
    /// Teams, people and their names in CODEOWNERS files.
    People,
    /// Code mappings, and the files of the repository, separated by spaces.
    Mappings(&'static str),
    /// A listing of files.
    Listing,
    /// A listing of which a folder is to be stripped.
    Strip(&'static str),
    /// A glob for the files to be left out of a listing.
    Exclude,
    /// An event's JSON.
    Event,
    /// The text of a stack trace.
    Trace,
    /// Many errors, with their counts.
    Batch,
    /// A small file of a repository, at this path, by which a plan is made.
    File(&'static str),
    /// Changes, as JSON, to the plan of a repository with a project in `web`.
    Changes,
    /// Ownership rules of a repository of so many applications.
    Applications(u32),
    /// The name of a release.
    Release,
    /// Statistics of a plan whose one project is `web`.
    Stats,
    /// What Sentry's API printed.
    Live,
    /// The quota of errors in a month.
    Quota,
    /// The version of a server.
    Version,
    /// A situation as plain text.
    Fence,
    /// The text of a stack trace that is routed.
    SimulatedTrace,
    /// Ownership rules or, if it says so, a CODEOWNERS file, by which an error in
    /// `src/pay/a.ts` is routed.
    Simulated(Source),
}

/// Running
impl Example {
    /// The codes that are found, in the order in which they are said.
    #[must_use]
    pub fn codes(&self) -> Vec<&'static str> {
        match self.setting {
            Setting::Simulated(source) => simulated(self.text, source),
            Setting::SimulatedTrace => {
                let trace = Some(self.text.repeat(self.times));
                let request = SimulateRequest { trace, ..SimulateRequest::default() };
                codes_of(simulate(None, request).ok())
            }
            _ => self.problems().into_iter().map(|problem| problem.code).collect(),
        }
    }

    fn problems(&self) -> Vec<Problem> {
        let text = self.text.repeat(self.times);
        match self.setting {
            Setting::Rules => parse(&text).problems,
            Setting::Teams => with_teams(&text),
            Setting::Tree(files) => with_tree(&text, files, ""),
            Setting::Both(files, codeowners) => with_tree(&text, files, codeowners),
            Setting::Codeowners(files) => {
                let file = Codeowners { text, ..example_file() };
                let import = import(&file, &Directory::default());
                let tree = tree(files);
                let routing = route(&tree, Compiled::new(import.rules), Options::default());
                let mut problems = import.problems;
                problems.extend(lint_codeowners(&file.text, &tree, &routing));
                problems
            }
            Setting::ImportTeams => {
                let file = Codeowners { text, ..example_file() };
                let file = file.owned_by("@acme/ops", "#ops");
                import(&file, &teams()).problems
            }
            Setting::GitlabImport => {
                let file = Codeowners { text, dialect: Dialect::Gitlab, ..example_file() };
                import(&file, &Directory::default()).problems
            }
            Setting::GitlabReview(files) => {
                lint_review(&host::read(&text, Dialect::Gitlab), &tree(files))
            }
            Setting::Mapped(stack_root, source_root) => {
                let mapping =
                    Mapping { stack_root: stack_root.into(), source_root: source_root.into() };
                let file = Codeowners { text, mapping, ..example_file() };
                import(&file, &Directory::default()).problems
            }
            Setting::Host(dialect) => host::read(&text, dialect).problems,
            Setting::People => people::read(&text).problems,
            Setting::Mappings(files) => {
                let list = mapping_list::read(&text);
                let mut problems = mapping_list::check_tree(&list.lines, &tree(files));
                problems.extend(list.problems);
                problems
            }
            Setting::Listing => listing(&text, &ReadOptions::default()),
            Setting::Strip(folder) => {
                let strip = Strip::Prefix(folder.to_owned());
                listing(&text, &ReadOptions { strip, ..ReadOptions::default() })
            }
            Setting::Exclude => {
                let exclude = vec![text];
                listing("src/a.ts\n", &ReadOptions { exclude, ..ReadOptions::default() })
            }
            Setting::Event => match serde_json::from_str(&text) {
                Ok(json) => Event::read(&json).problems,
                Err(_) => Vec::new(),
            },
            Setting::File(path) => with_file(path, &text),
            Setting::Changes => with_changes(&text),
            Setting::Applications(number) => with_applications(&text, number),
            Setting::Release => release::name::check(&text),
            Setting::Stats => with_volume(&usage::Choice::Pasted, &text),
            Setting::Live => live::read(&text, &mut live::Live::default()).problems,
            Setting::Quota => with_volume(&usage::Choice::Quota, &text),
            Setting::Version => {
                self_hosting::version::read(&text).err().map(|it| *it).into_iter().collect()
            }
            Setting::Fence => fence::read(&text).problems,
            Setting::Trace => trace::parse(&text, &trace::Options::default()).problems,
            Setting::Batch => trace::batch::read(&text, &trace::Options::default()).problems,
            Setting::Simulated(_) | Setting::SimulatedTrace => Vec::new(),
        }
    }
}

fn example_file() -> Codeowners {
    ["web", "pay", "docs"].into_iter().fold(Codeowners::new(""), |file, team| {
        file.owned_by(format!("@acme/{team}"), format!("#{team}"))
    })
}

fn simulated(text: &str, source: Source) -> Vec<&'static str> {
    let frames = serde_json::json!([{ "filename": "src/pay/a.ts" }]);
    let event =
        serde_json::json!({ "exception": { "values": [{ "stacktrace": { "frames": frames } }] } });
    let request = match source {
        Source::Rules => serde_json::json!({ "rules": text, "event": event }),
        Source::Codeowners => {
            let file = Codeowners { text: text.to_owned(), ..example_file() };
            let codeowners = serde_json::json!({ "text": file.text, "owners": file.owners });
            serde_json::json!({ "codeowners": codeowners, "event": event })
        }
    };
    let simulation =
        serde_json::from_value(request).ok().and_then(|request| simulate(None, request).ok());
    codes_of(simulation)
}

fn codes_of(simulation: Option<Simulation>) -> Vec<&'static str> {
    let problems = simulation.map(|simulation| simulation.problems).unwrap_or_default();
    problems.iter().map(|problem| problem.code).collect()
}

fn tree(files: &str) -> Tree {
    Tree::new(files.split(' ').filter(|file| !file.is_empty()).collect::<Paths>())
}

fn with_teams(text: &str) -> Vec<Problem> {
    validate(&parse(text), &teams()).problems
}

fn teams() -> Directory {
    let mut directory = Directory::for_project("shop");
    directory.add_team("web", Access::Project);
    directory.add_team("pay", Access::Project);
    directory.add_team("ops", Access::Organization);
    directory
}

fn with_tree(text: &str, files: &str, codeowners: &str) -> Vec<Problem> {
    let (tree, parsed) = (tree(files), parse(text));
    let routing = routed(&tree, &parsed, codeowners);
    let mut problems = lint(text, &parsed, &tree, &routing);
    problems.splice(0..0, parsed.problems);
    problems
}

fn routed(tree: &Tree, parsed: &Parsed, codeowners: &str) -> Routing {
    let file = Codeowners { text: codeowners.to_owned(), ..example_file() };
    let mut rules = import(&file, &Directory::default()).rules;
    rules.extend_from_slice(&parsed.rules);
    route(tree, Compiled::new(rules), Options::default())
}

/// What is said about a listing, every skipped line included.
fn listing(text: &str, options: &ReadOptions) -> Vec<Problem> {
    let listing = read(text, options);
    let skipped = listing.skipped.iter();
    let mut problems: Vec<Problem> = skipped
        .map(|skipped| Problem::warning("tree/skipped-line", skipped.reason.message()))
        .collect();
    problems.extend(listing.problems);
    problems
}

pub(super) const fn example(text: &'static str, setting: Setting) -> Example {
    Example { text, times: 1, setting }
}

pub(super) const fn rules(text: &'static str) -> Example {
    example(text, Setting::Rules)
}

fn with_applications(text: &str, number: u32) -> Vec<Problem> {
    let names = ["package.json", "next.config.js", "src/index.ts"];
    let files = |at| names.map(|name| format!("apps/a{at}/{name}"));
    let tree = Tree::new((0..number).flat_map(files).collect::<Paths>());
    let rules = parse(text).rules;
    let inputs = Inputs { text, rules: &rules, ..Inputs::of_tree(&tree) };
    plan(&inputs, &[]).problems.into_iter().map(|(_, problem)| problem).collect()
}

/// The files of the repository that plans are made of.
fn planned_tree() -> Tree {
    Tree::new(
        ["web/next.config.js", "web/package.json", "web/pages/index.tsx"].into_iter().collect(),
    )
}

fn with_file(path: &str, text: &str) -> Vec<Problem> {
    let tree = planned_tree();
    let files = BTreeMap::from([(path.to_owned(), text.to_owned())]);
    let inputs = Inputs { files: &files, ..Inputs::of_tree(&tree) };
    plan(&inputs, &[]).problems.into_iter().map(|(_, problem)| problem).collect()
}

fn with_changes(text: &str) -> Vec<Problem> {
    let tree = planned_tree();
    let changes: Vec<Change> = serde_json::from_str(text).unwrap_or_default();
    plan(&Inputs::of_tree(&tree), &changes)
        .problems
        .into_iter()
        .map(|(_, problem)| problem)
        .collect()
}

fn with_volume(field: &usage::Choice, text: &str) -> Vec<Problem> {
    let web = Project { slug: "web".to_owned(), ..Project::default() };
    let mut organization = Organization { projects: vec![web], ..Organization::default() };
    organization.choices.choose(&Choice::Volume(field.clone()), text);
    let volume = usage::calculate(&organization, &usage::Evidence::default());
    volume.problems.into_iter().map(|(_, problem)| problem).collect()
}
