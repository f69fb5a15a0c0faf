//! An error as it reaches Sentry, as far as ownership looks at it.
//!
//! [`Event::read`] takes an event's JSON as the SDKs send it and picks out what
//! rules can match: the frames ([`Frame`]), the tags, the user and the URL. Which
//! of the stack traces counts is Sentry's choice ([`FrameSource`]): all chained
//! exceptions, else the top-level stack trace, else one thread.
//!
//! ```
//! use sentry_general::trace::{Event, InApp};
//! use serde_json::json;
//!
//! let json = json!({
//!     "platform": "java",
//!     "exception": {"values": [{"stacktrace": {"frames": [
//!         {"module": "com.acme.pay.Main$run$1", "abs_path": "Main.kt", "in_app": true},
//!     ]}}]},
//! });
//! let read = Event::read(&json);
//! let frame = &read.event.frames[0];
//! assert_eq!(frame.munged.as_deref(), Some("com/acme/pay/Main.kt"));
//! assert_eq!(frame.in_app, InApp::Yes);
//! assert!(read.problems.is_empty());
//! ```
//!
//! # Odd, but so
//! - A frame's own `platform` is not looked at; the event's decides on
//!   [`Frame::munged`].
//! - `raw_stacktrace` is ignored, and so is `exception` as a bare list. `threads`
//!   as a bare list is read.
//! - Stack traces are never combined: one frame in an exception hides all others.
//!
//! Nothing here fails: what has another shape than expected is left out, with a
//! problem that names its place, such as `exception.values[0].stacktrace`.

mod api_form;
pub mod batch;
mod draft;
mod event;
mod events;
mod formats;
mod frames;
mod in_app;
mod lines;
mod munge;
mod options;
mod parse;
mod reader;
mod recognise;
pub mod synthetic;

pub use event::{Event, Field, Kind, Read};
pub use events::{EventInText, Events, read_events};
pub use frames::{Frame, FrameSource, InApp, crashing_thread};
pub(crate) use in_app::below_root;
pub use lines::{Line, Prefix, lines};
pub use munge::{java_path, munge};
pub use options::{Options, Switch};
pub use parse::{Certainty, Code, Exception, Parsed, ParsedFrame, ReadLine, Role, Trace, parse};
