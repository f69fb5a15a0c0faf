//! Contents of small files: read from a picked folder, or given by hand.

use super::*;
use sentry_general::document::Settings;
use sentry_general::link;
use sentry_general::session::{Command, SplitCommand};

const API: &str = "api/package.json\napi/main.js\napi/Dockerfile\nREADME.md\n";

const EXPRESS: &str = r#"{"dependencies":{"express":"4"}}"#;

fn act(session: &mut Session, command: impl Into<Command>, text: &str) -> String {
    let request = Request::Do { command: protocol::encode(&command.into()), text: text.into() };
    session.handle(request, None);
    view(session, View::Projects)
}

fn read(session: &mut Session, files: &[(&str, &str)]) -> String {
    let files: std::collections::BTreeMap<_, _> = files.iter().copied().collect();
    let json = serde_json::to_string(&files).expect("plain values");
    let (replies, _) = session.handle(Request::Contents(json), None);
    match &replies[..] {
        [Reply::Settings(_), Reply::Say(words, _), Reply::View(_)] => words.clone(),
        other => panic!("contents are kept, said and shown, not {other:?}"),
    }
}

fn linked(session: &mut Session) -> Settings {
    let request = Request::Pack { choices: Choices::default() };
    match session.handle(request, None).0.pop() {
        Some(Reply::Packed { fragment }) => {
            link::decode(&fragment).expect("a link").document.chosen.settings
        }
        other => panic!("a link was asked for, not {other:?}"),
    }
}

#[test]
fn what_is_in_a_file_is_asked_for_given_and_forgotten() {
    // A name that tells nothing of a framework.
    let mut session = session(&API.replace("api/", "shop/"), "");
    let shown = view(&mut session, View::Projects);
    assert!(shown.contains("shop node in shop/"), "names alone tell no framework: {shown}");
    assert!(shown.contains("Say what is in shop/package.json ."), "{shown}");
    let shown = act(&mut session, SplitCommand::AskContents(String::new()), "./shop/package.json");
    assert!(shown.contains("Contents of shop/package.json"), "{shown}");
    let shown = act(&mut session, SplitCommand::Contents("shop/package.json".into()), EXPRESS);
    assert!(shown.contains("shop node-express in shop/"), "the plan follows at once: {shown}");
    assert!(shown.contains("What is in 1 file is known"), "{shown}");
    assert!(!shown.contains("Contents of"), "the field goes when it was used: {shown}");
    let shown = act(&mut session, SplitCommand::Contents("shop/package.json".into()), " ");
    assert!(shown.contains("shop node in shop/"), "an empty text forgets the file: {shown}");
}

#[test]
fn a_broken_file_is_said_with_its_place() {
    let mut session = session(API, "");
    let shown =
        act(&mut session, SplitCommand::Contents("api/composer.json".into()), "{\n  oops\n}");
    assert!(shown.contains("api/composer.json , line 2 : This is no valid JSON"), "{shown}");
    let shown = act(&mut session, SplitCommand::Contents("no/such/package.json".into()), "{}");
    assert!(
        shown.contains("no/such/package.json : The tree has no folder of this file"),
        "{shown}"
    );
    assert!(!act(&mut session, &SplitCommand::ForgetContents, "").contains("JSON"));
    let command = protocol::encode(&Command::from(SplitCommand::Contents("api/logo.png".into())));
    let (replies, _) = session.handle(Request::Do { command, text: "x".into() }, None);
    assert!(matches!(&replies[..], [Reply::Say(_, true)]), "nothing reads it: {replies:?}");
}

#[test]
fn what_the_page_read_is_used_and_what_is_of_another_tree_goes() {
    let mut session = session(API, "");
    let words = read(&mut session, &[("api/package.json", EXPRESS), ("web/package.json", "{}")]);
    assert_eq!(words, "2 files were read.");
    assert!(view(&mut session, View::Projects).contains("api node-express"));
    send_tree(&mut session, "shop/go.mod\nshop/main.go\n", TreeOptions::default());
    read(&mut session, &[("shop/go.mod", "module x\n")]);
    let files = linked(&mut session).split.files;
    assert_eq!(files.keys().collect::<Vec<_>>(), ["shop/go.mod"]);
}

#[test]
fn a_link_takes_small_contents_along_and_the_page_says_so() {
    let mut session = session(API, "");
    read(&mut session, &[("api/package.json", EXPRESS)]);
    assert_eq!(linked(&mut session).split.files.len(), 1);
    assert!(view(&mut session, View::Projects).contains("1 KB, kept in this browser and in links"));
    let large = format!("{EXPRESS}{}", " ".repeat(60_000));
    read(&mut session, &[("api/package.json", &large)]);
    assert_eq!(linked(&mut session).split.files.len(), 0, "a link stays short");
    assert!(
        view(&mut session, View::Projects).contains("too much for a link: one leaves them out")
    );
    assert!(
        view(&mut session, View::Projects).contains("api node-express"),
        "they are used all the same"
    );
}

#[test]
fn contents_are_bounded_and_what_is_no_json_changes_nothing() {
    let mut session = session(API, "");
    let large = "x".repeat(600 << 10);
    let words = read(&mut session, &[("api/package.json", EXPRESS), ("api/Dockerfile", &large)]);
    assert_eq!(words, "1 file was read. There was no room for 1 more.");
    let request = Request::Do {
        command: protocol::encode(&Command::from(SplitCommand::Contents("api/Dockerfile".into()))),
        text: large,
    };
    let (replies, _) = session.handle(request, None);
    assert!(matches!(&replies[0], Reply::Say(words, true) if words.contains("too large")));
    session.handle(Request::Contents("no json".into()), None);
    assert!(view(&mut session, View::Projects).contains("api node-express"));
}
