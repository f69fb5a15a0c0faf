//! Links whose target is a file of a repository.

use std::borrow::Cow;

/// A file or folder that a link leads to.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::tree) struct Target<'t> {
    pub(in crate::tree) path: Cow<'t, str>,
    pub(in crate::tree) is_folder: bool,
}

/// Text and target of a Markdown link that `text` begins with.
pub(in crate::tree) fn markdown(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('[')?;
    let (label, rest) = inner.split_once("](")?;
    let end = rest.find([')', ' '])?;
    Some((label, rest[..end].trim_matches(['<', '>'])))
}

/// Where a link leads in its repository: an address of a host, or a relative path. Nothing if it
/// leads elsewhere.
pub(in crate::tree) fn target(link: &str) -> Option<Target<'_>> {
    let link = link.split(['#', '?']).next().unwrap_or(link);
    if let Some((scheme, rest)) = link.split_once("://") {
        return matches!(scheme, "http" | "https").then(|| address(rest)).flatten();
    }
    let is_other = link.is_empty() || link.starts_with("mailto:") || link.starts_with("..");
    (!is_other).then(|| Target { path: decoded(link), is_folder: link.ends_with('/') })
}

/// `host/owner/name/blob/ref/path`, as GitHub, GitLab, Bitbucket and Gitea have it.
fn address(address: &str) -> Option<Target<'_>> {
    let marks = ["/blob/", "/tree/", "/raw/", "/blame/", "/edit/", "/src/"];
    let (at, mark) = marks.iter().filter_map(|mark| Some((address.find(mark)?, *mark))).min()?;
    if address[..at].matches('/').count() < 2 {
        return None;
    }
    let rest = &address[at + mark.len()..];
    let rest =
        ["branch/", "commit/", "tag/"].iter().find_map(|it| rest.strip_prefix(it)).unwrap_or(rest);
    let (_, path) = rest.split_once('/')?;
    let is_folder = mark == "/tree/" || path.ends_with('/');
    (!path.is_empty()).then(|| Target { path: decoded(path), is_folder })
}

/// Without `%20` and the like, where that gives UTF-8.
fn decoded(path: &str) -> Cow<'_, str> {
    if !path.contains('%') {
        return Cow::Borrowed(path);
    }
    let bytes = path.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = (byte == b'%').then(|| path.get(at + 1..at + 3)).flatten();
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(code) => {
                plain.push(code);
                at += 3;
            }
            None => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(plain).map_or(Cow::Borrowed(path), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(link: &str, path: Option<&str>) {
        assert_eq!(target(link).as_ref().map(|it| &*it.path), path, "where {link} leads");
    }

    #[test]
    fn links_of_all_hosts_lead_to_files() {
        check("https://github.com/acme/shop/blob/main/src/a%20b.ts#L3", Some("src/a b.ts"));
        check("https://gitlab.com/acme/web/shop/-/blob/v1/src/a.ts", Some("src/a.ts"));
        check("https://bitbucket.org/acme/shop/src/main/src/a.ts", Some("src/a.ts"));
        check("https://codeberg.org/acme/shop/src/branch/main/a.ts", Some("a.ts"));
        check("./src/a.ts", Some("./src/a.ts"));
        check("#install", None);
        check("https://example.com/docs", None);
        check("mailto:jo@acme.io", None);
    }
}
