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
//! [`parse`] reads the text of a stack trace instead, in any of the formats that
//! runtimes and tools print, out of the middle of a log if need be. It gives what the
//! language's SDK would have sent: exceptions with the innermost cause first, frames
//! oldest first, and whose code each one is. [`Trace::event`] is that event as Sentry
//! stores it.
//!
//! ```
//! use sentry_general::trace::{InApp, Options, Role, parse};
//!
//! let text = "12:00 oops\nTraceback (most recent call last):\n  \
//!             File \"/app/shop/pay.py\", line 3, in charge\n    fail()\nValueError: no\n";
//! let parsed = parse(text, &Options::default());
//! let exception = &parsed.traces[0].exceptions[0];
//! assert_eq!(exception.ty.as_deref(), Some("ValueError"));
//! let frame = &exception.frames[0].frame;
//! assert_eq!(frame.filename.as_deref(), Some("shop/pay.py"));
//! assert_eq!(frame.in_app, InApp::Yes);
//! assert_eq!(parsed.lines[0].role, Role::Outside);
//! assert_eq!(parsed.lines[3].role, Role::Context);
//! ```
//!
//! How a text is read: [`lines()`] takes off what logs and terminals put around a line;
//! the formats (a file per language in `formats`) vote, and the one whose lines fit best
//! takes them; every line gets a [`Role`]. What a text can't tell is guessed as the SDK
//! would most likely have it: the path below the application's folder, the module of a
//! Python file. [`Options`] sets what is known better.
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
mod beside;
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
pub mod sdk;
pub mod synthetic;
mod title;

pub use event::{Event, Field, Kind, Read};
pub use events::{EventInText, Events, read_events};
pub use frames::{Frame, FrameSource, InApp, crashing_thread};
pub(crate) use in_app::below_root;
pub use lines::{Line, Prefix, lines};
pub use munge::{java_path, munge};
pub use options::{Options, Switch};
pub use parse::{Certainty, Code, Exception, Parsed, ParsedFrame, ReadLine, Role, Trace, parse};
