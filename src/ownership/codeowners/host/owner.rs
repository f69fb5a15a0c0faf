use super::Dialect;

/// An owner as a host knows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HostOwner {
    /// What it is, by its form.
    pub kind: OwnerKind,
    /// As written, `@` included, without a strategy.
    pub name: String,
    /// How Bitbucket picks members of a group, as written: `random(2)`.
    pub strategy: Option<String>,
}

/// What an owner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OwnerKind {
    /// `@name`. On GitLab this may also be a group.
    User,
    /// `@organization/team`, or a group of any depth on GitLab.
    Team,
    /// An e-mail address.
    Mail,
    /// GitLab's `@@maintainer` and the like.
    Role,
}

/// Reads one owner; none if the host knows no such form.
pub(super) fn read(word: &str, dialect: Dialect) -> Option<HostOwner> {
    let (name, strategy) = match word.split_once(':') {
        Some((name, strategy)) if dialect == Dialect::Bitbucket => {
            (name, Some(strategy.to_owned()))
        }
        _ => (word, None),
    };
    let kind = match (name.strip_prefix('@'), dialect) {
        (Some(rest), Dialect::Gitlab) if rest.starts_with('@') => role(&rest[1..])?,
        (Some(rest), _) => handle(rest, dialect)?,
        (None, _) => mail(name)?,
    };
    let picks = strategy.is_none() || kind == OwnerKind::Team;
    picks.then(|| HostOwner { kind, name: name.to_owned(), strategy })
}

fn role(name: &str) -> Option<OwnerKind> {
    let stem = name.to_lowercase();
    let known = ["developer", "maintainer", "owner"];
    known.contains(&stem.strip_suffix('s').unwrap_or(&stem)).then_some(OwnerKind::Role)
}

fn handle(rest: &str, dialect: Dialect) -> Option<OwnerKind> {
    let parts: Vec<&str> = rest.split('/').collect();
    let sound = parts.iter().all(|part| {
        let allowed = |c: char| {
            c.is_ascii_alphanumeric()
                || c == '-'
                || c == '_'
                || (c == '.' && dialect != Dialect::Github)
        };
        !part.is_empty() && part.chars().all(allowed)
    });
    match (sound, parts.len(), dialect) {
        (true, 1, _) => Some(OwnerKind::User),
        (true, 2, _) | (true, _, Dialect::Gitlab) => Some(OwnerKind::Team),
        _ => None,
    }
}

fn mail(word: &str) -> Option<OwnerKind> {
    let (name, host) = word.split_once('@')?;
    let named =
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "._%+-".contains(c));
    let hosted = host.contains('.')
        && host
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-'));
    (named && hosted).then_some(OwnerKind::Mail)
}
