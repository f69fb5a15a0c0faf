//! `docs/limits.md`, to which the page leads, names every limit of what is read, compared, kept and shown, as the source has it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What a limit counts.
#[derive(Clone, Copy)]
enum Of {
    Things,
    Bytes,
    /// UTF-16 units, told as bytes.
    Units,
}

/// Where a limit is, what it counts, and what it is called in `docs/limits.md`.
const TOLD: &[(&str, &str, Of, &str)] = &[
    ("tree/sink.rs", "LONGEST", Of::Things, "A path"),
    ("ownership/grammar/mod.rs", "MAX_CHARACTERS", Of::Things, "Ownership rules in Sentry"),
    ("tree/read.rs", "MOST", Of::Things, "Listings of several commands"),
    ("ownership/grammar/mod.rs", "MAX_READ", Of::Bytes, "Ownership rules here"),
    ("ownership/grammar/mod.rs", "MOST_LOOSE", Of::Things, "Rules of letters between stars"),
    ("ownership/codeowners/import.rs", "MAX_CHARACTERS", Of::Things, "A CODEOWNERS file in Sentry"),
    ("ownership/codeowners/host/github.rs", "MAX_BYTES", Of::Bytes, "A CODEOWNERS file on GitHub"),
    ("text/problem.rs", "MOST_OF_EACH", Of::Things, "Remarks on a text"),
    ("page/browser.js", "MOST_FILES", Of::Things, "Small files of a picked folder"),
    ("page/browser.js", "MOST_BYTES", Of::Bytes, "One small file of a picked folder"),
    ("page/browser.js", "MOST_IN_ALL", Of::Bytes, "All small files of a picked folder"),
    ("projects/facts/yaml.rs", "MOST_NODES", Of::Things, "A YAML file"),
    ("projects/facts/yaml.rs", "MOST_DEEP", Of::Things, "Lists within lists of a YAML file"),
    (
        "api/simulate_each.rs",
        "MOST",
        Of::Things,
        "Errors that are looked at through the interface and the command line",
    ),
    ("live/source/value.rs", "MOST_VALUES", Of::Things, "Values of an expression in Terraform"),
    (
        "live/source/value.rs",
        "MOST_STEPS",
        Of::Things,
        "References in Terraform that lead to each other",
    ),
    ("live/take.rs", "MOST_UNKNOWN", Of::Things, "Unknown things in what is in Sentry today"),
    ("routing/explain.rs", "MOST_NEAR", Of::Things, "Rules that nearly match a path"),
    ("routing/event/merged.rs", "MOST_LISTED", Of::Things, "Rules and frames that match"),
    ("routing/event.rs", "MOST_EXPLAINED", Of::Things, "Values of an error that rules miss"),
    ("routing/event.rs", "MOST_LETTERS", Of::Things, "URLs that rules miss"),
    ("routing/event.rs", "MOST_FAR", Of::Things, "Rules on frames that are plainly others"),
    ("routing/links.rs", "MOST_PROPOSALS", Of::Things, "Code mappings that are proposed"),
    (
        "advice/nothing/names.rs",
        "MOST_COMPARED",
        Of::Things,
        "Names without a folder that are misspelt",
    ),
    (
        "advice/nothing/names.rs",
        "MOST_IN_FOLDERS",
        Of::Things,
        "Names in a folder that are misspelt",
    ),
    ("ownership/directory.rs", "MOST_COMPARED", Of::Things, "Unknown owners"),
    (
        "ownership/directory.rs",
        "MOST_LOOKED_AT",
        Of::Things,
        "Unknown owners and known ones with letters in common",
    ),
    ("advice/wins.rs", "MOST_STEPS", Of::Things, "Rules that never win"),
    ("ownership/pattern/covers.rs", "MOST_STEPS", Of::Things, "One pattern that covers another"),
    ("advice/rest.rs", "MOST", Of::Things, "Rules that are written for the rest of a tree"),
    (
        "live/compare/rules.rs",
        "MOST_FILES",
        Of::Things,
        "Files that today's rules are held against",
    ),
    ("playbook/filter/mod.rs", "LONGEST", Of::Things, "A filter's pattern or text"),
    ("playbook/scrub/selector.rs", "DEEPEST", Of::Things, "Parentheses in a scrubbing selector"),
    (
        "document/repositories.rs",
        "MOST_REPOSITORIES",
        Of::Things,
        "Repositories of an organization",
    ),
    ("projects/plan.rs", "MOST_WITH_RULES", Of::Things, "Projects with rules of their own"),
    ("document/settings.rs", "MOST_CONTENTS", Of::Bytes, "Contents of small files that are kept"),
    ("document/settings.rs", "MOST_IN_A_LINK", Of::Bytes, "Contents of small files in a link"),
    ("document/form.rs", "MOST_TODAY", Of::Bytes, "What is in Sentry today"),
    ("document/settings.rs", "MOST_CHOICES", Of::Things, "Choices of one kind"),
    (
        "projects/frames/repair.rs",
        "MOST",
        Of::Things,
        "Rules that are added to a project to put its frames right",
    ),
    ("projects/question.rs", "MAX_QUESTIONS", Of::Things, "Questions about a split"),
    ("organization/picture/layout.rs", "MOST", Of::Things, "Projects and teams in the picture"),
    ("link/mod.rs", "LIMIT", Of::Bytes, "A link"),
    ("link/mod.rs", "MOST_IN_FILE", Of::Bytes, "A work's file"),
    ("link/file.rs", "LONGEST_NAME", Of::Things, "A work's name"),
    ("page/state/own.rs", "LONGEST_PATH", Of::Things, "A path from a link"),
    ("page/state/steps.rs", "MOST_STEPS", Of::Things, "Steps back"),
    ("page/state/steps.rs", "MOST_HELD", Of::Units, "What steps back hold"),
    ("page/state/looking.rs", "MOST_PLACES", Of::Things, "A filter in a link"),
    ("session/later/views/export.rs", "MOST_COPIED", Of::Things, "Copying an export"),
    ("pictures/save.js", "LARGEST", Of::Things, "A picture as a PNG"),
    ("session/desk/reports.rs", "MOST_PROBLEMS", Of::Things, "Problems in an editor"),
    ("session/desk/views/problems.rs", "MOST", Of::Things, "Problems in a list"),
    ("session/later/views/simulate/frames.rs", "MOST_FRAMES", Of::Things, "Frames of an error"),
    ("session/later/views/simulate.rs", "MOST_CASES", Of::Things, "Errors to choose from"),
    ("tree/map.rs", "MOST", Of::Things, "Cells of the map"),
    ("fence/read.rs", "MOST_QUESTIONS", Of::Things, "Questions of an advisor in another page"),
    ("session/embedded/mod.rs", "MOST_FILES", Of::Things, "Files an advisor in another page lists"),
    (
        "session/embedded/mod.rs",
        "MOST_PROBLEMS",
        Of::Things,
        "Problems of each part of an advisor in another page",
    ),
    ("bin/engine/pack.js", "MOST_VALUES", Of::Things, "Values in a request"),
    ("bin/engine/pack.js", "MOST_COMPOSITES", Of::Things, "Objects and arrays in a request"),
    ("bin/engine/pack.js", "MOST_UNITS", Of::Things, "Letters in a request"),
    ("bin/engine/pack.js", "DEEPEST", Of::Things, "How deep a request is nested"),
    ("embed/protocol.js", "LIMIT", Of::Things, "A text that is sent to a frame"),
    ("learn/share.js", "MOST", Of::Things, "A lesson that is shared by a link"),
    ("learn/progress.js", "MOST", Of::Things, "A lesson's exercise that is kept"),
    ("pipeline/print/mod.rs", "MOST_OF_A_KIND", Of::Things, "Findings of a kind in one file"),
    ("pipeline/check.rs", "MOST_PLACES", Of::Things, "Places without owner in a check"),
    ("pipeline/renamed.rs", "MOST", Of::Things, "Files that change hands in a difference"),
];

