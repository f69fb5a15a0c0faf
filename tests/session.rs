//! The session: what a page is answered, request by request.

#[path = "session/agreement.rs"]
mod agreement;
#[path = "session/alerts.rs"]
mod alerts;
#[path = "session/compare.rs"]
mod compare;
#[path = "session/contents.rs"]
mod contents;
#[path = "session/export.rs"]
mod export;
#[path = "session/frames.rs"]
mod frames;
#[path = "session/handover.rs"]
mod handover;
#[path = "session/hosting.rs"]
mod hosting;
#[path = "session/kinds.rs"]
mod kinds;
#[path = "session/map.rs"]
mod map;
#[path = "session/numbers.rs"]
mod numbers;
#[path = "session/playbook.rs"]
mod playbook;
#[path = "session/repositories.rs"]
mod repositories;
#[path = "session/terms.rs"]
mod terms;
#[path = "session/testers.rs"]
mod testers;
#[path = "session/today.rs"]
mod today;
#[path = "session/volume.rs"]
mod volume;

use proptest::prelude::*;
use sentry_general::codes;
use sentry_general::projects::{Change, Place};
use sentry_general::session::protocol::{
    self, Choices, Completing, Explore, Filter, Input, Intent, Node, Open, Reply, Request,
    RoutingReport, Row, RowKind, Rows, TreeOptions, TreeReport, View,
};
use sentry_general::session::{
    Command, Explanation, ListingCommand, RoutingCommand, Session, SimulationCommand, SplitCommand,
};
use std::collections::BTreeSet;

const TREE: &str = "README.md\nsrc/app.ts\nsrc/pay/api.ts\nsrc/pay/card.ts\nweb/a b.ts\nweb/ü.ts\n";
const RULES: &str = "src/* #web\nweb/* #web\nsrc/pay/* #pay jo@shop.example\n";

/// A session that has read both texts.
fn session(tree: &str, rules: &str) -> Session {
    let mut session = Session::default();
    send_tree(&mut session, tree, TreeOptions::default());
    send(&mut session, Input::Rules, rules);
    session
}

/// Sends a text as if it were typed.
fn send(session: &mut Session, input: Input, text: &str) -> Vec<Reply> {
    let request = Request::Input { input, revision: 1, kept: false };
    session.handle(request, Some(text.into())).0
}

fn send_tree(
    session: &mut Session,
    tree: &str,
    options: TreeOptions,
) -> (TreeReport, RoutingReport) {
    let (replies, _) = session.handle(Request::Tree { revision: 1, options }, Some(tree.into()));
    match <[Reply; 2]>::try_from(replies) {
        Ok([Reply::Tree(tree), Reply::Routing(routing)]) => (tree, routing),
        other => panic!("a tree is answered by its report and the routing, not {other:?}"),
    }
}

fn rows(session: &mut Session, explore: Explore) -> Rows {
    match session.handle(Request::Explore(explore), None).0.pop() {
        Some(Reply::Rows(rows)) => rows,
        other => panic!("rows were asked for, not {other:?}"),
    }
}

fn explain(session: &mut Session, path: &str) -> Explanation {
    session.explain(path)
}

/// Rows as a person would draw them.
fn draw(rows: &[Row]) -> String {
    let draw = |row: &Row| {
        let sign = match row.kind {
            RowKind::Folder { open: true, .. } => "v ",
            RowKind::Folder { open: false, .. } => "> ",
            RowKind::File { .. } => "",
        };
        format!(
            "{}{sign}{} {}/{}\n",
            "  ".repeat(row.depth.into()),
            row.name,
            row.position,
            row.siblings
        )
    };
    rows.iter().map(draw).collect()
}

#[track_caller]
fn check_rows(explore: Explore, expected: &str) {
    let mut session = session(TREE, RULES);
    let rows = rows(&mut session, Explore { count: 99, ..explore });
    let lines = expected.lines().skip(1);
    let expected: String = lines
        .map(|line| {
            format!(
                "{}
",
                &line[8..]
            )
        })
        .collect();
    assert_eq!(draw(&rows.rows), expected);
    assert_eq!(rows.total as usize, rows.rows.len(), "all rows fit into the window");
}

#[test]
fn closed_folders_come_first_each_with_its_place_among_its_siblings() {
    check_rows(
        Explore::default(),
        "
        > src 1/3
        > web 2/3
        README.md 3/3",
    );
}

#[test]
fn open_folders_show_what_is_in_them() {
    check_rows(
        Explore { open: Open::Only(vec!["src".into(), "not/there".into()]), ..Explore::default() },
        "
        v src 1/3
          > pay 1/2
          app.ts 2/2
        > web 2/3
        README.md 3/3",
    );
    check_rows(
        Explore { open: Open::AllBut(vec!["src/pay".into()]), ..Explore::default() },
        "
        v src 1/3
          > pay 1/2
          app.ts 2/2
        v web 2/3
          a b.ts 1/2
          ü.ts 2/2
        README.md 3/3",
    );
}

#[test]
fn a_search_shows_paths_with_all_its_words_in_any_case() {
    let open = Open::AllBut(Vec::new());
    check_rows(
        Explore { search: "PAY ca".into(), open: open.clone(), ..Explore::default() },
        "
        v src 1/1
          v pay 1/1
            card.ts 1/1",
    );
    check_rows(
        Explore { search: "Ü".into(), open, ..Explore::default() },
        "
        v web 1/1
          ü.ts 1/1",
    );
}

#[test]
fn a_filter_shows_the_files_of_a_team_of_nobody_or_of_a_rule() {
    for (filter, files) in [
        (Filter::All, 6),
        (Filter::Owner("#web".into()), 3),
        (Filter::Owner("#pay".into()), 2),
        (Filter::Owner("#gone".into()), 0),
        (Filter::Nobody, 1),
        (Filter::Rule(Input::Rules, 2), 2),
    ] {
        let mut session = session(TREE, RULES);
        let rows = rows(&mut session, Explore { filter: filter.clone(), ..Explore::default() });
        assert_eq!(rows.files, files, "{filter:?}");
    }
}

#[test]
fn a_window_holds_what_was_asked_for_and_a_revealed_path_is_in_it() {
    let tree: String = (0..500).map(|at| format!("d/f{at:03}\n")).collect();
    let mut session = session(&tree, "* #t\n");
    let open = Open::Only(vec!["d".into()]);
    let explore = Explore { open, from: 100, count: 10, ..Explore::default() };
    let window = rows(&mut session, explore.clone());
    assert_eq!((window.total, window.from, window.rows.len()), (501, 100, 10));
    assert_eq!(window.rows[0].name, "f099");
    let reveal = Explore { reveal: Some("d/f400".into()), ..explore.clone() };
    let window = rows(&mut session, reveal);
    assert_eq!(window.revealed, Some(401));
    assert!(window.rows.iter().any(|row| row.path == "d/f400"));
    let beyond = rows(&mut session, Explore { from: 9_999, ..explore });
    assert_eq!((beyond.from, beyond.rows.len()), (501, 0), "past the end there is nothing");
}

