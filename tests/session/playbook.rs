//! The playbook: a checklist that is ticked, read and printed.

use super::{press, send_tree, session, view, words};
use sentry_general::playbook::Choice;
use sentry_general::session::protocol::{
    self, Attribute, Intent, Node, Reply, Request, TreeOptions, View,
};
use sentry_general::session::{Command, OrganizationCommand, PlaybookCommand, Session, read_kept};

const REPOSITORY: &str = "web/next.config.js\nweb/package.json\nweb/pages/index.tsx\napi/manage.py\napi/requirements.txt\napi/shop/views.py\n";

fn shown() -> Session {
    let mut session = session(REPOSITORY, "web/* #web\napi/* #api\n");
    view(&mut session, View::Playbook);
    session
}

fn body(session: &mut Session) -> Vec<Node> {
    match session.handle(Request::View(View::Playbook), None).0.pop() {
        Some(Reply::View(report)) => report.body,
        other => panic!("a view was asked for, not {other:?}"),
    }
}

/// All elements, the outer ones first.
fn all(nodes: &[Node]) -> Vec<&Node> {
    nodes.iter().flat_map(|node| std::iter::once(node).chain(all(&node.children))).collect()
}

fn attribute(node: &Node, name: Attribute) -> Option<&str> {
    node.attributes.iter().find(|it| it.0 == name).map(|it| it.1.as_str())
}

/// Ticks an item, or takes its tick away; gives what is to be kept.
fn tick(session: &mut Session, id: &str, on: bool) -> Vec<u8> {
    let command =
        protocol::encode(&Command::from(PlaybookCommand::Choose(Choice::Done(id.to_owned()))));
    let replies = session.handle(Request::Do { command, text: on.to_string() }, None).0;
    let kept = replies.into_iter().find_map(|reply| match reply {
        Reply::Settings(kept) => Some(kept),
        _ => None,
    });
    kept.expect("what was ticked is kept")
}

#[test]
fn what_is_ticked_stays_ticked_and_counts() {
    let mut session = shown();
    let before = view(&mut session, View::Playbook);
    assert!(before.contains("Architecture 0 of"), "{before}");
    let kept = tick(&mut session, "architecture/roles", true);
    let after = view(&mut session, View::Playbook);
    assert!(after.contains("Architecture 1 of"), "the chapter counts: {after}");
    assert!(
        all(&body(&mut session))
            .iter()
            .any(|node| words(std::slice::from_ref(node)).starts_with("1 of")),
        "the whole counts, too"
    );
    // A reload: a fresh session with the texts and what was kept.
    let mut fresh = self::session(REPOSITORY, "web/* #web\napi/* #api\n");
    fresh.handle(Request::Settings(kept), None);
    assert!(view(&mut fresh, View::Playbook).contains("Architecture 1 of"), "ticked for good");
    tick(&mut session, "architecture/roles", false);
    assert!(
        view(&mut session, View::Playbook).contains("Architecture 0 of"),
        "a tick is taken back"
    );
}

#[test]
fn what_is_done_outlives_the_plan_it_was_done_for() {
    let mut session = shown();
    let kept = tick(&mut session, "releases/source-maps", true);
    let (chosen, _) = read_kept(&kept);
    assert!(chosen.choices.done.contains("releases/source-maps"));
    let chapter = |session: &mut Session| {
        press(session, View::Playbook, "Releases", "");
        view(session, View::Playbook)
    };
    assert!(chapter(&mut session).contains("Releases 1 of"));
    send_tree(&mut session, "api/manage.py\napi/shop/views.py\n", TreeOptions::default());
    assert!(
        chapter(&mut session).contains("Releases 0 of"),
        "without JavaScript there is no such item"
    );
    send_tree(&mut session, REPOSITORY, TreeOptions::default());
    assert!(chapter(&mut session).contains("Releases 1 of"), "it comes back done");
}

#[test]
fn chapters_are_chosen_one_at_a_time_or_all_together() {
    let mut session = shown();
    let shows =
        |session: &mut Session, id: &str| all(&body(session)).iter().any(|node| node.key == id);
    assert!(shows(&mut session, "architecture/teams") && !shows(&mut session, "volume/stats"));
    press(&mut session, View::Playbook, "Understanding your volume", "");
    assert!(!shows(&mut session, "architecture/teams") && shows(&mut session, "volume/stats"));
    press(&mut session, View::Playbook, "All chapters", "");
    assert!(shows(&mut session, "architecture/teams") && shows(&mut session, "volume/stats"));
    let nodes = body(&mut session);
    let here: Vec<_> = all(&nodes)
        .into_iter()
        .filter(|node| attribute(node, Attribute::Current).is_some())
        .map(|node| words(std::slice::from_ref(node)))
        .collect();
    assert_eq!(here, ["All chapters to read or print"], "the list says where one is");
    press(&mut session, View::Playbook, "Filtering", "");
    assert!(!shows(&mut session, "architecture/teams"), "a chapter is shown by itself again");
}

