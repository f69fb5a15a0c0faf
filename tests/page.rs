//! The page's state: what a user sees after what happened, and what is sent where.

use sentry_general::page::state::{Action, Effect, Engine, Notice, Origin, Pane, State};
use sentry_general::session::protocol::{
    Answer, Choices, Explanation, Filter, Open, Reply, Request, Revisions, RoutingReport, Rows,
    RulesReport, TreeOptions, TreeReport, Unpacked, VERSION,
};

/// Applies the actions one after the other; returns the effects of the last.
fn after(state: &mut State, actions: impl IntoIterator<Item = Action>) -> Vec<Effect> {
    actions.into_iter().map(|action| state.apply(action)).last().unwrap_or_default()
}

fn sent(effects: &[Effect]) -> Vec<&Request> {
    let mut requests = Vec::new();
    for effect in effects {
        if let Effect::Send(request) = effect {
            requests.push(request);
        }
    }
    requests
}

fn answer(replies: Vec<Reply>) -> Action {
    Action::Answer(Answer { version: VERSION, serial: 1, replies }, None)
}

fn routing(tree: u32, rules: u32, files: u32) -> Reply {
    let revisions = Revisions { tree, rules };
    Reply::Routing(RoutingReport { revisions, files, ..RoutingReport::default() })
}

#[test]
fn typing_sends_the_text_and_keeps_it() {
    let mut state = State::default();
    let effects = after(&mut state, [Action::TypeTree("a".into())]);
    let expected = Request::Tree { revision: 1, options: TreeOptions::default() };
    assert_eq!(sent(&effects), [&expected]);
    assert!(effects.contains(&Effect::Save), "what is typed survives a reload");
    let effects = after(&mut state, [Action::TypeRules("* #t".into())]);
    assert_eq!(sent(&effects), [&Request::Rules { revision: 1, kept: false }]);
}

#[test]
fn an_answer_to_an_older_text_is_dropped() {
    let mut state = State::default();
    after(&mut state, [Action::TypeTree("a".into()), Action::TypeRules("r".into())]);
    after(&mut state, [answer(vec![routing(1, 1, 7)])]);
    after(&mut state, [Action::TypeTree("ab".into())]);
    assert!(state.stale(), "the answer shown is marked while a newer one is computed");
    let old = vec![
        Reply::Tree(TreeReport { revision: 1, files: 99, ..TreeReport::default() }),
        Reply::Rules(RulesReport { revision: 0, rules: 99, ..RulesReport::default() }),
        routing(1, 1, 99),
        Reply::Rows(Rows {
            revisions: Revisions { tree: 1, rules: 1 },
            total: 99,
            ..Rows::default()
        }),
    ];
    let effects = after(&mut state, [answer(old)]);
    assert_eq!(effects, []);
    assert_eq!(state.routing.files, 7, "the last good answer stays");
    assert_eq!((state.tree.report.files, state.rules.report.rules, state.rows.total), (0, 0, 0));
    after(&mut state, [answer(vec![routing(2, 1, 8)])]);
    assert_eq!((state.routing.files, state.stale()), (8, false));
}

#[test]
fn an_answer_brings_the_questions_that_follow_from_it() {
    let mut state = State::default();
    after(&mut state, [Action::TypeTree("a".into()), Action::Select("a".into())]);
    let effects = after(&mut state, [answer(vec![routing(1, 0, 1)])]);
    assert!(
        matches!(sent(&effects)[..], [Request::Explore(_), Request::Explain { path }, Request::Advise] if path == "a"),
        "rows, reason and advice follow the routing: {effects:?}"
    );
}

#[test]
fn the_reason_of_another_path_is_not_shown() {
    let mut state = State::default();
    after(&mut state, [Action::TypeTree("a".into()), Action::Select("b".into())]);
    let revisions = Revisions { tree: 1, rules: 0 };
    let reason = |path: &str| {
        Reply::Explanation(Explanation { revisions, path: path.into(), ..Explanation::default() })
    };
    after(&mut state, [answer(vec![reason("a")])]);
    assert_eq!(state.explanation.path, "");
    after(&mut state, [answer(vec![reason("b")])]);
    assert_eq!(state.explanation.path, "b");
}

#[test]
fn stopping_ends_the_worker_and_the_next_change_sends_all_texts_again() {
    let mut state = State::default();
    after(&mut state, [Action::TypeTree("a".into()), Action::TypeRules("r".into())]);
    assert_eq!(after(&mut state, [Action::Stop]), [Effect::Restart]);
    assert_eq!(state.engine, Engine::Stopped);
    assert_eq!(state.tree.text, "a", "the text stays as it was");
    let effects = after(&mut state, [Action::TypeRules("r2".into())]);
    assert_eq!(sent(&effects).len(), 2, "the fresh worker knows neither text: {effects:?}");
    assert_eq!(state.engine, Engine::Starting);
}

#[test]
fn after_a_crash_the_texts_are_sent_again() {
    let mut state = State::default();
    after(&mut state, [Action::TypeTree("a".into()), Action::TypeRules("r".into())]);
    let effects = after(&mut state, [Action::Restarted]);
    let options = TreeOptions::default();
    assert_eq!(
        sent(&effects),
        [&Request::Tree { revision: 1, options }, &Request::Rules { revision: 1, kept: false }]
    );
}

