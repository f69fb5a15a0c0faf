//! Minimal manifests, written from facts about the real ones.

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The manifests by path.
pub fn write(facts: &Map<String, Value>) -> BTreeMap<String, String> {
    let written =
        facts.iter().filter_map(|(path, fact)| Some((path.clone(), manifest(path, fact)?)));
    written.collect()
}

fn manifest(path: &str, fact: &Value) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let list = |key: &str| -> Vec<&str> {
        fact[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    };
    let text = |key: &str| fact[key].as_str();
    let yes = |key: &str| fact[key].as_bool().unwrap_or(false);
    if name == "fly.toml" {
        let processes = fact["processes"].as_object().into_iter().flatten();
        let lines = processes.map(|(name, line)| format!("{name} = {line}\n"));
        return Some(format!("[processes]\n{}", lines.collect::<String>()));
    }
    if let Some(services) = fact["services"].as_object() {
        return Some(compose(services));
    }
    if let Some(processes) = fact["processes"].as_object() {
        let lines = processes
            .iter()
            .map(|(name, line)| format!("{name}: {}\n", line.as_str().unwrap_or_default()));
        return Some(lines.collect());
    }
    if fact.get("sam_functions").is_some() {
        let runtimes = list("runtimes");
        let runtime = runtimes.first().copied().unwrap_or("provided");
        let functions = (0..fact["sam_functions"].as_u64().unwrap_or(0)).map(|number| {
            format!("  Function{number}:\n    Type: AWS::Serverless::Function\n    Properties:\n      Runtime: {runtime}\n")
        });
        return Some(format!(
            "Transform: AWS::Serverless-2016-10-31\nResources:\n{}",
            functions.collect::<String>()
        ));
    }
    Some(match name {
        "package.json" => package_json(fact).to_string(),
        "lerna.json" => json!({ "packages": fact["packages"] }).to_string(),
        "render.yaml" => {
            let services = fact["services"].as_array().into_iter().flatten();
            let line =
                |it: &Value| format!("  - {{ type: {}, name: {} }}\n", it["type"], it["name"]);
            format!("services:\n{}", services.map(line).collect::<String>())
        }
        "mix.exs" => {
            let line = |key: &str, line: &str| {
                if yes(key) { format!("  {line}\n") } else { String::new() }
            };
            line("umbrella", "apps_path: \"apps\",")
                + &line("mod", "mod: {App.Application, []}")
                + &line("phoenix", "{:phoenix, \"~> 1.7\"},")
        }
        "composer.json" => {
            let requires: Map<String, Value> =
                list("requires").into_iter().map(|name| (name.to_owned(), json!("*"))).collect();
            json!({ "name": fact["name"], "type": fact["type"], "require": requires }).to_string()
        }
        "pnpm-workspace.yaml" => list("packages")
            .iter()
            .fold("packages:\n".to_owned(), |text, glob| text + &format!("  - '{glob}'\n")),
        "pubspec.yaml" => {
            let flutter =
                if yes("flutter") { "dependencies:\n  flutter:\n    sdk: flutter\n" } else { "" };
            let publish = if yes("publish_none") { "publish_to: none\n" } else { "" };
            format!("name: {}\n{publish}{flutter}", text("name").unwrap_or("app"))
        }
        "pyproject.toml" => {
            let frameworks = list("frameworks");
            let scripts = list("scripts")
                .iter()
                .map(|name| format!("{name} = \"{name}:main\"\n"))
                .collect::<String>();
            let name = text("name").unwrap_or("app");
            format!(
                "[project]\nname = \"{name}\"\ndependencies = {}\n[project.scripts]\n{scripts}",
                json!(frameworks)
            )
        }
        "Cargo.toml" => {
            let mut toml = String::new();
            if let Some(package) = text("package") {
                toml += &format!("[package]\nname = \"{package}\"\n");
                if fact["publish"] == json!(false) {
                    toml += "publish = false\n";
                }
            }
            if yes("lib") {
                toml += "[lib]\n";
            }
            for bin in list("bins") {
                toml += &format!("[[bin]]\nname = \"{bin}\"\n");
            }
            if fact["workspace_members"].is_array() {
                toml += &format!("[workspace]\nmembers = {}\n", fact["workspace_members"]);
            }
            toml
        }
        "go.mod" => {
            let requires =
                list("deps").iter().map(|dep| format!("\t{dep} v1.0.0\n")).collect::<String>();
            format!("module {}\n\nrequire (\n{requires})\n", text("module").unwrap_or("app"))
        }
        "go.work" => list("use")
            .iter()
            .fold("go 1.22\n\n".to_owned(), |text, dir| text + &format!("use {dir}\n")),
        "pom.xml" => pom(fact, &list("modules")),
        "Gemfile" => list("gems").iter().map(|gem| format!("gem \"{gem}\"\n")).collect(),
        "settings.gradle" | "settings.gradle.kts" => {
            list("includes").iter().map(|name| format!("include(\"{name}\")\n")).collect()
        }
        "serverless.yml" => {
            let functions = (0..fact["functions"].as_u64().unwrap_or(0))
                .map(|n| format!("  f{n}:\n    handler: h.f{n}\n"))
                .collect::<String>();
            format!(
                "service: app\nprovider:\n  name: aws\n  runtime: {}\nfunctions:\n{functions}",
                text("runtime").unwrap_or("provided")
            )
        }
        _ if name.ends_with(".gradle") || name.ends_with(".gradle.kts") => {
            let plugins = list("plugins")
                .iter()
                .map(|plugin| format!("    id(\"{}\")\n", gradle(plugin)))
                .collect::<String>();
            format!("plugins {{\n{plugins}}}\n")
        }
        _ if name.ends_with("proj") => project_file(fact, &list("flags")),
        "Pipfile" => list("frameworks")
            .iter()
            .fold("[packages]\n".to_owned(), |text, name| text + &format!("{name} = \"*\"\n")),
        _ if name.ends_with(".txt") => {
            list("frameworks").iter().map(|name| format!("{name}\n")).collect()
        }
        _ => return None,
    })
}

