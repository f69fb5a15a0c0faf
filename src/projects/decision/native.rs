//! Programs of C and C++: one build holds many folders with a recipe each, and few of them start.

use super::super::evidence::{Evidence, Group, Mark, Role, Sign};
use super::super::platform::Platform;
use super::super::table::Id;
use super::candidate::Candidate;
use super::candidates::{keep_around, take_out};
use super::platform::choose;
use std::collections::BTreeMap;

/// A folder with fewer files of its own than this asks something of the compiler, where others start, too.
const LEAST: u32 = 3;

/// So many folders below a build, the windows that Qt builds into its programs may be.
const LEVELS: usize = 6;

/// Gives a build in which one program starts all that it is made of: of `CMakeLists.txt` beside `src/app/main.cpp` and
/// `src/gui`, the project is the folder of the build. Of several that start, each is a program of its own.
#[inline(never)]
pub fn to_builds(candidates: &mut Vec<Candidate>, evidence: &Evidence) {
    let tree = evidence.tree;
    let is_native = |it: &Candidate| Platform::family(it.platform) == "native";
    // Per build, those inside it, in the order of the tree.
    let mut builds: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut around: Vec<usize> = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        keep_around(&mut around, tree, candidate.root, |outer| candidates[outer].root);
        if !is_native(candidate) {
            continue;
        }
        match around.first() {
            Some(&build) => builds.entry(build).or_default().push(at),
            None if candidate.is_manifest_of("native") => around.push(at),
            None => {}
        }
    }
    let mut gone = vec![false; candidates.len()];
    for (build, inside) in builds {
        let starting: Vec<usize> = inside
            .iter()
            .copied()
            .filter(|&at| {
                let it = &candidates[at];
                it.has(Sign::Entry)
                    && it.group != Group::Libraries
                    && !matches!(it.role, Role::Tool | Role::ThirdParty)
            })
            .collect();
        let large = |at: &usize| candidates[*at].own.total() >= LEAST;
        let programs: Vec<usize> = match &starting[..] {
            [only] => vec![*only],
            several => several.iter().copied().filter(large).collect(),
        };
        // What starts at the build's top, or right below, is what the build is for.
        if programs.len() == 1 || candidates[build].has(Sign::Entry) {
            take_in(candidates, build, &inside, &mut gone);
        } else if programs.is_empty() {
            continue;
        } else {
            let is_of_qt = evidence.has_marked(candidates[build].root, Mark::Qt, LEVELS);
            for &program in &programs {
                candidates[program].start_as(Id::OneOfPrograms);
                if is_of_qt && candidates[program].platform == "native" {
                    candidates[program].platform = "native-qt";
                }
            }
            for &part in inside.iter().filter(|part| !programs.contains(part)) {
                start_nothing(&mut candidates[part]);
            }
        }
        let (platform, is_sure) = choose(&candidates[build], evidence);
        (candidates[build].platform, candidates[build].platform_is_sure) = (platform, is_sure);
    }
    take_out(candidates, gone);
}

/// A part of a build in which others start.
fn start_nothing(part: &mut Candidate) {
    if part.has(Sign::Manifest) && !part.has(Sign::Entry) && !part.is_built() {
        // Pictures are built into libraries, too.
        part.signals.retain(|it| it.id != Id::SettingsLikely);
        part.start_nothing();
    }
}

/// Gives a build what its parts say and hold; those that are deployed by themselves stay.
fn take_in(candidates: &mut [Candidate], build: usize, inside: &[usize], gone: &mut [bool]) {
    for &part in inside {
        let (before, rest) = candidates.split_at_mut(part);
        let (outer, inner) = (&mut before[build], &mut rest[0]);
        if inner.is_built() || inner.has(Sign::Declared) {
            continue;
        }
        inner.signals.retain(|it| it.id.sign() == Sign::Entry || it.id == Id::SettingsHint);
        outer.signals.append(&mut inner.signals);
        outer.own.add_all(&inner.own);
        gone[part] = true;
    }
    candidates[build].sort_signals();
}
