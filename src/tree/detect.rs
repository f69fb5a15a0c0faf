use super::Format;
use super::formats::{
    Dashes, art, comment, diff_stat_path, find_column, has_rule, inline_paths, is_age,
    is_contents_heading, is_coverage_header, is_frame, is_grid, is_long_status, is_page_heading,
    is_patch, is_pathlike, is_summary, is_total, label, list_item, located, long, margin,
    name_status, numstat_path, sized, stage_path, status, tree_path, windows_entry,
    windows_heading, zipped,
};
use super::lines::sample;
use super::shell;
use crate::text::order::Sort as _;

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
    if lines.is_empty() {
        return Vec::new();
    }
    if lines.iter().any(|line| line.contains('\0')) {
        return vec![Candidate { format: Format::GitLsFilesZ, score: 100 }];
    }
    let mut candidates: Vec<Candidate> = Vec::new();
    if let Some(format) = structured(text) {
        candidates.push(Candidate { format, score: 100 });
    }
    let commanded = lines.iter().take(5).find_map(|line| shell::command(line));
    let is_ls = commanded.is_some_and(shell::is_ls);
    let commanded = commanded.and_then(shell::format_of);
    let counts = Counts::of(&lines, is_ls);
    candidates.extend(shown(text, &lines));
    for format in Format::ALL {
        let score = counts.score(format);
        // What the user typed before it is a strong hint, if anything fits.
        let score = if commanded == Some(format) && score > 0 { 99 } else { score };
        if score > 0 && candidates.iter().all(|candidate| candidate.format != format) {
            candidates.push(Candidate { format, score });
        }
    }
    // Stable, so that of equals the simpler one wins: `Format::ALL` begins with those.
    candidates.sort_once_by_key(|candidate| std::cmp::Reverse(candidate.score));
    candidates
}

/// Formats that a single line gives away.
fn shown(text: &str, lines: &[&str]) -> Vec<Candidate> {
    let any = |fits: fn(&str) -> bool| lines.iter().any(|line| fits(line));
    let mut shown = Vec::new();
    let mut add = |fits: bool, format: Format, score: u8| {
        if fits {
            shown.push(Candidate { format, score });
        }
    };
    add(is_patch(text), Format::Patch, 99);
    add(any(is_contents_heading), Format::NpmPack, 99);
    add(any(is_coverage_header), Format::Coverage, 99);
    add(is_long_status(lines), Format::GitStatus, 97);
    add(has_rule(lines), Format::Columns, 96);
    // Columns stand before the drawing.
    add(margin(lines) > 0, Format::Tree, 98);
    shown
}

/// JSON and XML, told by their first characters and keys.
pub(super) fn structured(text: &str) -> Option<Format> {
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
    /// Lines of `git diff --stat`, and of these those with a file.
    diff_stat: u32,
    stats: u32,
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
    /// How far the first line is indented, how many more, whether any less.
    base: u32,
    indented: u32,
    outdented: bool,
    names: u32,
    paths: u32,
    marked: u32,
    windows: u32,
    windows_entries: u32,
    windows_headings: u32,
    located: u32,
    labels: u32,
    /// Lines of several paths.
    inline: u32,
    ages: u32,
    /// Words that a host's page has above its list.
    page: u32,
    columns: u8,
    /// Whether the names are in the columns of a terminal.
    is_grid: bool,
}

impl Counts {
    fn of(lines: &[&str], is_ls: bool) -> Self {
        let mut counts = Self { base: u32::MAX, ..Self::default() };
        for line in lines {
            let text = line.trim();
            let is_frame = is_frame(line) || is_total(text) || shell::is_bare_prompt(text);
            if is_frame || shell::command(text).is_some() || shell::is_message(text) {
                continue;
            }
            counts.add(line);
        }
        counts.is_grid = is_grid(lines, is_ls);
        counts.columns = match find_column(lines, None) {
            Some(column) if column.beside_data => 93,
            Some(column) if column.share >= 70 => 85,
            Some(_) => 60,
            None => 0,
        };
        counts
    }

