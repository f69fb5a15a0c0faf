//! Files as their frames have them: one switch for explorer, sentence, coverage, review,
//! explanations and simulation.

use super::{rows, send, send_tree, session, words};
use sentry_general::session::protocol::{
    Explore, Filter, Input, Open, Reply, Request, RoutingReport, RowKind, Rows, TreeOptions, View,
    encode,
};
use sentry_general::session::{Command, FirstSession, Session, SplitCommand};

const TREE: &str = "README.md\napi/manage.py\napi/requirements.txt\napi/shop/pay/card.py\napi/shop/views.py\n\
    api/shop/__init__.py\napi/shop/pay/__init__.py\nweb/package.json\nweb/vite.config.ts\nweb/index.html\nweb/src/main.tsx\n";
const RULES: &str = "api/* #api\nweb/* #web\napi/shop/pay/* #pay\n";

/// Two modules whose classes have the same name, so that one rule decides about both.
const TWINS: &str = "shop/pom.xml\nshop/Dockerfile\nshop/core/pom.xml\nshop/core/src/main/java/com/acme/shop/Tax.java\n\
    shop/core/src/main/java/com/acme/shop/ShopApplication.java\nshop/core/src/main/resources/application.yml\nshop/web/pom.xml\nshop/web/src/main/java/com/acme/shop/Tax.java\n";
const TWIN_RULES: &str = "shop/* #core\nshop/web/* #web\n";

fn show_in(session: &mut Session, paths: &str) -> Vec<Reply> {
    let command = Command::from(SplitCommand::ShowPaths(paths.to_owned()));
    session.handle(Request::Do { command: encode(&command), text: String::new() }, None).0
}

fn report(replies: &[Reply]) -> &RoutingReport {
    let mut reports = replies.iter().rev().filter_map(|reply| match reply {
        Reply::Routing(report) => Some(report),
        _ => None,
    });
    reports.next().expect("who gets what")
}

fn all_rows(session: &mut Session, filter: Filter) -> Rows {
    rows(
        session,
        Explore { count: 99, open: Open::AllBut(Vec::new()), filter, ..Explore::default() },
    )
}

/// Each file with the path in its frame, if that is another.
fn files(rows: &Rows) -> Vec<(String, Option<String>)> {
    let file = |row: &sentry_general::session::protocol::Row| match &row.kind {
        RowKind::File { frame, .. } => Some((row.path.clone(), frame.clone())),
        RowKind::Folder { .. } => None,
    };
    rows.rows.iter().filter_map(file).collect()
}

fn view(session: &mut Session, view: View) -> String {
    let replies = session.handle(Request::View(view), None).0;
    let drawn = replies.iter().find_map(|reply| match reply {
        Reply::View(report) => Some(words(&report.body)),
        _ => None,
    });
    drawn.expect("a view")
}

#[test]
fn the_switch_shows_the_files_that_are_in_frames_and_their_paths_there() {
    let mut session = session(TREE, RULES);
    assert_eq!(files(&all_rows(&mut session, Filter::All)).len(), 11);
    let replies = show_in(&mut session, "frames");
    assert!(
        matches!(&replies[..], [Reply::Settings(_), Reply::Routing(_)]),
        "the page asks for the rest"
    );
    let seen = report(&replies);
    assert!(words(&seen.paths).contains("Both agree"), "{}", words(&seen.paths));
    assert_eq!(seen.nobody, 0);
    let shown = files(&all_rows(&mut session, Filter::All));
    assert_eq!(shown.len() as u32, seen.files);
    let frame = |path: &str| shown.iter().find(|it| it.0 == path).map(|it| it.1.as_deref());
    assert_eq!(frame("api/shop/pay/card.py"), Some(Some("shop/pay/card.py")));
    assert_eq!(frame("README.md"), None, "no SDK names it");
    let coverage = view(&mut session, View::Coverage);
    assert!(coverage.contains(&format!("of {} files", seen.files)), "{coverage}");
    assert!(coverage.contains("Shown by frame path, as Sentry sees it."), "{coverage}");
    assert!(!coverage.contains("Paths:"), "the switch is above all views");
    let back = show_in(&mut session, "repository");
    assert_eq!(report(&back).files, 11);
    assert!(words(&report(&back).paths).contains("Both agree"), "what is known is still said");
}

#[test]
fn where_both_differ_it_is_said_which_is_shown_how_many_and_which() {
    let mut session = session(TWINS, TWIN_RULES);
    let replies = show_in(&mut session, "frames");
    let said = words(&report(&replies).paths);
    assert!(said.contains("Shown by frame path, as Sentry sees it: the errors of 1 of"), "{said}");
    assert!(said.contains("instead of"), "{said}");
    let differ = files(&all_rows(&mut session, Filter::Elsewhere));
    assert_eq!(differ.len(), 1, "{differ:?}");
    assert_eq!(differ[0].1.as_deref(), Some("com/acme/shop/Tax.java"));
    let owners = |report: &RoutingReport| -> Vec<(String, u32)> {
        report.owners.iter().map(|it| (it.owner.clone(), it.files)).collect()
    };
    let in_frames = owners(report(&replies));
    let back = show_in(&mut session, "repository");
    let said = words(&report(&back).paths);
    assert!(said.contains("Shown by repository path. In Sentry, the errors of 1 of"), "{said}");
    assert_ne!(in_frames, owners(report(&back)), "the counts follow the switch");
    assert_eq!(files(&all_rows(&mut session, Filter::Elsewhere)).len(), 1, "here, too");
    let coverage = view(&mut session, View::Coverage);
    assert!(
        coverage.contains("some of these files go elsewhere in Sentry, as said above"),
        "{coverage}"
    );
}

