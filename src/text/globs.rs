//! Many globs as one.

use globset::{Glob, GlobSet, GlobSetBuilder};

/// How many globs are compiled together. What `globset` takes to match grows with the square of that, since its last
/// resort keeps places for each pattern in each state: 2,000 folders of a build were 5 GB.
const TOGETHER: usize = 32;

/// Globs of which any may match.
#[derive(Debug, Default)]
pub(crate) struct Globs(Vec<GlobSet>);

impl Globs {
    /// Compiles globs.
    ///
    /// # Errors
    /// If some are too large together.
    pub(crate) fn new(globs: &[Glob]) -> Result<Self, globset::Error> {
        let set = |globs: &[Glob]| {
            let mut set = GlobSetBuilder::new();
            for glob in globs {
                set.add(glob.clone());
            }
            set.build()
        };
        globs.chunks(TOGETHER).map(set).collect::<Result<_, _>>().map(Self)
    }

    /// Whether one of them matches a path. Takes as long as there are globs.
    pub(crate) fn is_match(&self, path: &str) -> bool {
        self.0.iter().any(|set| set.is_match(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_many_globs_matches() {
        let glob = |at: usize| Glob::new(&format!("apps/{at}/*")).unwrap();
        let globs = Globs::new(&(0..3 * TOGETHER).map(glob).collect::<Vec<_>>()).unwrap();
        for at in [0, TOGETHER - 1, TOGETHER, 3 * TOGETHER - 1] {
            assert!(globs.is_match(&format!("apps/{at}/package.json")), "{at}");
        }
        assert!(!globs.is_match(&format!("apps/{}/package.json", 3 * TOGETHER)));
        assert!(!Globs::default().is_match("apps"));
    }
}
