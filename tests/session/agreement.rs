//! The page and the JavaScript interface say the same about the same texts.

use super::{TRACE, act, classes, send, send_tree, session, view, words};
use sentry_general::api::{self, CompareRequest, RouteRequest, TreeInput};
use sentry_general::session::protocol::{
    Input, Node, ProblemReport, Reply, Request, TreeOptions, View,
};
use sentry_general::session::{PlaybookCommand, Session};
use serde::Serialize;
use serde_json::{Value, json};

/// The texts of one page.
struct Texts {
    tree: &'static str,
    rules: &'static str,
    codeowners: &'static str,
    people: &'static str,
    /// Code mappings as they are typed, and the same for the interface.
    mappings: (&'static str, &'static [(&'static str, &'static str)]),
}

/// Texts with something to say about each of them.
const TEXTS: [Texts; 4] = [
    Texts {
        tree: "README.md\ndocs/a.md\nsrc/app.ts\nsrc/pay/api.ts\nsrc/pay/card.ts\nweb/a b.ts\nweb/ü.ts\n",
        rules: "src/* #web\nweb/* #web\nsrc/pay/* #pay jo@shop.example\nsrc/pay #pay\n* #all\n",
        codeowners: "* @acme/all\n/src/ @acme/web\n/src/pay/ @acme/pay @acme/nobody\n/docs/\n",
        people: "@acme/all -> #all\n@acme/web -> #web\n@acme/pay -> #pay\n",
        mappings: ("", &[]),
    },
    // A slash at the end, of which the tree knows better what was meant.
    Texts {
        tree: "src/pay/api.ts\nsrc/web/page.ts\n",
        rules: "src/pay/ #pay\n./src/web/* #web\nsrc/web/* #we\n",
        codeowners: "",
        people: "#web\n#Pay\n#ops no access\n",
        mappings: ("", &[]),
    },
    // Frames carry another path, and one mapping is about nothing.
    Texts {
        tree: "src/app.ts\nsrc/pay/api.ts\nlib/x.ts\n",
        rules: "app/* #web\napp/pay/* #pay\nsrc/* #repository\n",
        codeowners: "*.ts @acme/web\n/lib/x.ts\n",
        people: "@acme/web -> #web\n",
        mappings: ("app/ -> src/\ngone/ -> nowhere/\n", &[("app/", "src/"), ("gone/", "nowhere/")]),
    },
    // Sections and slashes of GitLab.
    Texts {
        tree: "a/x.go\na/y.go\nb/z.go\n",
        rules: "a/* #a\n",
        codeowners: "[Section]\na @acme/a\n/b/ @acme/b\n",
        people: "@acme/a -> #a\n",
        mappings: ("", &[]),
    },
];

impl Texts {
    fn page(&self) -> Session {
        let mut session = Session::default();
        send(&mut session, Input::People, self.people);
        send(&mut session, Input::Mappings, self.mappings.0);
        send(&mut session, Input::Codeowners, self.codeowners);
        send(&mut session, Input::Rules, self.rules);
        send_tree(&mut session, self.tree, TreeOptions::default());
        session
    }

    fn tree(&self) -> TreeInput {
        TreeInput::Listing(self.tree.to_owned())
    }

