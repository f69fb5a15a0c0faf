//! The session: what a page is answered, request by request.

use proptest::prelude::*;
use sentry_general::session::Session;
use sentry_general::session::protocol::{
    Choices, Completing, Explanation, Explore, Filter, Open, Place, Reply, Request, RoutingReport,
    Row, RowKind, Rows, TreeOptions, TreeReport,
};

const TREE: &str = "README.md\nsrc/app.ts\nsrc/pay/api.ts\nsrc/pay/card.ts\nweb/a b.ts\nweb/ü.ts\n";
const RULES: &str = "src/* #web\nweb/* #web\nsrc/pay/* #pay jo@shop.example\n";

/// A session that has read both texts.
fn session(tree: &str, rules: &str) -> Session {
    let mut session = Session::default();
    send_tree(&mut session, tree, TreeOptions::default());
    session.handle(Request::Rules { revision: 1, kept: false }, Some(rules.into()));
    session
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
    match session.handle(Request::Explain { path: path.into() }, None).0.pop() {
        Some(Reply::Explanation(explanation)) => explanation,
        other => panic!("a reason was asked for, not {other:?}"),
    }
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
        (Filter::Rule(2), 2),
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
    assert_eq!(folder.place, Place::Folder);
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
    assert_eq!((file.place, file.owner.as_deref()), (Place::File, Some("#pay")));
    let rules: Vec<_> = file.rules.iter().map(|rule| (rule.line, rule.wins)).collect();
    assert_eq!(rules, [(3, true), (1, false)], "the deciding rule first");
    assert_eq!(file.rules[0].owners, ["#pay", "jo@shop.example"]);
    assert_eq!(explain(&mut session, "README.md").rules, []);
    assert_eq!(explain(&mut session, "no/such").place, Place::Missing);
}

/// Sends rules as if they were typed, or loaded; returns the moves in words.
fn send_rules(session: &mut Session, rules: &str, kept: bool) -> Vec<String> {
    let (replies, _) = session.handle(Request::Rules { revision: 2, kept }, Some(rules.into()));
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
    let near: Vec<_> = near.iter().map(|it| (it.line, it.reason.contains("is missing"))).collect();
    assert_eq!(near, [(2, true), (1, true)]);
}

#[test]
fn advice_names_what_rules_hardly_mean_at_its_place() {
    let mut session = session(TREE, "src/pay/* #pay\n* #all\n");
    let Some(Reply::Advice(advice)) = session.handle(Request::Advise, None).0.pop() else {
        panic!("advice was asked for");
    };
    let codes: Vec<_> = advice.problems.iter().map(|it| (it.line, it.code.as_str())).collect();
    assert!(codes.contains(&(2, "rules/catch-all-below")), "{codes:?}");
}

#[test]
fn every_code_that_is_shown_can_be_looked_up() {
    let mut session = session(TREE, "src/*\t#web\n./* #x\nsrc/pay/* #a #b\n* #all\n");
    let (replies, _) = session
        .handle(Request::Rules { revision: 2, kept: false }, Some("src/*\t#web\n./* #x\n".into()));
    let Some(Reply::Rules(report)) = replies.into_iter().next() else { panic!("a report") };
    let Some(Reply::Advice(advice)) = session.handle(Request::Advise, None).0.pop() else {
        panic!("advice")
    };
    let problems: Vec<_> = report.problems.into_iter().chain(advice.problems).collect();
    assert!(problems.len() > 2);
    for problem in problems {
        let (replies, _) = session.handle(Request::Code { code: problem.code.clone() }, None);
        let [Reply::Code(Some(page))] = &replies[..] else {
            panic!("no page for {}", problem.code)
        };
        assert_eq!(page.code, problem.code);
        assert!(!page.why.is_empty() && page.bad != page.good);
    }
    assert_eq!(
        session.handle(Request::Code { code: "no/such".into() }, None).0,
        [Reply::Code(None)]
    );
}

#[track_caller]
fn check_give(rules: &str, path: &str, owner: &str, expected: Option<&str>) {
    let mut session = session(TREE, rules);
    let request = Request::Give { path: path.into(), owner: owner.into() };
    let Some(Reply::Fix { fix, .. }) = session.handle(request, None).0.pop() else {
        panic!("a change was asked for");
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
    assert_eq!((unpacked.rules.as_str(), unpacked.choices), (RULES, choices));
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
    assert!(
        report.problems.iter().any(|problem| problem.code == "tree/bad-glob"),
        "{:?}",
        report.problems
    );
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
                RowKind::File { owner, line } => {
                    let name = owner.map(|place| summary.owners[place as usize].owner.clone());
                    prop_assert_eq!(&reason.owner, &name);
                    prop_assert_eq!(reason.rules.first().map(|rule| rule.line), *line);
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
