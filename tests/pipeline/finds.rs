//! What each command finds.

use crate::ask::{ask, check, codes, file, options, state, value};
use sentry_general::pipeline::{Command, Format, Request, Snapshot, run};

const SHOP: [&str; 5] =
    ["README.md", "src/app.ts", "src/cart/sum.ts", "src/pay/api.ts", "src/pay/card.ts"];

fn with_assertions(rules: &str, assertions: &str) -> Snapshot {
    Snapshot { assertions: file("owners.txt", assertions), ..state(&SHOP, rules) }
}

#[test]
fn sound_rules_pass() {
    let answer = check(state(&SHOP, "*.md #docs\nsrc/* #web\nsrc/pay/* #pay\n"), "{}");
    assert_eq!((answer.exit, codes(&answer)), (0, vec![]), "{answer:?}");
    let value = value(&answer);
    assert_eq!(value["answer"]["unowned"], 0);
    assert_eq!(value["answer"]["owners"]["#pay"], 2);
}

#[test]
fn what_sentry_refuses_fails_and_a_likely_mistake_does_when_asked() {
    let refused = check(state(&SHOP, "src/*\n"), "{}");
    assert_eq!((refused.exit, codes(&refused)), (1, vec![("rules/missing-owner".into(), 1)]));
    let dead = "src/lib/* #lib\nsrc/* #web\n";
    let found = vec![("rules/matches-nothing".into(), 1)];
    for (options, exit) in [("{}", 0), (r#"{"failOn":"warning"}"#, 1), (r#"{"failOn":"never"}"#, 0)]
    {
        let answer = check(state(&SHOP, dead), options);
        assert_eq!((answer.exit, codes(&answer)), (exit, found.clone()), "with {options}");
    }
    for ignored in [
        r#"{"ignore":["rules/matches-nothing"],"failOn":"warning"}"#,
        r#"{"ignore":["rules/*"],"failOn":"info"}"#,
    ] {
        let answer = check(state(&SHOP, dead), ignored);
        assert_eq!((answer.exit, codes(&answer)), (0, vec![]), "with {ignored}");
    }
}

/// An answer from rules that Sentry refuses is none that Sentry gives.
#[test]
fn every_command_says_that_sentry_refuses_the_rules() {
    let trace = "Traceback (most recent call last):\n  File \"src/app.ts\", line 1, in f\nE: x\n";
    for rules in ["src/* #web\npath: x #b\n", "src/* #web\nsrc/pay/*\n"] {
        for command in [Command::Diff, Command::Why, Command::Simulate, Command::Plan] {
            let head = state(&SHOP, rules);
            let request = Request {
                base: Some(state(&SHOP, "src/* #web\n")),
                path: "src/app.ts".to_owned(),
                trace: file("error.txt", trace),
                ..ask(command, head.clone(), "{}")
            };
            let answer = run(&request);
            let [(code, line)] = &codes(&answer)[..] else { panic!("{command:?}: {answer:?}") };
            assert_eq!((answer.exit, *line), (1, 2), "{command:?}: {code}");
            assert!(
                answer.printed["text"].contains("Sentry refuses these ownership rules"),
                "{command:?}"
            );
            let sound = Request { head: state(&SHOP, "src/* #web\n"), ..request };
            assert_eq!(run(&sound).exit, 0, "{command:?}");
            let never = Request { options: options(r#"{"failOn":"never"}"#), ..sound };
            let never = Request { head, ..never };
            assert_eq!(run(&never).exit, 0, "{command:?} fails never");
        }
    }
}

#[test]
fn assertions_hold_or_say_what_is_so_instead() {
    let rules = "src/* #web\nsrc/pay/* #pay\n";
    let cases = [
        ("src/pay/api.ts -> #pay", None),
        ("src/pay/api.ts -> #web", Some("it goes to #pay")),
        ("README.md -> nobody", None),
        ("README.md -> #docs", Some("it reaches nobody")),
        ("src/pay/ -> #pay", None),
        ("src/ -> #web", Some("2 files do not")),
        ("src/pay -> #pay", Some("it is a folder")),
        ("src/gone.ts -> #pay", Some("there is no such file")),
        ("gone/ -> #pay", Some("there is no such folder")),
        ("every file has an owner", Some("1 file reach nobody, such as `README.md`")),
        ("Sentry accepts the rules", None),
        ("every rule decides", None),
        ("rule 2 decides", None),
        ("rule 9 decides", Some("there is no rule on this line")),
    ];
    for (assertion, wrong) in cases {
        let answer = check(with_assertions(rules, &format!("# owners\n\n{assertion}\n")), "{}");
        let found = value(&answer)["answer"]["assertions"][0]["found"].clone();
        assert_eq!(answer.exit, u8::from(wrong.is_some()), "{assertion}: {found}");
        match wrong {
            None => assert!(found.is_null(), "{assertion} holds, and not: {found}"),
            Some(words) => {
                let found = found.as_str().unwrap_or_default();
                assert!(found.contains(words), "{assertion}: {found}");
                assert_eq!(codes(&answer), [("assertion-failed".to_owned(), 3)]);
            }
        }
    }
}

#[test]
fn an_assertion_that_can_not_be_checked_fails_at_its_line() {
    for line in
        ["src/pay/api.ts goes to pay", "a.ts ->", "at most 3 projects", "the error goes to #web"]
    {
        let answer = check(with_assertions("src/* #web\n", &format!("{line}\n")), "{}");
        assert_eq!(codes(&answer), [("assertion-unreadable".to_owned(), 1)], "{line}");
        assert_eq!(answer.exit, 1, "{line}");
    }
}

#[test]
fn a_budget_is_a_number_a_share_or_the_base() {
    let rules = "src/pay/* #pay\n";
    for (budget, exit) in [("3", 0), ("2", 1), (r#""60%""#, 0), (r#""59%""#, 1)] {
        let answer = check(state(&SHOP, rules), &format!(r#"{{"unowned":{budget}}}"#));
        assert_eq!(answer.exit, exit, "{budget}: {answer:?}");
    }
    let exempt = r#"{"unowned":2,"exempt":["*.md"]}"#;
    assert_eq!(check(state(&SHOP, rules), exempt).exit, 0, "what is exempt is not counted");

    let on = |base: &[&str]| {
        let mut request = ask(Command::Check, state(&SHOP, rules), r#"{"unowned":"base"}"#);
        request.base = Some(Snapshot { name: "main".to_owned(), ..state(base, rules) });
        run(&request)
    };
    assert_eq!(on(&SHOP).exit, 0, "as many as before");
    let fewer = on(&SHOP[..2]);
    assert_eq!(fewer.exit, 1);
    let text = &fewer.printed["text"];
    assert!(text.contains("3 files reach nobody, but only 2 did on `main`"), "{text}");
    assert!(text.contains("New among them: `src/cart/`"), "what is new is named: {text}");
}

#[test]
fn a_share_is_counted_and_told_as_it_is_typed() {
    for total in [100, 200] {
        for share in [7, 29, 57, 58] {
            let may = total * share / 100;
            let paths: Vec<String> = (0..total)
                .map(|at| format!("{}/{at}.ts", if at < may { "lib" } else { "src" }))
                .collect();
            let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
            let budget = |share: String| {
                check(state(&paths, "src/* #web\n"), &format!(r#"{{"unowned":"{share}%"}}"#))
            };
            assert_eq!(budget(share.to_string()).exit, 0, "{may} of {total} are {share}%");
            let less = budget(format!("{}.9", share - 1));
            assert_eq!(less.exit, 1, "{may} of {total} are more than {}.9%", share - 1);
            let typed = format!("which is {}.9% of all", share - 1);
            assert!(less.printed["text"].contains(&typed), "{}", less.printed["text"]);
        }
    }
    let told = check(state(&SHOP, "src/pay/* #pay\n"), r#"{"unowned":"7%"}"#);
    assert!(told.printed["text"].contains("0 may, which is 7% of all"), "{told:?}");
}

#[test]
fn what_is_exempt_is_no_file_of_anybody() {
    let answer = check(state(&SHOP, "src/pay/* #pay\n"), r#"{"exempt":["src/"]}"#);
    let value = value(&answer);
    assert_eq!(value["answer"]["unowned"], 1, "the README");
    assert!(value["summary"].as_str().is_some_and(|it| it.starts_with("2 of 5 files")), "{value}");
}

#[test]
fn a_difference_names_who_loses_and_who_gets() {
    let mut request = ask(Command::Diff, state(&SHOP, "src/* #web\nsrc/pay/* #money\n"), "{}");
    let before = ["src/app.ts", "src/pay/api.ts", "src/pay/card.ts", "old.ts", "README.md"];
    request.base = Some(state(&before, "src/* #web\nsrc/pay/* #pay\n*.md #docs\n"));
    let answer = run(&request);
    let value = value(&answer);
    assert_eq!(value["answer"]["changed"], 3);
    assert_eq!(value["answer"]["gone"], 1);
    assert_eq!(value["answer"]["new"]["files"], 1);
    let moves = value["answer"]["moves"].as_array().expect("a list");
    let told =
        moves.iter().map(|it| (it["from"].clone(), it["to"].clone(), it["places"][0].clone()));
    let told: Vec<_> = told.collect();
    assert_eq!(told[0], ("#pay".into(), "#money".into(), "src/pay/".into()));
    assert_eq!(told[1], ("#docs".into(), serde_json::Value::Null, "README.md".into()));
    assert_eq!(codes(&answer), [("lost-owner".to_owned(), 0)]);
    assert_eq!(answer.exit, 0, "it is news, and no failure");
    request.exit_code = true;
    assert_eq!(run(&request).exit, 1);
}

#[test]
fn a_difference_counts_what_moved_between_rules_of_one_owner_as_nothing() {
    let mut request = ask(Command::Diff, state(&SHOP, "* #web\n"), "{}");
    request.base = Some(state(&SHOP, "src/* #web\n*.md #web\n"));
    let answer = run(&request);
    assert_eq!(value(&answer)["answer"]["changed"], 0, "{answer:?}");
}

#[test]
fn a_file_that_was_renamed_is_compared_with_what_it_was() {
    let before = ["src/web/a.ts", "src/web/b.ts", "src/pay/c.ts", "src/old.ts", "src/web/e.ts"];
    let after = [
        "src/web/a2.ts",
        "src/pay/b.ts",
        "src/pay/c.ts",
        "src/new.ts",
        "src/web/e.ts",
        "src/web/e2.ts",
    ];
    let rules = "src/* #web\nsrc/pay/* #pay\n";
    let mut request = ask(Command::Diff, state(&after, rules), "{}");
    request.base = Some(state(&before, rules));
    request.exit_code = true;
    let plain = run(&request);
    assert_eq!(value(&plain)["answer"]["changed"], 0, "nobody says what was renamed");
    assert_eq!((&value(&plain)["answer"]["gone"], plain.exit), (&3.into(), 0));
    // The last is a copy, and one that can't be, since its file is still there.
    request.changes = Some(
        "R100\0src/web/a.ts\0src/web/a2.ts\0M\0src/pay/c.ts\0R087\0src/web/b.ts\0src/pay/b.ts\0C100\0src/web/e.ts\0src/web/e2.ts\0R100\0src/web/e.ts\0src/web/e2.ts\0".to_owned(),
    );
    let answer = run(&request);
    let told = value(&answer)["answer"].clone();
    assert_eq!(told["changed"], 1, "{answer:?}");
    assert_eq!(told["moves"][0]["from"], "#web");
    assert_eq!(told["moves"][0]["to"], "#pay");
    assert_eq!((&told["gone"], &told["new"]["files"]), (&1.into(), &2.into()));
    assert_eq!(told["renamed"]["files"], 2);
    let changed = serde_json::json!([{ "from": "src/web/b.ts", "to": "src/pay/b.ts", "before": "#web", "after": "#pay" }]);
    assert_eq!(told["renamed"]["changed"], changed);
    assert!(
        answer.printed["text"].contains("2 files were renamed, 1 to another owner."),
        "{answer:?}"
    );
    assert!(answer.printed["text"].contains("src/web/b.ts is now src/pay/b.ts"), "{answer:?}");
    assert_eq!(answer.exit, 1, "it changes hands");
    for odd in ["", "R", "R100\0", "R100\0src/web/a.ts", "\0\0\0", "R100\0gone.ts\0src/web/a2.ts\0"]
    {
        request.changes = Some(odd.to_owned());
        assert_eq!(value(&run(&request))["answer"]["renamed"]["files"], 0, "{odd:?}");
    }
}

#[test]
fn a_file_is_renamed_to_one_other_alone() {
    let mut request = ask(Command::Diff, state(&["b", "c"], "* #web\n"), "{}");
    request.base = Some(state(&["a"], "* #pay\n"));
    request.changes = Some("R100\0a\0b\0R100\0a\0c\0".to_owned());
    let answer = run(&request);
    let told = value(&answer)["answer"].clone();
    assert_eq!((&told["gone"], &told["new"]["files"]), (&0.into(), &1.into()), "{answer:?}");
    assert_eq!(told["renamed"]["files"], 1, "the first takes it");
}

#[test]
fn a_file_is_found_as_people_type_it() {
    for typed in ["src/pay/api.ts", "./src/pay/api.ts", r"src\pay\api.ts", r".\src\pay\api.ts"] {
        let mut request = ask(Command::Why, state(&SHOP, "src/* #web\nsrc/pay/* #pay\n"), "{}");
        request.path = typed.to_owned();
        let answer = run(&request);
        assert_eq!(value(&answer)["answer"]["owner"], "#pay", "{typed}");
        let text = &answer.printed["text"];
        assert!(text.contains("sentry.rules:1"), "the rule that is overridden, too: {text}");
    }
    for (typed, hint) in [("api.ts", "src/pay/api.ts"), ("src/pay", "is a folder")] {
        let mut request = ask(Command::Why, state(&SHOP, "src/* #web\n"), "{}");
        request.path = typed.to_owned();
        let answer = run(&request);
        assert_eq!(answer.exit, 2);
        assert!(answer.said.contains(hint), "{typed}: {}", answer.said);
    }
}

#[test]
fn an_error_goes_where_its_frames_say() {
    let mut request = ask(
        Command::Simulate,
        state(&["shop/pay.py", "shop/web.py"], "shop/* #web\nshop/pay.py #pay\n"),
        "{}",
    );
    request.trace = file(
        "error.txt",
        "Traceback (most recent call last):\n  File \"shop/web.py\", line 3, in view\n    pay()\n  File \"shop/pay.py\", line 9, in pay\n    raise ValueError(1)\nValueError: 1\n",
    );
    let answer = run(&request);
    assert_eq!(value(&answer)["answer"]["assignee"], "#pay", "{answer:?}");
    assert!(answer.printed["text"].contains("shop/pay.py:9"), "{answer:?}");
    request.trace = file("error.txt", "hello\n");
    let answer = run(&request);
    assert_eq!(answer.exit, 2);
    assert!(answer.said.contains("no stack trace is recognised in error.txt"), "{}", answer.said);
}

#[test]
fn of_several_errors_each_goes_where_it_goes() {
    let rules = "shop/* #web\nshop/pay.py #pay\n";
    let mut request = ask(Command::Simulate, state(&["shop/pay.py", "shop/web.py"], rules), "{}");
    let error = |file: &str, name: &str| {
        format!(
            "Traceback (most recent call last):\n  File \"{file}\", line 3, in f\n    g()\n{name}: 1\n\n"
        )
    };
    let log = [
        ("shop/web.py", "KeyError"),
        ("shop/pay.py", "ValueError"),
        ("lib/x.py", "OSError"),
        ("shop/web.py", "TypeError"),
    ]
    .map(|(file, name)| error(file, name));
    request.trace = file("error.log", &log.concat());
    let answer = run(&request);
    let told = value(&answer);
    assert_eq!(told["summary"], "4 errors: 2 to #web, 1 to #pay, 1 to nobody.");
    assert_eq!(told["answer"]["assignee"], "#web", "the first is told in full");
    let errors = told["answer"]["errors"].as_array().expect("a list");
    let each: Vec<_> =
        errors.iter().map(|it| (it["line"].clone(), it["assignee"].clone())).collect();
    assert_eq!(each[1], (6.into(), "#pay".into()), "{told}");
    for (text, (_, assignee)) in log.iter().zip(&each) {
        request.trace = file("error.log", text);
        assert_eq!(&value(&run(&request))["answer"]["assignee"], assignee, "alone as among others");
    }
    assert_eq!(each[2].1, serde_json::Value::Null);
    assert_eq!(told["answer"]["leftOut"], 0);
    let text = &answer.printed["text"];
    assert!(text.contains("ValueError: 1") && !text.contains("The first one counts"), "{text}");

    let event = |path: &str, count: u32| {
        format!(
            "{{\"event\":{{\"platform\":\"python\",\"exception\":{{\"values\":[{{\"type\":\"E\",\"stacktrace\":{{\"frames\":[{{\"filename\":\"{path}\",\"in_app\":true}}]}}}}]}}}},\"count\":{count}}}"
        )
    };
    request.trace = file(
        "events.ndjson",
        &format!("{}\n{}\n", event("shop/pay.py", 7), event("shop/web.py", 1)),
    );
    let told = value(&run(&request));
    assert_eq!(told["answer"]["errors"][0]["count"], 7, "{told}");
    assert_eq!(told["answer"]["errors"][1]["assignee"], "#web", "{told}");

    request.trace = file("error.log", &error("shop/pay.py", "E").repeat(203));
    let many = run(&request);
    assert_eq!(value(&many)["answer"]["leftOut"], 3);
    assert!(many.printed["text"].contains("3 more are not looked at."));
    request.trace = file("error.log", &error("shop/pay.py", "E"));
    assert!(value(&run(&request))["answer"].get("errors").is_none(), "one is told as one");
}

#[test]
fn rows_of_an_export_go_by_what_they_tell() {
    let rules = "path:shop/* #web\npath:shop/pay.py #pay\nmodule:shop.cart* #cart\n";
    let mut request = ask(Command::Simulate, state(&["shop/pay.py"], rules), "{}");
    let table = "title,stack.filename,culprit,count()\nKeyError: 1,shop/pay.py,,\"1,204\"\nOSError: 2,,shop.cart in total,3\nTimeout,,,9\n";
    request.trace = file("issues.csv", table);
    let answer = run(&request);
    let told = value(&answer);
    let errors = told["answer"]["errors"].as_array().unwrap_or_else(|| panic!("{answer:?}"));
    let each: Vec<_> = errors
        .iter()
        .map(|it| {
            (it["assignee"].clone(), it["count"].clone(), it["basis"].clone(), it["line"].clone())
        })
        .collect();
    assert_eq!(each[0], ("#pay".into(), 1204.into(), "columns".into(), 2.into()));
    assert_eq!(each[1], ("#cart".into(), 3.into(), "culprit".into(), 3.into()));
    assert_eq!((&each[2].0, &each[2].2), (&serde_json::Value::Null, &"nothing".into()));
    let text = &answer.printed["text"];
    assert!(
        text.contains("3 errors: 1 to #cart, 1 to #pay, 1 unknown."),
        "what is not known is no answer: {text}"
    );
    assert!(text.contains("only the culprit is known"), "{text}");
    request.trace = file("titles.csv", "title,count()\nTimeout,9\n");
    assert_eq!(run(&request).exit, 2, "titles alone tell nothing");
}

#[test]
fn a_plan_names_projects_and_what_would_make_it_surer() {
    let paths = ["web/package.json", "web/src/main.ts", "api/pyproject.toml", "api/app/main.py"];
    let mut request = ask(Command::Plan, state(&paths, ""), "{}");
    let answer = run(&request);
    assert!(answer.wanted.contains(&"web/package.json".to_owned()), "{:?}", answer.wanted);
    let slug = value(&answer)["answer"]["projects"][0]["slug"].clone();
    assert_eq!(slug, "api", "{answer:?}");
    request.export = Some("code-mappings".to_owned());
    let answer = run(&request);
    assert!(answer.printed["text"].starts_with('['), "an export comes as it is: {answer:?}");
    request.export = Some("terafrom".to_owned());
    let answer = run(&request);
    assert_eq!(answer.exit, 2);
    assert!(answer.said.contains("terraform"), "it names what there is: {}", answer.said);
}

#[test]
fn without_any_rules_there_is_nothing_to_check() {
    let answer = check(Snapshot { rules: None, ..state(&SHOP, "") }, "{}");
    assert_eq!(answer.exit, 2);
    assert!(answer.said.contains("--rules FILE"), "{}", answer.said);
}

#[test]
fn who_exists_counts_for_every_command() {
    let teams = file("teams.txt", "#web @acme/web\n");
    let codeowners = file("CODEOWNERS", "* @acme/web\nsrc/pay/ @acme/pay\n");
    let head = Snapshot { teams, codeowners, rules: None, ..state(&SHOP, "") };
    let mut request = ask(Command::Why, head.clone(), "{}");
    request.path = "src/pay/api.ts".to_owned();
    let told = value(&run(&request))["answer"]["owner"].clone();
    let counted = value(&check(head, "{}"))["answer"]["owners"].clone();
    assert_eq!(told, "#web", "a name that nobody has is no owner");
    assert_eq!(counted["#web"], 5, "and `check` says the same");
}

#[test]
fn mappings_of_the_configuration_are_in_no_file() {
    let mappings = r#"{"mappings":[{"stackRoot":"app/","sourceRoot":"gone/"},{"stackRoot":"app/","sourceRoot":"src/"}],"notes":true,"unowned":0}"#;
    let mut request = ask(Command::Check, state(&SHOP, "src/* #web\n"), "{}");
    for config in [file("c.json", mappings), None] {
        request.config = config;
        if request.config.is_none() {
            request.options = options(mappings);
        }
        request.formats = vec![Format::Json, Format::Junit];
        let answer = run(&request);
        let value = value(&answer);
        let found = value["findings"].as_array().expect("a list").iter();
        let mut found = found.filter(|it| it["code"] == "mappings/matches-nothing");
        let found = found.next().unwrap_or_else(|| panic!("it is told: {value}"));
        let path = request.config.as_ref().map(|it| it.path.as_str());
        assert_eq!((found["file"].as_str(), found["place"].is_null()), (path, true), "{found}");
        assert!(found["message"].as_str().is_some_and(|it| it.starts_with("`mappings`: ")));
        assert!(!answer.printed["junit"].contains("\"configuration\""), "{answer:?}");
    }
}