/// Constants of such names, by where they are, that limit nothing that somebody gave, and why.
const OTHERS: &[(&str, &str)] = &[
    ("trace/", "how a line of each format looks: longer ones are something else"),
    ("tree/shell.rs", "how a prompt looks"),
    ("tree/sure.rs", "a share, of how sure a reading is"),
    ("projects/facts/commands.rs", "how a path in a command looks"),
    ("projects/facts/services.rs", "what counts as a process of its own"),
    ("projects/facts/ci.rs", "combinations of a matrix that are gone through for folders"),
    ("projects/evidence/gathering.rs", "how many files the folder of a project of .NET has"),
    ("projects/frames/", "how many of something a sentence or a rule tells"),
    ("projects/decision/", "a number of the decision, like those of its table"),
    ("projects/helpful.rs", "how many of something a sentence tells"),
    ("projects/what_if/folders.rs", "how many proposals there are"),
    ("projects/plan.rs", "how many code mappings are tried"),
    ("projects/names.rs", "Sentry's longest slug: names are made to fit"),
    ("routing/automaton/", "when another way is quicker, with the same answer"),
    ("routing/dfa.rs", "when memory is taken anew, with the same answer"),
    ("routing/update.rs", "when another way is quicker, with the same answer"),
    ("routing/links.rs", "how many candidates are told"),
    ("routing/people.rs", "Sentry's own: how many owners are suggested"),
    ("routing/simulation/steps.rs", "how much of a value a sentence holds"),
    ("document/sieve.rs", "how hard a damaged document is tried to be read"),
    ("document/numbers.rs", "how often a number is written until it stays as it is"),
    ("pipeline/report.rs", "how many reasons are told"),
    ("export/", "how many of something a report tells, and how long a name is made"),
    ("api/routed.rs", "how many places an answer tells"),
    ("api/simulate.rs", "how many misses an answer tells"),
    ("api/plain/", "behind the limits of `pack.js`, and how much of a value an error tells"),
    ("session/desk/", "how many of something a view tells"),
    ("session/later/", "how many of something a view tells"),
    ("advice/", "how many of something a remark tells"),
    ("cli/input.js", "how much git may print"),
    ("link/mod.rs", "the longest path, as in listings"),
    ("ownership/pattern/why_not.rs", "how much of a value is explained"),
    ("ownership/grammar/lint/", "how many words or patterns a remark tells"),
    ("ownership/codeowners/lint/", "how many of something a remark tells"),
    ("ownership/people/remark.rs", "Sentry's longest slug"),
    ("playbook/usage/calculate.rs", "a figure of the key's limit that is advised"),
    ("playbook/release/name.rs", "Sentry's longest name of a release: the tester says so"),
    ("playbook/week_one.rs", "how many items the first week has"),
    ("live/source/mod.rs", "how hard a damaged file is tried to be read"),
    ("live/read.rs", "how hard a damaged file is tried to be read"),
    ("live/compare/evidence.rs", "what counts as evidence"),
    ("page/components/summary.rs", "how many of something a sentence tells"),
    ("page/storage.rs", "what is merely seen, in the tab's own storage"),
    ("page/state/looking.rs", "how many folders are opened around a path"),
    ("editor/", "how much is coloured, and how many commands are listed"),
];

