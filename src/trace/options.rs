//! What a user can set about reading stack traces.

/// How stack traces are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Prefixes of modules, packages or paths that are the application's own:
    /// the SDKs' `in_app_include` or `inAppIncludes`.
    pub in_app_include: Vec<String>,
    /// Those that are not: `in_app_exclude` or `inAppExcludes`.
    pub in_app_exclude: Vec<String>,
    /// The folder that the application runs in, with no slash at its end. The
    /// usual ones, such as `/app` and `/var/task`, are known.
    pub project_root: Option<String>,
    /// Frames switched by hand.
    pub switched: Vec<Switch>,
}

/// A frame that is made the application's own, or not, by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Switch {
    /// Which frame of the text, from 0: traces in their order, then exceptions,
    /// then frames, oldest first.
    pub frame: usize,
    /// Whether it is.
    pub in_app: bool,
}
