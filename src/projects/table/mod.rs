//! All that the decision goes by, as data.
//!
//! - [`signals`](TABLE): what can speak for or against a project, each with its sentence, the
//!   weight that `script/fit-split` found for it, and how often it speaks on the corpora;
//! - `files.txt`: which file names say what;
//! - `words.txt`: which folder names say what;
//! - [`LIMITS`]: the few numbers that are not weights.
//!
//! The code beside it is the machine that reads this: [`evidence`](super::evidence) and
//! [`facts`](super::facts) find signals, [`decision`](super::decision) adds their weights up.

mod limits;
mod signals;
mod words;

pub use limits::{LIMITS, Limits};
pub use signals::{Expect, Id, Row, Sign, TABLE, Weights};
pub use words::leave_out;
pub(super) use words::{Names, is_in};
