//! What Sentry reads in the name of a release.

use crate::text::{Edit, Problem, Span};
use sentry_release_parser::Release;

/// How long a name may be, in bytes of UTF-8. (Relay counts bytes; the API counts
/// characters, of which a text never has more.)
pub const LONGEST: usize = 200;

/// What Sentry reads in a name that it takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// What stands before the last `@` that parts: the application; empty if there is none.
    pub package: String,
    /// What stands behind it, or the whole name.
    pub version: String,
    /// The parts of the version, if Sentry reads it as one.
    pub parts: Option<Version>,
    /// The commit, if the version is or ends in one.
    pub commit: Option<String>,
    /// What the product shows.
    pub shown: String,
    /// Whether the name speaks for the project's being ordered by version: the newest
    /// names decide that, see [`super`].
    pub is_semver: bool,
}

/// The parts of a version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// The first number.
    pub major: u64,
    /// The second, 0 if it is left out.
    pub minor: u64,
    /// The third, 0 if it is left out.
    pub patch: u64,
    /// The fourth, which semantic versions proper don't have.
    pub revision: u64,
    /// What comes before the version: `rc.1`; empty for none.
    pub prerelease: String,
    /// What stands behind `+`; empty for none.
    pub build: String,
}

/// Reads a name as Sentry's own parser does; none if Sentry refuses it.
#[must_use]
pub fn read(name: &str) -> Option<Name> {
    let release = Release::parse(name).ok()?;
    if release.version_raw().is_empty() {
        return None;
    }
    let package = release.package().unwrap_or_default();
    Some(Name {
        package: package.to_owned(),
        version: release.version_raw().to_owned(),
        parts: release.version().map(Version::from),
        commit: release.build_hash().map(str::to_owned),
        shown: release.describe().to_string(),
        is_semver: is_semver(name),
    })
}

/// What is wrong with a name, refusals first. Linear in its length.
///
/// ```
/// use sentry_general::playbook::release::name::check;
///
/// assert!(check("web@1.4.2+77").is_empty());
/// let problems = check("feature/login");
/// assert_eq!(problems[0].code, "release/character");
/// assert_eq!(problems[0].fix.as_ref().unwrap().edits[0].text, "-");
/// ```
#[must_use]
pub fn check(name: &str) -> Vec<Problem> {
    let mut problems = refusals(name);
    if problems.is_empty() {
        problems.extend(remark(name));
    }
    problems
}

/// What Sentry or its command line refuses.
fn refusals(name: &str) -> Vec<Problem> {
    let trimmed = name.trim();
    let whole = 0..name.len();
    if trimmed.is_empty() {
        let words = "A release needs a name; sentry-cli and the API refuse an empty one.";
        return vec![Problem::error("release/empty", words).at(whole)];
    }
    let mut problems = Vec::new();
    if matches!(trimmed, "." | "..") || trimmed.eq_ignore_ascii_case("latest") {
        let words = format!("`{trimmed}` is a word of Sentry's own and can be no release.");
        problems.push(Problem::error("release/reserved", words).at(whole.clone()));
    }
    problems.extend(blanks(name, trimmed));
    problems.extend(characters(name));
    if trimmed.len() > LONGEST {
        let words = format!(
            "The name has {} bytes. Sentry drops events whose release has more than {LONGEST}.",
            trimmed.len()
        );
        let fits = (0..=LONGEST).rfind(|at| trimmed.is_char_boundary(*at)).unwrap_or_default();
        let cut = name.len() - name.trim_start().len() + fits;
        problems.push(Problem::error("release/too-long", words).at(cut..name.len()));
    }
    problems
}

/// Blanks around the name.
fn blanks(name: &str, trimmed: &str) -> Option<Problem> {
    let before = name.len() - name.trim_start().len();
    let after = before + trimmed.len();
    let edits = [0..before, after..name.len()].into_iter().filter(|range| !range.is_empty());
    let edits: Vec<Edit> =
        edits.map(|range| Edit { span: Span::from(range), text: String::new() }).collect();
    let place = edits.first()?.span;
    let words = "sentry-cli refuses a name with blanks around it, and Sentry takes them off: \
        what an SDK sends and what is looked up would differ.";
    Some(Problem::error("release/outer-blank", words).at(place).fix("Remove the spaces", edits))
}

/// Characters that a name can't hold.
fn characters(name: &str) -> Option<Problem> {
    let inner = name.trim();
    let from = name.len() - name.trim_start().len();
    let bad = |letter: char| matches!(letter, '/' | '\\') || letter.is_ascii_control();
    let found: Vec<(usize, char)> =
        inner.char_indices().filter(|(_, letter)| bad(*letter)).collect();
    let &(at, first) = found.first()?;
    let called = match first {
        '/' | '\\' => format!("`{first}`"),
        '\n' | '\r' => "A line break".to_owned(),
        '\t' => "A tab".to_owned(),
        other => format!("The control character U+{:04X}", u32::from(other)),
    };
    let words = format!(
        "{called} can't stand in the name of a release: names are part of addresses. \
        Branches such as `feature/login` and images such as `acme/web:1` break on this."
    );
    let span = |(at, letter): &(usize, char)| Span::from(from + at..from + at + letter.len_utf8());
    let edits = found.iter().map(|it| Edit { span: span(it), text: "-".to_owned() }).collect();
    let problem = Problem::error("release/character", words).at(span(&(at, first)));
    Some(problem.fix("Put hyphens there", edits))
}

