//! How much comes in, and what guards against too much.

use super::Chapter;
use super::facts::Facts;

pub fn write(_: &Facts, chapter: Chapter) -> Chapter {
    chapter
}
