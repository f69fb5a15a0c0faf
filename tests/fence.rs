//! Fences: situations as plain text. What is written is read, what is wrong has its place, and the
//! answers are the page's own.

use proptest::prelude::*;
use sentry_general::document::Texts;
use sentry_general::fence::{Check, Expected, Fence, Part, Question, Shown, read};
use sentry_general::link::{self, Linked};
use sentry_general::session::{Embedded, FirstSession, Piece, Session, fence_of_link};

const PAY: &str = "\
title: The last rule that matches wins
path: src/pay/api.ts
expect: src/pay/api.ts -> #payments
expect: README.md -> nobody

--- tree
src/pay/api.ts
src/app.ts
README.md

--- rules
src/*      #web
src/pay/*  #payments
";

fn answered(text: &str) -> Embedded {
    FirstSession::embedded(text).expect("the first part of the engine answers it")
}

/// What a person reads of it.
fn words(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Element(_, _, children) => words(children),
        })
        .collect()
}

/// The problems of a fence's form: line, code.
#[track_caller]
fn is_said(text: &str, expected: &[(u32, &str)]) {
    let problems = read(text).problems;
    let lines = sentry_general::text::LineIndex::new(text);
    let found: Vec<_> = problems
        .iter()
        .map(|it| (it.span.map_or(0, |span| lines.line(span.start)), it.code))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_fence_is_answered_as_the_page_answers() {
    let answer = answered(PAY);
    assert_eq!(answer.title, "The last rule that matches wins");
    assert_eq!(answer.sentence, "2 of 3 files reach a team; 1 reaches nobody.");
    let [shown] = &answer.answers[..] else { panic!("one question: {:?}", answer.answers) };
    assert_eq!((shown.asked, &*shown.path), ("path", "src/pay/api.ts"));
    assert_eq!(shown.owner.as_deref(), Some("#payments"));
    let said = words(&shown.body);
    assert!(
        said.starts_with(
            "An error in src/pay/api.ts goes to #payments because line 2 is the last rule that matches."
        ),
        "{said}"
    );
    assert!(said.contains("matches, but line 2 comes later"), "what was overridden: {said}");
    assert!(!said.contains("Give it to"), "nothing can be done here: {said}");
    assert!(answer.expected.iter().all(|checked| checked.holds), "{:?}", answer.expected);
    assert!(answer.problems.is_empty(), "{:?}", answer.problems);
}

#[test]
fn without_a_tree_the_paths_that_are_asked_about_are_the_files() {
    let answer = answered("path: a/b.py\n--- rules\na/* #data\n");
    assert_eq!(answer.sentence, "1 of 1 file reaches a team; none reaches nobody.");
    assert_eq!(answer.answers[0].owner.as_deref(), Some("#data"));
}

#[test]
fn what_is_asked_of_the_whole_is_shown() {
    let tree =
        "--- tree\nsrc/a.ts\nsrc/b.ts\n--- rules\nsrc/a.ts #one\n--- codeowners\n* @acme/one\n";
    for (view, expected) in [
        ("", "src/a.ts#oneline 1src/b.tsnobody"),
        ("view: files\n", "src/a.ts#oneline 1src/b.tsnobody"),
        (
            "view: coverage\n",
            "/ holds 2 files:#one 1 filenobody 1 fileline 1path:src/a.ts#onedecides about 1 file",
        ),
        ("view: review\n", "@acme/one"),
    ] {
        let answer = answered(&format!("{view}{tree}"));
        let said = words(&answer.answers[0].body);
        assert!(said.contains(expected), "{view:?}: {said}");
        assert!(!said.contains("Show them"), "nothing can be done here: {said}");
    }
}

#[test]
fn an_error_waits_for_the_whole_engine() {
    let text = "--- rules\nsrc/pay/* #payments\n--- error\nTraceback (most recent call last):\n  \
        File \"src/pay/a.py\", line 1, in pay\n    charge()\nValueError: no\n";
    assert!(FirstSession::embedded(text).is_err(), "it can't be read there");
    let Ok(answer) = Session::embedded(text);
    assert_eq!(answer.answers[0].asked, "error");
    let said = words(&answer.answers[0].body);
    assert!(said.contains("#payments"), "{said}");
}

#[test]
fn without_rules_nothing_is_said_of_who_is_reached() {
    let Ok(answer) = Session::embedded("view: projects\n--- tree\nweb/package.json\nweb/a.ts\n");
    assert_eq!(answer.sentence, "");
    let answer = answered("view: files\n--- tree\na.ts\n--- rules\n");
    assert_eq!(answer.sentence, "0 of 1 file reach a team; 1 reaches nobody.", "yet to be written");
}

/// The words of each cell of the table's rows.
fn cells(pieces: &[Piece]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for piece in pieces {
        let Piece::Element(tag, _, children) = piece else { continue };
        if tag == "tr" {
            rows.push(children.iter().map(|it| words(std::slice::from_ref(it))).collect());
        } else {
            rows.extend(cells(children));
        }
    }
    rows
}

#[test]
fn frames_say_whether_they_are_in_app_and_which_file_was_found() {
    let Ok(answer) = Session::embedded(
        "view: error\n--- tree\nsrc/pay/a.py\n--- rules\nsrc/pay/* #payments\n--- error\n\
        Traceback (most recent call last):\n  File \"src/pay/a.py\", line 1, in pay\n    charge()\n  \
        File \"/usr/lib/python3.11/site-packages/stripe/charge.py\", line 2, in charge\n    \
        raise ValueError\nValueError: no\n",
    );
    let rows = cells(&answer.answers[0].body);
    let frames: Vec<_> = rows.iter().map(|row| [&*row[0], &*row[1], &*row[4]]).collect();
    assert_eq!(
        frames,
        [["", "In-app", "In the tree"], ["2", "no", ""], ["1", "yes", "src/pay/a.py"]]
    );
}

#[test]
fn whatever_the_engine_answers_both_of_its_parts_answer_alike() {
    let Ok(whole) = Session::embedded(PAY);
    assert_eq!(answered(PAY), whole);
}

#[track_caller]
fn found(text: &str, expected: &[&str]) {
    let Ok(answer) = Session::embedded(text);
    let found: Vec<_> = answer
        .expected
        .iter()
        .map(|it| {
            assert_eq!(it.holds, it.found.is_empty(), "{it:?}");
            if it.holds {
                format!("{}: yes", it.expected)
            } else {
                format!("{}: {}", it.expected, it.found)
            }
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn what_is_expected_and_is_not_so_says_what_is() {
    let tree = "--- tree\nsrc/a.ts\nsrc/b.ts\nlib.ts\ndoc.md\n--- rules\nsrc/* #web\nsrc/a.ts #a\nnone/* #old\nlib.ts\n";
    found(
        &format!(
            "expect: src/a.ts -> #a\nexpect: src/a.ts -> #pay\nexpect: lost.ts -> nobody\nexpect: doc.md -> nobody\n\
             expect: every file has an owner\nexpect: every rule decides\nexpect: rule 1 decides\n\
             expect: Rule 3 decides\nexpect: rule 9 decides\n{tree}"
        ),
        &[
            "`src/a.ts` goes to #a: yes",
            "`src/a.ts` goes to #pay: it goes to #a",
            "`lost.ts` reaches nobody: there is no such file",
            "`doc.md` reaches nobody: yes",
            "every file has an owner: 2 files reach nobody, such as `doc.md`",
            "every rule decides about some file: those on lines 3, 4 decide about none",
            "the rule on line 1 decides about some file: yes",
            "the rule on line 3 decides about some file: it decides about none",
            "the rule on line 9 decides about some file: there is no rule on this line",
        ],
    );
}

#[test]
fn projects_errors_and_releases_are_checked_too() {
    let tree = "web/package.json\nweb/next.config.js\nweb/pages/index.tsx\napi/manage.py\napi/requirements.txt\napi/shop/wsgi.py\n";
    found(
        &format!("expect: at most 1 project\nexpect: at least 2 projects\n--- tree\n{tree}"),
        &[
            "there are at most 1 projects: there are 2 projects",
            "there are at least 2 projects: yes",
        ],
    );
    let error = "--- rules\npath:api/* #api #ops\n--- error\nTraceback (most recent call last):\n  \
        File \"api/shop/pay.py\", line 1, in pay\n    charge()\nValueError: no\n";
    found(
        &format!(
            "expect: the error goes to #api\nexpect: the error goes to nobody\nexpect: an alert tells #ops\nexpect: an alert does not tell #api\n{error}"
        ),
        &[
            "the error goes to #api: yes",
            "the error goes to nobody: it goes to #api",
            "an alert tells #ops: yes",
            "an alert does not tell #api: it tells #ops and #api",
        ],
    );
    found(
        "expect: every release name is accepted\n--- releases\nshop@1.4.0\nfeature/pay\n",
        &[
            "Sentry accepts every release name: `feature/pay` is refused. `/` can't stand in the name of a release: names are part of addresses. Branches such as `feature/login` and images such as `acme/web:1` break on this.",
        ],
    );
    found(
        "expect: the error goes to #web\n--- rules\n*.ts #web\n",
        &["the error goes to #web: there is no error to look at"],
    );
}

#[test]
fn problems_stand_at_their_line_of_the_fence() {
    let answer = answered("path: a.ts\n\n--- tree\na.ts\n\n--- rules\n*.ts #web\n*.go\n");
    let found: Vec<_> = answer
        .problems
        .iter()
        .filter(|it| it.severity == "error")
        .map(|it| (it.part, it.line, it.line_of_part))
        .collect();
    assert_eq!(found, [("rules", 8, 2)], "{:?}", answer.problems);
}

#[test]
fn what_is_not_understood_is_named_and_the_rest_is_read() {
    is_said("", &[(1, "fence/empty")]);
    is_said("path: a\n", &[(1, "fence/empty")]);
    is_said("--- tree\na\n", &[]);
    is_said("--- Tree ---\r\na\r\n", &[]);
    is_said("--- tree\na\n--- rulez\nb\n", &[(3, "fence/part")]);
    is_said("--- tree\na\n--- tree\nb\n", &[(3, "fence/twice")]);
    is_said("src/a.ts\n--- tree\na\n", &[(1, "fence/stray")]);
    is_said("paths: a\n--- tree\na\n", &[(1, "fence/name")]);
    is_said(
        "path:\nview: no\nhost: no\nexpect: a\n--- tree\na\n",
        &[(1, "fence/value"), (2, "fence/value"), (3, "fence/value"), (4, "fence/value")],
    );
    let many = |name: &str, value: &str| format!("{name}: {value}\n").repeat(101);
    let all = many("path", "a") + &many("expect", "a -> nobody") + "--- tree\na\n";
    is_said(&all, &[(101, "fence/too-many")]);
    is_said(&(many("expect", "a -> nobody") + "--- tree\na\n"), &[(101, "fence/too-many")]);
    let fence = read(&all).fence;
    assert_eq!([fence.questions.len(), fence.expected.len()], [100, 100]);
    let fence = read("--- rulez\n*.go #api\n--- tree\na.ts\n--- tree\nb.ts\n").fence;
    assert_eq!(fence.texts, Texts { tree: "a.ts\n".into(), ..Texts::default() });
}

#[test]
fn lines_that_begin_like_parts_and_are_text_have_a_backslash() {
    let text = "--- tree\n\\--- rules\n\\\\--- rules\n--- a/b.ts\n\\other\n";
    let fence = read(text).fence;
    assert_eq!(fence.texts.tree, "--- rules\n\\--- rules\n--- a/b.ts\n\\other\n");
    assert_eq!(fence.to_string(), text);
}

/// What stands around a path is no part of it, however it is mixed, or a fence would change when it is
/// written again.
#[test]
fn a_path_has_nothing_around_it() {
    for written in ["a/b. ", "a/b. /", "./a/b./ / ", "./ ./a/b.//", " ./a/b."] {
        let fence = read(&format!("path: {written}\n--- tree\na/b.\n")).fence;
        assert_eq!(fence.questions, [Question::Path("a/b.".into())], "{written}");
        assert_eq!(read(&fence.to_string()).fence, fence, "{written}");
    }
    // Found by fuzzing: a question without a path was written as none.
    for root in ["/", "./", ".//", "././ /"] {
        let text = format!("path: {root}\n--- tree\na\n");
        is_said(&text, &[(1, "fence/value")]);
        assert_eq!(read(&text).fence.questions, [], "{root}");
    }
}

/// Texts as parts hold them: no blank lines at the end.
fn part() -> impl Strategy<Value = String> {
    prop::collection::vec("[a-z/*#@ .:\\\\>-]{0,12}", 0..5).prop_map(|lines| {
        let text = lines.join("\n");
        let text = text.trim_end();
        if text.is_empty() { String::new() } else { format!("{text}\n") }
    })
}

fn fence() -> impl Strategy<Value = Fence> {
    let path = || "[a-z]{1,3}(/[a-z .]{0,4}[a-z]){0,2}";
    let view = prop::sample::select(&Shown::ALL[..]).prop_map(Question::View);
    let question = prop_oneof![path().prop_map(Question::Path), view];
    let owner = prop::option::of("#[a-z]{1,5}|[a-z]{1,3}@[a-z]{1,3}");
    let someone = || "#[a-z]{1,5}|[a-z]{1,3}@[a-z]{1,3}";
    let check = prop_oneof![
        Just(Check::Accepted),
        (path(), owner.clone()).prop_map(|(path, owner)| Check::Owner { path, owner }),
        Just(Check::Covered),
        Just(Check::EveryRuleDecides),
        Just(Check::Releases),
        any::<u32>().prop_map(Check::Decides),
        any::<u32>().prop_map(Check::AtMost),
        any::<u32>().prop_map(Check::AtLeast),
        owner.prop_map(Check::Assigned),
        (someone(), any::<bool>()).prop_map(|(owner, tells)| Check::Told(owner, tells)),
    ];
    let expected = (check, "([a-z]{1,4}( [a-z|]{1,4}){0,2})?")
        .prop_map(|(check, advice)| Expected { check, advice });
    let host = prop::sample::select(&["", "github", "gitlab", "bitbucket"][..]);
    (
        "([a-z:]{1,4}( [a-z#-]{1,4}){0,3})?",
        host,
        [part(), part(), part(), part(), part(), part(), part()],
        prop::collection::vec(question, 0..4),
        prop::collection::vec(expected, 0..4),
    )
        .prop_map(|(title, host, parts, questions, expected)| {
            let [tree, rules, codeowners, mappings, people, event, releases] = parts;
            let texts = Texts { tree, rules, codeowners, mappings, people, event };
            Fence { title, host: host.to_owned(), texts, questions, releases, expected }
        })
}

proptest! {
    #[test]
    fn what_is_printed_is_read_again(fence in fence()) {
        let text = fence.to_string();
        let again = read(&text);
        prop_assert_eq!(&again.fence, &fence, "{}", text);
        let others = again.problems.iter().filter(|problem| problem.code != "fence/empty");
        prop_assert_eq!(others.count(), 0, "{}", text);
    }

    #[test]
    fn whatever_stands_there_is_answered(text in "(([a-z]{1,6}: ?)?[ -~é😀]{0,20}(\r\n|\n|\r)|--- [a-z]{4,6}\n|--- (tree|rules|teams)\n){0,20}") {
        let answer = answered(&text.replace("error", "rules"));
        let lines = text.lines().count() as u32 + text.matches('\r').count() as u32;
        for remark in answer.problems {
            prop_assert!(remark.line <= lines + 1, "{remark:?} in {text:?}");
        }
    }
}

#[test]
fn what_a_link_holds_is_a_fence() {
    let fence = read(PAY).fence;
    let linked = Linked { document: fence.document(), view: None };
    let link = link::encode(&linked);
    let again = read(&fence_of_link(&format!("https://docs.example/#{link}")).unwrap());
    assert_eq!(again.problems, []);
    assert_eq!(again.fence.texts, fence.texts);
    assert!(fence_of_link("https://docs.example/#v9.nothing").is_err());
}

#[test]
fn a_link_that_holds_a_fence_opens_as_its_document() {
    // Made by `CompressionStream("deflate-raw")`, of "path: a.ts\n--- rules\n*.ts #web\n".
    let link = "f1.K0gsybBSSNQrKebS1dVVKCrNSS3m0tIrKVZQLk9N4gIA";
    let Linked { document, view } = link::decode(link).expect("it opens");
    assert_eq!(document.texts.tree, "a.ts\n", "what is asked about is the tree");
    assert_eq!(document.texts.rules, "*.ts #web\n");
    assert_eq!(view.unwrap()["selected"], "a.ts");
    assert!(link::decode("f1.K0gsybBSSNQr").is_err(), "cut");
    assert!(link::decode("f1.").is_err(), "nothing");
}

#[test]
fn whether_sentry_takes_the_rules_is_checked_and_words_of_the_fence_are_said() {
    let text = |rules| {
        format!(
            "expect: Sentry accepts the rules | Separate owners by blanks.\n--- rules\n{rules}\n"
        )
    };
    let Ok(answer) = Session::embedded(&text("src/*\t#web"));
    let [checked] = &answer.expected[..] else { panic!("one: {answer:?}") };
    assert!(!checked.holds && checked.found.starts_with("it refuses them."), "{checked:?}");
    assert_eq!(checked.advice, "Separate owners by blanks.");
    let Ok(answer) = Session::embedded(&text("src/* #web"));
    assert!(answer.expected[0].holds);
}

#[test]
fn the_lines_that_decide_are_marked() {
    let marks: Vec<_> =
        answered(PAY).answers[0].marks.iter().map(|it| (it.part, it.line, it.wins)).collect();
    assert_eq!(marks, [("rules", 2, true), ("rules", 1, false)]);
}

#[test]
fn every_part_has_its_input() {
    for part in Part::ALL {
        let text = format!("--- {}\nx\n", part.name());
        assert_eq!(read(&text).fence.text(part), "x\n");
    }
}
