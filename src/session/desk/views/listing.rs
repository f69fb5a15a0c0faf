use crate::session::commands::ListingCommand;
use crate::session::draw::rest;
use crate::session::draw::{
    area, choice, code, command, details, el, paragraph, prose, switch, text,
};
use crate::session::protocol::{Node, Strip, TreeOptions};
use crate::text::numbers::{count, files, plural};
use crate::text::{LineIndex, Problem};
use crate::tree::{Format, LeftOut, Listing, Prefix, PrefixState, Skipped};

/// How many skipped lines are listed.
const MOST_SKIPPED: usize = 500;

/// From how sure on nothing is said about it.
const LIKELY: f32 = 0.75;

/// How many columns there are to choose from.
const MOST_COLUMNS: u8 = 9;

/// What was understood of a listing, what was skipped and left out, and how it is read.
pub fn draw(text: &str, listing: &Listing, options: &TreeOptions) -> Vec<Node> {
    let mut body = vec![paragraph("", &sentence(listing)).keyed("sentence")];
    if !listing.problems.is_empty() {
        let lines = LineIndex::new(text);
        let problems = listing.problems.iter().map(|it| problem(it, &lines));
        body.push(el("ul", "remarks", problems).keyed("problems"));
    }
    if listing.sure < Listing::SURE && !listing.files.is_empty() {
        let fields = [format_choice(options), column_choice(options)];
        body.push(el("div", "fields", fields).keyed("unsure"));
    }
    body.extend(listing.prefix.as_ref().map(prefix));
    if !listing.skipped.is_empty() {
        let title = plural(listing.skipped.len() as u32, "line", "lines");
        let list = el("ul", "lines", listing.skipped.iter().take(MOST_SKIPPED).map(skipped));
        let rest = rest(listing.skipped.len(), MOST_SKIPPED, "line", "lines");
        let list = std::iter::once(list).chain(rest);
        body.push(details("skipped", &format!("{title} could not be read"), list));
    }
    if !listing.left_out.is_empty() {
        let number = listing.left_out.iter().map(|group| group.files).sum();
        let title = format!("{} left out as dependencies or build output", files(number));
        let list = el("ul", "lines", listing.left_out.iter().map(left_out));
        body.push(details("left-out", &title, [list]));
    }
    body.push(how(options));
    body
}

fn sentence(listing: &Listing) -> String {
    let number = listing.files.len() as u32;
    let places = plural(listing.folders, "folder", "folders");
    let mut parts = if listing.sure >= Listing::SURE {
        let title = upper_first(listing.format.title());
        let perhaps = if listing.sure < LIKELY { "Probably: " } else { "" };
        vec![format!("{perhaps}{title}, {} in {places}", files(number))]
    } else if number > 0 {
        vec![format!(
            "Format not recognised; {} taken as paths",
            plural(number, "line was", "lines were")
        )]
    } else {
        vec!["Format not recognised".to_owned()]
    };
    let mut add = |number: u32, one: &str, many: &str| {
        if number > 0 {
            parts.push(plural(number, one, many));
        }
    };
    add(listing.skipped.len() as u32, "line skipped", "lines skipped");
    add(listing.duplicates, "duplicate", "duplicates");
    add(listing.filtered, "file filtered out", "files filtered out");
    parts.join(", ")
}

fn problem(problem: &Problem, lines: &LineIndex<'_>) -> Node {
    let place = problem.span.map(|span| lines.position(span.start).line);
    let mut words: Vec<Node> =
        place.map(|line| text(format!("line {line}: "))).into_iter().collect();
    words.extend(prose(&problem.message));
    if let Some(hint) = &problem.hint {
        words.push(text(" "));
        words.push(el("span", "soft", prose(hint)));
    }
    el("li", "", words)
}

fn prefix(prefix: &Prefix) -> Node {
    let (words, action, strip) = match prefix.state {
        PrefixState::Stripped => (", which was taken off. ", "Keep it", Strip::Keep),
        PrefixState::Offered => {
            (". Sentry’s rules usually start below it. ", "Take it off", Strip::Off)
        }
    };
    let button = command("", action, ListingCommand::Strip(strip));
    el("p", "remarks", [text("All paths start with "), code(&prefix.path), text(words), button])
        .keyed("prefix")
}

fn skipped(line: &Skipped) -> Node {
    let reason = el("span", "soft", []).says(line.reason.message());
    el("li", "", [el("span", "number", []).says(count(line.line)), code(&line.text), reason])
}

fn left_out(group: &LeftOut) -> Node {
    let words = format!("{}, {}", group.kind.title(), files(group.files));
    el("li", "", [code(group.name), el("span", "soft", []).says(words)])
}

/// How the listing is read: its format, what stays in, globs.
fn how(options: &TreeOptions) -> Node {
    let only = "Only these files (globs, one a line)";
    let without = "Without these files (globs, one a line)";
    let fields = [
        format_choice(options),
        column_choice(options),
        switch("Keep dependencies and build output", options.keep_noise, ListingCommand::KeepNoise),
        area(only, &options.include, ListingCommand::Include),
        area(without, &options.exclude, ListingCommand::Exclude),
    ];
    let mut node = details("options", "How this list is read", [el("div", "fields", fields)]);
    node.attributes.push((crate::session::protocol::Attribute::Class, "options".to_owned()));
    node
}

fn format_choice(options: &TreeOptions) -> Node {
    let formats = Format::ALL.iter().map(|it| (it.id(), it.title()));
    let formats: Vec<_> = std::iter::once(("", "Detect automatically")).chain(formats).collect();
    let chosen = options.format.as_deref().unwrap_or_default();
    choice("Format", &formats, chosen, ListingCommand::Format)
}

/// Which column holds the names, where the lines have columns.
fn column_choice(options: &TreeOptions) -> Node {
    let columns = (1..=MOST_COLUMNS).map(|column| column.to_string());
    let columns: Vec<(String, String)> =
        columns.map(|column| (column.clone(), format!("Column {column}"))).collect();
    let columns = columns.iter().map(|(value, words)| (value.as_str(), words.as_str()));
    let columns: Vec<_> = std::iter::once(("", "Detect automatically")).chain(columns).collect();
    let chosen = options.column.map(|column| column.to_string()).unwrap_or_default();
    choice("The names are in", &columns, &chosen, ListingCommand::Column)
}

/// `text`, which is ours and begins with a letter of ASCII: the table of all capitals would be
/// 3 KB of what the first answer waits for.
fn upper_first(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
