//! Functions: the Serverless Framework's file, and AWS SAM's template.

use super::super::table::Id;
use super::Reader;
use serde_json::Value;

pub(super) fn read(reader: &mut Reader) {
    for document in reader.yaml() {
        if let Some(service) = document["service"].as_str() {
            reader.name_repository(service);
        }
        let count = document["functions"].as_object().map_or(0, serde_json::Map::len);
        reader.note(Id::Stack, format!("One stack of {count} functions: one project."));
        if let Some(runtime) = document["provider"]["runtime"].as_str() {
            runtime_platform(reader, runtime);
        }
    }
}

pub(super) fn read_template(reader: &mut Reader) {
    let mut functions = 0;
    let mut runtimes: Vec<String> = Vec::new();
    for document in reader.yaml() {
        for resource in
            document["Resources"].as_object().into_iter().flat_map(serde_json::Map::values)
        {
            let kind = resource["Type"].as_str().unwrap_or_default();
            if kind == "AWS::Serverless::Function" || kind == "AWS::Lambda::Function" {
                functions += 1;
                runtimes.extend(resource["Properties"]["Runtime"].as_str().map(str::to_owned));
            }
        }
        let globals: &Value = &document["Globals"]["Function"]["Runtime"];
        runtimes.extend(globals.as_str().map(str::to_owned));
    }
    if functions > 0 {
        reader.note(Id::Stack, format!("One stack of {functions} functions: one project."));
    }
    if let Some(runtime) = runtimes.first() {
        runtime_platform(reader, runtime);
    }
}

fn runtime_platform(reader: &mut Reader, runtime: &str) {
    // Pages are deployed by such a stack, too.
    let below = &reader.evidence.sources[reader.folder as usize];
    if below.components() * 2 > below.scripts() {
        return;
    }
    let platform = match runtime {
        _ if runtime.starts_with("python") => "python-awslambda",
        _ if runtime.starts_with("nodejs") => "node-awslambda",
        _ if runtime.starts_with("dotnet") => "dotnet-awslambda",
        _ if runtime.starts_with("java") => "java",
        _ if runtime.starts_with("ruby") => "ruby",
        _ if runtime.starts_with("go") => "go",
        _ => return,
    };
    reader.platform(platform, 49, format!("Its functions run on `{runtime}`."));
}
