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

/// The class of what is too small to be told apart, joined.
pub const OTHERS: &str = "hue-others";

/// The parts of a bar, side by side: the place of each owner in the order of shares, and how much
/// of `whole` it has. Those too narrow to be seen are joined with whatever of the whole is not
/// listed, as the last, so that the bar is as long as the whole.
pub fn segments(
    parts: impl IntoIterator<Item = (Option<u32>, u32)>,
    whole: u32,
) -> impl Iterator<Item = Segment> {
    let whole = u64::from(whole);
    let mut before = 0_u64;
    let segment = move |before: &mut u64, class: String, files: u64| {
        let scale = |files: u64| files * 1000 / whole.max(1);
        let from = scale(*before).min(999);
        *before += files;
        // Never quite to the next one's start, never less than visible.
        let width = (scale(*before) - from).saturating_sub(2).max(1);
        Segment { class, x: from, width }
    };
    let is_seen = move |part: &(Option<u32>, u32)| part.1 > 0 && u64::from(part.1) * 1000 >= whole;
    let seen = parts.into_iter().filter(is_seen);
    let mut segments: Vec<Segment> =
        seen.map(|(owner, files)| segment(&mut before, hue(owner), u64::from(files))).collect();
    let rest = whole.saturating_sub(before);
    if rest > 0 {
        segments.push(segment(&mut before, OTHERS.to_owned(), rest));
    }
    segments.into_iter()
}

/// What of a whole is not listed.
#[must_use]
pub fn rest_of(parts: &[(Option<u32>, u32)], whole: u32) -> u32 {
    whole.saturating_sub(parts.iter().map(|part| part.1).sum())
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
        check(&[u32::MAX], u32::MAX, &[(0, 998)]);
    }

    #[test]
    fn what_is_too_narrow_or_not_listed_is_joined_so_that_bars_add_up() {
        let parts = |parts: &[u32], whole: u32| -> Vec<(String, u64, u64)> {
            let parts = (0..).zip(parts).map(|(place, &files)| (Some(place), files));
            segments(parts, whole).map(|it| (it.class, it.x, it.width)).collect()
        };
        let of = |class: &str, x: u64, width: u64| (class.to_owned(), x, width);
        // A thousandth is seen by itself, less is not.
        let expected = [of("hue-0", 0, 996), of("hue-1", 998, 1), of(OTHERS, 999, 1)];
        assert_eq!(parts(&[9_985, 10, 5], 10_000), expected);
        // A thousand teams with a file in a hundred thousand each are there, together.
        let many = [vec![500_000], vec![500; 1_000]].concat();
        assert_eq!(parts(&many, 1_000_000), [of("hue-0", 0, 498), of(OTHERS, 500, 498)]);
        // Listed are six, the rest is there.
        assert_eq!(parts(&[40, 20], 100)[2], of(OTHERS, 600, 398));
        assert_eq!(rest_of(&[(Some(0), 40), (None, 20)], 100), 40);
    }

    #[test]
    fn owners_beyond_the_last_hue_use_them_again() {
        assert_eq!([hue(Some(3)), hue(Some(13)), hue(None)], ["hue-3", "hue-3", "hue-nobody"]);
        assert_eq!(owner_class(Some("#web"), Some(2)), "owner hue-2");
        assert_eq!(owner_class(Some("#gone"), None), "owner plain-owner");
        assert_eq!(owner_class(None, None), "owner hue-nobody");
    }
}
