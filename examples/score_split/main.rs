//! Scores splits of repositories against the answers of an expert.
//!
//! `score_split [FOLDER] [--contents] [--only NAME] [--fold N/M]`: each folder of FOLDER holds
//! `tree.txt`, `expected.json` and `enrich.json`. A project counts as found if its root is
//! the expected one or an alternative; optional ones and processes count neither way.
//! `--contents` also gives minimal manifests, written from the facts of `enrich.json`.

#![allow(clippy::print_stdout, reason = "a report for people")]

mod expected;
mod manifests;

use expected::{Expected, Score};
use sentry_general::projects::{Inputs, Plan, plan};
use sentry_general::tree::Tree;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

struct Options {
    folder: PathBuf,
    contents: bool,
    only: Option<String>,
    fold: Option<(usize, usize)>,
}

fn main() -> ExitCode {
    let options = options();
    let Ok(entries) = std::fs::read_dir(&options.folder) else {
        println!("{}: no such folder", options.folder.display());
        return ExitCode::FAILURE;
    };
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    folders.sort();
    let mut all = Score::default();
    let mut perfect = 0;
    let mut repositories = 0;
    let mut calibration: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    for (at, folder) in folders.iter().enumerate() {
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let skipped = options.only.as_ref().is_some_and(|only| only != name)
            || options.fold.is_some_and(|(fold, of)| at % of != fold);
        let Some((score, plan)) = (!skipped).then(|| run(folder, options.contents)).flatten()
        else {
            continue;
        };
        repositories += 1;
        perfect += u32::from(score.wrong.is_empty() && score.missed.is_empty());
        println!("{}", score.line(name));
        if options.only.is_some() {
            explain(&plan);
        }
        for &(confidence, right) in &score.calls {
            let (count, hits) = calibration.entry((confidence * 10.0) as u32).or_default();
            *count += 1;
            *hits += u32::from(right);
        }
        all.add(&score);
    }
    println!("\nrepositories {repositories}, perfect {perfect}");
    println!("{}", all.averages());
    println!("\nconfidence: projects, of them right");
    for (tenth, (count, right)) in calibration {
        let share = f64::from(right) / f64::from(count);
        println!(
            "  {:.1}–{:.1}: {count:4} {right:4}  {share:.2}",
            f64::from(tenth) / 10.0,
            f64::from(tenth + 1) / 10.0
        );
    }
    ExitCode::SUCCESS
}

fn options() -> Options {
    let default = std::env::var("SENTRY_GENERAL_SPLIT_CORPUS")
        .unwrap_or_else(|_| "../shared/corpora/split".to_owned());
    let mut options =
        Options { folder: PathBuf::from(default), contents: false, only: None, fold: None };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--contents" => options.contents = true,
            "--only" => options.only = words.next(),
            "--fold" => {
                let fold = words.next().unwrap_or_default();
                options.fold = fold
                    .split_once('/')
                    .and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
            }
            _ => options.folder = PathBuf::from(word),
        }
    }
    options
}

fn run(folder: &Path, contents: bool) -> Option<(Score, Plan)> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
    let tree = Tree::new(read("tree.txt")?.lines().collect());
    let expected: Expected = serde_json::from_str(&read("expected.json")?).ok()?;
    let files = match contents {
        true => manifests::write(&serde_json::from_str(&read("enrich.json")?).ok()?),
        false => BTreeMap::new(),
    };
    let inputs = Inputs { files: &files, ..Inputs::of_tree(&tree) };
    let plan = plan(&inputs, &[]);
    Some((expected.score(&plan), plan))
}

fn explain(plan: &Plan) {
    for project in &plan.projects {
        println!(
            "  {} {} {:.2} at {}",
            project.slug, project.platform, project.confidence, project.place
        );
        for reason in &project.reasons {
            println!("      {}: {} {:?}", reason.principle.id(), reason.text, reason.evidence);
        }
    }
    for aside in plan.libraries.iter().chain(&plan.excluded) {
        println!("  – {}: {}", aside.root, aside.reason);
    }
    for question in &plan.questions {
        println!("  ? {}", question.text);
    }
    for (path, problem) in &plan.problems {
        println!("  ! {path:?} {}", problem.message);
    }
}
