use super::config::Config;
use super::report::{Report, Stop};
use super::state::Texts;
use crate::api::{self, CandidateRule, PathExplanation};
use crate::export::report::block::{Block, code, item, paragraph, text};
use serde_json::json;

/// Who gets a file's errors, and why.
pub(super) fn why(head: &Texts, given: &str, config: &Config) -> Result<Report, Stop> {
    let path = found(head, given)?;
    let told = api::explain_for(None, &path, head.request(), &head.directory).map_err(Stop::new)?;
    let headline = match (&told.owner, told.outcome) {
        (Some(owner), _) => format!("`{path}` goes to {owner}."),
        (None, "excluded") => {
            format!("`{path}` reaches nobody: a CODEOWNERS line without owners takes it out.")
        }
        (None, "unowned") => {
            format!("`{path}` reaches nobody: the rules that match it name nobody who gets it.")
        }
        (None, _) => format!("`{path}` reaches nobody: no rule matches it."),
    };
    let mut value = json!(told);
    if let Some(fields) = value.as_object_mut() {
        // Of the whole text, not of the file: `check` tells them.
        fields.remove("problems");
    }
    let mut report = Report::new("why", headline, value);
    report.body = body(head, &told);
    report.fail_on = config.fail_on();
    Ok(report)
}

/// A path as somebody types it: with the separators of Windows, or `./` before it.
fn found(head: &Texts, given: &str) -> Result<String, Stop> {
    let plain = given.replace('\\', "/");
    let tries = [given, plain.as_str(), plain.trim_start_matches("./")];
    let known = tries.into_iter().find(|it| head.tree.find_file(it).is_some());
    known.map(str::to_owned).ok_or_else(|| {
        let folder = plain.trim_start_matches("./").trim_end_matches('/');
        if head.tree.find_folder(folder).is_some() {
            return Stop::new(format!("`{given}` is a folder")).hint("Name one of its files.");
        }
        let name = plain.rsplit('/').next().unwrap_or_default();
        let paths = head.tree.paths();
        let alike = paths.iter().find(|path| path.rsplit('/').next() == Some(name));
        let stop = Stop::new(format!("there is no file `{given}` in the tree"));
        match alike {
            Some(path) => stop.hint(format!("Is `{path}` meant?")),
            None => {
                stop.hint("Only files that git tracks are looked at, unless `--tree` names others.")
            }
        }
    })
}

fn body(head: &Texts, told: &PathExplanation) -> Vec<Block> {
    let mut body = Vec::new();
    if told.frame_path != told.path {
        body.push(paragraph(&format!("In errors its path is `{}`.", told.frame_path)));
    }
    if told.disputed {
        body.push(paragraph("This hangs on how Sentry reads CODEOWNERS lines without owners, which is not verified."));
    }
    if !told.candidates.is_empty() {
        let row = |it: &CandidateRule| {
            let verdict = match (it.verdict, &it.by) {
                ("won", _) => "wins".to_owned(),
                (_, Some(by)) if it.because == Some("ownership-rule") => {
                    format!(
                        "overridden: ownership rules come before CODEOWNERS ({})",
                        head.place(by.source, by.line)
                    )
                }
                (_, Some(by)) => {
                    format!("overridden by a later one ({})", head.place(by.source, by.line))
                }
                (_, None) => "passed over: it names nobody".to_owned(),
            };
            let rule = format!("{}:{} {}", it.rule.kind, it.rule.pattern, it.rule.owners.join(" "));
            vec![
                vec![code(head.place(it.rule.source, it.rule.line))],
                vec![code(rule.trim())],
                vec![text(verdict)],
            ]
        };
        body.push(Block::Heading(3, vec![text("Rules that match")]));
        let rows = told.candidates.iter().map(row).collect();
        body.push(Block::Table(vec!["Where", "Rule", "What came of it"], rows));
    }
    if !told.near_misses.is_empty() {
        let near = told.near_misses.iter().map(|it| {
            let place = head.place(it.rule.source, it.rule.line);
            let mut words =
                vec![code(place), text(" "), code(it.rule.pattern.as_str()), text(": the path ")];
            words.extend(crate::export::report::block::prose(&it.text));
            item(words)
        });
        body.push(Block::Heading(3, vec![text("Rules that nearly match")]));
        body.push(Block::List(near.collect()));
    }
    if !told.dropped.is_empty() {
        let dropped = told.dropped.iter().map(|it| {
            item(vec![code(head.place("codeowners", it.line)), text(format!(": {}", it.reason))])
        });
        body.push(Block::Heading(3, vec![text("Lines that Sentry drops")]));
        body.push(Block::List(dropped.collect()));
    }
    if !told.reviewers.is_empty() {
        let names: Vec<&str> = told.reviewers.iter().map(|it| it.name.as_str()).collect();
        body.push(paragraph(&format!("Changes of it are reviewed by `{}`.", names.join("`, `"))));
    }
    body
}
