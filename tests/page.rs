//! The page's state: what a user sees after what happened, and what is sent where.

use sentry_general::export::Format;
use sentry_general::page::exports::EXPORTS;
use sentry_general::page::parts::Parts;
use sentry_general::page::state::keeping::Order;
use sentry_general::page::state::{Action, Effect, Engine, Notice, Origin, Pane, State};
use sentry_general::session::protocol::{
    Answer, Choices, Explanation, Filter, FixReport, Input, InputReport, Intent, Node, Open, Reply,
    Request, Revisions, RoutingReport, Rows, TreeOptions, TreeReport, Unpacked, VERSION, View,
    ViewReport,
};

#[path = "page/browser.rs"]
mod browser;
#[path = "page/keeping.rs"]
mod keeping;
#[path = "page/late.rs"]
mod late;
#[path = "page/redrawing.rs"]
mod redrawing;
#[path = "page/steps.rs"]
mod steps;

/// Applies the actions one after the other; returns the effects of the last.
fn after(state: &mut State, actions: impl IntoIterator<Item = Action>) -> Vec<Effect> {
    actions.into_iter().map(|action| state.apply(action)).last().unwrap_or_default()
}

/// Whether what the page shows is to be stored.
fn stores(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Keep(Order::Hold(_))))
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
    did(None, replies)
}

/// An answer to something that was done, if it has a name.
fn did(step: Option<&str>, replies: Vec<Reply>) -> Action {
    let step = step.map(str::to_owned);
    Action::Answer(Answer { version: VERSION, serial: 1, replies, step }, None)
}

fn load(tree: &str, rules: &str, origin: Origin) -> Action {
    Action::Load {
        tree: tree.into(),
        inputs: [rules, "", "", "", ""].map(str::to_owned),
        choices: Choices::default(),
        settings: Vec::new(),
        origin,
    }
}

fn revisions(tree: u32, rules: u32) -> Revisions {
    Revisions { tree, inputs: [rules, 0, 0, 0] }
}

fn routing(tree: u32, rules: u32, files: u32) -> Reply {
    let revisions = revisions(tree, rules);
    Reply::Routing(RoutingReport { revisions, files, ..RoutingReport::default() })
}

#[test]
fn typing_sends_the_text_and_keeps_it() {
    let mut state = State::default();
    let effects = after(&mut state, [Action::TypeTree("a".into())]);
    let expected = Request::Tree { revision: 1, options: TreeOptions::default() };
    assert_eq!(sent(&effects), [&expected]);
    assert!(stores(&effects), "what is typed survives a reload");
    let effects = after(&mut state, [Action::Type(Input::Rules, "* #t".into())]);
    let first = Request::Input { input: Input::Rules, revision: 1, kept: true };
    assert_eq!(sent(&effects), [&first], "what is written for the first time is nobody's edit");
}

#[test]
fn an_answer_to_an_older_text_is_dropped() {
    let mut state = State::default();
    after(&mut state, [Action::TypeTree("a".into()), Action::Type(Input::Rules, "r".into())]);
    after(&mut state, [answer(vec![routing(1, 1, 7)])]);
    after(&mut state, [Action::TypeTree("ab".into())]);
    assert!(state.stale(), "the answer shown is marked while a newer one is computed");
    let old = vec![
        Reply::Tree(TreeReport { revision: 1, files: 99, ..TreeReport::default() }),
        Reply::Input(InputReport { revision: 0, holds: "99".into(), ..InputReport::default() }),
        routing(1, 1, 99),
        Reply::Rows(Rows { revisions: revisions(1, 1), total: 99, ..Rows::default() }),
    ];
    let effects = after(&mut state, [answer(old)]);
    assert_eq!(effects, []);
    assert_eq!(state.routing.files, 7, "the last good answer stays");
    assert_eq!(
        (state.tree.report.files, state.inputs[0].report.holds.as_str(), state.rows.total),
        (0, "", 0)
    );
    after(&mut state, [answer(vec![routing(2, 1, 8)])]);
    assert_eq!((state.routing.files, state.stale()), (8, false));
}

#[test]
fn an_answer_brings_the_questions_that_follow_from_it() {
    let mut state = State::default();
    after(&mut state, [Action::TypeTree("a".into()), Action::Select("a".into())]);
    let effects = after(&mut state, [answer(vec![routing(1, 0, 1)])]);
    assert!(
        matches!(sent(&effects)[..], [Request::Explore(_), Request::Explain { path }, Request::Advise, Request::View(_)] if path == "a"),
        "rows, reason, advice and views follow the routing: {effects:?}"
    );
}

