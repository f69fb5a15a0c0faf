use super::Format;
use super::formats::{
    Dashes, art, comment, diff_stat_path, is_frame, is_pathlike, is_total, list_item, long,
    name_status, numstat_path, sized, stage_path, status, tree_path, zipped,
};
use super::lines::sample;
use super::shell;

/// A format that a text may be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The format.
    pub format: Format,
    /// How well it fits, from 1 to 100.
    pub score: u8,
}

/// The formats that `text` may be in, the likeliest first.
///
/// Looks at up to 120 lines from the head, the middle and the tail, so the cost
/// does not grow with the text. Equal texts have equal answers. If nothing fits,
/// there is no candidate.
#[must_use]
pub fn detect(text: &str) -> Vec<Candidate> {
    let lines = sample(text, 40);
    let Some(first) = lines.first() else { return Vec::new() };
    if lines.iter().any(|line| line.contains('\0')) {
        return vec![Candidate { format: Format::GitLsFilesZ, score: 100 }];
    }
    let mut candidates: Vec<Candidate> = Vec::new();
    if let Some(format) = structured(text) {
        candidates.push(Candidate { format, score: 100 });
    }
    let commanded = lines.iter().take(5).find_map(|line| shell::command(line));
    let commanded = commanded.and_then(shell::format_of);
    let counts = Counts::of(&lines);
    for format in Format::ALL {
        let score = counts.score(format, first);
        // What the user typed before it is a strong hint, if anything fits.
        let score = if commanded == Some(format) && score > 0 { 99 } else { score };
        if score > 0 && candidates.iter().all(|candidate| candidate.format != format) {
            candidates.push(Candidate { format, score });
        }
    }
    // Stable, so that of equals the simpler one wins: `Format::ALL` begins with those.
    candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.score));
    candidates
}

/// JSON and XML, told by their first characters and keys.
fn structured(text: &str) -> Option<Format> {
    let mut end = text.len().min(4096);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut head = text[..end].trim_start();
    // The command that fetched it may stand before.
    while let Some((line, rest)) = head.split_once('\n')
        && shell::command(line).is_some()
    {
        head = rest.trim_start();
    }
    if head.starts_with("<?xml") || head.starts_with("<tree>") {
        return Some(Format::TreeXml);
    }
    let inner = head.strip_prefix(['[', '{'])?.trim_start();
    let opens = match head.as_bytes()[0] {
        b'[' => inner.starts_with(['{', '"', ']', '[']),
        _ => inner.starts_with(['"', '}']),
    };
    if !opens {
        return None;
    }
    let has = |key: &str| head.contains(key);
    Some(if has("\"values\"") || has("\"commit_file\"") || has("\"commit_directory\"") {
        Format::BitbucketJson
    } else if has("\"contents\"") || has("\"report\"") {
        Format::TreeJson
    } else if has("\"tree\":") || has("\"tree\" :") || has("\"sha\"") {
        Format::GitHubJson
    } else if has("\"id\"") {
        Format::GitLabJson
    } else {
        Format::Json
    })
}

/// How many lines of the sample fit each kind.
#[derive(Default)]
struct Counts {
    /// Lines that say something about the format.
    lines: u32,
    git_tree: u32,
    stage: u32,
    status: u32,
    name_status: u32,
    diff_stat: u32,
    drawn: u32,
    branches: u32,
    windows_tree: u32,
    windows_leaves: u32,
    long: u32,
    long_tar: u32,
    long_zip: u32,
    headings: u32,
    /// Headings that can only be folders.
    folders: u32,
    sized: u32,
    zipped: u32,
    items: u32,
    indented: u32,
    names: u32,
    paths: u32,
    marked: u32,
    windows: u32,
}

impl Counts {
    fn of(lines: &[&str]) -> Self {
        let mut counts = Self::default();
        for line in lines {
            let text = line.trim();
            let is_frame = is_frame(line) || is_total(text) || shell::is_bare_prompt(text);
            if is_frame || shell::command(text).is_some() || shell::is_message(text) {
                continue;
            }
            counts.add(line);
        }
        counts
    }

