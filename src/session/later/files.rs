//! Contents of small files: given by hand, or read from a picked folder at the user's word.
//!
//! They belong to the repository in view and are kept with its settings. A link holds them
//! while they are few ([`SplitSettings::files_fit_into_a_link`]).
//!
//! [`SplitSettings::files_fit_into_a_link`]: crate::document::SplitSettings::files_fit_into_a_link

use super::Later;
use crate::document::{MOST_CONTENTS, files_size};
use crate::projects::facts;
use crate::session::desk::Desk;
use crate::session::parts::LaterView;
use crate::session::protocol::Reply;
use crate::text::numbers::plural;
use std::collections::BTreeMap;

/// Commands
impl Later {
    /// Takes what the page read: a JSON object, by path. What is known of files that are not
    /// in the tree is of another tree, and goes.
    pub fn read_contents(&mut self, desk: &mut Desk, json: &str) -> Vec<Reply> {
        let read: BTreeMap<String, String> = serde_json::from_str(json).unwrap_or_default();
        let files = &mut desk.chosen.settings.split.files;
        if let Some(answer) = &desk.answer {
            files.retain(|path, _| answer.tree.find_file(path).is_some());
        }
        let mut left = MOST_CONTENTS.saturating_sub(files_size(files));
        let (mut taken, mut left_out) = (0, 0);
        for (path, text) in nearest_first(read) {
            let bytes = path.len() + text.len();
            if bytes > left {
                left_out += 1;
                continue;
            }
            left -= bytes;
            taken += 1;
            files.insert(path, text);
        }
        let mut words = format!("{} read.", plural(taken, "file was", "files were"));
        if left_out > 0 {
            words.push_str(&format!(" There was no room for {left_out} more."));
        }
        let mut replies = self.contents_changed(desk);
        replies.insert(1, Reply::Say(words, left_out > 0));
        replies
    }

    /// Asks for the contents of a file: of this path, or of the one that was typed.
    pub fn ask_contents(&mut self, desk: &Desk, path: String, typed: &str) -> Vec<Reply> {
        let path = if path.is_empty() { clean(typed) } else { path };
        self.asked = (!path.is_empty()).then_some(path);
        vec![self.show(desk, LaterView::Projects)]
    }

    /// Takes what is typed or pasted for one file.
    pub fn take_contents(&mut self, desk: &mut Desk, path: String, text: &str) -> Vec<Reply> {
        if !facts::is_read(&path) && !text.trim().is_empty() {
            let words = format!("Of files named as {path} nothing is read here.");
            return vec![Reply::Say(words, true)];
        }
        self.asked = None;
        let files = &mut desk.chosen.settings.split.files;
        let others = files_size(files) - files.get(&path).map_or(0, |old| path.len() + old.len());
        if text.trim().is_empty() {
            files.remove(&path);
        } else if others + path.len() + text.len() > MOST_CONTENTS {
            let words = format!("{path} is too large: 512 KB of contents are kept in all.");
            return vec![Reply::Say(words, true), self.show(desk, LaterView::Projects)];
        } else {
            files.insert(path, text.to_owned());
        }
        self.contents_changed(desk)
    }

    /// Forgets what is known of all files.
    pub fn forget_contents(&mut self, desk: &mut Desk) -> Vec<Reply> {
        self.asked = None;
        desk.chosen.settings.split.files.clear();
        self.contents_changed(desk)
    }

    fn contents_changed(&mut self, desk: &Desk) -> Vec<Reply> {
        self.contents += 1;
        vec![desk.choices(), self.show(desk, LaterView::Projects)]
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
