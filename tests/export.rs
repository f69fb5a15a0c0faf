//! The plan as files, read back by parsers of their own languages.

#[path = "export/alerts.rs"]
mod alerts;
#[path = "export/archive.rs"]
mod archive;
#[path = "export/codeowners.rs"]
mod codeowners;
#[path = "export/codeowners_files.rs"]
mod codeowners_files;
#[cfg(unix)]
#[path = "export/difference.rs"]
mod difference;
#[path = "export/documents.rs"]
mod documents;
#[path = "export/page.rs"]
mod page;
#[path = "export/pages.rs"]
mod pages;
#[path = "export/quoting.rs"]
mod quoting;
#[path = "export/report.rs"]
mod report;
#[cfg(unix)]
#[path = "export/rerun.rs"]
mod rerun;
#[cfg(unix)]
#[path = "export/script.rs"]
mod script;
#[path = "export/sentences.rs"]
mod sentences;
#[cfg(unix)]
#[path = "export/stage.rs"]
mod stage;
#[path = "export/support.rs"]
mod support;
#[path = "export/table.rs"]
mod table;
#[path = "export/take_away.rs"]
mod take_away;
#[path = "export/terraform.rs"]
mod terraform;
#[path = "export/today.rs"]
mod today;
