//! How owners and their shares look, wherever they are drawn: by the page itself, or in a view.

/// How many hues there are; further owners use them again.
pub const HUES: u32 = 10;

/// The class that colours an owner, by its place in the order of shares; none is nobody.
#[must_use]
pub fn hue(place: Option<u32>) -> String {
    place.map_or_else(|| "hue-nobody".to_owned(), |place| format!("hue-{}", place % HUES))
}

/// The class of an owner's name; no name is nobody. Who has no share is named without colour.
#[must_use]
pub fn owner_class(name: Option<&str>, place: Option<u32>) -> String {
    match (name, place) {
        (Some(_), None) => "owner plain-owner".to_owned(),
        (Some(_), place @ Some(_)) => format!("owner {}", hue(place)),
        (None, _) => format!("owner {}", hue(None)),
    }
}

/// A bar of shares is drawn in this box.
pub const VIEW_BOX: &str = "0 0 1000 10";

/// A part of a bar: SVG attributes rather than styles, which the content security policy forbids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The class that colours it.
    pub class: String,
    /// Where it starts.
    pub x: u64,
    /// How wide it is.
    pub width: u64,
}

/// The parts of a bar, side by side: the place of each owner in the order of shares, and how much
/// of `whole` it has. What is narrower than can be seen gets none.
pub fn segments(
    parts: impl IntoIterator<Item = (Option<u32>, u32)>,
    whole: u32,
) -> impl Iterator<Item = Segment> {
    let scale = move |files: u64| files * 1000 / u64::from(whole.max(1));
    let visible = u64::from(whole) / 1000;
    let parts = parts.into_iter().filter(move |part| part.1 > 0 && u64::from(part.1) >= visible);
    parts.scan(0_u64, move |before, (owner, files)| {
        let from = scale(*before);
        *before += u64::from(files);
        // Never quite to the next one's start, never less than visible.
        let width = (scale(*before) - from).saturating_sub(2).max(1);
        Some(Segment { class: hue(owner), x: from, width })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(parts: &[u32], whole: u32, expected: &[(u64, u64)]) {
        let parts = (0..).zip(parts).map(|(place, &files)| (Some(place), files));
        let found: Vec<_> = segments(parts, whole).map(|it| (it.x, it.width)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn segments_lie_side_by_side_and_none_is_too_narrow_to_be_seen() {
        check(&[3, 1], 4, &[(0, 748), (750, 248)]);
        check(&[], 0, &[]);
        check(&[0, 7], 7, &[(0, 998)]);
        // A thousandth is seen, less is not.
        check(&[9_985, 10, 5], 10_000, &[(0, 996), (998, 1)]);
        check(&[u32::MAX], u32::MAX, &[(0, 998)]);
    }

    #[test]
    fn owners_beyond_the_last_hue_use_them_again() {
        assert_eq!([hue(Some(3)), hue(Some(13)), hue(None)], ["hue-3", "hue-3", "hue-nobody"]);
        assert_eq!(owner_class(Some("#web"), Some(2)), "owner hue-2");
        assert_eq!(owner_class(Some("#gone"), None), "owner plain-owner");
        assert_eq!(owner_class(None, None), "owner hue-nobody");
    }
}
