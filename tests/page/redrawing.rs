//! How often each part of the page is drawn: only when what it shows has changed.

use crate::load;
use sentry_general::page::outbox::Outbox;
use sentry_general::page::parts::{Name, Parts};
use sentry_general::page::state::keeping::{Keeping, Order, Report, Work};
use sentry_general::page::state::{Action, Effect, Origin, State, Theme};
use sentry_general::session::Session;
use sentry_general::session::protocol::{
    Answer, Completing, Filter, Input, Intent, Reply, Request, VERSION, View,
};
use std::collections::BTreeMap;

const TREE: &str = "README.md\nsrc/app.ts\nsrc/pay/api.ts\nsrc/pay/card.ts\nweb/a.ts\n";
const RULES: &str = "src/* #web\nweb/* #web\nsrc/pay/* #pay\n";

/// The page with the engine behind it; what is drawn is counted as `App::update` decides it.
struct Page {
    state: State,
    outbox: Outbox,
    session: Session,
    parts: Parts,
    drawn: BTreeMap<&'static str, u32>,
}

impl Page {
    /// With a tree, rules, a selected file, and rows in sight.
    fn new() -> Self {
        let state = State { keeping: Keeping::new("tab".into()), ..State::default() };
        let mut page = Self {
            state,
            outbox: Outbox::default(),
            session: Session::default(),
            parts: Parts::default(),
            drawn: BTreeMap::new(),
        };
        page.act(load(TREE, RULES, Origin::Example(0)));
        page.act(Action::Scroll { from: 0, count: 40 });
        page.act(Action::OpenAll(true));
        page.act(Action::Select("src/pay/api.ts".into()));
        // The first change makes it a work of the user's own.
        page.act(Action::Type(Input::Rules, format!("{RULES}lib/* #lib\n")));
        page.act(Action::Type(Input::Rules, RULES.into()));
        page.drawn.clear();
        page
    }

    fn act(&mut self, action: Action) {
        self.step(action);
        while let Some((serial, request)) = self.outbox.send_next() {
            let text = match request {
                Request::Tree { .. } => Some(self.state.tree.text.clone()),
                Request::Input { input, .. } => {
                    Some(self.state.inputs[*input as usize].text.clone())
                }
                _ => None,
            };
            let (mut replies, text) = self.session.handle(request.clone(), text);
            // As a clock would have it: another time at each answer.
            for reply in &mut replies {
                if let Reply::Routing(report) = reply {
                    report.micros = 100 + serial;
                }
            }
            let mut answer = Answer { version: VERSION, serial, replies, step: None };
            self.outbox.answered(&mut answer);
            self.step(Action::Answer(answer, text));
        }
    }

    fn step(&mut self, action: Action) {
        let effects = self.state.apply(action);
        let parts = Parts::of(&self.state);
        let drawn = differing(&parts, &self.parts);
        assert_eq!(parts.differ(&self.parts), !drawn.is_empty(), "{drawn:?}");
        for name in drawn {
            *self.drawn.entry(name).or_default() += 1;
        }
        self.parts = parts;
        for effect in effects {
            match effect {
                Effect::Send(request) => self.outbox.put(request),
                // The browser stores at once.
                Effect::Keep(Order::Write(key)) => {
                    let list = self.state.keeping.list();
                    let stamp = list.first().and_then(|work| self.state.keeping.draft(&work.work));
                    let stamp = stamp.map(|draft| draft.stamp.clone()).unwrap_or_default();
                    self.step(Action::Kept(Report::Stored(key, stamp)));
                }
                _ => {}
            }
        }
    }
}

