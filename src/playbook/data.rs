//! What events carry.

use super::facts::{Facts, is_javascript, slug, slugs};
use super::sources as source;
use super::words::{self, list, of};
use super::{Chapter, Item};

/// The chapter.
pub fn write(facts: &Facts, chapter: Chapter) -> Chapter {
    chapter
        .intro(
            "What an event carries decides what you can search, alert on and route by. A little of it, named \
             alike everywhere, is worth more than much under many names.",
        )
        .basic([Some(init(facts)), Some(environments(facts)), odd_environments(facts), Some(user()), Some(tags(facts)), Some(context())])
        .advanced([
            dictionary(facts),
            tag_rules(facts),
            Some(grouping(facts)),
            Some(fingerprints(facts)),
            Some(in_app(facts)),
            Some(size()),
        ])
}

fn init(facts: &Facts) -> Item {
    let number = facts.projects().len();
    Item::new(
        "data/init",
        format!("Set `release` and `environment` where the SDK starts, in {}.", facts.counted()),
        "Release health, regressions, deploys and most alerts rest on these two, and neither can be added to \
         an event afterwards.",
        format!(
            "No event of the last day is without a release, and none without an environment{}.",
            if number > 1 { ", in any project" } else { "" }
        ),
        source::RELEASE_SETUP,
    )
}

fn environments(facts: &Facts) -> Item {
    Item::new(
        "data/environments",
        format!(
            "Use these names and no others in {}: {}.",
            facts.all_projects(),
            list(facts.environments.iter().copied())
        ),
        "Capitals count: `Production` is a different environment. None can be deleted, only hidden, and hidden ones use quota.",
        "The environment menu lists these and nothing else.",
        source::ENVIRONMENTS,
    )
}

/// Names that Sentry would refuse.
fn odd_environments(facts: &Facts) -> Option<Item> {
    let odd = |name: &&str| name.contains('/') || *name == "None" || name.chars().count() > 64;
    let odd: Vec<&str> = facts.environments.iter().copied().filter(odd).collect();
    (!odd.is_empty()).then(|| {
        Item::new(
            "data/odd-environments",
            format!("Rename {}: Sentry refuses {}.", list(odd.iter().copied()), of(odd.len(), "it", "them")),
            "The name of an environment holds no blank, newline or `/`, is not `None`, and has at most 64 \
             characters.",
            "“What the plan is for”, above, names none of them.",
            source::OPTIONS,
        )
    })
}

fn user() -> Item {
    Item::new(
        "data/user",
        "Send an internal id as the user, and nothing else.",
        "“Users affected” counts by it, and nobody learns who somebody is.",
        "Issues show how many users they affect, and no address.",
        source::ENRICH,
    )
}

fn tags(facts: &Facts) -> Item {
    let names = facts.example();
    let example = match names.map(|it| (slug(it), it.teams.first())) {
        Some((service, Some(team))) => {
            format!("`service:{}` and `team:{}`", plain(service), plain(team))
        }
        Some((service, None)) => format!("`service:{}`", plain(service)),
        None => "`service:shop`".to_owned(),
    };
    Item::new(
        "data/tags",
        format!(
            "Let every project set the same few tags: {example}, then tenant, plan, region, feature."
        ),
        "Tags are indexed, and searched across all projects at once.",
        "The tags of an issue tell which tenant and which feature were hit.",
        source::ENRICH,
    )
}

fn context() -> Item {
    Item::new(
        "data/context",
        "Put what is read, but not searched, into contexts; what led to the error into breadcrumbs.",
        "A tag with a new value for every event is searched by nobody.",
        "No tag has as many values as there are events.",
        source::ENRICH,
    )
}

/// A value that ends no code.
fn plain(text: &str) -> String {
    words::name(text).trim_matches('`').to_owned()
}

fn dictionary(facts: &Facts) -> Option<Item> {
    let number = facts.projects().len();
    (number > 1).then(|| {
        Item::new(
            "data/dictionary",
            format!("Write down a dictionary of tags for {}: name, values, who sets it.", words::all(number, "project")),
            "One search, one alert and one ownership rule then work everywhere. `tenant`, `tenant_id` and \
             `customer` side by side need three of each.",
            "The dictionary lies where all teams find it, and a search by each tag finds several projects.",
            source::ENRICH,
        )
    })
}

