//! The tool of the chapter on volume.

use super::{send, session, view};
use sentry_general::playbook::Choice;
use sentry_general::playbook::{Heading, usage};
use sentry_general::session::protocol::{
    self, Attribute, Choices, Input, Intent, Node, Reply, Request, View,
};
use sentry_general::session::{Command, PlaybookCommand, Session, SimulationCommand};

const REPOSITORY: &str = "web/next.config.js\nweb/package.json\nweb/pages/index.tsx\nweb/pages/pay.tsx\napi/manage.py\napi/requirements.txt\napi/shop/views.py\n";
const RULES: &str = "web/* #web\nweb/pages/pay* #pay\napi/* #api\n";

fn chapter(tree: &str) -> Session {
    let mut session = session(tree, RULES);
    view(&mut session, View::Playbook);
    act(&mut session, PlaybookCommand::Read(Heading::Volume), "");
    session
}

fn act(session: &mut Session, command: impl Into<Command>, text: &str) -> String {
    let command = protocol::encode(&command.into());
    session.handle(Request::Do { command, text: text.into() }, None);
    view(session, View::Playbook)
}

fn pick(choice: usage::Choice) -> PlaybookCommand {
    PlaybookCommand::Choose(Choice::Volume(choice))
}

fn nodes(session: &mut Session) -> Vec<Node> {
    match session.handle(Request::View(View::Playbook), None).0.pop() {
        Some(Reply::View(report)) => report.body,
        other => panic!("a view was asked for, not {other:?}"),
    }
}

/// Every element of a tag.
fn all<'n>(nodes: &'n [Node], tag: &str, found: &mut Vec<&'n Node>) {
    for node in nodes {
        if node.tag == tag {
            found.push(node);
        }
        all(&node.children, tag, found);
    }
}

fn value(node: &Node, attribute: Attribute) -> Option<&str> {
    node.attributes.iter().find(|(name, _)| *name == attribute).map(|(_, value)| value.as_str())
}

#[test]
fn numbers_are_typed_project_by_project() {
    let mut session = chapter(REPOSITORY);
    let shown = view(&mut session, View::Playbook);
    assert!(shown.contains("Until then, shares go by files."), "nothing is made up: {shown}");
    act(&mut session, pick(usage::Choice::Daily("web".to_owned())), "3k");
    act(&mut session, pick(usage::Choice::Daily("api".to_owned())), "1,000");
    let shown = act(&mut session, pick(usage::Choice::Quota), "50,000");
    for expected in [
        "120,000 errors a month. The quota of 50,000 is used up on day 13, and 70,000 errors are dropped.",
        "web 75%, 3,000 a day, typed api 25%, 1,000 a day, typed",
        "Share of each team #web 56.25%, 2,250 a day",
        "max(500, 3 × 50,000 ÷ (720 × 2)) = 500",
        "No busiest hour is above it.",
        "Traces begin in web : the rate there decides what api keep of them.",
    ] {
        assert!(shown.contains(expected), "{expected:?} is shown in {shown}");
    }
}

#[test]
fn what_is_wrong_stands_by_its_name_and_line() {
    let mut session = chapter(REPOSITORY);
    act(&mut session, pick(usage::Choice::Quota), "lots");
    let pasted = pick(usage::Choice::Pasted);
    let shown = act(&mut session, &pasted, "project,accepted\nweb,300\napi,many\n");
    assert!(shown.contains("Quota: lots is no number; it is left out."), "{shown}");
    assert!(shown.contains("Statistics, line 3: many is no number of errors"), "{shown}");
    assert!(shown.contains("web, statistics"), "the good row counts: {shown}");
    let mut fields = Vec::new();
    let body = nodes(&mut session);
    all(&body, "textarea", &mut fields);
    let kept = fields
        .iter()
        .any(|it| value(it, Attribute::Default) == Some("project,accepted\nweb,300\napi,many\n"));
    assert!(kept, "what was pasted is still there to be mended");
}

