use super::map::weights::Placed;
use super::{contents, repositories, rules, today};
use crate::document::SplitSettings;
use crate::projects::{self, Aside, Change, Place, Plan, Proposal, Question, WithCodeowners};
use crate::session::commands::{FilesCommand, SplitCommand, Whose};
use crate::session::desk::{Answer, Inputs};
use crate::session::draw::rest;
use crate::session::draw::{
    choice, code, command, details, el, field, field_with, owner, paragraph, path, prose, strong,
    text,
};
use crate::session::protocol::{Attribute, Node};
use crate::session::view_state::PathsShown;
use crate::text::numbers::{count, files, large, plural};
use crate::text::{LineIndex, Problem};
use crate::tree::Tree;
use std::collections::BTreeMap;

/// How many projects, and how many folders without one, are listed.
const MOST: usize = 60;

/// What a split is shown of.
pub struct Parts<'s> {
    pub answer: &'s Answer,
    pub inputs: &'s Inputs,
    pub settings: &'s SplitSettings,
    /// In which paths rules are shown.
    pub paths: PathsShown,
    pub plan: &'s Plan,
    /// The file whose contents are about to be given.
    pub asked: Option<&'s str>,
    /// A merge that is asked about.
    pub merging: &'s [Change],
    /// Where the errors arise that were given, if any were; for a merge.
    pub placed: Option<&'s Placed>,
    /// Of all repositories.
    pub repositories: repositories::Parts<'s>,
    /// What is in Sentry today.
    pub today: today::Parts<'s>,
}

/// The proposed split, with its reasons and doubts, and ways to change it.
pub fn draw(parts: &Parts<'_>) -> Vec<Node> {
    let Parts { answer, inputs, settings, paths, plan, asked, ref repositories, ref today, .. } =
        *parts;
    let mut body = repositories::draw(repositories);
    if answer.tree.is_empty() {
        body.push(paragraph("soft", "Paste a file tree to see how it could be split."));
        body.push(today::draw(today));
        return body;
    }
    body.insert(0, el("p", "lead", sentence(plan, answer)).keyed("sentence"));
    body.extend(changes(settings.changes.len() as u32));
    body.extend(plan.problems.iter().map(|it| problem(&settings.files, it)));
    body.extend(questions(plan));
    body.extend(rules::choices(inputs, settings, paths));
    let cards = plan.projects.iter().enumerate().take(MOST);
    let slugs = repositories::slugs(repositories);
    let cards = cards.map(|(at, project)| {
        let slug = slugs.as_ref().and_then(|slugs| slugs.get(at));
        card(parts, at, slug.unwrap_or(&project.slug))
    });
    body.push(el("ol", "projects", cards).keyed("projects"));
    body.extend(rest(plan.projects.len(), MOST, "project", "projects"));
    let split = field("Make a folder a project", "", "apps/admin", SplitCommand::SplitFolder);
    body.push(el("div", "fields", [split]).keyed("split"));
    body.extend(surer_with(&plan.surer_with));
    body.push(contents::draw(&answer.tree, settings, plan, asked));
    body.push(today::draw(today));
    body.push(platforms());
    body.push(folders(plan));
    body.extend(asides("libraries", "Code that runs inside other projects", &plan.libraries));
    body.extend(asides("excluded", "Folders that get no project", &plan.excluded));
    body
}

/// Which files would settle most, each with a way to say what is in it.
fn surer_with(files: &[String]) -> Option<Node> {
    let last = files.len().checked_sub(1)?;
    let mut words = vec![text("With what is in ")];
    for (at, path) in files.iter().enumerate() {
        let joint = match at {
            0 => "",
            _ if at == last => " and ",
            _ => ", ",
        };
        words.extend([text(joint), contents::ask(path)]);
    }
    words.push(text(", this split would be surer."));
    Some(el("p", "soft", words).keyed("surer"))
}

