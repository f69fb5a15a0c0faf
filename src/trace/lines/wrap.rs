//! Frames that a terminal broke into two lines.
//!
//! A line that starts as a frame and does not end as one is joined to the next if
//! together they are one, with a blank between or without. The rest of a broken line of
//! source code is joined, too, so that the frames behind it are reached.

use super::{Line, marker};

/// Over how many lines a frame may go.
const MOST: usize = 3;

/// Joins what belongs together. Linear.
pub(super) fn join(lines: &mut [Line]) {
    let widest = lines.iter().map(|line| line.text.trim_end().chars().count()).max().unwrap_or(0);
    let mut at = 0;
    while at + 1 < lines.len() {
        let count = match joined(lines, at, widest) {
            Some((text, count)) => {
                lines[at].text = text.into();
                count
            }
            None => usize::from(is_source_rest(lines, at)),
        };
        for line in &mut lines[at + 1..=at + count] {
            line.joined = true;
        }
        at += count + 1;
    }
}

/// The whole frame that starts in a line, and how many lines more it takes.
fn joined(lines: &[Line], at: usize, widest: usize) -> Option<(String, usize)> {
    let head: &str = lines[at].text.trim_end();
    let start = head.trim_start();
    let kind = Kind::of(start, head.chars().count() == widest && widest >= 60)?;
    let indent = &head[..head.len() - start.len()];
    let mut texts = vec![start.to_owned()];
    for count in 1..=MOST {
        let next = lines.get(at + count)?;
        let rest = next.text.trim();
        if rest.is_empty() || (marker::is_plain(&next.text) && kind != Kind::Ruby) {
            return None;
        }
        // Every way to put the lines together so far, without a blank first.
        texts = texts
            .iter()
            .flat_map(|text| [format!("{text}{rest}"), format!("{text} {rest}")])
            .collect();
        if let Some(text) = texts.iter().find(|text| kind.is_whole(text)) {
            let text = match text.rsplit_once(' ') {
                // Android Studio leaves out the parentheses, too.
                Some((name, place)) if kind == Kind::Dart && !place.starts_with('(') => {
                    format!("{name} ({place})")
                }
                _ => text.clone(),
            };
            return Some((format!("{indent}{text}"), count));
        }
    }
    None
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Python,
    At,
    DotNet,
    Dart,
    Ruby,
}

impl Kind {
    /// What a line starts that does not end there. `full` says that no line of the
    /// text is longer.
    fn of(line: &str, full: bool) -> Option<Self> {
        if line.starts_with("File \"") && !Self::Python.is_whole(line) {
            return Some(Self::Python);
        }
        if let Some(rest) = line.strip_prefix("at ") {
            if (rest.ends_with(") in") || rest.contains(") in ")) && !Self::DotNet.is_whole(line) {
                return Some(Self::DotNet);
            }
            return (!marker::is_called(rest)).then_some(Self::At);
        }
        if let Some(rest) = line.strip_prefix('#') {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let name = rest[digits..].trim();
            let bare = digits > 0 && !name.is_empty() && !name.contains(['(', '/']);
            return bare.then_some(Self::Dart);
        }
        let path = line.strip_prefix("from ").or(line.strip_prefix("# ")).unwrap_or(line);
        let broken = full && path.starts_with('/') && !path.contains(' ');
        (broken && marker::start(line).is_none()).then_some(Self::Ruby)
    }

