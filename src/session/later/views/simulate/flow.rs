//! The way of an error as a picture: frames, the rules that they touch, owners, who is told.
//!
//! The sentences, frames and rules around it say the same in words.

use super::Shown;
use crate::organization::picture::{About, Form, Item, Picture, Shape, beginning, end};
use crate::ownership::Owner;
use crate::routing::{Fallthrough, RuleId, Standing};
use crate::session::desk::input_of;
use crate::session::draw::{details, el, save_picture};
use crate::session::later::views::picture;
use crate::session::protocol::{Attribute, Node};
use crate::session::shares::HUES;
use crate::text::numbers::plural;

/// The columns: where each begins, and how wide its boxes are.
const COLUMNS: [(u32, u32); 4] = [(8, 186), (226, 232), (494, 132), (660, 158)];
const HEADS: [&str; 4] = ["Frames", "Rules", "Owners", "Told"];
const WIDTH: u32 = 826;
const BOX: u32 = 38;
const ROW: u32 = 46;
const TOP: u32 = 34;

/// How many frames and rules have boxes of their own.
const MOST: usize = 10;

/// The boxes of a column, from top to bottom.
#[derive(Default)]
struct Column {
    items: Vec<Item>,
}

impl Column {
    /// Adds a box; gives its upper edge.
    fn add(
        &mut self,
        column: usize,
        class: &str,
        name: &str,
        about: &str,
        hue: Option<u32>,
        of: Option<About>,
    ) -> u32 {
        let y = TOP + self.items.len() as u32 * ROW;
        let (x, width) = COLUMNS[column];
        let room = width - 26;
        // Of a path, its end tells it apart.
        let name_shown = if column == 0 { end(name, room) } else { beginning(name, room) };
        let text = |class: &str, y: u32, text: String| Shape {
            class: class.to_owned(),
            form: Form::Text { x: x + 14, y, text },
        };
        let crossed = if class.contains("out") { "name out" } else { "name" };
        let mut shapes = vec![
            Shape { class: class.to_owned(), form: Form::Rect { x, y, width, height: BOX } },
            text(crossed, y + 16, name_shown),
            text("sub", y + 31, beginning(about, room * 6 / 5)),
        ];
        if let Some(hue) = hue {
            let form = Form::Rect { x: x + 4, y: y + 5, width: 4, height: BOX - 10 };
            shapes.push(Shape { class: format!("mark hue-{}", hue % HUES), form });
        }
        self.items.push(Item {
            title: format!("{name}: {about}"),
            about: of.into_iter().collect(),
            shapes,
        });
        y
    }
}

fn edge(class: &str, column: usize, from: u32, to: u32) -> Item {
    let (x1, x2) = (COLUMNS[column].0 + COLUMNS[column].1, COLUMNS[column + 1].0);
    let (y1, y2) = (from + BOX / 2, to + BOX / 2);
    let middle = u32::midpoint(x1, x2);
    let form = Form::Path(format!("M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"));
    Item { shapes: vec![Shape { class: class.to_owned(), form }], ..Item::default() }
}