fn sentence(plan: &Plan, answer: &Answer) -> Vec<Node> {
    let number = plan.projects.len() as u32;
    let total = answer.tree.len() as u32;
    if number == 0 {
        let mut words = vec![strong("No project.")];
        words.extend(prose(&format!(" {}", plan.why_none())));
        return words;
    }
    let mut words = vec![
        strong(plural(number, "project", "projects")),
        text(" for "),
        command(
            "plain",
            count(total - plan.left_over),
            FilesCommand::Project(Whose::Anybody, None),
        ),
        text(format!(" of {}", files(total))),
    ];
    if plan.left_over > 0 {
        words.push(text("; the rest reports no errors of its own"));
    }
    words.push(text("."));
    words
}

/// What the user changed, with a way back.
fn changes(number: u32) -> Option<Node> {
    (number > 0).then(|| {
        let words = text(format!("{} of yours. ", plural(number, "change", "changes")));
        let undo = command("", "Undo the last", SplitCommand::UndoChange);
        let reset = command("", "Start over", SplitCommand::ResetChanges);
        el("p", "changes", [words, undo, text(" "), reset]).keyed("changes")
    })
}

/// What only the user can decide.
fn questions(plan: &Plan) -> Vec<Node> {
    if plan.questions.is_empty() {
        return Vec::new();
    }
    let question = |question: &Question| {
        let options = question.options.iter().map(|option| {
            let change = SplitCommand::Change(option.changes.clone());
            let assumed = option.changes.is_empty();
            let pick = command("", option.label.as_str(), &change)
                .with(Attribute::Pressed, assumed.to_string())
                .with_if(Attribute::Disabled, assumed);
            let effect = el("span", "soft", prose(&format!(" {}", option.effect)));
            el("li", "", [pick, effect])
        });
        el("li", "", [el("p", "", prose(&question.text)), el("ul", "options", options)])
    };
    let title = plural(plan.questions.len() as u32, "question", "questions");
    let title = el("h3", "", [text(format!("{title} that only you can answer"))]);
    vec![title, el("ol", "questions", plan.questions.iter().map(question)).keyed("questions")]
}

/// What is wrong with a file given, or with a change.
fn problem(known: &BTreeMap<String, String>, (path, problem): &(Option<String>, Problem)) -> Node {
    let mut words = Vec::new();
    if let Some(path) = path {
        words.push(contents::ask(path));
        let given = known.get(path).map_or("", String::as_str);
        if let Some(span) = problem.span {
            let line = LineIndex::new(given).position(span.start).line;
            words.push(text(format!(", line {line}")));
        }
        words.push(text(": "));
    }
    words.extend(prose(&problem.message));
    el("p", "warning", words)
}

fn card(parts: &Parts<'_>, at: usize, slug: &str) -> Node {
    let (answer, plan) = (parts.answer, parts.plan);
    let project = &plan.projects[at];
    let place = &project.place;
    let folder = if place.root.is_empty() { code("/") } else { path(&format!("{}/", place.root)) };
    let grip = grip(&place.root).filter(|_| place.process.is_none());
    let mut head: Vec<Node> = grip.into_iter().collect();
    head.extend([strong(slug), text(" "), code(project.platform), text(" in "), folder]);
    if let Some(process) = &place.process {
        head.extend([text(" as "), code(process)]);
    }
    let which = FilesCommand::Project(Whose::Anybody, Some(place.clone()));
    head.extend([text(", "), command("plain", files(project.files), which)]);
    let sure = (project.confidence * 100.0).round() as u32;
    head.push(el("span", "verdict", []).says(format!("{sure}% sure")));
    let mut body = vec![el("p", "head", head)];
    body.extend(merge(parts, project));
    if !project.teams.is_empty() {
        let teams = project.teams.iter().take(6).flat_map(|team| {
            let name = format!("#{team}");
            let place = (0..answer.by_share.len() as u32).find(|&at| answer.owner_name(at) == name);
            [owner(Some(&name), place), text(" ")]
        });
        body.push(el("p", "teams", teams));
    }
    if let Some(reason) = project.reasons.first() {
        body.push(el("p", "", prose(&reason.text)));
    }
    if slug != project.slug {
        let words = format!("`{}` is taken by another repository’s project.", project.slug);
        body.push(paragraph("soft", &words));
    }
    body.extend(project.would_help.iter().map(|help| paragraph("soft", help)));
    if !project.would_help.is_empty()
        && let Some(path) = contents::telling(&answer.tree, &parts.settings.files, &place.root)
    {
        body.push(el("p", "soft", [text("Say what is in "), contents::ask(path), text(".")]));
    }
    let imported = parts.settings.codeowners_as == WithCodeowners::Imported
        && !parts.inputs.import.rules.is_empty();
    let rules = rules::rules(project, parts.paths, imported);
    let more = [why(project), rules, change(plan, at, project)];
    body.push(details(&format!("more-{place}"), "Reasons, rules, changes", more));
    el("li", "project", body).keyed(place.to_string()).with(Attribute::OfProject, slug)
}

