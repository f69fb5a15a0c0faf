//! Contents of small files: given by hand, or read from a picked folder at the user's word.
//!
//! They belong to the repository in view and are kept with its settings. A link holds them
//! while they are few ([`fit_into_a_link`]).

use super::Session;
use super::protocol::{Reply, View};
use super::settings::Command;
use crate::projects::facts;
use crate::text::numbers::plural;
use std::collections::BTreeMap;

/// How many bytes of contents a link takes along: compressed they are some ten thousand
/// characters, which programs that shorten links still leave whole.
pub const MOST_IN_A_LINK: usize = 48 << 10;

/// How many bytes of contents are kept of one repository.
pub const MOST_KEPT: usize = 512 << 10;

/// How many bytes files hold.
pub fn size(files: &BTreeMap<String, String>) -> usize {
    files.iter().map(|(path, text)| path.len() + text.len()).sum()
}

/// Whether a link takes the contents along.
pub fn fit_into_a_link(files: &BTreeMap<String, String>) -> bool {
    size(files) <= MOST_IN_A_LINK
}

/// Commands
impl Session {
    /// Takes what the page read: a JSON object, by path. What is known of files that are not
    /// in the tree is of another tree, and goes.
    pub(super) fn read_contents(&mut self, json: &str) -> Vec<Reply> {
        let read: BTreeMap<String, String> = serde_json::from_str(json).unwrap_or_default();
        if let Some(answer) = &self.answer {
            let in_tree = |path: &str| super::explain::find_file(&answer.tree, path).is_some();
            self.settings.files.retain(|path, _| in_tree(path));
        }
        let mut left = MOST_KEPT.saturating_sub(size(&self.settings.files));
        let (mut taken, mut left_out) = (0, 0);
        for (path, text) in nearest_first(read) {
            let bytes = path.len() + text.len();
            if bytes > left {
                left_out += 1;
                continue;
            }
            left -= bytes;
            taken += 1;
            self.settings.files.insert(path, text);
        }
        let mut words = format!("{} read.", plural(taken, "file was", "files were"));
        if left_out > 0 {
            words.push_str(&format!(" There was no room for {left_out} more."));
        }
        let mut replies = self.contents_changed();
        replies.insert(1, Reply::Say(words, left_out > 0));
        replies
    }

    /// Takes what is typed or pasted for one file.
    pub(super) fn take_contents(&mut self, command: Command, text: &str) -> Vec<Reply> {
        match command {
            Command::AskContents(path) => {
                let path = if path.is_empty() { clean(text) } else { path };
                self.asked = (!path.is_empty()).then_some(path);
                return vec![Reply::View(self.view(View::Projects))];
            }
            Command::Contents(path) => {
                if !facts::is_read(&path) && !text.trim().is_empty() {
                    let words = format!("Of files named as {path} nothing is read here.");
                    return vec![Reply::Say(words, true)];
                }
                self.asked = None;
                let others = size(&self.settings.files)
                    - self.settings.files.get(&path).map_or(0, |old| path.len() + old.len());
                if text.trim().is_empty() {
                    self.settings.files.remove(&path);
                } else if others + path.len() + text.len() > MOST_KEPT {
                    let words = format!("{path} is too large: 512 KB of contents are kept in all.");
                    return vec![Reply::Say(words, true), Reply::View(self.view(View::Projects))];
                } else {
                    self.settings.files.insert(path, text.to_owned());
                }
            }
            _ => {
                self.asked = None;
                self.settings.files.clear();
            }
        }
        self.contents_changed()
    }

    fn contents_changed(&mut self) -> Vec<Reply> {
        self.planned.take();
        vec![self.kept_settings(), Reply::View(self.view(View::Projects))]
    }
}

/// Files with fewer folders above them first: where room is short, these tell most.
fn nearest_first(files: BTreeMap<String, String>) -> Vec<(String, String)> {
    let mut files: Vec<_> = files.into_iter().collect();
    files.sort_by_key(|(path, _)| path.matches('/').count());
    files
}

/// A path as the tree has it.
fn clean(path: &str) -> String {
    let path = path.trim().replace('\\', "/");
    path.strip_prefix("./").unwrap_or(&path).trim_matches('/').to_owned()
}
