//! What manifests name of each other.

use super::with_files;
use std::collections::BTreeMap;

/// Manifests by their paths.
type Files = BTreeMap<String, String>;

/// Per kind of manifest: its name, that of the application and of three libraries, which each
/// name the first of them.
fn builds() -> Vec<(&'static str, Files)> {
    let own = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    let of = |files: &[(&str, &str)]| files.iter().map(own).collect();
    vec![
        (
            "package.json",
            of(&[
                (
                    "shop/package.json",
                    r#"{"name":"@a/shop","dependencies":{"@a/money":"*","@a/text":"*","react":"18"}}"#,
                ),
                ("money/package.json", r#"{"name":"@a/money"}"#),
                ("text/package.json", r#"{"name":"@a/text","peerDependencies":{"@a/money":"*"}}"#),
            ]),
        ),
        (
            "Cargo.toml",
            of(&[
                (
                    "shop/Cargo.toml",
                    "[package]\nname = \"shop\"\n[dependencies]\nmoney.workspace = true\ntext = { path = \"../text\" }\n",
                ),
                ("money/Cargo.toml", "[package]\nname = \"money\"\n"),
                (
                    "text/Cargo.toml",
                    "[package]\nname = \"text\"\n[dependencies]\nmoney = { path = \"../money\" }\n",
                ),
            ]),
        ),
        (
            ".csproj",
            of(&[
                (
                    "shop/shop.csproj",
                    "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><ProjectReference Include=\"..\\money\\money.csproj\" /><ProjectReference Include=\"../text/text.csproj\" /></ItemGroup></Project>",
                ),
                ("money/money.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"></Project>"),
                (
                    "text/text.csproj",
                    "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><ProjectReference Include=\"..\\money\\money.csproj\" /></ItemGroup></Project>",
                ),
            ]),
        ),
        (
            "pom.xml",
            of(&[
                (
                    "shop/pom.xml",
                    "<project><parent><artifactId>all</artifactId></parent><artifactId>shop</artifactId><dependencies><dependency><artifactId>money</artifactId></dependency><dependency><artifactId>text</artifactId></dependency></dependencies></project>",
                ),
                ("money/pom.xml", "<project><artifactId>money</artifactId></project>"),
                (
                    "text/pom.xml",
                    "<project><artifactId>text</artifactId><dependencies><dependency><artifactId>money</artifactId></dependency></dependencies></project>",
                ),
            ]),
        ),
        (
            "build.gradle.kts",
            of(&[
                (
                    "shop/build.gradle.kts",
                    "dependencies {\n  implementation(project(\":money\"))\n  implementation(projects.text)\n}",
                ),
                ("money/build.gradle.kts", "dependencies { }"),
                ("text/build.gradle.kts", "dependencies {\n  api(project(\":money\"))\n}"),
            ]),
        ),
    ]
}

/// Files by which `shop` is an application whatever else there is.
const SHOP: [&str; 4] =
    ["shop/Dockerfile", "shop/Procfile", "shop/README.md", "shop/.dockerignore"];

/// What is said of `shop`, with these contents.
fn said_of_shop(files: &Files) -> Vec<String> {
    let sources = ["shop", "money", "text"]
        .into_iter()
        .flat_map(|folder| ["a", "b", "c", "d"].map(|name| format!("{folder}/src/{name}")))
        .flat_map(|path| ["ts", "rs", "cs", "java"].map(|end| format!("{path}.{end}")));
    let mut paths: Vec<String> = sources.collect();
    paths.extend(SHOP.map(str::to_owned));
    paths.extend(files.keys().cloned());
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let plan = with_files(&paths, &files, "", &[]);
    let project = plan.projects.iter().find(|project| project.place.root == "shop");
    let project = project.unwrap_or_else(|| panic!("shop has a project: {:?}", plan.projects));
    project.reasons.iter().map(|reason| reason.text.clone()).collect()
}

#[test]
fn what_is_built_of_others_and_used_by_none_says_so() {
    for (kind, files) in builds() {
        let said = said_of_shop(&files);
        let end = "none of them is built of it";
        assert!(said.iter().any(|it| it.contains(end)), "{kind}: {said:?}");
    }
}

#[test]
fn tests_do_not_count_as_users() {
    for (kind, mut files) in builds() {
        let of_text = files.iter().find(|(path, _)| path.starts_with("text/"));
        let (path, text) = of_text.expect("text has a manifest");
        let test = (path.replace("text", "shop-tests"), text.replace("money", "shop"));
        files.extend([(test.0, test.1.replace("text", "shop-tests"))]);
        let said = said_of_shop(&files);
        assert!(said.iter().any(|it| it.contains("none of them")), "{kind}: {said:?}");
    }
}

#[test]
fn names_that_two_have_tell_nothing() {
    let (_, mut files) = builds().remove(0);
    for (folder, name) in [("copy", "@a/money"), ("twin", "@a/text")] {
        files.insert(format!("{folder}/package.json"), format!(r#"{{"name":"{name}"}}"#));
    }
    let said = said_of_shop(&files);
    assert!(!said.iter().any(|it| it.contains("none of them")), "{said:?}");
}
