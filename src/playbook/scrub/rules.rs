//! What rules look for, and what they do with it.

use super::Selector;
use regex::Regex;
use std::borrow::Cow;
use std::sync::OnceLock;

/// An advanced rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What is done.
    pub method: Method,
    /// What is looked for.
    pub kind: Kind,
    /// Where.
    pub source: Selector,
}

/// What is done with what was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// It goes.
    #[default]
    Remove,
    /// Stars instead of its letters.
    Mask,
    /// A hash instead.
    Hash,
    /// `[Filtered]` instead.
    Replace,
}

/// What is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Everything.
    #[default]
    Anything,
    /// Numbers of credit cards.
    CreditCard,
    /// Fields and values that speak of secrets.
    Password,
    /// Internet addresses.
    Ip,
    /// E-mail addresses.
    Email,
    /// UUIDs.
    Uuid,
    /// Keys in PEM form.
    Pem,
    /// Names and passwords in addresses.
    UrlAuth,
    /// Social security numbers of the United States.
    UsSsn,
    /// Names of users in paths.
    UserPath,
    /// Hardware addresses.
    Mac,
    /// Numbers of mobile devices.
    Imei,
    /// Numbers of bank accounts.
    Iban,
}

/// Access
impl Method {
    /// All, with what Sentry's page and its API call them.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Remove, "Remove", "remove"),
        (Self::Mask, "Mask", "mask"),
        (Self::Hash, "Hash", "hash"),
        (Self::Replace, "Replace", "replace"),
    ];

    fn names(self) -> (&'static str, &'static str) {
        Self::ALL.iter().find(|it| it.0 == self).map_or(("", ""), |it| (it.1, it.2))
    }
}

/// Access
impl Kind {
    /// All, with what Sentry's page and its API call them.
    pub const ALL: [(Self, &'static str, &'static str); 13] = [
        (Self::Anything, "Anything", "anything"),
        (Self::CreditCard, "Credit card numbers", "creditcard"),
        (Self::Password, "Password fields", "password"),
        (Self::Ip, "IP addresses", "ip"),
        (Self::Email, "Email addresses", "email"),
        (Self::Uuid, "UUIDs", "uuid"),
        (Self::Pem, "PEM keys", "pemkey"),
        (Self::UrlAuth, "Auth in URLs", "url_auth"),
        (Self::UsSsn, "US social security numbers", "us_ssn"),
        (Self::UserPath, "Usernames in filepaths", "userpath"),
        (Self::Mac, "MAC addresses", "mac"),
        (Self::Imei, "IMEI numbers", "imei"),
        (Self::Iban, "IBANs", "iban"),
    ];

    fn names(self) -> (&'static str, &'static str) {
        Self::ALL.iter().find(|it| it.0 == self).map_or(("", ""), |it| (it.1, it.2))
    }

    /// The pattern over a value, with the group that is replaced; none if there is none.
    pub(super) fn pattern(self) -> Option<(&'static Regex, usize)> {
        static ALL: OnceLock<Vec<(Kind, Regex, usize)>> = OnceLock::new();
        let all = ALL.get_or_init(|| {
            let compile = |&(kind, pattern, group): &(Kind, &str, usize)| {
                Some((kind, Regex::new(pattern).ok()?, group))
            };
            PATTERNS.iter().filter_map(compile).collect()
        });
        all.iter().find(|it| it.0 == self).map(|it| (&it.1, it.2))
    }
}

/// As Sentry's page and its API write the rule.
impl Rule {
    /// `[Remove] [Credit card numbers] from [$error.value]`.
    #[must_use]
    pub fn title(&self) -> String {
        format!(
            "[{}] [{}] from [{}]",
            self.method.names().0,
            self.kind.names().0,
            self.source.text()
        )
    }

    /// Several rules as the field `relayPiiConfig` of a project holds them, as JSON.
    #[must_use]
    pub fn config(rules: &[Self]) -> serde_json::Value {
        let mut specs = serde_json::Map::new();
        let mut places: std::collections::BTreeMap<&str, Vec<String>> =
            std::collections::BTreeMap::new();
        for (at, rule) in rules.iter().enumerate() {
            let redaction = serde_json::json!({ "method": rule.method.names().1 });
            let spec = serde_json::json!({ "type": rule.kind.names().1, "redaction": redaction });
            specs.insert(at.to_string(), spec);
            places.entry(rule.source.text()).or_default().push(at.to_string());
        }
        serde_json::json!({ "rules": specs, "applications": places })
    }
}

