//! `mix.exs`: a program, of which literal declarations are read.

use super::super::table::Id;
use super::Reader;

pub(super) fn read(reader: &mut Reader) {
    let lines = || reader.text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    let has = |start: &str| lines().any(|line| line.starts_with(start));
    let phoenix = lines().any(|line| line.starts_with("{:phoenix,"));
    let (umbrella, starts) = (has("apps_path:"), lines().any(|line| line.contains("mod: {")));
    let (packaged, released) = (has("package:"), has("releases:"));
    if umbrella {
        reader.note(Id::Workspace, "It is the roof over applications that are released together.");
    }
    if phoenix && !packaged {
        reader.note(Id::SettingsLikely, "It depends on Phoenix, and is no package.");
    } else if phoenix || released {
        reader.note(Id::Runs, "Its manifest releases an application.");
    } else if starts {
        reader.note(Id::Private, "Its manifest starts an application.");
    } else if packaged {
        reader.note(Id::Published, "Its manifest publishes a package.");
    }
}
