use super::Plain;
use serde::de::{Error, Expected, Unexpected};
use std::fmt::{self, Display, Write as _};

/// A value of a wrong kind, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// From the value outwards.
    path: Vec<Step>,
    what: String,
    /// Of a field that is not known: the fields that are.
    known: Option<&'static [&'static str]>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Field(String),
    Item(usize),
}

/// Making
impl Wrong {
    pub(super) fn new(what: impl Into<String>) -> Self {
        Self { path: Vec::new(), what: what.into(), known: None }
    }

    /// `expected` is words for a sentence, such as `a string`.
    pub(super) fn kind(expected: &str, found: &Plain) -> Self {
        Self::new(format!("must be {expected}, not {}", found.kind()))
    }

    pub(super) fn no_such_field() -> Self {
        Self::new("there is no such field")
    }

    /// The same, one step further out.
    pub(super) fn within(mut self, step: Step) -> Self {
        self.path.push(step);
        self
    }

    /// The same at the field, unless the error says already where it is.
    pub(super) fn at_name(self, name: &str) -> Self {
        if self.path.is_empty() { self.within(Step::Field(name.to_owned())) } else { self }
    }
}

/// Telling
impl Wrong {
    /// The path and what is wrong there. `name` is what the outermost value is called;
    /// `taken` are fields of it that are known, but were read before.
    pub(super) fn told(&self, name: &str, taken: &[&str]) -> String {
        let mut text = self.place(name);
        let _ = write!(text, ": {}", self.what);
        if let Some(known) = self.known {
            // Only at the outermost level some were taken before.
            let taken = if self.path.len() == 1 { taken } else { &[] };
            let names: Vec<String> =
                taken.iter().chain(known).map(|name| format!("`{name}`")).collect();
            let _ = match names.len() {
                0 => write!(text, "; nothing can be given here"),
                _ => write!(text, "; there are {}", names.join(", ")),
            };
        }
        text
    }

    /// As one would write it in JavaScript, cut where it is very long.
    fn place(&self, name: &str) -> String {
        const MOST: usize = 12;
        let mut steps = self.path.iter().rev();
        let mut text = String::new();
        // A field of the outermost value goes by its own name, if that can stand alone.
        if !matches!(steps.clone().next(), Some(Step::Field(field)) if is_word(field)) {
            text.push_str(name);
        }
        let count = steps.len();
        let ends = count > MOST;
        for step in steps.by_ref().take(if ends { 8 } else { count }) {
            step.write(&mut text);
        }
        if ends {
            text.push_str(".…");
            steps.skip(count - 11).for_each(|step| step.write(&mut text));
        }
        text
    }
}

impl Step {
    fn write(&self, text: &mut String) {
        let _ = match self {
            Self::Item(at) => write!(text, "[{at}]"),
            Self::Field(name) if is_word(name) && text.is_empty() => write!(text, "{name}"),
            Self::Field(name) if is_word(name) => write!(text, ".{name}"),
            Self::Field(name) => match name.char_indices().nth(LONGEST) {
                Some((end, _)) => write!(text, "[{:?}]", format!("{}…", &name[..end])),
                None => write!(text, "[{name:?}]"),
            },
        };
    }
}

/// Names of more characters are cut.
const LONGEST: usize = 60;

/// Whether a field of this name can be written behind a dot.
fn is_word(name: &str) -> bool {
    name.starts_with(|first: char| !first.is_ascii_digit())
        && name.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '$'))
        && name.chars().nth(LONGEST).is_none()
}

impl Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told("value", &[]))
    }
}

impl std::error::Error for Wrong {}

/// What the derived readers find wrong.
impl Error for Wrong {
    fn custom<T: Display>(message: T) -> Self {
        Self::new(message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Unit | Unexpected::Option => "null".to_owned(),
            Unexpected::Seq => "an array".to_owned(),
            Unexpected::Map | Unexpected::StructVariant => "an object".to_owned(),
            Unexpected::Str(_) => "a string".to_owned(),
            Unexpected::Bool(_) => "a boolean".to_owned(),
            Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => {
                "a number".to_owned()
            }
            other => other.to_string(),
        };
        Self::new(format!("must be {}, not {found}", words(expected)))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(format!("must be {}, not {found}", words(expected)))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::new(format!("must be {}, and has a length of {length}", words(expected)))
    }

    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> Self {
        let names: Vec<String> = expected.iter().map(|name| format!("`{name}`")).collect();
        let found: String = found.chars().take(60).collect();
        Self::new(format!("must be one of {}, not `{found}`", names.join(", ")))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        let wrong = Self { known: Some(expected), ..Self::no_such_field() };
        wrong.within(Step::Field(field.to_owned()))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new("missing, and it is needed").within(Step::Field(field.to_owned()))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new("given twice").within(Step::Field(field.to_owned()))
    }
}

/// What a derived reader expects, in JavaScript's terms.
pub(super) fn words(expected: &dyn Expected) -> String {
    let expected = expected.to_string();
    match expected.as_str() {
        "any valid JSON value" => "a plain value".to_owned(),
        "a sequence" => "an array".to_owned(),
        "a map" => "an object".to_owned(),
        // Integers of the machine, which are narrower in the browser.
        "usize" | "isize" => "a smaller whole number".to_owned(),
        other if other.starts_with("struct ") => "an object".to_owned(),
        _ => expected,
    }
}
