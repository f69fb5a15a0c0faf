//! What stands whole in JSON that breaks.

/// The beginning of broken JSON up to the last thing of its outermost list that is whole, with
/// all brackets closed. Nothing if there is none. Linear.
///
/// A thing that is whole in part is left out: a project without its teams would look as if it
/// had none.
pub fn salvage(text: &str) -> Option<String> {
    let mut open: Vec<u8> = Vec::new();
    let mut lists = 0_usize;
    let mut best: Option<(usize, Vec<u8>)> = None;
    let mut in_string = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'[' => {
                lists += 1;
                open.push(b']');
            }
            b'{' => open.push(b'}'),
            b']' | b'}' => {
                if open.pop() != Some(byte) {
                    break;
                }
                if byte == b']' {
                    lists -= 1;
                }
                // The thing that just ended may be the last before the break.
                if lists == 1 && open.last() == Some(&b']') {
                    best = Some((at + 1, open.clone()));
                }
            }
            _ => {}
        }
    }
    let (end, open) = best?;
    let mut whole = text.get(..end)?.to_owned();
    whole.extend(open.iter().rev().map(|&byte| char::from(byte)));
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_whole_is_kept() {
        let table = [
            (r#"[{"a": 1}, {"b": [2, 3"#, Some(r#"[{"a": 1}]"#)),
            (r#"{"answer": [{"a": ["]"]}, {"b""#, Some(r#"{"answer": [{"a": ["]"]}]}"#)),
            (r#"[{"a": "é\""}, {"#, Some(r#"[{"a": "é\""}]"#)),
            (r#"{"a": {"b": 1"#, None),
            (r#"[{"a": [1, 2"#, None),
            ("}{", None),
        ];
        for (text, expected) in table {
            assert_eq!(salvage(text).as_deref(), expected, "of {text}");
        }
    }
}
