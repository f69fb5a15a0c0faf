//! What to tell about mappings.

use super::{MappingLine, NoMapping, is_json};
use crate::text::json::Broken;
use crate::text::{Edit, Problem, Problems, Span, invisible};

/// Characters that can't be seen, anywhere in the text.
pub(super) fn invisible(text: &str) -> Option<Problem> {
    let (character, at, edits) = invisible::find(text, Span::new(0, text.len()))?;
    Some(
        Problem::warning(
            "mappings/invisible",
            format!("Here stands {}, which can't be seen. In a root it is part of the path, and no path begins so.", invisible::name(character)),
        )
        .at(at)
        .hint("Delete it. Such characters often come along when text is copied, or when an editor saves a file.")
        .fix("Delete invisible characters", edits),
    )
}

pub(super) fn no_arrow(text: &str, span: Span, why: NoMapping) -> Problem {
    let message = match why {
        NoMapping::NoArrow => "A mapping has two roots; nothing parts them here.",
        NoMapping::Arrows => "There is more than one arrow on this line, so it is left out.",
        NoMapping::Quotes => "The quotes on this line do not go around a whole root.",
    };
    let problem = Problem::error("mappings/no-arrow", message).at(span).hint(match why {
        NoMapping::NoArrow => "Write `stack root -> source root`; one of them may be `\"\"`.",
        NoMapping::Arrows => "Put a root that holds an arrow in quotes.",
        NoMapping::Quotes => "Put a quote at both ends of the root, and two for one inside.",
    });
    let written = text[span.range()].trim_start();
    let start = span.end - written.len() as u32;
    let mut words = written.split_whitespace();
    let two = (words.next(), words.next(), words.next());
    match two {
        (Some(first), Some(_), None) if why == NoMapping::NoArrow => {
            let start = start + first.len() as u32;
            let gap = written[first.len()..].len() - written[first.len()..].trim_start().len();
            let edit = Edit { span: Span { start, end: start + gap as u32 }, text: " -> ".into() };
            problem.fix("Put an arrow", vec![edit])
        }
        _ => problem,
    }
}

/// What is odd about the roots of one mapping.
pub(super) fn roots(line: &MappingLine, quoted: bool, out: &mut Problems) {
    let (stack, source) = (&line.mapping.stack_root, &line.mapping.source_root);
    let replace = |span: Span, root: &str| {
        // In JSON only what needs no escape is offered.
        match quoted {
            true if root.contains(['"', '\\']) => None,
            true => Some(vec![Edit { span, text: format!("\"{root}\"") }]),
            false => Some(vec![Edit { span, text: super::written(root) }]),
        }
    };
    let fixed = |problem: Problem, span: Span, root: &str| match replace(span, root) {
        Some(edits) => problem.fix(format!("Write `{root}`"), edits),
        None => problem,
    };
    let inner = source.trim_start_matches("./").trim_start_matches('/');
    if inner.len() != source.len() {
        let message = format!(
            "Paths in a repository begin with a folder's name, so none starts with `{source}`."
        );
        let problem = Problem::warning("mappings/leading-slash", message)
            .at(line.source)
            .hint("Leave out what stands before the first folder.");
        out.push(match inner {
            "" => problem.fix("Leave it empty", vec![empty(line.source)]),
            inner => fixed(problem, line.source, inner),
        });
    }
    // Behind a scheme such as `package:` there may be no slash.
    let ends = |root: &str| root.ends_with(['/', '\\', ':']);
    let slash = |root: &str| if root.contains('\\') && !root.contains('/') { '\\' } else { '/' };
    let open = match (stack.is_empty(), source.is_empty()) {
        (false, false) if ends(stack) && !ends(source) => Some((line.source, source)),
        (false, false) if !ends(stack) && ends(source) => Some((line.stack, stack)),
        (false, true) if !ends(stack) => Some((line.stack, stack)),
        (true, false) if !ends(source) => Some((line.source, source)),
        _ => None,
    };
    if let Some((span, root)) = open {
        let message = format!(
            "Roots are cut off as they stand. Only one of these ends in a slash, so behind `{root}` a slash is lost or one too many."
        );
        let problem =
            Problem::warning("mappings/slash", message).at(span).hint("End both roots in a slash.");
        out.push(fixed(problem, span, &format!("{root}{}", slash(root))));
    }
    if stack.is_empty() || source.is_empty() {
        let (span, which) = match stack.is_empty() {
            true => (line.stack, "stack"),
            false => (line.source, "source"),
        };
        let message = format!(
            "The {which} root is empty. Sentry's settings take that, `sentry-cli code-mappings upload` does not."
        );
        let span = if span.range().is_empty() { line.span } else { span };
        out.push(Problem::info("mappings/empty-root", message).at(span).hint(
            "Make this mapping in the settings, or let both roots end with the same folder.",
        ));
    }
}

fn empty(span: Span) -> Edit {
    Edit { span, text: "\"\"".to_owned() }
}

pub(super) fn duplicate(text: &str, line: &MappingLine, first: &MappingLine) -> Problem {
    let problem = Problem::info(
        "mappings/duplicate",
        format!("Line {} has this mapping already.", first.line),
    )
    .at(line.span)
    .hint("Delete it.");
    if is_json(text) {
        return problem;
    }
    let start = text[..line.span.start as usize].rfind(['\r', '\n']).map_or(0, |at| at + 1);
    let rest = &text[line.span.end as usize..];
    let end = match rest.find(['\r', '\n']) {
        Some(at) if rest[at..].starts_with("\r\n") => at + 2,
        Some(at) => at + 1,
        None => rest.len(),
    };
    let span = Span::new(start, line.span.end as usize + end);
    problem.fix("Delete it", vec![Edit { span, text: String::new() }])
}

pub(super) fn same_stack_root(line: &MappingLine, first: &MappingLine) -> Problem {
    let root = &line.mapping.stack_root;
    let message = format!(
        "Line {} maps the stack root `{root}`, too. Sentry tries one after the other until a file is found; whether older versions keep only one per project is not verified.",
        first.line
    );
    Problem::warning("mappings/same-stack-root", message)
        .at(line.span)
        .hint("Make the stack roots longer, or the two parts two projects.")
}

pub(super) fn bad_json(broken: &Broken) -> Problem {
    Problem::error(
        "mappings/bad-json",
        format!("The JSON can't be read to its end: {}. What stands before was read.", broken.why),
    )
    .at(broken.at..broken.at)
    .hint("Write `[{\"stackRoot\": \"app/\", \"sourceRoot\": \"src/\"}]`, or one mapping a line.")
}

pub(super) fn odd_record(span: Span, why: String) -> Problem {
    Problem::error("mappings/bad-record", why)
        .at(span)
        .hint("A mapping has the two fields `stackRoot` and `sourceRoot`, both texts.")
}
