//! Which projects there are, and who gets their errors.

use super::Chapter;
use super::facts::Facts;

pub fn write(_: &Facts, chapter: Chapter) -> Chapter {
    chapter
}
