use super::{BUILD, Home, Start, install, jobs, lines};
use crate::organization::{Ci, Organization};
use crate::playbook::Code;
use crate::playbook::release::commands::{self, Part};
use crate::playbook::release::{Group, Scheme};
use crate::text::clean;
use crate::text::yaml::{block, github as scalar, quote};

const CI: Ci = Ci::GithubActions;

/// A workflow with a job for each group.
pub(super) fn file(groups: &[Group<'_>]) -> Code {
    let alone = groups.len() == 1;
    let name =
        if alone { format!("sentry-release-{}.yml", groups[0].package) } else { FILE.into() };
    let one_of_several = alone && groups[0].organization.projects.len() > groups[0].projects.len();
    let name = if one_of_several { name } else { FILE.into() };
    let mut text = format!("name: {}\n{}", quote("Sentry release"), on(groups));
    text.push_str("permissions:\n  contents: read\njobs:\n");
    for (group, job) in groups.iter().zip(jobs(groups)) {
        text.push_str(&steps_of(group, &job, alone, false));
    }
    Code { place: format!(".github/workflows/{name}"), language: "yaml", text }
}

/// The same for one group by `getsentry/action-release`, which brings sentry-cli 2
/// along, sends every source map to every project, and records the deploy of all of them.
///
/// Source: `action.yml` of the action, 3.1.1.
#[must_use]
pub fn action(group: &Group<'_>) -> Code {
    let mut text =
        format!("name: {}\n{}", quote("Sentry release"), on(std::slice::from_ref(group)));
    text.push_str("permissions:\n  contents: read\njobs:\n");
    text.push_str(&steps_of(group, "sentry-release", true, true));
    Code { place: format!(".github/workflows/{FILE}"), language: "yaml", text }
}

const FILE: &str = "sentry-release.yml";

/// What starts the workflow.
fn on(groups: &[Group<'_>]) -> String {
    let mut on = "on:\n  push:\n".to_owned();
    let starts: Vec<Start> = groups.iter().map(Start::of).collect();
    let by_tag = groups.iter().zip(&starts).filter(|(_, start)| matches!(start, Start::Tag(_)));
    let tags: Vec<String> = by_tag.map(|(group, _)| quote(&group.tags())).collect();
    if !tags.is_empty() {
        on.push_str(&format!("    tags: [{}]\n", tags.join(", ")));
    }
    if let Some(Start::Branch { name, folder }) = starts.first() {
        on.push_str(&format!("    branches: [{}]\n", quote(&glob(name))));
        if groups.len() == 1 && !folder.is_empty() {
            on.push_str(&format!("    paths: [{}]\n", quote(&format!("{}/**", glob(folder)))));
        }
    }
    on
}

fn steps_of(group: &Group<'_>, job: &str, alone: bool, by_action: bool) -> String {
    let organization = group.organization;
    let mut text = format!("  {job}:\n");
    let mut conditions = Vec::new();
    match Home::of(group) {
        Some(Home::Path(path)) if path.contains('/') => {
            conditions.push(format!("github.repository == '{path}'"));
        }
        Some(Home::Path(name)) => {
            conditions.push(format!("endsWith(github.repository, '/{name}')"));
        }
        Some(Home::Remark(remark)) => text.push_str(&format!("    {remark}\n")),
        None => {}
    }
    // That a digit comes next is what starts the workflow.
    if let (Start::Tag(tag), false) = (Start::of(group), alone) {
        conditions.push(format!("startsWith(github.ref_name, {})", expression(&tag)));
    }
    if !conditions.is_empty() {
        text.push_str(&format!("    if: {}\n", quote(&conditions.join(" && "))));
    }
    text.push_str("    runs-on: ubuntu-latest\n    env:\n");
    text.push_str("      SENTRY_AUTH_TOKEN: ${{ secrets.SENTRY_AUTH_TOKEN }}\n");
    for (name, value) in commands::environment(organization) {
        text.push_str(&format!("      {name}: {}\n", scalar(&value)));
    }
    text.push_str("    steps:\n      - uses: actions/checkout@v4\n");
    text.push_str(
        "        with:\n          fetch-depth: 0 # Commits are counted from the release before.\n",
    );
    let mut named = lines(group, CI, &[Part::Before]);
    named.push("echo \"SENTRY_RELEASE=$SENTRY_RELEASE\" >> \"$GITHUB_ENV\"".into());
    text.push_str(&step("Name the release", &named.join("\n")));
    text.push_str(&format!("      {BUILD}\n"));
    if by_action {
        text.push_str(&action_step(group));
        return text;
    }
    let [fetch, _] = install(organization);
    let path = "echo \"$HOME/.sentry-cli/node_modules/.bin\" >> \"$GITHUB_PATH\"";
    text.push_str(&step("Install sentry-cli", &format!("{fetch}\n{path}")));
    text.push_str(&step("Make the release", &lines(group, CI, &[Part::After]).join("\n")));
    text.push_str("      - name: Record the deploy\n");
    text.push_str(&format!("        if: {}\n", quote(&live(organization))));
    text.push_str(&block("run", &lines(group, CI, &[Part::Deploy]).join("\n"), 8));
    text
}

fn step(name: &str, run: &str) -> String {
    format!("      - name: {}\n{}", quote(name), block("run", run, 8))
}

/// A text as a filter of branches or paths that means just this text.
///
/// Source: "Filter pattern cheat sheet" of GitHub's workflow syntax.
fn glob(text: &str) -> String {
    let mut escaped = String::new();
    for (at, letter) in clean::line(text).chars().enumerate() {
        match letter {
            // Not to stand before a brace.
            '$' => escaped.push_str("[$]"),
            '*' | '?' | '+' | '[' | ']' | '\\' => escaped.extend(['\\', letter]),
            '!' if at == 0 => escaped.push_str("\\!"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The condition of a deploy: what is built goes to users.
fn live(organization: &Organization) -> String {
    match organization.choices.release.scheme {
        Scheme::Semver => "github.ref_type == 'tag'".to_owned(),
        Scheme::Commit => {
            let branch = format!("refs/heads/{}", organization.choices.branch());
            format!("github.ref == {}", expression(&branch))
        }
    }
}

/// A text as a string of an expression. One that holds the mark of an expression is put
/// together of pieces, so that the mark is never whole.
fn expression(text: &str) -> String {
    let text = clean::line(text);
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let cut = text.replace("${{", "$\n{{");
    let pieces: Vec<&str> = cut.split('\n').collect();
    if let [whole] = pieces.as_slice() {
        return quoted(whole);
    }
    let places: String = (0..pieces.len()).map(|at| format!("{{{at}}}")).collect();
    let pieces: Vec<String> = pieces.into_iter().map(quoted).collect();
    format!("format('{places}', {})", pieces.join(", "))
}

fn action_step(group: &Group<'_>) -> String {
    let organization = group.organization;
    let slugs: Vec<&str> = group.projects.iter().map(|it| it.slug.as_str()).collect();
    let environment = organization.choices.environments().first().copied().unwrap_or("production");
    let mut text = "      - uses: getsentry/action-release@v3\n        with:\n".to_owned();
    let folders: Vec<String> = group
        .projects
        .iter()
        .flat_map(|project| super::super::upload::upload(project).lines)
        .filter_map(|line| line.strip_prefix("sentry-cli sourcemaps inject ").map(str::to_owned))
        .collect();
    let mut inputs = vec![
        ("release", "${{ env.SENTRY_RELEASE }}".to_owned()),
        ("projects", scalar(&slugs.join(" "))),
        ("environment", scalar(environment)),
        ("set_commits", "auto".to_owned()),
        ("ignore_missing", "true".to_owned()),
    ];
    // The action parts folders by blanks, and knows no quotes.
    let plain: Vec<String> = folders.into_iter().filter(|it| !it.starts_with('\'')).collect();
    if !plain.is_empty() {
        inputs.push(("sourcemaps", scalar(&plain.join(" "))));
    }
    for (name, value) in inputs {
        text.push_str(&format!("          {name}: {value}\n"));
    }
    text
}
