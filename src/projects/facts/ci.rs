//! What CI builds, deploys and publishes: workflows of GitHub, and GitLab's file.

use super::Reader;
use super::commands::{Shell, image};
use serde_json::Value;

/// Keys of GitLab's file that are no jobs.
const NO_JOBS: &[&str] =
    &["default", "include", "stages", "variables", "workflow", "image", "services", "cache"];

/// So many combinations of a matrix are gone through at most.
const MOST: usize = 64;

pub(super) fn read_workflow(reader: &mut Reader) {
    for document in reader.yaml() {
        let around = directory(&document);
        let jobs = document["jobs"].as_object().into_iter().flat_map(serde_json::Map::values);
        for job in jobs {
            let around = directory(job).or(around);
            for values in combinations(&job["strategy"]["matrix"]) {
                for step in job["steps"].as_array().into_iter().flatten() {
                    read_step(reader, step, around, &values);
                }
            }
        }
    }
}

fn directory(value: &Value) -> Option<&str> {
    value["defaults"]["run"]["working-directory"].as_str()
}

fn read_step(reader: &mut Reader, step: &Value, around: Option<&str>, values: &Values) {
    let text = |value: &Value| value.as_str().map(|text| filled(text, values));
    let folder = text(&step["working-directory"]);
    let folder = folder.or_else(|| around.map(|text| filled(text, values))).unwrap_or_default();
    if let Some(script) = text(&step["run"]) {
        Shell::at(&folder).read(reader, &script);
    }
    let uses = step["uses"].as_str().unwrap_or_default();
    let with = &step["with"];
    if uses.contains("build-push-action") {
        let (context, file) = (text(&with["context"]), text(&with["file"]));
        image(reader, "", context.as_deref(), file.as_deref());
    }
    // Actions of hosts deploy the folder that they are given.
    let host = ["wrangler-action", "vercel-action", "flyctl-actions", "action-hosting-deploy"];
    let place = ["workingDirectory", "working-directory", "entryPoint"]
        .iter()
        .find_map(|key| text(&with[*key]));
    if let (true, Some(place)) = (host.iter().any(|name| uses.contains(name)), place) {
        Shell::at(&place).read(reader, "vercel deploy");
    }
}

pub(super) fn read_gitlab(reader: &mut Reader) {
    for document in reader.yaml() {
        let jobs = document.as_object().into_iter().flatten();
        for (_, job) in jobs.filter(|(name, _)| !NO_JOBS.contains(&name.as_str())) {
            for values in combinations(&job["parallel"]["matrix"]) {
                let mut shell = Shell::at("");
                for key in ["before_script", "script"] {
                    let lines = match &job[key] {
                        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
                        line => line.as_str().into_iter().collect::<Vec<_>>(),
                    };
                    for line in lines {
                        shell.read(reader, &expanded(line, &values));
                    }
                }
            }
        }
    }
}

/// One combination of a matrix: what a name stands for.
type Values = Vec<(String, String)>;

/// What a job's matrix runs through: each name with its values, and what it includes. Of
/// several names each is gone through alone, which tells the same of folders.
fn combinations(matrix: &Value) -> Vec<Values> {
    let mut all: Vec<Values> = Vec::new();
    let lists = match matrix {
        Value::Object(map) => vec![map],
        Value::Array(maps) => maps.iter().filter_map(Value::as_object).collect(),
        _ => Vec::new(),
    };
    let flat = |map: &serde_json::Map<String, Value>| -> Values {
        let texts = map.iter().filter_map(|(key, value)| Some((key.clone(), value.as_str()?)));
        texts.map(|(key, value)| (key, value.to_owned())).collect()
    };
    for (name, values) in lists.into_iter().flatten() {
        for value in values.as_array().into_iter().flatten() {
            all.push(match value {
                Value::Object(map) => flat(map)
                    .into_iter()
                    .flat_map(|(key, value)| {
                        [(format!("{name}.{key}"), value.clone()), (key, value)]
                    })
                    .collect(),
                value => vec![(name.clone(), value.as_str().unwrap_or_default().to_owned())],
            });
        }
    }
    all.truncate(MOST);
    if all.is_empty() { vec![Values::new()] } else { all }
}

/// A text in which names of the matrix are replaced by what they stand for.
fn filled(text: &str, values: &Values) -> String {
    let mut rest = text;
    let mut out = String::with_capacity(text.len());
    while let Some((before, after)) = rest.split_once("${{") {
        out.push_str(before);
        let Some((name, behind)) = after.split_once("}}") else {
            rest = after;
            continue;
        };
        let key = name.trim().strip_prefix("matrix.").unwrap_or_default();
        match values.iter().find(|(known, _)| known == key) {
            Some((_, value)) => out.push_str(value),
            None => out.push('$'),
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// A text in which `$NAME` and `${NAME}` of GitLab's matrix are replaced by what they stand for.
fn expanded(text: &str, values: &Values) -> String {
    let mut rest = text;
    let mut out = String::with_capacity(text.len());
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let braced = after.strip_prefix('{').and_then(|it| it.split_once('}'));
        let (name, behind) = braced
            .unwrap_or_else(|| after.split_at(after.find(|c| !is_name(c)).unwrap_or(after.len())));
        match values.iter().find(|(known, _)| known == name) {
            Some((_, value)) => {
                out.push_str(value);
                rest = behind;
            }
            None => {
                out.push('$');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
