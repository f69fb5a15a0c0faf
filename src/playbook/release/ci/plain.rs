use super::{BUILD, exports, install, lines};
use crate::organization::Ci;
use crate::playbook::Code;
use crate::playbook::release::Group;
use crate::playbook::release::commands::Part;
use crate::text::shell::{comment, quote};

/// A script for `sh`, with a function for each group.
pub(super) fn file(groups: &[Group<'_>]) -> Code {
    let organization = groups[0].organization;
    let environment = organization.choices.environments().first().copied().unwrap_or("production");
    let mut all = vec![
        "#!/bin/sh".to_owned(),
        "# Makes releases in Sentry after a build. Run it in a whole clone, with its tags:".into(),
        comment(&format!("./sentry-release.sh [{environment}]")),
        "# With the environment that users meet, it records the deploy, too.".into(),
        "set -eu".into(),
        ": \"${SENTRY_AUTH_TOKEN:?is an organization token; keep it out of this file}\"".into(),
    ];
    all.extend(exports(organization));
    all.extend(install(organization));
    for group in groups {
        all.push(String::new());
        all.push(comment(&format!("Releases: {}", group.slugs())));
        all.extend(lines(group, Ci::Shell, &[Part::Before]));
        all.push(BUILD.into());
        all.extend(lines(group, Ci::Shell, &[Part::After]));
        all.push(format!("if [ \"${{1:-}}\" = {} ]; then", quote(environment)));
        all.extend(
            lines(group, Ci::Shell, &[Part::Deploy]).into_iter().map(|line| format!("  {line}")),
        );
        all.push("fi".into());
    }
    Code { place: "sentry-release.sh".into(), language: "bash", text: all.join("\n") + "\n" }
}
