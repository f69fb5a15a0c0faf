use crate::session::commands::{RoutingCommand, SplitCommand};
use crate::session::desk::Answer;
use crate::session::desk::{Explanation, Place, Reviewed, RuleVerdict};
use crate::session::draw::{
    button, code, command, details, el, line, owner, paragraph, prose, strong, text,
};
use crate::session::protocol::{Attribute, Input, Node};
use crate::text::numbers::{files, plural};

/// The sentence why, and what is behind it.
pub fn explanation(
    answer: Option<&Answer>,
    data: &Explanation,
    path: &str,
    frames: bool,
) -> Vec<Node> {
    let mut body = why(answer, data, path);
    let Some(answer) = answer.filter(|_| data.place != Place::Missing) else { return body };
    // Before the rules that nearly match.
    let near = body.iter().position(|node| node.key == NEAR).unwrap_or(body.len());
    body.insert(near, give(answer, path, "Give it to"));
    if data.place == Place::File && !answer.routing.compiled().rules().is_empty() {
        body.push(paths(frames));
    }
    body
}

/// The same, with nothing to be done about it.
pub fn why(answer: Option<&Answer>, data: &Explanation, path: &str) -> Vec<Node> {
    let Some(answer) = answer else { return Vec::new() };
    let mut body = match data.place {
        Place::Missing => {
            return vec![because([el("p", "", [code(path), text(" is not in the tree.")])])];
        }
        Place::File => file(answer, data, path),
        Place::Folder => folder(answer, data, path),
    };
    if !data.rules.is_empty() {
        body.push(el("ol", "verdicts", verdicts(data)).keyed("rules"));
    }
    if !data.near.is_empty() {
        let near = data.near.iter().map(|near| {
            let reason = el("span", "soft", prose(&near.reason));
            el("li", "", [line(near.input, near.line), code(&near.matcher), reason])
        });
        let title = plural(near.len() as u32, "rule nearly matches", "rules nearly match");
        body.push(details(NEAR, &title, [el("ul", "near", near)]));
    }
    body
}

/// The key of the rules that nearly match.
const NEAR: &str = "near";

/// In which paths files are looked at, and a way to change that. What is said of frames comes from
/// elsewhere.
pub fn paths(frames: bool) -> Node {
    let way = |words: &str, value: &str, on: bool| {
        command("", words, SplitCommand::ShowPaths(value.to_owned()))
            .with(Attribute::Pressed, on.to_string())
    };
    let switch = [
        text("Paths: "),
        way("as in the repository", "repository", !frames),
        text(" "),
        way("frames as Sentry sees them", "frames", frames),
    ];
    el("p", "paths", switch).keyed("paths")
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
        let words = "Not verified: whether a CODEOWNERS line without owners ends Sentry’s search. \
             The other reading, to be chosen under CODEOWNERS, gives another answer here.";
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
    if reviewed.agrees {
        words.push(text("."));
        return el("p", "soft", words);
    }
    words.push(text(": not by whoever gets its errors."));
    el("p", "warning", words)
}

fn folder(answer: &Answer, data: &Explanation, path: &str) -> Vec<Node> {
    let total = data.shares.iter().map(|(_, files)| files).sum();
    let holds = text(format!(" holds {}:", files(total)));
    let parts = data.shares.iter().map(|(name, number)| {
        let who = name.as_ref().map_or_else(|| owner(None, None), |name| named(answer, name));
        el("li", "", [who, text(format!(" {}", files(*number)))])
    });
    let parts = el("ul", "parts", parts);
    vec![because([el("p", "", [code(&format!("{path}/")), holds]), parts])]
}

fn verdicts(data: &Explanation) -> Vec<Node> {
    let winner = data.rules.iter().find(|rule| rule.wins);
    let verdict = |rule: &RuleVerdict| match (data.place, rule.wins, winner) {
        (Place::Folder, ..) => format!("decides about {}", files(rule.files)),
        (_, true, _) if rule.owners.is_empty() => "decides: nobody".to_owned(),
        (_, true, _) => "decides".to_owned(),
        (_, false, _) if rule.owners.is_empty() => "matches, and is passed over".to_owned(),
        (_, false, Some(by)) if by.input != rule.input => {
            "matches, but ownership rules go before CODEOWNERS".to_owned()
        }
        (_, false, Some(by)) => format!("matches, but line {} comes later", by.line),
        (_, false, None) => "matches".to_owned(),
    };
    let item = |rule: &RuleVerdict| {
        let class = if rule.wins { "won" } else { "overridden" };
        let owners = el("span", "owners", []).says(rule.owners.join(" "));
        let verdict = el("span", "verdict", []).says(verdict(rule));
        el("li", class, [line(rule.input, rule.line), code(&rule.matcher), owners, verdict])
    };
    data.rules.iter().map(item).collect()
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

/// How many owners are proposed.
const PROPOSED: u32 = 200;

/// A field and a button that give a path to somebody by a rule at the right place; no
/// path: whatever else reaches nobody, by a rule on top.
pub fn give(answer: &Answer, path: &str, label: &str) -> Node {
    let id = if path.is_empty() { "give-rest" } else { "give-path" };
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
    let label = el("label", "", [text(format!("{label} ")), field]);
    let list = el("datalist", "", proposed).with(Attribute::Id, list);
    let send = el("button", "", [text("Make a rule")]);
    // By the path, so that what was typed for one file is not there for the next.
    el("form", "give", [label, list, send])
        .does(RoutingCommand::Give(path.to_owned()).intent())
        .keyed(format!("{id}:{path}"))
}

/// Shows another input.
pub fn to_input(words: &str, input: Input) -> Node {
    button("plain", words, crate::session::protocol::Intent::Input(input))
}