fn package_json(fact: &Value) -> Value {
    let versions = |key: &str| -> Map<String, Value> {
        let names = fact[key].as_array().into_iter().flatten().filter_map(Value::as_str);
        names.map(|name| (name.to_owned(), json!("*"))).collect()
    };
    let mut manifest = json!({
        "name": fact["name"], "private": fact["private"],
        "dependencies": versions("deps"), "devDependencies": versions("dev_deps"),
    });
    if !fact["workspaces"].is_null() {
        manifest["workspaces"] = fact["workspaces"].clone();
    }
    if fact["has_bin"] == json!(true) {
        manifest["bin"] = json!("bin.js");
    }
    if fact["has_main"] == json!(true) {
        manifest["main"] = json!("index.js");
    }
    if fact["has_start"] == json!(true) {
        manifest["scripts"] = json!({ "start": "node ." });
    }
    manifest
}

fn pom(fact: &Value, modules: &[&str]) -> String {
    let yes = |key: &str| fact[key].as_bool().unwrap_or(false);
    let modules = modules.iter().map(|name| format!("<module>{name}</module>")).collect::<String>();
    let dependency = |group: &str, name: &str| {
        format!(
            "<dependency><groupId>{group}</groupId><artifactId>{name}</artifactId></dependency>"
        )
    };
    let mut dependencies = String::new();
    if yes("spring_boot") {
        dependencies += &dependency("org.springframework.boot", "spring-boot-starter-web");
    }
    if yes("quarkus") {
        dependencies += &dependency("io.quarkus", "quarkus-resteasy");
    }
    let plugin = if yes("boot_plugin") {
        "<build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>"
    } else {
        ""
    };
    format!(
        "<project><packaging>{}</packaging><modules>{modules}</modules><dependencies>{dependencies}</dependencies>{plugin}</project>",
        fact["packaging"].as_str().unwrap_or("jar")
    )
}

fn project_file(fact: &Value, flags: &[&str]) -> String {
    let output = fact["output"]
        .as_str()
        .map(|kind| format!("<OutputType>{kind}</OutputType>"))
        .unwrap_or_default();
    let flags = flags.iter().map(|flag| flag_element(flag)).collect::<String>();
    let test =
        if fact["test"] == json!(true) { "<PackageReference Include=\"xunit\" />" } else { "" };
    format!(
        "<Project Sdk=\"{}\"><PropertyGroup>{output}{flags}</PropertyGroup><ItemGroup>{test}</ItemGroup></Project>",
        fact["sdk"].as_str().unwrap_or("Microsoft.NET.Sdk")
    )
}

fn flag_element(flag: &str) -> String {
    match flag {
        "usewpf" | "UseWPF" | "wpf" => "<UseWPF>true</UseWPF>".to_owned(),
        "winforms" | "UseWindowsForms" => "<UseWindowsForms>true</UseWindowsForms>".to_owned(),
        "maui" | "UseMaui" => "<UseMaui>true</UseMaui>".to_owned(),
        other => format!("<!-- {other} -->"),
    }
}

fn gradle(plugin: &str) -> &str {
    match plugin {
        "application" => "application",
        "android-application" | "android.application" => "com.android.application",
        "android-library" | "android.library" => "com.android.library",
        "spring-boot" | "spring_boot" => "org.springframework.boot",
        "ktor" => "io.ktor.plugin",
        "multiplatform" => "org.jetbrains.kotlin.multiplatform",
        "quarkus" => "io.quarkus",
        other => other,
    }
}

fn compose(services: &Map<String, Value>) -> String {
    let mut text = "services:\n".to_owned();
    for (name, service) in services {
        text += &format!("  {name}:\n");
        let build = service["build"].as_str();
        let dockerfile = service["dockerfile"].as_str();
        if build.is_some() || dockerfile.is_some() {
            text += "    build:\n";
            text += &format!("      context: {}\n", json!(build.unwrap_or(".")));
            if let Some(dockerfile) = dockerfile {
                text += &format!("      dockerfile: {}\n", json!(dockerfile));
            }
        }
        for key in ["image", "command"] {
            if let Some(value) = service[key].as_str() {
                text += &format!("    {key}: {}\n", json!(value));
            }
        }
        if service.as_object().is_some_and(|service| service.values().all(Value::is_null)) {
            text += "    restart: always\n";
        }
    }
    text
}