    /// Whether a line is all of a frame.
    fn is_whole(self, line: &str) -> bool {
        match self {
            Self::Python => {
                let Some((_, rest)) = line.split_once("\", line ") else { return false };
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                let name = rest[digits..].strip_prefix(", in ");
                digits > 0 && name.is_some_and(|name| !name.is_empty() && !name.contains(' '))
            }
            Self::At => {
                let rest = line.strip_prefix("at ").unwrap_or(line);
                let glued = rest.find('(').is_some_and(|open| !rest[..open].ends_with(' '));
                // Only the frames of V8 have a column, and a blank before their place.
                let column = rest.trim_end_matches(')').rsplit(':').take(2);
                let placed = column.filter(|part| part.parse::<u32>().is_ok()).count() == 2;
                marker::is_called(rest) && rest.ends_with(')') && !(glued && placed)
                    || (marker::is_called(rest) && !rest.contains('(') && placed)
            }
            Self::DotNet => {
                let Some((_, place)) = line.rsplit_once(':') else { return false };
                if !line.contains(") in ") {
                    return false;
                }
                let place = place.strip_prefix("line ").unwrap_or(place);
                !place.is_empty() && place.bytes().all(|b| b.is_ascii_digit())
            }
            Self::Dart => {
                let place = line.trim_end_matches(')').rsplit([' ', '(']).next().unwrap_or(line);
                let known =
                    ["package:", "dart:", "file:"].iter().any(|start| place.starts_with(start));
                known && place.ends_with(|c: char| c.is_ascii_digit())
            }
            Self::Ruby => {
                marker::start(line) == Some(0) && !line.contains(' ')
                    || line.ends_with('\'') && marker::start(line) == Some(0)
            }
        }
    }
}

/// Whether the line behind this one is the rest of its source code: it is not indented,
/// and behind it there is a frame of Python again.
fn is_source_rest(lines: &[Line], at: usize) -> bool {
    let is_file =
        |at: usize| lines.get(at).is_some_and(|line| line.text.trim_start().starts_with("File \""));
    let Some(above) = at.checked_sub(1).filter(|above| is_file(*above)) else { return false };
    let depth = |at: usize| lines[at].text.len() - lines[at].text.trim_start().len();
    let rest: &str = &lines[at + 1].text;
    depth(at) > depth(above)
        && depth(above) > 0
        && depth(at + 1) < depth(above)
        && !rest.trim().is_empty()
        && !marker::is_plain(rest)
        && is_file(at + 2)
}

#[cfg(test)]
mod tests {
    use super::super::lines;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let lines = lines(text);
        let whole = lines.iter().filter(|line| !line.joined);
        let found: Vec<&str> = whole.map(|line| &*line.text).collect();
        assert_eq!(found, expected, "the whole lines of {text:?}");
    }

    #[test]
    fn broken_frames_are_joined() {
        check(
            "    at a.b.Runner.exec(Run\n  ner.java:12)\n    at a.C.m(C.java:1)",
            &["    at a.b.Runner.exec(Runner.java:12)", "    at a.C.m(C.java:1)"],
        );
        check(
            "  at fetch\n(D:\\a\\b.js:1:2)\n  at g (c.js:3:4)",
            &["  at fetch (D:\\a\\b.js:1:2)", "  at g (c.js:3:4)"],
        );
        check(
            "  File \"/srv/shop/app/ord\ners.py\", line 12, in f\n    x\n",
            &["  File \"/srv/shop/app/orders.py\", line 12, in f", "    x"],
        );
        check(
            "  at A.B.C() in\n  /srv/shop/B.cs:line 3\n",
            &["  at A.B.C() in /srv/shop/B.cs:line 3"],
        );
        check(
            "#0      Cart.build\npackage:shop/cart.dart:12\n",
            &["#0      Cart.build (package:shop/cart.dart:12)"],
        );
    }

    #[test]
    fn the_rest_of_broken_source_code_is_joined() {
        check(
            "  File \"/a.py\", line 1, in f\n    g(first_argument, secon\nd_argument)\n  File \"/b.py\", line 2, in g\n",
            &[
                "  File \"/a.py\", line 1, in f",
                "    g(first_argument, secon",
                "  File \"/b.py\", line 2, in g",
            ],
        );
    }

    #[test]
    fn what_is_no_frame_together_stays() {
        check(
            "    at noon\nwe meet (a.js:1:2) there",
            &["    at noon", "we meet (a.js:1:2) there"],
        );
        check("  File \"a.py\", line 3\n    x = (\n", &["  File \"a.py\", line 3", "    x = ("]);
    }
}
