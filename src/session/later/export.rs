//! Files of the plan, written when they are asked for.

use super::Later;
use super::work::Work;
use crate::export::{self, Content, File, Format};
use crate::organization::Organization;
use crate::session::desk::Answer;
use crate::session::protocol::{Input, Reply};
use crate::text::csv::quoted as cell;
use crate::tree::Position;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

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
        match export::find(&organization, id) {
            Ok(file) => save(file),
            Err(why) => Reply::Say(why, true),
        }
    }
}

/// Files of the plan that were written to be looked at, kept while the plan is the same.
#[derive(Default)]
pub struct Written {
    /// The plan, and its files.
    of: RefCell<(Organization, BTreeMap<Format, Rc<File>>)>,
    /// How many were written.
    times: Cell<u32>,
}

impl Written {
    /// A file of the plan, written if it was not.
    pub fn file(&self, organization: &Organization, format: Format) -> Rc<File> {
        let (of, files) = &mut *self.of.borrow_mut();
        if of != organization {
            of.clone_from(organization);
            files.clear();
        }
        let write = || {
            self.times.set(self.times.get() + 1);
            Rc::new(export::export(organization, format))
        };
        files.entry(format).or_insert_with(write).clone()
    }
}

impl Later {
    /// Shows how the file of a format begins, or no longer.
    pub fn look_at(&mut self, id: &str) {
        if let Some(format) = Format::find(id)
            && !self.looked_at.remove(&format)
        {
            self.looked_at.insert(format);
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

#[cfg(test)]
mod tests {
    use crate::session::protocol::{Request, TreeOptions, View, encode};
    use crate::session::{Command, OrganizationCommand, PlaybookCommand, Session};

    fn act(session: &mut Session, command: impl Into<Command>, text: &str) {
        let command = encode(&command.into());
        session.handle(Request::Do { command, text: text.to_owned() }, None);
    }

    #[test]
    fn no_file_is_written_before_it_is_looked_at_and_none_twice() {
        let mut session = Session::default();
        let tree = Request::Tree { revision: 1, options: TreeOptions::default() };
        session.handle(tree, Some("web/package.json\nweb/index.html\n".to_owned()));
        let times = |session: &Session| session.rest.written.times.get();
        session.handle(Request::View(View::Export), None);
        assert_eq!(times(&session), 0, "opening the view writes nothing");
        let look = |session: &mut Session, id: &str| {
            act(session, PlaybookCommand::LookAt(id.to_owned()), "");
        };
        look(&mut session, "markdown");
        look(&mut session, "csv");
        assert_eq!(times(&session), 2);
        session.handle(Request::View(View::Export), None);
        look(&mut session, "csv");
        look(&mut session, "csv");
        assert_eq!(times(&session), 2, "the plan is the same");
        look(&mut session, "csv");
        act(&mut session, OrganizationCommand::Organization, "acme");
        assert_eq!(times(&session), 3, "of another plan only what is looked at is written");
    }
}
