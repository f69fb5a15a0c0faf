//! Numbers as people read them.

/// With commas between thousands: `78,635`.
#[must_use]
pub fn count(number: u32) -> String {
    large(number.into())
}

/// With commas between thousands, whatever its size.
#[must_use]
pub fn large(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 file`, `2 files`.
#[must_use]
pub fn files(number: u32) -> String {
    plural(number, "file", "files")
}

/// A number with its noun.
#[must_use]
pub fn plural(number: u32, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// A share in whole per cent. What is there is never 0%, what is missing never 100%.
#[must_use]
pub fn percent(part: u32, whole: u32) -> String {
    if part == 0 || whole == 0 {
        return "0%".into();
    }
    let rounded = (u64::from(part) * 200 + u64::from(whole)) / (u64::from(whole) * 2);
    match rounded {
        0 => "<1%".into(),
        100 if part < whole => ">99%".into(),
        percent => format!("{percent}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(count(number), text);
        }
    }

    #[test]
    fn a_share_never_hides_what_is_there() {
        for (part, whole, text) in [
            (0, 5, "0%"),
            (1, 1000, "<1%"),
            (1, 3, "33%"),
            (999, 1000, ">99%"),
            (3, 3, "100%"),
            (0, 0, "0%"),
        ] {
            assert_eq!(percent(part, whole), text, "{part} of {whole}");
        }
    }
}
