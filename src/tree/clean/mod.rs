//! Takes off what stands around a listing, whatever its format: colours, quote marks, marks
//! of a diff, prefixes of a log, line numbers, pictures; and undoes a wrong code page.
//!
//! Each step looks at a sample of lines first, so that a listing with nothing around it costs
//! almost nothing. What comes out has the same lines as what went in, so that places lead back.

mod codepage;
mod escapes;
mod history;
mod icons;
mod margin;
mod pages;

use super::blocks::{Block, blocks};
use super::detect::structured;
use super::lines::Region;
use std::borrow::Cow;

/// The text without what stands around a listing. It has as many lines as before. `is_bounded` says
/// whether anything may bound a block in it.
pub(super) fn clean(text: &str, is_bounded: bool) -> Cow<'_, str> {
    let mut clean = Cow::Borrowed(text);
    apply(&mut clean, escapes::strip);
    apply(&mut clean, escapes::entities);
    apply(&mut clean, codepage::restore);
    // Quotes may be in quotes, and numbers before marks.
    for _ in 0..4 {
        if !apply(&mut clean, margin::strip) {
            break;
        }
    }
    let is_one = !is_bounded && matches!(clean, Cow::Borrowed(_));
    apply(&mut clean, if is_one { block } else { each_block });
    clean
}

/// Applies a step, and says whether it changed anything.
fn apply(text: &mut Cow<'_, str>, step: fn(&str) -> Option<String>) -> bool {
    let changed = step(text);
    let is_changed = changed.is_some();
    if let Some(changed) = changed {
        *text = Cow::Owned(changed);
    }
    is_changed
}

/// What concerns a listing only: around it there may be other text.
fn each_block(text: &str) -> Option<String> {
    let Some(found) = blocks(Region { text, start: 0, line: 1 }) else {
        return block(text);
    };
    let mut clean = String::with_capacity(text.len());
    let mut end = 0;
    let mut changed = false;
    for Block { region, .. } in found.blocks {
        clean.push_str(&text[end..region.start]);
        end = region.start + region.text.len();
        match block(region.text) {
            Some(block) => {
                changed = true;
                clean.push_str(&block);
            }
            None => clean.push_str(region.text),
        }
    }
    clean.push_str(&text[end..]);
    changed.then_some(clean)
}

fn block(text: &str) -> Option<String> {
    if structured(text).is_some() {
        return None;
    }
    let mut clean = Cow::Borrowed(text);
    for _ in 0..3 {
        if !apply(&mut clean, margin::strip_cells) {
            break;
        }
    }
    apply(&mut clean, icons::strip);
    apply(&mut clean, history::strip_commits);
    apply(&mut clean, history::strip_titles);
    match clean {
        Cow::Borrowed(_) => None,
        Cow::Owned(clean) => Some(clean),
    }
}

/// Maps every line of `text`, keeping the line ends. An emptied line keeps a blank, so that it
/// still counts where it is the last one.
fn map_lines(text: &str, mut map: impl FnMut(&str, &mut String)) -> String {
    let mut mapped = String::with_capacity(text.len());
    let mut end = 0;
    for line in (Region { text, start: 0, line: 1 }).lines() {
        let start = line.start.unwrap_or(end);
        mapped.push_str(&text[end..start]);
        end = start + line.text.len();
        let before = mapped.len();
        map(line.text, &mut mapped);
        if mapped.len() == before && !line.text.is_empty() {
            mapped.push(' ');
        }
    }
    mapped.push_str(&text[end..]);
    mapped
}