/// The flow
impl Shown<'_> {
    /// The picture, if any rule touches the error.
    pub(super) fn flow(&self) -> Option<Node> {
        let matching = &self.simulation.matching;
        let (first, _) = matching.first()?;
        let mut columns: [Column; 4] = Default::default();
        let mut edges = Vec::new();
        let [frames, rules, owners, told] = &mut columns;
        let frame_at = self.frame_boxes(frames);
        // Owners of rules that count, each once: those that are suggested, the assignee first.
        let mut owner_at: Vec<(Owner, u32)> = Vec::new();
        let decision = &self.simulation.decision;
        let assignee = decision.assignee.as_ref().map(|it| &it.owner);
        let suggested = decision.suggestions.iter().flat_map(|known| &known.owners);
        for owner in assignee.into_iter().chain(suggested) {
            if owner_at.len() < MOST && owner_at.iter().all(|it| it.0 != *owner) {
                let about = if Some(owner) == assignee { "has the issue" } else { "is suggested" };
                let hue = self.on.answer.place_of(owner);
                let name = owner.to_string();
                let of = Some(About::Owner(name.clone()));
                let y = owners.add(2, "box", &name, about, hue, of);
                owner_at.push((owner.clone(), y));
            }
        }
        if owner_at.is_empty() {
            let about = "no rule gives an owner";
            owners.add(2, "box missing", "nobody", about, None, None);
        }
        for (rule, evidence) in matching.iter().take(MOST) {
            let standing = self.simulation.standing(*rule);
            let y = self.rule_box(rules, *rule, *first, standing);
            let class = match standing {
                Standing::Won => "edge main",
                Standing::Suggested => "edge",
                Standing::Overridden | Standing::PassedOver => "edge missing",
            };
            let mut from: Vec<u32> =
                evidence.frames().iter().map(|&at| frame_at(Some(at))).collect();
            if from.is_empty() {
                from.push(frame_at(None));
            }
            from.dedup();
            edges.extend(from.into_iter().map(|from| edge(class, 0, from, y)));
            if matches!(standing, Standing::Won | Standing::Suggested) {
                let of = decision.suggestions.iter().filter(|known| known.rule == *rule);
                for owner in of.flat_map(|known| &known.owners) {
                    let to = owner_at.iter().find(|it| it.0 == *owner);
                    let hue = self.on.answer.place_of(owner).unwrap_or_default() % HUES;
                    let class = format!("{class} hue-{hue}");
                    edges.extend(to.map(|to| edge(&class, 1, y, to.1)));
                }
            }
        }
        let left = matching.len().saturating_sub(MOST);
        if left > 0 {
            let more = plural(left as u32, "more rule", "more rules");
            rules.add(1, "box missing", &more, "overridden, too", None, None);
        }
        self.told_boxes(told, &owner_at, &mut edges);
        let rows = columns.iter().map(|column| column.items.len()).max().unwrap_or_default() as u32;
        let heads = HEADS.iter().zip(COLUMNS).map(|(head, (x, _))| {
            let form = Form::Text { x, y: 18, text: (*head).to_owned() };
            Item { shapes: vec![Shape { class: "head".into(), form }], ..Item::default() }
        });
        let items = heads.chain(edges).chain(columns.into_iter().flat_map(|it| it.items)).collect();
        let title = format!("The way of {}", self.case.title);
        let description = title.clone();
        let picture =
            Picture { width: WIDTH, height: TOP + rows * ROW + 8, title, description, items };
        let [svg, png] = save_picture();
        let drawn = el("div", "scroll", [picture::draw(&picture)]).with(Attribute::TabIndex, "0");
        let body = [drawn, el("p", "saving", [svg, png])];
        Some(
            details("flow", "The path as a picture", [el("figure", "", body)])
                .with(Attribute::Open, ""),
        )
    }

    /// A box for each frame that a rule matches, the newest first, and one for the others; gives where
    /// a frame's box is, and that of the event itself.
    fn frame_boxes(&self, column: &mut Column) -> impl Fn(Option<usize>) -> u32 + use<> {
        let all = &self.case.event.frames;
        let mut touched: Vec<usize> =
            self.simulation.matching.iter().flat_map(|it| it.1.frames()).collect();
        touched.sort_unstable_by(|a, b| b.cmp(a));
        touched.dedup();
        let by_event = self.simulation.matching.iter().any(|it| it.1.frames().is_empty());
        let mut at: Vec<(Option<usize>, u32)> = Vec::new();
        for &frame in touched.iter().take(MOST) {
            let data = &all[frame];
            let path = data.filename.as_deref().or(data.abs_path.as_deref()).unwrap_or("?");
            let about = format!("{}. {}", frame + 1, data.function.as_deref().unwrap_or("?"));
            let file = self.links[frame].file.map(|file| self.on.answer.tree.paths().get(file));
            let of = file.map(|file| About::Path(file.to_owned()));
            at.push((Some(frame), column.add(0, "box", path, &about, None, of)));
        }
        if by_event {
            at.push((
                None,
                column.add(0, "box", "The event itself", "its URL or tags", None, None),
            ));
        }
        let rest = all.len().saturating_sub(touched.len().min(MOST));
        let others = if rest > 0 {
            let words = plural(rest as u32, "other frame", "other frames");
            let about = if touched.len() > MOST { "some touch rules" } else { "touch no rule" };
            column.add(0, "box missing", &words, about, None, None)
        } else {
            TOP
        };
        move |frame| at.iter().find(|it| it.0 == frame).map_or(others, |it| it.1)
    }

    fn rule_box(
        &self,
        column: &mut Column,
        rule: RuleId,
        first: RuleId,
        standing: Standing,
    ) -> u32 {
        let data = self.simulation.rule(rule);
        let place = |rule: RuleId| {
            let data = self.simulation.rule(rule);
            if self.is_own {
                format!("line {}", data.line)
            } else {
                input_of(data.source).place(data.line)
            }
        };
        let (class, about) = match standing {
            Standing::Won if data.owners.is_empty() => {
                ("box won", "decides, and names nobody".to_owned())
            }
            Standing::Won => ("box won", "decides".to_owned()),
            Standing::Suggested => ("box", "is suggested, too".to_owned()),
            Standing::Overridden => ("box missing out", format!("overridden by {}", place(first))),
            Standing::PassedOver => {
                ("box missing out", "names nobody who can own issues".to_owned())
            }
        };
        let about = format!("{}, {about}", place(rule));
        let of = (!self.is_own).then(|| About::Line(input_of(data.source).about(data.line)));
        column.add(1, class, &data.matcher.to_string(), &about, None, of)
    }

    fn told_boxes(&self, column: &mut Column, owners: &[(Owner, u32)], edges: &mut Vec<Item>) {
        let decision = &self.simulation.decision;
        let alert = self.on.settings.simulation.alert.trim();
        if !alert.is_empty() {
            column.add(3, "box", alert, "the alert names them", None, None);
            return;
        }
        for notified in &decision.notified {
            let hue = self.on.answer.place_of(&notified.owner);
            let about = "an alert to issue owners";
            let name = notified.owner.to_string();
            let of = Some(About::Owner(name.clone()));
            let y = column.add(3, "box", &name, about, hue, of);
            if let Some((_, from)) = owners.iter().find(|it| it.0 == notified.owner) {
                let class = format!("edge main hue-{}", hue.unwrap_or_default() % HUES);
                edges.push(edge(&class, 2, *from, y));
            }
        }
        let (who, about) = match decision.fallthrough {
            None => return,
            Some(Fallthrough::AllMembers) => ("all members", "there are no owners"),
            Some(Fallthrough::ActiveMembers) => ("recently active members", "there are no owners"),
            Some(Fallthrough::NoOne) => ("nobody", "there are no owners"),
        };
        let y = column.add(3, "box missing", who, about, None, None);
        edges.push(edge("edge missing", 2, owners.first().map_or(TOP, |it| it.1), y));
    }
}
