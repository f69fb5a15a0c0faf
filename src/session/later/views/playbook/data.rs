//! What goes into the applications: a snippet for each project's SDK.

use super::items::{snippet as draw_snippet, source};
use super::testers::saved;
use crate::organization::{Organization, Project};
use crate::playbook::Choice;
use crate::playbook::release;
use crate::playbook::sdk::{self, Snippet};
use crate::session::commands::PlaybookCommand;
use crate::session::draw::{choice, el, paragraph, prose};
use crate::session::protocol::Node;

/// The tool of the chapter.
pub fn draw(organization: &Organization) -> Vec<Node> {
    let chosen = organization.choices.release.project.as_str();
    let projects = &organization.projects;
    let Some(project) = projects.iter().find(|it| it.slug == chosen).or_else(|| projects.first())
    else {
        return vec![paragraph("soft", "There is no project to report errors.")];
    };
    let heading = el("h3", "", []).says("In your code").keyed("heading");
    let mut body = vec![heading];
    if projects.len() > 1 {
        body.push(which(projects, project));
    }
    body.extend(shown(&sdk::snippet(project)));
    body
}

fn which(projects: &[Project], shown: &Project) -> Node {
    let named: Vec<(&str, String)> = projects
        .iter()
        .map(|it| (it.slug.as_str(), format!("{}: {}", it.slug, it.platform)))
        .collect();
    let options: Vec<(&str, &str)> =
        named.iter().map(|(slug, words)| (*slug, words.as_str())).collect();
    let what = PlaybookCommand::Choose(Choice::Release(release::Choice::Project));
    el("div", "fields", [choice("Project", &options, &shown.slug, &what)]).keyed("which")
}

fn shown(snippet: &Snippet) -> Vec<Node> {
    let mut body = vec![draw_snippet(&snippet.install).keyed("install")];
    let files = snippet.files.iter().enumerate();
    body.extend(files.map(|(at, file)| match file.place.is_empty() {
        true => draw_snippet(file).keyed(format!("file-{at}")),
        false => saved(file).keyed(format!("file-{at}")),
    }));
    let remarks = snippet.remarks.iter().map(|remark| el("li", "", prose(remark)));
    body.push(el("ul", "remarks", remarks).keyed("remarks"));
    body.push(source(snippet.source).keyed("source"));
    body
}
