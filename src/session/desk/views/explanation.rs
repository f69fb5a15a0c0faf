use super::give::give;
use super::limits_of_reasons;
use crate::session::commands::RoutingCommand;
use crate::session::desk::Answer;
use crate::session::desk::{Explanation, Place, Reviewed, RuleVerdict};
use crate::session::draw::{
    button, code, details, el, field, line, owner, paragraph, prose, rest, show, strong, text,
};
use crate::session::protocol::{Attribute, Filter, Input, Node};
use crate::text::numbers::{count, files, plural};

/// How many owners of a folder are named, and how many rules are listed: unasked, and of those that
/// a word filters.
const OWNERS: usize = 6;
const RULES: usize = 12;
const FILTERED: usize = 60;

/// How many rules that nearly match are listed.
const NEAR_MISSES: usize = 20;

/// The sentence why, and what is behind it. `words` filters the rules.
pub fn explanation(
    answer: Option<&Answer>,
    data: &Explanation,
    path: &str,
    words: &str,
) -> Vec<Node> {
    let mut body = reasons(answer, data, path, words);
    let Some(answer) = answer.filter(|_| data.place != Place::Missing) else { return body };
    // Before the rules that nearly match.
    let near = body.iter().position(|node| node.key == NEAR).unwrap_or(body.len());
    body.insert(near, give(answer, path, &shares(data)));
    if let Some(at) = body.iter().position(|node| node.key == MATTERING) {
        body.splice(at..at, filter(data, path, words));
    }
    body
}

/// The same, with nothing to be done about it.
pub fn why(answer: Option<&Answer>, data: &Explanation, path: &str) -> Vec<Node> {
    reasons(answer, data, path, "")
}

fn reasons(answer: Option<&Answer>, data: &Explanation, path: &str, words: &str) -> Vec<Node> {
    let Some(answer) = answer else { return Vec::new() };
    let mut body = match data.place {
        Place::Missing => {
            return vec![because([el("p", "", [code(path), text(" is not in the tree.")])])];
        }
        Place::File => file(answer, data, path),
        Place::Folder => folder(answer, data, path),
    };
    body.extend(rules(data, path, words));
    if !data.near.is_empty() {
        let items = data.near.iter().take(NEAR_MISSES).map(|near| {
            let reason = el("span", "soft", prose(&near.reason));
            el("li", "", [line(near.input, near.line), code(&near.matcher), reason])
        });
        let title = plural(data.near.len() as u32, "rule nearly matches", "rules nearly match");
        let rest = rest(data.near.len(), NEAR_MISSES, "rule", "rules");
        body.push(details(NEAR, &title, [el("ul", "near", items)].into_iter().chain(rest)));
    }
    body.push(limits_of_reasons());
    body
}

/// The keys of the rules that matter, and of those that nearly match.
const MATTERING: &str = "rules";
const NEAR: &str = "near";

/// Who has how much of what is explained.
fn shares(data: &Explanation) -> Vec<(Option<String>, u32)> {
    match data.place {
        Place::File => vec![(data.owner.clone(), 1)],
        Place::Folder | Place::Missing => data.shares.clone(),
    }
}

fn because(children: impl IntoIterator<Item = Node>) -> Node {
    el("div", "because", children).with(Attribute::Live, "polite").keyed("sentence")
}

fn file(answer: &Answer, data: &Explanation, path: &str) -> Vec<Node> {
    let mut sentence = vec![text("An error in "), code(path)];
    match (&data.owner, data.rules.iter().find(|rule| rule.wins)) {
        (Some(name), Some(rule)) => {
            sentence.extend([text(" goes to "), named(answer, name), text(" because ")]);
            sentence.push(line(rule.input, rule.line));
            sentence.push(text(why_it_wins(data, rule)));
        }
        (None, Some(rule)) => {
            sentence.extend([text(" reaches "), nobody(), text(": ")]);
            sentence.push(line(rule.input, rule.line));
            sentence.push(text(" decides, and names no owner."));
        }
        _ if data.rules.is_empty() => {
            sentence.extend([text(" reaches "), nobody(), text(": no rule matches it.")]);
        }
        _ => {
            let words = ": rules match it, but none that names an owner.";
            sentence.extend([text(" reaches "), nobody(), text(words)]);
        }
    }
    let mut body = vec![because([el("p", "", sentence)])];
    if let Some(frame) = &data.frame {
        let words = format!("Its frames carry `{frame}`, which the rules are asked about.");
        body.push(paragraph("soft", &words).keyed("frame"));
    }
    if let Some(reviewed) = &data.reviewed {
        body.push(reviewers(reviewed).keyed("review"));
    }
    if data.uncertain {
        let words = "We could not verify whether a CODEOWNERS line without owners ends Sentry’s search. \
             The other reading, which you can choose under CODEOWNERS, gives a different answer here.";
        body.push(paragraph("warning", words).keyed("uncertain"));
    }
    if let Some(before) = &data.before {
        let words = format!("Before your edits: {}.", before.as_deref().unwrap_or("nobody"));
        body.push(paragraph("soft", &words).keyed("before"));
    }
    body
}

fn why_it_wins(data: &Explanation, winner: &RuleVerdict) -> &'static str {
    let outranks = |rule: &RuleVerdict| rule.input != winner.input;
    match &data.rules[..] {
        [_] => " is the only rule that matches.",
        [_, others @ ..] if others.iter().all(outranks) => {
            " matches, and ownership rules go before CODEOWNERS."
        }
        _ => " is the last rule that matches.",
    }
}

