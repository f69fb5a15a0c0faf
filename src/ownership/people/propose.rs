use super::People;
use crate::ownership::codeowners::is_mail;
use crate::text::invisible::without_mark;
use crate::text::{Edit, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What could be written for names of a CODEOWNERS file that are mapped to
/// nobody yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// Names of teams and the slug each could have, without `#`.
    pub teams: Vec<(String, String)>,
    /// Names of people. A code host's name tells no address, so nothing is
    /// proposed.
    pub people: Vec<String>,
    /// A change to the text that adds a line for each of `teams`, if there are any
    /// and the text can take them.
    pub edit: Option<Edit>,
}

/// Proposing
impl People {
    /// Proposes a team for each of `names`, which a CODEOWNERS file uses, unless
    /// it is mapped already; addresses need no mapping. `text` is what `self` was
    /// read from, `known` are slugs of teams that are known to exist: one that
    /// differs only in its marks, or in a `team` before or behind, is preferred.
    ///
    /// ```
    /// use sentry_general::ownership::people::read;
    ///
    /// let text = "#web = @acme/web\n";
    /// let proposal = read(text).propose(text, ["@acme/web", "@acme/Pay", "@jo"], ["team-pay"]);
    /// assert_eq!(proposal.teams, [("@acme/Pay".to_owned(), "team-pay".to_owned())]);
    /// assert_eq!(proposal.people, ["@jo"]);
    /// assert_eq!(proposal.edit.unwrap().text, "@acme/Pay -> #team-pay\n");
    /// ```
    #[must_use]
    pub fn propose<'n>(
        &self,
        text: &str,
        names: impl IntoIterator<Item = &'n str>,
        known: impl IntoIterator<Item = &'n str>,
    ) -> Proposal {
        let mapped: BTreeSet<String> = self.names.keys().map(|name| name.to_lowercase()).collect();
        let mut known: BTreeSet<&str> = known.into_iter().collect();
        known.extend(self.teams());
        let mut bare_names: BTreeMap<String, &str> = BTreeMap::new();
        for slug in &known {
            bare_names.entry(bare(slug)).or_insert(slug);
        }
        let mut seen = mapped;
        let mut proposal = Proposal::default();
        for name in names {
            if is_mail(name) || !name.starts_with('@') || !seen.insert(name.to_lowercase()) {
                continue;
            }
            match slug_of(name) {
                Some(slug) => {
                    let slug = prefer(slug, &known, &bare_names);
                    proposal.teams.push((name.to_owned(), slug));
                }
                None => proposal.people.push(name.to_owned()),
            }
        }
        proposal.edit = append(text, &proposal.teams);
        proposal
    }
}

/// The slug that the name of a team would have; none for people.
pub(super) fn slug_of(name: &str) -> Option<String> {
    let (_, team) = name.strip_prefix('@')?.rsplit_once('/')?;
    let mut slug = String::new();
    for c in team.chars() {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' => slug.push(c),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    let slug = slug.trim_end_matches('-');
    let digits = slug.chars().all(|c| c.is_ascii_digit());
    (!digits && slug.len() <= 50).then(|| slug.to_owned())
}

/// The first of the known slugs that differs in its marks alone, or else this one.
fn prefer(slug: String, known: &BTreeSet<&str>, by_bare: &BTreeMap<String, &str>) -> String {
    if known.contains(slug.as_str()) {
        return slug;
    }
    by_bare.get(&bare(&slug)).map_or(slug, |other| (*other).to_owned())
}

/// A slug without its marks and without a `team` before or behind.
fn bare(slug: &str) -> String {
    let parts = slug.split(['-', '_']).filter(|part| !matches!(*part, "team" | "teams"));
    parts.collect()
}

fn append(text: &str, teams: &[(String, String)]) -> Option<Edit> {
    if teams.is_empty() {
        return None;
    }
    let json = &*without_mark(text);
    if json.trim_start().starts_with('{') {
        let end = json.trim_end().strip_suffix('}')?.trim_end().len();
        serde_json::from_str::<serde_json::Value>(json).ok()?;
        let pair = |(name, slug): &(String, String)| {
            format!("{}: \"#{slug}\"", serde_json::Value::from(name.as_str()))
        };
        let pairs: Vec<String> = teams.iter().map(pair).collect();
        let comma = if json[..end].trim_start() == "{" { "" } else { ", " };
        let text = format!("{comma}{}", pairs.join(", "));
        return Some(Edit { span: Span::new(end, end), text });
    }
    let lines: String = teams.iter().map(|(name, slug)| format!("{name} -> #{slug}\n")).collect();
    let gap = if text.is_empty() || text.ends_with(['\r', '\n']) { "" } else { "\n" };
    Some(Edit { span: Span::new(text.len(), text.len()), text: format!("{gap}{lines}") })
}
