//! The picture as a file.

use super::{Form, Item, Picture, Shape};
use crate::text::clean;
use quick_xml::escape::escape;
use std::fmt::Write;

/// Its own colours: a file has no page around it. Those of teams are the page's.
const STYLE: &str = "\
.picture{font-family:ui-sans-serif,system-ui,'Segoe UI','Helvetica Neue',sans-serif;font-size:13px}\
.paper{fill:#fff}.frame{fill:#f6f4f0;stroke:#dfdbd4}\
.box{fill:#fff;stroke:#8d8799}.box.missing{stroke-dasharray:4 3;fill:#fbfaf8}\
.edge{fill:none;stroke:#8d8799;stroke-width:1.2;stroke-opacity:.55}\
.edge.main{stroke-width:2.2;stroke-opacity:.9}.edge.missing{stroke-dasharray:4 3}\
.mark{fill:#8d8799}.mark.missing{fill:#dfdbd4}\
text{fill:#1f1c28}.name{font-weight:600}.sub,.note,.head{fill:#615c70;font-size:11px}\
.head{font-weight:600}.path{font-weight:400}";

const HUES: [&str; 10] = [
    "#4056c7", "#b0452c", "#1f7a5c", "#9a6b00", "#8a3fa0", "#1c7391", "#a8386f", "#5c7a1f",
    "#6b5344", "#4b6070",
];

/// Writes it. Everything that somebody gave is escaped.
pub fn write(picture: &Picture) -> String {
    let (width, height) = (picture.width, picture.height);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"picture\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title desc\">\n"
    );
    let (title, desc) = (quoted(&picture.title), quoted(&picture.description));
    let _ = writeln!(out, "<title id=\"title\">{title}</title>\n<desc id=\"desc\">{desc}</desc>");
    let _ = write!(out, "<style>{STYLE}");
    for (at, hue) in HUES.iter().enumerate() {
        let _ = write!(out, ".edge.hue-{at}{{stroke:{hue}}}.mark.hue-{at}{{fill:{hue}}}");
    }
    let _ =
        writeln!(out, "</style>\n<rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>");
    for item in &picture.items {
        write_item(item, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

fn write_item(item: &Item, out: &mut String) {
    out.push_str("<g>");
    if !item.title.is_empty() {
        let _ = write!(out, "<title>{}</title>", quoted(&item.title));
    }
    for Shape { class, form } in &item.shapes {
        let class = quoted(class);
        let _ = match form {
            Form::Rect { x, y, width, height } => write!(
                out,
                "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{}\"/>",
                Form::radius(*width)
            ),
            Form::Path(data) => write!(out, "<path class=\"{class}\" d=\"{}\"/>", quoted(data)),
            Form::Text { x, y, text } => {
                write!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", quoted(text))
            }
        };
    }
    out.push_str("</g>\n");
}

/// A text for XML: on one line, clean, then escaped.
fn quoted(text: &str) -> String {
    escape(clean::line(text)).into_owned()
}
