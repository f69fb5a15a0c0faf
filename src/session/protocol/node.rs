use super::{Filter, FixReport, Input, View};
use serde::{Deserialize, Serialize};

/// An element of a view. The engine says what there is to see; the page draws elements
/// without knowing what they mean, so that a view costs the page no code.
///
/// Tags and attributes are those of HTML and SVG; texts are texts, never markup.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// The tag; empty for a bare text.
    pub tag: String,
    /// Keeps the element's identity (and with it focus and what is open) while its
    /// siblings change; empty for none.
    pub key: String,
    /// The text; of an element it stands before the children.
    pub text: String,
    /// Attributes.
    pub attributes: Vec<(Attribute, String)>,
    /// What happens when a button is pressed, a field changed or a form sent.
    pub intent: Option<Intent>,
    /// What stands in it.
    pub children: Vec<Node>,
}

macro_rules! attributes {
    ($($(#[$note:meta])* $variant:ident $name:literal,)*) => {
        /// An attribute that a view may set.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "each is the attribute of its name")]
        pub enum Attribute { $($(#[$note])* $variant,)* }

        impl Attribute {
            /// Its name in HTML or SVG.
            #[must_use]
            pub fn name(self) -> &'static str {
                [$($name,)*][self as usize]
            }
        }
    };
}

attributes! {
    Class "class",
    Id "id",
    Title "title",
    Type "type",
    Value "value",
    /// What a field holds until somebody types.
    Default "defaultValue",
    Placeholder "placeholder",
    List "list",
    Selected "selected",
    Checked "checked",
    Disabled "disabled",
    Open "open",
    Href "href",
    Target "target",
    Rel "rel",
    Role "role",
    Label "aria-label",
    Hidden "aria-hidden",
    Pressed "aria-pressed",
    Expanded "aria-expanded",
    Current "aria-current",
    Live "aria-live",
    Scope "scope",
    Sort "aria-sort",
    ColSpan "colspan",
    Autocomplete "autocomplete",
    Spellcheck "spellcheck",
    Min "min",
    Max "max",
    Step "step",
    ViewBox "viewBox",
    Aspect "preserveAspectRatio",
    X "x",
    Y "y",
    Width "width",
    Height "height",
    Path "d",
    Anchor "text-anchor",
    Rx "rx",
    TabIndex "tabindex",
    For "for",
    Name "name",
    Rows "rows",
    Draggable "draggable",
    /// The folder that is dragged with the element.
    Folder "data-folder",
    /// What a picture draws, as JSON.
    Drawing "data-drawing",
    /// What an element does with the picture beside it, such as `png`.
    Picture "data-picture",
    /// The path, owner or line that an element is about: it lights up with others about the same.
    OfPath "data-path",
    OfOwner "data-owner",
    OfLine "data-line",
    OfProject "data-project",
    /// The name of a term in the glossary.
    Term "data-term",
}

/// What the page does when an element is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Intent {
    /// Shows a line of an input.
    GoTo(Input, u32),
    /// Shows a path in the explorer and selects it.
    Reveal(String),
    /// Selects a path in the view that is in sight; empty for the one that was chosen.
    Select(String),
    /// Shows only certain files in the explorer.
    Filter(Filter),
    /// Changes an input, as one step that can be undone.
    Edit(Input, FixReport),
    /// Shows another input.
    Input(Input),
    /// Shows another view.
    View(View),
    /// Shows another view, of what the engine is told in words of its own.
    Look(View, Vec<u8>),
    /// Puts a text on the clipboard.
    Copy(String),
    /// Saves a file: its name, its type, what is in it.
    Save(String, String, String),
    /// Prints what is in sight.
    Print,
    /// Something for the engine, in words of its own; what was typed or chosen goes
    /// with it.
    Do(Vec<u8>),
}
