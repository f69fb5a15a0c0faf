use crate::trace::{Frame, java_path};

/// The path of a frame, as far as code mappings are derived from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameFile {
    /// The path as it is in the frame; of Java, made of the module.
    pub raw: String,
    /// The path as it may be in a repository: with slashes, without a drive and
    /// without a start such as `app:///` or `../`.
    pub normalized: String,
    /// Frames of one bucket share one mapping: the start of their paths.
    pub bucket: String,
    /// Java: the folders of the package's root, with a slash at the end.
    pub package_root: Option<String>,
}

/// Instantiation
impl FrameFile {
    /// The path of a frame; none if Sentry derives nothing from such a frame.
    #[must_use]
    pub fn new(frame: &Frame, platform: Option<&str>) -> Option<Self> {
        if platform == Some("java") {
            return Self::of_module(frame);
        }
        let raw = frame.filename.as_deref()?;
        let path = with_slashes(raw);
        let odd =
            path.starts_with(['[', '<']) || path.contains("http://") || path.contains("https://");
        if odd || extension(&path).is_none() {
            return None;
        }
        let (normalized, removed) = without_prefixes(&path);
        let first = normalized.split('/').next().unwrap_or_default();
        let bucket = match path.starts_with('/') {
            true => format!("/{first}/"),
            false => format!("{removed}{first}"),
        };
        Some(Self { raw: raw.to_owned(), normalized, bucket, package_root: None })
    }

    /// The absolute path of a frame whose file name is bare, as compilers of native
    /// code, .NET and Go report it. Sentry itself derives nothing from such a frame,
    /// but applies mappings to its absolute path where the file name does not begin
    /// with the stack root.
    #[must_use]
    pub fn of_abs_path(frame: &Frame) -> Option<Self> {
        let is_bare = |name: &str| !name.contains(['/', '\\']);
        let raw = frame.abs_path.as_deref().filter(|path| !is_bare(path))?;
        let bare = frame.filename.as_deref().is_none_or(is_bare);
        let munged = frame.munged.as_deref().is_some_and(|path| !path.is_empty());
        if !bare || munged {
            return None;
        }
        let of_path = Frame { filename: Some(raw.to_owned()), ..Frame::default() };
        Self::new(&of_path, None)
    }

    /// Java: at most four parts of the package make the root.
    fn of_module(frame: &Frame) -> Option<Self> {
        let module = frame.module.as_deref().filter(|module| !module.is_empty())?;
        let abs_path = frame.abs_path.as_deref().filter(|path| !path.is_empty())?;
        let path = java_path(module, abs_path)?;
        let package = module.rsplit_once('.').map_or(module, |(package, _)| package);
        let parts: Vec<&str> = package.split('.').collect();
        let is_file = abs_path.contains('.') && !abs_path.contains('$');
        let most = if is_file { 4 } else { parts.len() };
        let root = format!("{}/", parts[..parts.len().min(most)].join("/"));
        Some(Self {
            raw: path.clone(),
            normalized: path,
            bucket: root.clone(),
            package_root: Some(root),
        })
    }
}

/// The extension of a path's file, if it has one.
pub fn extension(path: &str) -> Option<&str> {
    let (before, extension) = path.rsplit_once('.')?;
    (!before.is_empty() && !extension.is_empty()).then_some(extension)
}

/// Backslashes as slashes; then a Windows drive goes.
pub fn with_slashes(path: &str) -> String {
    let slashed = path.replace('\\', "/");
    let drive = path.contains('\\') && slashed.chars().nth(1) == Some(':');
    match slashed.split_once(':') {
        Some((_, rest)) if drive => rest.strip_prefix('/').unwrap_or(rest).to_owned(),
        _ => slashed,
    }
}

/// The path without starts such as `app:///` and `../`, and those starts.
pub fn without_prefixes(path: &str) -> (String, String) {
    let mut rest = path;
    while let Some(shorter) =
        ["app:///", "./", "../", "/"].iter().find_map(|prefix| rest.strip_prefix(prefix))
    {
        rest = shorter;
    }
    (rest.to_owned(), path[..path.len() - rest.len()].to_owned())
}
