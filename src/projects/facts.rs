//! What the contents of a few small files add to their names.

use super::decision::Signal;
use super::evidence::Evidence;
use super::processes::Process;
use crate::text::Problem;
use crate::tree::FolderId;
use std::collections::BTreeMap;

/// Facts of the files whose contents are given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    signals: BTreeMap<FolderId, Vec<Signal>>,
    repository: Option<String>,
}

/// Instantiation
impl Facts {
    /// Reads the files given. What can't be read is a problem with its path and place.
    #[must_use]
    pub fn read(
        _files: &BTreeMap<String, String>,
        _evidence: &Evidence,
        _problems: &mut Vec<(Option<String>, Problem)>,
    ) -> Self {
        Self::default()
    }
}

/// Access
impl Facts {
    /// Components that only contents tell of.
    pub fn roots(&self) -> impl Iterator<Item = FolderId> {
        self.signals.keys().copied()
    }

    /// What contents say of a component.
    pub fn signals_of(&self, root: FolderId) -> impl Iterator<Item = &Signal> {
        self.signals.get(&root).into_iter().flatten()
    }

    /// The name of the repository by the manifest at its root.
    #[must_use]
    pub fn repository(&self) -> Option<&str> {
        self.repository.as_deref()
    }

    /// Processes that contents name, of the components at `roots`.
    #[must_use]
    pub fn processes(&self, _evidence: &Evidence, _roots: &[FolderId]) -> Vec<Process> {
        Vec::new()
    }
}
