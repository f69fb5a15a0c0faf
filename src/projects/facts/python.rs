//! `pyproject.toml`, `Pipfile`, `requirements*.txt`.

use super::super::evidence::words;
use super::super::table::Id;
use super::Reader;
use toml::{Table, Value};

/// A package, its platform, and how surely. A framework goes before what it builds on.
const FRAMEWORKS: &[(&str, &str, u8)] = &[
    ("django", "python-django", 35),
    ("chalice", "python-chalice", 34),
    ("fastapi", "python-fastapi", 30),
    ("fastapi-slim", "python-fastapi", 30),
    ("litestar", "python-litestar", 29),
    ("sanic", "python-sanic", 28),
    ("quart", "python-quart", 27),
    ("flask", "python-flask", 26),
    ("pyramid", "python-pyramid", 25),
    ("falcon", "python-falcon", 25),
    ("bottle", "python-bottle", 24),
    ("tornado", "python-tornado", 12),
    ("starlette", "python-starlette", 20),
    ("aiohttp", "python-aiohttp", 10),
    ("functions-framework", "python-gcpfunctions", 28),
    ("trytond", "python-tryton", 28),
];

/// What runs a server of Python or takes its jobs, by their documentations: nothing that is
/// imported by others needs one.
const RUNNERS: &[&str] = &[
    "gunicorn",
    "uvicorn",
    "hypercorn",
    "daphne",
    "uwsgi",
    "waitress",
    "granian",
    "functions-framework",
];

/// What only servers need beside `aiohttp`, by its documentation.
const SERVED_BY_AIOHTTP: &[&str] = &[
    "aiohttp-apispec",
    "aiohttp-cors",
    "aiohttp-jinja2",
    "aiohttp-security",
    "aiohttp-session",
    "aiohttp-swagger",
    "aiohttp-swagger3",
];

/// Words in the names of requirements that no application runs with.
const DEVELOPMENT: &[&str] = &[
    "dev",
    "devel",
    "develop",
    "development",
    "developer",
    "test",
    "tests",
    "testing",
    "doc",
    "docs",
    "documentation",
    "optional",
    "lint",
    "linting",
    "linter",
    "linters",
    "ci",
];

pub(super) fn read_requirements(reader: &mut Reader) {
    let name = reader.path.rsplit('/').next().unwrap_or_default();
    if words(name).iter().any(|word| DEVELOPMENT.contains(&word.as_str())) {
        return;
    }
    let names: Vec<String> = reader.text.lines().filter_map(package).collect();
    frameworks(reader, &names);
    // What else is needed may be listed elsewhere, or be a folder of the repository.
    let is_all = !reader.text.lines().any(|line| line.trim_start().starts_with(['-', '.']));
    plain(reader, &names, is_all);
    runner(reader, &names);
    sdk(reader, &names);
}

