use std::ops::Range;

/// The lines of a text without their ends, which are `\n`, `\r\n` or a lone `\r`
/// as in [`super::LineIndex`]. What follows the last end is a line, too, unless
/// it is empty. Linear.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let start = at;
        let length = rest.find(['\r', '\n']).unwrap_or(rest.len());
        let end = match &rest[length..] {
            end if end.starts_with("\r\n") => 2,
            "" => 0,
            _ => 1,
        };
        at += length + end;
        Some(start..start + length)
    })
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn every_kind_of_end_ends_one_line() {
        let text = "a\r\nb\r\rc\n";
        let found: Vec<_> = lines(text).map(|line| &text[line]).collect();
        assert_eq!(found, ["a", "b", "", "c"], "the lines of {text:?}");
        assert_eq!(lines("").count(), 0, "no text, no line");
    }
}
