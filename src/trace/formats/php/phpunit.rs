//! What PHPUnit prints of a test that fails: its name, the message, and places without calls.
//!
//! ```text
//! 1) Acme\LedgerTest::testPost
//! LogicException: closed
//!
//! /srv/shop/src/Ledger.php:2
//! /srv/shop/tests/LedgerTest.php:9
//! ```

use super::{MESSAGE, Site, is_typed, made, scan};
use crate::trace::draft::{Draft, Input};
use crate::trace::formats::scan::some;
use crate::trace::parse::{Exception, Role};

pub(super) fn anchors(line: &str) -> bool {
    test(line).is_some()
}

/// The newest place comes first, and the consequence before what caused it.
pub(super) fn read(input: &Input, at: usize, draft: &mut Draft) -> Option<()> {
    let name = test(input.text(at))?;
    let mut end = message(input, at + 1, draft)?;
    draft.role(at, Role::Header);
    let file = draft.current().frames.last_mut()?;
    if is_of(name, file.frame.filename.as_deref().unwrap_or_default()) {
        file.frame.function = some(name);
    }
    while input.is_blank(end) && input.text(end + 1).trim() == "Caused by" {
        let Some(behind) = message(input, end + 2, draft) else { break };
        draft.role(end + 1, Role::Context);
        end = behind;
    }
    draft.exceptions.reverse();
    Some(())
}

/// `1) Acme\LedgerTest::testPost with data set #0 ('x')`: the name of the test.
fn test(line: &str) -> Option<&str> {
    let (_, rest) = scan::leading_number(line)?;
    let name = rest.strip_prefix(") ")?;
    let name = name.split(" with data set ").next().unwrap_or(name).trim_end();
    let (class, method) = name.split_once("::")?;
    (scan::is_word(class, b"\\") && scan::is_word(method, b"")).then_some(name)
}

/// Whether the file is that of a test's class.
fn is_of(test: &str, file: &str) -> bool {
    let class = test.split("::").next().and_then(|class| class.rsplit('\\').next());
    scan::file_name(file).strip_suffix(".php").is_some_and(|stem| Some(stem) == class)
}

/// A message up to a blank line, then the places. Says where they end.
fn message(input: &Input, at: usize, draft: &mut Draft) -> Option<usize> {
    // A message may have blank lines, and a comparison below.
    let end = input.len().min(at + 4 * MESSAGE);
    let places = (at + 1..end)
        .take_while(|next| test(input.text(*next)).is_none())
        .find(|next| place(input.text(*next)).is_some() && input.is_blank(next - 1))?;
    let lines: Vec<&str> = (at..places).map(|line| input.text(line)).collect();
    let text = lines.join("\n");
    let text = text.trim();
    let (ty, value) = match text.split_once(": ") {
        Some((ty, value)) if is_typed(text) => (ty, value),
        _ => ("", text),
    };
    draft.exception(Exception { ty: some(ty), value: some(value), ..Exception::default() });
    draft.roles(at..places, Role::Message);
    let mut next = places;
    while let Some(site) = place(input.text(next)) {
        draft.frame(input, next, made(None, Some(site)));
        draft.strong();
        next += 1;
    }
    Some(next)
}

/// `/srv/shop/src/Ledger.php:2`, and nothing else.
fn place(line: &str) -> Option<Site<'_>> {
    let (file, number) = scan::split_number(line.trim_end(), ':')?;
    let sound = scan::is_absolute(file) || !file.contains([' ', ':']);
    (sound && file.ends_with(".php")).then_some((file, number))
}