#[test]
fn a_folder_says_who_gets_what_in_it() {
    let mut session = session(TREE, RULES);
    let all = rows(&mut session, Explore { count: 9, ..Explore::default() });
    let RowKind::Folder { files, shares, .. } = &all.rows[0].kind else {
        panic!("src is a folder")
    };
    // Owners are numbered by share: #web has three files, #pay two.
    assert_eq!((*files, shares.as_slice()), (3, [(Some(1), 2), (Some(0), 1)].as_slice()));
    let folder = explain(&mut session, "src");
    assert_eq!(folder.place, sentry_general::session::Place::Folder);
    assert_eq!(folder.shares, [(Some("#pay".into()), 2), (Some("#web".into()), 1)]);
    assert_eq!(
        folder.rules.iter().map(|rule| (rule.line, rule.files)).collect::<Vec<_>>(),
        [(3, 2), (1, 1)]
    );
}

#[test]
fn a_file_says_which_rule_decides_and_which_it_overrides() {
    let mut session = session(TREE, RULES);
    let file = explain(&mut session, "src/pay/api.ts");
    assert_eq!(
        (file.place, file.owner.as_deref()),
        (sentry_general::session::Place::File, Some("#pay"))
    );
    let rules: Vec<_> = file.rules.iter().map(|rule| (rule.line, rule.wins)).collect();
    assert_eq!(rules, [(3, true), (1, false)], "the deciding rule first");
    assert_eq!(file.rules[0].owners, ["#pay", "jo@shop.example"]);
    assert_eq!(explain(&mut session, "README.md").rules, []);
    assert_eq!(explain(&mut session, "no/such").place, sentry_general::session::Place::Missing);
}

/// Sends rules as if they were typed, or loaded; returns the moves in words.
fn send_rules(session: &mut Session, rules: &str, kept: bool) -> Vec<String> {
    let (replies, _) = session
        .handle(Request::Input { input: Input::Rules, revision: 2, kept }, Some(rules.into()));
    moves(replies)
}

fn moves(replies: Vec<Reply>) -> Vec<String> {
    let Some(Reply::Routing(routing)) = replies.into_iter().next_back() else {
        panic!("no routing")
    };
    let name = |owner: Option<String>| owner.unwrap_or("nobody".into());
    let moves = routing.moves.into_iter();
    moves.map(|it| format!("{}: {} -> {}", it.files, name(it.from), name(it.to))).collect()
}

#[test]
fn edits_are_compared_with_the_kept_state_until_it_is_replaced() {
    let mut session = session(TREE, "");
    assert_eq!(send_rules(&mut session, RULES, true), [""; 0], "what is loaded is no edit");
    let edited = "src/* #web\nweb/* #web\nsrc/pay/a* #pay\n* #all\n";
    let expected = ["3: #web -> #all", "2: #pay -> #all", "1: nobody -> #all"];
    assert_eq!(send_rules(&mut session, edited, false), expected);
    let moved = Explore { filter: Filter::Moved, ..Explore::default() };
    assert_eq!(rows(&mut session, moved.clone()).files, 6);
    let reason = explain(&mut session, "src/pay/api.ts");
    assert_eq!(reason.before, Some(Some("#pay".into())), "the file says who had it before");

    let less = "src/* #web\nweb/* #web\nsrc/pay/* #pay\nREADME* #docs\n";
    assert_eq!(
        send_rules(&mut session, less, false),
        ["1: nobody -> #docs"],
        "compared with the kept state, not the last"
    );
    let (replies, _) = session.handle(Request::Keep, None);
    assert_eq!(moves(replies), [""; 0]);
    assert_eq!(send_rules(&mut session, RULES, false), ["1: #docs -> nobody"]);
    assert_eq!(
        send_rules(&mut session, less, false),
        [""; 0],
        "undoing an edit leaves no difference"
    );
    assert_eq!(rows(&mut session, moved).files, 0);
}

#[test]
fn a_new_tree_is_compared_with_the_kept_rules_too() {
    let mut session = session(TREE, "");
    send_rules(&mut session, "* #all\n", true);
    send_rules(&mut session, "* #all\nb* #b\n", false);
    let (_, routing) = send_tree(&mut session, "a/x\nb/x\n", TreeOptions::default());
    let moves: Vec<_> = routing.moves.iter().map(|it| it.files).collect();
    assert_eq!(moves, [1]);
}

#[test]
fn a_rule_that_nearly_matches_says_what_is_in_the_way() {
    let mut session = session(TREE, "src/pay #pay\npay/* #deep\ndocs/* #docs\n");
    let near = explain(&mut session, "src/pay/api.ts").near;
    let near: Vec<_> = near.iter().map(|it| (it.line, it.reason.as_str())).collect();
    let deep = "the path ends as the pattern does, but the pattern is tied to the start: put `**/` in front";
    let folder =
        "the path lies in that folder, but the pattern must match the whole path: end it with `/*`";
    assert_eq!(near, [(2, deep), (1, folder)]);
}

#[test]
fn advice_names_what_rules_hardly_mean_at_its_place() {
    let mut session = session(TREE, "src/pay/* #pay\n* #all\n");
    let Some(Reply::Advice(advice)) = session.handle(Request::Advise, None).0.pop() else {
        panic!("advice was asked for");
    };
    let (problems, _) = advice.about(Input::Rules);
    let codes: Vec<_> = problems.iter().map(|it| (it.line, it.code.as_str())).collect();
    assert!(codes.contains(&(2, "rules/catch-all-below")), "{codes:?}");
}

#[test]
fn every_code_that_is_shown_can_be_looked_up() {
    let mut session = session(TREE, "src/*\t#web\n./* #x\nsrc/pay/* #a #b\n* #all\n");
    let replies = send(&mut session, Input::Rules, "src/*\t#web\n./* #x\n");
    let Some(Reply::Input(report)) = replies.into_iter().next() else { panic!("a report") };
    let Some(Reply::Advice(advice)) = session.handle(Request::Advise, None).0.pop() else {
        panic!("advice")
    };
    let (lints, _) = advice.about(Input::Rules);
    let problems: Vec<_> = report.problems.into_iter().chain(lints.iter().cloned()).collect();
    assert!(problems.len() > 2);
    for problem in &problems {
        let page = codes::find(&problem.code).expect("every code has its page");
        assert!(!page.why.is_empty() && page.bad.text != page.good.text);
    }
    let under = View::Under(Input::Rules);
    let shown = press(&mut session, under, "What is this?", "");
    let [Reply::View(shown)] = &shown[..] else { panic!("the list anew") };
    assert!(words(&shown.body).contains("Mended:"), "the explanation stands under the problem");
    press(&mut session, under, "What is this?", "");
    assert!(!view(&mut session, under).contains("Mended:"), "and goes again");
    // What is wrong with an error stands where the error is, and is drawn by another part.
    send(&mut session, Input::Event, "{\"exception\": ");
    let under = View::Under(Input::Event);
    let before = view(&mut session, under);
    assert!(before.contains("What is this?"), "{before}");
    let shown = press(&mut session, under, "What is this?", "");
    let [Reply::View(shown)] = &shown[..] else { panic!("the list anew") };
    assert_eq!(shown.view, under);
    let after = words(&shown.body);
    assert!(after.contains("Mended:") && after.contains("How the SDK is set up"), "{after}");
}