#[cfg(test)]
mod tests {
    use super::super::blocks::has_bounds;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(clean(text, has_bounds(text)), expected, "what is left of {text:?}");
    }

    #[test]
    fn a_bare_listing_is_left_alone() {
        for text in [
            "src/a.ts\nsrc/b.ts\n",
            "?? new.ts\n M old.ts\n",
            "+page.svelte\n+layout.ts\n",
            "- src\n  - a.ts\n- b.ts\n",
            "[slug].tsx\n[id]/page.tsx\n",
            ".\n├── a.ts\n└── café.ts\n",
            "Ä.ts\nÖl/³.ts\n",
        ] {
            assert!(
                matches!(clean(text, has_bounds(text)), Cow::Borrowed(_)),
                "{text:?} has nothing around it"
            );
        }
    }

    #[test]
    fn colours_go_with_and_without_their_escape() {
        check("\u{1b}[01;34mshop\u{1b}[0m\na.ts\n", "shop\na.ts\n");
        check("[01;34mshop[0m\n[00ma.ts[0m\n", "shop\na.ts\n");
        check("\u{1b}]8;;file:///x\u{1b}\\a.ts\u{1b}]8;;\u{1b}\\\nb.ts\n", "a.ts\nb.ts\n");
        check("^[[1mshop^[[m\n", "shop\n");
    }

    #[test]
    fn margins_of_all_kinds_go() {
        check("> a/b.ts\n> c.ts\n>\n> d.ts\n", "a/b.ts\nc.ts\n \nd.ts\n");
        check("> > a/b.ts\n> > c.ts\n", "a/b.ts\nc.ts\n");
        check("+.\n+├── a.ts\n+└── b.ts\n", ".\n├── a.ts\n└── b.ts\n");
        check("# shop\n# ├── a.ts\n# └── b.ts\n", "shop\n├── a.ts\n└── b.ts\n");
        check("/*\n * shop\n * ├── a.ts\n * └── b.ts\n */\n", " \nshop\n├── a.ts\n└── b.ts\n \n");
        check(
            "web-1  | src/a.ts\nweb-1  | src/b.ts\nweb-1  | c.ts\n",
            "src/a.ts\nsrc/b.ts\nc.ts\n",
        );
        check(
            "2025-03-01T08:15:00.123Z a.ts\n2025-03-01T08:15:01.5Z b/c.ts\n2025-03-01T08:15:02.1Z d.ts\n",
            "a.ts\nb/c.ts\nd.ts\n",
        );
        check("  1\tsrc/a.ts\n  2\tsrc/b.ts\n  3\tc.ts\n", "src/a.ts\nsrc/b.ts\nc.ts\n");
        check("[1] a.ts\n[2] b.ts\n[3] c.ts\n", "a.ts\nb.ts\nc.ts\n");
        check("'a.ts',\n'b/c.ts',\n'd.ts'\n", "a.ts\nb/c.ts\nd.ts\n");
    }

    #[test]
    fn pictures_go() {
        check("📁 shop\n  📄 a.ts\n  📄 b.ts\n", "shop\n  a.ts\n  b.ts\n");
        check("├── \u{f07b} src\n└── \u{e628} a.ts\n", "├── src\n└── a.ts\n");
        check("pages/1_📊_Board.py\na.py\n", "pages/1_📊_Board.py\na.py\n");
    }

    #[test]
    fn wrong_code_pages_are_undone() {
        use pages::{CP437, CP850, LATIN_1, MAC_ROMAN, WINDOWS_1251, WINDOWS_1252};
        let tree = ".\n├── src\n│\u{a0}\u{a0} └── café.ts\n└── b.ts\n";
        for page in [CP437, CP850, WINDOWS_1251, WINDOWS_1252, LATIN_1, MAC_ROMAN] {
            check(&page.garble(tree), tree);
        }
        let oem = "C:.\n│   a.ts\n├───src\n│       b.ts\n└───lib\n        c.ts\n";
        for (page, shown) in [(CP437, WINDOWS_1252), (CP850, LATIN_1), (pages::CP866, WINDOWS_1251)]
        {
            let bytes = oem.chars().map(|char| page.byte(char).unwrap_or(char as u8));
            let text: String = bytes.map(|byte| shown.char(byte)).collect();
            check(&text, oem);
        }
        // Which corner it was can't be known, and does not matter.
        let oem = oem.replace('└', "├");
        check("C:.\n?   a.ts\n????src\n?       b.ts\n????lib\n        c.ts\n", &oem);
        check(".\n??? src\n?   ??? a.ts\n??? b.ts\n", ".\n├── src\n│   ├── a.ts\n├── b.ts\n");
    }
}
