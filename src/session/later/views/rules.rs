//! A project's rules, and how they are proved.

use crate::document::{Settings, SplitSettings};
use crate::projects::{Difference, Plan, Proposal, WithCodeowners, seen};
use crate::session::commands::SplitCommand;
use crate::session::desk::{Answer, Inputs};
use crate::session::draw::{button, choice, code, el, owner, paragraph, path, root, strong, text};
use crate::session::later::plan::inputs_of;
use crate::session::protocol::{Input, Intent, Node};
use crate::session::view_state::PathsShown;
use crate::text::numbers::files;
use crate::trace::sdk::{Known, Sdk};

/// In which paths rules are shown, and what becomes of a CODEOWNERS file.
pub fn choices(inputs: &Inputs, settings: &SplitSettings, shown: PathsShown) -> Option<Node> {
    let rules = !inputs.rules.rules.is_empty() || !inputs.import.rules.is_empty();
    let shown = match shown {
        PathsShown::Repository => "repository",
        PathsShown::AsUsual | PathsShown::Frames => "frames",
    };
    let options = [
        ("frames", "paths of frames: what Sentry looks at"),
        ("repository", "paths of the repository"),
    ];
    let mut fields = vec![choice("Rules of projects in", &options, shown, SplitCommand::Paths)];
    if !inputs.text(Input::Codeowners).trim().is_empty() {
        let options = [
            (WithCodeowners::Imported.id(), "Sentry imports the file"),
            (WithCodeowners::Transcribed.id(), "its lines become rules"),
        ];
        let chosen = settings.codeowners_as.id();
        fields.push(choice("CODEOWNERS in projects", &options, chosen, SplitCommand::CodeownersAs));
    }
    rules.then(|| {
        let mut body = vec![el("div", "fields", fields)];
        if !inputs.import.rules.is_empty() {
            body.push(paragraph("soft", loses(settings.codeowners_as)));
        }
        el("div", "", body).keyed("paths")
    })
}

/// What each way to treat a CODEOWNERS file loses.
fn loses(way: WithCodeowners) -> &'static str {
    match way {
        WithCodeowners::Imported => {
            "Imported, the file stays in step with the repository by itself. It needs a Business or Enterprise \
             plan, and one code mapping per project: frames of shared libraries, and those of machines whose folders \
             the mapping does not know, match none of its lines. A rule for everything among the rules would \
             override the whole file, so none is added."
        }
        WithCodeowners::Transcribed => {
            "As rules, its lines match wherever the code was built, on every plan. They no longer follow the file, \
             ignore case, match frames of libraries, too, and can’t say that nobody owns a file."
        }
    }
}

/// The rules of a project with its code mappings and what their proof says.
pub fn rules(project: &Proposal, shown: PathsShown, imported: bool) -> Node {
    let mut mappings = vec![text(match project.mappings.len() {
        0 | 1 => "Code mapping: ",
        _ => "Code mappings: ",
    })];
    for (at, mapping) in project.mappings.iter().take(MOST).enumerate() {
        mappings.push(text(if at > 0 { ", " } else { "" }));
        mappings.extend([
            code(root(&mapping.stack_root)),
            text(" → "),
            code(root(&mapping.source_root)),
        ]);
    }
    let more = project.mappings.len().saturating_sub(MOST);
    mappings.extend((more > 0).then(|| text(format!(" and {more} more"))));
    let mut body = vec![el("p", "", mappings)];
    let sdk = Sdk::of_platform(project.platform);
    if !project.rules.trim().is_empty() {
        let name = sdk.map_or("its SDK", |sdk| sdk.name);
        let repository = shown == PathsShown::Repository;
        let words = match repository {
            true => "Its own ownership rules in the repository’s paths. Sentry does not see these: what is copied, \
                     saved and exported is in the paths of frames."
                .to_owned(),
            false => format!("Its own ownership rules, in the paths that frames of {name} carry:"),
        };
        body.push(paragraph("", &words));
        let shown = if repository { &project.repository_rules } else { &project.rules };
        body.push(el("pre", "", []).says(shown.as_str()));
        let name = format!("{}.ownership", project.slug);
        let save = Intent::Save(name, "text/plain".into(), project.rules.clone());
        let copy = Intent::Copy(project.rules.clone());
        body.push(el("p", "", [button("", "Copy", copy), text(" "), button("", "Save", save)]));
    }
    if imported {
        body.extend(overridden(project).map(|words| paragraph("warning", &words)));
    }
    body.extend(proof(project, sdk, imported));
    el("div", "", body)
}

/// How many mappings are told.
const MOST: usize = 6;

