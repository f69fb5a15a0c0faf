//! Turning a path of the repository into one of stack traces, with the faults of
//! the original (`convert_codeowners_syntax`).

use super::Mapping;

/// A path after the mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rewritten {
    pub(super) path: String,
    /// What is odd about it.
    pub(super) oddity: Option<Oddity>,
}

/// What can go wrong on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Oddity {
    /// The source root was found, and replaced, in the middle of the path.
    Inside,
    /// Squeezing slashes broke a root such as `app:///`.
    Squeezed,
    /// Nothing is left.
    Empty,
}

/// Replaces the first occurrence of the source root by the stack root, wherever
/// it is, then makes one slash of each run of slashes that is not behind a colon.
///
/// Patterns without a slash before another character stay as they are.
pub(super) fn rewrite(path: &str, mapping: &Mapping) -> Rewritten {
    // Most files have no mapping, and most paths nothing to squeeze.
    let maps_nothing = mapping.source_root.is_empty() && mapping.stack_root.is_empty();
    if maps_nothing && !path.is_empty() && !path.contains("//") {
        return Rewritten { path: path.to_owned(), oddity: None };
    }
    let anchored = path.match_indices('/').any(|(at, _)| at + 1 < path.len());
    if !anchored {
        return Rewritten { path: path.to_owned(), oddity: None };
    }
    let found = path.find(&mapping.source_root);
    let replaced = path.replacen(&mapping.source_root, &mapping.stack_root, 1);
    let squeezed = squeeze(&replaced);
    let root_broken = found.is_some() && squeeze(&mapping.stack_root) != mapping.stack_root;
    let oddity = match found {
        _ if squeezed.is_empty() => Some(Oddity::Empty),
        Some(_) if root_broken && mapping.stack_root.contains(":///") => Some(Oddity::Squeezed),
        Some(at) if at > 1 || (at == 1 && !path.starts_with('/')) => Some(Oddity::Inside),
        _ => None,
    };
    Rewritten { path: squeezed, oddity }
}

/// A run of slashes keeps its first one if a colon stands before it, and of the
/// others one is left.
fn squeeze(path: &str) -> String {
    let mut squeezed = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('/') {
        let (before, run) = rest.split_at(at);
        let length = run.len() - run.trim_start_matches('/').len();
        squeezed.push_str(before);
        let protocol = squeezed.ends_with(':') && length > 1;
        squeezed.push_str(if protocol { "//" } else { "/" });
        rest = &run[length..];
    }
    squeezed.push_str(rest);
    squeezed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, source: &str, stack: &str, expected: &str, oddity: Option<Oddity>) {
        let mapping = Mapping { stack_root: stack.to_owned(), source_root: source.to_owned() };
        let expected = Rewritten { path: expected.to_owned(), oddity };
        assert_eq!(rewrite(path, &mapping), expected, "{path:?} with {source:?} -> {stack:?}");
    }

    #[test]
    fn paths_are_rewritten_as_sentry_does() {
        check("docs/*", "docs", "webpack://docs", "webpack://docs/*", None);
        check("/api/x", "", "webpack://static/", "webpack://static/api/x", None);
        check("/src/x", "src/", "app/", "/app/x", None);
        check("/lib/src/x", "src/", "app/", "/lib/app/x", Some(Oddity::Inside));
        check("/api/x", "", "app:///", "app://api/x", Some(Oddity::Squeezed));
        check("/apps", "/apps", "", "", Some(Oddity::Empty));
        check("foo/", "foo", "bar", "foo/", None);
        check("*.js", "", "app/", "*.js", None);
        check("a//b", "x", "y", "a/b", None);
        check("/é/", "", "", "/é/", None);
    }

    #[test]
    fn runs_of_slashes_are_squeezed_except_behind_a_colon() {
        for (path, expected) in
            [("a://b", "a://b"), ("a:////b", "a://b"), ("//a///b", "/a/b"), ("a:/b", "a:/b")]
        {
            assert_eq!(squeeze(path), expected, "slashes of {path:?}");
        }
    }
}