#[test]
fn every_limit_is_told_as_it_is() {
    let told = told();
    for &(file, name, of, title) in TOLD {
        let value = value(file, name);
        let amount = match of {
            Of::Things => grouped(value),
            Of::Bytes => in_bytes(value),
            Of::Units => in_bytes(value * 2),
        };
        let line = told.iter().find(|(other, _)| other == title);
        let Some((_, words)) = line else { panic!("docs/limits.md does not tell: {title}") };
        let first = words.split(['.', ':']).next().unwrap_or_default();
        // The amount stands first, perhaps after *about*.
        let first = first.trim_start_matches("about ");
        let after = first.strip_prefix(amount.as_str());
        assert!(
            after.is_some_and(|after| !after.starts_with(|next: char| next.is_ascii_digit())),
            "{file} has {name} = {amount}, but docs/limits.md: {title}: {words}"
        );
    }
    let titles: BTreeSet<&str> = TOLD.iter().map(|limit| limit.3).collect();
    let unknown: Vec<_> =
        told.iter().filter(|(title, _)| !titles.contains(title.as_str())).collect();
    assert!(unknown.is_empty(), "these are no limits of the source: {unknown:?}");
}

#[test]
fn every_constant_that_limits_is_among_them() {
    let mut new = Vec::new();
    let mut used = BTreeSet::new();
    for (file, name) in constants() {
        let is_told = TOLD.iter().any(|told| told.0 == file && told.1 == name);
        let other = OTHERS.iter().find(|(place, _)| file.starts_with(place));
        used.extend(other.map(|(place, _)| *place).filter(|_| !is_told));
        if !is_told && other.is_none() {
            new.push(format!("{file}: {name}"));
        }
    }
    assert!(new.is_empty(), "tell these in docs/limits.md, or say why not in OTHERS: {new:#?}");
    let unused: Vec<_> = OTHERS.iter().filter(|(place, _)| !used.contains(place)).collect();
    assert!(unused.is_empty(), "nothing there needs an exception any more: {unused:?}");
}