/// The parts that show something else than before, by name.
fn differing(now: &Parts, before: &Parts) -> Vec<&'static str> {
    let mut names = Vec::new();
    let mut add = |name, same: bool| names.extend((!same).then_some(name));
    add("frame", now.frame == before.frame);
    add("listing", now.listing == before.listing);
    add("files", now.files == before.files);
    let panels = ["rules", "codeowners", "mappings", "people", "event"];
    for (name, (now, before)) in panels.iter().zip(now.panels.iter().zip(&before.panels)) {
        add(name, now == before);
    }
    for name in Name::ALL {
        let word = match name {
            Name::Top => "top",
            Name::Working => "working",
            Name::Notices => "notices",
            Name::Tabs => "tabs",
            Name::Bar => "bar",
            Name::Ways => "ways",
            Name::Texts => "texts",
            Name::Summary => "summary",
            Name::Views => "views",
            Name::Why => "why",
            Name::Drawn => "drawn",
        };
        add(word, now.plain.same(&before.plain, name));
    }
    names
}

/// What an action draws: each part's name and how often, in the order of the alphabet; what
/// shows that something is being stored or computed is left out.
#[track_caller]
fn check(action: Action, expected: &[(&str, u32)]) {
    let mut page = Page::new();
    let what = format!("{action:?}");
    page.act(action);
    let drawn: Vec<(&str, u32)> =
        page.drawn.into_iter().filter(|(name, _)| !["frame", "top"].contains(name)).collect();
    assert_eq!(drawn, expected, "{what}");
}

#[test]
fn a_comment_in_the_rules_draws_their_panel_alone() {
    let text = format!("{RULES}# nothing\n");
    check(Action::Type(Input::Rules, text), &[("rules", 2)]);
}

#[test]
fn a_rule_that_moves_files_draws_the_rows_once() {
    // The reason, too: it proposes the new team.
    let text = format!("{RULES}src/app.ts #apps\n");
    check(
        Action::Type(Input::Rules, text),
        &[("files", 1), ("rules", 2), ("summary", 1), ("why", 1)],
    );
}

#[test]
fn a_rule_about_the_selected_file_draws_its_reason_once() {
    let text = format!("{RULES}src/pay/api* #api\n");
    check(
        Action::Type(Input::Rules, text),
        &[("files", 1), ("rules", 4), ("summary", 1), ("tabs", 1), ("texts", 1), ("why", 1)],
    );
}

#[test]
fn a_line_that_says_nothing_new_in_the_listing_draws_no_row() {
    check(Action::TypeTree(format!("{TREE}\n")), &[("listing", 2)]);
}

#[test]
fn scrolling_draws_the_rows_and_nothing_else() {
    check(Action::Scroll { from: 2, count: 3 }, &[("files", 2)]);
}

#[test]
fn selecting_draws_the_row_the_reason_and_the_lines_that_matter() {
    check(Action::Select("web/a.ts".into()), &[("files", 1), ("rules", 1), ("why", 1)]);
}

#[test]
fn a_filter_draws_the_rows_and_the_teams() {
    let filter = Intent::Filter(Filter::Owner("#pay".into()));
    check(Action::Use(filter, String::new()), &[("files", 2), ("summary", 1)]);
}

#[test]
fn a_view_is_emptied_at_once_and_drawn_when_it_is_there() {
    check(Action::View(Some(View::Coverage)), &[("drawn", 2), ("views", 1)]);
}

#[test]
fn what_happens_out_of_sight_draws_nothing() {
    let nothing: &[(&str, u32)] = &[];
    check(Action::Complete { id: 1, kind: Completing::Owner, prefix: "#".into() }, nothing);
    check(Action::Busy(false), nothing);
    check(Action::Select("src/pay/api.ts".into()), nothing);
    // The top bar alone; it is not counted here.
    check(Action::Paint(Theme::Dark), nothing);
    check(
        Action::Kept(Report::Listed(vec![Work { work: "w".into(), ..Work::default() }])),
        nothing,
    );
}

#[test]
fn while_it_works_only_that_is_drawn() {
    let mut page = Page::new();
    page.act(Action::Busy(false));
    page.act(Action::Busy(true));
    page.act(Action::Busy(false));
    assert_eq!(page.drawn, BTreeMap::from([("working", 2)]));
}

#[test]
fn the_same_answer_again_draws_nothing_but_its_time() {
    let mut page = Page::new();
    page.act(Action::Keep);
    assert_eq!(page.drawn, BTreeMap::from([("frame", 1)]));
}
