//! Stack traces.

use super::example::example;
use super::{Example, Page, Setting, page};

const fn trace(text: &'static str) -> Example {
    example(text, Setting::Trace)
}

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
        "Some lines look like frames, but too few to tell the format from others.",
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
];
