//! Which project an error came from.

use sentry_general::organization::Organization;
use sentry_general::playbook::Places;
use sentry_general::trace::{Options, batch};
use sentry_general::tree::Tree;
use serde_json::json;
use std::collections::HashMap;

/// The projects that errors come from by their files, and by the projects that they name.
fn projects_of(applications: usize, errors: &[(&str, &str)]) -> Vec<Option<usize>> {
    let project = |at: usize| {
        json!({ "slug": format!("a{at}"), "root": format!("apps/a{at}"),
            "mapping": { "stackRoot": "", "sourceRoot": format!("apps/a{at}/") } })
    };
    let projects: Vec<_> = (0..applications).map(project).collect();
    let plan = json!({ "organization": "acme", "projects": projects }).to_string();
    let plan = Organization::from_json(&plan).expect("a plan");
    let files = (0..applications)
        .flat_map(|at| [format!("apps/a{at}/src/index.ts"), format!("apps/a{at}/src/own{at}.ts")]);
    let tree = Tree::new(files.chain(["tools/src/lint.ts".to_owned()]).collect());
    let rows: String =
        errors.iter().map(|(file, project)| format!("Error,{file},1,{project}\n")).collect();
    let table = format!("title,filename,count,project\n{rows}");
    let events = batch::read(&table, &Options::default()).events;
    let places = Places::new(&plan, 0, &tree, &[]);
    let mut of_path = HashMap::new();
    events.iter().map(|it| places.project_of(it, &mut of_path)).collect()
}

#[test]
fn an_error_is_of_the_one_project_whose_file_its_frame_names() {
    for applications in [2, 3, 40] {
        let found = projects_of(
            applications,
            &[
                ("src/own0.ts", ""),
                ("src/own1.ts", ""),
                ("apps/a1/src/index.ts", ""),
                ("src/index.ts", ""),
                ("tools/src/lint.ts", ""),
                ("src/none.ts", ""),
                ("src/own0.ts", "A1"),
                ("src/own0.ts", "elsewhere"),
            ],
        );
        let expected = [Some(0), Some(1), Some(1), None, None, None, Some(1), Some(0)];
        assert_eq!(found, expected, "of {applications}; a file of several is nobody's");
    }
}