fn why(project: &Proposal) -> Node {
    let reason = |reason: &projects::Reason| {
        let mut words = prose(&reason.text);
        words.push(el("span", "soft", []).says(format!(" {}", reason.principle.sentence())));
        let evidence = reason.evidence.iter().take(6).map(|file| path(file));
        el("li", "", [el("p", "", words), el("p", "places", evidence)])
    };
    el("ul", "reasons", project.reasons.iter().map(reason))
}

fn change(plan: &Plan, at: usize, project: &Proposal) -> Node {
    let place = project.place.clone();
    let numbers: Vec<(String, &str)> = plan
        .projects
        .iter()
        .enumerate()
        .filter(|&(other, _)| other != at)
        .take(MOST)
        .map(|(other, project)| (other.to_string(), project.slug.as_str()))
        .collect();
    let mut others = vec![("", "…")];
    others.extend(numbers.iter().map(|(number, slug)| (number.as_str(), *slug)));
    let fields = [
        field("Name", &project.name, "", SplitCommand::Rename(place.clone())),
        field_with("Platform", project.platform, PLATFORMS, SplitCommand::Retype(place.clone())),
        choice("Merge into", &others, "", SplitCommand::MergeInto(place.clone())),
        folder_field(&place),
        command("", "No project", SplitCommand::Change(vec![Change::Exclude { project: place }])),
    ];
    el("div", "fields", fields)
}

/// What a merge that is asked about moves, where the project stands that goes.
fn merge(parts: &Parts<'_>, project: &Proposal) -> Option<Node> {
    let (plan, merging) = (parts.plan, parts.merging);
    let into = merging.iter().find_map(|change| match change {
        Change::Merge { from, into } if *from == project.place => Some(into),
        Change::Merge { .. }
        | Change::Split { .. }
        | Change::Rename { .. }
        | Change::Retype { .. }
        | Change::Exclude { .. }
        | Change::Move { .. }
        | Change::SplitAnyway => None,
    })?;
    let into = plan.projects.iter().find(|it| it.place == *into)?;
    let errors = match parts.placed {
        None => "the errors in them".to_owned(),
        Some(placed) => {
            let tree = &parts.answer.tree;
            let of = |file| tree.position_of(file);
            let here = project.paths().map(of).map(|at| placed.weights.sum(&(at..at + 1)));
            let here = here.fold(0, u64::saturating_add);
            let all = placed.weights.sum(&tree.positions(Tree::ROOT)).saturating_add(placed.lost);
            let noun = if all == 1 { "error" } else { "errors" };
            format!("{} of {} known {noun}", large(here), large(all))
        }
    };
    let mut words = format!(
        "This moves {} from `{from}` to `{}`, along with {errors}; `{from}` will no longer be a project",
        files(project.files),
        into.slug,
        from = project.slug
    );
    let new = project.teams.iter().filter(|team| !into.teams.contains(team));
    let new: Vec<String> = new.map(|team| format!("`#{team}`")).collect();
    if !new.is_empty() {
        words += &format!(
            "; {} {} there, too",
            new.join(", "),
            if new.len() == 1 { "owns files" } else { "own files" }
        );
    }
    if project.platform != into.platform {
        words += &format!(
            "; its platform will be `{}` instead of `{}`",
            into.platform, project.platform
        );
    }
    let mut ask = prose(&format!("{words}. "));
    ask.push(command("fix", "Do it", SplitCommand::Change(merging.to_vec())));
    ask.push(command("plain", "Leave it", SplitCommand::Change(Vec::new())));
    Some(el("p", "warning", ask).with(Attribute::Role, "status").keyed("merge"))
}