/// Whether a name or a value speaks of a secret.
pub(super) fn is_secret(text: &str) -> bool {
    one(&SECRET, "(?i-u:password|secret|passwd|api[-_]key|apikey|auth|credentials|mysql_pwd|privatekey|private[-_]key|token[!-~]*[:=]|^otp$|^two[-_]factor$)")
        .is_some_and(|it| it.is_match(text))
}

/// A bearer's token within a text.
pub(super) fn bearer() -> Option<&'static Regex> {
    one(&BEARER, r"(?-u:\b)(?i-u:Bearer[ \t]+)[^ \t\r\n]+")
}

/// Name and password of an address, of which the default rules replace the password.
pub(super) fn address_password() -> Option<&'static Regex> {
    one(&URL, r"(?-u:\b)((?:[a-z0-9]+:)?//[a-zA-Z0-9%_.-]+:)([a-zA-Z0-9%_.-]+)@")
}

static SECRET: OnceLock<Option<Regex>> = OnceLock::new();
static BEARER: OnceLock<Option<Regex>> = OnceLock::new();
static URL: OnceLock<Option<Regex>> = OnceLock::new();

fn one(cell: &'static OnceLock<Option<Regex>>, pattern: &str) -> Option<&'static Regex> {
    cell.get_or_init(|| Regex::new(pattern).ok()).as_ref()
}

/// Replaces what a pattern finds, or one of its groups.
pub(super) fn replace<'a>(
    regex: &Regex,
    group: usize,
    text: &'a str,
    by: &dyn Fn(&str) -> String,
) -> Cow<'a, str> {
    let mut out = String::new();
    let mut from = 0;
    for found in regex.captures_iter(text) {
        let Some(part) = found.get(group).filter(|part| !part.is_empty()) else { continue };
        out.push_str(&text[from..part.start()]);
        out.push_str(&by(part.as_str()));
        from = part.end();
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

#[rustfmt::skip] // One line per pattern reads as a table.
const PATTERNS: [(Kind, &str, usize); 11] = [
    (Kind::CreditCard, r"(?-u:\b)(?:3[47][0-9]|4[0-9]{3}|5[1-5][0-9][0-9]|65[0-9][0-9]|6011)(?:[- \t\r\n]?[0-9]){12}(?-u:\b)", 0),
    (Kind::Ip, r"(?-u:\b)(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\.){3}(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)(?-u:\b)|(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|(?:[0-9a-fA-F]{1,4}:){1,6}:(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4}){0,5})?", 0),
    (Kind::Email, r"(?-u:\b)[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*\.[a-zA-Z]{2,}(?-u:\b)", 0),
    (Kind::Uuid, r"(?-u:\b)[a-zA-Z0-9]{8}-?[a-zA-Z0-9]{4}-?[a-zA-Z0-9]{4}-?[a-zA-Z0-9]{4}-?[a-zA-Z0-9]{12}(?-u:\b)", 0),
    (Kind::Pem, r"(?s)-----BEGIN[A-Z ]+(?:PRIVATE|PUBLIC) KEY-----[\t ]*\r?\n?(.+?)\r?\n?-----END[A-Z ]+(?:PRIVATE|PUBLIC) KEY-----", 1),
    (Kind::UrlAuth, r"(?-u:\b)(?:[a-z0-9+-]+:)?//([a-zA-Z0-9%_.-]+(?::[a-zA-Z0-9%_.-]+)?)@", 1),
    (Kind::UsSsn, r"(?-u:\b)[0-9]{3}-[0-9]{2}-[0-9]{4}(?-u:\b)", 0),
    (Kind::UserPath, r"(?:(?-u:\b)(?:[a-zA-Z]:[\\/])?(?i-u:users|home|documents and settings)[\\/]|/(?i-u:home|users)/)([^/\\\r\n\x00]+)", 1),
    (Kind::Mac, r"(?-u:\b)(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}(?-u:\b)", 0),
    (Kind::Imei, r"(?-u:\b)[0-9]{2}-?[0-9]{6}-?[0-9]{6}-?[0-9]{1,2}(?-u:\b)", 0),
    (Kind::Iban, r"(?-u:\b)(?:A[DELOTZ]|B[AEFGHIJRY]|C[FGHIMRVYZ]|D[EJKOZ]|E[EGS]|F[IOR]|G[ABEILNQRTW]|H[NRU]|I[ELQRST]|JO|K[MWZ]|L[BCITUVY]|M[ACDEGKLRTUZ]|N[EILO]|P[KLST]|QA|R[OSU]|S[ACEIKMNTV]|T[DGLNR]|UA|V[AG]|XK)[0-9]{2}[a-zA-Z0-9]{11,29}(?-u:\b)", 0),
];
