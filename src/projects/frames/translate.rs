//! Patterns for paths of the repository, as patterns for what is below a folder of it.
//!
//! What is left of a pattern after a folder's path was read by it may be several patterns:
//! of `services/*/api/*` below `services/pay/` both `*/api/*` and `api/*` are left, since a
//! star crosses slashes.

use crate::ownership::pattern::Glob;
use crate::ownership::{Matcher, MatcherKind};

/// Of so many patterns that are left, all stay as they are: a few are told apart later.
const MANY: usize = 8;

/// Patterns that braces may stand for, before a pattern is left as it is.
const MOST_CHOICES: usize = 16;

/// The globs that say what a rule about paths says; none of rules that look at something
/// else. A CODEOWNERS pattern that stops at slashes has no glob of its own, and gets one that
/// matches more.
pub(super) fn globs(matcher: &Matcher) -> Vec<String> {
    match &matcher.kind {
        MatcherKind::Path => choices(&matcher.pattern.replace('\\', "/")),
        MatcherKind::Codeowners => of_codeowners(&matcher.pattern),
        MatcherKind::Module | MatcherKind::Url | MatcherKind::Tag(_) => Vec::new(),
    }
}

/// A pattern of CODEOWNERS, whose braces and brackets stand for themselves.
fn of_codeowners(pattern: &str) -> Vec<String> {
    if pattern.starts_with('\\') {
        return Vec::new();
    }
    let plain = pattern.replace(['[', ']', '{', '}', '\\'], "?");
    let body = plain.trim_end_matches('/');
    let is_folder = body.len() < plain.len();
    let anchored = body.contains('/');
    let body = body.strip_prefix('/').unwrap_or(body);
    if body.is_empty() {
        return Vec::new();
    }
    if body.chars().all(|letter| letter == '*') {
        return vec!["*".to_owned()];
    }
    let body =
        if anchored || body.starts_with('*') { body.to_owned() } else { format!("**/{body}") };
    let body =
        body.strip_suffix("/**").map_or_else(|| body.clone(), |folder| format!("{folder}/*"));
    match is_folder {
        true => vec![format!("{body}/*")],
        false if body.ends_with("/*") => vec![body],
        false => vec![format!("{body}/*"), body],
    }
}

/// Without braces: a pattern for each choice.
fn choices(pattern: &str) -> Vec<String> {
    let mut done = vec![String::new()];
    let mut rest = pattern;
    while let Some((before, from)) = rest.split_once('{') {
        let Some((inside, after)) = from.split_once('}') else { return vec![pattern.to_owned()] };
        let several: Vec<&str> = inside.split(',').filter(|it| !it.is_empty()).collect();
        if inside.contains(['{', '[']) || before.contains('[') || several.is_empty() {
            return vec![pattern.to_owned()];
        }
        if done.len() * several.len() > MOST_CHOICES {
            return vec![pattern.to_owned()];
        }
        let one = |start: &String| {
            let start = start.clone();
            several.iter().map(move |choice| format!("{start}{before}{choice}")).collect::<Vec<_>>()
        };
        done = done.iter().flat_map(one).collect();
        rest = after;
    }
    done.iter().map(|start| format!("{start}{rest}")).collect()
}

/// One step of a glob.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Letter(char),
    /// `?` or a class, as it is written.
    Any(String),
    /// `*`
    Run,
    /// `**/` at the start or behind a slash: nothing, or anything that ends in a slash.
    Folders,
}

