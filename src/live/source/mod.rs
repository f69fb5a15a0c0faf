//! Terraform's source (HCL): resources of the provider, as far as they are written out.
//!
//! Literal values are read, and what they refer to where that is written out, too: other
//! resources, data sources, locals, and variables by their defaults. Whatever is computed is
//! counted as not read. A block that breaks off is told with its place, and those around it are
//! read.
//!
//! # Odd cases
//! - The provider gives a project without `slug` one made of its name, as Sentry does.
//! - A resource with `count` or `for_each` stands for things that are not written out; it is left
//!   out, and said to be.
//! - `internal_id` of a project or repository is a number that no source tells: what refers to it
//!   refers to the thing.

mod value;

use super::kind::Object;
use super::read::end_of;
use super::take::Taker;
use super::terraform;
use crate::projects::slugify;
use crate::text::Problem;
use hcl_edit::Span;
use hcl_edit::structure::{Block, BlockLabel, Body};
use serde_json::Value;
use value::Scope;

/// How often reading goes on behind a block that breaks.
const MOST_BREAKS: usize = 16;

/// How blocks begin at the top of a file.
const STARTS: [&str; 13] = [
    "resource",
    "data",
    "variable",
    "locals",
    "provider",
    "terraform",
    "module",
    "output",
    "import",
    "moved",
    "removed",
    "check",
    "ephemeral",
];

/// Whether a text is such a source: a line of it begins a block.
pub fn is_source(text: &str) -> bool {
    text.lines().any(is_start)
}

fn is_start(line: &str) -> bool {
    let line = line.trim_start();
    let word = line.split(|it: char| !it.is_ascii_alphanumeric()).next().unwrap_or_default();
    let rest = line.get(word.len()..).unwrap_or_default().trim_start();
    STARTS.contains(&word) && rest.starts_with(['{', '"'])
}

/// Takes all resources of a source. Linear but for breaks, each of which costs a few more passes.
pub fn take(text: &str, taker: &mut Taker<'_>) {
    let starts = starts(text);
    let mut blocks = Vec::new();
    let mut from = 0;
    for _ in 0..MOST_BREAKS {
        let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) else { break };
        let (body, broken) = whole_part(rest, from, &starts);
        blocks.extend(body.into_blocks().map(|block| (block, from)));
        let Some(Broken { start, at, message }) = broken else {
            from = text.len();
            break;
        };
        let message = format!("This block breaks off here: {message}. The others are read.");
        let problem = Problem::error("live/not-hcl", message)
            .at(at..end_of(text, at))
            .hint("Close what is open, as `terraform validate` says, or leave the block out.");
        taker.problem(problem);
        let next = starts.iter().copied().find(|&it| it > start);
        from = next.unwrap_or(text.len());
    }
    if from < text.len() {
        let message = "There are more breaks than are read past; what follows is left unread.";
        taker.problem(Problem::error("live/not-hcl", message).at(from..from));
    }
    let scope = Scope::new(blocks.iter().map(|(block, _)| block));
    for (block, from) in &blocks {
        self::block(taker, &scope, block, *from);
    }
}

/// A block that breaks off.
struct Broken {
    /// Where it begins.
    start: usize,
    /// Where it breaks.
    at: usize,
    message: String,
}

/// How often a break is looked for further up: a text that is not closed runs into the blocks
/// that follow.
const MOST_STEPS: usize = 8;

/// All blocks before the first that breaks off, and that one. Places are those of the whole text,
/// in which this part begins at `from`.
fn whole_part(part: &str, from: usize, starts: &[usize]) -> (Body, Option<Broken>) {
    let mut whole = part;
    let mut broken = None;
    for _ in 0..MOST_STEPS {
        match hcl_edit::parser::parse_body(whole) {
            Ok(body) => return (body, broken),
            Err(error) => {
                let mut at = error.location().offset().min(whole.len());
                while !whole.is_char_boundary(at) {
                    at -= 1;
                }
                let before = |it: &&usize| **it <= from + at && **it < from + whole.len();
                let start = starts.iter().rev().find(before).copied();
                let start = start.filter(|start| *start >= from).unwrap_or(from);
                let message = error.message().replace('`', "").replace('\n', ", ");
                broken = Some(Broken { start, at: from + at, message });
                whole = part.get(..start - from).unwrap_or_default();
            }
        }
    }
    (Body::new(), broken)
}

/// Where lines begin, at the margin, that begin a block.
fn starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if is_start(line) && !line.starts_with(char::is_whitespace) {
            starts.push(start);
        }
        start += line.len();
    }
    starts
}

fn block(taker: &mut Taker<'_>, scope: &Scope<'_>, block: &Block, from: usize) {
    let labels: Vec<&str> = block.labels.iter().map(BlockLabel::as_str).collect();
    match (block.ident.as_str(), labels.as_slice()) {
        ("resource", &[kind, name]) => resource(taker, scope, block, kind, name, from),
        ("module", _) => taker.unknown("Terraform’s module, whose source is elsewhere"),
        _ => {}
    }
}

fn resource(
    taker: &mut Taker<'_>,
    scope: &Scope<'_>,
    block: &Block,
    kind: &str,
    name: &str,
    from: usize,
) {
    let address = format!("{kind}.{name}");
    let repeated = ["for_each", "count"].into_iter().find(|it| block.body.has_attribute(it));
    if let Some(repeated) = repeated.filter(|_| terraform::is_read(kind)) {
        let message = format!(
            "`{address}` stands for as many things as its `{repeated}` says, which are not written out, so none is read."
        );
        let span = block.span().unwrap_or_default();
        let end = span.start + block.ident.len();
        let problem = Problem::warning("live/not-written-out", message)
            .at(from + span.start..from + end)
            .hint("Paste the state instead, as `terraform show -json` prints it: all are in it.");
        taker.count("not written out");
        return taker.problem(problem);
    }
    let mut values = Object::new();
    let mut computed = Vec::new();
    if terraform::is_read(kind) {
        for attribute in block.body.attributes() {
            let key = attribute.key.as_str();
            let (value, is_whole) = scope.value(&attribute.value);
            if !is_whole && !matches!(key, "depends_on" | "provider") {
                computed.push(key.to_owned());
            }
            values.extend(value.map(|value| (key.to_owned(), value)));
        }
        settle(scope, block, kind, &mut values);
    }
    let alert = terraform::resource(taker, kind, false, &address, Some(&values));
    for key in &computed {
        taker.unknown_field(&format!("{kind}.{key}, which is computed"));
    }
    terraform::is_partly_known(taker, kind, &values, &computed, alert.as_deref());
}

/// What Sentry or the provider adds to what is written.
fn settle(scope: &Scope<'_>, block: &Block, kind: &str, values: &mut Object) {
    match kind {
        "sentry_project" | "sentry_team" if !values.contains_key("slug") => {
            let slug = scope.slug(block);
            values.extend(slug.map(|slug| ("slug".to_owned(), Value::from(slug))));
        }
        "sentry_organization_code_mapping" => {
            for (id, thing) in [("project_id", "project"), ("repository_id", "repository")] {
                let is_number = |it: &Value| match it {
                    Value::String(text) => text.chars().all(|it| it.is_ascii_digit()),
                    _ => true,
                };
                if values.get(id).is_some_and(|it| !is_number(it)) {
                    let value = values.remove(id);
                    values.extend(value.map(|value| (thing.to_owned(), value)));
                }
            }
        }
        _ => {}
    }
}

/// A slug as Sentry makes one of a name.
fn made_of(name: &str) -> String {
    slugify(name)
}
