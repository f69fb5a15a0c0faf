use super::{Content, File, Format};
use std::fmt;

/// A file of a plan that is not written yet: what it is called is known, and what is in it is
/// made when it is asked for.
pub struct Entry<'o> {
    /// Its name; in an archive its path, as [`File::filename`].
    pub filename: String,
    /// Its media type.
    pub mime: &'static str,
    content: Box<dyn Fn() -> Content + 'o>,
}

/// Instantiation
impl<'o> Entry<'o> {
    /// A file of a format, under the format's own name.
    pub(super) fn new(format: Format, text: impl Fn() -> String + 'o) -> Self {
        Self::of(format, move || Content::Text(text()))
    }

    /// The same, of whatever content.
    pub(super) fn of(format: Format, content: impl Fn() -> Content + 'o) -> Self {
        let (filename, mime) = (format.filename().to_owned(), format.mime());
        Self { filename, mime, content: Box::new(content) }
    }

    /// The same file under another name.
    pub(super) fn called(mut self, filename: String) -> Self {
        self.filename = filename;
        self
    }

    /// The same file in a folder.
    pub(super) fn within(self, folder: &str) -> Self {
        let filename = format!("{folder}/{}", self.filename);
        self.called(filename)
    }
}

/// Writing
impl Entry<'_> {
    /// The file, with what is in it.
    #[must_use]
    pub fn write(&self) -> File {
        let Self { filename, mime, content } = self;
        File { filename: filename.clone(), mime, content: content() }
    }
}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("filename", &self.filename).finish_non_exhaustive()
    }
}
