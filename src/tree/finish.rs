use super::filter::{Compile, Sieve};
use super::folders::{Folders, Listed};
use super::noise::Finder;
use super::plausible::is_usual;
use super::sink::{Kind, Sink};
use super::sure::Sureness;
use super::{Account, Format, Listing, Noise, Paths, ReadOptions, prefix, shell};
use crate::text::hash::keyed;
use crate::text::numbers::plural;
use crate::text::{Problem, Span};

/// Makes the listing of what a reader put into the sink: strips the prefix, tells
/// folders from files, drops duplicates and noise, filters.
pub(super) fn finish(
    text: &str,
    format: Format,
    mut sink: Sink,
    sureness: Sureness,
    options: &ReadOptions,
    compile: Compile,
) -> Listing {
    let prefix = prefix::strip(&mut sink, format, &options.strip);
    let mut problems = std::mem::take(&mut sink.problems);
    let filter = compile(options, &mut problems);
    let verdicts = Verdicts::of(&sink, format, options, &*filter);
    let Verdicts { files, mut account, left_out, folders, is_find, suspects } = verdicts;
    let (records, entries) = (sink.records(), sink.entries.len());
    // The paths take the place of what was read: of a million a second copy is what counts.
    sink.entries = Vec::new();
    let files = Paths::of_spans(std::mem::take(&mut sink.text), &files);
    account.skipped = sink.skipped.len() as u32;
    account.structure += sink.structure;
    account.records = records;
    debug_assert!(account.is_balanced(), "each record is accounted for once: {account:?}");
    let format = if is_find && format == Format::GitLsFiles { Format::Find } else { format };
    let folders = folders.unwrap_or_else(|| count_folders(&files));
    doubt(&files, sureness, sink.is_ragged, &mut problems);
    complain(text, &sink, entries, &account, suspects, &mut problems);
    Listing {
        format,
        sure: sureness.sure,
        folders,
        skipped: sink.skipped,
        duplicates: account.duplicates,
        prefix,
        left_out,
        filtered: account.filtered,
        account,
        problems,
        files,
    }
}

/// What becomes of each entry.
struct Verdicts {
    /// The files among the entries: where their paths start and end in the sink's text.
    files: Vec<(u32, u32)>,
    account: Account,
    left_out: Vec<super::LeftOut>,
    /// How many folders the files are in, where each entry is a file.
    folders: Option<u32>,
    /// Whether folders have lines of their own.
    is_find: bool,
    /// Files that may be empty folders.
    suspects: u32,
}

impl Verdicts {
    #[inline(never)]
    fn of(sink: &Sink, format: Format, options: &ReadOptions, filter: &dyn Sieve) -> Self {
        let keyed = keyed(sink.text.as_bytes());
        let is_sorted = is_sorted(sink);
        let (mut folders, folder_of) = Folders::of_entries(sink, keyed, !is_sorted);
        let mut account = Account::default();
        let looks_for_noise = options.noise == Noise::LeaveOut
            && !format.is_tracked()
            && !(format == Format::GitLsFiles && is_sorted && !has_git_folder(&folders));
        let mut noise = looks_for_noise.then(|| Finder::new(sink, keyed));
        let mut files = Vec::with_capacity(sink.entries.len());
        let marks = sink.entries.iter().any(|entry| entry.kind == Kind::Folder);
        for (&entry, &folder) in sink.entries.iter().zip(&folder_of) {
            let path = sink.path(entry);
            if entry.kind == Kind::Heading {
                continue;
            }
            if path.is_empty() {
                account.structure += 1;
                continue;
            }
            // In a list that ascends nothing comes twice, so nothing need be kept.
            let listed = if is_sorted { folders.find(path) } else { folders.list(path) };
            match listed {
                Listed::Again => account.duplicates += 1,
                Listed::Folder => account.folders += 1,
                Listed::New if entry.kind == Kind::Folder => account.folders += 1,
                Listed::New => {
                    if noise.as_mut().is_some_and(|noise| noise.takes(path, folder, &folders)) {
                        account.left_out += 1;
                    } else if !filter.is_empty() && !filter.keeps(path) {
                        account.filtered += 1;
                    } else {
                        account.files += 1;
                        files.push((entry.start, entry.end));
                    }
                }
            }
        }
        let is_find = account.folders > 0;
        let left_out = noise.map(Finder::finish).unwrap_or_default();
        // Where no folder has a line, a name without a dot is just a name; where
        // some are marked or headings name them, all are.
        let headed = || sink.entries.iter().any(|entry| entry.kind == Kind::Heading);
        let suspects = if is_find && !marks && !headed() {
            let path = |&(start, end): &(u32, u32)| &sink.text[start as usize..end as usize];
            files.iter().map(path).filter(|path| may_be_folder(path)).count() as u32
        } else {
            0
        };
        let all = files.len() == sink.entries.len();
        let folders = all.then(|| folders.len());
        Self { files, account, left_out, folders, is_find, suspects }
    }
}

