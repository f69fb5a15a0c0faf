//! What a pattern of an ownership rule is in CODEOWNERS.

use crate::organization::Project;
use crate::text::clean;

/// The CODEOWNERS patterns for a pattern of an ownership rule, in which the project's
/// stack root stands for its source root.
pub fn patterns(project: &Project, pattern: &str) -> Result<Vec<String>, &'static str> {
    let source = clean::line(&project.mapping.source_root);
    let source = source.trim_matches('/');
    if !is_literal(source) {
        return Err("the source root holds marks of a pattern");
    }
    // Always with a slash before and behind: `/` or `/services/api/`.
    let base = if source.is_empty() { "/".to_owned() } else { format!("/{source}/") };
    let stack = clean::line(&project.mapping.stack_root);
    if pattern.chars().all(|letter| letter == '*') && !pattern.is_empty() {
        return Ok(vec![if base == "/" { "*".to_owned() } else { base }]);
    }
    if let Some(rest) = pattern.strip_prefix("*.").filter(|rest| is_literal(rest)) {
        return match rest.contains('/') {
            true => Err("it looks across folders"),
            false if base == "/" => Ok(vec![format!("*.{rest}")]),
            false => Ok(vec![format!("{base}**/*.{rest}")]),
        };
    }
    // Rules may be written for the repository's own paths, until a code mapping is made.
    let own = pattern.strip_prefix(&base[1..]).filter(|_| base != "/");
    let Some(rest) = own.or_else(|| pattern.strip_prefix(stack.as_ref())) else {
        return Err("it does not begin with the project’s stack root");
    };
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let (folder, last) = rest.rsplit_once('/').map_or(("", rest), |(folder, last)| (folder, last));
    if !is_literal(folder) {
        return Err("it looks across folders");
    }
    let folder = if folder.is_empty() { base } else { format!("{base}{folder}/") };
    if last == "*" {
        return Ok(vec![if folder == "/" { "*".to_owned() } else { folder }]);
    }
    if let Some(ending) = last.strip_prefix('*').filter(|it| it.starts_with('.') && is_literal(it))
    {
        return Ok(vec![format!("{folder}**/*{ending}")]);
    }
    if let Some(beginning) = last.strip_suffix('*').filter(|it| !it.is_empty() && is_literal(it)) {
        return Ok(vec![format!("{folder}{beginning}*"), format!("{folder}{beginning}*/**")]);
    }
    match is_literal(last) && !last.is_empty() {
        true => Ok(vec![format!("{folder}{last}")]),
        false => Err("its wildcard has no like in CODEOWNERS"),
    }
}

/// Whether a text stands for itself in both languages.
fn is_literal(text: &str) -> bool {
    let special = |letter: char| {
        letter.is_whitespace() || letter.is_control() || "*?[]{}!#\\@".contains(letter)
    };
    !text.contains(special) && !text.split('/').any(|part| part == "..")
}
