//! What testers have in common: remarks on what was typed, and values by name.

use super::items::snippet;
use crate::playbook::Code;
use crate::session::commands::PlaybookCommand;
use crate::session::commands::Trial;
use crate::session::draw::{button, command, el, paragraph, prose};
use crate::session::protocol::{Intent, Node};
use crate::text::{Problem, Severity};

/// What is to be said about a text, each with its fix; the mended text is tried.
pub fn remarks(text: &str, problems: &[Problem], trial: Trial) -> Option<Node> {
    let item = |problem: &Problem| {
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let mut body = vec![paragraph("message", &problem.message)];
        body.extend(problem.hint.as_deref().map(|hint| paragraph("hint", hint)));
        if let Some(fix) = &problem.fix {
            let mut mended = text.to_owned();
            for edit in fix.edits.iter().rev() {
                let range = edit.span.start as usize..edit.span.end as usize;
                mended.replace_range(range, &edit.text);
            }
            let fix_it = command("fix", "", PlaybookCommand::TryThis(trial, mended));
            body.push(Node { children: prose(&fix.title), ..fix_it });
        }
        el("li", &format!("problem {severity}"), [el("div", "", body)])
    };
    let list = || el("ul", "problems", problems.iter().map(item));
    (!problems.is_empty()).then(list)
}

/// Values, each with its name.
pub fn details_list(values: &[(&'static str, String)]) -> Node {
    let rows = values.iter().flat_map(|(name, value)| {
        [el("dt", "", []).says(*name), el("dd", "", [el("code", "", []).says(value.as_str())])]
    });
    el("dl", "values", rows)
}

/// A file to take along: to be copied or saved.
pub fn saved(file: &Code) -> Node {
    let name = file.place.rsplit('/').next().unwrap_or_default().to_owned();
    let save = button("", "Save", Intent::Save(name, "text/plain".into(), file.text.clone()));
    el("div", "file", [snippet(file), el("p", "", [save])])
}
