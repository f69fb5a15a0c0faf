//! Reading a fence.

use super::{Expected, Fence, Part, Question, Shown};
use crate::document::DIALECTS;
use crate::text::{Problem, Problems, Span, lines};
use std::ops::Range;
use std::str::FromStr;

/// A fence as it was read, and what is wrong with its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// What was understood.
    pub fence: Fence,
    /// Where its parts begin, in the order of the text.
    pub places: Vec<Place>,
    /// What was not understood, in the order of the text.
    pub problems: Vec<Problem>,
}

/// Where a part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which part.
    pub part: Part,
    /// The line of the fence that the first line of its text is, from 1.
    pub line: u32,
}

/// How many questions an advisor answers, each told with its reasons, and how many expectations it checks.
const MOST_QUESTIONS: usize = 100;

/// Reads a fence. Linear.
#[must_use]
pub fn read(text: &str) -> Read {
    let mut reader = Reader { text, ..Reader::default() };
    for line in lines(text) {
        reader.line(line);
    }
    reader.finish()
}

impl FromStr for Fence {
    type Err = Vec<Problem>;

    /// The fence, if there is nothing wrong with its text.
    fn from_str(text: &str) -> Result<Self, Vec<Problem>> {
        let Read { fence, problems, .. } = read(text);
        if problems.is_empty() { Ok(fence) } else { Err(problems) }
    }
}

#[derive(Default)]
struct Reader<'t> {
    text: &'t str,
    fence: Fence,
    places: Vec<Place>,
    problems: Problems,
    asks_too_much: bool,
    state: State,
    /// Lines so far.
    line: u32,
}

/// What lines belong to.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Head,
    Part(Part),
    /// A part of which something was said already.
    PassedOver,
}