#[test]
fn an_edit_is_answered_in_the_paths_that_are_shown() {
    let mut session = session(TREE, RULES);
    show_in(&mut session, "frames");
    let replies = send(&mut session, Input::Rules, "api/* #api\n");
    let seen = report(&replies);
    assert!(seen.files < 11, "frames are still shown");
    assert_eq!(seen.nobody, 1, "main.tsx");
    assert_eq!(replies.iter().filter(|it| matches!(it, Reply::Routing(_))).count(), 1);
    let (_, routing) = send_tree(&mut session, TWINS, TreeOptions::default());
    assert!(words(&routing.paths).contains("frames"), "{}", words(&routing.paths));
    show_in(&mut session, "repository");
    let replies = send(&mut session, Input::Rules, RULES);
    assert!(
        !words(&report(&replies).paths).contains("Both agree"),
        "nothing is known of the new rules"
    );
}

#[test]
fn a_change_of_the_split_is_followed() {
    let mut session = session(TREE, RULES);
    show_in(&mut session, "frames");
    let before = report(&show_in(&mut session, "frames")).files;
    let exclude = r#"{"exclude": {"project": {"root": "web", "process": null}}}"#;
    let change = serde_json::from_str(exclude).expect("a change");
    let command = Command::from(SplitCommand::Change(vec![change]));
    let request = Request::Do { command: encode(&command), text: String::new() };
    let replies = session.handle(request, None).0;
    let seen = report(&replies);
    assert!(seen.files < before, "files of no project are in no frame: {}", words(&seen.paths));
    assert_eq!(files(&all_rows(&mut session, Filter::All)).len() as u32, seen.files);
}

#[test]
fn the_first_part_shows_the_repository_and_leaves_frames_to_the_whole() {
    let mut whole = session(TREE, RULES);
    show_in(&mut whole, "frames");
    let settings = show_in(&mut whole, "frames").into_iter().find_map(|reply| match reply {
        Reply::Settings(bytes) => Some(bytes),
        _ => None,
    });
    let mut first = FirstSession::default();
    let mut ask = |request, text: Option<&str>| first.answer(request, text.map(str::to_owned));
    let input = Request::Input { input: Input::Rules, revision: 1, kept: true };
    assert!(ask(Request::Settings(settings.expect("what is seen")), None).is_ok());
    assert!(ask(input, Some(RULES)).is_ok());
    let tree = Request::Tree { revision: 1, options: TreeOptions::default() };
    let replies = ask(tree, Some(TREE)).expect("the first answer").0;
    assert_eq!(report(&replies).files, 11, "the repository’s, until the rest is there");
    assert!(!words(&report(&replies).paths).contains("agree"));
    let explore = || Request::Explore(Explore { count: 9, ..Explore::default() });
    assert!(ask(explore(), None).is_err(), "the whole engine answers that");
    assert!(ask(Request::View(View::Review), None).is_err());
    let mut resumed = Session::resume(first.hand_over());
    let replies = resumed.handle(explore(), None).0;
    assert!(report(&replies).files < 11, "and tells what is shown now");
    let replies = resumed.handle(explore(), None).0;
    assert!(!replies.iter().any(|it| matches!(it, Reply::Routing(_))), "once");
}

#[test]
fn an_error_is_held_against_the_rules_of_its_project() {
    let mut session = session(TREE, RULES);
    let trace = "Traceback (most recent call last):\n  File \"/srv/app/shop/views.py\", line 3, in view\n    pay()\n  \
        File \"/srv/app/shop/pay/card.py\", line 8, in pay\n    raise ValueError(1)\nValueError: 1\n";
    send(&mut session, Input::Event, trace);
    let here = view(&mut session, View::Simulate);
    assert!(here.contains("This uses the rules above"), "{here}");
    assert!(here.contains("In Sentry it arises in the project api"), "{here}");
    assert!(here.contains("give it to #pay by"), "{here}");
    show_in(&mut session, "frames");
    let there = view(&mut session, View::Simulate);
    assert!(there.contains("This uses the rules of the project api"), "{there}");
    assert!(there.contains("is assigned to #pay"), "{there}");
}

#[test]
fn an_error_of_no_project_says_so() {
    let mut session = session(TREE, RULES);
    send(
        &mut session,
        Input::Event,
        "Traceback (most recent call last):\n  File \"/x/other.py\", line 3, in f\n    g()\nE: 1\n",
    );
    let said = view(&mut session, View::Simulate);
    assert!(said.contains("The project can’t be told"), "{said}");
}
