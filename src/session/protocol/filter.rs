use super::Input;
use serde::{Deserialize, Serialize};

/// Only files with a certain answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Filter {
    /// All files.
    #[default]
    All,
    /// Files that reach this owner.
    Owner(String),
    /// Files that reach nobody.
    Nobody,
    /// Files for which the rule on this line wins.
    Rule(Input, u32),
    /// Files that some rule matches and that reach nobody all the same.
    Unowned,
    /// Files that no rule matches.
    Unmatched,
    /// Files whose errors go to somebody who does not review them.
    Disputed,
    /// Files that change hands by the edits since the kept state.
    Moved,
    /// Files whose frames go elsewhere in Sentry than the rules send the file.
    Elsewhere,
    /// Files of certain places.
    Within(Box<Within>),
}

/// Files of certain places that another filter lets through: those that a number counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Within {
    /// What they are called.
    pub name: String,
    /// The other filter; not one of places.
    pub of: Filter,
    /// A file by its path; a folder by its path with a slash, all that is below it; with `/.` what is right in it. All
    /// files are nothing.
    pub places: Vec<String>,
}

impl Filter {
    /// What another filter lets through of a folder.
    #[must_use]
    pub fn below(folder: &str, of: Self) -> Self {
        if folder.is_empty() {
            return of;
        }
        let place = format!("{folder}/");
        Self::Within(Box::new(Within { name: place.clone(), of, places: vec![place] }))
    }

    /// What another filter lets through of the files right in a folder.
    #[must_use]
    pub fn right_in(folder: &str, of: Self) -> Self {
        let places = vec![format!("{folder}/.")];
        Self::Within(Box::new(Within { name: format!("right in {folder}/"), of, places }))
    }
}
