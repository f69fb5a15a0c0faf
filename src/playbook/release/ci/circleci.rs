use super::gitlab::regex;
use super::{Start, jobs, script};
use crate::organization::Ci;
use crate::playbook::Code;
use crate::playbook::release::Group;
use crate::text::clean;
use crate::text::yaml::{block, quote};

/// A job for each group, and the workflow that runs them.
pub(super) fn file(groups: &[Group<'_>]) -> Code {
    let mut text = "version: 2.1\njobs:\n".to_owned();
    for (group, job) in groups.iter().zip(jobs(groups)) {
        text.push_str(&format!("  {job}:\n"));
        text.push_str("    docker:\n      - image: cimg/node:22.11\n    steps:\n");
        text.push_str("      - checkout:\n          method: full # Commits are counted from the release before.\n");
        text.push_str("      - run:\n          name: Make the release in Sentry\n");
        text.push_str(&block("command", &script(group, Ci::Circleci), 10));
    }
    text.push_str("workflows:\n  sentry:\n    jobs:\n");
    for (group, job) in groups.iter().zip(jobs(groups)) {
        text.push_str(&format!("      - {job}:\n"));
        text.push_str("          context: sentry # Holds SENTRY_AUTH_TOKEN.\n          filters:\n");
        text.push_str(&match Start::of(group) {
            Start::Tag(tag) => format!(
                "            tags:\n              only: {}\n            branches:\n              ignore: /.*/\n",
                scalar(&format!("/^{}[0-9].*/", regex(&tag)))
            ),
            // CircleCI has no filter by folders here; every push to the branch makes a release.
            Start::Branch { name, .. } => {
                format!("            branches:\n              only: {}\n", scalar(&name))
            }
        });
    }
    Code { place: ".circleci/config.yml".into(), language: "yaml", text }
}

/// A text as a scalar in which CircleCI replaces nothing.
fn scalar(text: &str) -> String {
    quote(&clean::lines(text).replace("<<", "\\<<"))
}
