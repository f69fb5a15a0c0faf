//! Names, commits and deploys of releases.

use super::Chapter;
use super::facts::Facts;

pub fn write(_: &Facts, chapter: Chapter) -> Chapter {
    chapter
}
