//! Labels of Bazel and Buck: `//src/pay:api.ts`.

use crate::tree::SkipReason;
use crate::tree::lines::Region;
use crate::tree::plausible::{ends_named, is_usual};
use crate::tree::sink::{Kind, Sink};

/// Reads the files among the labels; targets that are no files are named.
pub(super) fn read(region: Region<'_>, sink: &mut Sink) {
    for line in region.lines() {
        match label(line.text) {
            None => sink.stray(&line),
            Some((package, target)) => {
                let name = target.rsplit('/').next().unwrap_or(target);
                if !ends_named(name) && !is_usual(name) && !name.starts_with('.') {
                    sink.skip(&line, SkipReason::NotAFile);
                } else {
                    sink.entry(
                        &line,
                        Kind::File,
                        format!("{package}/{target}").trim_start_matches('/'),
                    );
                }
            }
        }
    }
}

/// Package and target of a label; of one of another repository, which is no file here, neither.
pub(in crate::tree) fn label(line: &str) -> Option<(&str, &str)> {
    let text = line.trim();
    // `--output=label_kind` says before it what it is.
    let text = text.strip_prefix("source file ").unwrap_or(text);
    let (repository, label) = text.split_once("//")?;
    let (package, target) = label.split_once(':')?;
    let fits = (repository.is_empty() || repository.starts_with('@'))
        && !target.is_empty()
        && !text.contains(' ')
        && !target.starts_with('/')
        && !target.contains(':');
    let is_own = matches!(repository, "" | "@" | "@@");
    fits.then_some(if is_own { (package, target) } else { ("", "") })
}