#[test]
fn a_fix_that_takes_files_from_somebody_says_so_before_it_is_made() {
    // The catch-all below takes everything from #pay, and moving it up gives that back.
    let mut session = session(TREE, "src/pay/* #pay\n* #web\n");
    let under = View::Under(Input::Rules);
    let asked = press(&mut session, under, "Move", "");
    let [Reply::View(shown)] = &asked[..] else { panic!("nothing is made yet: {asked:?}") };
    let said = words(&shown.body);
    assert!(said.contains("This moves 2 files: 2 from #web to #pay."), "{said}");
    assert!(said.contains("Do it"), "{said}");
    press(&mut session, under, "Leave it", "");
    assert!(!view(&mut session, under).contains("This moves"), "and it is gone");
    // What takes nothing from anybody is made at once.
    let mut session = self::session("src/pay/a.ts\nsrc/pay/b.ts\n", "src/pay #pay\n");
    let Some(Reply::View(_)) = session.handle(Request::View(under), None).0.pop() else {
        panic!("a view was asked for")
    };
    let made = press(&mut session, under, "Write", "");
    assert!(matches!(made[..], [Reply::Fix { .. }, Reply::Moves(_)]), "{made:?}");
}

#[test]
fn what_reaches_nobody_is_given_without_taking_from_codeowners() {
    let mut session = session(TREE, "");
    send(&mut session, Input::Codeowners, "/src/ @acme/web\n");
    send(&mut session, Input::People, "@acme/web -> #web\n");
    let made = act(&mut session, RoutingCommand::Give(String::new()), "#ops");
    let [Reply::Fix { fix, .. }] = &made[..] else { panic!("a change was asked for: {made:?}") };
    assert_eq!(fix.edits[0].2, "path:web/* #ops\npath:README.md #ops\n");
    // Of a folder, too, if that is what is wanted.
    let made = act(&mut session, RoutingCommand::Give("web".into()), "#ops\nrest");
    let [Reply::Fix { fix, .. }] = &made[..] else { panic!("a change was asked for: {made:?}") };
    assert_eq!(fix.edits[0].2, "path:web/* #ops\n");
}

#[test]
fn the_rules_of_a_large_folder_are_counted_cut_and_filtered() {
    let tree: String = (0..40).map(|at| format!("src/part{at}/a.ts\n")).collect();
    let rules: String = (0..40).map(|at| format!("src/part{at}/* #t{at}\n")).collect();
    let mut session = session(&tree, &rules);
    let explained = |session: &mut Session, word: &str| {
        let replies = act(session, RoutingCommand::Reasons("src".into()), word);
        let [Reply::Explanation(reason)] = &replies[..] else { panic!("{replies:?}") };
        words(&reason.body)
    };
    let all = explained(&mut session, "");
    assert!(all.contains("src/ holds 40 files:") && all.contains("34 others 34 files"), "{all}");
    assert!(all.contains("40 rules") && all.contains("and 28 rules about 28 files."), "{all}");
    let some = explained(&mut session, "#T3");
    assert!(some.contains("11 of 40 rules") && !some.contains("part21"), "{some}");
}

#[track_caller]
fn check_give(rules: &str, path: &str, owner: &str, expected: Option<&str>) {
    let mut session = session(TREE, rules);
    let command = protocol::encode(&Command::from(RoutingCommand::Give(path.into())));
    let request = Request::Do { command, text: owner.into() };
    let fix = match session.handle(request, None).0.pop() {
        Some(Reply::Fix { input: Input::Rules, fix, .. }) => Some(fix),
        Some(Reply::Say(..)) => None,
        other => panic!("a change was asked for, not {other:?}"),
    };
    let changed = fix.map(|fix| {
        let mut units: Vec<u16> = rules.encode_utf16().collect();
        for (start, end, text) in fix.edits.into_iter().rev() {
            units.splice(start as usize..end as usize, text.encode_utf16());
        }
        String::from_utf16(&units).expect("edits keep to whole characters")
    });
    assert_eq!(changed.as_deref(), expected);
}

#[test]
fn giving_a_path_to_somebody_writes_a_rule_where_it_decides() {
    let rules = "# ü 😀\nsrc/* #web\nweb/* #web\n";
    let expected = "# ü 😀\nsrc/* #web\npath:src/pay/* #pay\nweb/* #web\n";
    check_give(rules, "src/pay", "#pay", Some(expected));
    check_give(
        rules,
        "README.md",
        " Jo@Shop.example ",
        Some(&format!("{rules}path:README.md jo@shop.example\n")),
    );
    check_give(rules, "src/app.ts", "#web", None);
    check_give(rules, "no/such", "#web", None);
    check_give(rules, "", "#rest", Some(&format!("path:* #rest\n{rules}")));
}

#[test]
fn paths_and_owners_are_proposed() {
    let mut session = session(TREE, RULES);
    let mut propose = |kind, prefix: &str| {
        let request = Request::Complete { id: 7, kind, prefix: prefix.into() };
        match session.handle(request, None).0.pop() {
            Some(Reply::Completions { id: 7, items }) => {
                items.into_iter().map(|item| item.label).collect::<Vec<_>>()
            }
            other => panic!("proposals were asked for, not {other:?}"),
        }
    };
    assert_eq!(propose(Completing::Path, ""), ["src/", "web/", "README.md"]);
    assert_eq!(propose(Completing::Path, "SRC/P"), ["src/pay/"]);
    assert_eq!(propose(Completing::Path, "nowhere/"), Vec::<String>::new());
    assert_eq!(propose(Completing::Owner, "#"), ["#web", "#pay"], "those in most rules first");
    assert_eq!(propose(Completing::Owner, "j"), ["jo@shop.example"]);
}

#[test]
fn a_link_brings_back_what_the_session_had() {
    let mut session = session(TREE, RULES);
    let choices = Choices { selected: "src".into(), ..Choices::default() };
    let Some(Reply::Packed { fragment }) =
        session.handle(Request::Pack { choices: choices.clone() }, None).0.pop()
    else {
        panic!("a link was asked for");
    };
    let (replies, tree) = Session::default().handle(Request::Unpack { fragment }, None);
    assert_eq!(tree.as_deref(), Some(TREE));
    let Some(Reply::Unpacked(Ok(unpacked))) = replies.into_iter().next() else {
        panic!("it can be read")
    };
    assert_eq!((unpacked.inputs[0].as_str(), unpacked.choices), (RULES, choices));
}