/// Takes a folder that is typed, chosen, or dropped on the card.
fn folder_field(place: &Place) -> Node {
    let mut node = field("Add a folder", "", "packages/ui", SplitCommand::MoveTo(place.clone()));
    if let Some(field) = node.children.last_mut() {
        field.attributes.push((Attribute::Name, "folder".to_owned()));
        field.attributes.push((Attribute::List, FOLDERS.to_owned()));
    }
    node
}

/// What a folder is dragged to a project by; the whole repository is dragged nowhere.
fn grip(folder: &str) -> Option<Node> {
    (!folder.is_empty()).then(|| {
        el("span", "grip", [])
            .says("⠿")
            .with(Attribute::Draggable, "true")
            .with(Attribute::Folder, folder)
            .with(Attribute::Title, "Drag it to the project that it belongs to")
            .with(Attribute::Hidden, "true")
    })
}

/// The id of the list of folders.
const FOLDERS: &str = "plan-folders";

/// Folders that could go to another project.
fn folders(plan: &Plan) -> Node {
    let projects = plan.projects.iter().map(|project| &project.place.root);
    let roots = plan.libraries.iter().map(|aside| &aside.root).chain(projects);
    let mut roots: Vec<&String> = roots.filter(|root| !root.is_empty()).collect();
    roots.sort();
    roots.dedup();
    let option = |root: &&String| el("option", "", []).with(Attribute::Value, root.as_str());
    el("datalist", "", roots.iter().take(MOST).map(option))
        .with(Attribute::Id, FOLDERS)
        .keyed(FOLDERS)
}

/// The id of the list of platforms.
const PLATFORMS: &str = "platforms";

/// Sentry's platforms, to choose from; one list for all projects.
fn platforms() -> Node {
    let option = |it: &projects::platform::Platform| {
        el("option", "", []).with(Attribute::Value, it.slug).says(it.name)
    };
    let list = projects::platform::Platform::all().iter().map(option);
    el("datalist", "", list).with(Attribute::Id, PLATFORMS).keyed(PLATFORMS)
}

fn asides(key: &str, title: &str, list: &[Aside]) -> Option<Node> {
    (!list.is_empty()).then(|| {
        // A reason that holds for several is said once, above them.
        let mut said: Vec<(&str, Vec<&Aside>)> = Vec::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for aside in list.iter().take(MOST) {
            let place = *places.entry(&aside.reason).or_insert(said.len());
            match said.get_mut(place) {
                Some((_, folders)) => folders.push(aside),
                None => said.push((&aside.reason, vec![aside])),
            }
        }
        let item = |aside: &&Aside| {
            let folder =
                if aside.root.is_empty() { code("/") } else { path(&format!("{}/", aside.root)) };
            el("li", "", grip(&aside.root).into_iter().chain([folder]))
        };
        let groups = said.iter().flat_map(|(reason, folders)| {
            [paragraph("soft", reason), el("ul", "asides", folders.iter().map(item))]
        });
        let rest = rest(list.len(), MOST, "folder", "folders");
        let title = format!("{title}: {}", list.len());
        details(key, &title, groups.chain(rest))
    })
}
