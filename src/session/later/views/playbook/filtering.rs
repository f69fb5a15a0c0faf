//! Filters to try: globs over a message or a release, and what the switches drop.

use super::items::snippet;
use crate::playbook::filter::{self, Verdict};
use crate::session::commands::PlaybookCommand;
use crate::session::commands::Trial;
use crate::session::draw::{
    area, code, command, details, el, field, paragraph, prose, strong, text,
};
use crate::session::later::trials::Trials;
use crate::session::protocol::{Attribute, Node};

/// The tool of the chapter.
pub fn draw(trials: &Trials) -> Vec<Node> {
    let heading = el("h3", "", []).says("Try a filter").keyed("heading");
    let example = "TypeError: Failed to fetch";
    let globs = area(
        "Globs, one a line, as they stand under Inbound Filters",
        &trials.globs,
        PlaybookCommand::Try(Trial::Globs),
    );
    let message = field(
        "An error as Sentry shows it, or a release",
        &trials.message,
        example,
        PlaybookCommand::Try(Trial::Message),
    );
    let mut body =
        vec![heading, el("div", "fields", [globs, message]).keyed(format!("globs-{}", trials.put))];
    body.push(judged(trials).keyed("judged"));
    if !trials.message.trim().is_empty() {
        let lists = filter::client_lists(&trials.message);
        let lists = lists.iter().flat_map(|it| [paragraph("soft", it.says), snippet(&it.code)]);
        body.push(details("client", "The same in the SDK, before anything is sent", lists));
    }
    let agent = field(
        "A user agent",
        &trials.agent,
        "Mozilla/5.0 (compatible; Googlebot/2.1)",
        PlaybookCommand::Try(Trial::Agent),
    );
    let address = field(
        "The address of a page",
        &trials.address,
        "http://localhost:3000/",
        PlaybookCommand::Try(Trial::Address),
    );
    body.push(el("h3", "", []).says("Try the switches").keyed("switches"));
    body.push(el("div", "fields", [agent, address]).keyed("agents"));
    body.push(switched(trials).keyed("switched"));
    body.push(details("browsers", "What counts as a legacy browser", [browsers()]));
    body
}

/// What each glob does to the message.
fn judged(trials: &Trials) -> Node {
    let lines: Vec<&str> = trials.globs.lines().filter(|line| !line.is_empty()).collect();
    if lines.is_empty() || trials.message.is_empty() {
        let words = "A glob is held against the whole of `type: value`, in any case: `*` stands for any characters, `?` for one, \
            `[a-z]` for one of these, `{a,b}` for either; `\\` takes a sign as it is.";
        return paragraph("soft", words);
    }
    let item = |(at, glob): (usize, &&str)| {
        let mut words = vec![code(glob), text(" ")];
        match filter::judge(glob, &trials.message) {
            Verdict::Dropped => words.push(el("span", "dropped", []).says("drops it.")),
            Verdict::Kept { why, fix } => {
                words.push(strong("lets it through."));
                words.push(el("span", "soft", prose(&format!(" {why} "))));
                if let Some(fix) = fix {
                    let mended: Vec<&str> = lines
                        .iter()
                        .enumerate()
                        .map(|(line, glob)| if line == at { fix.as_str() } else { glob })
                        .collect();
                    let put = PlaybookCommand::TryThis(Trial::Globs, mended.join("\n"));
                    words.push(command("fix", format!("Write {fix}"), &put));
                }
            }
        }
        el("li", "", words)
    };
    let items = lines.iter().enumerate().map(item);
    el("ul", "judged", items).with(Attribute::Live, "polite")
}

/// What the switches for crawlers and local addresses do.
fn switched(trials: &Trials) -> Node {
    let mut items = Vec::new();
    if !trials.agent.is_empty() {
        let words = match filter::crawler(&trials.agent) {
            Some(name) => format!("Web crawlers: dropped, by `{name}` in Relay's list."),
            None => "Web crawlers: not in Relay's list, let through.".to_owned(),
        };
        items.push(el("li", "", prose(&words)));
    }
    if !trials.address.is_empty() {
        let words = match filter::local(&trials.address) {
            Some(why) => format!("Localhost: dropped. {why}"),
            None => "Localhost: elsewhere, let through.".to_owned(),
        };
        items.push(el("li", "", prose(&words)));
    }
    el("ul", "judged", items).with(Attribute::Live, "polite")
}

/// What the filter for old browsers takes for old.
fn browsers() -> Node {
    let words = [
        "By default: Internet Explorer before 10, Safari before 6, Opera before 15, Opera Mini before 8, Android's own browser before 4; \
         Internet Explorer on phones counts as Internet Explorer. Each can be chosen by itself, Internet Explorer 10 and 11 as well.",
        "Newer settings also name Edge, Firefox and Chrome. The lists were read from copies of several ages: look at the switches themselves.",
    ];
    el("div", "", words.map(|words| paragraph("", words)))
}
