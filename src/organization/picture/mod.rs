//! A picture of the organization: organization, teams, projects, code bases, from left to
//! right.
//!
//! [`Picture`] is laid out once, as plain shapes with classes; [`svg`] writes it as a file
//! of its own, and the page draws the same shapes in its own colours.
//!
//! ```
//! use sentry_general::organization::{Organization, picture};
//!
//! let plan = r#"{"organization": "acme", "projects": [
//!     {"slug": "web", "root": "web", "platform": "javascript-nextjs", "teams": ["shop"]},
//!     {"slug": "api", "root": "api", "platform": "python-django"}]}"#;
//! let svg = picture::svg(&Organization::from_json(plan).unwrap());
//! assert!(svg.contains("#shop") && svg.contains("no team yet"));
//! ```
//!
//! # How it is laid out
//! - A row per project, in the order of repositories, then folders; the folder beside it. Several
//!   processes of one code base share their folder. A frame around folders is a repository.
//! - A team stands as near as can be to the middle of its projects; those that have it first,
//!   as the one with most files, count three times. Its line to these is thicker.
//! - Names too long for their box end in `…`; the whole is in the title that shows when a
//!   pointer rests there. Widths of letters are estimated from above: nothing here can
//!   measure a font.
//!
//! # Odd cases
//! - More than [`MOST`] projects or teams are cut, with a line on how many there are besides.
//! - Projects without a team hang on a box that says so.
//! - The same document always gives the same picture.

mod layout;
mod svg;
mod words;

pub(crate) use words::{beginning, end};

use super::Organization;
pub use layout::MOST;

/// A picture, laid out: in pixels from the upper left corner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// How wide it is.
    pub width: u32,
    /// How high it is.
    pub height: u32,
    /// What it shows, in a few words.
    pub title: String,
    /// What it shows, as a sentence.
    pub description: String,
    /// What is in it; what comes later lies above.
    pub items: Vec<Item>,
}

/// Something in the picture, such as a box with its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// What it is, in full; empty if the picture says it.
    pub title: String,
    /// What it is about: a page lights it up with everything about the same.
    pub about: Vec<About>,
    /// What it is drawn with.
    pub shapes: Vec<Shape>,
}

/// What something in a picture is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// An owner, by name.
    Owner(String),
    /// A project, by slug.
    Project(String),
    /// A file.
    Path(String),
    /// A line of an input, as the page names it.
    Line(String),
}

/// A shape: what it looks like follows from its class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Words from a closed list, parted by blanks, such as `box team hue-3`.
    pub class: String,
    /// Its form and place.
    pub form: Form,
}

/// The form of a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A rectangle.
    Rect {
        /// Its left edge.
        x: u32,
        /// Its upper edge.
        y: u32,
        /// How wide it is.
        width: u32,
        /// How high it is.
        height: u32,
    },
    /// A line, as the data of an SVG path.
    Path(String),
    /// A text.
    Text {
        /// Where it begins.
        x: u32,
        /// Its base line.
        y: u32,
        /// What it says, as it is: not escaped.
        text: String,
    },
}

/// Instantiation
impl Picture {
    /// Lays an organization out. `hue` gives a team's colour, from 0 to 9, where it has one
    /// already; others get the next. Costs the square of the number of teams at worst.
    #[must_use]
    pub fn new(organization: &Organization, hue: impl Fn(&str) -> Option<u32>) -> Self {
        layout::lay_out(organization, &hue)
    }
}

/// Writing
impl Picture {
    /// As an SVG file of its own, in light colours. Everything that somebody gave is escaped.
    #[must_use]
    pub fn to_svg(&self) -> String {
        svg::write(self)
    }
}

impl Form {
    /// How round the corners of a rectangle are: of a thin mark, hardly.
    #[must_use]
    pub fn radius(width: u32) -> u32 {
        if width < 10 { 2 } else { 6 }
    }
}

/// The picture as an SVG file of its own, in light colours.
#[must_use]
pub fn svg(organization: &Organization) -> String {
    Picture::new(organization, |_| None).to_svg()
}
