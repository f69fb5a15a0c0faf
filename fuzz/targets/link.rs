//! Links: whatever stands in one is read or refused, and what is read is written and read again as the same. Packing is
//! done here, since no random bytes unpack to anything.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sentry_general::document::Document;
use sentry_general::link::{self, Linked, decode, encode};
use sentry_general::session;
use serde_json::Value;

fuzz_target!(|text: &str| {
    let _ = decode(text);
    let _ = session::fence_of_link(text);
    let Ok(Value::Object(mut fields)) = serde_json::from_str(text) else { return };
    let view = fields.remove("view");
    let linked = Linked { document: Document::from_fields(fields), view };
    let fragment = encode(&linked);
    assert!(fragment.len() < link::LIMIT);
    let Ok(once) = decode(&fragment) else { return };
    let twice = decode(&encode(&once));
    assert_eq!(twice.as_ref(), Ok(&once));
    let _ = session::fence_of_link(&fragment);
});
