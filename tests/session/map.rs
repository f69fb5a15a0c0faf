//! The map of the tree, its table, the way of an error, and teams by projects.

use super::*;
use sentry_general::session::protocol::Attribute;
use sentry_general::session::{ComparisonCommand, MapCommand};
use serde_json::Value;

const TREE: &str = "README.md\nsrc/app.ts\nsrc/pay/api.ts\nsrc/pay/card.ts\nweb/a.ts\nweb/b.ts\n";
const RULES: &str = "src/* #web\nweb/* #web\nsrc/pay/* #pay\n";
const ERROR: &str = "Error: no\n    at charge (src/pay/card.ts:3:4)\n    at run (src/app.ts:1:1)\n";

fn act(session: &mut Session, command: impl Into<Command>, text: &str) -> Vec<Node> {
    let request = Request::Do { command: protocol::encode(&command.into()), text: text.into() };
    let (replies, _) = session.handle(request, None);
    let shown = replies.into_iter().rev().find_map(|reply| match reply {
        Reply::View(report) => Some(report.body),
        _ => None,
    });
    shown.expect("the view is shown anew")
}

fn map(tree: &str, rules: &str) -> Session {
    let mut session = session(tree, rules);
    session.handle(Request::View(View::Map), None);
    act(&mut session, MapCommand::Size, "600x400");
    session
}

fn find<'n>(nodes: &'n [Node], tag: &str) -> Vec<&'n Node> {
    let here = |node: &'n Node| {
        let below = find(&node.children, tag);
        (node.tag == tag).then_some(node).into_iter().chain(below)
    };
    nodes.iter().flat_map(here).collect()
}

fn attribute(node: &Node, name: Attribute) -> &str {
    node.attributes.iter().find(|it| it.0 == name).map_or("", |it| &it.1)
}

/// What the page's element is given to draw; the last, of several.
fn drawing(body: &[Node]) -> Value {
    let maps = find(body, "tree-map");
    let last = maps.last().unwrap_or_else(|| panic!("there is a map in {}", words(body)));
    serde_json::from_str(attribute(last, Attribute::Drawing)).expect("it is JSON")
}

/// Each cell's name, weight, what it is of by how much, and the line that decides.
fn cells(drawing: &Value) -> Vec<String> {
    let cells = drawing["cells"].as_array().expect("a list");
    let kind = |share: &Value| {
        let name = &drawing["kinds"][share[0].as_u64().expect("a number") as usize][0];
        format!("{} {}", name.as_str().expect("a name"), share[1])
    };
    let cell = |cell: &Value| {
        let shares: Vec<String> = cell[8].as_array().expect("a list").iter().map(kind).collect();
        let rule = cell[9].as_u64().map(|at| &drawing["rules"][at as usize][0]);
        let line = rule.and_then(Value::as_str).unwrap_or("");
        format!("{} {}: {} {line}", cell[6].as_str().expect("a name"), cell[7], shares.join(", "))
            .trim()
            .to_owned()
    };
    cells.iter().map(cell).collect()
}

#[test]
fn cells_say_whose_they_are_and_which_line_decides() {
    let mut session = map(TREE, RULES);
    let body = act(&mut session, MapCommand::Colour, "team");
    let cells = cells(&drawing(&body));
    for expected in [
        "README.md 1: nobody 1",
        "src 3: #pay 2, #web 1",
        "app.ts 1: #web 1 line 1",
        "card.ts 1: #pay 1 line 3",
    ] {
        assert!(cells.iter().any(|it| it == expected), "{expected} in {cells:#?}");
    }
    let said = words(&body);
    assert!(said.contains("6 files in the tree."), "{said}");
    assert!(
        said.contains("#web 3 50%") && said.contains("#pay 2 33%") && said.contains("nobody 1 17%"),
        "{said}"
    );
}

#[test]
fn a_folder_is_gone_into_and_left() {
    let mut session = map(TREE, RULES);
    let body = act(&mut session, MapCommand::Open, "src");
    let shown = drawing(&body);
    assert_eq!((shown["folder"].as_str(), shown["up"].as_str()), (Some("src"), Some("")));
    assert!(words(&body).contains("3 files in src."), "{}", words(&body));
    let body = act(&mut session, MapCommand::Folder(String::new()), "");
    assert_eq!(drawing(&body)["up"], Value::Null);
}

