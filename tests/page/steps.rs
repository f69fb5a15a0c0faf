//! What was done is undone and done again, whatever it was.

use crate::{after, answer, did, example, load, sent, stores, texts};
use proptest::prelude::*;
use sentry_general::page::state::keeping::{Contents, Order, Shown};
use sentry_general::page::state::{Action, Effect, Origin, Shelving, State};
use sentry_general::session::protocol::{
    Filter, FixReport, Input, Intent, Place, Reply, Request, TreeOptions, View,
};

fn typed(text: &str) -> Action {
    Action::Type(Input::Rules, text.into())
}

fn undo(state: &mut State) -> Vec<Effect> {
    state.apply(Action::Undo)
}

fn told(state: &State) -> &str {
    state.told.as_ref().map_or("", |told| told.words.as_str())
}

/// A page of the user's own, with something in it.
fn own() -> State {
    let mut state = State::default();
    after(&mut state, [Action::TypeTree("src/a.ts\n".into()), typed("src/* #web\n")]);
    state.steps.forget();
    state
}

#[test]
fn typing_is_one_step_until_something_else_is_done() {
    let mut state = own();
    after(&mut state, ["src/* #webs\n", "src/* #webst\n", "src/* #website\n"].map(typed));
    after(&mut state, [Action::View(Some(View::Coverage))]);
    after(&mut state, [typed("src/* #websites\n")]);
    assert_eq!(state.steps.back(), Some("Edit the ownership rules"));
    undo(&mut state);
    assert_eq!(state.inputs[0].text, "src/* #web\n", "looking at something else is no step");
    assert_eq!(told(&state), "Undone: Edit the ownership rules.");
    assert_eq!((state.steps.back(), state.steps.forth()), (None, Some("Edit the ownership rules")));
    after(&mut state, [Action::Redo]);
    assert_eq!(state.inputs[0].text, "src/* #websites\n");
    // What is typed after a step that was done again is another.
    after(&mut state, [typed("src/* #w\n")]);
    undo(&mut state);
    assert_eq!(state.inputs[0].text, "src/* #websites\n");
}

#[test]
fn a_paste_in_the_middle_of_typing_is_a_step_of_its_own() {
    let mut state = own();
    let pasted = "lib/* #lib\n".repeat(40);
    after(
        &mut state,
        [typed("s\n"), typed(&format!("s\n{pasted}")), typed(&format!("s\n{pasted}x"))],
    );
    undo(&mut state);
    assert_eq!(state.inputs[0].text, format!("s\n{pasted}"));
    undo(&mut state);
    assert_eq!(state.inputs[0].text, "s\n");
    undo(&mut state);
    assert_eq!(state.inputs[0].text, "src/* #web\n");
}

#[test]
fn a_text_fields_own_undo_counts_as_the_steps() {
    let mut state = own();
    let fix = FixReport { title: "Make a rule".into(), edits: vec![(0, 0, "x".into())] };
    after(&mut state, [Action::Use(Intent::Edit(Input::Rules, fix), String::new())]);
    after(&mut state, [typed("src/* #web\nlib/* #lib\n")]);
    assert_eq!(state.steps.back(), Some("Make a rule"));
    // The field goes back by itself, and forth, and the page follows.
    after(&mut state, [typed("src/* #web\n")]);
    assert_eq!((state.steps.back(), state.steps.forth()), (None, Some("Make a rule")));
    after(&mut state, [typed("src/* #web\nlib/* #lib\n")]);
    assert_eq!((state.steps.back(), state.steps.forth()), (Some("Make a rule"), None));
    undo(&mut state);
    assert_eq!(state.inputs[0].text, "src/* #web\n");
}

#[test]
fn a_choice_is_a_step_by_its_name_and_looking_is_none() {
    let mut state = own();
    after(&mut state, [Action::View(Some(View::Playbook))]);
    after(&mut state, [did(Some("Tick a step"), vec![Reply::Settings(vec![1])])]);
    let effects = after(&mut state, [answer(vec![Reply::Settings(vec![1, 2])])]);
    assert!(!stores(&effects), "no other tab is told of a chapter that was opened");
    assert_eq!(state.settings, [1, 2]);
    after(&mut state, [Action::View(None)]);
    let effects = undo(&mut state);
    assert_eq!((state.settings.len(), state.view), (0, Some(View::Playbook)), "where it was made");
    assert!(stores(&effects));
    assert!(sent(&effects).contains(&&Request::Settings(Vec::new())));
    let reread = |it: &&Request| matches!(it, Request::Tree { .. });
    assert!(!sent(&effects).iter().any(reread), "a large listing is not read again for it");
    after(&mut state, [Action::Redo]);
    assert_eq!(state.settings, [1, 2], "what was seen meanwhile is seen");
}

