//! Sentry's own service, or one's own servers.

use super::Chapter;
use super::facts::Facts;

pub fn write(_: &Facts, chapter: Chapter) -> Chapter {
    chapter
}