#[test]
fn the_table_has_the_numbers_of_the_map_and_they_add_up() {
    let mut session = map(TREE, RULES);
    let body = act(&mut session, MapCommand::Table, "true");
    assert!(find(&body, "tree-map").is_empty());
    let said = words(&body);
    assert!(said.contains("src/ 3 50% #pay 2 #web 1"), "{said}");
    assert!(said.contains("web/ 2 33% #web 2"), "{said}");
    assert!(said.contains("README.md 1 17% nobody 1"), "{said}");
    assert!(said.contains("All 3 items 6 100%"), "{said}");
}

#[test]
fn every_colour_adds_up_to_all_files() {
    for colour in ["team", "project", "reach", "review", "moves", "confidence"] {
        let mut session = map(TREE, RULES);
        send(&mut session, Input::Codeowners, "/src/ @acme/other\n");
        send(&mut session, Input::Rules, "src/* #web\nweb/* #new\n");
        let body = act(&mut session, MapCommand::Colour, colour);
        let shown = drawing(&body);
        let of = |cell: &Value| {
            let shares = cell[8].as_array().expect("a list").iter();
            shares.map(|share| share[1].as_u64().expect("a number")).sum::<u64>()
        };
        let cells = shown["cells"].as_array().expect("a list");
        let leaves: Vec<&Value> = cells.iter().filter(|cell| cell[4] != 0).collect();
        assert_eq!(leaves.iter().map(|cell| of(cell)).sum::<u64>(), 6, "{colour}");
        for cell in cells {
            assert_eq!(Some(of(cell)), cell[7].as_u64(), "{colour}: {cell}");
        }
    }
}

#[test]
fn what_edits_move_is_shown_before_and_after() {
    let mut session = map(TREE, RULES);
    session.handle(Request::Keep, None);
    send(&mut session, Input::Rules, "src/* #web\nweb/* #new\nsrc/pay/* #pay\n");
    let body = act(&mut session, MapCommand::Colour, "moves");
    let maps = find(&body, "tree-map");
    assert_eq!(maps.len(), 2);
    let [before, after] = [maps[0], maps[1]]
        .map(|it| cells(&serde_json::from_str(attribute(it, Attribute::Drawing)).expect("JSON")));
    assert!(before.iter().any(|it| it.starts_with("a.ts 1: before #web 1")), "{before:#?}");
    assert!(after.iter().any(|it| it.starts_with("a.ts 1: now #new 1")), "{after:#?}");
    assert!(
        after.iter().any(|it| it.starts_with("app.ts 1: stay where they were 1")),
        "{after:#?}"
    );
}

#[test]
fn areas_may_be_by_errors_each_at_its_newest_own_frame() {
    let mut session = map(TREE, RULES);
    let body = act(&mut session, MapCommand::Area, "errors");
    assert!(words(&body).contains("Paste errors under Error"), "{}", words(&body));
    send(
        &mut session,
        Input::Event,
        "filename,count\nsrc/pay/card.ts,30\nweb/a.ts,10\nelsewhere.py,2\n",
    );
    let body = act(&mut session, MapCommand::Area, "errors");
    let said = words(&body);
    assert!(
        said.contains("40 errors in the tree, of 6 files . Besides, 2 of no file in the tree."),
        "{said}"
    );
    let cells = cells(&drawing(&body));
    assert!(
        cells.iter().any(|it| it == "a.ts 10: #web 10 line 2" || it == "web 10: #web 10"),
        "{cells:#?}"
    );
    assert!(
        !cells.iter().any(|it| it.contains("README")),
        "what has no errors is not there: {cells:#?}"
    );
}

#[test]
fn teams_too_small_for_the_legend_are_joined() {
    let mut tree = String::new();
    let mut rules = String::new();
    for team in 0..40 {
        for file in 0..(41 - team) {
            tree += &format!("t{team}/{file}.rs\n");
        }
        rules += &format!("t{team}/* #team-{team}\n");
    }
    let mut session = map(&tree, &rules);
    let body = act(&mut session, MapCommand::Colour, "team");
    let said = words(&body);
    assert!(said.contains("28 other teams"), "{said}");
}

