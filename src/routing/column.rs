use super::sets::{SetId, Sets};
use crate::tree::Position;
use std::ops::Range;

/// Per position the set of rules that match there, and per set how many files it
/// has, kept together: counting afterwards would read everything once more.
#[derive(Clone, Debug)]
pub(super) struct Column {
    set_at: Vec<SetId>,
    /// May be shorter than there are sets.
    files: Vec<u32>,
}

/// Instantiation
impl Column {
    /// No rule matches anywhere.
    pub(super) fn new(positions: usize) -> Self {
        let mut files = vec![0; Sets::EMPTY as usize + 1];
        files[Sets::EMPTY as usize] = positions as u32;
        Self { set_at: vec![Sets::EMPTY; positions], files }
    }

    /// The column of these sets, of which there are `sets`.
    pub(super) fn of(set_at: Vec<SetId>, sets: usize) -> Self {
        let mut files = vec![0; sets];
        for &set in &set_at {
            files[set as usize] += 1;
        }
        Self { set_at, files }
    }

    /// The column with other numbers for the sets; `renamed` has the new ones,
    /// `files` how many files the old ones have.
    pub(super) fn renamed(
        set_at: &[SetId],
        renamed: &[SetId],
        files: impl Iterator<Item = u32>,
    ) -> Self {
        let set_at = set_at.iter().map(|&set| renamed[set as usize]).collect();
        let mut column = Self { set_at, files: Vec::new() };
        for (&set, files) in renamed.iter().zip(files) {
            *column.files_of(set) += files;
        }
        column
    }
}

/// Writing
impl Column {
    /// Puts `set` where no rule matches yet.
    pub(super) fn fill(&mut self, range: Range<Position>, set: SetId) {
        let len = range.len() as u32;
        *self.files_of(Sets::EMPTY) -= len;
        *self.files_of(set) += len;
        self.set_at[range.start as usize..range.end as usize].fill(set);
    }

    /// Adds the rules of `set` to those that match already.
    pub(super) fn add(&mut self, range: Range<Position>, set: SetId, sets: &mut Sets) {
        let mut at = range.start as usize;
        let end = range.end as usize;
        while at < end {
            // Files in a row mostly have the same set.
            let known = self.set_at[at];
            let run = self.set_at[at..end].iter().take_while(|&&next| next == known).count();
            let union = sets.union(known, set);
            *self.files_of(known) -= run as u32;
            *self.files_of(union) += run as u32;
            self.set_at[at..at + run].fill(union);
            at += run;
        }
    }

    /// Per position its set, and per set how many files it has.
    pub(super) fn into_parts(mut self, sets: &Sets) -> (Vec<SetId>, Vec<u32>) {
        self.files.resize(sets.len(), 0);
        (self.set_at, self.files)
    }

    fn files_of(&mut self, set: SetId) -> &mut u32 {
        let set = set as usize;
        if set >= self.files.len() {
            self.files.resize(set + 1, 0);
        }
        &mut self.files[set]
    }
}
