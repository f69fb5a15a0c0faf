use super::Format;

/// How to read a listing. The default recognises everything by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Read it as this, whatever it looks like.
    pub format: Option<Format>,
    /// In lines of columns: which holds the names, from 1. It implies [`Format::Columns`].
    pub column: Option<u8>,
    /// What to do with folders that all paths begin with.
    pub strip: Strip,
    /// What to do with files that no repository tracks.
    pub noise: Noise,
    /// Globs: if there are any, only files that match one are read.
    ///
    /// They anchor as in `.gitignore`: a pattern with no `/` but a last one
    /// means a file or folder of that name anywhere (`*.ts`, `docs/`), any
    /// other `/` ties it to the root (`/docs`, `src/*.ts`). `*` and `?` stop at
    /// `/`, `**` does not. A folder that matches stands for all below it.
    pub include: Vec<String>,
    /// Globs: files that match one are left out. They anchor as in [`Self::include`].
    pub exclude: Vec<String>,
}

/// What to do with folders that all paths begin with, such as `/home/jo/shop`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Strip {
    /// Strip the heading of a drawn tree, which is the folder that was listed;
    /// offer anything else in [`Listing::prefix`](super::Listing::prefix).
    #[default]
    Offer,
    /// Strip what would be offered.
    Common,
    /// Strip nothing.
    Keep,
    /// Strip this folder where a path begins with it.
    Prefix(String),
}

/// What to do with files that no repository tracks: dependencies, build
/// output, caches, the version control's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Noise {
    /// Leave them out and say so in [`Listing::left_out`](super::Listing::left_out),
    /// unless the listing shows only tracked files.
    #[default]
    LeaveOut,
    /// Read them like other files.
    Keep,
}
