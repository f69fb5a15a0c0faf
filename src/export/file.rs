/// A file to take away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name; in an archive its path, with `/`. Every part is of letters, digits, `.`,
    /// `_` and `-`, so that it is a name on every system.
    pub filename: String,
    /// Its media type.
    pub mime: &'static str,
    /// What is in it.
    pub content: Content,
}

/// What is in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text, in UTF-8.
    Text(String),
    /// Bytes of an archive.
    Bytes(Vec<u8>),
}

/// Instantiation
impl File {
    /// The same file under another name.
    pub(super) fn called(mut self, filename: String) -> Self {
        self.filename = filename;
        self
    }
}

/// Access
impl File {
    /// Its text; none of an archive.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Bytes(_) => None,
        }
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Text(text) => text.as_bytes(),
            Content::Bytes(bytes) => bytes,
        }
    }
}
