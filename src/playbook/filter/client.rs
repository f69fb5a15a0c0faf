//! The same in SDKs, before anything is sent.

use crate::playbook::Code;

/// A list for an SDK, and what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientList {
    /// What it leaves out.
    pub says: &'static str,
    /// The option.
    pub code: Code,
}

/// Lists that leave an error out before it is sent, for SDKs that have one.
#[must_use]
pub fn client_lists(message: &str) -> Vec<ClientList> {
    let first = message.lines().next().unwrap_or_default();
    let list = |language, says, text| ClientList {
        says,
        code: Code { place: String::new(), language, text },
    };
    vec![
        list(
            "javascript",
            "JavaScript: a text is found anywhere in `type: value`",
            format!("ignoreErrors: [{}],\n", quoted(first)),
        ),
        list(
            "javascript",
            "JavaScript: only this error and no other",
            format!("ignoreErrors: [/^{}$/],\n", expression(first)),
        ),
        list(
            "go",
            "Go: regular expressions, found anywhere in the message",
            format!("IgnoreErrors: []string{{{}}},\n", quoted(&escaped(first))),
        ),
    ]
}

/// A text between double quotes, as JSON, JavaScript and Go have it.
fn quoted(text: &str) -> String {
    let text: String = text.chars().filter(|letter| !letter.is_control()).collect();
    // Line separators end a line in older JavaScript.
    let json = serde_json::Value::from(text).to_string();
    json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// A text as a regular expression that means just this text.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        if letter.is_ascii_punctuation()
            && !matches!(
                letter,
                '_' | '-'
                    | '\''
                    | '"'
                    | ':'
                    | ','
                    | ';'
                    | '<'
                    | '>'
                    | '='
                    | '!'
                    | '@'
                    | '#'
                    | '%'
                    | '&'
                    | '~'
                    | '`'
                    | '/'
            )
        {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// The same within slashes.
fn expression(text: &str) -> String {
    let text = escaped(text).replace('/', "\\/");
    text.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