fn reviewers(reviewed: &Reviewed) -> Node {
    let mut words = Vec::new();
    if reviewed.by.is_empty() {
        words.push(text("Nobody is asked to review changes to it"));
    } else {
        words.push(text("Changes to it are reviewed by "));
        words.push(code(&reviewed.by.join(" ")));
    }
    for &at in &reviewed.lines {
        words.extend([text(" "), line(Input::Codeowners, at)]);
    }
    let (class, end) = match (reviewed.agrees, reviewed.by.is_empty()) {
        (true, _) => ("soft", "."),
        (false, true) => ("warning", ", though its errors go to somebody."),
        (false, false) => ("warning", ", but not by whoever gets its errors."),
    };
    words.push(text(end));
    el("p", class, words)
}

fn folder(answer: &Answer, data: &Explanation, path: &str) -> Vec<Node> {
    let total = data.shares.iter().map(|(_, files)| files).sum();
    let holds = text(format!(" holds {}:", files(total)));
    let (told, others) = data.shares.split_at(data.shares.len().min(OWNERS));
    let parts = told.iter().map(|(name, number)| {
        let who = name.as_ref().map_or_else(|| owner(None, None), |name| named(answer, name));
        el("li", "", [who, text(format!(" {}", files(*number)))])
    });
    let rest = (!others.is_empty()).then(|| {
        let number = others.iter().map(|(_, files)| files).sum();
        let who = plural(others.len() as u32, "other", "others");
        let words = format!("{who} {}", files(number));
        let nobody = others.iter().find(|(name, _)| name.is_none());
        let nobody =
            nobody.map(|(_, number)| format!(", of which {} reach nobody", count(*number)));
        el("li", "soft", []).says(words + &nobody.unwrap_or_default())
    });
    let parts = el("ul", "parts", parts.chain(rest));
    vec![because([el("p", "", [code(&format!("{path}/")), holds]), parts])]
}

/// A field that filters the rules, where not all are listed.
fn filter(data: &Explanation, path: &str, words: &str) -> Option<Node> {
    let all = data.rules.len();
    let number = match found(data, words).len() {
        _ if all <= RULES => return None,
        found if found == all => plural(all as u32, "rule", "rules"),
        found => format!("{} of {}", count(found as u32), plural(all as u32, "rule", "rules")),
    };
    let command = RoutingCommand::Reasons(path.to_owned());
    let field = field("Only rules with", words, "a path or a team", command);
    Some(el("p", "reasons fields", [text(number), field]).keyed("filter"))
}

/// The rules that hold a word.
fn found<'d>(data: &'d Explanation, words: &str) -> Vec<&'d RuleVerdict> {
    let sought = words.trim().to_lowercase();
    let holds = |rule: &&RuleVerdict| {
        let mut texts = std::iter::once(&rule.matcher).chain(&rule.owners);
        texts.any(|text| text.to_lowercase().contains(&sought))
    };
    data.rules.iter().filter(holds).collect()
}

/// The rules that matter: the first of them, or those that hold a word.
fn rules(data: &Explanation, path: &str, words: &str) -> Vec<Node> {
    if data.rules.is_empty() {
        return Vec::new();
    }
    let found = found(data, words);
    let most = if words.trim().is_empty() { RULES } else { FILTERED };
    let (shown, left) = found.split_at(found.len().min(most));
    let mut body = vec![el("ol", "verdicts", verdicts(data, path, shown)).keyed(MATTERING)];
    if !left.is_empty() {
        let mut words = format!("and {}", plural(left.len() as u32, "rule", "rules"));
        if data.place == Place::Folder {
            let number = left.iter().map(|rule| rule.files).sum();
            words += &format!(" about {}", files(number));
        }
        body.push(paragraph("soft", &format!("{words}.")).keyed("left"));
    }
    body
}

fn verdicts(data: &Explanation, folder: &str, shown: &[&RuleVerdict]) -> Vec<Node> {
    let winner = data.rules.iter().find(|rule| rule.wins);
    let words = |rule: &RuleVerdict| match (data.place, rule.wins, winner) {
        (Place::Folder, ..) => "decides about ".to_owned(),
        (_, true, _) if rule.owners.is_empty() => "decides: nobody".to_owned(),
        (_, true, _) => "decides".to_owned(),
        (_, false, _) if rule.owners.is_empty() => "matches, and is passed over".to_owned(),
        (_, false, Some(by)) if by.input != rule.input => {
            "matches, but ownership rules go before CODEOWNERS".to_owned()
        }
        (_, false, Some(_)) => "matches, but ".to_owned(),
        (_, false, None) => "matches".to_owned(),
    };
    let leads = |rule: &RuleVerdict| match (data.place, rule.wins, winner) {
        (Place::Folder, ..) => {
            let decided = Filter::Rule(rule.input, rule.line);
            vec![show(files(rule.files), Filter::below(folder, decided))]
        }
        (_, false, Some(by)) if by.input == rule.input && !rule.owners.is_empty() => {
            vec![line(by.input, by.line), text(" comes later")]
        }
        (_, _, _) => Vec::new(),
    };
    let item = |rule: &RuleVerdict| {
        let class = if rule.wins { "won" } else { "overridden" };
        let owners = el("span", "owners", []).says(rule.owners.join(" "));
        let verdict = el("span", "verdict", leads(rule)).says(words(rule));
        el("li", class, [line(rule.input, rule.line), code(&rule.matcher), owners, verdict])
    };
    shown.iter().map(|rule| item(rule)).collect()
}

fn named(answer: &Answer, name: &str) -> Node {
    let place = (0..answer.by_share.len() as u32).find(|&at| answer.owner_name(at) == name);
    owner(Some(name), place)
}

fn nobody() -> Node {
    let mut node = strong("nobody");
    node.attributes.push((Attribute::Class, "nobody".to_owned()));
    node
}

/// Shows another input.
pub fn to_input(words: &str, input: Input) -> Node {
    button("plain", words, crate::session::protocol::Intent::Input(input))
}
