use crate::routing::Mapping;

/// The stack root and source root by which a frame's path becomes a source path,
/// if they overlap at all. `package_root` is that of [`FrameFile`](super::FrameFile).
///
/// Source: `find_roots`.
#[must_use]
pub fn find_roots(
    stack_path: &str,
    source_path: &str,
    package_root: Option<&str>,
) -> Option<Mapping> {
    let rest = stack_path.strip_prefix(['/', '\\']).unwrap_or(stack_path);
    let mut stack_root = stack_path[..stack_path.len() - rest.len()].to_owned();
    let mapping = |stack_root: String, source_root: &str| {
        Some(Mapping { stack_root, source_root: source_root.to_owned() })
    };
    if rest.is_empty() {
        return None;
    }
    if rest == source_path {
        return mapping(stack_root, "");
    }
    if let Some(before) = source_path.strip_suffix(rest) {
        let first = rest.split('/').next().unwrap_or(rest);
        let package = package_root.map_or_else(|| format!("{first}/"), str::to_owned);
        return mapping(format!("{stack_root}{package}"), &format!("{before}{package}"));
    }
    if let Some(before) = rest.strip_suffix(source_path) {
        return mapping(format!("{stack_root}{before}"), "");
    }
    let delimiter = if rest.contains('/') { '/' } else { '\\' };
    let rest = if delimiter == '\\' { rest.replace('\\', "/") } else { rest.to_owned() };
    let mut overlap = rest.as_str();
    for prefix in ["app:///", "../", "./"] {
        while let Some(shorter) = overlap.strip_prefix(prefix) {
            stack_root.push_str(prefix);
            overlap = shorter;
        }
    }
    let mut dropped: Vec<&str> = Vec::new();
    loop {
        if let Some(before) = source_path.strip_suffix(overlap).filter(|_| !overlap.is_empty()) {
            stack_root.push_str(&dropped.join(&delimiter.to_string()));
            if !stack_root.is_empty() && !stack_root.ends_with(delimiter) {
                stack_root.push(delimiter);
            }
            let slash = if before.is_empty() || before.ends_with('/') { "" } else { "/" };
            return mapping(stack_root, &format!("{before}{slash}"));
        }
        let (part, shorter) = overlap.split_once('/')?;
        dropped.push(part);
        overlap = shorter;
    }
}
