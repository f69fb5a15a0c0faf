use crate::session::protocol::{Answer, Reply, Request, View};
use std::collections::VecDeque;

/// Which requests the worker gets, and when.
///
/// One request is under way at a time. Of those that wait, only the newest of each
/// kind is kept: while somebody types, the states between are never computed.
/// Changes of an input go before questions about it. What was done in a view is never
/// passed over, nor is what was pasted. Once the page has other settings, what was done
/// before is done with: worker and page have the same then.
#[derive(Debug, Default)]
pub struct Outbox {
    serial: u32,
    under_way: Option<(u32, Request)>,
    /// Whether the page has other settings than when that was sent.
    outdated: bool,
    waiting: [Option<Request>; KINDS],
    commands: VecDeque<Request>,
}

const KINDS: usize = 18;

impl Outbox {
    /// Takes a request; it replaces one of its kind that still waits.
    pub fn put(&mut self, request: Request) {
        if matches!(request, Request::Do { .. } | Request::Contents(_) | Request::Folder(..))
            || is_paste(&request)
        {
            self.commands.push_back(request);
            return;
        }
        if matches!(request, Request::Settings(_)) {
            self.outdated = true;
            self.commands.retain(is_paste);
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
        self.outdated = false;
        let (serial, request) = self.under_way.insert((self.serial, request));
        Some((*serial, request))
    }

    /// Takes note of an answer, and out of it what is of settings that the page no longer has.
    /// False if nobody waits for it: then it is of a worker that was ended, and to be dropped.
    pub fn answered(&mut self, answer: &mut Answer) -> bool {
        if self.outdated {
            let chosen = |it: &Reply| matches!(it, Reply::Settings(_) | Reply::ReadTree(_));
            answer.replies.retain(|it| !chosen(it));
        }
        self.under_way.take_if(|(at, _)| *at == answer.serial).is_some()
    }

    /// The worker has ended, and a fresh one is told of all inputs anew. What came from outside, a link, a
    /// file, a paste, would be lost: that waits on; if `again`, also a link or file that was under way. Returns
    /// what was.
    pub fn restart(&mut self, again: bool) -> Option<Request> {
        self.waiting[1..].fill(None);
        self.commands.retain(is_paste);
        let under_way = self.under_way.take().map(|it| it.1);
        if again && self.waiting[0].is_none() {
            self.waiting[0] = under_way.clone().filter(|it| kind_of(it) == 0);
        }
        under_way
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

fn is_paste(request: &Request) -> bool {
    matches!(request, Request::Recognise { .. })
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
        | Request::Recognise { .. }
        | Request::Explain { .. } => QUESTIONS,
        Request::Explore(_) => 10,
        Request::Complete { .. } => 11,
        Request::View(View::Under(_)) => 12,
        Request::View(_) => 13,
        Request::Advise => 14,
        Request::Pack { .. } => 15,
        Request::WriteFile { .. } => 16,
        Request::Mend(..) => 17,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::protocol::{Explore, Input, TreeOptions, VERSION};

    fn rules(revision: u32) -> Request {
        Request::Input { input: Input::Rules, revision, kept: false }
    }

    fn answer(serial: u32) -> Answer {
        Answer { version: VERSION, serial, replies: Vec::new(), step: None }
    }

    fn replies() -> Vec<Reply> {
        let options = TreeOptions::default();
        vec![Reply::Settings(vec![1]), Reply::Moves("no choice".into()), Reply::ReadTree(options)]
    }

    fn put(outbox: &mut Outbox, requests: impl IntoIterator<Item = Request>) {
        requests.into_iter().for_each(|it| outbox.put(it));
    }

    /// All that is sent, once each is answered.
    fn all(outbox: &mut Outbox) -> Vec<Request> {
        let next = || {
            let (serial, request) = outbox.send_next()?;
            let request = request.clone();
            outbox.answered(&mut answer(serial));
            Some(request)
        };
        std::iter::from_fn(next).collect()
    }

    #[test]
    fn while_one_is_under_way_only_the_newest_of_a_kind_waits() {
        let mut outbox = Outbox::default();
        outbox.put(rules(1));
        assert_eq!(outbox.send_next(), Some((1, &rules(1))));
        outbox.put(rules(2));
        outbox.put(rules(3));
        assert_eq!(outbox.send_next(), None, "one at a time");
        assert!(outbox.answered(&mut answer(1)));
        assert_eq!(outbox.send_next(), Some((2, &rules(3))), "revision 2 is never computed");
        assert!(outbox.answered(&mut answer(2)));
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
        assert_eq!(outbox.restart(true), Some(rules(1)));
        assert!(!outbox.answered(&mut answer(1)), "nobody waits for it");
        assert!(!outbox.busy());
    }

    #[test]
    fn pastes_are_asked_about_one_after_the_other() {
        let mut outbox = Outbox::default();
        let pastes = ["a", "b", "c"].map(|it| Request::Recognise { start: it.into() });
        put(&mut outbox, pastes.clone());
        assert_eq!(all(&mut outbox), pastes);
    }

    #[test]
    fn what_was_done_with_other_settings_is_of_no_account_once_they_are_replaced() {
        let mut outbox = Outbox::default();
        let tick = |at| Request::Do { command: vec![at], text: String::new() };
        put(&mut outbox, [tick(1), tick(2)]);
        assert_eq!(outbox.send_next(), Some((1, &tick(1))));
        let undone = Request::Settings(Vec::new());
        outbox.put(undone.clone());
        let mut late = Answer { replies: replies(), ..answer(1) };
        assert!(outbox.answered(&mut late));
        assert_eq!(late.replies, [Reply::Moves("no choice".into())]);
        assert_eq!(all(&mut outbox), [undone], "what waited was of them, too");
        outbox.put(tick(3));
        assert_eq!(outbox.send_next(), Some((3, &tick(3))));
        let mut answer = Answer { replies: replies(), ..answer(3) };
        assert!(outbox.answered(&mut answer));
        assert_eq!(answer.replies, replies(), "what was done since is");
    }

    #[test]
    fn a_link_a_file_and_pastes_outlive_a_worker() {
        let link = Request::Unpack { fragment: "a".into() };
        let paste = Request::Recognise { start: "a".into() };
        let mut outbox = Outbox::default();
        put(&mut outbox, [link.clone(), rules(1), paste.clone(), Request::Advise]);
        assert_eq!(outbox.send_next(), Some((1, &link)));
        assert_eq!(outbox.restart(true), Some(link.clone()));
        assert_eq!(outbox.send_next(), Some((2, &link)), "it is tried again");
        assert_eq!(outbox.restart(false), Some(link.clone()), "but not what two failed on");
        assert_eq!(all(&mut outbox), std::slice::from_ref(&paste));
        put(&mut outbox, [link, Request::ReadFile, paste.clone()]);
        assert_eq!(all(&mut outbox), [Request::ReadFile, paste.clone()]);
        outbox.put(paste.clone());
        outbox.send_next();
        assert_eq!(outbox.restart(true), Some(paste), "what may have brought it down is not");
        assert_eq!(all(&mut outbox), []);
    }
}
