//! The plain parts by name.

use super::Plain;

/// Names one of the plain parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// [`Plain::top`].
    Top,
    /// [`Plain::working`].
    Working,
    /// [`Plain::notices`].
    Notices,
    /// [`Plain::tabs`].
    Tabs,
    /// [`Plain::bar`].
    Bar,
    /// [`Plain::ways`].
    Ways,
    /// [`Plain::texts`].
    Texts,
    /// [`Plain::summary`].
    Summary,
    /// [`Plain::views`].
    Views,
    /// [`Plain::why`].
    Why,
    /// [`Plain::drawn`].
    Drawn,
}

impl Name {
    /// All.
    pub const ALL: [Self; 11] = [
        Self::Top,
        Self::Working,
        Self::Notices,
        Self::Tabs,
        Self::Bar,
        Self::Ways,
        Self::Texts,
        Self::Summary,
        Self::Views,
        Self::Why,
        Self::Drawn,
    ];
}

/// Comparing
impl Plain {
    /// Whether a part shows the same as in `other`.
    #[must_use]
    pub fn same(&self, other: &Self, name: Name) -> bool {
        match name {
            Name::Top => self.top == other.top,
            Name::Working => self.working == other.working,
            Name::Notices => self.notices == other.notices,
            Name::Tabs => self.tabs == other.tabs,
            Name::Bar => self.bar == other.bar,
            Name::Ways => self.ways == other.ways,
            Name::Texts => self.texts == other.texts,
            Name::Summary => self.summary == other.summary,
            Name::Views => self.views == other.views,
            Name::Why => self.why == other.why,
            Name::Drawn => self.drawn == other.drawn,
        }
    }
}
