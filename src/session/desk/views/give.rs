//! The offers to give files to somebody, each with what it would move.

use crate::ownership::{Rule, Source};
use crate::routing::RuleCount;
use crate::session::commands::{REST, RoutingCommand};
use crate::session::desk::Answer;
use crate::session::draw::{el, text};
use crate::session::protocol::{Attribute, Node};
use crate::text::numbers::{count, files, plural};

/// How many owners are proposed, and how many are named of those from whom files are taken.
const PROPOSED: u32 = 200;
const NAMED: usize = 3;

/// Gives a file or folder to somebody by a rule at the right place. `shares` says who has how much of it now.
pub fn give(answer: &Answer, path: &str, shares: &[(Option<String>, u32)]) -> Node {
    let all: u32 = shares.iter().map(|(_, files)| files).sum();
    let nobody = shares.iter().find(|(name, _)| name.is_none()).map_or(0, |(_, files)| *files);
    let mut body = field(answer, "give-path", "Give it to ");
    let taken = taken(shares);
    match (nobody, all) {
        (0, 1) => body.push(moves(&format!("Takes it{}.", taken.trim_start_matches('1')))),
        (0, _) => body.push(moves(&format!("Takes {}: {taken}.", files(all)))),
        (_, _) if nobody == all => {
            let who = if all == 1 { "which reaches" } else { "which reach" };
            body.push(moves(&format!("Moves {}, {who} nobody now.", files(all))));
        }
        _ => {
            let option = |value: &str, words: String| {
                el("option", "", []).with(Attribute::Value, value).says(words)
            };
            let options = [
                option(REST, format!("only what reaches nobody: {}", files(nobody))),
                option("all", format!("all {}: also {taken}", files(all))),
            ];
            let select = el("select", "", options).with(Attribute::Label, "How much of it");
            body.push(select);
        }
    }
    form(path, "give-path", body)
}

/// Gives to somebody what reaches nobody, by rules on top of the others.
pub fn give_rest(answer: &Answer, nobody: u32) -> Node {
    let rules = answer.routing.compiled().rules().iter().zip(answer.routing.rule_counts());
    let by_file =
        |(rule, count): (&Rule, RuleCount)| rule.source == Source::Codeowners && count.wins > 0;
    let alone = !rules.into_iter().any(by_file);
    let label = if alone {
        "A catch-all on top of the rules for "
    } else {
        "Rules on top of the others for "
    };
    let mut body = field(answer, "give-rest", label);
    let more = if alone { " New files that no other rule matches go there, too." } else { "" };
    let words = format!("Moves up to {}; no team loses any.{more}", files(nobody));
    body.push(moves(&words));
    form("", "give-rest", body)
}

/// From whom files are taken.
fn taken(shares: &[(Option<String>, u32)]) -> String {
    let owned: Vec<_> =
        shares.iter().filter_map(|(name, files)| Some((name.as_ref()?, files))).collect();
    let mut words: Vec<String> = owned
        .iter()
        .take(NAMED)
        .map(|(name, files)| format!("{} from {name}", count(**files)))
        .collect();
    if let Some(left) = owned.get(NAMED..).filter(|left| !left.is_empty()) {
        let number = left.iter().map(|it| it.1).sum();
        let who = plural(left.len() as u32, "other", "others");
        words.push(format!("{} from {who}", count(number)));
    }
    words.join(", ")
}

fn moves(words: &str) -> Node {
    el("span", "moves-what", [text(words)])
}

fn field(answer: &Answer, id: &str, label: &str) -> Vec<Node> {
    let list = format!("{id}-owners");
    let field = el("input", "", [])
        .with(Attribute::Type, "text")
        .with(Attribute::List, list.as_str())
        .with(Attribute::Placeholder, "#team")
        .with(Attribute::Autocomplete, "off")
        .with(Attribute::Spellcheck, "false");
    let proposed = (0..answer.by_share.len() as u32).take(PROPOSED as usize);
    let proposed =
        proposed.map(|at| el("option", "", []).with(Attribute::Value, answer.owner_name(at)));
    let label = el("label", "", [text(label), field]);
    let list = el("datalist", "", proposed).with(Attribute::Id, list);
    vec![label, list]
}

fn form(path: &str, id: &str, mut body: Vec<Node>) -> Node {
    body.push(el("button", "", [text("Make a rule")]));
    // By the path, so that what was typed for one file is not there for the next.
    el("form", "give", body)
        .does(RoutingCommand::Give(path.to_owned()).intent())
        .keyed(format!("{id}:{path}"))
}