    fn add(&mut self, line: &str) {
        self.lines += 1;
        let count = |fits: bool| u32::from(fits);
        self.git_tree += count(tree_path(line).is_some());
        self.stage += count(stage_path(line).is_some());
        self.status += count(status(line).is_some());
        self.name_status += count(name_status(line).is_some());
        self.diff_stat += count(diff_stat_path(line).is_some() || numstat_path(line).is_some());
        self.sized += count(sized(line).is_some() && numstat_path(line).is_none());
        self.zipped += count(zipped(line).is_some());
        let drawing = art(line, Dashes::Any);
        self.branches += count(drawing.has_branch);
        // A file in a tree of Windows, or the drive above all.
        let is_leaf = !drawing.has_branch && !drawing.name.is_empty() && drawing.column >= 4;
        self.windows_leaves += count(is_leaf || is_windows_root(line));
        if drawing.has_branch || drawing.has_bars {
            self.drawn += 1;
            // Windows draws three dashes and no blank.
            let tail = line.trim_start_matches([' ', '│', '|', '\u{a0}']);
            let dashes = ["├───", "└───", "+---", "\\---"];
            let after = dashes.iter().find_map(|dash| tail.strip_prefix(dash));
            let is_windows = after.is_some_and(|name| !name.starts_with([' ', '\u{a0}', '-', '─']));
            self.windows_tree += count(is_windows);
        } else if let Some(long) = long(line) {
            self.long += 1;
            self.long_tar += count(long.second.contains('/') || long.name.contains('/'));
            self.long_zip += count(long.second.len() == 3 && long.second.contains('.'));
        } else if let Some(heading) = line.trim_end().strip_suffix(':')
            && is_pathlike(heading).is_some()
        {
            self.headings += 1;
            self.folders += count(heading.contains(['/', '.']));
            return;
        }
        self.items += count(list_item(line).is_some());
        let text = line.trim();
        self.indented += count(line.starts_with([' ', '\t']));
        match is_pathlike(line) {
            Some(Format::WindowsDir) => self.windows += 1,
            Some(format) => {
                self.marked += count(format == Format::Find);
                self.paths += 1;
            }
            None => {}
        }
        let name = comment(text);
        let is_name = is_pathlike(name).is_some() && !name.trim_end_matches('/').contains('/');
        self.names += count(is_name);
    }

    /// From 0 to 100. What only one format prints counts more than what
    /// could be anything.
    fn score(&self, format: Format, first: &str) -> u8 {
        if self.lines == 0 {
            return 0;
        }
        let percent = |count: u32, weight: u32| (count * weight / self.lines) as u8;
        let first_is_root = !first.starts_with([' ', '\t']);
        match format {
            Format::GitLsTree => percent(self.git_tree, 100),
            Format::GitLsFilesStage => percent(self.stage, 100),
            Format::GitStatus => percent(self.status, 98),
            Format::GitNameStatus => percent(self.name_status, 98),
            Format::GitDiffStat => percent(self.diff_stat, 98),
            Format::Du => percent(self.sized, 98),
            Format::Unzip => percent(self.zipped, 98),
            Format::Zipinfo => percent(self.long_zip, 99),
            Format::Tar => percent(self.long_tar.saturating_sub(self.long_zip), 98),
            Format::WindowsTree if self.windows_leaves > 0 => {
                // All branches are of its kind; the headings are words.
                let fits = self.windows_tree > 0 && self.windows_tree * 10 >= self.branches * 9;
                let lines = self.drawn.max(self.branches + self.windows_leaves) + 3;
                if fits { percent(lines.min(self.lines), 99) } else { 0 }
            }
            // Its heading and its last line are no branches.
            Format::Tree if self.drawn > 0 => percent((self.drawn + 2).min(self.lines), 96),
            Format::Ls if self.long > 0 => percent(self.long + self.headings, 97),
            Format::Ls if self.headings > 1 || self.folders > 0 => {
                percent(self.headings + self.names, 95)
            }
            Format::MarkdownList => percent(self.items, 95),
            Format::WindowsDir => percent(self.windows, 90),
            // Among bare names even one indented line can mean nothing else.
            Format::Indented
                if first_is_root
                    && self.indented > 0
                    && (self.indented * 5 >= self.lines || self.names == self.lines) =>
            {
                percent(self.names, 92)
            }
            Format::Find if self.marked > 0 => percent(self.paths, 90),
            Format::GitLsFiles => percent(self.paths, 88),
            _ => 0,
        }
    }
}

/// `C:.` or `C:\WORK\SHOP`, alone in a line.
fn is_windows_root(line: &str) -> bool {
    let bytes = line.trim_end().as_bytes();
    bytes.len() >= 3
        && bytes[0].is_ascii_alphabetic()
        && bytes[1] == b':'
        && (bytes[2] == b'\\' || (bytes[2] == b'.' && bytes.len() == 3))
}
