//! Many errors at once: what people export, and how often each error came.

use proptest::prelude::*;
use sentry_general::trace::Options;
use sentry_general::trace::batch::{self, Basis, Batch, Form};

fn read(text: &str) -> Batch {
    batch::read(text, &Options::default())
}

/// What is read of each error: its count, its basis, and the paths or modules of its
/// frames.
#[track_caller]
fn check(text: &str, form: Form, expected: &[(u64, Basis, &[&str])]) -> Batch {
    let batch = read(text);
    assert_eq!(batch.form, form, "the form of {text:?}");
    let places = |event: &batch::Counted| -> Vec<String> {
        let place = |frame: &sentry_general::trace::Frame| {
            frame.filename.clone().or(frame.module.clone()).unwrap_or_default()
        };
        event.event.frames.iter().map(place).collect()
    };
    let found: Vec<_> =
        batch.events.iter().map(|event| (event.count, event.basis, places(event))).collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(count, basis, places)| {
            (*count, *basis, places.iter().map(|&place| place.to_owned()).collect::<Vec<_>>())
        })
        .collect();
    assert_eq!(found, expected, "the errors of {text:?}");
    batch
}

#[track_caller]
fn check_codes(text: &str, expected: &[&str]) {
    let codes: Vec<_> = read(text).problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, expected, "the problems of {text:?}");
}

#[test]
fn tables_are_read_in_any_order_and_quoting() {
    use Basis::{Columns, Culprit, Nothing};
    // Discover.
    check(
        "title,stack.filename,stack.in_app,count()\n\
         \"KeyError: 'a', 'b'\",\"['lib/x.py', 'shop/cart.py']\",\"[0, 1]\",\"1,204\"\n\
         Boom,shop/a.py,,2\r\n",
        Form::Table,
        &[(1_204, Columns, &["lib/x.py", "shop/cart.py"]), (2, Columns, &["shop/a.py"])],
    );
    // sentry2csv.
    check(
        "Error,Location,Details,Events,Users,Notes,Link\n\
         AttributeError,shop.tasks.clean,'NoneType' object has no attribute 'x',12,1,,https://x/1/\n",
        Form::Table,
        &[(12, Culprit, &["shop.tasks.clean"])],
    );
    // Other orders, marks and spellings.
    check(
        "Times Seen;Culprit;Title\n1.5k;total(components/Cart);TypeError: x\n;GET /cart;Error\n",
        Form::Table,
        &[(1_500, Culprit, &["components/Cart"]), (1, Nothing, &[])],
    );
    check("\u{feff}Project\tTitle\tEvents\nweb\tKeyError\t3\n", Form::Table, &[(3, Nothing, &[])]);
    check(
        "filename\nsrc/a.ts\nsrc/b.ts\n",
        Form::Table,
        &[(1, Columns, &["src/a.ts"]), (1, Columns, &["src/b.ts"])],
    );
    check(
        "title,culprit,count\n\"two\nlines \"\"quoted\"\"\",a/b.rb in x,1\n",
        Form::Table,
        &[(1, Culprit, &["a/b.rb"])],
    );
}

#[test]
fn json_is_read_in_all_its_forms() {
    use Basis::{Columns, Culprit, Event};
    let event = r#"{"exception":{"values":[{"type":"E","value":"x","stacktrace":{"frames":[{"filename":"a.py"}]}}]},"count":"7","timestamp":"2026-05-01T10:00:00Z"}"#;
    check(event, Form::Json, &[(7, Event, &["a.py"])]);
    check(
        &format!("[{event},\n{event}]"),
        Form::Json,
        &[(7, Event, &["a.py"]), (7, Event, &["a.py"])],
    );
    check(
        &format!("{event}\n\n{event}\n"),
        Form::Json,
        &[(7, Event, &["a.py"]), (7, Event, &["a.py"])],
    );
    check(
        &format!(r#"{{"event":{event},"count":3,"project":{{"slug":"web"}}}}"#),
        Form::Json,
        &[(3, Event, &["a.py"])],
    );
    // What the API lists as issues, and what Discover's answers.
    check(
        r#"[{"id":"1","shortId":"WEB-1","title":"KeyError: 'x'","culprit":"app.cart in total","count":"1204","userCount":3,
            "type":"error","platform":"python","project":{"slug":"web"},"metadata":{"type":"KeyError","value":"'x'"}},
            {"title":"E","culprit":"/cart","count":"2","metadata":{"filename":"src/cart.ts","function":"total"}}]"#,
        Form::Json,
        &[(1_204, Culprit, &["app.cart"]), (2, Columns, &["src/cart.ts"])],
    );
    check(
        r#"{"data":[{"title":"E","stack.filename":["a.ts","b.ts"],"count()":5}],"meta":{}}"#,
        Form::Json,
        &[(5, Columns, &["a.ts", "b.ts"])],
    );
}

