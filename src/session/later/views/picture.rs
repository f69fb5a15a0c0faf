use crate::organization::picture::{About, Form, Item, Picture, Shape};
use crate::session::draw::el;
use crate::session::protocol::{Attribute, Node};

/// A picture of the organization, as elements. Colours are the page's, by class.
pub fn draw(picture: &Picture) -> Node {
    let (width, height) = (picture.width, picture.height);
    el("svg", "picture", picture.items.iter().map(item))
        .with(Attribute::ViewBox, format!("0 0 {width} {height}"))
        .with(Attribute::Width, width.to_string())
        .with(Attribute::Height, height.to_string())
        .with(Attribute::Role, "img")
        .with(Attribute::Label, picture.description.as_str())
}

fn item(item: &Item) -> Node {
    let title = (!item.title.is_empty()).then(|| el("title", "", []).says(item.title.as_str()));
    let group = el("g", "", title.into_iter().chain(item.shapes.iter().map(shape)));
    item.about.iter().fold(group, |group, about| {
        let (name, value) = match about {
            About::Owner(owner) => (Attribute::OfOwner, owner),
            About::Project(project) => (Attribute::OfProject, project),
            About::Path(path) => (Attribute::OfPath, path),
            About::Line(line) => (Attribute::OfLine, line),
        };
        group.with(name, value.as_str())
    })
}

fn shape(Shape { class, form }: &Shape) -> Node {
    match form {
        Form::Rect { x, y, width, height } => el("rect", class, [])
            .with(Attribute::X, x.to_string())
            .with(Attribute::Y, y.to_string())
            .with(Attribute::Width, width.to_string())
            .with(Attribute::Height, height.to_string())
            .with(Attribute::Rx, Form::radius(*width).to_string()),
        Form::Path(data) => el("path", class, []).with(Attribute::Path, data.as_str()),
        Form::Text { x, y, text } => el("text", class, [])
            .with(Attribute::X, x.to_string())
            .with(Attribute::Y, y.to_string())
            .says(text.as_str()),
    }
}