#[test]
fn pasted_errors_tell_whose_they_are_and_invented_ones_do_not() {
    let mut session = chapter(REPOSITORY);
    act(&mut session, SimulationCommand::Invent(Some(1)), "");
    let shown = view(&mut session, View::Playbook);
    assert!(
        shown.contains("Until then, shares go by files."),
        "invented errors count for nothing: {shown}"
    );
    let errors = "title,filename,count\nA,web/pages/pay.tsx,700\nB,web/pages/index.tsx,140\nC,api/shop/views.py,70\n";
    send(&mut session, Input::Event, errors);
    let shown = view(&mut session, View::Playbook);
    for expected in [
        "web, estimate by the pasted errors",
        "web 92.31%, 120 a day",
        "#pay 76.92%, 100 a day",
        "#web 15.39%, 20 a day",
    ] {
        assert!(
            shown.contains(expected),
            "{expected:?}: errors a week, split by owner, in {shown}"
        );
    }
}

#[test]
fn plots_are_told_in_words_and_not_by_colour_alone() {
    let mut session = chapter(REPOSITORY);
    act(&mut session, pick(usage::Choice::Total), "4000");
    act(&mut session, pick(usage::Choice::Quota), "50000");
    let body = nodes(&mut session);
    let mut figures = Vec::new();
    all(&body, "figure", &mut figures);
    assert_eq!(figures.len(), 3, "projects, teams, the month");
    for figure in &figures {
        let mut captions = Vec::new();
        all(std::slice::from_ref(*figure), "figcaption", &mut captions);
        assert!(captions.iter().any(|it| it.text.len() > 10), "every plot has words");
    }
    let mut drawings = Vec::new();
    all(&body, "svg", &mut drawings);
    for drawing in drawings {
        let told = value(drawing, Attribute::Label).is_some_and(|label| !label.is_empty());
        let passed_over = value(drawing, Attribute::Hidden) == Some("true");
        assert!(told || passed_over, "a drawing is told, or its value stands beside it");
    }
    let mut lines = Vec::new();
    all(&body, "path", &mut lines);
    let classes: Vec<_> = lines.iter().filter_map(|it| value(it, Attribute::Class)).collect();
    assert_eq!(classes, ["quota", "counted", "dropped"], "lines differ by kind");
    for line in lines {
        let path = value(line, Attribute::Path).unwrap_or_default();
        assert!(!path.contains("NaN") && !path.contains("inf"), "{path}");
    }
}

#[test]
fn many_projects_are_cut_to_the_largest_and_the_rest_is_a_fold() {
    let tree: String = (0..70)
        .flat_map(|at| {
            let files = (0..=at).map(move |file| format!("services/s{at:02}/pages/f{file}.tsx\n"));
            files.chain([
                format!("services/s{at:02}/package.json\n"),
                format!("services/s{at:02}/next.config.js\n"),
            ])
        })
        .collect();
    // Without something that deploys them, so many would pass for samples.
    let mut session = chapter(&format!("docker-compose.yml\n{tree}"));
    let shown = view(&mut session, View::Playbook);
    assert!(shown.contains("46 projects with fewer files"), "{shown}");
    let at = |words: &str| shown.find(words).unwrap_or_else(|| panic!("{words} in {shown}"));
    assert!(at("Errors a day in s69 s68") < at("46 projects"), "the largest first");
    assert!(shown.contains("and 50 more with"), "the plot says what it leaves out");
}

#[test]
fn it_is_saved_as_csv_and_kept_in_the_link() {
    let mut session = chapter(REPOSITORY);
    act(&mut session, pick(usage::Choice::Daily("web".to_owned())), "3k");
    let body = nodes(&mut session);
    let mut buttons = Vec::new();
    all(&body, "button", &mut buttons);
    let saved = buttons.iter().find_map(|it| match &it.intent {
        Some(Intent::Save(name, _, text)) if name == "volume.csv" => Some(text),
        _ => None,
    });
    let saved = saved.expect("the table can be saved");
    assert!(saved.contains("\nweb,3000,typed,100%,90000,375,13,,"), "{saved}");
    let pack = Request::Pack { choices: Choices::default() };
    let Some(Reply::Packed { fragment }) = session.handle(pack, None).0.pop() else {
        panic!("a link was asked for")
    };
    let mut other = Session::default();
    let Some(Reply::Unpacked(Ok(unpacked))) =
        other.handle(Request::Unpack { fragment }, None).0.pop()
    else {
        panic!("a link is read")
    };
    let settings = String::from_utf8_lossy(&unpacked.settings).into_owned();
    assert!(settings.contains(r#""daily":{"web":"3k"}"#), "{settings}");
}