/// A rule for everything beside an imported CODEOWNERS file.
fn overridden(project: &Proposal) -> Option<String> {
    let rule = project.rules.lines().find(|line| line.starts_with("path:* "))?;
    Some(format!(
        "`{rule}` outranks every line of CODEOWNERS, so that the imported file decides nothing here. Write a line \
         for everything into the file instead."
    ))
}

fn proof(project: &Proposal, sdk: Option<&Sdk>, imported: bool) -> Vec<Node> {
    let proof = &project.proof;
    if proof.files == 0 {
        return Vec::new();
    }
    let name = sdk.map_or("its SDK", |sdk| sdk.name);
    let differ = proof.files - proof.equal - proof.fallback;
    let mut body = vec![if differ == 0 {
        let words = format!(
            "Checked: with these rules, the frames that {name} sends for {} reach the same team as with all rules of the repository.",
            files(proof.files - proof.fallback)
        );
        paragraph("soft", &words)
    } else {
        let words = format!(
            "With these rules, the frames that {name} sends for {} of {} reach another team than with all rules of the repository:",
            files(differ),
            files(proof.files)
        );
        paragraph("warning", &words)
    }];
    if differ > 0 {
        body.push(el("ul", "asides", proof.different.iter().map(difference)));
        if imported {
            let words = "CODEOWNERS is imported by one code mapping, the first above: what was built in another folder, \
                         and shared libraries, match none of its lines that name a folder. As rules, chosen above, they would.";
            body.push(paragraph("soft", words));
        }
    }
    if proof.fallback > 0 {
        let words = format!(
            "{} that nobody owns go to whoever gets the rest of the project: no rule can say that \
             nobody owns something.",
            files(proof.fallback)
        );
        body.push(paragraph("soft", &words));
    }
    for taken in &proof.taken {
        let words = format!(
            "`{}` also matches frames of libraries, such as `{}`, and takes errors that pass through them.",
            taken.rule, taken.frame
        );
        body.push(paragraph("warning", &words));
    }
    if sdk.is_some_and(|sdk| sdk.known == Known::Unverified) {
        let words = format!(
            "What {name} puts into frames was not verified in its source: compare a real error in Simulate."
        );
        body.push(paragraph("soft", &words));
    }
    body
}

fn difference(it: &Difference) -> Node {
    let named = |name: &Option<String>| owner(name.as_deref(), None);
    let words = [
        path(&it.path),
        text(" is "),
        named(&it.before),
        text(", and "),
        named(&it.after),
        text(" as "),
        code(&it.frame),
    ];
    el("li", "", words)
}

/// What a file in frames is shown of.
pub struct Frames<'s> {
    pub answer: &'s Answer,
    pub inputs: &'s Inputs,
    pub settings: &'s Settings,
    pub plan: &'s Plan,
}

/// What becomes of a file in Sentry, beside what the whole says of it. Folders have no frames.
pub fn as_seen(parts: &Frames<'_>, file: &str) -> Vec<Node> {
    let Frames { answer, inputs, settings, plan } = *parts;
    let tree = &answer.tree;
    let rules = inputs.all_rules();
    let Some(position) = tree.find_file(file).filter(|_| !rules.is_empty()) else {
        return Vec::new();
    };
    let mut body = Vec::new();
    let outcome = answer.outcome(tree.position_of(position));
    let here = outcome.owner().map(|it| answer.owner_at(it));
    let found = seen(&inputs_of(tree, inputs, settings, &rules), plan, position);
    if found.is_empty() {
        body.push(paragraph(
            "soft",
            "It is in no project, and in no library that one runs, so nothing is sent.",
        ));
    }
    for seen in found {
        let project = &plan.projects[seen.project];
        let mut words = vec![text("In the project "), strong(project.slug.as_str())];
        if seen.frames.is_empty() {
            words.push(text(" no frame names such a file: its SDK sends none."));
            body.push(el("p", "", words));
            continue;
        }
        words.push(text(" its frames read "));
        for (at, frame) in seen.frames.iter().take(4).enumerate() {
            words.extend([text(if at > 0 { ", " } else { "" }), code(frame)]);
        }
        for (at, (name, rule)) in seen.reaches.iter().enumerate() {
            words.push(text(if at == 0 { " and reach " } else { ", or, built otherwise, " }));
            words.push(owner(name.as_deref(), None));
            if let Some(rule) = rule {
                words.extend([text(" by "), code(rule)]);
            }
        }
        let same = seen.reaches.iter().all(|(name, _)| *name == here);
        words.push(text(if same { ": the same as above." } else { ": not what stands above." }));
        body.push(el("p", if same { "" } else { "warning" }, words));
    }
    let words = "The rules are those of the project, under Projects. A real error is better evidence: see Simulate.";
    body.push(paragraph("soft", words));
    body
}
