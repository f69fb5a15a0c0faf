use super::ReadOptions;
use crate::text::Problem;
use crate::text::globs::Globs;
use globset::{Glob, GlobBuilder};

/// Which files stay.
pub trait Sieve {
    /// Whether all do, so that there is nothing to ask.
    fn is_empty(&self) -> bool;

    /// Whether a file does, by its path.
    fn keeps(&self, path: &str) -> bool;
}

/// Makes a sieve of include and exclude globs. A bad one becomes a problem and counts for
/// nothing.
pub type Compile = fn(&ReadOptions, &mut Vec<Problem>) -> Box<dyn Sieve>;

/// The include and exclude globs, compiled.
struct Filter {
    include: Option<Globs>,
    exclude: Option<Globs>,
}

/// Compiles globs.
#[must_use]
pub fn compile(options: &ReadOptions, problems: &mut Vec<Problem>) -> Box<dyn Sieve> {
    Box::new(Filter {
        include: set("include", &options.include, problems),
        exclude: set("exclude", &options.exclude, problems),
    })
}

impl Sieve for Filter {
    fn is_empty(&self) -> bool {
        self.include.is_none() && self.exclude.is_none()
    }

    fn keeps(&self, path: &str) -> bool {
        self.include.as_ref().is_none_or(|set| set.is_match(path))
            && !self.exclude.as_ref().is_some_and(|set| set.is_match(path))
    }
}

/// All files stay.
struct Everything;

/// Takes no globs, for a program that has been given none.
#[must_use]
pub fn no_globs(_: &ReadOptions, _: &mut Vec<Problem>) -> Box<dyn Sieve> {
    Box::new(Everything)
}

impl Sieve for Everything {
    fn is_empty(&self) -> bool {
        true
    }

    fn keeps(&self, _: &str) -> bool {
        true
    }
}

fn set(list: &str, patterns: &[String], problems: &mut Vec<Problem>) -> Option<Globs> {
    let mut all: Vec<Glob> = Vec::new();
    for (index, pattern) in patterns.iter().enumerate() {
        let pattern = pattern.trim();
        if pattern.trim_matches('/').is_empty() {
            continue;
        }
        match globs(pattern) {
            Ok(globs) => all.extend(globs),
            Err(why) => {
                let number = index + 1;
                let message =
                    format!("The {list} glob {number}, `{pattern}`, is not valid: {why}.");
                let hint = "It was ignored. `[`, `{` and `\\` are special; `\\` before one makes it plain.";
                problems.push(Problem::error("tree/bad-glob", message).hint(hint));
            }
        }
    }
    if all.is_empty() {
        return None;
    }
    match Globs::new(&all) {
        Ok(set) => Some(set),
        Err(error) => {
            let message = format!("The {list} globs can't be used together: {}.", error.kind());
            problems.push(Problem::error("tree/bad-glob", message));
            None
        }
    }
}

/// A pattern as globs over whole paths: for itself, and for all below it.
fn globs(pattern: &str) -> Result<Vec<Glob>, String> {
    if pattern.starts_with('!') {
        return Err("a `!` has no meaning here; use the other list".to_owned());
    }
    let name = pattern.trim_end_matches('/');
    let is_folder = name.len() < pattern.len();
    let rooted = match name.strip_prefix('/') {
        Some(rest) => rest.to_owned(),
        None if name.contains('/') => name.strip_prefix("./").unwrap_or(name).to_owned(),
        None => format!("**/{name}"),
    };
    let below = format!("{rooted}/**");
    let wanted = if is_folder { vec![below] } else { vec![rooted, below] };
    let build = |glob: &String| {
        let mut builder = GlobBuilder::new(glob);
        let glob = builder.literal_separator(true).backslash_escape(true).build();
        glob.map_err(|error| error.kind().to_string())
    };
    wanted.iter().map(build).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, path: &str, keeps: bool) {
        let options = ReadOptions { include: vec![pattern.to_owned()], ..ReadOptions::default() };
        let mut problems = Vec::new();
        let filter = compile(&options, &mut problems);
        assert!(problems.is_empty(), "{pattern} is valid: {problems:?}");
        assert_eq!(filter.keeps(path), keeps, "whether {pattern} means {path}");
    }

    #[test]
    fn globs_anchor_as_in_gitignore() {
        check("*.ts", "src/pay/api.ts", true);
        check("docs/", "a/docs/x.md", true);
        check("docs/", "a/docs", false);
        check("docs", "a/docs", true);
        check("/docs", "a/docs/x.md", false);
        check("/docs", "docs/x.md", true);
        check("src/*.ts", "src/a.ts", true);
        check("src/*.ts", "src/pay/a.ts", false);
        check("src/**/*.ts", "src/pay/a.ts", true);
        check("src", "src/pay/a.ts", true);
        check("{a,b}.ts", "src/b.ts", true);
    }
}