#[test]
fn globs_narrow_the_tree_and_a_bad_one_is_named() {
    let mut session = Session::default();
    let options = TreeOptions {
        include: "src/**\n\n[".into(),
        exclude: "*.md".into(),
        ..TreeOptions::default()
    };
    let (report, routing) = send_tree(&mut session, TREE, options);
    assert_eq!((report.files, routing.files), (3, 3));
    let said = words(&report.body);
    assert!(said.contains("3 files in"), "{said}");
    assert!(said.contains("`[`") || said.contains("[ "), "the bad glob is named: {said}");
}

#[test]
fn how_a_listing_is_read_is_changed_where_it_is_told() {
    let mut session = session(TREE, RULES);
    let command = protocol::encode(&Command::from(ListingCommand::Exclude));
    let request = Request::Do { command, text: "*.md".into() };
    let (replies, _) = session.handle(request, None);
    let expected = TreeOptions { exclude: "*.md".into(), ..TreeOptions::default() };
    assert_eq!(replies, [Reply::ReadTree(expected)], "the page keeps it and sends the tree anew");
}

#[test]
fn a_text_that_is_no_listing_is_said_to_be_none_and_can_be_read_by_its_column() {
    let text = "mia bakes rye\ntom bakes wheat\nann sells buns\n";
    let mut session = Session::default();
    let (report, _) = send_tree(&mut session, text, TreeOptions::default());
    let said = words(&report.body);
    assert!(said.contains("Format not recognised"), "{said}");
    let command = protocol::encode(&Command::from(ListingCommand::Column));
    let (replies, _) = session.handle(Request::Do { command, text: "3".into() }, None);
    let [Reply::ReadTree(options)] = &replies[..] else { panic!("the tree is read anew") };
    assert_eq!((options.column, options.format.as_deref()), (Some(3), None));
    let (report, _) = send_tree(&mut session, text, options.clone());
    assert_eq!(report.files, 3, "rye, wheat and buns");
    assert!(!words(&report.body).contains("Format not recognised"));
}

proptest! {
    /// The summary, the shares, the rows and the reasons are one answer told four times.
    #[test]
    fn all_views_tell_the_same(
        paths in prop::collection::btree_set("[ab]{1,2}(/[abc]{1,2}){0,3}", 1..30),
        rules in prop::collection::vec(("[ab*]{1,2}(/[abc*]{1,2}){0,2}", "[xyz]"), 0..8),
    ) {
        // A path that is a folder of another can't be a file, too.
        let files: Vec<_> = paths.iter()
            .filter(|path| !paths.iter().any(|other| other.starts_with(&format!("{path}/"))))
            .collect();
        let tree: String = files.iter().map(|path| format!("{path}\n")).collect();
        let rules: String = rules.iter().map(|(pattern, team)| format!("path:{pattern} #{team}\n")).collect();
        let mut session = session(&tree, &rules);
        let options = TreeOptions { format: Some("git-ls-files".into()), ..TreeOptions::default() };
        let (_, summary) = send_tree(&mut session, &tree, options);
        prop_assert_eq!(summary.files as usize, files.len());
        prop_assert_eq!(summary.nobody + summary.owners.iter().map(|it| it.files).sum::<u32>(), summary.files);
        let all = rows(&mut session, Explore { open: Open::AllBut(Vec::new()), count: 9_999, ..Explore::default() });
        for row in &all.rows {
            let reason = explain(&mut session, &row.path);
            match &row.kind {
                RowKind::File { owner, line, .. } => {
                    let name = owner.map(|place| summary.owners[place as usize].owner.clone());
                    prop_assert_eq!(&reason.owner, &name);
                    prop_assert_eq!(reason.rules.first().map(|rule| (rule.input, rule.line)), *line);
                }
                RowKind::Folder { files, .. } => {
                    prop_assert_eq!(reason.shares.iter().map(|share| share.1).sum::<u32>(), *files);
                }
            }
        }
        let count = all.rows.iter().filter(|row| matches!(row.kind, RowKind::File { .. })).count();
        prop_assert_eq!(count, files.len());
    }
}