pub(super) fn read_toml(reader: &mut Reader) {
    let Some(manifest) = reader.toml() else { return };
    let table = |value: Option<&Value>, key: &str| value.and_then(|value| value.get(key)).cloned();
    let project = manifest.get("project");
    let poetry = table(manifest.get("tool"), "poetry");
    let mut names: Vec<String> = Vec::new();
    if let Some(Value::Array(list)) = table(project, "dependencies") {
        names.extend(list.iter().filter_map(Value::as_str).filter_map(package));
    }
    for dependencies in [table(poetry.as_ref(), "dependencies"), manifest.get("packages").cloned()]
    {
        if let Some(Value::Table(dependencies)) = dependencies {
            names.extend(dependencies.keys().map(|name| name.to_ascii_lowercase()));
        }
    }
    let own = table(project, "name").or_else(|| table(poetry.as_ref(), "name"));
    if let Some(name) = own.as_ref().and_then(Value::as_str) {
        reader.name_repository(name);
        names.retain(|dependency| dependency != name);
    }
    frameworks(reader, &names);
    let is_all = project.is_none_or(|it| it.get("dynamic").is_none());
    plain(reader, &names, is_all);
    sdk(reader, &names);
    let unpackaged = poetry.as_ref().and_then(|it| it.get("package-mode"))
        == Some(&Value::Boolean(false))
        || table(manifest.get("tool"), "uv").and_then(|uv| uv.get("package").cloned())
            == Some(Value::Boolean(false));
    let classifiers =
        table(project, "classifiers").or_else(|| table(poetry.as_ref(), "classifiers"));
    let classifiers = classifiers.as_ref().and_then(Value::as_array);
    let is = |start: &str| {
        let texts = classifiers.into_iter().flatten().filter_map(Value::as_str);
        texts.into_iter().any(|text| text.starts_with(start))
    };
    // A framework that is published brings its server along.
    if !is("Development Status") && !is("Topic ::") {
        runner(reader, &names);
    }
    if unpackaged || is("Private ::") {
        reader.note(Id::Private, "Its manifest says that it is not published.");
    } else if !is_deployed(reader) && (is("Development Status") || is("Topic ::")) {
        reader.note(Id::Built, "Its manifest describes it for a package index.");
    }
    let scripts = table(project, "scripts").or_else(|| table(poetry.as_ref(), "scripts"));
    if scripts.as_ref().and_then(Value::as_table).is_some_and(|scripts: &Table| !scripts.is_empty())
    {
        reader.note(Id::Serves, "Its manifest installs a command.");
    }
}

fn sdk(reader: &mut Reader, names: &[String]) {
    if names.iter().any(|name| name == "sentry-sdk") {
        reader.reports("sentry-sdk");
    }
}

fn runner(reader: &mut Reader, names: &[String]) {
    if let Some(runner) = names.iter().find(|name| RUNNERS.contains(&name.as_str())) {
        reader.note(Id::Runs, format!("It is run by `{runner}`, which it depends on."));
    }
}

/// Whether an image is built of it: many applications are described for a package index, too.
fn is_deployed(reader: &Reader) -> bool {
    let evidence = reader.evidence;
    let built = |id: Id| matches!(id, Id::Image | Id::Host);
    reader.folder == 0 && evidence.deploy_names.root_dockerfile.is_some()
        || evidence.has_row(reader.folder, |row| built(row.id))
}

fn frameworks(reader: &mut Reader, names: &[String]) {
    for &(name, platform, weight) in FRAMEWORKS {
        // Libraries and commands use these, too: only a program that serves speaks for them.
        let needs_server = weight < 15;
        let is_it = |known: &String| {
            // Most that depend on it only ask others by it.
            if name == "aiohttp" {
                return SERVED_BY_AIOHTTP.contains(&known.as_str());
            }
            known == name || name == "flask" && is_flask(known)
        };
        if names.iter().any(is_it) && (!needs_server || has_server(reader)) {
            reader.platform(platform, weight, format!("It depends on `{name}`."));
            if weight >= 20 {
                reader.note(Id::Serves, format!("It serves requests by `{name}`."));
            }
        }
    }
}

/// Notes that no framework is among all that is needed.
fn plain(reader: &mut Reader, names: &[String], is_all: bool) {
    let known = |name: &String| FRAMEWORKS.iter().any(|(it, _, _)| it == name) || is_flask(name);
    if is_all && names.iter().any(|name| name != "python") && !names.iter().any(known) {
        reader.note(Id::Plain, "Its manifest names no framework.");
    }
}

/// Whether a package brings Flask along.
fn is_flask(name: &str) -> bool {
    name.starts_with("flask-") || matches!(name, "apiflask" | "connexion")
}

fn has_server(reader: &Reader) -> bool {
    reader.evidence.has_row(reader.folder, |row| matches!(row.id, Id::Main | Id::Start))
}

/// The package that a line of requirements names, in lower case.
fn package(line: &str) -> Option<String> {
    let line = line.trim();
    let end = line.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.'));
    let name = &line[..end.unwrap_or(line.len())];
    (!name.is_empty() && !line.starts_with('-'))
        .then(|| name.to_ascii_lowercase().replace('_', "-"))
}
