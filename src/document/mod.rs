//! What is saved, linked and shared, and how it outlives versions of this program.
//!
//! A [`Document`] is texts and what was chosen for them. It has one form, JSON with a number for
//! its version, whatever carries it: the browser's storage, a link, a file. What is merely seen
//! (the open folder, the chapter that is read) is not part of it; whoever shows a document may
//! put that beside it, in the field [`VIEW`].
//!
//! | field | holds | of |
//! |---|---|---|
//! | `version` | the form's number, 2 | |
//! | `inputs` | texts: `tree`, `rules`, `codeowners`, `mappings`, `people`, `event` | the repository; `people` the organization |
//! | `listing` | how the listing is read | the repository |
//! | `settings` | its name; how its CODEOWNERS file is read (`codeowners`), errors are simulated (`simulation`), it is split (`split`) | the repository |
//! | `organization`, `quota` | the organization's slug, and its errors in a month | the organization |
//! | `choices` | what was chosen for carrying the plan out | the organization |
//! | `today` | what was read of the organization as it is in Sentry | the organization |
//! | `repositories` | the other repositories, each packed, and their order | the organization |
//!
//! Two rules make it last:
//!
//! - *Reading fails nowhere.* A field or value that this version can't read, because a later
//!   one wrote it, has its default; all around it is read ([`Carried::read`]). What an earlier
//!   version wrote is brought into today's form first ([`from_stored`], [`from_link_1`]).
//! - *Writing drops nothing.* What could not be read is written back where it was, unless
//!   the user has chosen something else in its place ([`Carried::write`]).
//!
//! ```
//! use sentry_general::document::Document;
//!
//! let later = serde_json::json!({
//!     "version": 3,
//!     "inputs": { "tree": "src/pay.ts", "notes": "of a later version" },
//!     "choices": { "ci": "a-later-one", "branch": "trunk" },
//! });
//! let mut document = Document::from_fields(later.as_object().unwrap().clone());
//! assert_eq!(document.texts.tree, "src/pay.ts");
//! assert_eq!(document.chosen.choices.branch(), "trunk");
//! document.chosen.choices.branch = "main".into();
//! let written = document.to_fields();
//! assert_eq!(written["version"], 3);
//! assert_eq!(written["inputs"], later["inputs"]);
//! assert_eq!(written["choices"]["ci"], "a-later-one");
//! assert_eq!(written["choices"]["branch"], "main");
//! ```

mod carried;
mod choices;
mod form;
mod listing;
mod merge;
mod numbers;
mod repositories;
mod settings;
mod sieve;
mod upgrade;

pub use carried::{Carried, Saved};
pub use choices::{
    AlertChoices, Channel, Choices, Ci, Cli, Edition, Former, HostingChoices, Messenger, Profile,
    Question, ReleaseChoices, RepositoryHost, Scheme, Situation, Subscription, Train,
    VolumeChoices, WithoutOwner,
};
pub use form::{Chosen, Document, MOST_TODAY, Texts, Version};
pub use listing::{Strip, TreeOptions};
pub use numbers::settle;
pub use repositories::{MOST_REPOSITORIES, OtherRepository, Repositories};
pub use settings::{
    CodeownersSettings, DIALECTS, MOST_CHOICES, MOST_CONTENTS, Settings, SimulationSettings,
    SplitSettings, files_size,
};
pub use upgrade::{VIEW, linked as from_link_1, stored as from_stored};
