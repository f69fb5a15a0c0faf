//! Bringing ASCII text into the form of `path:` rules, eight bytes at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// The high bit of each byte that is an upper-case ASCII letter; of no byte if
/// any is not ASCII.
fn upper(word: u64) -> u64 {
    let low = word & !HIGHS;
    let from_a = low + (0x80 - b'A' as u64) * ONES;
    let past_z = low + (0x80 - (b'Z' as u64 + 1)) * ONES;
    from_a & !past_z & HIGHS & !word
}

/// The high bit of each byte that equals `byte`, which is ASCII.
fn equal(word: u64, byte: u8) -> u64 {
    let difference = (word & !HIGHS) ^ (u64::from(byte) * ONES);
    !(difference + 0x7f * ONES) & HIGHS & !word
}

/// Whether a text has no upper-case letter, no backslash and nothing but ASCII:
/// then it is in the form of `path:` rules already.
pub(crate) fn is_folded(text: &[u8]) -> bool {
    let changes = |word: u64| (word & HIGHS) | upper(word) | equal(word, b'\\');
    let (words, rest) = text.as_chunks::<8>();
    let found = words.iter().fold(0, |found, word| found | changes(u64::from_le_bytes(*word)));
    found == 0 && (rest.is_empty() || changes(last_word(text)) == 0)
}

/// The last eight bytes of a text as a number; of a shorter text, all of them in
/// some arrangement, and perhaps zeros. Takes one or two loads, where copying
/// takes a loop.
pub(crate) fn last_word(text: &[u8]) -> u64 {
    if let Some(word) = text.last_chunk::<8>() {
        return u64::from_le_bytes(*word);
    }
    match (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
        }
        _ => text.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)),
    }
}

/// Puts an ASCII text into `out` in the form of `path:` rules: lower case, with
/// slashes for backslashes.
pub(crate) fn fold_into(text: &[u8], out: &mut Vec<u8>) {
    out.clear();
    let (words, rest) = text.as_chunks::<8>();
    for word in words {
        out.extend_from_slice(&fold(*word));
    }
    if let Some(word) = text.last_chunk::<8>() {
        out.truncate(text.len() - 8);
        out.extend_from_slice(&fold(*word));
        return;
    }
    out.extend(rest.iter().map(|&byte| match byte {
        b'\\' => b'/',
        byte => byte.to_ascii_lowercase(),
    }));
}

fn fold(word: [u8; 8]) -> [u8; 8] {
    let word = u64::from_le_bytes(word);
    // An upper-case letter lacks the bit 0x20, a quarter of the high one.
    let folded = word | upper(word) >> 2;
    let slashes = (equal(word, b'\\') >> 7) * u64::from(b'\\' ^ b'/');
    (folded ^ slashes).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every byte at every place of texts of every length up to three words.
    #[test]
    fn folding_is_lower_case_and_slashes() {
        let mut folded = Vec::new();
        for len in 1..=24 {
            for at in 0..len {
                for byte in 0..=0x7f_u8 {
                    let mut text = vec![b'x'; len];
                    text[at] = byte;
                    let expected = text.to_ascii_lowercase();
                    let expected: Vec<_> = expected
                        .iter()
                        .map(|&byte| if byte == b'\\' { b'/' } else { byte })
                        .collect();
                    fold_into(&text, &mut folded);
                    assert_eq!(folded, expected, "byte {byte} at {at} of {len}");
                    assert_eq!(is_folded(&text), expected == text, "byte {byte} at {at} of {len}");
                }
            }
        }
    }

    #[test]
    fn no_text_beyond_ascii_counts_as_folded() {
        for len in 1..=24 {
            for at in 0..len {
                let mut text = vec![b'x'; len];
                text[at] = 0xc3;
                assert!(!is_folded(&text), "a byte above ASCII at {at} of {len}");
            }
        }
    }
}
