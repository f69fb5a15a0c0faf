use super::codeowners::{Anchoring, CodeownersPattern};
use super::glob::{Backslash, Glob, Invalid};
use super::token::Case;

/// Why a pattern does not match a text: what one would change, or else how far
/// the two agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// The pattern can't be read, and matches nothing at all.
    Invalid(Invalid),
    /// Only upper and lower case differ, and they count here.
    Case,
    /// The pattern names a folder that the text lies in; a glob matches the
    /// whole text only, so it takes `/*` at the end.
    NamesFolder,
    /// The pattern fits further down: it is tied to the start of the text, and
    /// takes `**/` or `*/` in front.
    Anchored,
    /// The pattern starts with `/` and the text does not.
    LeadingSlash,
    /// The text starts with `/` and the pattern does not.
    TextLeadingSlash,
    /// The text lies deeper: behind a last `/*` only files right in that folder
    /// match.
    Deeper,
    /// The pattern ends in `/` and means a folder; the text is a file of that
    /// name.
    NotAFolder,
    /// One `*` would have to go over a `/`, which it does not in CODEOWNERS.
    StarStopsAtSlash,
    /// Brackets or braces of the pattern are part of a name in the text: they hold a
    /// set or a choice, and take `?` instead.
    Set,
    /// The text goes on behind the pattern, which must match to its end.
    GoesOn,
    /// Something stands in front of what the pattern matches.
    Preceded,
    /// The text is only the beginning of what the pattern asks for.
    Shorter,
    /// They differ in a letter or two.
    Similar,
    /// A URL that only a query or a fragment keeps from matching.
    Query,
    /// A URL that only its scheme keeps from matching.
    Scheme,
    /// They differ from here on: so many bytes of the text fit.
    Differs {
        /// A byte offset in the text as it is compared, in lower case where
        /// case does not count.
        at: usize,
    },
}

impl Mismatch {
    /// Whether one small change would make the pattern match.
    #[must_use]
    pub fn is_near(self) -> bool {
        !matches!(self, Self::Invalid(_) | Self::Differs { .. })
    }

    /// Its stable name, such as `star-stops-at-slash`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Invalid(_) => "invalid-pattern",
            Self::Case => "case",
            Self::NamesFolder => "names-folder",
            Self::Anchored => "anchored",
            Self::LeadingSlash => "leading-slash",
            Self::TextLeadingSlash => "text-leading-slash",
            Self::Deeper => "deeper",
            Self::NotAFolder => "not-a-folder",
            Self::StarStopsAtSlash => "star-stops-at-slash",
            Self::Set => "set",
            Self::GoesOn => "goes-on",
            Self::Preceded => "preceded",
            Self::Shorter => "shorter",
            Self::Similar => "similar",
            Self::Query => "query",
            Self::Scheme => "scheme",
            Self::Differs { .. } => "differs",
        }
    }

    /// What is between, as the end of a sentence that begins with the text.
    #[must_use]
    pub fn told(self) -> String {
        match self {
            Self::Invalid(invalid) => format!("can't match, since {invalid}"),
            Self::Case => "differs in upper and lower case, which counts here".to_owned(),
            Self::NamesFolder => {
                "lies in that folder, but the pattern must match the whole path: end it with `/*`"
                    .to_owned()
            }
            Self::Anchored => {
                "ends as the pattern does, but the pattern is tied to the start: put `**/` in front"
                    .to_owned()
            }
            Self::LeadingSlash => "has no leading `/`, and the pattern has".to_owned(),
            Self::TextLeadingSlash => "has a leading `/`, and the pattern has not".to_owned(),
            Self::Deeper => "lies in a folder below that one".to_owned(),
            Self::NotAFolder => "is a file of that name, and the pattern means a folder".to_owned(),
            Self::StarStopsAtSlash => {
                "would take a `*` over a `/`, which it does not cross in CODEOWNERS".to_owned()
            }
            Self::Set => {
                "has the brackets or braces in its name, and in the pattern they stand for one of what they hold: write `?` for each"
                    .to_owned()
            }
            Self::GoesOn => {
                "begins as the pattern does and goes on, but the pattern must match all of it: put `*` at the end"
                    .to_owned()
            }
            Self::Preceded => {
                "ends as the pattern does, but the pattern must match all of it: put `*` in front"
                    .to_owned()
            }
            Self::Shorter => "is only the beginning of what the pattern asks for".to_owned(),
            Self::Similar => "differs in no more than a letter or two".to_owned(),
            Self::Query => {
                "would match without its query, but the pattern must match the whole URL: put `*` at the end"
                    .to_owned()
            }
            Self::Scheme => {
                "differs only in its scheme: put `*://` instead of the pattern's".to_owned()
            }
            Self::Differs { .. } => "is another".to_owned(),
        }
    }
}

