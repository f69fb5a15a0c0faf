//! Every form, read back by a parser of its own.

use crate::ask::{ask, file, state};
use quick_xml::events::Event;
use sentry_general::pipeline::{Command, Format, Snapshot, run};
use serde_json::Value;
use std::collections::BTreeMap;

const ALL: [Format; 6] =
    [Format::Text, Format::Json, Format::Github, Format::Markdown, Format::Sarif, Format::Junit];

/// Names and words that mean something in each of the languages.
const HOSTILE: &str = "a|b <b>&\"'`$]]>%0A::error::x,y:z\u{1b}[31m\u{202e}é";

fn printed(path: &str) -> BTreeMap<&'static str, String> {
    let head = Snapshot {
        assertions: file(
            "as%s,ert:s.txt",
            &format!("{path} -> #pay\n{path} -> #web | {HOSTILE}\n"),
        ),
        ..state(&[path, "x.ts"], &format!("\"{path}\" #pay\nsrc/gone/* #web\n./x.ts #web\n"))
    };
    let mut request = ask(Command::Check, head, r#"{"unowned":0}"#);
    request.formats = ALL.to_vec();
    let answer = run(&request);
    assert_eq!(answer.exit, 1, "{}", answer.said);
    answer.printed
}

#[test]
fn no_form_obeys_what_stands_in_names() {
    let printed = printed(&HOSTILE.replace('"', ""));
    for (form, text) in &printed {
        assert!(
            !text.contains(['\u{1b}', '\u{202e}']),
            "{form} holds what a terminal obeys: {text}"
        );
    }
    for line in printed["github"].lines().filter(|line| line.starts_with("::")) {
        let known = ["::error ", "::warning ", "::notice "];
        assert!(known.iter().any(|it| line.starts_with(it)), "one of ours: {line}");
    }
    let json: Value = serde_json::from_str(&printed["json"]).expect("it is JSON");
    assert_eq!(json["exit"], 1);
}

#[test]
fn commands_for_github_are_read_back() {
    let printed = printed("src/pay.ts");
    let mut commands = printed["github"].lines().filter(|line| line.starts_with("::"));
    let failed = commands.find(|line| line.contains("assertion-failed")).expect("it is told");
    assert!(
        failed.starts_with("::error file=as%25s%2Cert%3As.txt,line=2,endLine=2,col=1,"),
        "{failed}"
    );
    assert!(failed.contains("title=assertion-failed::"), "{failed}");
    assert!(failed.contains("%250A"), "a percent sign stays one: {failed}");
}