#[test]
fn the_page_leads_to_the_list() {
    let index = fs::read_to_string("index.html").expect("the page");
    assert!(index.contains("./learn/limits.html"), "Help leads to the limits");
}

/// Titles and what is said of them.
fn told() -> Vec<(String, String)> {
    let text = fs::read_to_string("docs/limits.md").expect("the list");
    let lines = text.lines().filter_map(|line| line.strip_prefix("- **")?.split_once("**: "));
    lines.map(|(title, words)| (title.to_owned(), words.to_owned())).collect()
}

/// All constants whose names say that they limit something, with their files below `src`.
fn constants() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut files = Vec::new();
    collect(Path::new("src"), &mut files);
    for path in files {
        let text = fs::read_to_string(&path).expect("a source file");
        let file =
            path.strip_prefix("src").expect("below src").to_string_lossy().replace('\\', "/");
        for line in text.lines() {
            let Some(name) = name_of(line) else { continue };
            if ["MOST", "MAX", "LIMIT", "LONGEST", "DEEPEST", "LARGEST"]
                .iter()
                .any(|word| name.split('_').any(|part| part == *word))
            {
                found.push((file.clone(), name.to_owned()));
            }
        }
    }
    found
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs" || end == "js") {
            files.push(path);
        }
    }
}

/// The name of the number that a line defines.
fn name_of(line: &str) -> Option<&str> {
    let (before, rest) = line.split_once("const ")?;
    let is_definition =
        before.trim().is_empty() || before.trim().starts_with("pub") || before.trim() == "export";
    let name = rest.split([':', ' ', '=']).next()?;
    let value = rest.split_once("= ")?.1;
    (is_definition && value.starts_with(|first: char| first.is_ascii_digit())).then_some(name)
}

/// What a constant stands for: numbers, powers, shifts and products of them.
fn value(file: &str, name: &str) -> u64 {
    let text = fs::read_to_string(Path::new("src").join(file)).expect("a source file");
    let line = text.lines().find(|line| name_of(line) == Some(name));
    let line = line.unwrap_or_else(|| panic!("{file} has no {name}"));
    let words =
        line.split_once("= ").map_or("", |(_, value)| value.split(';').next().unwrap_or_default());
    let mut words = words.split_whitespace();
    let number = |word: Option<&str>| -> u64 {
        let word = word.unwrap_or_default().replace('_', "");
        word.parse().unwrap_or_else(|_| panic!("{file}: {line}"))
    };
    let mut value = number(words.next());
    while let Some(sign) = words.next() {
        let other = number(words.next());
        value = match sign {
            "<<" => value << other,
            "*" => value * other,
            "**" => value.pow(other as u32),
            _ => panic!("{file}: {line}"),
        };
    }
    value
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn in_bytes(bytes: u64) -> String {
    match bytes {
        _ if bytes.is_multiple_of(1 << 20) => format!("{} MB", bytes >> 20),
        _ => format!("{} KB", bytes >> 10),
    }
}