#[test]
fn the_way_of_an_error_is_drawn_with_what_is_overridden_and_by_what() {
    // Owners of two rules are suggested at most, so the third is overridden.
    let mut session = session(TREE, "src/* #web\nsrc/pay/* #pay\n*.ts #js\n");
    send(&mut session, Input::Event, ERROR);
    let Some(Reply::View(report)) = session.handle(Request::View(View::Simulate), None).0.pop()
    else {
        panic!("a view was asked for")
    };
    let pictures: Vec<&Node> = find(&report.body, "svg")
        .into_iter()
        .filter(|it| attribute(it, Attribute::Class).contains("picture"))
        .collect();
    assert_eq!(pictures.len(), 1);
    let said = words(std::slice::from_ref(pictures[0]));
    for expected in [
        "src/pay/card.ts",
        "line 3, decides",
        "line 1, overridden by line 3",
        "line 2, is suggested, too",
        "has the issue",
        "#js",
        "an alert to issue owners",
    ] {
        assert!(said.contains(expected), "{expected} in {said}");
    }
    let crossed: Vec<&Node> = find(&report.body, "text")
        .into_iter()
        .filter(|it| attribute(it, Attribute::Class).contains("out"))
        .collect();
    assert_eq!(crossed.len(), 1, "the overridden rule is crossed out");
}

#[test]
fn teams_by_projects_add_up_and_are_sorted_by_what_is_pressed() {
    let tree = "apps/web/next.config.js\napps/web/pages/index.tsx\napps/web/pages/pay.tsx\n\
        apps/api/manage.py\napps/api/shop/views.py\n";
    let rules = "apps/web/* #web\napps/web/pages/pay.tsx #pay\napps/api/shop/* #api\n";
    let mut session = session(tree, rules);
    let body = act(&mut session, ComparisonCommand::Sort(0), "");
    let rows = |body: &[Node]| -> Vec<String> {
        let tables = find(body, "table");
        let matrix = tables.into_iter().find(|it| attribute(it, Attribute::Class) == "matrix");
        let rows = find(std::slice::from_ref(matrix.expect("there is one")), "tr");
        rows.into_iter().map(|row| words(std::slice::from_ref(row))).collect()
    };
    let shown = rows(&body);
    assert_eq!(shown.len(), 7, "{shown:#?}");
    assert!(shown.iter().any(|row| row.starts_with("#web 2 2")), "{shown:#?}");
    assert!(shown.iter().any(|row| row.starts_with("All 5 3 2")), "{shown:#?}");
    assert!(shown[1].starts_with("#web"), "most files first: {shown:#?}");
    let shown = rows(&act(&mut session, ComparisonCommand::Sort(1), ""));
    let first: Vec<&str> = shown[1..5].iter().filter_map(|row| row.split(' ').next()).collect();
    assert_eq!(first, ["nobody", "#api", "#pay", "#web"]);
}

#[test]
fn of_an_error_that_belongs_to_nobody_the_rule_that_would_change_that_is_offered_and_does() {
    let mut session = session(TREE, "web/* #web\n");
    send(&mut session, Input::Event, ERROR);
    let simulate =
        |session: &mut Session| match session.handle(Request::View(View::Simulate), None).0.pop() {
            Some(Reply::View(report)) => report.body,
            other => panic!("a view was asked for, not {other:?}"),
        };
    let body = simulate(&mut session);
    let said = words(&body);
    assert!(said.contains("belongs to nobody"), "{said}");
    assert!(
        said.contains("A rule for the file of frame 2, src/pay/card.ts , would decide."),
        "{said}"
    );
    let forms = find(&body, "form");
    let Some(Intent::Do(command)) = forms.iter().find_map(|form| form.intent.clone()) else {
        panic!("there is a form in {said}")
    };
    let (replies, _) = session.handle(Request::Do { command, text: "#pay".into() }, None);
    let Some(Reply::Fix { fix, .. }) = replies.into_iter().next() else { panic!("it is a fix") };
    let (at, _, new) = &fix.edits[0];
    let mut rules = "web/* #web\n".to_owned();
    rules.insert_str(*at as usize, new);
    send(&mut session, Input::Rules, &rules);
    let said = words(&simulate(&mut session));
    assert!(said.contains("is assigned to #pay"), "{said}");
    // Where a rule for the file can't win, nothing is offered: code of others is not looked at.
    let foreign = "Error: no\n    at x (node_modules/a/index.js:1:1)\n";
    send(&mut session, Input::Event, foreign);
    assert!(find(&simulate(&mut session), "form").is_empty());
}
