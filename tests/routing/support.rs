//! Rules by hand, and the slow answer that the router must equal.

use sentry_general::ownership::pattern::{CodeownersPattern, Glob};
use sentry_general::ownership::{Matcher, MatcherKind, Owner, Rule, Source};
use sentry_general::routing::{Mapping, frame_path};
use sentry_general::text::Span;

/// A rule from a short form: `path:src/* #team`, `codeowners:/docs/ #team`; the
/// type must be written. Rules of the type `codeowners` come from a CODEOWNERS
/// file.
pub(crate) fn rule(line: usize, text: &str) -> Rule {
    let (matcher, owners) = text.split_once(" #").unwrap_or((text, ""));
    let (kind, pattern) = matcher.split_once(':').expect("a test rule has a type");
    let owners = owners.split(" #").filter(|owner| !owner.is_empty());
    let (kind, source) = match kind {
        "path" => (MatcherKind::Path, Source::Rules),
        "codeowners" => (MatcherKind::Codeowners, Source::Codeowners),
        "module" => (MatcherKind::Module, Source::Rules),
        "url" => (MatcherKind::Url, Source::Rules),
        tag => (MatcherKind::Tag(tag.to_owned()), Source::Rules),
    };
    Rule {
        source,
        span: Span::new(0, text.len()),
        line: line as u32 + 1,
        matcher: Matcher { kind, pattern: pattern.to_owned() },
        owners: owners.map(|owner| Owner::Team(owner.to_owned())).collect(),
    }
}

pub(crate) fn rules<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> Vec<Rule> {
    texts.into_iter().enumerate().map(|(line, text)| rule(line, text.as_ref())).collect()
}

/// Which rules match a path: each is asked, one after the other.
pub(crate) fn matching(rules: &[Rule], path: &str, mappings: &[Mapping]) -> Vec<u32> {
    let path = frame_path(path, mappings);
    let matches = |rule: &Rule| match rule.matcher.kind {
        MatcherKind::Path => Glob::path(&rule.matcher.pattern).is_match(&path),
        MatcherKind::Codeowners => CodeownersPattern::new(&rule.matcher.pattern).is_match(&path),
        _ => false,
    };
    (0..).zip(rules).filter(|(_, rule)| matches(rule)).map(|(id, _)| id).collect()
}

/// The rule that wins: the last, ownership rules before CODEOWNERS rules.
pub(crate) fn winner(rules: &[Rule], matching: &[u32]) -> Option<u32> {
    let last = |source| {
        let mut candidates = matching.iter().rev().copied();
        candidates.find(|&id| {
            let rule = &rules[id as usize];
            rule.source == source && (source == Source::Codeowners || !rule.owners.is_empty())
        })
    };
    last(Source::Rules).or_else(|| last(Source::Codeowners))
}