    fn owners(&self) -> Value {
        let names = self.people.lines().filter_map(|line| line.split_once(" -> "));
        names
            .map(|(name, owner)| (name.to_owned(), json!(owner)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    }

    fn request(&self) -> RouteRequest {
        let mapping =
            |(stack, source): &(&str, &str)| json!({"stackRoot": stack, "sourceRoot": source});
        let mappings: Vec<Value> = self.mappings.1.iter().map(mapping).collect();
        let mut request = json!({ "rules": self.rules, "mappings": mappings });
        if !self.codeowners.is_empty() {
            let dialect = if self.codeowners.starts_with('[') { "gitlab" } else { "github" };
            request["codeowners"] = json!({
                "text": self.codeowners,
                "dialect": dialect,
                "owners": self.owners(),
                "mapping": mappings.first(),
            });
        }
        serde_json::from_value(request).expect("a sound request")
    }
}

fn plain(value: impl Serialize) -> Value {
    // As text, as it reaches JavaScript: numbers are those of JSON then.
    let text = serde_json::to_string(&value).expect("plain values");
    serde_json::from_str(&text).expect("JSON")
}

fn body(session: &mut Session, view: View) -> Vec<Node> {
    match session.handle(Request::View(view), None).0.pop() {
        Some(Reply::View(report)) => report.body,
        other => panic!("a view was asked for, not {other:?}"),
    }
}

/// The cells of all rows of the tables of a class.
fn cells(nodes: &[Node], class: &str) -> Vec<Vec<String>> {
    fn find<'n>(nodes: &'n [Node], wanted: &dyn Fn(&Node) -> bool, found: &mut Vec<&'n Node>) {
        for node in nodes {
            if wanted(node) {
                found.push(node);
            }
            find(&node.children, wanted, found);
        }
    }
    let mut tables = Vec::new();
    let is_it = |node: &Node| node.tag == "table" && node.attributes.iter().any(|it| it.1 == class);
    find(nodes, &is_it, &mut tables);
    let mut rows = Vec::new();
    for table in tables {
        find(&table.children, &|node: &Node| node.tag == "tr", &mut rows);
    }
    let cell = |node: &Node| words(std::slice::from_ref(node));
    let rows = rows.into_iter().filter(|row| row.children.iter().all(|it| it.tag == "td"));
    rows.map(|row| row.children.iter().map(cell).collect()).collect()
}

/// The number that a text begins with.
fn number(text: &str) -> u64 {
    text.split(' ').next().and_then(|word| word.parse().ok()).unwrap_or_default()
}

#[test]
fn advice_is_the_same_for_the_page_and_for_javascript() {
    let on_page = |it: &ProblemReport| {
        let fix = it.fix.as_ref().map(|fix| json!([fix.title, fix.edits]));
        let line = Some(it.line).filter(|&line| line > 0);
        let severity = ["error", "warning", "info"][usize::from(it.severity)];
        json!([it.code, severity, it.message, it.hint, it.sentry, line, fix])
    };
    let in_javascript = |it: &Value| {
        let edit = |it: &Value| json!([it["start"], it["end"], it["text"]]);
        let edits = |fix: &Value| {
            fix["edits"].as_array().into_iter().flatten().map(edit).collect::<Vec<_>>()
        };
        let fix = it.get("fix").map(|fix| json!([fix["title"], edits(fix)]));
        json!([
            it["code"],
            it["severity"],
            it["message"],
            it["hint"],
            it["sentry"],
            it["line"],
            fix
        ])
    };
    let mut all = Vec::new();
    for texts in &TEXTS {
        let mut session = texts.page();
        let Some(Reply::Advice(shown)) = session.handle(Request::Advise, None).0.pop() else {
            panic!("advice was asked for")
        };
        let given = plain(api::advise_rules(
            &texts.tree(),
            Some(texts.people),
            Some("this project"),
            texts.request(),
        ));
        for (input, field) in [
            (Input::Rules, "rules"),
            (Input::Codeowners, "codeowners"),
            (Input::People, "people"),
            (Input::Mappings, "mappings"),
        ] {
            let (problems, count) = shown.about(input);
            let given = given[field].as_array().expect("a list");
            let shown: Vec<Value> = problems.iter().map(on_page).collect();
            assert_eq!(count as usize, given.len(), "{field} of {}", texts.rules);
            assert_eq!(
                shown,
                given.iter().map(in_javascript).collect::<Vec<_>>(),
                "{field} of {}",
                texts.rules
            );
            let listed = classes(&body(&mut session, View::Under(input)), "problem").len();
            assert_eq!(listed, given.len(), "what stands under {field} of {}", texts.rules);
            all.extend(problems.iter().map(|it| it.code.clone()));
        }
    }
    for code in [
        "rules/trailing-slash",
        "rules/matches-nothing",
        "rules/unknown-owner",
        "people/team-slug",
        "mappings/matches-nothing",
    ] {
        assert!(all.iter().any(|it| it == code), "{code} is among what is compared: {all:?}");
    }
}

#[test]
fn coverage_is_the_same_for_the_page_and_for_javascript() {
    for texts in &TEXTS {
        let mut session = texts.page();
        let shown = body(&mut session, View::Coverage);
        let given = plain(api::coverage(&texts.tree(), None, texts.request()).expect("the root"));
        let count = |of: &Value, field: &str| of[field].as_u64().unwrap_or_default();
        let nobody = count(&given, "unowned") + count(&given, "unmatched");
        let lead =
            format!("{} of {} file", count(&given, "files") - nobody, count(&given, "files"));
        assert!(words(&shown).starts_with(&lead), "{lead}: {}", words(&shown));
        let mut rows = cells(&shown, "coverage");
        rows.sort();
        let folders = given["folders"].as_array().expect("folders");
        assert_eq!(rows.len(), folders.len());
        for (row, folder) in rows.iter().zip(folders) {
            assert_eq!(row[0], folder["path"].as_str().unwrap_or_default());
            let numbers = [&row[1], &row[4], &row[5]].map(|cell| number(cell));
            assert_eq!(
                numbers,
                ["files", "unmatched", "unowned"].map(|field| count(folder, field))
            );
            let owners = folder["owners"].as_array().into_iter().flatten();
            let owners: Vec<&str> = owners.filter_map(|it| it["owner"].as_str()).take(3).collect();
            assert_eq!(row[3], owners.join(" "), "the owners of {}", row[0]);
        }
        let rows = cells(&shown, "rules");
        let rules = given["rules"].as_array().expect("rules");
        assert_eq!(rows.len(), rules.len());
        for rule in rules {
            let place = if rule["source"] == "codeowners" { "CODEOWNERS" } else { "line" };
            let place = format!("{place} {}", rule["line"]);
            let matcher = format!(
                "{}:{}",
                rule["type"].as_str().unwrap_or_default(),
                rule["pattern"].as_str().unwrap_or_default()
            );
            let row = rows.iter().find(|row| row[0] == place && row[1] == matcher);
            let row = row.unwrap_or_else(|| panic!("{place} {matcher} is in {rows:?}"));
            assert_eq!(
                [number(&row[3]), number(&row[4])],
                [count(rule, "wins"), count(rule, "matches")]
            );
        }
        let pairs = given["overlaps"].as_array().expect("overlaps");
        for words in classes(&shown, "overlaps") {
            let told = |it: &Value| {
                let [winner, other] =
                    ["winner", "other"].map(|it_is| it[it_is].as_str().unwrap_or_default());
                words.contains(&format!("{winner} gets "))
                    && words.contains(&format!("of {other} match"))
            };
            assert!(pairs.iter().any(told), "{words} is one of {pairs:?}");
        }
    }
}

#[test]
fn review_is_the_same_for_the_page_and_for_javascript() {
    for texts in TEXTS.iter().filter(|texts| !texts.codeowners.is_empty()) {
        let mut session = texts.page();
        let shown = body(&mut session, View::Review);
        let given = plain(api::compare_review(&texts.tree(), texts.request()));
        let all = words(&shown);
        let groups = given["groups"].as_array().expect("groups");
        assert!(!groups.is_empty(), "something to compare");
        assert!(all.contains(&format!(" of {} (", given["files"])), "{all}");
        assert!(all.starts_with(&format!("The errors of {} file", given["disagree"])), "{all}");
        for group in groups {
            let names = |it: &Value| it["name"].as_str().unwrap_or_default().to_owned();
            let reviewers: Vec<String> =
                group["reviewers"].as_array().into_iter().flatten().map(names).collect();
            let reviewers =
                if reviewers.is_empty() { "nobody".to_owned() } else { reviewers.join(" ") };
            let lines = group["lines"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|line| format!("CODEOWNERS {line} "));
            let lines: String = lines.collect();
            let owner = group["owner"].as_str().unwrap_or("nobody");
            let files = &group["files"];
            let said = [
                format!("{files} file"),
                format!(": reviewed by {reviewers} {lines}, errors go to {owner}"),
            ];
            assert!(said.iter().all(|it| all.contains(it)), "{said:?}: {all}");
            let first = group["places"][0]["path"].as_str().unwrap_or_default();
            assert!(all.contains(if first.is_empty() { "/" } else { first }), "{first}: {all}");
        }
        for problem in given["problems"].as_array().into_iter().flatten() {
            if problem["code"] == "codeowners/host-folder-slash" {
                let message = problem["message"].as_str().unwrap_or_default().replace('`', "");
                let plain = all.replace(" ,", ",").replace(" .", ".").replace(" :", ":");
                assert!(plain.contains(&message[..30]), "{message}: {all}");
            }
        }
    }
}

#[test]
fn reasons_are_the_same_for_the_page_and_for_javascript() {
    for texts in &TEXTS {
        let session = texts.page();
        for path in texts.tree.lines() {
            let shown = session.explain(path);
            let given = plain(api::explain_path(None, path, texts.request()).expect("a path"));
            let source =
                |input: Input| if input == Input::Codeowners { "codeowners" } else { "rules" };
            assert_eq!(json!(shown.owner), given["owner"], "{path}");
            let frame = shown.frame.unwrap_or_else(|| path.to_owned());
            assert_eq!(json!(frame), given["framePath"], "{path}");
            assert_eq!(json!(shown.uncertain), given["disputed"], "{path}");
            let rules = shown.rules.iter().map(|it| json!([source(it.input), it.line, it.wins]));
            let candidate = |it: &Value| json!([it["source"], it["line"], it["verdict"] == "won"]);
            let candidates = given["candidates"].as_array().expect("rules").iter().map(candidate);
            assert_eq!(rules.collect::<Vec<_>>(), candidates.collect::<Vec<_>>(), "{path}");
            let near = shown.near.iter().map(|it| json!([source(it.input), it.line, it.reason]));
            let told = |it: &Value| {
                let reason = format!("the path {}", it["text"].as_str().unwrap_or_default());
                json!([it["source"], it["line"], reason])
            };
            let missed = given["nearMisses"].as_array().expect("rules").iter().map(told);
            assert_eq!(near.collect::<Vec<_>>(), missed.collect::<Vec<_>>(), "{path}");
            let by = shown.reviewed.map(|it| it.by).unwrap_or_default();
            let reviewers = given["reviewers"].as_array().expect("names").iter();
            let names: Vec<&str> = reviewers.filter_map(|it| it["name"].as_str()).collect();
            assert_eq!(by, names, "{path}");
        }
    }
}

#[test]
fn an_edit_moves_the_same_files_for_the_page_and_for_javascript() {
    for (before, after) in [("src/* #web\n", TEXTS[0].rules), (TEXTS[0].rules, "web/* #x\n* #\n")] {
        let mut session = session(TEXTS[0].tree, "");
        let request = |kept| Request::Input { input: Input::Rules, revision: 2, kept };
        session.handle(request(true), Some(before.to_owned()));
        let (replies, _) = session.handle(request(false), Some(after.to_owned()));
        let Some(Reply::Routing(routing)) = replies.into_iter().next_back() else {
            panic!("routing")
        };
        let shown = routing.moves.iter().map(|it| json!([it.from, it.to, it.files]));
        let texts = json!({"before": {"rules": before}, "after": {"rules": after}});
        let request: CompareRequest = serde_json::from_value(texts).expect("a sound request");
        let given = plain(api::compare_rules(&TEXTS[0].tree(), request));
        let given = given["moves"].as_array().expect("moves");
        let given: Vec<Value> =
            given.iter().map(|it| json!([it["from"], it["to"], it["files"]])).collect();
        assert!(!given.is_empty());
        assert_eq!(shown.collect::<Vec<_>>(), given);
    }
}

const REPOSITORY: &str = "web/next.config.js\nweb/package.json\nweb/pages/index.tsx\napi/manage.py\napi/requirements.txt\napi/shop/views.py\nlib/money/index.js\nlib/money/package.json\n";

#[test]
fn the_split_is_the_same_for_the_page_for_its_files_and_for_javascript() {
    let rules = "web/* #web\napi/* #api\n";
    let mut session = session(REPOSITORY, rules);
    let request = serde_json::from_value(json!({ "rules": rules })).expect("a sound request");
    let tree = TreeInput::Listing(REPOSITORY.to_owned());
    let given = plain(api::plan_projects(&tree, request));
    let shown = view(&mut session, View::Projects);
    let projects = given["projects"].as_array().expect("projects");
    assert!(shown.starts_with(&format!("{} projects", projects.len())), "{shown}");
    for project in projects {
        let text = |field: &str| project[field].as_str().unwrap_or_default();
        let card = format!(
            "{} {} in {}/ , {} files",
            text("slug"),
            text("platform"),
            text("root"),
            project["files"]
        );
        assert!(shown.contains(&card), "{card}: {shown}");
    }
    let saved = act(&mut session, PlaybookCommand::Export("json".to_owned()), "");
    let Some(Reply::Save(_, _, text)) = saved.into_iter().next() else { panic!("a file") };
    let file: Value = serde_json::from_str(&text).expect("JSON");
    for field in ["projects", "libraries", "excluded", "questions", "leftOver"] {
        assert_eq!(file[field], given[field], "{field}");
    }
}

#[test]
fn ways_to_split_are_the_same_for_the_page_and_for_javascript() {
    let rules = "web/* #web\napi/* #api\n";
    let mut session = session(REPOSITORY, rules);
    let shown = body(&mut session, View::Compare);
    let all = words(&shown);
    let folders = all.split("Each of ").nth(1).and_then(|rest| rest.split(' ').next());
    let what_if = json!({ "folders": folders });
    let request = serde_json::from_value(json!({ "rules": rules, "whatIf": what_if }));
    let tree = TreeInput::Listing(REPOSITORY.to_owned());
    let given = plain(api::plan_projects(&tree, request.expect("a sound request")));
    let ways = given["whatIf"].as_array().expect("ways");
    let rows = cells(&shown, "compare");
    let row = |name: &str| {
        let row = rows.iter().find(|row| row[0].starts_with(name));
        let cells = &row.unwrap_or_else(|| panic!("{name} is in {rows:?}"))[1..];
        cells.iter().map(|cell| number(cell)).collect::<Vec<_>>()
    };
    let column = |field: &str| -> Vec<u64> {
        ways.iter().map(|way| way[field].as_u64().unwrap_or_default()).collect()
    };
    assert_eq!(row("Projects"), column("projects"));
    assert_eq!(row("Alerts to maintain"), column("alerts"));
    assert_eq!(row("Releasing everything"), column("releases"));
    assert_eq!(row("Files run by several projects"), column("sharedFiles"));
    for way in ways {
        for words in way["consequences"].as_array().into_iter().flatten() {
            let words = words.as_str().unwrap_or_default();
            assert!(all.contains(words), "{words}: {all}");
        }
    }
}

#[test]
fn guessed_mappings_are_the_same_for_the_page_and_for_javascript() {
    let tree = "api/shop/__init__.py\napi/shop/pay.py\nweb/package.json\nweb/src/app.ts\n";
    let mut session = session(tree, "");
    let rows = cells(&body(&mut session, View::Under(Input::Mappings)), "guesses");
    let given = plain(api::guess_mappings(&TreeInput::Listing(tree.to_owned())));
    let guesses = given["guesses"].as_array().expect("guesses");
    assert!(!guesses.is_empty() && rows.len() == guesses.len(), "{rows:?} of {guesses:?}");
    for (row, guess) in rows.iter().zip(guesses) {
        let root = |field: &str| match guess["mapping"][field].as_str() {
            Some("") | None => "\"\"".to_owned(),
            Some(root) => root.to_owned(),
        };
        assert_eq!(row[0], format!("{} → {}", root("stackRoot"), root("sourceRoot")));
        assert_eq!(
            json!([row[1], number(&row[2]), row[3], row[4]]),
            json!([guess["platform"], guess["files"], guess["framePath"], guess["reason"]])
        );
    }
}

#[test]
fn a_simulation_is_the_same_for_the_page_and_for_javascript() {
    let tree = "src/run.py\nsrc/pay/card.py\nsrc/pay/api.py\n";
    for rules in [
        "*/run.py #web\n*/pay/* #pay #risk\n",
        "src/pay #pay\n",
        "*/pay/* jo@shop.example\nmodule:src.* #m\n",
    ] {
        let mut session = session(tree, rules);
        send(&mut session, Input::Event, TRACE);
        let request = json!({ "rules": rules, "trace": TRACE });
        let request = serde_json::from_value(request).expect("a sound request");
        let given = api::simulate(Some(&TreeInput::Listing(tree.to_owned())), request);
        let given = plain(given.expect("a trace"));
        let shown = view(&mut session, View::Simulate);
        let who = match given["assignee"].as_str() {
            Some(owner) => format!("is assigned to {owner}"),
            None => "belongs to nobody".to_owned(),
        };
        assert!(shown.contains(&who), "{who}: {shown}");
        let plain_words =
            |text: &str| text.replace('`', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        for step in given["steps"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            assert!(shown.contains(&plain_words(step)), "{step}: {shown}");
        }
        let matches = given["matches"].as_array().expect("rules").len();
        let listed = classes(&body(&mut session, View::Simulate), "verdict").len();
        assert_eq!(listed, matches, "{rules}");
        for notified in given["notified"]["owners"].as_array().into_iter().flatten() {
            assert!(shown.contains(notified.as_str().unwrap_or_default()), "{notified}: {shown}");
        }
    }
}
