use super::frames::{self, Frame, FrameSource};
use super::reader::{Place, Reader};
use super::{api_form, munge};
use crate::text::Problem;
use serde_json::{Map, Value};

/// A Sentry event as far as ownership looks at it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// What kind of event it is.
    pub kind: Kind,
    /// The platform, such as `python`; it decides on [`Frame::munged`].
    pub platform: Option<String>,
    /// The name of the SDK, such as `sentry.dart.flutter`.
    pub sdk: Option<String>,
    /// The frames that count, oldest first, as SDKs send them.
    pub frames: Vec<Frame>,
    /// Where the frames come from.
    pub source: FrameSource,
    /// The tags in order; a key can come twice.
    pub tags: Vec<Field>,
    /// The fields of `user` that are strings.
    pub user: Vec<Field>,
    /// The fields of `user.data` that are strings.
    pub user_data: Vec<Field>,
    /// The URL of the request.
    pub url: Option<String>,
}

/// What kind of event it is. Owners are assigned automatically for errors only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// An error, a message or a report of a browser.
    #[default]
    Error,
    /// Something else, such as `transaction` or `feedback`.
    Other(String),
}

/// A name with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name.
    pub key: String,
    /// The text.
    pub value: String,
}

/// An event with what is odd about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The event, as far as it could be read.
    pub event: Event,
    /// What was left out and why. They have no span; the message names the
    /// place.
    pub problems: Vec<Problem>,
}

/// Instantiation
impl Event {
    /// Reads an event's JSON: in the snake-case form in which SDKs send it, or as
    /// Sentry's web API answers with it.
    /// Linear; whatever the JSON, an event comes back.
    #[must_use]
    pub fn read(json: &Value) -> Read {
        let mut reader = Reader::default();
        let event = match json {
            Value::Object(object) if api_form::is_api_form(object) => {
                reader.problems.push(of_api());
                Self::read_object(&api_form::to_sdk_form(object), &mut reader)
            }
            Value::Object(object) => Self::read_object(object, &mut reader),
            other => reader.wrong(Place::Root, "an object", other).unwrap_or_default(),
        };
        Read { event, problems: reader.problems }
    }

    fn read_object(object: &Map<String, Value>, reader: &mut Reader) -> Self {
        let at = |key| Place::Key(&Place::Root, key);
        let kind = match reader.string(object.get("type"), at("type")).as_deref() {
            Some(kind @ ("transaction" | "feedback" | "generic" | "profile" | "replay_event")) => {
                Kind::Other(kind.to_owned())
            }
            _ => Kind::Error,
        };
        let platform = reader.string(object.get("platform"), at("platform"));
        let sdk = reader.object(object.get("sdk"), at("sdk"));
        let sdk =
            sdk.and_then(|sdk| reader.string(sdk.get("name"), Place::Key(&at("sdk"), "name")));
        let request = reader.object(object.get("request"), at("request"));
        let url = request.and_then(|request| {
            reader.string(request.get("url"), Place::Key(&at("request"), "url"))
        });
        let user = reader.object(object.get("user"), at("user"));
        let data =
            user.and_then(|user| reader.object(user.get("data"), Place::Key(&at("user"), "data")));
        let tags = tags(object.get("tags"), reader);
        let (source, frames) = frames::find(object, reader);
        let mut event = Self {
            kind,
            platform: platform.filter(|platform| !platform.is_empty()),
            sdk: sdk.filter(|sdk| !sdk.is_empty()),
            frames,
            source,
            tags,
            user: strings(user),
            user_data: strings(data),
            url,
        };
        event.munge();
        event
    }

    /// The same event of another platform. Its munged paths are made anew.
    #[must_use]
    pub fn with_platform(mut self, platform: impl Into<String>) -> Self {
        self.platform = Some(platform.into()).filter(|platform| !platform.is_empty());
        self.munge();
        self
    }

    /// Makes the paths up that Sentry makes up.
    pub(super) fn munge(&mut self) {
        let (platform, sdk) = (self.platform.as_deref(), self.sdk.as_deref());
        for frame in &mut self.frames {
            frame.munged = platform.and_then(|platform| munge::munge(frame, platform, sdk));
        }
    }
}

fn of_api() -> Problem {
    let text = "This is an event as Sentry's web API answers with it. It is read from its `entries`; \
                what the API leaves out or has changed is not known here.";
    let hint = "The `JSON` of the event's page in Sentry shows it as it was sent.";
    Problem::info("event/api-form", text).hint(hint)
}

/// The tags: pairs, objects of `key` and `value`, or one object. Sentry turns
/// all of them into pairs, and numbers into text, when it takes an event in.
fn tags(value: Option<&Value>, reader: &mut Reader) -> Vec<Field> {
    let place = Place::Key(&Place::Root, "tags");
    if let Some(Value::Object(tags)) = value {
        let tag = |(key, value): (&String, &Value)| {
            let value = tag_text(value, Place::Key(&place, key), reader)?;
            Some(Field { key: key.clone(), value })
        };
        return tags.iter().filter_map(tag).collect();
    }
    let mut tags = Vec::new();
    for (at, tag) in reader.list(value, place).unwrap_or_default().iter().enumerate() {
        let place = Place::Index(&place, at);
        let pair = match tag {
            Value::Null => continue,
            Value::Array(pair) if pair.len() == 2 => Some((&pair[0], &pair[1])),
            Value::Object(tag) => tag.get("key").zip(tag.get("value")),
            _ => None,
        };
        let Some((key, value)) = pair else {
            reader.wrong::<()>(place, "a pair of a key and a value", tag);
            continue;
        };
        let key = match key {
            Value::Null => continue,
            key => tag_text(key, Place::Index(&place, 0), reader),
        };
        let value = tag_text(value, Place::Index(&place, 1), reader);
        tags.extend(key.zip(value).map(|(key, value)| Field { key, value }));
    }
    tags
}

fn tag_text(value: &Value, place: Place, reader: &mut Reader) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(true) => Some("True".to_owned()),
        Value::Bool(false) => Some("False".to_owned()),
        other => reader.wrong(place, "a string", other),
    }
}

fn strings(object: Option<&Map<String, Value>>) -> Vec<Field> {
    let field = |(key, value): (&String, &Value)| {
        Some(Field { key: key.clone(), value: value.as_str()?.to_owned() })
    };
    object.into_iter().flatten().filter_map(field).collect()
}
