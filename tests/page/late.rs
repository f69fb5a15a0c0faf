//! Answers that come late: what they bring is of what the page held before.

use crate::load;
use sentry_general::page::outbox::Outbox;
use sentry_general::page::state::{Action, Effect, Origin, State};
use sentry_general::session::Session;
use sentry_general::session::protocol::{Answer, Intent, Node, Request, VERSION, View};

/// The page with the engine behind it, which answers when it is told to.
#[derive(Default)]
struct Page {
    state: State,
    outbox: Outbox,
    session: Session,
}

impl Page {
    fn act(&mut self, action: Action) {
        for effect in self.state.apply(action) {
            if let Effect::Send(request) = effect {
                self.outbox.put(request);
            }
        }
    }

    /// The engine computes the next answer, which the page has not heard yet.
    fn compute(&mut self) -> Option<Answer> {
        let (serial, request) = self.outbox.send_next()?;
        let text = match request {
            Request::Tree { .. } => Some(self.state.tree.text.clone()),
            Request::Input { input, .. } => Some(self.state.inputs[*input as usize].text.clone()),
            _ => None,
        };
        let step = matches!(request, Request::Do { .. }).then(|| "Tick it".to_owned());
        let (replies, _) = self.session.handle(request.clone(), text);
        Some(Answer { version: VERSION, serial, replies, step })
    }

    fn hear(&mut self, mut answer: Answer) {
        assert!(self.outbox.answered(&mut answer), "it is waited for");
        self.act(Action::Answer(answer, None));
    }

    fn settle(&mut self) {
        while let Some(answer) = self.compute() {
            self.hear(answer);
        }
    }

    fn tick(&mut self, command: &[u8]) {
        self.act(Action::Use(Intent::Do(command.into()), "true".into()));
    }
}

/// What ticks the boxes of a view.
fn boxes(nodes: &[Node], found: &mut Vec<Vec<u8>>) {
    for node in nodes {
        let is_box = node.attributes.iter().any(|(_, value)| value == "checkbox");
        if let (true, Some(Intent::Do(command))) = (is_box, &node.intent) {
            found.push(command.clone());
        }
        boxes(&node.children, found);
    }
}

#[test]
fn what_is_undone_before_the_next_answer_comes_stays_undone_on_the_page_and_in_the_worker() {
    let mut page = Page::default();
    page.act(load("src/a.ts\n", "src/* #web\n", Origin::User));
    page.act(Action::View(Some(View::Playbook)));
    page.settle();
    let mut found = Vec::new();
    boxes(&page.state.drawn.body, &mut found);
    let [first, second, ..] = &found[..] else { panic!("two boxes: {found:?}") };
    let none = page.state.settings.clone();
    page.tick(first);
    page.settle();
    let one = page.state.settings.clone();
    assert_ne!(one, none);
    for document in [false, true] {
        page.tick(second);
        let late = page.compute().expect("it is under way");
        // Nor is what waits behind it of any account.
        page.tick(second);
        if document {
            page.act(load("lib/b.ts\n", "lib/* #lib\n", Origin::Link));
        } else {
            page.act(Action::Undo);
        }
        page.hear(late);
        page.settle();
        assert!(page.state.settings.is_empty() || page.state.settings == none, "{document}");
        // An answer of the worker says what it holds.
        page.tick(first);
        page.settle();
        assert_eq!(page.state.settings, one, "nothing of the second: {document}");
    }
}
