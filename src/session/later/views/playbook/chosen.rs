use crate::organization::Organization;
use crate::playbook::{Choice, rollout};
use crate::session::commands::{OrganizationCommand, PlaybookCommand};
use crate::session::draw::{choice, details, el, field, paragraph};
use crate::session::protocol::Node;

/// What the plan is for: names and habits that no tree tells. Of several repositories the one
/// in view is named here.
pub fn draw(organization: &Organization, repository: &str) -> Node {
    let choices = &organization.choices;
    let label =
        if organization.repositories.len() > 1 { "Repository in view" } else { "Repository" };
    let pick = |label, options: &[(&str, &str)], chosen: &str, what| {
        choice(label, options, chosen, PlaybookCommand::Choose(what))
    };
    let fields = [
        field(
            "Organization in Sentry",
            &organization.organization,
            "acme",
            OrganizationCommand::Organization,
        ),
        field(label, repository, "acme/shop", OrganizationCommand::Repository),
        pick("Code host", &HOSTS, choices.host.id(), Choice::Host),
        field(
            "Branch that is deployed",
            &choices.branch,
            "main",
            PlaybookCommand::Choose(Choice::Branch),
        ),
        pick("Builds and deploys", &BUILDERS, choices.ci.id(), Choice::Ci),
        field(
            "Environments",
            &choices.environments,
            "production staging development",
            PlaybookCommand::Choose(Choice::Environments),
        ),
        pick("Sentry", &EDITIONS, choices.edition.id(), Choice::Edition),
        pick("Plan", &PLANS, choices.plan.id(), Choice::Plan),
        pick("We are", &SITUATIONS, choices.situation.id(), Choice::Situation),
        field("First day", &choices.start, "2027-01-31", PlaybookCommand::Choose(Choice::Start)),
    ];
    let wrong = (!rollout::is_day(&choices.start)).then(|| {
        paragraph("warning", "The first day is no day of the calendar: write it as `2027-01-31`.")
    });
    let body = std::iter::once(el("div", "fields", fields).keyed("fields")).chain(wrong);
    details("chosen", "What the plan is for", body)
}

const HOSTS: [(&str, &str); 4] = [
    ("github", "GitHub"),
    ("gitlab", "GitLab"),
    ("bitbucket", "Bitbucket Cloud"),
    ("azure-devops", "Azure DevOps"),
];

pub const BUILDERS: [(&str, &str); 5] = [
    ("github-actions", "GitHub Actions"),
    ("gitlab-ci", "GitLab CI"),
    ("circleci", "CircleCI"),
    ("jenkins", "Jenkins"),
    ("shell", "a shell script"),
];

const PLANS: [(&str, &str); 5] = [
    ("unknown", "not decided: name what needs which"),
    ("developer", "Developer, free for one person"),
    ("team", "Team"),
    ("business", "Business"),
    ("enterprise", "Enterprise"),
];

const SITUATIONS: [(&str, &str); 3] = [
    ("starting", "starting with Sentry"),
    ("present", "on Sentry already"),
    ("moving", "moving from our own servers"),
];

const EDITIONS: [(&str, &str); 4] = [
    ("us", "sentry.io, data in the United States"),
    ("us2", "us2.sentry.io, data in the United States"),
    ("de", "sentry.io, data in the European Union"),
    ("self-hosted", "our own servers"),
];
