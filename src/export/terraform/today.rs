//! What is in Sentry today, for Terraform to take over: import blocks for just those things that
//! are there, under the slugs that they have, and `moved` blocks for those that Terraform keeps
//! already under another address. Beside the plan's own file that leaves Terraform nothing to do
//! but what differs.

use super::hcl::block;
use super::imports::id;
use super::names::Names;
use crate::live::{Comparison, Live, Mapping, Step};
use crate::organization::{Edition, Organization};
use crate::text::shell::comment;
use std::collections::BTreeMap;

pub fn write(organization: &Organization, live: &Live, comparison: &Comparison) -> String {
    let names = Names::new(organization);
    let mut parts = vec![HEAD.to_owned()];
    let take = |address: Option<&str>, to: String, slug: &str| match address {
        Some(from) if from == to => None,
        Some(from) => Some(block("moved", &[&[("from", from.to_owned()), ("to", to)]])),
        None => Some(block("import", &[&[("to", to), ("id", id(organization, slug))]])),
    };
    for slug in organization.all_teams() {
        if let Some(team) = live.teams.get(slug) {
            let to = format!("sentry_team.{}", names.team(slug));
            parts.extend(take(address(team.address.as_deref()), to, slug));
        }
    }
    let mut mappings: BTreeMap<&str, Vec<&Mapping>> = BTreeMap::new();
    for mapping in live.mappings.iter().filter(|it| !it.id.is_empty()) {
        mappings.entry(&mapping.project).or_default().push(mapping);
    }
    let mut by_hand = Vec::new();
    for row in &comparison.rows {
        match (row.pair(), row.step) {
            (Some((slug, at)), _) => {
                let Some(today) = live.projects.get(slug) else { continue };
                let (planned, name) = (&organization.projects[at], names.project(at));
                by_hand.extend(row.more_teams.iter().map(|team| {
                    format!(
                        "The team {team} has access to {slug} today, and is not in the plan: sentry.tf takes it away, unless you add the team there."
                    )
                }));
                let kept = address(today.address.as_deref());
                parts.extend(take(kept, format!("sentry_project.{name}"), slug));
                if kept.is_some() {
                    by_hand.push(format!(
                        "What belongs to {slug} is in your state: move it along with it."
                    ));
                    continue;
                }
                let has_rules = today.rules.as_ref().is_some_and(|it| !it.raw.trim().is_empty());
                if has_rules && !planned.rules.trim().is_empty() {
                    parts.extend(take(None, format!("sentry_project_ownership.{name}"), slug));
                }
                if organization.choices.edition != Edition::SelfHosted {
                    let to = format!("sentry_project_spike_protection.{name}");
                    parts.extend(take(None, to, slug));
                }
                by_hand.extend(mappings.get(slug).into_iter().flatten().map(|it| {
                    format!(
                        "The code mapping of {slug} from {} is imported as {}/{}.",
                        if it.source_root.is_empty() { "the root" } else { &it.source_root },
                        organization.slug(),
                        it.id
                    )
                }));
            }
            (None, Step::LeaveAlone) => {
                by_hand.extend(
                    row.today.iter().map(|slug| format!("{slug} is not in the plan, and stays.")),
                );
            }
            (None, Step::Merge | Step::Split) => {
                by_hand.extend(row.today.iter().map(|slug| {
                    format!("{slug} becomes something else, and stays until nothing sends to it.")
                }));
            }
            (None, Step::Create | Step::Rename | Step::Change | Step::Same) => {}
        }
    }
    by_hand.dedup();
    if !by_hand.is_empty() {
        let lines: Vec<String> = by_hand.iter().map(|words| comment(words)).collect();
        parts.push(format!("{}\n", lines.join("\n")));
    }
    parts.join("\n")
}

/// An address that is one, and no more: it comes from a state that somebody pasted.
fn address(address: Option<&str>) -> Option<&str> {
    address.filter(|address| rest_of_address(address).is_some_and(str::is_empty))
}

/// What follows upon an address: `module.a["b"].sentry_project.web[0]`.
fn rest_of_address(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = after_name(rest)?;
        if let Some(index) = rest.strip_prefix('[') {
            rest = after_index(index)?;
        }
        match rest.strip_prefix('.') {
            Some(next) => rest = next,
            None => return Some(rest),
        }
    }
}

fn after_name(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    let rest = text.trim_start_matches(|it: char| it.is_ascii_alphanumeric() || "_-".contains(it));
    (first.is_ascii_alphabetic() || first == '_').then_some(rest)
}

/// Behind an index: a number, or a text that needs no escape.
fn after_index(text: &str) -> Option<&str> {
    let number = text.trim_start_matches(|it: char| it.is_ascii_digit());
    if number.len() < text.len() {
        return number.strip_prefix(']');
    }
    let (key, rest) = text.strip_prefix('"')?.split_once('"')?;
    let plain = |it: char| it.is_ascii_alphanumeric() || "_-./ :@".contains(it);
    key.chars().all(plain).then(|| rest.strip_prefix(']'))?
}

const HEAD: &str =
    "# What is in Sentry today, for Terraform to take over instead of making it anew.
# Put this file beside sentry.tf: `terraform plan` then shows what differs, and nothing else. Read
# it before you apply: what is said below about access is taken away. `moved` wants the old state and 1.1 of Terraform,
# `import` 1.5. Delete this file when it was applied.
";
