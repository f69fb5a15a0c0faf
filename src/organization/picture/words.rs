//! Names, shortened to the room there is.

/// How wide a letter is at most, in tenths of a pixel, in a bold sans-serif of 13 pixels:
/// those of the widest such font that systems come with.
fn width_of(letter: char) -> u32 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 52,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '/' | '-' | ' ' | 'I' => 66,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 145,
        'A'..='Z' | '#' | '&' | '+' | '=' | '~' | '<' | '>' => 112,
        ' '..='~' => 93,
        '\u{80}'..='\u{2ff}' => 112,
        _ => 150,
    }
}

/// How wide a text is at most, in pixels.
pub fn width(text: &str) -> u32 {
    text.chars().map(width_of).sum::<u32>().div_ceil(10)
}

/// The beginning of a name that fits into a number of pixels.
pub fn beginning(name: &str, room: u32) -> String {
    if width(name) <= room {
        return name.to_owned();
    }
    let room = (room * 10).saturating_sub(width_of('…'));
    let mut used = 0;
    let fits = name.chars().take_while(|&letter| {
        used += width_of(letter);
        used <= room
    });
    fits.chain(['…']).collect()
}

/// The end of a path that fits into a number of pixels: its own name tells it apart.
pub fn end(path: &str, room: u32) -> String {
    if width(path) <= room {
        return path.to_owned();
    }
    let room_left = (room * 10).saturating_sub(width_of('…'));
    let mut used = 0;
    let mut tail: Vec<char> = Vec::new();
    for letter in path.chars().rev() {
        used += width_of(letter);
        if used > room_left {
            break;
        }
        tail.push(letter);
    }
    std::iter::once('…').chain(tail.into_iter().rev()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_fits_stays() {
        assert_eq!(beginning("web", 100), "web");
        assert_eq!(end("apps/web", 100), "apps/web");
    }

    #[test]
    fn a_long_name_is_cut_on_the_side_that_tells_least() {
        let name = "storefront-with-a-long-name";
        assert!(beginning(name, 80).starts_with("store") && beginning(name, 80).ends_with('…'));
        let path = "packages/clients/storefront/admin";
        assert!(end(path, 80).starts_with('…') && end(path, 80).ends_with("admin"));
    }

    #[test]
    fn what_was_cut_fits() {
        for name in
            ["WWWWWWWWWWWWWWWWWWW", "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii", "商店商店商店商店商店商店"]
        {
            for room in [0, 20, 60, 120] {
                let fits = |text: &str| width(text) <= room || text == "…";
                assert!(fits(&beginning(name, room)) && fits(&end(name, room)), "{name} in {room}");
            }
        }
    }
}