#[test]
fn somebody_elses_link_does_not_cost_the_users_own_texts() {
    let mut state = State::default();
    after(&mut state, [Action::TypeTree("mine".into())]);
    let unpacked = Unpacked { rules: "* #t".into(), choices: Choices::default() };
    let unpack = Action::Answer(
        Answer {
            version: VERSION,
            serial: 1,
            replies: vec![Reply::Unpacked(Ok(unpacked.clone()))],
        },
        Some("theirs".into()),
    );
    assert_eq!(after(&mut state, [unpack]), [Effect::Unpack(unpacked, "theirs".into())]);
    let load = Action::Load {
        tree: "theirs".into(),
        rules: "* #t".into(),
        choices: Choices::default(),
        origin: Origin::Link,
    };
    let effects = after(&mut state, [load]);
    assert!(!effects.contains(&Effect::Save), "looking at a link overwrites nothing");
    let effects = after(&mut state, [Action::TypeRules("* #u".into())]);
    assert_eq!(effects.first(), Some(&Effect::PutAside), "the own texts go aside first");
    assert_eq!(state.origin, Origin::User);
}

#[test]
fn a_link_that_cannot_be_read_is_told_and_changes_nothing() {
    let mut state = State::default();
    after(&mut state, [Action::TypeTree("mine".into())]);
    after(&mut state, [answer(vec![Reply::Unpacked(Err("it was cut.".into()))])]);
    let notice = Notice { text: "This link can't be read: it was cut.".into(), warning: true };
    assert_eq!(state.notice, Some(notice));
    assert_eq!(state.tree.text, "mine");
}

#[test]
fn folders_open_and_close() {
    let mut state = State::default();
    let open = |state: &State| state.explore.open.clone();
    after(&mut state, [Action::Toggle("a".into()), Action::Toggle("b".into())]);
    assert_eq!(open(&state), Open::Only(vec!["a".into(), "b".into()]));
    after(&mut state, [Action::Toggle("a".into())]);
    assert_eq!(open(&state), Open::Only(vec!["b".into()]));
    after(&mut state, [Action::OpenAll(true), Action::Toggle("c".into())]);
    assert_eq!(open(&state), Open::AllBut(vec!["c".into()]));
}

#[test]
fn a_filter_starts_at_the_top_and_the_same_one_asks_nothing() {
    let mut state = State::default();
    after(&mut state, [Action::Scroll { from: 50, count: 30 }]);
    let effects = after(&mut state, [Action::Filter(Filter::Nobody)]);
    assert!(matches!(sent(&effects)[..], [Request::Explore(explore)] if explore.from == 0));
    assert_eq!(after(&mut state, [Action::Filter(Filter::Nobody)]), []);
}

#[test]
fn revealing_a_path_asks_for_it_once() {
    let mut state = State::default();
    let effects = after(&mut state, [Action::Reveal("a/b".into())]);
    let asked = sent(&effects).into_iter().any(
        |request| matches!(request, Request::Explore(explore) if explore.reveal.as_deref() == Some("a/b")),
    );
    assert!(asked, "{effects:?}");
    assert_eq!(state.selected, "a/b");
    let effects = after(&mut state, [Action::Scroll { from: 9, count: 30 }]);
    assert!(
        matches!(sent(&effects)[..], [Request::Explore(explore)] if explore.reveal.is_none()),
        "scrolling on does not jump back"
    );
}

#[test]
fn going_to_a_line_shows_the_rules_on_a_narrow_page() {
    let mut state = State::default();
    assert_eq!(after(&mut state, [Action::GoToLine(3)]), [Effect::GoToLine(3)]);
    assert_eq!(state.pane, Pane::Rules);
}

#[test]
fn loaded_rules_are_what_edits_are_compared_with() {
    let mut state = State::default();
    let load = Action::Load {
        tree: "a".into(),
        rules: "* #t".into(),
        choices: Choices::default(),
        origin: Origin::Example(0),
    };
    let effects = after(&mut state, [load]);
    assert!(sent(&effects).contains(&&Request::Rules { revision: 1, kept: true }));
    let effects = after(&mut state, [Action::TypeRules("* #u".into())]);
    assert_eq!(sent(&effects), [&Request::Rules { revision: 2, kept: false }]);
    after(&mut state, [Action::Filter(Filter::Moved)]);
    let effects = after(&mut state, [Action::Keep]);
    assert!(sent(&effects).contains(&&Request::Keep));
    assert_eq!(state.explore.filter, Filter::All, "nothing is moved any more");
}

#[test]
fn a_search_opens_all_folders_and_leaves_them_as_they_were() {
    let mut state = State::default();
    after(&mut state, [Action::Toggle("a".into()), Action::Search("x".into())]);
    assert_eq!(state.explore.open, Open::AllBut(vec![]));
    after(&mut state, [Action::Search("xy".into()), Action::Search(String::new())]);
    assert_eq!(state.explore.open, Open::Only(vec!["a".into()]));
}
