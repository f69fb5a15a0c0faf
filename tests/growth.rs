//! Twice the input costs twice as much and no more: for every function of the interface and every shape of its input,
//! counted in what is allocated. `script/growth` measures the time of larger ones.

#[path = "growth/mod.rs"]
mod growth;

use allocation_counter::{AllocationInfo, measure};
use growth::{Shape, functions, shapes};

/// How much more twice the input may take: an exponent of 1.25.
const MOST: f64 = 2.38;

/// Fewer allocations, or bytes, than this follow from other things than the input's size.
const LEAST: (u64, u64) = (2_000, 300_000);

/// What a shape takes at a multiple of its least size.
fn counted(shape: &Shape, times: usize) -> AllocationInfo {
    measure(shape.job(shape.least * times))
}

/// How much more is allocated, in number or in bytes.
fn grown(small: &AllocationInfo, large: &AllocationInfo) -> f64 {
    let grown = |small: u64, large: u64, least: u64| large as f64 / small.max(least / 2) as f64;
    let times = grown(small.count_total, large.count_total, LEAST.0);
    times.max(grown(small.bytes_total, large.bytes_total, LEAST.1))
}

#[test]
fn twice_the_input_takes_twice_as_much() {
    // In `cargo test` a part; all of it under `script/hostile`.
    let step = if std::env::var("HOSTILE").as_deref() == Ok("all") { 1 } else { 12 };
    let mut findings = Vec::new();
    for shape in shapes().into_iter().step_by(step).filter(|shape| !shape.is_bounded()) {
        let [one, two] = [1, 2].map(|times| counted(&shape, times));
        if grown(&one, &two) <= MOST {
            continue;
        }
        // What only begins at some size grows faster once, and not again.
        let four = counted(&shape, 4);
        if grown(&two, &four) > MOST {
            let counts = [one, two, four].map(|it| (it.count_total, it.bytes_total));
            findings.push(format!("{}: {}: {counts:?}", shape.function, shape.name));
        }
    }
    assert!(
        findings.is_empty(),
        "{} shapes grow too fast; allocations and bytes of one size, twice and four times that:\n{}",
        findings.len(),
        findings.join("\n")
    );
}

/// Shapes whose cost once grew with the square of their size, each with what went through what: tried always, and at a larger
/// size. What goes through everything and allocates nothing is told by `script/growth` alone.
const MENDED: &[(&str, &str, &str)] = &[
    ("simulate", "in-app prefixes and frames", "prefixes by frames"),
    ("simulate", "frames of files of one name", "files by frames"),
    ("simulate", "bare names of files of one name", "files by frames"),
    ("simulate", "mappings and frames", "mappings by frames"),
    ("simulate", "tags and rules", "tags by rules"),
    ("deriveMappings", "frames and files", "files by frames"),
    ("guessMappings", "roots", "roots by roots"),
    ("routeTree", "mappings", "mappings by folders"),
    ("routeTree", "rules of letters between stars", "patterns by letters of paths"),
    ("planOrganization", "repositories", "repositories and teams by those before them"),
    ("planOrganization", "repositories of one slug", "names by those before them"),
    ("planOrganization", "repositories of applications of one slug", "names by those before them"),
    ("compareReview", "sections", "sections by sections"),
    ("compareReview", "owners of a line", "owners by owners"),
    ("adviseRules", "unknown owners", "unknown names by known ones"),
    ("adviseRules", "names that are nearly known", "unknown names by known ones"),
    ("adviseRules", "misspelt names", "names by names of the tree"),
    ("previewAlerts", "errors and rules", "rules by errors"),
    ("answerFence", "expectations of all rules", "rules by expectations"),
    ("answerFence", "expectations of an error", "rules by expectations"),
    ("pipelineRun", "assertions about all rules", "assertions by rules"),
    ("compareLive", "alerts of one project with rules", "alerts by rules"),
    ("compareLive", "mappings that lead to the root", "projects by projects"),
    ("planProjects", "mappings and applications", "mappings by projects"),
    ("planProjects", "applications and services", "services by applications"),
    ("planProjects", "names of many words", "words by those before them"),
    ("planProjects", "a solution of nested folders", "projects by folders around them"),
    (
        "previewAlerts",
        "errors and projects whose frames begin alike",
        "mappings by paths of errors",
    ),
];

#[test]
fn what_grew_with_the_square_does_so_no_more() {
    let shapes = shapes();
    let mut findings = Vec::new();
    for (function, name, what) in MENDED {
        let is_it = |shape: &&Shape| shape.function == *function && shape.name == *name;
        let found: Vec<&Shape> = shapes.iter().filter(is_it).collect();
        assert!(!found.is_empty(), "no shape of {function} is called {name}");
        for shape in found {
            let [one, two, four] = [4, 8, 16].map(|times| counted(shape, times));
            if grown(&one, &two) > MOST && grown(&two, &four) > MOST {
                findings.push(format!("{function}: {}: {what}", shape.name));
            }
        }
    }
    assert!(findings.is_empty(), "these grow with the square again: {findings:#?}");
}

#[test]
fn every_function_has_shapes() {
    let functions = functions(&shapes());
    assert!(functions.len() > 30, "{functions:?}");
    let bare: Vec<&String> =
        functions.iter().filter(|(_, shapes)| **shapes == 0).map(|(name, _)| name).collect();
    assert!(bare.is_empty(), "no shape of input grows for: {bare:?}");
}
