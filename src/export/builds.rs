//! The file for the CI service that makes releases of all projects.

use crate::organization::{Ci, Organization};
use crate::playbook::release::ci;

/// The name that the file has in an archive, where names begin with no dot.
#[must_use]
pub fn filename(organization: &Organization) -> &'static str {
    match organization.choices.ci {
        Ci::GithubActions => "sentry-release.yml",
        Ci::GitlabCi => "gitlab-ci.yml",
        Ci::Circleci => "circleci-config.yml",
        Ci::Jenkins => "Jenkinsfile",
        Ci::Shell => "sentry-release.sh",
    }
}

/// The file, with where it goes on its first line; a script says that by its name.
#[must_use]
pub fn write(organization: &Organization) -> String {
    let mut all = organization.clone();
    // On the page one project may be looked at alone.
    all.choices.release.project.clear();
    let Some(file) = ci::file(&all) else {
        return "# There is no project to release.\n".to_owned();
    };
    match organization.choices.ci {
        Ci::GithubActions | Ci::GitlabCi | Ci::Circleci => {
            format!("# Goes into {}\n{}", file.place, file.text)
        }
        Ci::Jenkins => format!("// Goes into {}\n{}", file.place, file.text),
        Ci::Shell => file.text,
    }
}
