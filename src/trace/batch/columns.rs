//! What columns and fields are called, in Sentry's exports and in those of others.

/// What a column tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Title,
    Type,
    Value,
    Culprit,
    Project,
    Count,
    Filename,
    AbsPath,
    Module,
    Function,
    InApp,
    Url,
    Platform,
    Timestamp,
    /// A tag, by its key.
    Tag(String),
    /// Something that routing does not ask for.
    Other,
}

/// Names in lower case without blanks, `_`, `-` and `.`, and what they are.
///
/// Sources: the fields of Discover (`stack.filename`, `count()`), those of an issue
/// in Sentry's API (`shortId`, `metadata`), and the header of sentry2csv
/// (`Error,Location,Details,Events,Users,Notes,Link`).
const NAMES: [(&str, Column); 58] = [
    ("title", Column::Title),
    ("issuetitle", Column::Title),
    ("name", Column::Title),
    ("summary", Column::Title),
    ("message", Column::Title),
    ("error", Column::Type),
    ("errortype", Column::Type),
    ("type", Column::Type),
    ("exceptiontype", Column::Type),
    ("metadatatype", Column::Type),
    ("details", Column::Value),
    ("errorvalue", Column::Value),
    ("value", Column::Value),
    ("metadatavalue", Column::Value),
    ("culprit", Column::Culprit),
    ("location", Column::Culprit),
    ("errorlocation", Column::Culprit),
    ("project", Column::Project),
    ("projectname", Column::Project),
    ("projectslug", Column::Project),
    ("count()", Column::Count),
    ("count", Column::Count),
    ("events", Column::Count),
    ("eventcount", Column::Count),
    ("totalevents", Column::Count),
    ("timesseen", Column::Count),
    ("occurrences", Column::Count),
    ("errors", Column::Count),
    ("errorcount", Column::Count),
    ("numberofevents", Column::Count),
    ("total", Column::Count),
    ("stackfilename", Column::Filename),
    ("filename", Column::Filename),
    ("file", Column::Filename),
    ("path", Column::Filename),
    ("metadatafilename", Column::Filename),
    ("stackabspath", Column::AbsPath),
    ("abspath", Column::AbsPath),
    ("stackmodule", Column::Module),
    ("module", Column::Module),
    ("stackfunction", Column::Function),
    ("function", Column::Function),
    ("metadatafunction", Column::Function),
    ("stackinapp", Column::InApp),
    ("inapp", Column::InApp),
    ("url", Column::Url),
    ("requesturl", Column::Url),
    ("httpurl", Column::Url),
    ("platform", Column::Platform),
    ("timestamp", Column::Timestamp),
    ("datecreated", Column::Timestamp),
    ("datereceived", Column::Timestamp),
    ("received", Column::Timestamp),
    ("issue", Column::Other),
    ("issueid", Column::Other),
    ("shortid", Column::Other),
    ("users", Column::Other),
    ("usercount", Column::Other),
];

/// What a name means. Of a name that nobody knows, Discover's tags are told by
/// their form: one word, or `tags[key]`.
pub(super) fn column(name: &str) -> Column {
    let name = name.trim().trim_start_matches('\u{feff}').trim_matches('"');
    if let Some(key) = name.strip_prefix("tags[").and_then(|rest| rest.strip_suffix(']')) {
        return Column::Tag(key.trim_matches('"').to_owned());
    }
    let plain: String = name
        .chars()
        .filter(|c| !matches!(c, ' ' | '_' | '-' | '.'))
        .flat_map(char::to_lowercase)
        .collect();
    if let Some((_, column)) = NAMES.iter().find(|(known, _)| *known == plain) {
        return column.clone();
    }
    let is_tag = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-:".contains(&b));
    if is_tag { Column::Tag(name.to_owned()) } else { Column::Other }
}

/// Whether a header with these columns is one of errors.
pub(super) fn is_header(columns: &[Column]) -> bool {
    let has = |wanted: &[Column]| columns.iter().any(|column| wanted.contains(column));
    let places = [
        Column::Culprit,
        Column::Filename,
        Column::AbsPath,
        Column::Module,
        Column::Title,
        Column::Url,
    ];
    let more = [Column::Count, Column::Project, Column::Type, Column::Platform, Column::Function];
    let known = |column: &&Column| !matches!(column, Column::Other | Column::Tag(_));
    has(&places) && (has(&more) || columns.iter().filter(known).count() > 1)
        || columns.len() == 1 && has(&places[1..4])
}
