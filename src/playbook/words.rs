//! Words for names and numbers.

use crate::text::numbers::count;

/// How many names a sentence lists.
const LISTED: usize = 6;

/// A name as code. What would end the code, or the line, is put otherwise.
pub fn name(name: &str) -> String {
    let plain = |c: char| match c {
        '`' => '\'',
        c if c.is_control() => ' ',
        c => c,
    };
    let name: String = name.trim().chars().map(plain).collect();
    if name.is_empty() { "(no name)".to_owned() } else { format!("`{name}`") }
}

/// A sentence from elsewhere, on one line and with both ends of every code.
pub fn plain(words: &str) -> String {
    let words: String =
        words.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if words.matches('`').count().is_multiple_of(2) { words } else { words.replace('`', "'") }
}

/// A sentence that goes on from another.
pub fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// A team, as Sentry shows it.
pub fn team(slug: &str) -> String {
    name(&format!("#{slug}"))
}

/// Names as a sentence lists them: `a`, `b` and 3 more.
pub fn list<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    join(names.into_iter().map(name).collect())
}

/// Teams as a sentence lists them.
pub fn teams<'n>(slugs: impl IntoIterator<Item = &'n str>) -> String {
    join(slugs.into_iter().map(team).collect())
}

/// Phrases as a sentence lists them.
pub fn join(mut phrases: Vec<String>) -> String {
    let left = phrases.len().saturating_sub(LISTED);
    // One more name is as short as saying that there is one.
    if left > 1 {
        phrases.truncate(LISTED);
        phrases.push(format!("{} more", count(left as u32)));
    }
    match phrases.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// One word for one, another for more.
pub fn of<'w>(number: usize, one: &'w str, many: &'w str) -> &'w str {
    if number == 1 { one } else { many }
}

/// The project, both projects, all 3 projects; of none: every project.
pub fn all(number: usize, noun: &str) -> String {
    match number {
        0 => format!("every {noun}"),
        1 => format!("the {noun}"),
        2 => format!("both {noun}s"),
        _ => format!("all {} {noun}s", count(number as u32)),
    }
}

/// The project, the 2 projects.
pub fn the(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("the {one}") } else { format!("the {} {many}", count(number as u32)) }
}

/// A number with its noun; of none: no projects.
pub fn many(number: usize, one: &str, many: &str) -> String {
    match number {
        0 => format!("no {many}"),
        _ => format!("{} {}", count(number as u32), of(number, one, many)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_cut_where_that_is_shorter() {
        let names: Vec<String> = (1..=9).map(|number| number.to_string()).collect();
        let first = |number: usize| list(names.iter().take(number).map(String::as_str));
        assert_eq!(first(1), "`1`");
        assert_eq!(first(2), "`1` and `2`");
        assert_eq!(first(7), "`1`, `2`, `3`, `4`, `5`, `6` and `7`");
        assert_eq!(first(9), "`1`, `2`, `3`, `4`, `5`, `6` and 3 more");
    }

    #[test]
    fn a_name_ends_no_code_and_no_line() {
        assert_eq!(name("a`b\nc"), "`a'b c`");
        assert_eq!(name(" "), "(no name)");
    }
}