fn steps(glob: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut rest = glob;
    while let Some(letter) = rest.chars().next() {
        let at_border = matches!(steps.last(), None | Some(Step::Letter('/') | Step::Folders));
        let class = rest.strip_prefix('[').and_then(|inside| inside.get(1..)?.find(']'));
        let (step, length) = if at_border && rest.starts_with("**/") {
            (Step::Folders, 3)
        } else if letter == '*' {
            (Step::Run, 1)
        } else if letter == '?' {
            (Step::Any("?".to_owned()), 1)
        } else if let Some(end) = class.filter(|_| letter == '[') {
            let length = end + 3;
            (Step::Any(rest.get(..length).unwrap_or(rest).to_owned()), length)
        } else {
            (Step::Letter(letter), letter.len_utf8())
        };
        // Twice the same of these is no more than once.
        let again = matches!(step, Step::Run | Step::Folders) && steps.last() == Some(&step);
        if !again {
            steps.push(step);
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    steps
}

fn text(steps: &[Step]) -> String {
    let mut text = String::new();
    for step in steps {
        match step {
            Step::Letter(letter) => text.push(*letter),
            Step::Any(class) => text.push_str(class),
            Step::Run => text.push('*'),
            Step::Folders => text.push_str("**/"),
        }
    }
    text
}

/// What is left of a glob for paths below `folder`, which is nothing or ends in a slash.
/// Costs the length of the one times that of the other.
pub(super) fn below(glob: &str, folder: &str) -> Vec<String> {
    let steps = steps(glob);
    // Whether reading may stand before each step, and at the end.
    let mut here = vec![false; steps.len() + 1];
    here[0] = true;
    let mut inside = vec![false; steps.len() + 1];
    spread(&steps, &mut here);
    for letter in folder.chars() {
        let mut next = vec![false; steps.len() + 1];
        let mut within = vec![false; steps.len() + 1];
        for (at, step) in steps.iter().enumerate() {
            match step {
                Step::Folders if here[at] || inside[at] => {
                    within[at] = true;
                    next[at + 1] |= letter == '/';
                }
                _ if !here[at] => {}
                Step::Letter(own) => next[at + 1] |= is_same(*own, letter),
                Step::Any(class) => next[at + 1] |= is_of(class, letter),
                Step::Run => next[at] = true,
                Step::Folders => {}
            }
        }
        (here, inside) = (next, within);
        spread(&steps, &mut here);
    }
    // Nothing is left of what ends with the folder.
    let stands = |&at: &usize| {
        // A run goes on, and covers what follows it; a folder's slash has just been read.
        let covered = at > 0
            && (matches!(steps[at - 1], Step::Run) && here[at - 1]
                || matches!(steps[at - 1], Step::Folders) && inside[at - 1]);
        here[at] && !covered || inside[at]
    };
    let mut left: Vec<usize> = (0..steps.len()).filter(stands).collect();
    // What begins with a run or with folders covers all that goes on to it. Behind the last of
    // those, each has just read as much of the folder's end, so that no more are left than the
    // folder has letters.
    let is_wide = |at: &usize| matches!(steps[*at], Step::Run | Step::Folders);
    if left.len() > MANY
        && let Some(widest) = left.iter().rposition(is_wide)
    {
        left.drain(..widest);
    }
    left.into_iter().map(|at| text(&steps[at..])).collect()
}

/// Runs and folders may stand for nothing.
fn spread(steps: &[Step], here: &mut [bool]) {
    for (at, step) in steps.iter().enumerate() {
        if here[at] && matches!(step, Step::Run | Step::Folders) {
            here[at + 1] = true;
        }
    }
}

fn is_same(one: char, other: char) -> bool {
    one == other || one.to_lowercase().eq(other.to_lowercase())
}

fn is_of(class: &str, letter: char) -> bool {
    Glob::path(class).is_match(letter.encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_below_a_folder() {
        for (glob, folder, expected) in [
            ("api/*", "api/", &["*"][..]),
            ("api/shop/*", "api/", &["shop/*"]),
            ("API/shop/*", "api/", &["shop/*"]),
            ("api/*", "api/shop/", &["*"]),
            ("web/*", "api/", &[]),
            ("*", "api/", &["*"]),
            ("*.py", "api/", &["*.py"]),
            ("*/pay*", "api/", &["*/pay*", "pay*"]),
            ("services/*/api/*", "services/pay/", &["*/api/*", "api/*"]),
            ("**/pay/*", "api/", &["**/pay/*"]),
            ("api/**/x.py", "api/shop/", &["**/x.py"]),
            ("api/**", "api/", &["*"]),
            ("ap?/x", "api/", &["x"]),
            ("[a-c]pi/x", "api/", &["x"]),
            ("api", "api/", &[]),
            ("src/x", "", &["src/x"]),
        ] {
            assert_eq!(below(glob, folder), expected, "{glob} below {folder}");
        }
    }

    #[test]
    fn of_many_that_are_left_those_stay_that_cover_the_others() {
        assert_eq!(below(&format!("{}*.ts", "**/".repeat(10_000)), "api/"), ["**/*.ts"]);
        assert_eq!(below(&"*/".repeat(1_000), "api/"), ["*/".repeat(1_000), "*/".repeat(999)]);
        let folder = "a/".repeat(500);
        let left = below(&format!("{}x", "*/a/".repeat(100)), &folder);
        assert_eq!(left, ["*/a/x", "a/x", "x"]);
        let left = below(&format!("{}x", "**/a/".repeat(100)), &folder);
        assert_eq!(left, ["**/a/x", "x"]);
        assert_eq!(below(&format!("*{}x", "a/".repeat(20)), &folder).len(), 21);
    }

    #[test]
    fn braces_are_taken_apart() {
        assert_eq!(choices("*.{ts,tsx}"), ["*.ts", "*.tsx"]);
        assert_eq!(choices("{a,b}/{c,d}"), ["a/c", "a/d", "b/c", "b/d"]);
        assert_eq!(choices("{a"), ["{a"]);
        assert_eq!(choices("x"), ["x"]);
    }

    #[test]
    fn patterns_of_codeowners_become_globs() {
        for (pattern, expected) in [
            ("*", &["*"][..]),
            ("/api/", &["api/*"]),
            ("/api", &["api/*", "api"]),
            ("api/", &["**/api/*"]),
            ("*.py", &["*.py/*", "*.py"]),
            ("/api/**", &["api/*"]),
            ("docs/*", &["docs/*"]),
            ("/", &[]),
        ] {
            assert_eq!(of_codeowners(pattern), expected, "{pattern}");
        }
    }
}
