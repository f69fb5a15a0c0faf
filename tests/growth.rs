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
    for shape in shapes().into_iter().step_by(step) {
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

#[test]
fn every_function_has_shapes() {
    let functions = functions(&shapes());
    assert!(functions.len() > 30, "{functions:?}");
    let bare: Vec<&String> =
        functions.iter().filter(|(_, shapes)| **shapes == 0).map(|(name, _)| name).collect();
    assert!(bare.is_empty(), "no shape of input grows for: {bare:?}");
}
