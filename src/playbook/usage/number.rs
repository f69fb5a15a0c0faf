//! Numbers as people type and copy them.

/// Billionths in one.
const ONE: u128 = 1_000_000_000;

/// A number of things: `1200`, `1,200`, `1 200`, `1.200.000`, `1.2k`, `3M`. What is less
/// than a whole is rounded. None if it is no such number.
pub fn count(text: &str) -> Option<u64> {
    let rounded = billionths(text)?.saturating_add(ONE / 2) / ONE;
    Some(u64::try_from(rounded).unwrap_or(u64::MAX))
}

/// A number in `parts` of one: `2.5` in tenths is 25. A `%` or `×` behind it is passed over.
pub fn parts(text: &str, parts: u32) -> Option<u64> {
    let text = text.trim().trim_end_matches(['%', '×', 'x']);
    let scaled = billionths(text)?.saturating_mul(u128::from(parts));
    Some(u64::try_from(scaled.saturating_add(ONE / 2) / ONE).unwrap_or(u64::MAX))
}

fn billionths(text: &str) -> Option<u128> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace() && *c != '_').collect();
    let (digits, scale) = match compact.char_indices().last()? {
        (at, 'k' | 'K') => (&compact[..at], 1_000),
        (at, 'm' | 'M') => (&compact[..at], 1_000_000),
        (at, 'b' | 'B' | 'g' | 'G') => (&compact[..at], 1_000_000_000),
        _ => (compact.as_str(), 1),
    };
    let (whole, fraction) = split(digits, scale == 1)?;
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let number = |digits: &str| {
        digits.bytes().try_fold(0_u128, |sum, byte| {
            let digit = byte.is_ascii_digit().then(|| u128::from(byte - b'0'))?;
            // Far above any count, and far below where products overflow.
            Some(sum.saturating_mul(10).saturating_add(digit).min(u128::from(u64::MAX)))
        })
    };
    let fraction: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    let billionths = number(&whole)?.saturating_mul(ONE).saturating_add(number(&fraction)?);
    Some(billionths.saturating_mul(scale))
}

/// The digits before and behind the decimal sign. Marks that part groups of three digits
/// are none, and neither is a single comma before three digits; a point is one, unless
/// the number is plain and so much could only be a thousand: `1.200`.
fn split(digits: &str, is_plain: bool) -> Option<(String, &str)> {
    let marks: Vec<(usize, char)> =
        digits.char_indices().filter(|(_, c)| matches!(c, '.' | ',' | '\'' | '’')).collect();
    let Some(&(last, mark)) = marks.last() else { return Some((digits.to_owned(), "")) };
    let behind = &digits[last + mark.len_utf8()..];
    let same = marks.iter().filter(|(_, other)| *other == mark).count();
    let mixed = same < marks.len();
    let groups = behind.len() == 3 && !mixed && !digits.starts_with('0') && last > 0;
    let is_decimal = match mark {
        _ if same > 1 => false,
        '.' | ',' if mixed => true,
        '.' => !(groups && is_plain),
        ',' => !groups,
        _ => false,
    };
    let (whole, fraction) = if is_decimal { (&digits[..last], behind) } else { (digits, "") };
    let mut groups = whole.split(['.', ',', '\'', '’']);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let fits = rest.iter().all(|group| group.len() == 3) && first.len() <= 3;
    (rest.is_empty() || fits).then(|| (first.to_owned() + &rest.concat(), fraction))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_as_people_write_them() {
        for (text, expected) in [
            ("1200", Some(1200)),
            (" 1,200 ", Some(1200)),
            ("1\u{a0}200", Some(1200)),
            ("1_200", Some(1200)),
            ("1.200", Some(1200)),
            ("1.200.000", Some(1_200_000)),
            ("1,234,567.6", Some(1_234_568)),
            ("1.234.567,4", Some(1_234_567)),
            ("1’200", Some(1200)),
            ("1.2k", Some(1200)),
            ("1.234K", Some(1234)),
            ("3M", Some(3_000_000)),
            ("2,5", Some(3)),
            ("0.4", Some(0)),
            ("0", Some(0)),
            ("99999999999999999999999b", Some(u64::MAX)),
            ("", None),
            ("k", None),
            ("-5", None),
            ("1,2,3", None),
            ("many", None),
            ("1e9", None),
            ("NaN", None),
            ("٣", None),
        ] {
            assert_eq!(count(text), expected, "{text:?}");
        }
    }

    #[test]
    fn parts_of_one_are_exact() {
        for (text, unit, expected) in [
            ("12.5 %", 100, Some(1250)),
            ("12,5", 100, Some(1250)),
            ("100", 100, Some(10_000)),
            ("0.001", 100, Some(0)),
            ("2.5×", 10, Some(25)),
            ("3x", 10, Some(30)),
            ("99999999999999999999b", 10_000, Some(u64::MAX)),
        ] {
            assert_eq!(parts(text, unit), expected, "{text:?}");
        }
    }
}
