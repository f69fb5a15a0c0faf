//! How a repository is split into Sentry projects.
//!
//! [`plan`] takes a tree, the contents of a few small files where the user has them at
//! hand, and ownership rules. It proposes projects with reasons, says what gets none and
//! why, and asks what only the user can decide.
//!
//! ```
//! use sentry_general::projects::{Inputs, plan};
//! use sentry_general::tree::Tree;
//!
//! let files = ["web/next.config.js", "web/package.json", "web/pages/index.tsx",
//!     "api/manage.py", "api/requirements.txt", "api/shop/views.py"];
//! let tree = Tree::new(files.into_iter().collect());
//! let plan = plan(&Inputs::of_tree(&tree), &[]);
//! let found: Vec<_> = plan.projects.iter().map(|p| (p.slug.as_str(), p.platform)).collect();
//! assert_eq!(found, [("api", "python-django"), ("web", "javascript-nextjs")]);
//! ```
//!
//! # The steps
//! 1. [`evidence`]: one pass over all paths with a catalog of globs tells manifests,
//!    runtimes, entry points, deployment files, libraries; folder names tell tests, docs,
//!    examples, other people's code and infrastructure.
//! 2. [`facts`]: contents of manifests, where given, speak in the same words.
//! 3. [`decision`]: the weights of what speaks, added up per component; then nested
//!    components, embedded front ends, and guards against over-splitting.
//!    [`table`] holds all that this goes by: signals, weights, sentences, names.
//! 4. Names, teams, code mappings, each project's own rules in the paths of its frames with
//!    a proof that these go where the whole sends the files ([`Proof`]), [`Question`]s.
//! 5. [`Change`]s: answers and the user's own edits, applied in order.
//!
//! # Thresholds against over-splitting
//! - Applications that nothing ties together are samples, where they are spread over many folders,
//!   bring a compose file each, or are [`decision::SAMPLES`] with a README each: no projects. What
//!   ties them is a compose file or a folder for deployment at the top, deployment files of their
//!   names, a folder of applications, or a library beside them.
//! - Programs of the same names in a row of numbered folders are a course.
//! - More than [`decision::MANY`] applications that nothing deploys together are samples.
//! - Functions of one stack are one project, however many.
//! - A file that starts more than four processes of one code base tells of roles, which a
//!   tag tells apart.
//! - Fewer than [`decision::MIN_COMPONENTS`] components of a user interface inside a
//!   server's code base are scripts of its pages: no project of their own.
//!
//! # Odd cases
//! - The result depends on the set of paths only, never on their order.
//! - A project's rules are written for the paths in frames, since Sentry looks at no others:
//!   see `frames`.
//! - CODEOWNERS rules are not cut, unless they are to be transcribed: Sentry imports that file
//!   as a whole into each project.
//!
//! # Not modelled
//! Which of a program's flags make it another process; what is deployed from elsewhere.

mod aside;
mod change;
pub mod decision;
mod draft;
pub mod evidence;
pub mod facts;
mod frames;
mod guessed;
mod helpful;
mod names;
mod plan;
pub mod platform;
mod processes;
mod project;
mod question;
mod rules;
pub mod table;
pub mod what_if;

pub use aside::{Aside, NOTHING_DEPLOYED};
pub use change::{Change, Refused};
pub use frames::{Elsewhere, Seen, Sight, WithCodeowners, rules_in, seen, sight};
pub use names::{MAX_SLUG, slugify};
pub use plan::{Inputs, Plan, plan, plan_by};
pub use platform::Platform;
pub use project::{Place, Principle, Proposal, Reason};
pub use question::{Choice, MAX_QUESTIONS, Question};
pub use rules::{Difference, Proof, Taken};
