//! Defects of Sentry's glob patterns that make them match nothing, or not the
//! same in all versions. This only looks; matching is elsewhere.

use std::ops::Range;

/// What is wrong with a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Defect {
    /// `[` without `]`.
    OpenClass,
    /// `[z-a]`.
    Descending,
    /// `{` without `}`.
    OpenBrace,
    /// `{a,{b,c}}`.
    NestedBrace,
    /// `}` without `{`.
    StrayBrace,
    /// `[{]`.
    BraceInClass,
    /// `{a,}`.
    EmptyAlternative,
    /// A backslash at the end, where backslashes escape.
    TrailingBackslash,
}

/// All defects of a pattern with their places. `escapes` says whether a
/// backslash escapes; in path and module patterns it is a slash. Linear.
pub(super) fn defects(pattern: &str, escapes: bool) -> Vec<(Defect, Range<usize>)> {
    let mut found = Vec::new();
    let mut chars = pattern.char_indices().peekable();
    let mut open: Vec<usize> = Vec::new();
    let mut alternative = 0;
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if escapes && chars.next().is_none() => {
                found.push((Defect::TrailingBackslash, at..at + 1));
            }
            '[' => {
                let class = class(&pattern[at..]);
                let end = at + class.length;
                found.extend(class.defect.map(|defect| (defect, at..end)));
                while chars.next_if(|&(next, _)| next < end).is_some() {}
            }
            '{' => {
                if !open.is_empty() {
                    found.push((Defect::NestedBrace, at..at + 1));
                }
                open.push(at);
                alternative = at + 1;
            }
            ',' | '}' if !open.is_empty() => {
                if alternative == at {
                    found.push((Defect::EmptyAlternative, at..at + 1));
                }
                if c == '}' {
                    open.pop();
                } else {
                    alternative = at + 1;
                }
            }
            '}' => found.push((Defect::StrayBrace, at..at + 1)),
            _ => {}
        }
    }
    found.extend(open.into_iter().map(|at| (Defect::OpenBrace, at..at + 1)));
    found
}

struct Class {
    length: usize,
    defect: Option<Defect>,
}

/// The class at the start of `rest`; an open one takes all of it. Backslashes
/// are ordinary in it, and a dash goes on with the range before it.
fn class(rest: &str) -> Class {
    let mut chars = rest.char_indices().skip(1).peekable();
    chars.next_if(|&(_, c)| c == '!' || c == '^');
    let mut last: Option<(char, char)> = None;
    let (mut ranging, mut descending, mut brace) = (false, false, false);
    for (at, c) in chars {
        match (c, &mut last) {
            (']', Some(_)) => {
                let brace = brace.then_some(Defect::BraceInClass);
                let defect = if descending { Some(Defect::Descending) } else { brace };
                return Class { length: at + 1, defect };
            }
            ('-', Some(_)) if !ranging => ranging = true,
            (c, Some(range)) if ranging => {
                range.1 = c;
                descending |= c < range.0;
                ranging = false;
            }
            (c, last) => {
                *last = Some((c, c));
                ranging = false;
            }
        }
        brace |= matches!(c, '{' | '}' | ',');
    }
    Class { length: rest.len(), defect: Some(Defect::OpenClass) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, expected: &[Defect]) {
        let found: Vec<_> = defects(pattern, true).into_iter().map(|(defect, _)| defect).collect();
        assert_eq!(found, expected, "defects of the glob {pattern:?}");
    }

    #[test]
    fn sound_patterns_have_none() {
        for pattern in
            ["", "*", "a/**/b", "[a-z]", "[!a]", "[]a]", "[a-]", "{a,b}/{c,d}", "a,b", r"\{"]
        {
            check(pattern, &[]);
        }
    }

    #[test]
    fn each_defect_is_seen() {
        check("[", &[Defect::OpenClass]);
        check("[]", &[Defect::OpenClass]);
        check("[z-a]", &[Defect::Descending]);
        check("{", &[Defect::OpenBrace]);
        check("{a,{b,c}}", &[Defect::NestedBrace]);
        check("a}", &[Defect::StrayBrace]);
        check("[{]", &[Defect::BraceInClass]);
        check("x{a,}", &[Defect::EmptyAlternative]);
        check("x{}", &[Defect::EmptyAlternative]);
        check("a\\", &[Defect::TrailingBackslash]);
    }
}
