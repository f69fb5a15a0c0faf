use super::{Home, Start, jobs, script};
use crate::organization::Ci;
use crate::playbook::Code;
use crate::playbook::release::Group;
use crate::text::clean;
use crate::text::yaml::{block, quote};

/// A job for each group.
pub(super) fn file(groups: &[Group<'_>]) -> Code {
    let mut text =
        "# SENTRY_AUTH_TOKEN is a masked and protected variable: Settings > CI/CD > Variables.\n"
            .to_owned();
    for (group, job) in groups.iter().zip(jobs(groups)) {
        let home = match Home::of(group) {
            Some(Home::Path(path)) if path.contains('/') => {
                format!("$CI_PROJECT_PATH == \"{path}\" && ")
            }
            Some(Home::Path(name)) => format!("$CI_PROJECT_NAME == \"{name}\" && "),
            Some(Home::Remark(remark)) => {
                text.push_str(&format!("{remark}\n"));
                String::new()
            }
            None => String::new(),
        };
        text.push_str(&format!("{job}:\n"));
        text.push_str("  image: node:22\n  stage: deploy\n  variables:\n");
        text.push_str(
            "    GIT_DEPTH: \"0\" # Commits are counted from the release before.\n  rules:\n",
        );
        match Start::of(group) {
            Start::Tag(tag) => {
                let rule = format!("{home}$CI_COMMIT_TAG =~ /^{}[0-9]/", regex(&tag));
                text.push_str(&format!("    - if: {}\n", quote(&rule)));
            }
            Start::Branch { name, folder } => {
                let plain = |it: u8| it.is_ascii_alphanumeric() || b"-_./".contains(&it);
                let rule = match name.bytes().all(plain) {
                    true => format!("{home}$CI_COMMIT_BRANCH == \"{name}\""),
                    // In a regular expression every mark can be made to mean itself.
                    false => format!("{home}$CI_COMMIT_BRANCH =~ /^{}$/", regex(&name)),
                };
                text.push_str(&format!("    - if: {}\n", quote(&rule)));
                if !folder.is_empty() {
                    let changes = quote(&format!("{}/**/*", glob(&folder)));
                    text.push_str(&format!("      changes: [{changes}]\n"));
                }
            }
        }
        let script = block("-", &script(group, Ci::GitlabCi), 4).replacen("-: |", "- |", 1);
        text.push_str(&format!("  script:\n{script}"));
    }
    Code { place: ".gitlab-ci.yml".into(), language: "yaml", text }
}

/// A text as a regular expression that means just this text.
pub(super) fn regex(text: &str) -> String {
    let mut escaped = String::new();
    for letter in clean::line(text).chars() {
        if letter.is_ascii_punctuation() && !matches!(letter, '-' | '_' | '@') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// A folder as a glob that means just this folder. A dollar or percent sign stands in a set
/// of its own, as GitLab would put variables in its place.
fn glob(folder: &str) -> String {
    let mut escaped = String::new();
    for letter in clean::line(folder).chars() {
        match letter {
            '$' | '%' => escaped.extend(['[', letter, ']']),
            '*' | '?' | '[' | ']' | '{' | '}' | '\\' => escaped.extend(['\\', letter]),
            other => escaped.push(other),
        }
    }
    escaped
}
