//! Stack traces, and many errors at once.

use super::example::example;
use super::{Example, Page, Setting, page};

const fn trace(text: &'static str) -> Example {
    example(text, Setting::Trace)
}

const fn batch(text: &'static str) -> Example {
    example(text, Setting::Batch)
}

const ROWS: Example = batch("title,stack.filename,count()\nKeyError: 'x',shop/cart.py,\"1,204\"\n");

const SOUND: Example = trace(
    "Traceback (most recent call last):\n  File \"shop/a.py\", line 3, in f\n    g()\nValueError: no\n",
);

#[rustfmt::skip] // One line per field reads as a table.
pub(super) const PAGES: &[Page] = &[
    page("trace/not-recognised", "No stack trace recognised",
        "No line of the text looks like a frame of any known format.",
        "Paste the stack trace with its first line, or the event's JSON.",
        trace("It does not work.\n"), SOUND),
    page("trace/unsure", "Perhaps a stack trace",
        "Some lines look like frames, but too few to tell the format from others, or others stand among or beside them that fit nothing.",
        "Paste the lines above and below, too.",
        trace("  File \"shop/a.py\", line 3, in f\n"), SOUND),
    page("trace/several", "Several errors in one text",
        "A log can hold more than one error. One event is one error, so the first one counts.",
        "Paste the other errors alone to see where they go.",
        Example { text: "Traceback (most recent call last):\n  File \"shop/a.py\", line 3, in f\n    g()\nValueError: no\n\n", times: 2, setting: Setting::SimulatedTrace },
        Example { setting: Setting::SimulatedTrace, ..SOUND }),
    page("trace/minified", "Minified code",
        "The file and the names are those of a bundle, not of the repository. Sentry puts them right by source maps before it looks for owners; here they stay as they are.",
        "Paste the trace from Sentry, where it is put right.",
        trace("Error: no\n    at t (https://shop.example/main.js:1:20403)\n"), SOUND),
    page("trace/no-frames", "An error without frames",
        "Rules on paths and modules look at frames. Without any, only rules on URLs and tags can match.",
        "Paste the whole stack trace.",
        trace("  File \"shop/a.py\", line 1\n    def f(:\n          ^\nSyntaxError: invalid syntax\n"), SOUND),
    page("events/not-recognised", "No errors recognised",
        "The text is neither JSON of events or issues, nor a table whose header names a title, a culprit or a file, nor does it hold stack traces.",
        "Paste events as JSON, one a line, or the CSV of an export with its first line.",
        batch("nothing to see here\n"), ROWS),
    page("events/no-place", "Errors without a file or module",
        "Rules on paths and modules look at frames. Where an export has only titles or transactions, nobody can say whom these errors reach; they are counted apart.",
        "In Discover, add the columns `stack.filename` and `stack.module` before you export, or paste the events.",
        batch("title,project,count()\nKeyError: 'x',shop,3\n"), ROWS),
    page("events/culprit-only", "Only the culprit is known",
        "The culprit is the newest frame of the application's own code. Sentry's rules look at every frame, so that a rule on another one is missed here.",
        "In Discover, add the columns `stack.filename` and `stack.module` before you export, or paste the events.",
        batch("title,culprit,count()\nKeyError: 'x',shop.cart in total,3\n"), ROWS),
    page("events/no-counts", "No column with counts",
        "Nothing tells how often each error came, so that each row counts once.",
        "Export with a column `count()`, `events` or `times seen`.",
        batch("title,culprit\nKeyError: 'x',shop.cart in total\n"), ROWS),
    page("events/bad-count", "A count that is no number",
        "Numbers are read with and without thousands separators, and with k, M and B. Anything else counts once.",
        "Write the number in digits.",
        batch("title,culprit,count()\nKeyError: 'x',shop.cart in total,many\n"), ROWS),
    page("events/bad-row", "A row that can't be read",
        "A line is no JSON, a quote is never closed, or the row names no error at all. The other rows are read.",
        "Mend the row, or leave it out.",
        batch("{\"exception\":{\"values\":[]}}\n{\"exception\":\n"), batch("{\"exception\":{\"values\":[]}}\n")),
];
