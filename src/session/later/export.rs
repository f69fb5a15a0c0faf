//! Files of the plan, made when they are asked for.

use super::work::Work;
use crate::api;
use crate::export::{self, Content, File, Format};
use crate::session::desk::Answer;
use crate::session::protocol::{Input, Reply};
use crate::text::csv::quoted as cell;
use crate::tree::Position;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What asks for the routing of every file.
pub const ROUTING: &str = "routing";

impl Work<'_> {
    /// A file of the plan, or why there is none.
    pub fn file(&self, id: &str) -> Reply {
        if id == ROUTING {
            return save(routing(self.answer));
        }
        let organization = self.organization();
        if id == Format::Zip.id() {
            let mut files = export::export_all(&organization);
            files.push(routing(self.answer));
            return save(export::zip(&files));
        }
        match api::export_plan(&organization, id) {
            Ok(file) => {
                let kind = match file.encoding {
                    Some(encoding) => format!("{};{encoding}", file.mime),
                    None => file.mime.to_owned(),
                };
                Reply::Save(file.filename, kind, file.text)
            }
            Err(why) => Reply::Say(why, true),
        }
    }
}

fn save(file: File) -> Reply {
    match file.content {
        Content::Text(text) => Reply::Save(file.filename, file.mime.to_owned(), text),
        Content::Bytes(bytes) => {
            Reply::Save(file.filename, format!("{};base64", file.mime), STANDARD.encode(bytes))
        }
    }
}

/// Who gets each file's errors, and by which rule, as CSV. Linear in the tree.
fn routing(answer: &Answer) -> File {
    let rules = answer.routing.compiled().rules();
    let mut table = String::from("path,owner,from,line,rule\r\n");
    for at in 0..answer.tree.len() as Position {
        let outcome = answer.outcome(at);
        let path = answer.tree.paths().get(answer.tree.path_at(at));
        let owner = outcome.owner().map(|owner| answer.owner_at(owner)).unwrap_or_default();
        table.push_str(&cell(path));
        table.push(',');
        table.push_str(&cell(&owner));
        match outcome.rule().map(|rule| (answer.line_of(rule), &rules[rule as usize].matcher)) {
            Some(((input, line), matcher)) => {
                let from = if input == Input::Codeowners { "CODEOWNERS" } else { "rules" };
                table.push_str(&format!(",{from},{line},{}\r\n", cell(&matcher.to_string())));
            }
            None => table.push_str(",,,\r\n"),
        }
    }
    File { filename: "routing.csv".to_owned(), mime: "text/csv", content: Content::Text(table) }
}
