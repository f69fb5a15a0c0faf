//! Numbers that bound the decision without being weights.

/// The numbers, each with what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// So many sibling folders that look like applications of their own and each bring a
    /// README, with nothing that deploys them together, are a collection of samples.
    pub samples: usize,
    /// Applications in so many folders, which nothing ties together, are samples by subject.
    pub subjects: usize,
    /// So many folders at the top with a compose file of their own, and none for all of them,
    /// are samples of such files.
    pub stacks: usize,
    /// So many programs of a few files each, which nothing ties together, are samples.
    pub little_samples: usize,
    /// More projects of game engines than this are samples: a game is one, and what it is made
    /// with perhaps another.
    pub games: usize,
    /// More applications than this, with nothing that deploys them together, are samples
    /// even without READMEs.
    pub many: usize,
    /// The same, where none of them is built into anything that is deployed.
    pub unbuilt: usize,
    /// A repository with fewer source files than this, and nothing sure, is no application.
    pub sources: u32,
    /// So many components of a user interface make a code base of their own; fewer are
    /// scripts of the server's pages.
    pub components: u32,
    /// So many scripts without components, in a folder named for it, make a front end, too.
    pub scripts: u32,
    /// The same in a folder for what pages are made of, beside a manifest of scripts.
    pub bare_scripts: u32,
    /// So many siblings that look like applications, of which nothing tells more, are samples
    /// or parts of something.
    pub row: usize,
    /// A component that scores so much is surely one, in hundredths.
    pub sure: i32,
    /// So many siblings that are applications make a further one of the same make likely.
    pub siblings: usize,
    /// More programs than this in one module of Go, none of which is deployed, are exercises
    /// or tools.
    pub programs: usize,
    /// So many programs that begin with the same word are of one make: plugins, or jobs.
    pub family: usize,
    /// So many folders numbered in a row are chapters or steps.
    pub chapters: usize,
    /// So many folders side by side that are named after languages hold the same for each:
    /// SDKs, or solutions of one exercise.
    pub languages: usize,
    /// In so many folders there are such rows of languages only where the same sample is written
    /// again and again.
    pub repeats: usize,
    /// A component with at least this share of all source files, in percent, is what the
    /// repository is about.
    pub most: u32,
    /// A component with less than this share of all source files, in permille, is a helper
    /// more often than not.
    pub little: u32,
    /// So many source files are more than a helper has, in however large a repository.
    pub small: u32,
    /// A component with at least this share of all files, in percent, holds a fair share of them.
    pub large_part: u64,
    /// A component with less than this share of all files, in permille, is a small part of it.
    pub small_part: u64,
    /// At least so many files are many for a component.
    pub many_files: u64,
    /// Fewer files than this are few for one.
    pub few_files: u64,
    /// With fewer components than this, each of a repository's components is likelier to run.
    pub few_components: usize,
    /// With more components than this, most of a repository's components are parts of others.
    pub many_components: usize,
    /// With more source files than this, a repository is no book, however many texts it holds.
    pub prose: u32,
    /// So many texts at least make a book or a list.
    pub texts: u32,
    /// More texts than this for each source file make a repository one that is there to be read.
    pub texts_a_source: u32,
    /// Below so many folders, a component is a part of something more often than not.
    pub deep: usize,
    /// What lies so little below the threshold counts where a collection is told by how many
    /// components look like applications, in hundredths.
    pub close: i32,
    /// The score above which a component gets a project, in hundredths.
    pub threshold: i32,
}

/// The numbers in use.
pub const LIMITS: Limits = Limits {
    samples: 12,
    subjects: 5,
    stacks: 6,
    little_samples: 5,
    games: 3,
    many: 60,
    unbuilt: 12,
    sources: 3,
    components: 5,
    scripts: 20,
    bare_scripts: 80,
    row: 4,
    sure: 300,
    siblings: 2,
    programs: 12,
    family: 4,
    chapters: 4,
    languages: 3,
    repeats: 3,
    most: 40,
    little: 10,
    small: 12,
    large_part: 4,
    small_part: 15,
    many_files: 150,
    few_files: 20,
    few_components: 7,
    many_components: 50,
    prose: 100,
    texts: 20,
    texts_a_source: 2,
    deep: 4,
    close: 30,
    threshold: 0,
};
