//! What texts look like from afar.

/// Which texts a table may hold, by their first byte and their length. Nearly no name of a file or
/// folder is in one of the tables, and this says so of most without a hash, or a comparison of names.
#[derive(Clone, Debug)]
pub(crate) struct Shapes {
    /// Per first byte, the lengths: a bit each, the last for all that are longer.
    lengths: [u32; 256],
}

impl Shapes {
    /// Those of no text.
    pub(crate) const NONE: Self = Self { lengths: [0; 256] };

    /// Takes a text in, which is not empty.
    pub(crate) const fn add(&mut self, text: &str) {
        if let Some(&first) = text.as_bytes().first() {
            self.lengths[first as usize] |= bit(text.len());
        }
    }

    /// Whether one of the texts may be this one.
    pub(crate) fn may_be(&self, text: &str) -> bool {
        text.as_bytes().first().is_some_and(|&first| self.has(first, text.len()))
    }

    /// Whether one of the texts may be this one in lower case.
    pub(crate) fn may_be_in_lower_case(&self, text: &str) -> bool {
        let first = text.as_bytes().first().map(u8::to_ascii_lowercase);
        first.is_some_and(|first| self.has(first, text.len()))
    }

    fn has(&self, first: u8, length: usize) -> bool {
        self.lengths[usize::from(first)] & bit(length) != 0
    }
}

const fn bit(length: usize) -> u32 {
    1 << if length < 31 { length } else { 31 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_never_missed() {
        let long = "x".repeat(40);
        let texts = ["a", "go.mod", "Dockerfile", "é", &long];
        let mut shapes = Shapes::NONE;
        texts.iter().for_each(|text| shapes.add(text));
        assert!(texts.iter().all(|text| shapes.may_be(text)));
        for other in ["", "b", "ab", "go.sum.", "dockerfile"] {
            assert!(!shapes.may_be(other), "{other}");
        }
        assert!(shapes.may_be_in_lower_case("GO.mod") && !shapes.may_be_in_lower_case("GO"));
    }
}
