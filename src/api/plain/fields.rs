use super::wrong::Step;
use super::{Plain, Wrong};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The fields of a request, of which some are read before the rest.
#[derive(Debug)]
pub struct Fields {
    fields: Vec<(String, Plain)>,
    taken: Vec<&'static str>,
}

/// Reading
impl Fields {
    pub(super) fn new(fields: Vec<(String, Plain)>) -> Self {
        Self { fields, taken: Vec::new() }
    }

    /// Reads a field that must be there.
    ///
    /// # Errors
    /// If it is missing or of a wrong kind; the text names it.
    pub fn take<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<T, String> {
        let value = self.remove(name).unwrap_or_else(|| Plain::Odd("undefined".to_owned()));
        T::deserialize(value).map_err(|wrong: Wrong| told(wrong, name))
    }

    /// Reads a field that may be absent, or null.
    ///
    /// # Errors
    /// If it is of a wrong kind; the text names it.
    pub fn take_if_any<T: DeserializeOwned>(
        &mut self,
        name: &'static str,
    ) -> Result<Option<T>, String> {
        let value = self.remove(name).unwrap_or(Plain::Null);
        Option::<T>::deserialize(value).map_err(|wrong: Wrong| told(wrong, name))
    }

    /// Reads all other fields as one value.
    ///
    /// # Errors
    /// The first value of a wrong kind, with its path; an unknown or missing field.
    pub fn rest<T: DeserializeOwned>(self) -> Result<T, String> {
        let read = T::deserialize(Plain::Object(self.fields));
        read.map_err(|wrong: Wrong| wrong.told("request", &self.taken))
    }

    fn remove(&mut self, name: &'static str) -> Option<Plain> {
        self.taken.push(name);
        let at = self.fields.iter().position(|(known, _)| known == name)?;
        Some(self.fields.remove(at).1)
    }
}

fn told(wrong: Wrong, name: &str) -> String {
    wrong.within(Step::Field(name.to_owned())).told(name, &[])
}
