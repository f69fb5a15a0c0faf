//! Unity: `Class:Method (args) (at Assets/File.cs:1)`, and without places where the
//! code was made into C++ (IL2CPP). What runs in Mono prints frames as .NET does.
//!
//! The SDK keeps the whole signature as the function.

use crate::trace::draft::{Draft, Input, Order, Reading};
use crate::trace::formats::{Format, scan};
use crate::trace::parse::{Certainty, Exception, Role};
use crate::trace::{Frame, InApp};

/// The format.
pub(crate) struct Unity;

impl Format for Unity {
    fn name(&self) -> &'static str {
        "unity"
    }

    fn title(&self) -> &'static str {
        "Unity"
    }

    fn anchors(&self, line: &str) -> bool {
        line.trim_end().ends_with(')')
            && line.contains([':', '('])
            && (frame(line).is_some() || flattened(line).is_some())
    }

    fn read(&self, input: &Input, at: usize) -> Option<Reading> {
        let mut draft = Draft::default();
        if let Some((message, frames)) = flattened(input.text(at)) {
            return one_line(input, at, message, frames);
        }
        let mut exception = Exception::default();
        let above = at.checked_sub(1).filter(|above| *above >= input.free);
        if let Some(above) = above
            && let Some((name, value)) = super::header(input.text(above))
            && name.ends_with("Exception")
        {
            draft.role(above, Role::Message);
            (exception.ty, exception.value) = (Some(name.to_owned()), Some(value.to_owned()));
        }
        draft.exception(exception);
        let (mut next, mut placed, mut engine) = (at, 0, 0);
        while let Some(frame) = frame(input.text(next)) {
            placed += usize::from(frame.abs_path.is_some());
            engine += usize::from(
                frame.function.as_deref().is_some_and(|name| name.starts_with("UnityEngine.")),
            );
            if frame.abs_path.is_some() {
                draft.strong();
            } else {
                draft.weak();
            }
            draft.frame(input, next, frame);
            next += 1;
        }
        let frames = next - at;
        if placed == 0 && engine == 0 {
            return None;
        }
        let certainty = if frames > 1 { Certainty::Sure } else { Certainty::Guessed };
        draft.ordered(Order::NewestFirst).finish(input, "unity", "csharp", certainty)
    }
}

/// An exception whose frames stand in one line: the console copies its list so. Gives the
/// message and the frames.
fn flattened(line: &str) -> Option<(&str, Vec<Frame>)> {
    let (mut message, mut frames) = ("", Vec::new());
    let mut rest = line.trim();
    while let Some(place) = rest.find(" (at ") {
        let close = place + rest[place..].find(')')?;
        let (head, arguments) = scan::last_group(&rest[..place])?;
        let name = head.trim_end().rsplit(' ').next()?;
        let before = &head[..head.trim_end().len() - name.len()];
        if frames.is_empty() {
            message = before.trim_end();
        } else if !before.trim().is_empty() {
            return None;
        }
        frames.push(frame(&format!("{name} ({arguments}){}", &rest[place..=close]))?);
        rest = rest[close + 1..].trim_start();
    }
    (rest.is_empty() && !message.is_empty()).then_some((message, frames))
}

fn one_line(input: &Input, at: usize, message: &str, frames: Vec<Frame>) -> Option<Reading> {
    let mut draft = Draft::default();
    let mut exception = Exception { value: Some(message.to_owned()), ..Exception::default() };
    if let Some((name, value)) = super::header(message).filter(|(name, _)| super::is_type(name)) {
        (exception.ty, exception.value) = (Some(name.to_owned()), Some(value.to_owned()));
    }
    let sure = exception.ty.is_some() || frames.len() > 1;
    draft.exception(exception);
    for frame in frames {
        draft.frame(input, at, frame);
        draft.strong();
    }
    let certainty = if sure { Certainty::Sure } else { Certainty::Guessed };
    draft.ordered(Order::NewestFirst).finish(input, "unity", "csharp", certainty)
}

/// A frame: a class, a colon or a dot, a method, arguments, and perhaps a place.
fn frame(line: &str) -> Option<Frame> {
    let text = line.trim();
    let (signature, place) = match text.rsplit_once(" (at ") {
        Some((signature, place)) => (signature.trim_end(), Some(place.strip_suffix(')')?)),
        None => (text, None),
    };
    let (name, arguments) = signature.split_once('(')?;
    let name = name.trim_end();
    let plain = |c: char| c.is_alphanumeric() || "._+`<>|:/[],$".contains(c);
    let (class, method) =
        name.rsplit_once(':').or_else(|| name.rsplit_once('.').filter(|_| place.is_some()))?;
    let is_name = |part: &str| part.starts_with(|c: char| c.is_alphabetic() || "_<.".contains(c));
    let sound = arguments.ends_with(')')
        && !arguments.contains(['"', '@'])
        && name.chars().all(plain)
        && is_name(class)
        && is_name(method)
        && !name.contains("::")
        && !name.contains("//");
    if !sound {
        return None;
    }
    let mut frame = Frame {
        function: Some(signature.to_owned()),
        in_app: if is_foreign(class) { InApp::No } else { InApp::Yes },
        ..Frame::default()
    };
    if let Some(place) = place {
        let (path, line) = place.rsplit_once(':')?;
        frame.line = Some(line.parse().ok()?).filter(|line| *line > 0);
        if !path.starts_with('<') {
            frame.filename = path.rsplit(['/', '\\']).next().map(str::to_owned);
            frame.abs_path = Some(path.to_owned());
        }
    }
    Some(frame)
}

/// Source: `InAppExclude` of sentry-unity, over that of sentry-dotnet.
fn is_foreign(class: &str) -> bool {
    ["Unity", "System", "Mono", "Sentry", "Microsoft"]
        .iter()
        .any(|prefix| class.starts_with(prefix))
}
