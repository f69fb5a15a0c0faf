use super::gitlab::regex;
use super::{Start, script};
use crate::organization::Ci;
use crate::playbook::Code;
use crate::playbook::release::Group;
use crate::text::groovy::{lines, quote};

/// A declarative pipeline with a stage for each group.
pub(super) fn file(groups: &[Group<'_>]) -> Code {
    let mut text = "pipeline {\n  agent any // It needs git, Node 18 or newer, and the whole history with its tags.\n"
        .to_owned();
    text.push_str(
        "  environment {\n    SENTRY_AUTH_TOKEN = credentials('sentry-auth-token')\n  }\n",
    );
    text.push_str("  stages {\n");
    for group in groups {
        let name = match groups.len() {
            1 => "Sentry release".to_owned(),
            _ => format!("Sentry release of {}", group.package),
        };
        text.push_str(&format!("    stage({}) {{\n      when {{\n", quote(&name)));
        match Start::of(group) {
            Start::Tag(tag) => {
                let pattern = quote(&format!("^{}[0-9].*", regex(&tag)));
                text.push_str(&format!("        tag pattern: {pattern}, comparator: 'REGEXP'\n"));
            }
            Start::Branch { name, folder } => {
                text.push_str(&format!("        branch {}\n", quote(&name)));
                if !folder.is_empty() {
                    let changed = quote(&format!("{folder}/**"));
                    text.push_str(&format!("        changeset {changed}\n"));
                }
            }
        }
        let script = lines(&script(group, Ci::Jenkins));
        text.push_str(&format!(
            "      }}\n      steps {{\n        sh {script}\n      }}\n    }}\n"
        ));
    }
    text.push_str("  }\n}\n");
    Code { place: "Jenkinsfile".into(), language: "groovy", text }
}
