use std::fmt;

/// A kind of file listing that [`read`](super::read) understands.
///
/// Where two tools print the same, there is one format: `rg --files`,
/// `git diff --name-only` and `ls -1` are [`Format::GitLsFiles`], `fd`,
/// `tar tf` and `zipinfo -1` with their folder lines are [`Format::Find`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// One path a line, files only.
    GitLsFiles,
    /// One path a line, with folders among them, or with `./` or an absolute path in front.
    Find,
    /// Paths that end in NUL: `git ls-files -z`, `find -print0`.
    GitLsFilesZ,
    /// `git ls-tree -r`, with and without `-l` and `-t`.
    GitLsTree,
    /// `git ls-files --stage`.
    GitLsFilesStage,
    /// `git status`, in its short and its long form.
    GitStatus,
    /// `git diff --name-status`.
    GitNameStatus,
    /// `git diff --stat` and `--numstat`.
    GitDiffStat,
    /// A drawn tree, by `tree` or by hand, in Unicode or ASCII art.
    Tree,
    /// `tree -J`.
    TreeJson,
    /// `tree -X`.
    TreeXml,
    /// `tree /f` of Windows.
    WindowsTree,
    /// Paths with backslashes, as `dir /s /b` prints.
    WindowsDir,
    /// `ls -R`, `ls -l` and both.
    Ls,
    /// `du -a`.
    Du,
    /// `unzip -l`.
    Unzip,
    /// `zipinfo`.
    Zipinfo,
    /// `tar tvf`, of GNU or BSD.
    Tar,
    /// GitHub's git/trees or contents answer.
    GitHubJson,
    /// GitLab's repository/tree answer.
    GitLabJson,
    /// Bitbucket's src answer.
    BitbucketJson,
    /// A JSON array of paths.
    Json,
    /// Names below each other, indented by spaces or tabs.
    Indented,
    /// A nested Markdown list.
    MarkdownList,
    /// `git diff` and other patches: the files they change.
    Patch,
    /// `dir /s` and `Get-ChildItem -Recurse`: a heading for each folder.
    WindowsList,
    /// Lines that begin with a path and a place: `grep -n`, compilers, `file`.
    Located,
    /// A coverage table of Jest, Vitest, nyc or c8.
    Coverage,
    /// `npm pack` and `npm publish`.
    NpmPack,
    /// Labels of Bazel: `//src/pay:api.ts`.
    BazelQuery,
    /// The file list of a host’s page, copied.
    HostPage,
    /// Several paths in a line, with blanks or commas between.
    Inline,
    /// Lines of columns, one of which holds paths.
    Columns,
}

/// Names
impl Format {
    /// Every format, in the order of a menu.
    pub const ALL: [Self; 33] = [
        Self::GitLsFiles,
        Self::Find,
        Self::GitLsFilesZ,
        Self::GitLsTree,
        Self::GitLsFilesStage,
        Self::GitStatus,
        Self::GitNameStatus,
        Self::GitDiffStat,
        Self::Tree,
        Self::TreeJson,
        Self::TreeXml,
        Self::WindowsTree,
        Self::WindowsDir,
        Self::Ls,
        Self::Du,
        Self::Unzip,
        Self::Zipinfo,
        Self::Tar,
        Self::GitHubJson,
        Self::GitLabJson,
        Self::BitbucketJson,
        Self::Json,
        Self::Indented,
        Self::MarkdownList,
        Self::Patch,
        Self::WindowsList,
        Self::Located,
        Self::Coverage,
        Self::NpmPack,
        Self::BazelQuery,
        Self::HostPage,
        Self::Inline,
        Self::Columns,
    ];

    /// The stable name that programs use.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.names().0
    }

    /// What a menu or a sentence calls it.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.names().1
    }

    /// The format with the name `id`.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.id() == id)
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::GitLsFiles => ("git-ls-files", "list of paths (git ls-files)"),
            Self::Find => ("find", "list of files and folders (find)"),
            Self::GitLsFilesZ => ("git-ls-files-z", "NUL-separated paths (git ls-files -z)"),
            Self::GitLsTree => ("git-ls-tree", "git ls-tree -r"),
            Self::GitLsFilesStage => ("git-ls-files-stage", "git ls-files --stage"),
            Self::GitStatus => ("git-status", "git status"),
            Self::GitNameStatus => ("git-name-status", "git diff --name-status"),
            Self::GitDiffStat => ("git-diff-stat", "git diff --stat"),
            Self::Tree => ("tree", "drawn tree (tree)"),
            Self::TreeJson => ("tree-json", "tree -J (JSON)"),
            Self::TreeXml => ("tree-xml", "tree -X (XML)"),
            Self::WindowsTree => ("windows-tree", "tree /f (Windows)"),
            Self::WindowsDir => ("windows-dir", "Windows paths (dir /s /b)"),
            Self::Ls => ("ls", "ls -R or ls -l"),
            Self::Du => ("du", "du -a"),
            Self::Unzip => ("unzip", "unzip -l"),
            Self::Zipinfo => ("zipinfo", "zipinfo"),
            Self::Tar => ("tar", "tar tvf"),
            Self::GitHubJson => ("github-json", "GitHub API (JSON)"),
            Self::GitLabJson => ("gitlab-json", "GitLab API (JSON)"),
            Self::BitbucketJson => ("bitbucket-json", "Bitbucket API (JSON)"),
            Self::Json => ("json", "JSON array of paths"),
            Self::Indented => ("indented", "indented names"),
            Self::MarkdownList => ("markdown-list", "Markdown list"),
            Self::Patch => ("git-patch", "git diff (patch)"),
            Self::WindowsList => ("windows-list", "dir /s or Get-ChildItem"),
            Self::Located => ("grep", "paths with a line and a text (grep -n)"),
            Self::Coverage => ("coverage", "coverage table (Jest, nyc)"),
            Self::NpmPack => ("npm-pack", "npm pack"),
            Self::BazelQuery => ("bazel-query", "labels (bazel query)"),
            Self::HostPage => ("host-page", "file list of a host’s page"),
            Self::Inline => ("inline", "several paths in a line"),
            Self::Columns => ("columns", "columns, one of them paths"),
        }
    }
}

/// Kinship
impl Format {
    /// Whether only tracked files can be in it, or files that were chosen, so that nothing of it
    /// is noise.
    pub(super) fn is_tracked(self) -> bool {
        matches!(
            self,
            Self::GitLsTree
                | Self::GitLsFilesStage
                | Self::GitStatus
                | Self::GitNameStatus
                | Self::GitDiffStat
                | Self::Patch
                | Self::NpmPack
                | Self::Coverage
                | Self::BazelQuery
                | Self::GitHubJson
                | Self::GitLabJson
                | Self::BitbucketJson
        )
    }

    /// Whether one JSON reader reads it.
    pub(super) fn is_json(self) -> bool {
        matches!(
            self,
            Self::TreeJson | Self::GitHubJson | Self::GitLabJson | Self::BitbucketJson | Self::Json
        )
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}