/// Rules that ask for tags.
fn tag_rules(facts: &Facts) -> Option<Item> {
    let project = facts
        .projects()
        .iter()
        .filter(|project| !project.teams.is_empty())
        .max_by_key(|it| it.teams.len())?;
    let owner = project.teams.last()?;
    let rule = format!("tags.feature:checkout #{owner}");
    let item = Item::new(
        "data/tag-rules",
        format!(
            "Route by tag where paths do not tell the team, for example {}.",
            words::name(&rule)
        ),
        "A rule can look at any tag, at `module`, and at `url`. Tags are case-sensitive there; a URL has to match \
         from `https` to its end, so write `url:*/checkout*`. Patterns with blanks stand in double quotes.",
        "Simulate, with an error that has the tag, ends at that team.",
        source::OWNERSHIP,
    );
    Some(item)
}

fn grouping(facts: &Facts) -> Item {
    let scripts = facts.those(is_javascript);
    let minified = match scripts.as_slice() {
        [] => String::new(),
        scripts => format!(
            " Minified JavaScript without source maps groups badly whatever you do: see to {} first.",
            slugs(scripts)
        ),
    };
    Item::new(
        "data/grouping",
        "Change the grouping by the cheapest means: merge issues, then fingerprint rules, then stack trace \
         rules, and a fingerprint in the SDK last.",
        format!(
            "Sentry groups by fingerprint, else by stack trace, else by exception, else by message. Changes count \
             for new events only.{minified}"
        ),
        "The ten busiest issues are ten different errors.",
        source::GROUPING,
    )
}

fn fingerprints(facts: &Facts) -> Item {
    let folder = facts.plan.libraries.iter().map(|it| it.root.as_str());
    let folder = folder.chain(facts.projects().iter().map(|it| it.mapping.stack_root.as_str()));
    let folder = folder.map(|root| root.trim_matches('/')).find(|root| !root.is_empty());
    let path = folder.map_or("**/db/**".to_owned(), |folder| format!("**/{folder}/**"));
    let path = if path.chars().any(char::is_whitespace) { format!("\"{path}\"") } else { path };
    Item::new(
        "data/fingerprint-rules",
        format!("Write fingerprint rules for errors that fall apart or run together, such as those below {}.", words::name(&path)),
        "The first rule that matches wins. Unlike in ownership rules, `*` in `path:` does not cross `/` here: write `**`.",
        "New events of such an error end in one issue.",
        source::FINGERPRINTS,
    )
    .code(
        "Settings > Issue Grouping > Fingerprint Rules",
        "text",
        format!("error.type:DatabaseUnavailable path:{path} -> database-unavailable, {{{{ default }}}}\n"),
    )
}

fn in_app(facts: &Facts) -> Item {
    let roots: Vec<&str> = facts
        .projects()
        .iter()
        .map(|it| it.mapping.stack_root.as_str())
        .filter(|it| !it.is_empty())
        .collect();
    let example = match roots.first() {
        Some(root) => format!(" Frames below {} should be in-app.", words::name(root)),
        None => String::new(),
    };
    Item::new(
        "data/in-app",
        format!(
            "Look through a stack trace of each platform for frames that are wrongly in-app, or wrongly not.{example}"
        ),
        "Grouping looks at in-app frames, and a CODEOWNERS line matches no others; ownership rules, in the code \
         that was read, look at library frames, too. SDKs guess which they are; \
         stack trace rules and the SDK’s lists correct them.",
        "What is marked in-app is your own code, and all of it.",
        source::STACK_TRACE_RULES,
    )
}

fn size() -> Item {
    Item::new(
        "data/size",
        "Keep request bodies, states and dumps out of events.",
        "Above 200 KB compressed, or 1 MB raw, an event is refused; newer limits may be higher.",
        "Stats shows none dropped as too large.",
        source::SIZE_LIMITS,
    )
}
