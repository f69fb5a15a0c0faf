//! Procfiles, and the command of a Dockerfile.

use super::super::table::Id;
use super::commands::{Shell, joined};
use super::{Reader, Service};

pub(super) fn read(reader: &mut Reader) {
    let mut serves = false;
    for line in reader.text.lines() {
        let line = line.trim();
        let Some((name, command)) = line.split_once(':') else { continue };
        let named = !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        if !named || line.starts_with('#') {
            continue;
        }
        serves |= name == "web";
        reader.facts.services.push(Service {
            file: reader.path.to_owned(),
            group: reader.path.to_owned(),
            name: name.to_owned(),
            folder: Some(reader.evidence.tree.folder_path(reader.folder).to_owned()),
            image: None,
            command: command.trim().to_owned(),
            built: true,
        });
    }
    if serves {
        reader.note(Id::Host, "Its Procfile starts a web process.");
    }
}

pub(super) fn read_dockerfile(reader: &mut Reader) {
    let starts = reader.text.lines().any(|line| {
        let word = line.split_whitespace().next().unwrap_or_default();
        word.eq_ignore_ascii_case("CMD") || word.eq_ignore_ascii_case("ENTRYPOINT")
    });
    if starts {
        reader.note(Id::Image, "Its image starts a program.");
    }
    // What is compiled in an image is what it runs; its context is most often the whole.
    let run = joined(reader.text);
    for line in run.lines().map(str::trim_start) {
        let command = line.split_once(char::is_whitespace);
        if let Some((_, command)) = command.filter(|it| it.0.eq_ignore_ascii_case("RUN")) {
            Shell::in_image("").read(reader, command);
        }
    }
}