#[test]
fn the_reason_of_another_path_is_not_shown() {
    let mut state = State::default();
    after(&mut state, [Action::TypeTree("a".into()), Action::Select("b".into())]);
    let revisions = revisions(1, 0);
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
    after(&mut state, [Action::TypeTree("a".into()), Action::Type(Input::Rules, "r".into())]);
    assert_eq!(after(&mut state, [Action::Stop]), [Effect::Restart]);
    assert_eq!(state.engine, Engine::Stopped);
    assert_eq!(state.tree.text, "a", "the text stays as it was");
    let effects = after(&mut state, [Action::Type(Input::Rules, "r2".into())]);
    assert_eq!(sent(&effects).len(), 3, "the fresh worker knows neither text: {effects:?}");
    after(&mut state, [Action::Busy(true)]);
    assert_eq!(state.engine, Engine::Busy, "a long work is said, and can be stopped again");
}

#[test]
fn after_a_crash_the_texts_are_sent_again() {
    let mut state = State::default();
    after(&mut state, [Action::TypeTree("a".into()), Action::Type(Input::Rules, "r".into())]);
    let effects = after(&mut state, [Action::Restarted]);
    let options = TreeOptions::default();
    assert_eq!(
        sent(&effects),
        [
            &Request::Settings(Vec::new()),
            &Request::Input { input: Input::Rules, revision: 1, kept: true },
            &Request::Tree { revision: 1, options },
        ]
    );
}

