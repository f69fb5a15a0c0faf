//! The part that gives the first answer, and the whole engine that goes on with it.

use super::{RULES, TREE};
use sentry_general::session::protocol::{
    Explore, Input, Open, Reply, Request, TreeOptions, View, encode,
};
use sentry_general::session::{
    Command, FirstSession, ListingCommand, RoutingCommand, RoutingInput, Session, SimulationCommand,
};

fn input(input: Input, revision: u32, kept: bool) -> Request {
    Request::Input { input, revision, kept }
}

fn act(command: impl Into<Command>, text: &str) -> Request {
    Request::Do { command: encode(&command.into()), text: text.to_owned() }
}

/// What somebody does before they ask for more than the first answer.
fn first_requests() -> Vec<(Request, Option<&'static str>)> {
    let explore = Explore { count: 50, open: Open::AllBut(Vec::new()), ..Explore::default() };
    vec![
        (input(Input::People, 1, true), Some("@acme/pay -> #pay\n#web\n#pay\n")),
        (input(Input::Mappings, 1, true), Some("app/ -> src/\n")),
        (input(Input::Codeowners, 1, true), Some("*.ts @acme/pay\n/src/pay\n")),
        (input(Input::Rules, 1, true), Some(RULES)),
        (Request::Tree { revision: 1, options: TreeOptions::default() }, Some(TREE)),
        (Request::Explore(explore.clone()), None),
        (Request::Explain { path: "src/pay/api.ts".into() }, None),
        (Request::Advise, None),
        (Request::View(View::Coverage), None),
        (Request::View(View::Review), None),
        (Request::View(View::Under(Input::Codeowners)), None),
        (act(RoutingCommand::PassOverExclusions, "true"), None),
        (input(Input::Rules, 2, false), Some("src/* #web\nsrc/pay/* #web\nnobody #gone\n")),
        (act(RoutingCommand::Folder("src".into()), ""), None),
        (act(ListingCommand::KeepNoise, "true"), None),
        (Request::Explore(explore), None),
        (Request::View(View::Coverage), None),
    ]
}

/// What they ask for then.
fn later_requests() -> Vec<(Request, Option<&'static str>)> {
    let explore = Explore { count: 50, open: Open::AllBut(Vec::new()), ..Explore::default() };
    vec![
        (act(RoutingCommand::LookUp(RoutingInput::Rules, 0), ""), None),
        (Request::View(View::Projects), None),
        (input(Input::Event, 1, false), Some("TypeError: x\n    at f (app/pay/api.ts:1:2)\n")),
        (Request::View(View::Simulate), None),
        (act(SimulationCommand::WithCodeowners, "false"), None),
        (Request::View(View::Under(Input::Rules)), None),
        (Request::Explore(explore), None),
        (Request::Explain { path: "src/pay/api.ts".into() }, None),
        (input(Input::Rules, 3, false), Some("src/* #web\n")),
        (Request::Keep, None),
        (Request::View(View::Coverage), None),
    ]
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

#[test]
fn the_first_part_answers_like_the_whole_and_the_whole_goes_on_where_it_left_off() {
    let (mut first, mut whole) = (FirstSession::default(), Session::default());
    for (request, text) in first_requests() {
        let answered = first.answer(request.clone(), owned(text));
        // Terms are marked afterwards, by the whole engine alone.
        let same = whole.answer(request.clone(), owned(text));
        assert_eq!(answered.ok(), same.ok(), "{request:?}");
    }
    for (request, text) in later_requests().into_iter().take(3) {
        assert!(first.answer(request.clone(), owned(text)).is_err(), "{request:?}");
    }
    let mut resumed = Session::resume(first.hand_over());
    for (request, text) in later_requests() {
        let answered = resumed.handle(request.clone(), owned(text));
        assert_eq!(answered, whole.handle(request.clone(), owned(text)), "{request:?}");
    }
}

#[test]
fn that_there_is_no_error_needs_no_other_part() {
    let mut first = FirstSession::default();
    let answered = first.answer(input(Input::Event, 1, true), Some(String::new()));
    let Ok((replies, None)) = answered else { panic!("{answered:?}") };
    assert!(matches!(&replies[..], [Reply::Input(report)] if report.problem_count == 0));
}
