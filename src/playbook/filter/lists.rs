//! The lists behind switches.

/// The entry of Relay's list that makes a user agent a crawler; none if it is not one.
///
/// ```
/// use sentry_general::playbook::filter::crawler;
///
/// assert_eq!(crawler("Mozilla/5.0 (compatible; Googlebot/2.1)"), Some("Googlebot"));
/// assert_eq!(crawler("Slackbot 1.0(+https://api.slack.com/robots)"), None);
/// ```
#[must_use]
pub fn crawler(user_agent: &str) -> Option<&'static str> {
    let agent = user_agent.to_lowercase();
    if let Some((_, rest)) = agent.split_once("slackbot 1.")
        && rest.starts_with(|it: char| it.is_ascii_digit())
    {
        return None;
    }
    let found = NAMES.iter().find(|name| agent.contains(&name.to_lowercase()));
    found.copied().or_else(|| GENERIC.into_iter().find(|word| is_generic(&agent, word)))
}

/// Parts of names, in any case.
const NAMES: [&str; 19] = [
    "Mediapartners-Google",
    "AdsBot-Google",
    "Googlebot",
    "FeedFetcher-Google",
    "BingBot",
    "BingPreview",
    "Baiduspider",
    "Slurp",
    "Sogou",
    "facebook",
    "ia_archiver",
    "Slack",
    "Calypso AppCrawler",
    "pingdom",
    "lyticsbot",
    "AWS Security Scanner",
    "HubSpot Crawler",
    "Bytespider",
    "Better Uptime",
];

/// Ends of names that say what they are.
const GENERIC: [&str; 3] = ["bot", "bots", "spider"];

/// Whether a word is followed by what ends a name.
fn is_generic(agent: &str, word: &str) -> bool {
    agent.match_indices(word).any(|(at, _)| {
        let next = agent[at + word.len()..].chars().next();
        next.is_some_and(|next| next.is_whitespace() || matches!(next, '/' | ';' | ')'))
    })
}

/// Why the filter for local addresses drops an event from a page or server of this address; none
/// if it does not.
///
/// ```
/// use sentry_general::playbook::filter::local;
///
/// assert!(local("http://app.localhost:3000/").is_some());
/// assert!(local("https://localhost.example.com/").is_none());
/// ```
#[must_use]
pub fn local(address: &str) -> Option<&'static str> {
    let (scheme, rest) = address.trim().split_once("://").unwrap_or(("", address.trim()));
    if scheme.eq_ignore_ascii_case("file") {
        return Some("Addresses of files are local.");
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    if matches!(host, "::1" | "[::1]") && scheme.is_empty() {
        return Some("`::1` is this machine.");
    }
    let host = host.split(':').next().unwrap_or_default().to_lowercase();
    let is = |domain: &str| {
        host.strip_suffix(domain).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    if is("localhost") {
        Some("`localhost` and what is below it is local.")
    } else if is("127.0.0.1") {
        Some("`127.0.0.1` is this machine.")
    } else {
        None
    }
}