#[test]
fn sarif_has_what_code_scanning_asks_for() {
    let printed = printed("src/pay é.ts");
    let log: Value = serde_json::from_str(&printed["sarif"]).expect("it is JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("a list");
    let results = run["results"].as_array().expect("a list");
    assert!(results.len() >= 4, "{results:#?}");
    for result in results {
        let rule = &rules[result["ruleIndex"].as_u64().expect("a place") as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["shortDescription"]["text"].is_string(), "{rule} says what it is");
        assert!(
            ["error", "warning", "note"].contains(&result["level"].as_str().unwrap_or_default())
        );
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("it has a file");
        assert!(uri.bytes().all(|it| it.is_ascii_graphic()), "{uri} is a reference");
        if let Some(region) = place["region"].as_object() {
            let number = |name: &str| region[name].as_u64().expect("a number");
            assert!(number("startLine") >= 1 && number("startColumn") >= 1);
            assert!(
                (number("endLine"), number("endColumn"))
                    >= (number("startLine"), number("startColumn"))
            );
        }
    }
    let fixed = results.iter().find(|it| it["fixes"].is_array()).expect("`./` has a fix");
    let change = &fixed["fixes"][0]["artifactChanges"][0];
    let edit = &change["replacements"][0];
    let text = "\"src/pay é.ts\" #pay\nsrc/gone/* #web\n./x.ts #web\n";
    let at = edit["deletedRegion"]["charOffset"].as_u64().expect("a number") as usize;
    let long = edit["deletedRegion"]["charLength"].as_u64().expect("a number") as usize;
    let deleted: String = text.chars().skip(at).take(long).collect();
    assert!(deleted.starts_with("./"), "it takes the dot away, and not {deleted:?}: {edit}");
}

#[test]
fn a_fingerprint_stays_when_lines_come_above() {
    let prints = |rules: &str| {
        let mut request = ask(Command::Check, state(&["a.ts"], rules), "{}");
        request.formats = vec![Format::Sarif];
        let log: Value = serde_json::from_str(&run(&request).printed["sarif"]).expect("it is JSON");
        let result = &log["runs"][0]["results"][0];
        assert_eq!(result["ruleId"], "rules/matches-nothing", "{log}");
        result["partialFingerprints"]["sentryGeneral/v1"].clone()
    };
    let once = prints("src/gone/* #web\n");
    assert_eq!(once, prints("# above\n\na.ts #app\nsrc/gone/* #web\n"));
    assert_ne!(once, prints("src/gone2/* #web\n"));
}

#[test]
fn junit_counts_what_it_holds() {
    let printed = printed("src/<pay>&.ts");
    let mut reader = quick_xml::Reader::from_str(&printed["junit"]);
    let (mut cases, mut failures, mut told, mut depth) = (0, 0, (0, 0), 0);
    loop {
        match reader.read_event().expect("it is XML") {
            Event::Start(tag) | Event::Empty(tag) => {
                depth += 1;
                let number = |name: &str| -> u32 {
                    let value = tag
                        .try_get_attribute(name)
                        .expect("attributes are sound")
                        .expect("it is there");
                    value.value.parse().expect("a number")
                };
                match tag.name().as_ref() {
                    "testsuites" => told = (number("tests"), number("failures")),
                    "testcase" => cases += 1,
                    "failure" => failures += 1,
                    "testsuite" | "system-out" => {}
                    other => panic!("<{other}>"),
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(depth > 4);
    assert_eq!((cases, failures), told, "{}", printed["junit"]);
    assert!(failures >= 2, "an assertion and the budget: {}", printed["junit"]);
    assert!(printed["junit"].contains(
        "classname=\"as%s,ert:s.txt\" name=\"line 1: src/&lt;pay&gt;&amp;.ts -&gt; #pay\"/>"
    ));
}

#[test]
fn in_junit_an_assertion_fails_where_the_run_does() {
    for (options, exit) in
        [("{}", 1), (r#"{"failOn":"never"}"#, 0), (r#"{"ignore":["assertion-failed"]}"#, 0)]
    {
        let head = Snapshot {
            assertions: file("owners.txt", "src/a.ts -> #pay\n"),
            ..state(&["src/a.ts"], "src/* #web\n")
        };
        let mut request = ask(Command::Check, head, options);
        request.formats = vec![Format::Junit];
        let answer = run(&request);
        let xml = &answer.printed["junit"];
        assert_eq!(answer.exit, exit, "with {options}: {xml}");
        assert_eq!(xml.matches("<failure").count(), usize::from(exit), "with {options}: {xml}");
        assert!(xml.contains(&format!("failures=\"{exit}\" errors")), "with {options}: {xml}");
        let told = "<system-out>error: it goes to #web</system-out>";
        assert_eq!(xml.contains(told), exit == 0, "with {options}: {xml}");
    }
}

#[test]
fn markdown_shows_names_as_they_are() {
    let printed = printed("src/a|b.ts");
    let html = comrak::markdown_to_html(&printed["markdown"], &{
        let mut options = comrak::Options::default();
        options.extension.table = true;
        options
    });
    assert!(html.contains("<table>") && html.contains("<code>#pay</code>"), "{html}");
    assert!(html.contains("<strong>error</strong>"), "{html}");
}

#[test]
fn colours_come_only_when_asked_for() {
    let mut request = ask(Command::Check, state(&["a.ts"], "src/gone/* #web\n"), "{}");
    assert!(!run(&request).printed["text"].contains('\u{1b}'));
    request.color = true;
    assert!(run(&request).printed["text"].contains("\u{1b}[33;1mwarning\u{1b}[0m"));
}

#[test]
fn only_what_finds_something_is_printed_as_findings() {
    for command in [Command::Why, Command::Simulate, Command::Plan] {
        for format in [Format::Github, Format::Sarif, Format::Junit] {
            let mut request = ask(command, state(&["a.ts"], "* #web\n"), "{}");
            request.formats = vec![format];
            let answer = run(&request);
            assert_eq!(answer.exit, 2, "{command:?} as {}", format.name());
            assert!(answer.said.contains("text, json or markdown"), "{}", answer.said);
        }
    }
}

#[test]
fn of_many_of_a_kind_a_person_sees_the_first_and_a_program_all() {
    let rules: String = (0..40).map(|at| format!("gone/{at}/* #web\n")).collect();
    let mut request = ask(Command::Check, state(&["a.ts"], &rules), "{}");
    request.formats = ALL.to_vec();
    let printed = run(&request).printed;
    let text = &printed["text"];
    assert_eq!(
        text.matches("sentry.rules:").count(),
        6,
        "five, and what says that there are more: {text}"
    );
    assert!(text.contains("sentry.rules: … 35 more [rules/matches-nothing]"), "{text}");
    assert!(
        printed["markdown"].contains("35 more `rules/matches-nothing`"),
        "{}",
        printed["markdown"]
    );
    assert_eq!(printed["github"].matches("::warning").count(), 40);
    let json: Value = serde_json::from_str(&printed["json"]).expect("it is JSON");
    assert_eq!(json["counts"]["warnings"], 40);
}

#[test]
fn who_has_named_nobody_is_told_how_to() {
    let codeowners = file("CODEOWNERS", "* @acme/web\n");
    let head = Snapshot { codeowners, rules: None, ..state(&["a.ts"], "") };
    let mut request = ask(Command::Check, head, "{}");
    assert!(run(&request).printed["text"].contains("--teams FILE"));
    request.head.teams = file("teams.txt", "#web @acme/web\n");
    assert!(!run(&request).printed["text"].contains("--teams FILE"));
}