#[test]
fn somebody_elses_link_does_not_cost_the_users_own_texts() {
    let mut state = State::default();
    after(&mut state, [Action::TypeTree("mine".into())]);
    let unpacked =
        Unpacked { inputs: vec!["* #t".into()], settings: Vec::new(), choices: Choices::default() };
    let unpack = Action::Answer(
        Answer {
            version: VERSION,
            serial: 1,
            replies: vec![Reply::Unpacked(Ok(unpacked.clone()))],
            step: None,
        },
        Some("theirs".into()),
    );
    assert_eq!(
        after(&mut state, [unpack]),
        [Effect::Unpack(unpacked, "theirs".into(), Origin::Link)]
    );
    let load = load("theirs", "* #t", Origin::Link);
    let effects = after(&mut state, [load]);
    assert!(!stores(&effects), "looking at a link overwrites nothing");
    let own = state.keeping.last();
    after(&mut state, [Action::Type(Input::Rules, "* #u".into())]);
    assert_ne!(state.keeping.work(), own.as_ref(), "changing it begins a work of its own");
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
fn a_path_of_thousands_of_folders_from_outside_costs_no_more_than_any_other() {
    let deep = "a/".repeat(60_000);
    let begun = std::time::Instant::now();
    let mut state = State::default();
    let choices = Choices { selected: deep.clone(), ..Choices::default() };
    let inputs = Default::default();
    let (tree, settings, origin) = (format!("{deep}b"), Vec::new(), Origin::Link);
    after(&mut state, [Action::Load { tree, inputs, choices, settings, origin }]);
    assert_eq!(state.selected, "", "no path is that long");
    after(&mut state, [Action::Reveal(deep.clone()), Action::OpenAll(true)]);
    after(&mut state, [Action::Reveal(deep)]);
    let (Open::Only(open) | Open::AllBut(open)) = &state.explore.open;
    assert!(open.len() <= 256, "{}", open.len());
    assert!(begun.elapsed().as_secs() < 2, "{:?}", begun.elapsed());
}

#[test]
fn going_to_a_line_shows_the_rules_on_a_narrow_page() {
    let mut state = State::default();
    let effects = after(&mut state, [Action::GoToLine(Input::Rules, 3)]);
    assert_eq!(effects, [Effect::GoToLine(Input::Rules, 3)]);
    assert_eq!(state.pane, Pane::Rules);
    let effects = after(&mut state, [Action::GoToLine(Input::Codeowners, 3)]);
    assert_eq!(effects.last(), Some(&Effect::GoToLine(Input::Codeowners, 3)));
    assert_eq!(state.input, Input::Codeowners, "the text that holds the line is in sight");
}

#[test]
fn loaded_rules_are_what_edits_are_compared_with() {
    let mut state = State::default();
    let load = load("a", "* #t", Origin::Example(0));
    let effects = after(&mut state, [load]);
    assert!(sent(&effects).contains(&&Request::Input {
        input: Input::Rules,
        revision: 1,
        kept: true
    }));
    let effects = after(&mut state, [Action::Type(Input::Rules, "* #u".into())]);
    assert_eq!(sent(&effects), [&Request::Input { input: Input::Rules, revision: 2, kept: false }]);
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

#[test]
fn what_is_done_in_a_view_reaches_the_engine_or_the_page() {
    let mut state = State::default();
    let effects = after(&mut state, [Action::Use(Intent::Do(vec![7]), "#t".into())]);
    assert_eq!(sent(&effects), [&Request::Do { command: vec![7], text: "#t".into() }]);
    after(&mut state, [Action::View(Some(View::Review))]);
    after(&mut state, [Action::Use(Intent::Filter(Filter::Disputed), String::new())]);
    assert_eq!((state.view, &state.explore.filter), (None, &Filter::Disputed), "files are seen");
    let settings = Reply::Settings(vec![1]);
    let effects = after(&mut state, [did(Some("Tick it"), vec![settings])]);
    assert!(stores(&effects), "a choice is kept");
    assert_eq!(state.settings, [1]);
}

#[test]
fn a_view_is_asked_for_when_it_comes_into_sight_and_after_each_answer() {
    let mut state = State::default();
    let review = Request::View(View::Review);
    let effects = after(&mut state, [Action::View(Some(View::Review))]);
    assert_eq!(sent(&effects), [&review]);
    after(&mut state, [Action::TypeTree("a".into())]);
    let effects = after(&mut state, [answer(vec![routing(1, 0, 1)])]);
    assert!(sent(&effects).contains(&&review));
    let drawn = |view, revisions| {
        Reply::View(ViewReport {
            view,
            revisions,
            body: vec![Node::default()],
            ..ViewReport::default()
        })
    };
    after(&mut state, [answer(vec![drawn(View::Coverage, revisions(1, 0))])]);
    after(&mut state, [answer(vec![drawn(View::Review, revisions(0, 0))])]);
    assert_eq!(state.drawn.body.len(), 0, "neither another view nor one of older inputs");
    after(&mut state, [answer(vec![drawn(View::Review, revisions(1, 0))])]);
    assert_eq!(state.drawn.body.len(), 1);
}

#[test]
fn a_change_to_a_text_that_was_never_in_sight_opens_it() {
    let mut state = State::default();
    let fix = FixReport { title: String::new(), edits: vec![(0, 0, "x".into())] };
    let use_it = Action::Use(Intent::Edit(Input::People, fix.clone()), String::new());
    let effects = after(&mut state, [use_it]);
    assert_eq!(effects.last(), Some(&Effect::Edit(Input::People, fix)));
    assert!(state.inputs[Input::People as usize].opened, "its editor makes the change");
}

#[test]
fn another_repository_is_loaded_as_the_users_own_unless_something_was_typed_meanwhile() {
    let mut state = State::default();
    after(&mut state, [load("theirs", "* #t", Origin::Link)]);
    let unpacked =
        Unpacked { inputs: vec!["* #t".into()], settings: vec![1], choices: Choices::default() };
    let reply = |revisions| {
        let reply = Reply::Repository { revisions, unpacked: unpacked.clone() };
        Action::Answer(
            Answer { version: VERSION, serial: 1, replies: vec![reply], step: None },
            Some("other".into()),
        )
    };
    assert_eq!(after(&mut state, [reply(revisions(1, 0))]), [], "what was typed since stays");
    let effects = after(&mut state, [reply(revisions(1, 1))]);
    let expected = [Effect::Unpack(unpacked.clone(), "other".into(), Origin::User)];
    assert_eq!(effects, expected);
    let effects = after(&mut state, [load("other", "* #t", Origin::User)]);
    assert!(stores(&effects), "it survives a reload");
}

#[test]
fn manifests_that_were_read_go_to_the_engine_and_are_offered_no_more() {
    let mut state = State::default();
    let offered = ["CODEOWNERS", "3 manifests, to name frameworks and processes"];
    after(&mut state, [Action::Offer(offered.map(str::to_owned).into())]);
    let effects = after(&mut state, [Action::ReadContents("{}".into())]);
    assert_eq!(sent(&effects), [&Request::Contents("{}".into())]);
    assert_eq!(state.offered, ["CODEOWNERS"]);
}

/// An example with every text, on the page.
fn example() -> State {
    let mut state = State::default();
    let inputs = ["src/* #web", "/src/ @acme/web", "", "@acme/web -> #web", "ValueError"];
    let load = Action::Load {
        tree: "src/a.py\nREADME.md\n".into(),
        inputs: inputs.map(str::to_owned),
        choices: Choices { selected: "src/a.py".into(), ..Choices::default() },
        settings: Vec::new(),
        origin: Origin::Example(0),
    };
    after(&mut state, [load]);
    state
}

fn texts(state: &State) -> Vec<&str> {
    let inputs = state.inputs.iter().map(|input| input.text.as_str());
    std::iter::once(state.tree.text.as_str()).chain(inputs).filter(|it| !it.is_empty()).collect()
}

#[test]
fn every_file_of_the_plan_is_found_by_its_name() {
    let all = Format::ALL.map(|format| {
        let (title, name) = (format.title(), format.filename());
        let found =
            if title == name { format!("The file {name}") } else { format!("{title} ({name})") };
        (format!("save-{}", format.id()), found)
    });
    assert_eq!(EXPORTS.map(|(id, title)| (id.to_owned(), title.to_owned())), all);
}

#[test]
fn another_listing_puts_an_examples_texts_aside_and_that_is_undone() {
    for replace in [
        Action::TypeTree("lib/b.ts\n".into()),
        Action::LoadTree("lib/b.ts\n".into()),
        Action::Take("lib/b.ts\n".into(), true),
    ] {
        let mut state = example();
        let effects = after(&mut state, [replace]);
        assert_eq!(texts(&state), ["lib/b.ts\n"], "nothing is mixed");
        assert_eq!(state.selected, "");
        let changed =
            sent(&effects).iter().filter(|it| matches!(it, Request::Input { .. })).count();
        assert_eq!(changed, 4, "the worker knows: {effects:?}");
        assert!(stores(&effects), "it is a work of the user's own");
        after(&mut state, [Action::Undo]);
        assert_eq!((texts(&state).len(), &state.origin), (5, &Origin::Example(0)));
        assert!(state.keeping.last().is_some(), "and the user's own is there to go back to");
    }
}

#[test]
fn whoever_edits_an_example_keeps_its_texts() {
    let mut state = example();
    after(&mut state, [Action::TypeTree("src/a.py\nREADME.md\nsrc/b.py\n".into())]);
    assert_eq!(texts(&state).len(), 5);
    // What was typed is the user's own, whatever comes.
    after(&mut state, [Action::Type(Input::Rules, "lib/* #lib".into())]);
    after(&mut state, [Action::TypeTree("lib/b.ts\n".into())]);
    assert_eq!(texts(&state), ["lib/b.ts\n", "lib/* #lib"]);
    // Nor does another listing of one's own cost anything.
    after(&mut state, [Action::TypeTree("web/c.ts\n".into())]);
    assert_eq!(texts(&state), ["web/c.ts\n", "lib/* #lib"]);
}

#[test]
fn what_is_pasted_goes_where_it_belongs_or_where_the_user_says() {
    let mut state = example();
    let effects = after(&mut state, [Action::Take("/lib/ @acme/lib\n".into(), false)]);
    let asked = sent(&effects);
    assert!(matches!(asked[..], [Request::Recognise { start }] if start == "/lib/ @acme/lib\n"));
    assert_eq!(texts(&state).len(), 5, "it waits until the engine knows what it is");
    after(&mut state, [answer(vec![Reply::Recognised(Some(Input::Codeowners))])]);
    assert_eq!(texts(&state), ["/lib/ @acme/lib\n"], "and the example goes as a whole");
    assert_eq!(state.input, Input::Codeowners);
    after(&mut state, [Action::TakeAs(Some(Input::Rules))]);
    assert_eq!(state.inputs[Input::Rules as usize].text, "/lib/ @acme/lib\n");
    assert_eq!(texts(&state).len(), 1, "it is in one place");
    after(&mut state, [Action::Undo]);
    assert_eq!(texts(&state).len(), 5);
    // In the field of the listing it is one until the engine knows better.
    after(&mut state, [Action::Take("Traceback".into(), true)]);
    assert_eq!(state.tree.text, "Traceback");
    after(&mut state, [answer(vec![Reply::Recognised(Some(Input::Event))])]);
    assert_eq!(texts(&state), ["Traceback"]);
    assert_eq!(state.inputs[Input::Event as usize].text, "Traceback");
}

#[test]
fn two_pastes_in_a_row_are_each_taken_for_what_they_are() {
    let rules = Action::Take("lib/* #lib".into(), false);
    let owners = Action::Take("/lib/ @acme/lib".into(), false);
    let trace = |as_listing| Action::Take("Traceback".into(), as_listing);
    let is = |input| answer(vec![Reply::Recognised(Some(input))]);
    let mut state = State::default();
    after(&mut state, [rules.clone(), owners.clone(), is(Input::Rules), is(Input::Codeowners)]);
    assert_eq!(texts(&state), ["lib/* #lib", "/lib/ @acme/lib"]);
    // One in the field of the listing, which is taken at once, before or after another.
    let mut state = State::default();
    after(&mut state, [trace(true), rules.clone(), is(Input::Event), is(Input::Rules)]);
    assert_eq!(texts(&state), ["lib/* #lib", "Traceback"]);
    assert_eq!(state.inputs[Input::Event as usize].text, "Traceback");
    let mut state = State::default();
    after(&mut state, [rules, trace(true), is(Input::Rules), is(Input::Event)]);
    assert_eq!(state.inputs[Input::Rules as usize].text, "lib/* #lib", "not for the second");
    // What was undone before it was known does not come back.
    let mut state = State::default();
    after(&mut state, [Action::TypeTree("a".into()), owners, Action::Undo]);
    after(&mut state, [trace(false), is(Input::Codeowners), is(Input::Event)]);
    assert_eq!(texts(&state), ["Traceback"]);
}

#[test]
fn what_a_folder_offered_is_not_offered_for_another_listing() {
    let mut state = State::default();
    let offer = || Action::Offer(vec!["CODEOWNERS".into()]);
    for other in [Action::LoadTree("b".into()), Action::Take("b".into(), true), Action::Undo] {
        after(&mut state, [Action::LoadTree("a".into()), offer()]);
        after(&mut state, [Action::Type(Input::Rules, "a #a".into())]);
        assert_eq!(state.offered.len(), 1);
        after(&mut state, [Action::Undo]);
        assert_eq!(state.offered.len(), 1, "it is the same listing");
        after(&mut state, [other]);
        assert_eq!(state.offered.len(), 0);
    }
}

#[test]
fn a_rule_that_was_made_is_undone_in_one_step() {
    let mut state = State::default();
    after(&mut state, [Action::TypeTree("a".into()), Action::Type(Input::Rules, "a #a\n".into())]);
    let fix = FixReport { title: "Give `b` to `#b`".into(), edits: vec![(0, 0, "b #b\n".into())] };
    let make =
        |fix: &FixReport| Action::Use(Intent::Edit(Input::Rules, fix.clone()), String::new());
    after(&mut state, [make(&fix), Action::Type(Input::Rules, "b #b\na #a\n".into())]);
    assert_eq!(state.told.as_ref().map(|it| it.words.as_str()), Some("Done: Give b to #b."));
    let effects = after(&mut state, [Action::Undo]);
    assert_eq!(state.inputs[0].text, "a #a\n");
    assert!(stores(&effects));
    after(&mut state, [make(&fix), Action::Type(Input::Rules, "b #b\na #a\n".into())]);
    after(&mut state, [Action::Type(Input::Rules, "b #b\na #a\n# more".into())]);
    assert_eq!(state.told, None, "it is no longer the last");
    after(&mut state, [Action::Undo, Action::Undo]);
    assert_eq!(state.inputs[0].text, "a #a\n", "step by step");
}

#[test]
fn what_is_selected_in_a_view_is_revealed_without_leaving_it_and_its_reason_is_beside_it() {
    let mut state = State::default();
    state.apply(Action::View(Some(View::Simulate)));
    let before = Parts::of(&state);
    assert!(!before.frame.reasons, "nothing was selected there");
    let effects = state.apply(Action::Use(Intent::Select("src/pay/api.ts".into()), String::new()));
    assert_eq!(state.view, Some(View::Simulate));
    assert_eq!(state.selected, "src/pay/api.ts");
    assert!(Parts::of(&state).frame.reasons);
    let explored = effects.iter().any(|effect| {
        matches!(effect, Effect::Send(Request::Explore(explore))
            if explore.reveal.as_deref() == Some("src/pay/api.ts"))
    });
    assert!(explored, "the explorer will show it: {effects:?}");
    // Chosen by the picture itself, the path is what was chosen.
    state.apply(Action::View(Some(View::Map)));
    state.apply(Action::Use(Intent::Select(String::new()), "web/a.ts".into()));
    assert_eq!((state.view, state.selected.as_str()), (Some(View::Map), "web/a.ts"));
    state.apply(Action::View(Some(View::Simulate)));
    assert!(!Parts::of(&state).frame.reasons, "it was selected elsewhere");
}

#[test]
fn back_leads_to_the_folder_of_a_view_and_older_answers_do_not_lead_away() {
    let shows = |folder: &str| {
        let folder = Some(folder.to_owned());
        let report = ViewReport { view: View::Map, folder, ..ViewReport::default() };
        answer(vec![Reply::View(ViewReport { revisions: revisions(1, 0), ..report })])
    };
    let mut state = State::default();
    after(&mut state, [Action::TypeTree("a/b".into()), Action::View(Some(View::Map))]);
    assert_eq!(state.place().folder, None, "the view has not said yet of which folder it is");
    after(&mut state, [shows("")]);
    let top = state.place();
    after(&mut state, [Action::Use(Intent::Do(vec![7]), "a".into()), shows("a")]);
    assert_eq!(state.place().folder.as_deref(), Some("a"));
    let effects = after(&mut state, [Action::Return(top.clone(), String::new())]);
    assert_eq!(sent(&effects), [&Request::Folder(View::Map, String::new())]);
    after(&mut state, [shows("a")]);
    assert_eq!(state.place(), top, "what was under way is of the folder that was left");
    after(&mut state, [shows(""), shows("b")]);
    assert_eq!(state.place().folder.as_deref(), Some("b"), "from then on the view says it again");
    after(&mut state, [Action::View(None)]);
    let effects = after(&mut state, [Action::Return(top.clone(), String::new())]);
    let wanted = [&Request::Folder(View::Map, String::new()), &Request::View(View::Map)];
    assert_eq!(sent(&effects)[..2], wanted, "the folder first, so that no other is seen between");
}

#[test]
fn filter_and_search_are_where_one_comes_back_to() {
    let mut state = State::default();
    after(&mut state, [Action::Filter(Filter::Nobody), Action::Search("pay".into())]);
    let there = state.place();
    after(&mut state, [Action::Filter(Filter::All), Action::Search(String::new())]);
    after(&mut state, [Action::Return(there.clone(), String::new())]);
    assert_eq!((&state.explore.filter, state.explore.search.as_str()), (&Filter::Nobody, "pay"));
    assert_eq!(state.place(), there);
}

#[test]
fn an_error_that_is_typed_beside_the_files_leads_to_what_becomes_of_it() {
    for (view, leads) in [
        (None, true),
        (Some(View::Coverage), true),
        (Some(View::Review), true),
        (Some(View::Map), false),
        (Some(View::Playbook), false),
    ] {
        let mut state = State::default();
        after(&mut state, [Action::Open(Input::Event), Action::View(view)]);
        let effects = after(&mut state, [Action::Type(Input::Event, "KeyError".into())]);
        let asked = sent(&effects).contains(&&Request::View(View::Simulate));
        assert_eq!((asked, state.view == Some(View::Simulate)), (leads, leads), "{view:?}");
    }
}

#[test]
fn editors_are_told_of_another_document_and_not_of_a_step() {
    let document = |state: &State| state.document;
    let mut state = State::default();
    after(&mut state, [load("a", "* #a", Origin::User)]);
    let first = document(&state);
    after(&mut state, [Action::Type(Input::Rules, "* #b".into()), Action::Undo]);
    assert_eq!(document(&state), first, "a step back is not another document");
    after(&mut state, [load("b", "* #c", Origin::Link)]);
    let other = document(&state);
    assert_ne!(other, first, "its editors lead nowhere back to the former one");
    after(&mut state, [Action::Undo]);
    assert_eq!(document(&state), first, "the way back leads to the very document");
    after(&mut state, [Action::Redo]);
    assert_eq!(document(&state), other);
}
