//! Whatever a team or project is called, a file that names it means just that name.

use proptest::prelude::*;
use sentry_general::text::{clean, groovy, shell, yaml};
use std::process::Command;

/// Names that would do harm if they were pasted as they are.
const HARMFUL: [&str; 16] = [
    "",
    "\"; rm -rf",
    "'; rm -rf ~ #",
    "$(touch harm)",
    "`touch harm`",
    "a b",
    "-x",
    "~root",
    "*",
    "a\\",
    "a\nrm -rf ~",
    "${{ secrets.TOKEN }}",
    "<< pipeline.id >>",
    "$[[ inputs.x ]]",
    "it's \"quoted\"",
    "!history",
];

/// What a text says: see [`clean`].
fn readable(text: &str) -> String {
    clean::lines(text).into_owned()
}

/// Letters that are left out of every file.
const LEFT_OUT: [char; 8] =
    ['\0', '\u{1b}', '\u{7f}', '\u{85}', '\u{200f}', '\u{202e}', '\u{2066}', '\u{feff}'];

/// A mark with a letter that is left out between its own.
fn parted(mark: &str, letter: char) -> String {
    mark.chars().flat_map(|it| [it, letter]).collect()
}

#[test]
fn a_shell_reads_a_quoted_name_as_it_was_typed() {
    for name in HARMFUL {
        let quoted = shell::quote(name);
        let words = shlex::split(&quoted);
        assert_eq!(words, Some(vec![name.to_owned()]), "one word, and the same one: {quoted}");
    }
}

#[test]
fn bash_itself_reads_a_quoted_name_as_it_was_typed() {
    let script: String =
        HARMFUL.iter().map(|name| format!("printf '%s\\0' {}\n", shell::quote(name))).collect();
    let Ok(output) = Command::new("bash").args(["-c", &script]).output() else { return };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let said: Vec<&str> = said.split_terminator('\0').collect();
    assert_eq!(said, HARMFUL, "bash prints every name as it was typed");
}

#[test]
fn no_mark_of_a_ci_service_stays_whole() {
    let names = ["${{ secrets.TOKEN }}", "<< pipeline.id >>", "$[[ inputs.x ]]", "<<<<", "$${{"];
    let cut = names.iter().flat_map(|name| LEFT_OUT.map(|letter| parted(name, letter)));
    for name in names.into_iter().map(str::to_owned).chain(cut) {
        for text in [shell::quote(&name), shell::comment(&name)] {
            for mark in ["${{", "<<", "$[["] {
                assert!(!text.contains(mark), "a CI service would replace {mark} in {text}");
            }
        }
    }
    for name in ["${{ secrets.TOKEN }}".to_owned(), parted("${{ secrets.TOKEN }}", '\u{1}')] {
        let value = yaml::github(&name);
        let rest = value.replace("${{ '${{' }}", "");
        assert!(!rest.contains("${{"), "the only expression left is the mark itself: {value}");
    }
}

#[test]
fn a_plain_name_stays_bare() {
    for name in ["billing-api", "acme/shop", "./dist", "web@1.4.2+77"] {
        assert_eq!(shell::quote(name), name, "quotes only where a shell needs them");
    }
    for name in ["billing-api", "acme/shop", "main"] {
        assert_eq!(yaml::quote(name), name, "quotes only where YAML needs them");
    }
    for word in ["no", "NULL", "1.0", "~", "", "on", "- a", "a: b", "a #b"] {
        assert!(yaml::quote(word).starts_with('"'), "YAML would read {word} as something else");
    }
}

#[test]
fn cleaning_takes_what_is_to_be_left_out_and_nothing_else() {
    assert_eq!(clean::lines("a\r\nb\rc\td\u{a0}é😀\u{200d}"), "a\nb\nc\td\u{a0}é😀\u{200d}");
    for letter in LEFT_OUT {
        let text = format!("a{letter}b");
        assert_eq!(clean::lines(&text), "ab", "{letter:?}");
        assert!(["ab", "a b"].contains(&&*clean::line(&text)), "{letter:?}");
    }
}

proptest! {
    #[test]
    fn what_is_clean_stays_as_it_is(text in "\\PC*|[\\s\\S]{0,24}") {
        let lines = clean::lines(&text).into_owned();
        prop_assert_eq!(&*clean::lines(&lines), &lines);
        let line = clean::line(&text).into_owned();
        prop_assert_eq!(&*clean::line(&line), &line);
        prop_assert_eq!(&*clean::lines(&line), &line, "one line is clean as several, too");
    }

    #[test]
    fn any_name_is_one_word_of_a_shell(name in "\\PC*|[\\s\\S]{0,12}|['\"$`\\\\<>{\\[ \n]{0,12}") {
        let words = shlex::split(&shell::quote(&name));
        prop_assert_eq!(words, Some(vec![readable(&name)]), "one word, whatever is typed");
    }

    #[test]
    fn a_comment_has_one_line(text in "[\\s\\S]{0,40}") {
        let comment = shell::comment(&text);
        prop_assert!(comment.starts_with('#') && comment.lines().count() == 1, "{comment:?}");
        prop_assert_eq!(shlex::split(&comment), Some(vec![]), "a shell reads nothing in it");
    }

    #[test]
    fn any_name_is_one_scalar_of_yaml(name in "\\PC*|[\\s\\S]{0,12}|[-\"':#{}&*!|>%@` \n]{0,8}") {
        let document = format!("name: {}\nafter: 1\n", yaml::quote(&name));
        let read: std::collections::BTreeMap<String, serde_json::Value> =
            serde_saphyr::from_str(&document).map_err(|it| TestCaseError::fail(it.to_string()))?;
        prop_assert_eq!(&read["name"], &serde_json::Value::from(readable(&name)), "{}", document);
        prop_assert_eq!(&read["after"], &serde_json::Value::from(1));
    }

    #[test]
    fn a_block_of_yaml_holds_the_lines(text in "[\\s\\S]{0,40}|[ \n#:-]{0,8}") {
        let document = format!("{}after: 1\n", yaml::block("run", &text, 0));
        let read: Result<std::collections::BTreeMap<String, serde_json::Value>, _> =
            serde_saphyr::from_str(&document);
        prop_assert!(read.is_ok(), "{document:?} {read:?}");
    }

    #[test]
    fn a_string_of_groovy_ends_where_it_should(text in "[\\s\\S]{0,40}|['\\\\\n]{0,12}") {
        for quoted in [groovy::quote(&text), groovy::lines(&text)] {
            let mark = if quoted.starts_with("'''") { "'''" } else { "'" };
            let inner = &quoted[mark.len()..quoted.len() - mark.len()];
            let mut escaped = false;
            for letter in inner.chars() {
                prop_assert!(escaped || letter != '\'', "a quote ends the string early: {quoted}");
                escaped = !escaped && letter == '\\';
            }
            prop_assert!(!escaped, "the last quote would be escaped: {quoted}");
        }
    }
}
