//! Names that a file, a Terraform resource or a web address can carry.

use crate::text::clean;
use crate::text::unique::Unique;
use std::fmt::Write;

/// Unique names for a list of texts, in its order: what `made` makes of each, or
/// `fallback`, with a number where another has it already. Case is no difference.
pub fn unique<'t>(
    texts: impl IntoIterator<Item = &'t str>,
    fallback: &str,
    made: impl Fn(&str) -> String,
) -> Vec<String> {
    let mut names = Unique::new('_', LONGEST + 1);
    let name = |text| {
        let name = made(text);
        names.name(if name.is_empty() { fallback } else { &name })
    };
    texts.into_iter().map(name).collect()
}

/// The longest name that is made, in bytes.
const LONGEST: usize = 80;

/// A part of a file's name: no folder, no hidden file, no name that a system keeps for itself.
pub fn file_part(text: &str) -> String {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    let part: String = text.chars().map(|it| if allowed(it) { it } else { '-' }).collect();
    let part: String = part.trim_matches(['.', '-']).chars().take(LONGEST).collect();
    let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let device = ["con", "prn", "aux", "nul"].contains(&stem.as_str())
        || stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"));
    if device { format!("_{part}") } else { part }
}

/// An identifier of Terraform: letters, digits and underscores, a letter first.
pub fn identifier(text: &str) -> String {
    let mut name = String::new();
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            name.push(letter.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
        if name.len() >= LONGEST {
            break;
        }
    }
    let name = name.trim_end_matches('_');
    let digit = name.starts_with(|letter: char| letter.is_ascii_digit());
    if digit { format!("_{name}") } else { name.to_owned() }
}

/// A text as one part of a web address.
pub fn address_part(text: &str) -> String {
    let mut part = String::with_capacity(text.len());
    let text = clean::lines(text);
    for byte in text.bytes() {
        // Dots alone would climb: `..` is written in full.
        let plain = byte.is_ascii_alphanumeric() || b"_-~".contains(&byte);
        match plain || byte == b'.' && text.bytes().any(|it| it != b'.') {
            true => part.push(char::from(byte)),
            false => drop(write!(part, "%{byte:02X}")),
        }
    }
    part
}