    fn add(&mut self, line: &str) {
        self.lines += 1;
        let count = |fits: bool| u32::from(fits);
        let lead = (line.len() - line.trim_start().len()) as u32;
        if self.base == u32::MAX {
            self.base = lead;
        }
        self.indented += count(lead > self.base);
        self.outdented |= lead < self.base;
        self.git_tree += count(tree_path(line).is_some());
        self.stage += count(stage_path(line).is_some());
        self.status += count(status(line).is_some());
        self.name_status += count(name_status(line).is_some());
        let is_stat = diff_stat_path(line).is_some() || numstat_path(line).is_some();
        self.diff_stat += count(is_stat || is_summary(line));
        self.stats += count(is_stat);
        self.sized += count(sized(line).is_some() && numstat_path(line).is_none());
        self.zipped += count(zipped(line).is_some());
        self.windows_entries += count(windows_entry(line).is_some());
        self.windows_headings += count(windows_heading(line).is_some());
        self.located += count(located(line).is_some());
        self.labels += count(label(line).is_some());
        self.inline += count(inline_paths(line).len() > 1);
        self.page += count(is_page_heading(line.trim()));
        self.ages += count(is_age(line.rsplit('\t').next().unwrap_or(line)));
        let drawing = art(line, Dashes::Any);
        self.branches += count(drawing.has_branch);
        // A file in a tree of Windows, or the drive above all.
        let is_leaf = !drawing.has_branch && !drawing.name.is_empty() && drawing.column >= 4;
        self.windows_leaves += count(is_leaf || is_windows_root(line));
        if drawing.has_branch || drawing.has_bars {
            self.drawn += 1;
            // Windows draws three dashes and no blank.
            let tail = line.trim_start_matches([' ', '│', '|', '\u{a0}']);
            let dashes = ["├───", "└───", "+---", "\\---", "├─", "└─"];
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
    fn score(&self, format: Format) -> u8 {
        if self.lines == 0 {
            return 0;
        }
        let percent = |count: u32, weight: u32| (count * weight / self.lines) as u8;
        match format {
            Format::GitLsTree => percent(self.git_tree, 100),
            Format::GitLsFilesStage => percent(self.stage, 100),
            Format::GitStatus => percent(self.status, 98),
            Format::GitNameStatus => percent(self.name_status, 98),
            Format::GitDiffStat if self.stats > 0 => percent(self.diff_stat, 98),
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
            Format::Ls if self.is_grid => 97,
            Format::Inline | Format::Columns if self.is_grid => 0,
            Format::Ls if self.long > 0 => percent(self.long + self.headings, 97),
            // No `ls` indents a heading.
            Format::Ls
                if (self.headings > 1 || self.folders > 0) && self.indented * 4 < self.lines =>
            {
                percent(self.headings + self.names, 95)
            }
            Format::WindowsList if self.windows_entries > 0 => {
                // Totals and the volume's name, in any language, are around them.
                if self.windows_headings > 0 { 98 } else { percent(self.windows_entries, 97) }
            }
            Format::BazelQuery => percent(self.labels, 98),
            Format::Located => percent(self.located, 93),
            Format::Inline if self.items < self.lines => percent(self.inline, 94),
            Format::HostPage if self.ages > 1 && (self.ages + self.page) * 6 >= self.lines => 94,
            // Bullets and branches are no columns.
            Format::Columns if self.items < self.lines && self.branches * 2 < self.lines => {
                self.columns
            }
            Format::MarkdownList => percent(self.items, 95),
            Format::WindowsDir => percent(self.windows, 90),
            // Among bare names even one indented line can mean nothing else.
            Format::Indented
                if !self.outdented
                    && self.indented > 0
                    && (self.indented * 5 >= self.lines
                        || self.names + self.headings == self.lines) =>
            {
                percent(self.names + self.headings, 92)
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
