//! A pasted file listing, read into a tree of paths.
//!
//! People have listings in many shapes: from git, `find`, `tree`, an archive,
//! an API, a README. [`read`] tells which it is and gives the [`Paths`] of the
//! files, with an [`Account`] of every line.
//!
//! ```
//! use sentry_general::tree::{Format, ReadOptions, read};
//!
//! let listing = read("shop\n├── src\n│   └── pay.ts\n└── README.md\n", &ReadOptions::default());
//! assert_eq!(listing.format, Format::Tree);
//! assert_eq!(listing.files.iter().collect::<Vec<_>>(), ["src/pay.ts", "README.md"]);
//! assert_eq!(listing.folders, 1);
//! ```
//!
//! # The steps
//!
//! 1. What stands around a listing is taken off, whatever its format: colours, quote marks,
//!    marks of a diff, numbers, pictures, a wrong code page. The lines stay the same, so that
//!    places lead back to the text.
//! 2. The text is cut at code fences, tags and rules; the block that is a listing most surely
//!    is read.
//! 3. [`detect`] ranks the formats by a sample of lines. Candidates are read in turn until one
//!    is sure enough; [`Listing::sure`] says how sure.
//! 4. The format's reader puts each line into one of: entry, structure, skipped.
//! 5. The [`Prefix`] is found, and stripped if [`Strip`] says so.
//! 6. Folders are told from files, duplicates counted, noise left out, globs applied.
//!
//! A plain list that ascends as git sorts needs none of this and is read in one go
//! (`plain_list.rs`), with the same result.
//!
//! # Odd cases
//!
//! - **Folders that the listing does not mark.** A path that others go through is
//!   a folder. `find` and `tree` do not tell an empty folder from a file with no
//!   extension; such a leaf is read as a file, and `tree/maybe-empty-folders` says so.
//! - **The heading of a drawn tree** is the folder that was listed, so it is no
//!   part of the paths, unless its name is one that repositories use for a part
//!   (`src`, `packages`, …): then it stays and is offered as a prefix.
//! - **Backslashes** part folders only in listings of Windows. In git's they are
//!   a letter of the name, and git quotes them.
//! - **Tracked listings.** What git tracks is never noise. A plain list counts as
//!   tracked if it is sorted as git sorts, byte by byte, and does not go into `.git`.
//! - **Deleted files** (`git status`, `--name-status`) and submodules are skipped.
//! - **A trailing slash is no path**: in `tree -F`, `jobs/` in `jobs/` is a folder in a folder.
//! - **Markdown links**: the target is the path, the text is only said.
//! - **Abbreviated paths** (`.../api.ts` of `git diff --stat`) are skipped: their
//!   folders are unknown.
//!
//! # What is not modelled
//!
//! `.gitignore` files (their contents are not in a listing), names that contain a
//! line break other than in quotes or NUL-separated lists, symbolic links (read
//! as files; where they lead is ignored), paths with `..`.

mod arena;
mod blocks;
mod clean;
mod detect;
mod filter;
mod finish;
mod folders;
mod format;
mod formats;
mod groups;
mod lines;
mod listing;
pub mod map;
pub(crate) mod names;
mod noise;
mod options;
mod ordinary;
mod paths;
mod plain_list;
mod plausible;
mod prefix;
mod quote;
mod read;
mod shell;
mod sink;
mod sure;

pub use arena::{FolderId, Position, Tree};
pub use detect::{Candidate, detect};
pub use filter::{Compile, Sieve, compile as compile_globs, no_globs};
pub use format::Format;
pub use groups::Group;
pub use listing::{Account, LeftOut, Listing, NoiseKind, Prefix, PrefixState, SkipReason, Skipped};
pub use options::{Noise, ReadOptions, Strip};
pub use paths::{PathId, Paths, stem_and_ending};
pub use read::{read, read_by};