impl Reader<'_> {
    fn line(&mut self, range: Range<usize>) {
        self.line += 1;
        let line = &self.text[range.clone()];
        if let Some(name) = part_begun(line) {
            self.state = self.begin(name, range);
            return;
        }
        match self.state {
            State::Head if line.trim().is_empty() => {}
            State::Head => self.head(line, range),
            State::Part(part) => {
                let text = self.fence.text_mut(part);
                text.push_str(without_escape(line));
                text.push('\n');
            }
            State::PassedOver => {}
        }
    }

    fn begin(&mut self, name: &str, range: Range<usize>) -> State {
        let problem = match Part::ALL
            .into_iter()
            .find(|part| part.name().eq_ignore_ascii_case(name))
        {
            Some(part) if self.places.iter().all(|place| place.part != part) => {
                self.places.push(Place { part, line: self.line + 1 });
                return State::Part(part);
            }
            Some(part) => {
                let words =
                    format!("There is a part `{}` already; this one is passed over.", part.name());
                Problem::error("fence/twice", words).hint("Put both texts into one part.")
            }
            None => {
                let names = Part::ALL.map(|part| format!("`{}`", part.name())).join(", ");
                let hint = format!(
                    "There are {names}. A line of text that begins so has a backslash before it."
                );
                let words = format!("No part is called `{name}`, so it is passed over.");
                Problem::error("fence/part", words).hint(hint)
            }
        };
        self.problems.push(problem.at(range));
        State::PassedOver
    }

    fn head(&mut self, line: &str, range: Range<usize>) {
        let Some((name, value)) = line.split_once(':') else {
            let words =
                "This line belongs to no part and has no `name: value`, so it is passed over.";
            let hint = "Begin a part before it, such as `--- tree`.";
            self.problems.push(Problem::error("fence/stray", words).at(range).hint(hint));
            return;
        };
        let at = Span::from(range.clone());
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            _ if value.is_empty() => {
                self.refuse(at, format!("`{}` has no value.", name.trim()), "");
            }
            "title" => self.fence.title = value.to_owned(),
            "path" => match path(value) {
                root if root.is_empty() => {
                    self.refuse(at, "`path` names the root, which is no file.".to_owned(), "");
                }
                path => self.ask(Question::Path(path), at),
            },
            "view" => self.view(value, at),
            "host" => self.host(value, at),
            "expect" => self.expect(value, at),
            _ => {
                let words = format!("Nothing is called `{}` here.", name.trim());
                let hint = "There are `title`, `path`, `view`, `host` and `expect`.";
                self.problems.push(Problem::error("fence/name", words).at(range).hint(hint));
            }
        }
    }

    fn ask(&mut self, question: Question, at: Span) {
        if self.has_room(self.fence.questions.len(), at) {
            self.fence.questions.push(question);
        }
    }

    /// Whether one more than so many is answered; the first that is not is told.
    fn has_room(&mut self, many: usize, at: Span) -> bool {
        if many >= MOST_QUESTIONS && !std::mem::replace(&mut self.asks_too_much, true) {
            let words = format!(
                "An advisor answers {MOST_QUESTIONS} questions and checks as many expectations; those from here on are left out."
            );
            let hint = "Ask about folders in another advisor, or show a view of all files.";
            self.problems.push(Problem::error("fence/too-many", words).at(at).hint(hint));
        }
        many < MOST_QUESTIONS
    }

    fn view(&mut self, value: &str, at: Span) {
        match Shown::ALL.into_iter().find(|shown| shown.name().eq_ignore_ascii_case(value)) {
            Some(shown) => self.ask(Question::View(shown), at),
            None => {
                let names = Shown::ALL.map(|shown| format!("`{}`", shown.name())).join(", ");
                self.refuse(
                    at,
                    format!("There is no view `{value}`."),
                    &format!("There are {names}."),
                );
            }
        }
    }

    fn host(&mut self, value: &str, at: Span) {
        match DIALECTS.iter().find(|(id, ..)| id.eq_ignore_ascii_case(value)) {
            Some((id, ..)) => self.fence.host = (*id).to_owned(),
            None => {
                let names: Vec<_> = DIALECTS.iter().map(|(id, ..)| format!("`{id}`")).collect();
                let hint = format!("There are {}.", names.join(", "));
                self.refuse(at, format!("No host is called `{value}`."), &hint);
            }
        }
    }

    fn expect(&mut self, value: &str, at: Span) {
        match Expected::read(value) {
            Some(expected) if self.has_room(self.fence.expected.len(), at) => {
                self.fence.expected.push(expected);
            }
            Some(_) => {}
            None => {
                let hint = "Write it as `src/app.ts -> #web`, `src/app.ts -> nobody`, `every file has an owner`, \
                     `rule 2 decides`, `at most 5 projects` or `the error goes to #web`.";
                self.refuse(at, "These words are not a check that this tool knows.".into(), hint);
            }
        }
    }

    fn refuse(&mut self, at: Span, words: String, hint: &str) {
        let problem = Problem::error("fence/value", words).at(at);
        self.problems.push(if hint.is_empty() { problem } else { problem.hint(hint.to_owned()) });
    }

    fn finish(mut self) -> Read {
        if self.places.is_empty() {
            let words = "There is no part: nothing to route, and no rules to route it by.";
            let hint = "A part begins with a line such as `--- tree` or `--- rules`.";
            let end = lines(self.text).next().map_or(0, |line| line.end);
            self.problems.push(Problem::error("fence/empty", words).at(0..end).hint(hint));
        }
        for part in Part::ALL {
            let text = self.fence.text_mut(part);
            // The end of its last line stays.
            let length = text.trim_end().len();
            text.truncate(length);
            if length > 0 {
                text.push('\n');
            }
        }
        Read { fence: self.fence, places: self.places, problems: self.problems.sorted() }
    }
}

/// The name of the part that a line begins: a word behind three dashes, which may be followed by more dashes.
fn part_begun(line: &str) -> Option<&str> {
    let name = line.strip_prefix("--- ")?.trim().trim_end_matches('-').trim_end();
    let is_word = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_word.then_some(name)
}

/// Whether a line would begin a part, were it not for backslashes before it.
pub(super) fn needs_escape(line: &str) -> bool {
    part_begun(line.trim_start_matches('\\')).is_some()
}

fn without_escape(line: &str) -> &str {
    match line.strip_prefix('\\') {
        Some(rest) if needs_escape(rest) => rest,
        _ => line,
    }
}

/// A path as paths are written in listings.
pub(super) fn path(value: &str) -> String {
    let mut path = value.trim();
    while let Some(rest) = path.strip_prefix("./").or_else(|| path.strip_suffix('/')) {
        path = rest.trim();
    }
    path.to_owned()
}
