//! Small repositories, each a specification of one principle: `repositories/*.txt` holds
//! the principle, the files, contents of some of them behind `==`, and behind `---` the
//! projects.

use super::{lines, planned, with_files};
use std::path::Path;

#[test]
fn each_principle_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects/repositories");
    let entries = std::fs::read_dir(folder).expect("the repositories are there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    assert!(paths.len() >= 80, "one repository for each principle");
    let mut wrong = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("repositories are UTF-8");
        if let Err(difference) = check(&text) {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            wrong.push(format!("{name}: {difference}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check(text: &str) -> Result<(), String> {
    let (principle, rest) = text.split_once("\n\n").ok_or("a principle comes first")?;
    let (given, expected) = rest.split_once("---\n").ok_or("--- parts files and projects")?;
    let mut parts = given.split("== ");
    let paths: Vec<&str> = parts.next().unwrap_or_default().lines().collect();
    let files: Vec<(&str, &str)> = parts.filter_map(|part| part.split_once('\n')).collect();
    let plan = with_files(&paths, &files, "", &[]);
    let found = lines(&plan);
    let expected: Vec<&str> = expected.lines().collect();
    for project in &plan.projects {
        if project.reasons.is_empty() {
            return Err(format!("{} has no reason", project.place));
        }
        let evidence = project.reasons.iter().flat_map(|reason| &reason.evidence);
        for file in evidence {
            let known =
                paths.iter().any(|path| path == file || path.starts_with(&format!("{file}/")));
            if !known {
                return Err(format!("{file} is named as evidence and not in the tree"));
            }
        }
    }
    if found == expected {
        Ok(())
    } else {
        Err(format!("{principle}\n    expected {expected:?}\n    found    {found:?}"))
    }
}

#[test]
fn the_thin_host_of_a_large_dotnet_product_is_what_runs() {
    let code = (0..120).map(|number| format!("src/Feed.Core/Books/Book{number}.cs"));
    let libraries = ["Core", "Common", "Http", "Mono", "Windows"]
        .map(|it| [format!("src/Feed.{it}/Feed.{it}.csproj"), format!("src/Feed.{it}/Start.cs")]);
    let host = ["src/Feed.sln", "src/Feed.Host/Feed.Host.csproj", "src/Feed.Host/Program.cs"];
    let host = host.map(str::to_owned);
    let paths: Vec<String> = code.chain(libraries.into_iter().flatten()).chain(host).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    assert_eq!(lines(&planned(&paths, "", &[])), ["src/Feed.Host dotnet"]);
}
