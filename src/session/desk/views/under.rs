use crate::document::{CodeownersSettings, DIALECTS};
use crate::routing::{Guess, Mapping, mapping_list};
use crate::session::commands::RoutingCommand;
use crate::session::desk::Inputs;
use crate::session::draw::rest;
use crate::session::draw::{
    button, choice, code, command, details, el, paragraph, prose, root, switch, table, text,
};
use crate::session::protocol::{Attribute, Input, Intent, Node};
use crate::text::numbers::{count, plural};

/// How many guesses and names are listed.
const MOST: usize = 30;

/// How many names of CODEOWNERS are: they stand above the answer, on a phone, too.
const MOST_NAMES: usize = 10;

/// What became of the CODEOWNERS file, and what can be chosen for it.
pub fn codeowners(inputs: &Inputs, settings: &CodeownersSettings) -> Vec<Node> {
    let file = inputs.text(Input::Codeowners);
    if file.trim().is_empty() {
        let words = "Sentry takes a repository’s CODEOWNERS file in beside the ownership rules, which \
             go before it. Paste it here to see what becomes of each line.";
        return vec![paragraph("soft", words)];
    }
    let dialect = settings.dialect(file);
    let host = DIALECTS.iter().find(|it| it.2 == dialect).map_or("", |it| it.0);
    let hosts: Vec<_> = DIALECTS.iter().map(|it| (it.0, it.1)).collect();
    let mut fields = vec![choice("Its host", &hosts, host, RoutingCommand::Dialect)];
    let list = &inputs.mappings;
    if !list.is_empty() {
        let named: Vec<(String, String)> =
            (1..).zip(list).map(|(at, mapping)| (at.to_string(), roots(mapping))).collect();
        let mut options = vec![("0", "none: paths stay")];
        options.extend(named.iter().map(|(at, words)| (at.as_str(), words.as_str())));
        let chosen = settings.tied_mapping.unwrap_or(1).to_string();
        fields.push(choice("Its code mapping", &options, &chosen, RoutingCommand::TiedMapping));
    }
    let mut body = vec![el("div", "fields", fields).keyed("fields")];
    let exclusions = inputs.import.rules.iter().filter(|rule| rule.owners.is_empty()).count();
    if exclusions > 0 {
        let words = format!(
            "{} no owner. We could not verify whether Sentry stops at such a line, so that nobody \
             gets the errors, or skips it.",
            plural(exclusions as u32, "line has", "lines have")
        );
        let label = "Skip them, so that an earlier line can decide";
        let switch =
            switch(label, settings.pass_over_exclusions, RoutingCommand::PassOverExclusions);
        body.push(el("div", "warning", [paragraph("", &words), switch]).keyed("exclusions"));
    }
    body.extend(unmapped(inputs));
    body
}

/// The names of the file that are nobody in Sentry, with a way to say who they are.
pub fn unmapped(inputs: &Inputs) -> Vec<Node> {
    let unknown = inputs.unmapped();
    if unknown.is_empty() {
        return Vec::new();
    }
    // One or two more are as short as saying so.
    let most = if unknown.len() <= MOST_NAMES + 2 { unknown.len() } else { MOST_NAMES };
    let shown = unknown.iter().take(most).flat_map(|name| [code(name), text(" ")]);
    let words = plural(unknown.len() as u32, "name is", "names are");
    let mut names: Vec<Node> = std::iter::once(text(": ")).chain(shown).collect();
    if unknown.len() > most {
        names.push(text(format!("and {} more. ", unknown.len() - most)));
    }
    // Where there is little room, the page leaves out which.
    let names = el("span", "names", names);
    let mut body =
        vec![text(format!("{words} nobody in Sentry yet, and Sentry drops them")), names];
    // People’s names tell no address.
    if unknown.iter().any(|name| name.contains('/')) {
        body.push(command(
            "",
            "Map each name to the team of the same name",
            RoutingCommand::ProposePeople,
        ));
    } else {
        body.push(el("span", "", prose(". Say under Teams who they are: `@name -> address`.")));
    }
    vec![el("div", "warning", body).keyed("unmapped")]
}

/// The code mappings there are, and those that the tree suggests.
pub fn mappings(inputs: &Inputs, guesses: &[Guess]) -> Vec<Node> {
    let mut body = Vec::new();
    if inputs.mappings.is_empty() {
        let words = "One a line: `stack root -> source root`. Where errors carry another path than the \
             repository, rules are asked about the path in the error.";
        body.push(paragraph("soft", words));
    }
    if !inputs.mappings.is_empty() {
        let json = mapping_list::to_json(&inputs.mappings);
        let save = Intent::Save("code-mappings.json".into(), "application/json".into(), json);
        let words = "For `sentry-cli code-mappings upload`: ";
        let save = [button("", "Save as JSON", save)];
        body.push(el("p", "", prose(words).into_iter().chain(save)).keyed("save"));
    }
    if guesses.is_empty() {
        return body;
    }
    let row = |guess: &Guess| {
        let Mapping { stack_root, source_root } = &guess.mapping;
        let there = inputs.mappings.contains(&guess.mapping);
        let add = if there {
            el("span", "soft", []).says("there")
        } else {
            command("", "Add", RoutingCommand::AddMapping(stack_root.clone(), source_root.clone()))
                .with(Attribute::Label, format!("Add {}", roots(&guess.mapping)))
        };
        vec![
            vec![code(root(stack_root)), text(" → "), code(root(source_root))],
            vec![text(guess.platform)],
            vec![text(count(guess.files))],
            vec![code(&guess.frame_path)],
            vec![el("span", "soft", []).says(guess.reason)],
            vec![add],
        ]
    };
    let rows: Vec<_> = guesses.iter().take(MOST).map(row).collect();
    let headings = ["Mapping", "Platform", "#Files", "A frame would carry", "Why", ""];
    let title = plural(guesses.len() as u32, "guess from the tree", "guesses from the tree");
    let note = paragraph(
        "soft",
        "Guesses: what errors really carry is decided by how the program is built.",
    );
    let rest = rest(guesses.len(), MOST, "guess", "guesses");
    let list = [note, table("guesses", &headings, rows)].into_iter().chain(rest);
    body.push(details("guesses", &title, list));
    body
}

/// What can be said of teams and people.
pub fn people(inputs: &Inputs) -> Vec<Node> {
    let mut body = Vec::new();
    if inputs.people.entries.is_empty() {
        let words = "One a line. `@acme/web -> #web` says who a name of CODEOWNERS is in Sentry. \
             `#web` declares that a team exists. Once one is listed, rules that name unlisted teams are \
             refused, as they are in Sentry. `#ops no access` exists, but not in this project.";
        body.push(paragraph("soft", words));
    }
    body.extend(unmapped(inputs));
    body
}

fn roots(mapping: &Mapping) -> String {
    format!("{} -> {}", root(&mapping.stack_root), root(&mapping.source_root))
}
