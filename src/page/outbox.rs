use crate::session::protocol::{Request, View};
use std::collections::VecDeque;

/// Which requests the worker gets, and when.
///
/// One request is under way at a time. Of those that wait, only the newest of each
/// kind is kept: while somebody types, the states between are never computed.
/// Changes of an input go before questions about it. What was done in a view is never
/// passed over.
#[derive(Debug, Default)]
pub struct Outbox {
    serial: u32,
    under_way: Option<(u32, Request)>,
    waiting: [Option<Request>; KINDS],
    commands: VecDeque<Request>,
}

const KINDS: usize = 19;

impl Outbox {
    /// Takes a request; it replaces one of its kind that still waits.
    pub fn put(&mut self, request: Request) {
        if matches!(request, Request::Do { .. } | Request::Contents(_) | Request::Folder(..)) {
            self.commands.push_back(request);
            return;
        }
        let kind = kind_of(&request);
        let request = match (self.waiting[kind].take(), request) {
            // Rows are asked for again while a path is to be brought in sight: it still is.
            (Some(Request::Explore(before)), Request::Explore(mut explore)) => {
                explore.reveal = explore.reveal.or(before.reveal);
                Request::Explore(explore)
            }
            (_, request) => request,
        };
        self.waiting[kind] = Some(request);
    }

    /// The next request to send with its serial number, if nothing is under way.
    pub fn send_next(&mut self) -> Option<(u32, &Request)> {
        if self.under_way.is_some() {
            return None;
        }
        let (inputs, questions) = self.waiting.split_at_mut(QUESTIONS);
        let request = inputs.iter_mut().find_map(Option::take);
        let request = request.or_else(|| self.commands.pop_front());
        let request = request.or_else(|| questions.iter_mut().find_map(Option::take))?;
        self.serial += 1;
        let (serial, request) = self.under_way.insert((self.serial, request));
        Some((*serial, request))
    }

    /// Takes note that `serial` was answered. False if nobody waits for that answer:
    /// then it is of a worker that was ended, and to be dropped.
    pub fn answered(&mut self, serial: u32) -> bool {
        let expected = self.under_way.as_ref().is_some_and(|(at, _)| *at == serial);
        if expected {
            self.under_way = None;
        }
        expected
    }

    /// Forgets the request under way, as its worker has ended; returns it.
    pub fn abandon(&mut self) -> Option<Request> {
        self.under_way.take().map(|(_, request)| request)
    }

    /// Whether an answer is awaited.
    #[must_use]
    pub fn busy(&self) -> bool {
        self.under_way.is_some()
    }

    /// The serial number of the request under way; 0 for none.
    #[must_use]
    pub fn serial(&self) -> u32 {
        self.under_way.as_ref().map_or(0, |(serial, _)| *serial)
    }
}

/// From this kind on requests ask; before it they tell.
const QUESTIONS: usize = 9;

/// The kinds, in the order in which they are sent.
fn kind_of(request: &Request) -> usize {
    match request {
        Request::Unpack { .. } | Request::ReadFile => 0,
        Request::Settings(_) => 1,
        // The tree last: it is the larger work, and done once then.
        Request::Input { input, .. } => 2 + *input as usize,
        Request::Tree { .. } => 7,
        Request::Keep => 8,
        Request::Do { .. }
        | Request::Contents(_)
        | Request::Folder(..)
        | Request::Explain { .. } => QUESTIONS,
        Request::Explore(_) => 10,
        Request::Complete { .. } => 11,
        Request::View(View::Under(_)) => 12,
        Request::View(_) => 13,
        Request::Advise => 14,
        Request::Pack { .. } => 15,
        Request::Recognise { .. } => 16,
        Request::WriteFile { .. } => 17,
        Request::Mend(..) => 18,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::protocol::{Explore, Input};

    fn rules(revision: u32) -> Request {
        Request::Input { input: Input::Rules, revision, kept: false }
    }

    #[test]
    fn while_one_is_under_way_only_the_newest_of_a_kind_waits() {
        let mut outbox = Outbox::default();
        outbox.put(rules(1));
        assert_eq!(outbox.send_next(), Some((1, &rules(1))));
        outbox.put(rules(2));
        outbox.put(rules(3));
        assert_eq!(outbox.send_next(), None, "one at a time");
        assert!(outbox.answered(1));
        assert_eq!(outbox.send_next(), Some((2, &rules(3))), "revision 2 is never computed");
        assert!(outbox.answered(2));
        assert_eq!(outbox.send_next(), None);
    }

    #[test]
    fn inputs_go_before_questions() {
        let mut outbox = Outbox::default();
        outbox.put(Request::Explore(Explore::default()));
        outbox.put(rules(1));
        assert_eq!(outbox.send_next().map(|(_, request)| request.clone()), Some(rules(1)));
    }

    #[test]
    fn a_path_that_is_to_be_in_sight_is_not_forgotten_while_one_scrolls() {
        let mut outbox = Outbox::default();
        let reveal = Explore { reveal: Some("a".into()), ..Explore::default() };
        outbox.put(Request::Explore(reveal));
        outbox.put(Request::Explore(Explore { from: 7, ..Explore::default() }));
        let sent = outbox.send_next().map(|(_, request)| request.clone());
        let both = Explore { from: 7, reveal: Some("a".into()), ..Explore::default() };
        assert_eq!(sent, Some(Request::Explore(both)));
    }

    #[test]
    fn an_answer_of_an_ended_worker_is_dropped() {
        let mut outbox = Outbox::default();
        outbox.put(rules(1));
        outbox.send_next();
        assert_eq!(outbox.abandon(), Some(rules(1)));
        assert!(!outbox.answered(1), "nobody waits for it");
        assert!(!outbox.busy());
    }
}