#[test]
fn opening_a_chapter_does_not_make_an_example_ones_own() {
    let mut state = example();
    let effects = after(&mut state, [answer(vec![Reply::Settings(vec![1])])]);
    assert!(!stores(&effects));
    assert_eq!((&state.origin, state.steps.back()), (&Origin::Example(0), None));
    assert_eq!(state.keeping.shown, Shown::Borrowed);
}

#[test]
fn an_example_or_a_link_is_a_step_that_leads_back_to_the_same_work() {
    let mut state = own();
    let work = state.keeping.work().cloned();
    for (origin, words) in [(Origin::Example(1), "Open an example"), (Origin::Link, "Open a link")]
    {
        after(&mut state, [load("theirs.ts", "* #them", origin.clone())]);
        assert_eq!(state.steps.back(), Some(words));
        let effects = undo(&mut state);
        assert_eq!(texts(&state), ["src/a.ts\n", "src/* #web\n"]);
        assert_eq!(state.keeping.work(), work.as_ref(), "it, not a copy");
        assert!(!stores(&effects), "nothing has changed in it");
        after(&mut state, [Action::Redo]);
        assert_eq!((state.tree.text.as_str(), &state.origin), ("theirs.ts", &origin));
        undo(&mut state);
        after(&mut state, [typed("src/* #web2\n")]);
        assert_eq!(state.keeping.work(), work.as_ref());
        undo(&mut state);
    }
}

#[test]
fn what_a_visit_begins_with_leads_nowhere_back() {
    let mut state = State::default();
    after(&mut state, [load("example.ts", "", Origin::Example(0))]);
    after(&mut state, [load("link.ts", "", Origin::Link)]);
    assert_eq!(state.steps.back(), None);
    let effects = undo(&mut state);
    assert_eq!(effects, []);
    let words = state.notice.as_ref().map(|it| it.text.as_str());
    assert_eq!(words, Some("There is nothing to undo."));
}

#[test]
fn how_the_listing_is_read_is_undone() {
    let mut state = own();
    let options = TreeOptions { exclude: "*.md".into(), ..TreeOptions::default() };
    after(&mut state, [Action::ReadTree(options)]);
    let effects = undo(&mut state);
    assert!(
        sent(&effects).contains(&&Request::Tree { revision: 3, options: TreeOptions::default() })
    );
}

#[test]
fn after_undoing_another_step_there_is_nothing_to_redo() {
    let mut state = own();
    after(&mut state, [typed("a\n")]);
    undo(&mut state);
    after(&mut state, [Action::Type(Input::People, "#web\n".into())]);
    assert_eq!(state.steps.forth(), None);
    assert_eq!(state.inputs[0].text, "src/* #web\n");
}

#[test]
fn the_oldest_steps_go_when_too_much_is_held_and_that_is_said() {
    let mut state = own();
    let large = |at: usize| format!("{at}/{}\n", "a".repeat(9 << 20));
    after(&mut state, (0..6).map(|at| Action::LoadTree(large(at))));
    assert!(state.steps.cut());
    let mut back = 0;
    while state.steps.back().is_some() {
        undo(&mut state);
        back += 1;
    }
    assert!((1..6).contains(&back), "{back}");
    undo(&mut state);
    let words = state.notice.as_ref().map(|it| it.text.as_str());
    assert!(words.is_some_and(|it| it.starts_with("Nothing more can be undone")), "{words:?}");
    // One alone is kept, however large.
    let mut state = own();
    after(&mut state, [Action::LoadTree("b".repeat(70 << 20)), Action::LoadTree("c\n".into())]);
    undo(&mut state);
    assert_eq!(state.tree.text.len(), 70 << 20);
}

#[test]
fn a_small_change_beside_a_large_text_costs_nothing() {
    let mut state = own();
    after(&mut state, [Action::LoadTree("a".repeat(33 << 20))]);
    for at in 0..6 {
        let input = [Input::Rules, Input::People][at % 2];
        after(&mut state, [Action::Type(input, format!("{at} #a\n"))]);
    }
    assert!(!state.steps.cut(), "the listing is shared by all of them");
}

#[test]
fn a_work_is_deleted_renamed_and_duplicated_and_all_of_that_undone() {
    let mut state = own();
    let other = Contents { tree: "lib/b.ts\n".into(), ..Contents::default() };
    let act = |state: &mut State, what| {
        let (work, contents) = ("other-1".into(), other.clone());
        state.apply(Action::Shelve { work, base: Some("earlier-7".into()), contents, what })
    };
    let put = |effects: &[Effect]| {
        effects.iter().find_map(|effect| match effect {
            Effect::Keep(Order::Hold(draft)) => Some((draft.work.clone(), draft.contents.clone())),
            _ => None,
        })
    };
    let removed =
        |effects: &[Effect]| effects.contains(&Effect::Keep(Order::Remove("other-1".into())));
    let effects = act(&mut state, Shelving::Delete);
    assert!(removed(&effects));
    assert_eq!(told(&state), "Done: Delete “lib/b.ts”.");
    assert_eq!(put(&undo(&mut state)), Some(("other-1".into(), other.clone())), "all of it");
    assert!(removed(&after(&mut state, [Action::Redo])));
    undo(&mut state);
    let effects = act(&mut state, Shelving::Rename("Shop".into()));
    assert_eq!(put(&effects).map(|it| it.1.title()), Some("Shop".into()));
    assert_eq!(put(&undo(&mut state)).map(|it| it.1.title()), Some("lib/b.ts".into()));
    let effects = act(&mut state, Shelving::Copy);
    let (copy, contents) = put(&effects).expect("it is stored");
    assert_eq!((contents.title().as_str(), copy == "other-1"), ("Copy of lib/b.ts", false));
    assert!(undo(&mut state).contains(&Effect::Keep(Order::Remove(copy))));
    assert_eq!(texts(&state), ["src/a.ts\n", "src/* #web\n"], "the page is as it was");
}

