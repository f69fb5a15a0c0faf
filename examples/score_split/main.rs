//! Scores splits of repositories against the answers of an expert.
//!
//! `score_split [FOLDER…] [--contents|--surer] [--only NAME] [--names FILE] [--weights FILE] [--dump FILE]`:
//! each folder of FOLDER holds `tree.txt`, `expected.json` and `enrich.json`. A project counts as found if its root is
//! the expected one or an alternative; optional ones and processes count neither way.
//! `--contents` also gives contents: those of `files.json` where it is there, else minimal
//! manifests written from the facts of `enrich.json`. `--surer` gives of them only what the plan
//! asks for. `--names` takes the names in a file only,
//! a line each. `--weights` takes other weights than the table's, a signal and its weight a
//! line; `--without` leaves an entry of a list out (`LIST=WORD`, or `files=GLOB`); `--dump` writes each candidate with what speaks for and against it. The last two are
//! for `script/fit-split`.

#![allow(clippy::print_stdout, reason = "a report for people")]

mod dump;
mod expected;
mod manifests;

use expected::{Expected, Score};
use sentry_general::projects::table::{Id, Weights, leave_out};
use sentry_general::projects::{Inputs, Plan, plan_by};
use sentry_general::tree::Tree;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

struct Options {
    folders: Vec<PathBuf>,
    contents: bool,
    surer: bool,
    names: Option<Vec<String>>,
    explain: bool,
    weights: Weights,
    dump: Option<PathBuf>,
}

fn main() -> ExitCode {
    let options = options();
    let mut folders: Vec<PathBuf> = Vec::new();
    for folder in &options.folders {
        let Ok(entries) = std::fs::read_dir(folder) else {
            println!("{}: no such folder", folder.display());
            return ExitCode::FAILURE;
        };
        folders.extend(entries.flatten().map(|entry| entry.path()));
    }
    folders.sort();
    let mut dump = String::new();
    let mut without = (0, 0);
    let mut all = Score::default();
    let mut perfect = 0;
    let mut repositories = 0;
    let mut calibration: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    for folder in &folders {
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if options.names.as_ref().is_some_and(|names| !names.iter().any(|known| known == name)) {
            continue;
        }
        let Some((score, plan)) = run(folder, &options, name, &mut dump) else { continue };
        if score.expects_none() {
            without.0 += 1;
            without.1 += u32::from(score.wrong.is_empty());
        }
        repositories += 1;
        perfect += u32::from(score.wrong.is_empty() && score.missed.is_empty());
        println!("{}", score.line(name));
        if options.explain {
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
    println!("without a project {}, of them right {}", without.0, without.1);
    println!("{}", all.averages());
    if let Some(path) = &options.dump
        && let Err(error) = std::fs::write(path, dump)
    {
        println!("{}: {error}", path.display());
        return ExitCode::FAILURE;
    }
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
    let mut options = Options {
        folders: Vec::new(),
        contents: false,
        surer: false,
        names: None,
        explain: false,
        weights: Weights::default(),
        dump: None,
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--contents" => options.contents = true,
            "--surer" => (options.contents, options.surer) = (true, true),
            "--only" => {
                options.names = words.next().map(|name| vec![name]);
                options.explain = true;
            }
            "--names" => {
                let text = words.next().and_then(|path| std::fs::read_to_string(path).ok());
                options.names = text.map(|text| text.lines().map(str::to_owned).collect());
            }
            "--weights" => {
                let text = words.next().and_then(|path| std::fs::read_to_string(path).ok());
                for line in text.unwrap_or_default().lines() {
                    if let Some((name, weight)) = line.split_once('\t')
                        && let (Some(id), Ok(weight)) = (Id::find(name), weight.parse())
                    {
                        options.weights.set(id, weight);
                    }
                }
            }
            "--without" => {
                let entry = words.next().unwrap_or_default();
                if let Some((list, word)) = entry.split_once('=') {
                    leave_out(list, word);
                }
            }
            "--dump" => options.dump = words.next().map(PathBuf::from),
            _ => options.folders.push(PathBuf::from(word)),
        }
    }
    if options.folders.is_empty() {
        options.folders.push(PathBuf::from(default));
    }
    options
}

fn run(folder: &Path, options: &Options, name: &str, dump: &mut String) -> Option<(Score, Plan)> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
    let tree = Tree::new(read("tree.txt")?.lines().collect());
    let expected: Expected = serde_json::from_str(&read("expected.json")?).ok()?;
    let mut files = match (options.contents, read("files.json")) {
        (true, Some(files)) => serde_json::from_str(&files).ok()?,
        (true, None) => manifests::write(&serde_json::from_str(&read("enrich.json")?).ok()?),
        (false, _) => BTreeMap::new(),
    };
    if options.surer {
        let asked = plan_by(&Inputs::of_tree(&tree), &[], &options.weights).surer_with;
        files.retain(|path: &String, _| asked.contains(path));
    }
    let inputs = Inputs { files: &files, ..Inputs::of_tree(&tree) };
    if options.dump.is_some() {
        dump::write(dump, name, &inputs, &expected, &options.weights);
    }
    let plan = plan_by(&inputs, &[], &options.weights);
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