#[test]
fn a_log_gives_each_of_its_traces_once() {
    let trace = "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n    g()\nValueError: x\n";
    let batch = check(
        &format!("{trace}\nINFO on\n{trace}"),
        Form::Traces,
        &[(1, Basis::Event, &["a.py"]), (1, Basis::Event, &["a.py"])],
    );
    assert_eq!(batch.events[0].title, "ValueError: x");
}

#[test]
fn times_tell_the_days() {
    let event = |time: &str| format!("{{\"exception\":{{\"values\":[]}},\"timestamp\":{time}}}\n");
    let days = |text: &str| read(text).days;
    assert_eq!(
        days(&(event("\"2026-02-28T00:00:00Z\"") + &event("\"2026-03-02T12:00:00Z\""))),
        Some(2.5)
    );
    assert_eq!(days(&(event("1777000000") + &event("1777864000.5"))), Some(10.0));
    assert_eq!(days(&event("1777000000")), None, "one moment is no period");
    assert_eq!(
        days("title,culprit,count,timestamp\na,x.y in f,1,2024-02-29\nb,x.y in f,1,2024-03-01\n"),
        Some(1.0)
    );
}

#[test]
fn what_is_not_known_is_said() {
    check_codes("title,count\nKeyError,3\n", &["events/no-place"]);
    check_codes("title,culprit,count\nE,a.b in c,3\n", &["events/culprit-only"]);
    check_codes("title,culprit\nE,a.b in c\n", &["events/no-counts", "events/culprit-only"]);
    check_codes("filename,count\na.py,lots\n", &["events/bad-count"]);
    check_codes("filename,count\na.py,1,2\n", &["events/bad-row"]);
    check_codes(
        "filename,count\n\"a.py,1\n",
        &["events/bad-row", "events/no-place", "events/not-recognised"][..1],
    );
    check_codes("{\"exception\":{\"values\":[]}}\n{\n", &["events/bad-row", "events/no-place"]);
    check_codes("", &["events/not-recognised"]);
    check_codes("no errors here, none\n", &["events/not-recognised"]);
}

#[test]
fn problems_of_rows_stand_at_the_rows() {
    let text = "filename,count\na.py,1\nb.py,lots\n";
    let batch = read(text);
    let span = batch.problems[0].span.expect("a place");
    assert_eq!(&text[span.range()], "b.py,lots");
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(?s)[\\[{\"',;\t\na-z:.()0-9]{0,200}") {
        let batch = read(&text);
        for event in &batch.events {
            prop_assert!(text.get(event.span.range()).is_some(), "a place in the text");
        }
        prop_assert_eq!(batch.events.is_empty(), batch.form == Form::Nothing || batch.problems.iter().any(|problem| problem.code == "events/not-recognised"));
    }

    #[test]
    fn any_table_is_read(rows in prop::collection::vec("[a-z\",;\n/.(]{0,30}", 0..12), mark in "[,;\t]") {
        let text = format!("title{mark}stack.filename{mark}count()\n{}", rows.join("\n"));
        let batch = read(&text);
        for event in &batch.events {
            prop_assert!(text.get(event.span.range()).is_some(), "a place in the text");
        }
    }
}