#[test]
fn a_work_without_a_name_goes_by_its_first_words() {
    for (tree, title) in [
        ("src/a.ts\nlib/b.ts\n", "src/a.ts"),
        (".\n├── shop\n│   └── a.ts\n", "shop"),
        ("\n./\n|-- .github\n", ".github"),
        ("+---src\n|   a.ts\n", "src"),
        ("商店/a.ts\n", "商店/a.ts"),
        (" \n│\n", "Nothing in it"),
    ] {
        assert_eq!(Contents { tree: tree.into(), ..Contents::default() }.title(), title, "{tree}");
    }
}

#[test]
fn the_work_on_the_page_gets_a_name_and_loses_it() {
    let mut state = own();
    let (work, contents) = (state.keeping.work().cloned().unwrap_or_default(), state.contents());
    let what = Shelving::Rename("Shop".into());
    after(&mut state, [Action::Shelve { work, base: None, contents, what }]);
    assert_eq!(state.contents().title(), "Shop");
    let in_the_list = |state: &State| state.told.as_ref().is_some_and(|told| told.listed);
    assert_eq!(told(&state), "Done: Rename “src/a.ts” to “Shop”.");
    assert!(in_the_list(&state), "it was done in the list, where nothing else is in reach");
    undo(&mut state);
    assert_eq!(state.contents().title(), "src/a.ts");
    assert!(in_the_list(&state), "and so is the way forth again");
    after(&mut state, [Action::Redo]);
    assert_eq!((state.contents().title().as_str(), in_the_list(&state)), ("Shop", true));
}

#[test]
fn what_is_looked_at_comes_back_and_a_text_is_no_part_of_it() {
    let mut state = own();
    let place = Place {
        view: Some(View::Coverage),
        input: Input::Codeowners,
        filter: Filter::Owner("#web".into()),
        search: "pay".into(),
        folder: None,
    };
    after(&mut state, [Action::Return(place.clone(), "src/a.ts".into())]);
    assert_eq!((state.place(), state.selected.as_str()), (place, "src/a.ts"));
    assert_eq!(state.steps.back(), None);
}

/// Something that a user does.
fn anything() -> impl Strategy<Value = Action> {
    let text = "[ab]{0,3}".prop_map(|text| format!("{text} #t\n"));
    prop_oneof![
        (0..5_usize, text.clone()).prop_map(|(at, text)| Action::Type(Input::ALL[at], text)),
        text.clone().prop_map(Action::TypeTree),
        text.clone().prop_map(Action::LoadTree),
        text.clone().prop_map(|text| Action::Take(text, true)),
        text.prop_map(|text| Action::LoadInput(Input::Codeowners, text)),
        (0..9_u8).prop_map(|at| did(Some("Choose"), vec![Reply::Settings(vec![at])])),
        (0..3_usize).prop_map(|at| load("example", "* #e", Origin::Example(at))),
        Just(load("link", "* #l", Origin::Link)),
    ]
}

/// Texts, choices and whose they are.
fn held(state: &State) -> (Contents, Origin) {
    let mut contents = state.contents();
    contents.choices.selected.clear();
    contents.choices.place = Place::default();
    (contents, state.origin.clone())
}

proptest! {
    #[test]
    fn all_that_is_done_is_undone_and_done_again(actions in prop::collection::vec(anything(), 1..25)) {
        let mut state = own();
        let first = held(&state);
        after(&mut state, actions);
        let last = held(&state);
        // Typing back what stood there before counts as undoing, so there may be something to redo.
        let forth = state.steps.forth().map(str::to_owned);
        let mut seen = vec![last];
        while state.steps.back().is_some() {
            undo(&mut state);
            seen.push(held(&state));
        }
        prop_assert_eq!(seen.last(), Some(&first));
        while let Some(then) = { seen.pop(); seen.last().cloned() } {
            after(&mut state, [Action::Redo]);
            prop_assert_eq!(held(&state), then);
        }
        prop_assert_eq!(state.steps.forth(), forth.as_deref());
    }
}
