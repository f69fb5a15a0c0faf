//! What a folder's own name says, and the name of the folder around it.

use super::super::table::Names;

/// What a name promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Something that runs: `api`, `worker`, `web`.
    Application,
    /// Something that ends like one: `cart-service`, `shop-web`.
    LikeApplication,
    /// Something that others build upon: `common`, `core`.
    Library,
    /// Among libraries, the one for a framework of pages, or the components that pages are made of: `packages/svelte`,
    /// `packages/ui`. What it shows by itself is a preview.
    Kit,
    /// Something that its builders use: `migrate`, `codegen`.
    Tool,
    /// What starts the others on a developer's machine.
    Orchestrator,
    /// Other people's software, deployed beside one's own: `postgres`, `nginx`.
    ThirdParty,
    /// Nothing.
    Unknown,
}

/// What the folder around promises of each folder in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Applications: `apps`, `services`.
    Applications,
    /// Libraries: `packages`, `libs`.
    Libraries,
    /// Commands: `cmd`.
    Commands,
    /// Nothing.
    Unknown,
}

/// The words of a name, in lower case: of `cart-serviceAPI`, `cart`, `service`, `api`.
#[must_use]
pub fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous_lower = false;
    let mut open = false;
    for letter in name.chars() {
        if !letter.is_ascii_alphanumeric() {
            open = false;
            previous_lower = false;
            continue;
        }
        if !open || previous_lower && letter.is_ascii_uppercase() {
            words.push(String::new());
        }
        open = true;
        previous_lower = letter.is_ascii_lowercase() || letter.is_ascii_digit();
        if let Some(word) = words.last_mut() {
            word.push(letter.to_ascii_lowercase());
        }
    }
    words
}

/// Whether a list of the table has the last word of a name.
#[must_use]
pub fn ends_in(name: &str, list: &str) -> bool {
    words(name).last().is_some_and(|last| Names::get().has(list, last))
}

/// Whether a list of the table has any word of a name.
#[must_use]
pub fn has_word_in(name: &str, list: &str) -> bool {
    words(name).iter().any(|word| Names::get().has(list, word))
}

impl Role {
    /// What a folder's name promises; `front` says whether its code is for browsers.
    #[must_use]
    pub fn of(name: &str, front: bool) -> Self {
        let names = Names::get();
        let mut words = words(name);
        // `orders-common-v2` is no other kind of thing than the first.
        let is_version =
            |word: &String| word.strip_prefix('v').is_some_and(|it| it.parse::<u8>().is_ok());
        if words.len() > 1 && words.last().is_some_and(is_version) {
            words.pop();
        }
        let Some(last) = words.last().map(String::as_str) else { return Self::Unknown };
        let first = words[0].as_str();
        let alone = words.len() == 1;
        let joined = words.concat();
        if joined.ends_with("apphost") || joined.ends_with("servicedefaults") {
            return Self::Orchestrator;
        }
        // `shop-elastic-search` is what the shop makes of it.
        if names.has("third-party", joined.as_str())
            || !alone && names.has("third-party", words[1..].concat().as_str())
        {
            return Self::ThirdParty;
        }
        if front && alone && names.has("front", last) {
            return Self::Application;
        }
        let tooling =
            names.of("tool-ends").any(|end| last.len() > end.len() + 1 && last.ends_with(end));
        if tooling || names.has("tool", last) || names.has("tool", joined.as_str()) {
            return Self::Tool;
        }
        if names.has("application", joined.as_str()) {
            return Self::Application;
        }
        // `shop-design-system`: only both words say it.
        let pair = words.len() > 1 && names.has("library", &words[words.len() - 2..].concat());
        if pair || names.has("library", last) || !alone && names.has("library-starts", first) {
            return Self::Library;
        }
        if names.has("application", last)
            || names
                .of("application-ends")
                .any(|end| last.len() > end.len() + 2 && last.ends_with(end))
        {
            return Self::LikeApplication;
        }
        if front && names.has("front", last) || !alone && names.has("application-starts", first) {
            return Self::LikeApplication;
        }
        Self::Unknown
    }

    /// Whether it is that of an application, whole or by its end.
    #[must_use]
    pub fn is_of_application(self) -> bool {
        matches!(self, Self::Application | Self::LikeApplication)
    }

    /// What it promises among others of its group: `ui` at the top is an application.
    #[must_use]
    pub fn among(self, group: Group, name: &str) -> Self {
        let is_kit = group == Group::Libraries && Names::get().has("kits", &words(name).concat());
        if is_kit { Self::Kit } else { self }
    }
}

impl Group {
    /// What the name of the folder around promises.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        let names = Names::get();
        let lists = [
            ("among-applications", Self::Applications),
            ("among-libraries", Self::Libraries),
            ("among-commands", Self::Commands),
        ];
        let listed = lists.into_iter().find(|(list, _)| names.has(list, &name));
        // `queue_services`, `nightly-jobs`: what kind they are of stands before.
        let kind = || {
            let last = words(&name).pop().filter(|last| last.ends_with('s') || last == "sdk");
            let kinds = [lists[0], lists[1]].into_iter();
            last.and_then(|last| kinds.into_iter().find(|(list, _)| names.has(list, &last)))
        };
        listed.or_else(kind).map_or(Self::Unknown, |(_, group)| group)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_word_by_word() {
        assert_eq!(words("cart-serviceApi"), ["cart", "service", "api"]);
        assert_eq!(words("Ordering.API"), ["ordering", "api"]);
        assert_eq!(Role::of("Ordering.API", false), Role::LikeApplication);
        assert_eq!(Role::of("checkoutservice", false), Role::LikeApplication);
        assert_eq!(Role::of("client", true), Role::Application);
        assert_eq!(Role::of("client", false), Role::Library);
        assert_eq!(Role::of("db-migrate", false), Role::Tool);
        assert_eq!(Role::of("payments", false), Role::Unknown);
    }
}