/// How many folders the files are in.
fn count_folders(files: &Paths) -> u32 {
    let mut folders = Folders::new(keyed(files.text()));
    files.iter().for_each(|path| {
        folders.around(path);
    });
    folders.len()
}

/// Whether the entries ascend strictly byte by byte, as git sorts: then none is double.
fn is_sorted(sink: &Sink) -> bool {
    sink.entries.is_sorted_by(|&a, &b| sink.path(a) < sink.path(b))
}

/// Whether the listing goes into `.git`, which git itself never lists.
fn has_git_folder(folders: &Folders<'_>) -> bool {
    folders.has(".git")
}

/// Whether a leaf may be an empty folder: no extension, and no file is usually called so.
fn may_be_folder(path: &str) -> bool {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    !name.contains('.')
        && !is_usual(name)
        && !name.bytes().all(|byte| !byte.is_ascii_lowercase())
        && !shell::has_extension(name)
}

/// Says that a text is hardly a listing, why, and what was taken for paths.
fn doubt(files: &Paths, sureness: Sureness, is_ragged: bool, problems: &mut Vec<Problem>) {
    if sureness.sure >= Listing::SURE || files.is_empty() {
        return;
    }
    let number = files.len() as u32;
    let why = if sureness.misfits >= number && sureness.likely > 0.5 {
        format!("{} fit nothing", plural(sureness.misfits, "line", "lines"))
    } else if is_ragged {
        "the indentation seems to be lost".to_owned()
    } else {
        "what could be names looks little like files".to_owned()
    };
    let first: Vec<String> = files.iter().take(3).map(|path| format!("`{path}`")).collect();
    let rest = if files.len() > 3 { " and others" } else { "" };
    let message = format!(
        "This looks like no listing I know: {why}. Taken for paths: {}{rest}.",
        first.join(", ")
    );
    let hint = "Choose the format, or say which column holds the names.";
    problems.push(Problem::warning("tree/unsure", message).hint(hint));
}

fn complain(
    text: &str,
    sink: &Sink,
    entries: usize,
    account: &Account,
    suspects: u32,
    problems: &mut Vec<Problem>,
) {
    let found = account.files + account.left_out + account.filtered + account.duplicates;
    if let Some(reported) = sink.reported.filter(|&reported| reported > found) {
        let message = format!(
            "The listing ends with a count of {reported} files, but only {found} are in it."
        );
        let hint = "Something was cut off. Paste the whole output.";
        problems.push(Problem::warning("tree/truncated", message).hint(hint));
    } else if sink.reported.is_none() && suspects > 0 {
        let message = format!(
            "{suspects} {} no extension and nothing below: read as files, but they may be empty folders.",
            if suspects == 1 { "name has" } else { "names have" }
        );
        problems.push(Problem::info("tree/maybe-empty-folders", message));
    }
    if account.files == 0 && !text.trim().is_empty() {
        let kept_out = account.left_out + account.filtered;
        let (message, hint) = if kept_out > 0 {
            (
                format!("All {kept_out} files of the listing were left out or filtered."),
                "Keep the noise, or change the globs.",
            )
        } else if account.folders > 0 {
            (
                "There are only folders in this listing.".to_owned(),
                "Paste one that has files: `tree` without `-d`, or what `git ls-files` prints.",
            )
        } else {
            (
                "No file could be read from this text.".to_owned(),
                "Paste what `git ls-files` prints, or choose the format.",
            )
        };
        let mut problem = Problem::error("tree/no-files", message).hint(hint);
        let first = sink.skipped.first().and_then(|skipped| skipped.span);
        problem.span = first.or(Some(Span::new(0, 0)));
        problems.push(problem);
    }
    if sink.absolute > 0 && (sink.absolute as usize) < entries {
        let message = format!(
            "{} of {entries} paths are absolute and the others are not; they can't be of one folder.",
            sink.absolute
        );
        let hint = "Strip the prefix of the absolute ones, or paste one listing at a time.";
        problems.push(Problem::warning("tree/mixed-roots", message).hint(hint));
    }
}
