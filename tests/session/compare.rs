//! Ways to split side by side, and the picture of the organization.

use super::*;
use sentry_general::document::Chosen;
use sentry_general::projects::what_if;
use sentry_general::session::{
    Command, ComparisonCommand, OrganizationCommand, SimulationCommand, read_kept,
};

const TREE: &str = "apps/web/next.config.js\napps/web/pages/index.tsx\napps/web/pages/pay.tsx\n\
    apps/api/manage.py\napps/api/shop/views.py\ntools/x.py\n";
const RULES: &str = "path:apps/web/* #web\npath:apps/api/* #api\n";

fn compared(rules: &str) -> Session {
    let mut session = session(TREE, rules);
    view(&mut session, View::Compare);
    session
}

/// Does a command; what is to be kept, and the view as it is then.
fn act(session: &mut Session, command: impl Into<Command>, text: &str) -> (Chosen, String) {
    let request = Request::Do { command: protocol::encode(&command.into()), text: text.into() };
    let (replies, _) = session.handle(request, None);
    let kept = replies.iter().find_map(|reply| match reply {
        Reply::Settings(bytes) => Some(read_kept(bytes).0),
        _ => None,
    });
    let shown = replies.iter().rev().find_map(|reply| match reply {
        Reply::View(report) if report.view == View::Compare => Some(words(&report.body)),
        _ => None,
    });
    (kept.expect("it is kept"), shown.expect("the view is shown anew"))
}

fn body(session: &mut Session) -> Vec<Node> {
    match session.handle(Request::View(View::Compare), None).0.pop() {
        Some(Reply::View(report)) => report.body,
        other => panic!("a view was asked for, not {other:?}"),
    }
}

fn find<'n>(nodes: &'n [Node], is_it: &dyn Fn(&Node) -> bool) -> Vec<&'n Node> {
    let here = |node: &'n Node| {
        let below = find(&node.children, is_it);
        is_it(node).then_some(node).into_iter().chain(below)
    };
    nodes.iter().flat_map(here).collect()
}

#[test]
fn the_view_says_what_to_take_and_why() {
    let shown = view(&mut compared(RULES), View::Compare);
    let lead = "Take the proposal: 2 projects. With one project, 2 of 2 teams would see mostly \
        other teams’ errors (60% of what teams see); with the proposal none (0%).";
    assert!(shown.starts_with(lead), "{shown}");
    assert!(shown.contains("Figures count one error per source file."), "{shown}");
    let rows = "Projects , each with its key 1 best 2 2";
    assert!(shown.contains(rows), "the best of each row is named: {shown}");
    assert!(shown.contains("#web 60% 3 of 5 0% 0 of 2 0% 0 of 2"), "{shown}");
    assert!(!shown.contains("can always send"), "without a quota there is no floor");
}

#[test]
fn without_rules_nothing_is_said_of_teams() {
    let shown = view(&mut compared(""), View::Compare);
    assert!(shown.contains("no rule gives a team any of them"), "{shown}");
    assert!(!shown.contains("Teams that see"), "{shown}");
    let empty = view(&mut session("", ""), View::Compare);
    assert_eq!(empty, "Paste a file tree to compare ways to split it.");
}

#[test]
fn a_quota_is_kept_and_gives_the_floor_of_spike_protection() {
    let mut session = compared(RULES);
    let (kept, shown) = act(&mut session, &ComparisonCommand::Quota, " 7.2M ");
    assert_eq!(kept.quota, "7.2M");
    let floor = "Spike protection : errors an hour that a project can always send 30,000 best 15,000 15,000";
    assert!(shown.contains(floor), "{shown}");
    let (_, shown) = act(&mut session, &ComparisonCommand::Quota, "lots");
    assert!(shown.contains("lots is no number of errors"), "{shown}");
    assert!(!shown.contains("can always send"), "{shown}");
}