/// The words of a view, as a person reads them, with blanks between its elements.
/// What is said, with what numbers open.
fn everything(nodes: &[Node]) -> String {
    let of = |node: &Node| format!("{} {}", node.text, everything(&node.children));
    let all = nodes.iter().map(of).collect::<Vec<_>>().join(" ");
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is said, but for what numbers open.
fn words(nodes: &[Node]) -> String {
    let of = |node: &Node| {
        let is_behind =
            node.attributes.contains(&(protocol::Attribute::Class, "behind".to_owned()));
        let children = if is_behind { &node.children[..1] } else { &node.children[..] };
        format!("{} {}", node.text, words(children))
    };
    let all = nodes.iter().map(of).collect::<Vec<_>>().join(" ");
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn view(session: &mut Session, view: View) -> String {
    match session.handle(Request::View(view), None).0.pop() {
        Some(Reply::View(report)) => words(&report.body),
        other => panic!("a view was asked for, not {other:?}"),
    }
}

/// Does what a view lets one do.
fn act(session: &mut Session, command: impl Into<Command>, text: &str) -> Vec<Reply> {
    let command = protocol::encode(&command.into());
    session.handle(Request::Do { command, text: text.into() }, None).0
}

/// Does what the first element with these words does; returns the replies.
fn press(session: &mut Session, view: View, label: &str, text: &str) -> Vec<Reply> {
    fn find(nodes: &[Node], label: &str) -> Option<Intent> {
        let here = |node: &Node| {
            let is_it = words(std::slice::from_ref(node)).starts_with(label);
            node.intent.clone().filter(|_| is_it)
        };
        nodes.iter().find_map(|node| here(node).or_else(|| find(&node.children, label)))
    }
    let Some(Reply::View(report)) = session.handle(Request::View(view), None).0.pop() else {
        panic!("a view was asked for")
    };
    match find(&report.body, label) {
        Some(Intent::Do(command) | Intent::Look(_, command)) => {
            session.handle(Request::Do { command, text: text.into() }, None).0
        }
        other => panic!("`{label}` does {other:?} in {}", words(&report.body)),
    }
}

const CODEOWNERS: &str =
    "* @acme/all\n/src/ @acme/web\n/src/pay/ @acme/pay\n/web/ @acme/web\n/docs/\n";

/// A session with a CODEOWNERS file whose names are known.
fn reviewed(rules: &str) -> Session {
    let mut session = session(TREE, rules);
    send(&mut session, Input::Codeowners, CODEOWNERS);
    let people = "@acme/all -> #all\n@acme/web -> #web\n@acme/pay -> #pay\n";
    send(&mut session, Input::People, people);
    session
}

#[test]
fn a_codeowners_file_routes_beside_the_rules_and_below_them() {
    let mut session = reviewed("src/pay/card* #cards\n");
    let owner = |path: &str| session.explain(path).owner;
    assert_eq!(owner("src/pay/api.ts").as_deref(), Some("#pay"));
    assert_eq!(owner("README.md").as_deref(), Some("#all"));
    assert_eq!(owner("src/pay/card.ts").as_deref(), Some("#cards"), "ownership rules go first");
    let rules = session.explain("src/pay/card.ts").rules;
    let places: Vec<_> = rules.iter().map(|rule| (rule.input, rule.line, rule.wins)).collect();
    let file = Input::Codeowners;
    assert_eq!(
        places,
        [(Input::Rules, 1, true), (file, 3, false), (file, 2, false), (file, 1, false)]
    );
    let filter = Filter::Rule(Input::Codeowners, 3);
    assert_eq!(rows(&mut session, Explore { filter, ..Explore::default() }).files, 1);
}

#[test]
fn each_line_of_a_codeowners_file_says_what_became_of_it() {
    let mut session = session(TREE, "");
    let replies = send(&mut session, Input::Codeowners, CODEOWNERS);
    let [Reply::Input(report), Reply::Routing(routing)] = &replies[..] else {
        panic!("a report and the routing, not {replies:?}")
    };
    assert_eq!(report.holds, "1 rule, 4 lines dropped", "nobody is mapped; `/docs/` names nobody");
    let outcomes: Vec<protocol::LineOutcome> =
        serde_json::from_str(&routing.outcomes[Input::Codeowners as usize]).expect("JSON");
    let texts: Vec<_> = outcomes.iter().map(|it| (it.line, it.text.as_str())).collect();
    assert_eq!(texts[1], (2, "dropped: none of its owners is mapped to Sentry: @acme/web"));
    assert_eq!(texts[4], (5, "matches nothing"));
}

#[test]
fn names_that_are_nobody_are_taken_for_teams_at_one_press() {
    let mut session = session(TREE, "");
    send(&mut session, Input::Codeowners, CODEOWNERS);
    let under = View::Under(Input::Codeowners);
    assert!(view(&mut session, under).contains("3 names are nobody in Sentry yet"));
    let replies = press(&mut session, under, "Map each name to the team of the same name", "");
    let [Reply::Fix { input: Input::People, fix, .. }] = &replies[..] else {
        panic!("a change to the people, not {replies:?}")
    };
    let people = fix.edits[0].2.clone();
    assert_eq!(people, "@acme/all -> #all\n@acme/web -> #web\n@acme/pay -> #pay\n");
    send(&mut session, Input::People, &people);
    assert_eq!(session.explain("web/ü.ts").owner.as_deref(), Some("#web"));
    assert!(!view(&mut session, under).contains("nobody in Sentry"));
}

#[test]
fn review_and_errors_are_compared_file_by_file() {
    let mut session = reviewed("src/pay/* #cards\n");
    let shown = view(&mut session, View::Review);
    assert!(
        shown.starts_with("The errors of 2 files of 6 (33%) go to somebody who does not review"),
        "{shown}"
    );
    assert!(
        shown.contains("reviewed by #pay CODEOWNERS 3 , errors go to #cards line 1 src/pay/"),
        "{shown}"
    );
    let disputed = Explore { filter: Filter::Disputed, ..Explore::default() };
    assert_eq!(rows(&mut session, disputed).files, 2);
    let reviewed = session.explain("src/pay/api.ts").reviewed.expect("there is a CODEOWNERS file");
    assert_eq!(
        (reviewed.by, reviewed.lines, reviewed.agrees),
        (vec!["@acme/pay".into()], vec![3], false)
    );
    assert!(session.explain("web/ü.ts").reviewed.expect("there is").agrees);
}

#[test]
fn both_readings_of_lines_without_owners_can_be_seen() {
    let mut session = session(TREE, "");
    send(&mut session, Input::Codeowners, "* jo@shop.example\n/src/pay/\n");
    assert_eq!(session.explain("src/pay/api.ts").owner, None, "the last match decides");
    assert!(session.explain("src/pay/api.ts").uncertain);
    let under = View::Under(Input::Codeowners);
    assert!(view(&mut session, under).contains("We could not verify"));
    let command = protocol::encode(&Command::from(RoutingCommand::PassOverExclusions));
    let (replies, _) = session.handle(Request::Do { command, text: "true".into() }, None);
    assert!(matches!(&replies[0], Reply::Settings(json) if json.starts_with(b"{")));
    assert_eq!(session.explain("src/pay/api.ts").owner.as_deref(), Some("jo@shop.example"));
}

#[test]
fn mappings_show_the_path_that_errors_carry_and_route_by_it() {
    let mut session = session(TREE, "src/* #repo\napp/* #frame\n");
    send(&mut session, Input::Mappings, "app/ -> src/\n");
    let file = session.explain("src/pay/api.ts");
    assert_eq!(
        (file.frame.as_deref(), file.owner.as_deref()),
        (Some("app/pay/api.ts"), Some("#frame"))
    );
    assert_eq!(session.explain("web/ü.ts").frame, None, "no mapping is about it");
    let open = Open::AllBut(Vec::new());
    let rows = rows(&mut session, Explore { open, count: 9, ..Explore::default() });
    let frames: Vec<_> = rows
        .rows
        .iter()
        .filter_map(|row| match &row.kind {
            RowKind::File { frame, .. } => frame.as_deref(),
            RowKind::Folder { .. } => None,
        })
        .collect();
    assert_eq!(frames, ["app/pay/api.ts", "app/pay/card.ts", "app/app.ts"]);
}

#[test]
fn owners_who_are_not_among_the_teams_are_refused() {
    let mut session = session(TREE, RULES);
    let replies = send(&mut session, Input::People, "#web\n#pay no access\n");
    assert!(matches!(replies[0], Reply::Input(protocol::InputReport { input: Input::People, .. })));
    let rules = replies.iter().find_map(|reply| match reply {
        Reply::Input(report) if report.input == Input::Rules => Some(report),
        _ => None,
    });
    let rules = rules.expect("the rules are judged anew");
    assert_eq!(rules.consequence, "Sentry would refuse to save them");
    let codes: Vec<_> = rules.problems.iter().map(|it| it.code.as_str()).collect();
    assert!(codes.contains(&"rules/owner-without-access"), "{codes:?}");
}

#[test]
fn coverage_goes_from_folder_to_folder_and_names_the_gaps() {
    let mut session = session(TREE, RULES);
    let all = view(&mut session, View::Coverage);
    assert!(all.starts_with("5 of 6 files have an owner ; 1 is matched by no rule ."), "{all}");
    assert!(all.contains("src 3 #pay #web web 2 #web"), "{all}");
    assert!(all.contains("What reaches nobody files at the top 1 file"), "{all}");
    press(&mut session, View::Coverage, "src", "");
    let src = view(&mut session, View::Coverage);
    assert!(src.contains("All src Folder"), "{src}");
    assert!(src.contains("pay 2 #pay"), "{src}");
    assert!(src.contains("#pay gets 2 files that rules of #web match, too"), "{src}");
}

const TRACE: &str = "Traceback (most recent call last):
  File \"/app/src/run.py\", line 3, in <module>
    main()
  File \"/app/src/pay/card.py\", line 12, in charge
    raise ValueError(\"no card\")
  File \"/usr/lib/python3.11/site-packages/requests/api.py\", line 59, in get
    return request()
ValueError: no card
";

/// A session with a Python tree and an error.
fn failing(rules: &str) -> Session {
    let mut session = session("src/run.py\nsrc/pay/card.py\nsrc/pay/api.py\n", rules);
    send(&mut session, Input::Event, TRACE);
    session
}

#[test]
fn an_error_says_who_is_assigned_and_who_is_told() {
    let mut session = failing("*/run.py #web\n*/pay/* #pay #risk\n");
    let shown = view(&mut session, View::Simulate);
    let lead = "ValueError: no card is assigned to #pay because line 2 decides. An alert to issue \
                owners goes to #risk , the last owner listed , and to #pay , who has the issue .";
    assert!(shown.starts_with(lead), "{shown}");
    assert!(shown.contains("src/pay/card.py"), "its frame is found in the tree: {shown}");
    assert!(shown.contains("2 rules match"), "{shown}");
}

#[test]
fn each_setting_of_the_simulation_shows_its_effect_at_once() {
    let mut session = failing("*/pay/* #pay\n");
    let mut choose = |command: Command, text: &str| {
        let command = protocol::encode(&command);
        let (replies, _) = session.handle(Request::Do { command, text: text.into() }, None);
        match &replies[..] {
            [Reply::Settings(_), Reply::View(report)] => words(&report.body),
            other => panic!("the choice is kept and shown, not {other:?}"),
        }
    };
    let shown = choose(SimulationCommand::Assignment.into(), "off");
    assert!(shown.contains("is assigned to nobody, though line 1 matches"), "{shown}");
    choose(SimulationCommand::Assignment.into(), "suspect-commits");
    let shown = choose(SimulationCommand::Suspects.into(), "jo@shop.example");
    assert!(
        shown.contains("is assigned to jo@shop.example , the author of the suspect commit"),
        "{shown}"
    );
    let shown = choose(SimulationCommand::Alert.into(), "#on-call");
    assert!(shown.contains("An alert that is sent to #on-call reaches them"), "{shown}");
}

#[test]
fn frames_made_foreign_by_hand_do_not_count_for_codeowners() {
    let mut session = failing("");
    send(&mut session, Input::Codeowners, "card.py jo@shop.example\n");
    assert!(view(&mut session, View::Simulate).contains("assigned to jo@shop.example"));
    let command = protocol::encode(&Command::from(SimulationCommand::InApp(0, 1)));
    session.handle(Request::Do { command, text: "false".into() }, None);
    let shown = view(&mut session, View::Simulate);
    assert!(shown.contains("belongs to nobody: no rule matches it"), "{shown}");
    assert!(shown.contains("1 rule nearly matches"), "and why is said: {shown}");
    let command = protocol::encode(&Command::from(SimulationCommand::WithCodeowners));
    session.handle(Request::Do { command, text: "false".into() }, None);
    assert!(!view(&mut session, View::Simulate).contains("nearly matches"), "it does not count");
}

#[test]
fn another_error_forgets_what_was_chosen_about_the_last() {
    let mut session = failing("*/pay/* #pay\n");
    let command = protocol::encode(&Command::from(SimulationCommand::InApp(0, 1)));
    session.handle(Request::Do { command, text: "false".into() }, None);
    let replies = send(&mut session, Input::Event, &TRACE.replace("no card", "bad card"));
    let kept = replies.iter().find_map(|reply| match reply {
        Reply::Settings(json) => Some(String::from_utf8_lossy(json).into_owned()),
        _ => None,
    });
    assert!(kept.expect("settings").contains("\"switched\":[]"));
}

#[test]
fn the_frames_of_a_rule_light_up_and_the_rules_of_the_error_too() {
    let mut session = failing("*/run.py #web\n*/pay/* #pay\n");
    let lit =
        |session: &mut Session| match session.handle(Request::View(View::Simulate), None).0.pop() {
            Some(Reply::View(report)) => (classes(&report.body, "lit"), report.marks),
            other => panic!("a view was asked for, not {other:?}"),
        };
    let (rows, marks) = lit(&mut session);
    assert_eq!(rows.len(), 1);
    assert!(rows[0].contains("card.py"), "those of the deciding rule: {rows:?}");
    let marks: Vec<_> = marks.iter().map(|mark| (mark.line, mark.wins)).collect();
    assert_eq!(marks, [(2, true), (1, false)]);
    let command = protocol::encode(&Command::from(SimulationCommand::Light(Input::Rules, 1)));
    session.handle(Request::Do { command, text: String::new() }, None);
    assert!(lit(&mut session).0[0].contains("run.py"), "then those of the chosen one");
}

/// The words of all elements of a class.
fn classes(nodes: &[Node], class: &str) -> Vec<String> {
    let mut found = Vec::new();
    for node in nodes {
        let attributes = node.attributes.iter();
        let classes = attributes.filter(|it| it.0 == protocol::Attribute::Class);
        if classes.into_iter().any(|it| it.1.split(' ').any(|it| it == class)) {
            found.push(words(std::slice::from_ref(node)));
        }
        found.extend(classes_below(node, class));
    }
    found
}

fn classes_below(node: &Node, class: &str) -> Vec<String> {
    classes(&node.children, class)
}

#[test]
fn many_errors_give_the_load_by_team_and_what_an_edit_moves() {
    let mut session = failing("");
    send_rules(&mut session, "*/run.py #web\n*/pay/* #pay\n", true);
    let table = "title,stack.filename,count()\nKeyError,src/pay/api.py,70\nIndexError,src/run.py,14\nOSError,lib/x.py,7\n";
    send(&mut session, Input::Event, table);
    let shown = view(&mut session, View::Simulate);
    assert!(shown.starts_with("84 of 91 errors reach somebody ; 7 reach nobody ."), "{shown}");
    // Each number opens what it counts.
    let load = "Who In proportion Errors a week #pay 70 KeyError 70 #web 14 IndexError 14 nobody 7 OSError 7";
    let opened = everything(&numbers::body(&mut session, View::Simulate));
    assert!(opened.contains(load), "{opened}");
    send_rules(&mut session, "*/run.py #web\n*/pay/* #risk\n", false);
    let shown = view(&mut session, View::Simulate);
    assert!(shown.contains("Your edits move 70 ."), "{shown}");
    assert!(shown.contains("70 from #pay to #risk : KeyError"), "{shown}");
    let command = protocol::encode(&Command::from(SimulationCommand::Days));
    session.handle(Request::Do { command, text: "1".into() }, None);
    let opened = everything(&numbers::body(&mut session, View::Simulate));
    assert!(opened.contains("#risk 0 490 KeyError 70"), "a day's errors times seven: {opened}");
    let one = press(&mut session, View::Simulate, "IndexError", "");
    let Some(Reply::View(one)) = one.into_iter().next_back() else { panic!("that error alone") };
    assert!(words(&one.body).contains("IndexError is assigned to #web"));
}

#[test]
fn of_several_files_that_fit_a_frame_one_is_chosen() {
    let mut session = session("web/src/charge.ts\nadmin/src/charge.ts\n", "");
    send(&mut session, Input::Event, "Error: no\n    at charge (/app/src/charge.ts:3:9)\n");
    let shown = view(&mut session, View::Simulate);
    assert!(shown.contains("2 files fit web/src/charge.ts admin/src/charge.ts"), "{shown}");
    assert!(!shown.contains("Code mappings that follow"), "{shown}");
    let command = protocol::encode(&Command::from(SimulationCommand::Place(0, 0)));
    session.handle(Request::Do { command, text: "web/src/charge.ts".into() }, None);
    let shown = view(&mut session, View::Simulate);
    assert!(shown.contains("/app/ → web/ leads 1 frame to its file Add"), "{shown}");
}

#[test]
fn errors_are_invented_until_there_are_real_ones_and_say_so() {
    let mut session = session("web/api/cart.py\nweb/lib/money.py\n", "*/api/* #web\n");
    press(&mut session, View::Simulate, "Invent some from the tree", "");
    let shown = view(&mut session, View::Simulate);
    assert!(shown.starts_with("Invented from the names in the tree"), "{shown}");
    assert!(shown.contains("Of 200 errors all together 1. Invented: "), "{shown}");
    send_tree(&mut session, "cmd/main.go\n", TreeOptions::default());
    assert!(!view(&mut session, View::Simulate).contains("cart"), "another tree has other errors");
    send(&mut session, Input::Event, TRACE);
    let shown = view(&mut session, View::Simulate);
    assert!(!shown.contains("Invented") && shown.contains("ValueError: no card"), "{shown}");
}

const REPOSITORY: &str = "web/next.config.js\nweb/package.json\nweb/pages/index.tsx\napi/manage.py\napi/requirements.txt\napi/shop/views.py\ndocs/index.md\n";

#[test]
fn the_split_is_proposed_with_its_reasons_and_changed_by_hand() {
    let mut session = session(REPOSITORY, "web/* #web\napi/* #api\n");
    let shown = view(&mut session, View::Projects);
    assert!(
        shown.starts_with("2 projects for 6 of 7 files ; the rest reports no errors of its own"),
        "{shown}"
    );
    assert!(shown.contains("api python-django in api/ , 3 files"), "{shown}");
    assert!(
        shown.contains("Checked: with these rules, the frames that Python sends for 2 files reach the same team as with all rules of the repository."),
        "{shown}"
    );
    press(&mut session, View::Projects, "No project", "");
    let shown = view(&mut session, View::Projects);
    assert!(shown.starts_with("1 project for") && shown.contains("1 change of yours"), "{shown}");
    press(&mut session, View::Projects, "Undo the last", "");
    assert!(view(&mut session, View::Projects).starts_with("2 projects for"));
}

#[test]
fn a_repository_without_a_project_says_why_and_asks_whether_it_is_so() {
    let samples: String = (1..=20)
        .map(|at| format!("app{at}/README.md\napp{at}/next.config.js\napp{at}/pages/index.tsx\n"))
        .collect();
    let mut samples = session(&samples, "");
    let shown = view(&mut samples, View::Projects);
    assert!(shown.starts_with("No project. 20 folders look like applications,"), "{shown}");
    assert!(shown.contains("Is this a collection of samples"), "{shown}");
    press(&mut samples, View::Projects, "No", "");
    assert!(view(&mut samples, View::Projects).starts_with("20 projects for"));
    let mut bare = session("README.md\ndocs/index.md\n", "");
    let shown = view(&mut bare, View::Projects);
    assert!(shown.starts_with("No project. There is no code to run:"), "{shown}");
}

#[test]
fn what_is_typed_changes_the_split_and_what_can_not_be_is_said() {
    let mut session = session(REPOSITORY, "");
    let mut change = |command: Command, text: &str| {
        let command = protocol::encode(&command);
        session.handle(Request::Do { command, text: text.into() }, None);
        view(&mut session, View::Projects)
    };
    let api = Place::at("api");
    let shown = change(SplitCommand::Rename(api.clone()).into(), "Shop API");
    assert!(shown.contains("shop-api python-django"), "{shown}");
    assert!(
        change(SplitCommand::Retype(api.clone()).into(), "python-flask")
            .contains("shop-api python-flask")
    );
    assert!(change(SplitCommand::SplitFolder.into(), "api/shop/").starts_with("3 projects"));
    let shown = change(SplitCommand::SplitFolder.into(), "no/such");
    assert!(
        shown.contains("The tree has no folder no/such , so this change does nothing"),
        "{shown}"
    );
    let shown = change(SplitCommand::MergeInto(api.clone()).into(), "2");
    assert!(shown.starts_with("3 projects"), "what that moves is said first: {shown}");
    assert!(
        shown.contains("This moves 2 files from shop-api to web , along with the errors in them"),
        "{shown}"
    );
    let merge = Change::Merge { from: api, into: Place::at("web") };
    assert!(change(SplitCommand::Change(vec![merge]).into(), "").starts_with("2 projects"));
    assert!(
        change(SplitCommand::ResetChanges.into(), "").starts_with("2 projects for 6 of 7 files")
    );
}

#[test]
fn a_folder_put_on_a_project_joins_it_and_so_does_a_project() {
    let tree = format!("{REPOSITORY}packages/ui/package.json\npackages/ui/index.ts\n");
    let mut session = session(&tree, "");
    let mut change = |command: Command, text: &str| {
        let command = protocol::encode(&command);
        session.handle(Request::Do { command, text: text.into() }, None);
        view(&mut session, View::Projects)
    };
    let web = Place::at("web");
    let shown = change(SplitCommand::MoveTo(web.clone()).into(), "packages/ui/");
    assert!(
        shown.contains("web javascript-nextjs in web/ , 5 files"),
        "its files go along: {shown}"
    );
    let shown = change(SplitCommand::MoveTo(web.clone()).into(), "api");
    assert!(shown.contains("This moves 3 files from api to web"), "it is asked about: {shown}");
    let merge = Change::Merge { from: Place::at("api"), into: web.clone() };
    let shown = change(SplitCommand::Change(vec![merge]).into(), "");
    assert!(
        shown.starts_with("1 project for 8 of 9 files"),
        "a project's folder is all of it: {shown}"
    );
    let shown = change(SplitCommand::MoveTo(web).into(), "web");
    assert!(shown.contains("2 changes of yours"), "on itself it changes nothing: {shown}");
    let shown = change(SplitCommand::UndoChange.into(), "");
    assert!(shown.contains("api python-django in api/ , 3 files"), "it is undone: {shown}");
}

#[test]
fn a_file_is_shown_as_sentry_sees_it_and_what_differs_is_said() {
    let mut session = session(REPOSITORY, "web/* #web\napi/shop/* #shop\n*shop/views* #views\n");
    let path = "api/shop/views.py";
    let explained = |replies: Vec<Reply>| match replies.into_iter().next_back() {
        Some(Reply::Explanation(it)) => words(&it.body),
        other => panic!("{other:?}"),
    };
    let plain = explained(session.handle(Request::Explain { path: path.into() }, None).0);
    assert!(!plain.contains("as Sentry sees them"), "one switch serves all: {plain}");
    assert!(!plain.contains("In the project"), "{plain}");
    let command = protocol::encode(&Command::from(SplitCommand::ShowPaths("frames".into())));
    session.handle(Request::Do { command, text: String::new() }, None);
    let seen = explained(session.handle(Request::Explain { path: path.into() }, None).0);
    assert!(seen.contains("In the project api its frames read /app/shop/views.py"), "{seen}");
    assert!(seen.contains("and reach #views by"), "{seen}");
    assert!(seen.contains(": the same as above."), "{seen}");
    let file = Request::Explain { path: "docs/index.md".into() };
    let none = explained(session.handle(file, None).0);
    assert!(none.contains("It is in no project"), "{none}");
}

#[test]
fn rules_of_projects_are_shown_in_either_paths_and_leave_in_those_of_frames() {
    let mut session = session(REPOSITORY, "web/* #web\napi/* #api\napi/shop/* #shop\n");
    let shown = view(&mut session, View::Projects);
    assert!(shown.contains("in the paths that frames of Python carry: path:* #"), "{shown}");
    let command = protocol::encode(&Command::from(SplitCommand::Paths));
    session.handle(Request::Do { command, text: "repository".into() }, None);
    let shown = view(&mut session, View::Projects);
    assert!(shown.contains("Sentry does not see these"), "{shown}");
    assert!(shown.contains("api/* #api api/shop/* #shop Copy Save"), "{shown}");
    let Some(Reply::View(report)) =
        session.handle(Request::View(View::Projects), None).0.into_iter().next()
    else {
        panic!("a view")
    };
    let drawn = format!("{:?}", report.body);
    assert!(!drawn.contains("Copy(\"api/* #api"), "what is copied is what Sentry understands");
}

#[test]
fn what_becomes_of_codeowners_is_chosen_with_what_each_way_loses() {
    let mut session = session(REPOSITORY, "path:* #all\n");
    send(&mut session, Input::People, "#api @acme/api\n");
    send(&mut session, Input::Codeowners, "/api/ @acme/api\n");
    let shown = view(&mut session, View::Projects);
    assert!(shown.contains("Imported, the file stays in step with the repository"), "{shown}");
    assert!(shown.contains("path:* #all outranks every line of CODEOWNERS"), "{shown}");
    let command = protocol::encode(&Command::from(SplitCommand::CodeownersAs));
    session.handle(Request::Do { command, text: "transcribed".into() }, None);
    let shown = view(&mut session, View::Projects);
    assert!(shown.contains("As rules, its lines match wherever the code was built"), "{shown}");
    assert!(!shown.contains("outranks every line of CODEOWNERS"), "{shown}");
}

/// What a text is taken for; nothing: a listing.
#[track_caller]
fn check_recognised(text: &str, expected: Option<Input>) {
    let replies = Session::default().handle(Request::Recognise { start: text.into() }, None).0;
    assert!(
        matches!(&replies[..], [Reply::Recognised(found)] if *found == expected),
        "{replies:?} for {text}"
    );
}

#[test]
fn a_pasted_text_is_known_by_what_it_says() {
    let listings = [
        "src/a.ts\nsrc/b.ts\n",
        "README.md",
        ".\n├── src\n│   └── a.ts\n└── README.md\n",
        "total 8\n-rw-r--r-- 1 jo jo  120 Jan  1 10:00 a.ts\n-rw-r--r-- 1 jo jo  120 Jan  1 10:00 b.ts\n",
        "{\"sha\":\"0a\",\"tree\":[{\"path\":\"src/a.ts\",\"type\":\"blob\"}],\"truncated\":false}",
        "packages/@acme/ui/index.ts\npackages/@acme/ui/button.ts\n",
        "# notes\n",
        "",
    ];
    for text in listings {
        check_recognised(text, None);
    }
    let rules = [
        "src/pay/* #payments\n*.css #web\n",
        "# who\npath:src/* jo@shop.example\nurl:*checkout* pay@shop.example\n",
        "tags.server:web-* #ops\n",
    ];
    for text in rules {
        check_recognised(text, Some(Input::Rules));
    }
    let files = [
        "* @acme/all\n/src/ @acme/web # all of it\n/docs/\n",
        "# comment\n[Section][2] @acme/web\n/src/\n^[Optional]\n*.md @jo\n",
        "*.js jo@shop.example\n",
    ];
    for text in files {
        check_recognised(text, Some(Input::Codeowners));
    }
    let errors = [
        "Traceback (most recent call last):\n  File \"/app/src/pay.py\", line 3, in pay\n    raise ValueError(1)\nValueError: 1\n",
        "TypeError: x is undefined\n    at pay (/app/src/pay.js:3:7)\n    at main (/app/src/index.js:9:1)\n",
        "{\"event_id\":\"0123\",\"exception\":{\"values\":[]}}",
        "title,stack.filename,count()\nKeyError,src/a.py,70\n",
    ];
    for text in errors {
        check_recognised(text, Some(Input::Event));
    }
}

#[test]
fn each_view_says_what_it_does_not_model() {
    let mut session = session(TREE, "src/pay/* #pay\n");
    let title = "What this does not model";
    let mut said = BTreeSet::new();
    for view in [
        View::Coverage,
        View::Review,
        View::Simulate,
        View::Projects,
        View::Compare,
        View::Playbook,
        View::Export,
    ] {
        let shown = self::view(&mut session, view);
        let (_, limits) = shown.split_once(title).unwrap_or_else(|| panic!("{view:?}: {shown}"));
        assert!(said.insert(limits.to_owned()), "{view:?} says what another says");
    }
    let asked = Request::Explain { path: "src/pay/api.ts".into() };
    let Some(Reply::Explanation(reason)) = session.handle(asked, None).0.pop() else {
        panic!("a reason was asked for")
    };
    assert!(words(&reason.body).contains(title));
}
