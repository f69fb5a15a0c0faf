//! Stack traces as runtimes print them, with the frames that Sentry's SDKs make.
//!
//! A file per language in `vectors`, and one of our own texts in `samples`: one JSON
//! object a line with `id`, `text` and `exceptions`; frames oldest first. Keys that
//! are absent are not compared.

use crate::support::check;

macro_rules! languages {
    ($($name:ident: $($file:literal)+;)+) => {$(
        #[test]
        fn $name() {
            $(check(include_str!(concat!($file, ".jsonl")));)+
        }
    )+};
}

languages! {
    javascript: "vectors/javascript" "samples/javascript";
    python: "vectors/python" "samples/python";
    several_traces_in_one_text: "vectors/mixed";
    text_without_a_trace: "vectors/none";
}