#[test]
fn every_item_has_a_box_a_source_and_its_own_key() {
    let mut session = shown();
    press(&mut session, View::Playbook, "All chapters", "");
    let nodes = body(&mut session);
    let everything = all(&nodes);
    let items: Vec<_> = everything
        .iter()
        .filter(|node| {
            node.tag == "li"
                && attribute(node, Attribute::Class).is_some_and(|it| it.starts_with("item"))
        })
        .collect();
    assert!(items.len() > 60, "{} items", items.len());
    let mut keys: Vec<_> = items.iter().map(|item| &item.key).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), items.len(), "an item keeps its focus while others come and go");
    for item in items {
        let inside = all(std::slice::from_ref(item));
        assert!(
            inside.iter().any(|it| attribute(it, Attribute::Type) == Some("checkbox")),
            "{}",
            item.key
        );
        let link = inside
            .iter()
            .find(|it| it.tag == "a")
            .unwrap_or_else(|| panic!("{} has a source", item.key));
        assert!(attribute(link, Attribute::Href).is_some_and(|it| it.starts_with("https://")));
        let (target, rel) = (attribute(link, Attribute::Target), attribute(link, Attribute::Rel));
        assert_eq!(
            (target, rel),
            (Some("_blank"), Some("noopener noreferrer")),
            "the plan stays open"
        );
    }
}

#[test]
fn code_is_copied_as_it_stands_and_the_page_prints() {
    let mut session = shown();
    press(&mut session, View::Playbook, "Projects", "");
    let nodes = body(&mut session);
    let copied: Vec<_> = all(&nodes)
        .into_iter()
        .filter_map(|node| match &node.intent {
            Some(Intent::Copy(text)) => Some(text.clone()),
            _ => None,
        })
        .collect();
    assert!(
        copied.iter().any(|text| text.contains("sentry-cli code-mappings upload")),
        "{copied:?}"
    );
    assert!(all(&nodes).iter().any(|node| node.intent == Some(Intent::Print)));
}

#[test]
fn what_the_plan_is_for_fills_the_items() {
    let mut session = shown();
    let choose = |session: &mut Session, command: Command, text: &str| {
        let command = protocol::encode(&command);
        session.handle(Request::Do { command, text: text.into() }, None);
    };
    press(&mut session, View::Playbook, "Architecture", "");
    choose(&mut session, OrganizationCommand::Organization.into(), "acme");
    assert!(
        view(&mut session, View::Playbook).contains("Keep everything in one organization, acme .")
    );
    choose(&mut session, PlaybookCommand::Choose(Choice::Edition).into(), "self-hosted");
    press(&mut session, View::Playbook, "Hosted or self-hosted", "");
    assert!(
        view(&mut session, View::Playbook).contains("26.5.1"),
        "one's own servers have stops on the way up"
    );
}

#[test]
fn the_first_week_opens_the_playbook_and_counts_with_the_chapters() {
    let mut session = shown();
    let nodes = body(&mut session);
    let list = all(&nodes).into_iter().find(|node| node.tag == "ol" && node.key == "first");
    let first = list.expect("a list in an order").children.clone();
    assert!((5..=10).contains(&first.len()), "{} items", first.len());
    let shown = words(&first);
    for part in ["Who:", "#web , about", "Why first:", "Done when:"] {
        assert!(shown.contains(part), "{part:?} is in {shown}");
    }
    tick(&mut session, "architecture/teams", true);
    let navigation = view(&mut session, View::Playbook);
    assert!(navigation.contains("Week one 1 of"), "{navigation}");
    assert!(navigation.contains("Architecture 1 of"), "a tick counts in both");
}

#[test]
fn what_is_paid_for_and_where_one_starts_from_are_chosen() {
    let mut session = shown();
    press(&mut session, View::Playbook, "Architecture", "");
    assert!(
        view(&mut session, View::Playbook).contains("Needs the Business plan or a larger one.")
    );
    let choose = |session: &mut Session, choice: Choice, text: &str| {
        let command = protocol::encode(&Command::from(PlaybookCommand::Choose(choice)));
        session.handle(Request::Do { command, text: text.into() }, None);
    };
    choose(&mut session, Choice::Plan, "team");
    let shown = view(&mut session, View::Playbook);
    assert!(!shown.contains("SCIM") && !shown.contains("Needs the"), "{shown}");
    choose(&mut session, Choice::Situation, "present");
    press(&mut session, View::Playbook, "Week one", "");
    let shown = view(&mut session, View::Playbook);
    assert!(shown.contains("--compare") && !shown.contains("data region"), "{shown}");
}

#[test]
fn a_first_day_makes_dates_and_one_that_is_none_is_told() {
    let mut session = shown();
    let choose = |session: &mut Session, text: &str| {
        let command = protocol::encode(&Command::from(PlaybookCommand::Choose(Choice::Start)));
        session.handle(Request::Do { command, text: text.into() }, None);
        view(session, View::Playbook)
    };
    let without = choose(&mut session, "");
    assert!(without.contains("Week 2, day 1") && !without.contains("no day"), "{without}");
    let with = choose(&mut session, "2027-01-29");
    assert!(with.contains("2027-02-05") && !with.contains("Week 2, day 1"), "{with}");
    let wrong = choose(&mut session, "31.01.2027");
    assert!(wrong.contains("no day of the calendar") && wrong.contains("Week 2, day 1"), "{wrong}");
}