/// Explaining
impl Glob {
    /// Why the pattern does not match `text`; nothing if it does.
    #[must_use]
    pub fn why_not(&self, text: &str) -> Option<Mismatch> {
        if let Some(invalid) = self.invalid() {
            return Some(Mismatch::Invalid(invalid));
        }
        let at = self.furthest(text)?;
        let with = |pattern: String| Self::new(&pattern, self.dialect()).is_match(text);
        let pattern = self.source();
        let mut blind = self.dialect();
        blind.case = Case::Insensitive;
        let whole = blind.backslash == Backslash::Escapes;
        Some(if Self::new(pattern, blind).is_match(text) {
            Mismatch::Case
        } else if pattern.contains(['[', '{']) && with(pattern.replace(['[', ']', '{', '}'], "?")) {
            Mismatch::Set
        } else if let Some(near) = whole.then(|| self.near_value(text)).flatten() {
            near
        } else if with(format!("{}/*", pattern.trim_end_matches(is_slash(blind.backslash)))) {
            Mismatch::NamesFolder
        } else if pattern.strip_prefix('/').is_some_and(|rest| with(rest.to_owned())) {
            Mismatch::LeadingSlash
        } else if with(format!("/{pattern}")) {
            Mismatch::TextLeadingSlash
        } else if with(format!("**/{pattern}")) {
            Mismatch::Anchored
        } else if with(format!("{pattern}.*")) {
            Mismatch::GoesOn
        } else {
            Mismatch::Differs { at }
        })
    }
}

/// How long a value may be that is looked at letter by letter.
const LONGEST: usize = 200;

/// Explaining values that are no paths
impl Glob {
    /// What small thing keeps a URL or a tag's value from matching.
    fn near_value(&self, text: &str) -> Option<Mismatch> {
        let pattern = self.source();
        let with = |pattern: &str, text: &str| Self::new(pattern, self.dialect()).is_match(text);
        let is_url = self.dialect() == super::glob::Dialect::URL;
        let without_query = &text[..text.find(['?', '#']).unwrap_or(text.len())];
        if is_url && without_query.len() < text.len() && with(pattern, without_query) {
            return Some(Mismatch::Query);
        }
        if let (true, Some((_, asked)), Some((scheme, _))) =
            (is_url, pattern.split_once("://"), text.split_once("://"))
            && with(&format!("{scheme}://{asked}"), text)
        {
            return Some(Mismatch::Scheme);
        }
        let literal = !pattern.contains(['*', '?', '[', '{', '\\']);
        if pattern.is_empty() || text.is_empty() {
            return None;
        }
        if with(&format!("{pattern}*"), text) {
            return Some(Mismatch::GoesOn);
        }
        if with(&format!("*{pattern}"), text) {
            return Some(Mismatch::Preceded);
        }
        if !literal || pattern.len() > LONGEST || text.len() > LONGEST {
            return None;
        }
        let near = (1 + pattern.chars().count() / 6).min(2);
        match () {
            () if pattern.starts_with(text) && text.len() > 1 => Some(Mismatch::Shorter),
            () if strsim::osa_distance(pattern, text) <= near && pattern.chars().count() > 2 => {
                Some(Mismatch::Similar)
            }
            () => None,
        }
    }
}

fn is_slash(backslash: Backslash) -> impl Fn(char) -> bool {
    move |char| char == '/' || (backslash == Backslash::IsSlash && char == '\\')
}

/// Explaining
impl CodeownersPattern {
    /// Why the pattern does not match `path`; nothing if it does.
    #[must_use]
    pub fn why_not(&self, path: &str) -> Option<Mismatch> {
        let at = self.furthest(path)?;
        let with = |pattern: &str| Self::new(pattern).is_match(path);
        let pattern = self.source();
        if self.anchoring() == Anchoring::Anywhere {
            return Some(Mismatch::Differs { at });
        }
        let blind = Self::new(&pattern.to_lowercase()).is_match(&path.to_lowercase());
        let body = pattern.trim_end_matches('/');
        let deeper = pattern.strip_suffix("/*").is_some_and(|folder| with(&format!("{folder}/**")));
        let anchored = self.anchoring() == Anchoring::Root;
        Some(if blind {
            Mismatch::Case
        } else if deeper {
            Mismatch::Deeper
        } else if body.len() < pattern.len() && !body.is_empty() && ends_at(body, anchored, path) {
            Mismatch::NotAFolder
        } else if anchored && path.starts_with('/') && with(&format!("/{pattern}")) {
            Mismatch::TextLeadingSlash
        } else if anchored && with(&format!("**/{}", pattern.trim_start_matches('/'))) {
            Mismatch::Anchored
        } else if pattern.contains('*') && crosses(pattern, anchored, path) {
            Mismatch::StarStopsAtSlash
        } else {
            Mismatch::Differs { at }
        })
    }
}

/// Whether the pattern without its last slash matches the file itself.
fn ends_at(body: &str, anchored: bool, path: &str) -> bool {
    let body = match anchored && !body.contains('/') {
        true => format!("/{body}"),
        false => body.to_owned(),
    };
    CodeownersPattern::new(&body).is_match(path)
}

/// Whether the pattern would match if its stars ran over slashes.
fn crosses(pattern: &str, anchored: bool, path: &str) -> bool {
    let body = pattern.trim_matches('/');
    let start = if anchored { "" } else { "**/" };
    let path = path.trim_start_matches('/');
    // The glob's star does; the rest of the pattern is literal here.
    let escaped: String = body
        .chars()
        .flat_map(|char| match char {
            '*' | '?' => vec![char],
            '[' | ']' | '{' | '}' | '\\' | ',' => vec!['\\', char],
            char => vec![char],
        })
        .collect();
    let below = format!("{start}{escaped}/**");
    Glob::tag(&format!("{start}{escaped}")).is_match(path) || Glob::tag(&below).is_match(path)
}