#[test]
fn folders_of_a_kind_are_proposed_and_chosen() {
    let mut session = compared(RULES);
    let shown = body(&mut session);
    let options = find(&shown, &|node| node.tag == "option");
    let values: Vec<_> =
        options.iter().flat_map(|node| &node.attributes).map(|it| it.1.as_str()).collect();
    assert_eq!(values, ["apps/*", "*"], "kinds of folders in this tree");
    let (kept, shown) = act(&mut session, &ComparisonCommand::FoldersOfAKind, "*");
    assert_eq!(kept.settings.split.folders_of_a_kind, "*");
    assert!(shown.contains("Each of * Projects"), "{shown}");
    let (_, shown) = act(&mut session, &ComparisonCommand::FoldersOfAKind, "apps/[");
    assert!(shown.contains("apps/[ is no glob of folders"), "{shown}");
    assert!(shown.contains("apps/* is taken instead."), "{shown}");
    assert!(shown.contains("Each of apps/* Projects"), "{shown}");
    let (_, shown) = act(&mut session, &ComparisonCommand::FoldersOfAKind, "none/*");
    assert!(shown.contains("No folder of this tree is named by none/* ."), "{shown}");
}

#[test]
fn given_errors_are_the_mix() {
    let mut session = compared(RULES);
    let table =
        "filename,count\napps/web/pages/pay.tsx,90\napps/api/shop/views.py,10\n/usr/lib/zzz.py,5\n";
    let replies = send(&mut session, Input::Event, table);
    let shown = replies.iter().find_map(|reply| match reply {
        Reply::View(report) if report.view == View::Compare => Some(words(&report.body)),
        _ => None,
    });
    let shown = shown.expect("new errors, new figures");
    let said = "Figures count 100 of the 105 errors that you gave: files of the others are not in this tree.";
    assert!(shown.contains(said), "{shown}");
    assert!(shown.contains("#api 90% 90 of 100 0% 0 of 10"), "{shown}");
}

#[test]
fn a_trace_pasted_to_look_at_is_no_mix() {
    let mut session = compared(RULES);
    let before = view(&mut session, View::Compare);
    let trace = "Traceback (most recent call last):\n  File \"/srv/apps/api/shop/views.py\", line 3, in view\nE: 1\n";
    send(&mut session, Input::Event, trace);
    let shown = view(&mut session, View::Compare);
    assert!(
        shown.contains("Figures count one error per source file: the one error that you gave would tell too little."),
        "{shown}"
    );
    let figures = |shown: &str| shown.split("Figures").next().map(str::to_owned);
    assert_eq!(figures(&shown), figures(&before), "the figures stay");
}

#[test]
fn errors_can_be_invented_and_taken_back() {
    let mut session = compared(RULES);
    let (_, shown) = act(&mut session, SimulationCommand::Invent(Some(1)), "");
    assert!(shown.contains("errors that were invented from the tree."), "{shown}");
    let (_, shown) = act(&mut session, SimulationCommand::Invent(None), "");
    assert!(shown.contains("Figures count one error per source file."), "{shown}");
}

#[test]
fn the_picture_is_shown_and_saved() {
    let mut session = compared(RULES);
    let shown = body(&mut session);
    let pictures = find(&shown, &|node| node.tag == "svg");
    let texts = words(std::slice::from_ref(pictures[0]));
    for text in ["#web", "#api", "apps/web", "python-django", "your-organization"] {
        assert!(texts.contains(text), "{text} is in {texts}");
    }
    let saved = find(&shown, &|node| matches!(node.intent, Some(Intent::Save(..))));
    let Some(Intent::Save(name, kind, svg)) = &saved[0].intent else { panic!("it saves") };
    assert_eq!((name.as_str(), kind.as_str()), ("your-organization.svg", "image/svg+xml"));
    assert!(svg.starts_with("<svg xmlns=") && svg.contains("apps/web"), "{svg}");
}

#[test]
fn the_quota_is_the_organizations() {
    let mut session = compared(RULES);
    act(&mut session, &ComparisonCommand::Quota, "100k");
    let command = protocol::encode(&Command::from(OrganizationCommand::AddRepository));
    let request = Request::Do { command, text: "acme/games".into() };
    let (replies, _) = session.handle(request, None);
    let Some(Reply::Repository { unpacked, .. }) = replies.first() else {
        panic!("another repository comes into view, not {replies:?}")
    };
    assert_eq!(read_kept(&unpacked.settings).0.quota, "100k");
    assert_eq!(what_if::read_quota("100k"), Ok(Some(100_000)));
}
