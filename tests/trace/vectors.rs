//! Stack traces as runtimes print them, with the frames that Sentry's SDKs make.

use crate::fixtures::fixtures;
use crate::support::check;

macro_rules! tests {
    ($($name:ident: $($file:literal)+;)+) => {$(
        #[test]
        fn $name() {
            $(check(include_str!(concat!($file, ".jsonl")));)+
        }
    )+};
}

fixtures!(tests);
