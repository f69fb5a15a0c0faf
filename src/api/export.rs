use crate::export::{self, Content, File};
use crate::organization::Organization;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

/// A file made from a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExportedFile {
    /// Its name, safe on every system.
    pub filename: String,
    /// Its media type.
    pub mime: &'static str,
    /// What is in it; of an archive in base64.
    pub text: String,
    /// `base64` if the text is; absent if the text is the file's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<&'static str>,
}

/// Makes a file of a plan, as `planProjects` answers it or an export has given it.
///
/// `format` is the id of a [`Format`](crate::export::Format). Behind `ownership@`, `code-mappings@` and `sdk@` may stand
/// the slug of a project, for the file of that project alone.
///
/// # Errors
/// An unknown format or project; the text names those that there are.
pub fn export_plan(plan: &Organization, format: &str) -> Result<ExportedFile, String> {
    export::find(plan, format).map(exported)
}

pub(super) fn exported(file: File) -> ExportedFile {
    let (text, encoding) = match file.content {
        Content::Text(text) => (text, None),
        Content::Bytes(bytes) => (STANDARD.encode(bytes), Some("base64")),
    };
    ExportedFile { filename: file.filename, mime: file.mime, text, encoding }
}