/// What Sentry takes, but not as it was meant.
fn remark(name: &str) -> Option<Problem> {
    let read = read(name)?;
    let whole = 0..name.len();
    let version = name.len() - read.version.len()..name.len();
    if let Some(fixed) = from_display(name) {
        let words = "This is how Sentry shows a release with a build, not how it is named.";
        let edits = vec![Edit { span: Span::from(whole.clone()), text: fixed.clone() }];
        let fix = format!("Write {fixed}");
        return Some(Problem::warning("release/display-form", words).at(whole).fix(fix, edits));
    }
    if read.package.is_empty() {
        return Some(without_package(&read, whole));
    }
    if read.parts.is_some() {
        let large = "One of the numbers is too large for Sentry's tables, so that the release is \
            ordered by its date.";
        return (!read.is_semver)
            .then(|| Problem::warning("release/not-semver", large).at(version));
    }
    if read.commit.is_some() {
        let number = read.version.bytes().all(|letter| letter.is_ascii_digit());
        let words = format!(
            "A number of {} digits is taken for a commit, not for a version.",
            read.version.len()
        );
        let hint = "Part it by dots, as in `web@2026.11.23`.";
        return number
            .then(|| Problem::warning("release/number-as-commit", words).at(version).hint(hint));
    }
    Some(not_read(&read, version))
}

/// A name that says nothing about whose release it is.
fn without_package(read: &Name, whole: std::ops::Range<usize>) -> Problem {
    let (words, hint) = match (read.commit.is_some(), read.is_semver) {
        (false, true) => (
            "Without an application in front Sentry stores no version, so that `release.version` \
            finds nothing; and two projects that both have this version share one release.",
            "Put the project in front: `web@1.4.2`.",
        ),
        (true, _) => (
            "Names are unique in the organization: every project that is built from this commit shares \
            this release.",
            "Right for one train of the whole repository; else put the project in front: `web@…`.",
        ),
        _ => (
            "Sentry reads neither an application nor a version in this, so releases are ordered by date.",
            "Write `application@version`, as in `web@1.4.2`.",
        ),
    };
    Problem::warning("release/no-package", words).at(whole).hint(hint)
}

/// A version that Sentry takes for a mere word.
fn not_read(read: &Name, version: std::ops::Range<usize>) -> Problem {
    let text = read.version.as_str();
    let behind_v = text.strip_prefix(['v', 'V']).filter(|rest| {
        let name = format!("{}@{rest}", read.package);
        self::read(&name).is_some_and(|name| name.parts.is_some())
    });
    if behind_v.is_some() {
        let words =
            "Sentry reads no version that begins with a `v`, so releases are ordered by date.";
        let edit = Edit { span: Span::from(version.start..version.start + 1), text: String::new() };
        return Problem::warning("release/leading-v", words)
            .at(version.start..version.start + 1)
            .fix("Remove the v", vec![edit]);
    }
    let hex = text.len() >= 7 && text.bytes().all(|letter| letter.is_ascii_hexdigit());
    if hex {
        let words = format!(
            "It looks like a commit, but Sentry takes only 12, 16, 20, 32, 40 or 64 digits for one, and \
            these are {}.",
            text.len()
        );
        let hint = "Write all 40 digits.";
        return Problem::warning("release/short-commit", words).at(version).hint(hint);
    }
    let words = "Sentry reads no version in this, so releases are ordered by date.";
    let hint = "Up to four numbers, then perhaps `-rc.1`, then perhaps `+77`: `web@1.4.2-rc.1+77`.";
    Problem::warning("release/not-semver", words).at(version).hint(hint)
}

/// The name behind what is shown: `web@1.0+42` for `web 1.0 (42)`.
fn from_display(name: &str) -> Option<String> {
    let (before, build) = name.trim().strip_suffix(')')?.rsplit_once('(')?;
    let build = build.trim();
    let plain = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'.' | b'-');
    if build.is_empty() || !build.bytes().all(plain) {
        return None;
    }
    let words: Vec<&str> = before.split_whitespace().collect();
    match words.as_slice() {
        [version] => Some(format!("{version}+{build}")),
        [package, version] if !package.contains('@') => {
            Some(format!("{package}@{version}+{build}"))
        }
        _ => None,
    }
}

/// Whether the name counts as a version: the numbers fit, and an application in front is
/// not asked for.
fn is_semver(name: &str) -> bool {
    let with_package = if name.contains('@') { name.to_owned() } else { format!("_@{name}") };
    let Ok(release) = Release::parse(&with_package) else { return false };
    release.version().is_some_and(|version| {
        let (major, minor, patch, revision) = version.raw_quad();
        let mut numbers = [Some(major), minor, patch, revision].into_iter().flatten();
        numbers.all(|number| number.parse::<i64>().is_ok())
    })
}

impl From<&sentry_release_parser::Version<'_>> for Version {
    fn from(version: &sentry_release_parser::Version<'_>) -> Self {
        Self {
            major: version.major(),
            minor: version.minor(),
            patch: version.patch(),
            revision: version.revision(),
            prerelease: version.pre().unwrap_or_default().to_owned(),
            build: version.build_code().unwrap_or_default().to_owned(),
        }
    }
}
