//! What is in Sentry today, pasted into the page and shown beside the plan.

use super::*;
use sentry_general::document::Document;
use sentry_general::link;
use sentry_general::session::{OrganizationCommand, PlaybookCommand, read_kept};

const SHOP: &str = "web/next.config.js\nweb/package.json\nweb/pages/index.tsx\napi/manage.py\napi/shop/views.py\napi/requirements.txt\n";

const ANSWERS: &str = r##"{"get":"organizations/corner/projects/","status":"200","answer":[
  {"id":"1","slug":"frontend","name":"Frontend","platform":"javascript-nextjs","teams":[{"id":"9","slug":"web","name":"Web"}],"aura":"blue"},
  {"id":"2","slug":"legacy","name":"Legacy","platform":"php","teams":[]}]}
{"get":"organizations/corner/teams/","status":"200","answer":[{"id":"9","slug":"web","name":"Web","memberCount":2},{"id":"8","slug":"idle","name":"Idle","memberCount":1}]}
{"get":"organizations/corner/code-mappings/","status":"200","answer":[{"projectSlug":"frontend","repoName":"corner/shop","stackRoot":"","sourceRoot":"web/"}]}
{"get":"projects/corner/frontend/ownership/","status":"200","answer":{"raw":"path:pages/* #web\npath:gone/* #ghost","fallthrough":false}}
"##;

fn read(session: &mut Session, text: &str) -> String {
    act(session, OrganizationCommand::ReadToday, text);
    view(session, View::Projects)
}

fn page() -> Session {
    let mut session = session(SHOP, "web/* #web\napi/* #api\n");
    act(&mut session, OrganizationCommand::Repository, "corner/shop");
    session
}

/// What the page keeps.
fn kept(session: &mut Session) -> Vec<u8> {
    let replies = act(session, PlaybookCommand::ReadWeekOne, "");
    let kept = replies.into_iter().find_map(|reply| match reply {
        Reply::Settings(bytes) => Some(bytes),
        _ => None,
    });
    kept.expect("what was chosen is kept")
}

fn linked(session: &mut Session) -> Document {
    let request = Request::Pack { choices: Choices::default() };
    match session.handle(request, None).0.pop() {
        Some(Reply::Packed { fragment }) => link::decode(&fragment).expect("a link").document,
        other => panic!("a link was asked for, not {other:?}"),
    }
}

#[test]
fn today_stands_beside_the_plan() {
    let mut session = page();
    let shown = view(&mut session, View::Projects);
    assert!(shown.contains("Already on Sentry? Compare the plan with what is there"), "{shown}");
    let shown = read(&mut session, ANSWERS);
    for expected in [
        "In Sentry today: 2 projects",
        "Known of corner : 2 projects, 2 teams, 1 set of rules, 1 code mapping, 0 alerts.",
        "Not read: 1 kind of thing project.aura , 1 time",
        "Nothing is ever deleted.",
        "frontend Rename",
        "The slug frontend becomes web ; the DSN stays.",
        "Create api",
        "Left alone: 1 legacy",
        "Export the differences",
        "Teams to make: #api .",
        "there is no team #ghost , so Sentry passes it over.",
        "frontend , line 2 of its rules:",
        "The team #idle has no project",
    ] {
        assert!(shown.contains(expected), "{expected:?} in {shown}");
    }
}

#[test]
fn it_grows_outlives_a_reload_and_is_forgotten() {
    let mut session = page();
    let lines: Vec<&str> = ANSWERS.split_inclusive("]}\n").collect();
    for text in lines.iter().rev() {
        read(&mut session, text);
    }
    let at_once = read(&mut page(), ANSWERS);
    let shown = view(&mut session, View::Projects);
    assert_eq!(shown, at_once, "one after the other is all at once");
    let kept = kept(&mut session);
    let mut again = Session::default();
    again.handle(Request::Settings(kept.clone()), None);
    send_tree(&mut again, SHOP, TreeOptions::default());
    send(&mut again, Input::Rules, "web/* #web\napi/* #api\n");
    assert_eq!(view(&mut again, View::Projects), shown);
    let (chosen, _) = read_kept(&kept);
    assert_eq!(chosen.organization, "corner", "whose it is was not known before");
    assert_eq!(linked(&mut session).chosen.today, chosen.today, "a link takes it along");
    act(&mut session, OrganizationCommand::ForgetToday, "");
    assert!(!view(&mut session, View::Projects).contains("In Sentry today"));
    assert!(linked(&mut session).chosen.today.is_empty());
}

#[test]
fn another_repository_of_the_organization_has_it_too() {
    let mut session = page();
    read(&mut session, ANSWERS);
    let today = linked(&mut session).chosen.today;
    let replies = act(&mut session, OrganizationCommand::AddRepository, "corner/games");
    let unpacked = replies.into_iter().find_map(|reply| match reply {
        Reply::Repository { unpacked, .. } => Some(unpacked),
        _ => None,
    });
    let (chosen, _) = read_kept(&unpacked.expect("it comes into view").settings);
    assert_eq!(chosen.today, today);
    assert!(!chosen.own().today.contains("frontend"), "it is not put aside with each");
}

#[test]
fn what_can_not_be_read_is_said_and_changes_nothing() {
    let mut session = page();
    let before = read(&mut session, ANSWERS);
    let shown = read(&mut session, "Dear Sentry,");
    assert!(shown.contains("This is neither JSON of Sentry’s API"), "{shown}");
    assert!(shown.contains("In Sentry today: 2 projects"));
    assert_eq!(read(&mut session, " "), before, "nothing typed says nothing");
}

#[test]
fn much_of_it_stays_out_of_links_and_too_much_is_refused() {
    let mut session = page();
    let projects = |number: usize| {
        let project = |at: usize| format!(r#"{{"slug":"project-number-{at}","platform":"go"}}"#);
        format!("[{}]", (0..number).map(project).collect::<Vec<_>>().join(","))
    };
    let shown = read(&mut session, &projects(1_000));
    assert!(shown.contains("It is too much for a link: one leaves it out."), "{shown}");
    assert!(linked(&mut session).chosen.today.is_empty());
    let replies = act(&mut session, OrganizationCommand::ReadToday, &projects(40_000));
    assert!(
        matches!(&replies[..], [Reply::Say(words, true)] if words.contains("2 MB")),
        "{replies:?}"
    );
    assert!(view(&mut session, View::Projects).contains("In Sentry today: 1,000 projects"));
}
