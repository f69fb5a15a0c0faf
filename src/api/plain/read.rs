//! Reading plain values into types, by serde's rules.

use super::number;
use super::wrong::{Step, words};
use super::{Plain, Wrong};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer as _, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use std::vec;

/// Readers of integer types, which all are a number within limits.
macro_rules! whole_numbers {
    ($($method:ident $visit:ident $type:ty,)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
            let number = self.whole(<$type>::MIN as f64, <$type>::MAX as f64)?;
            visitor.$visit(number as $type)
        }
    )*};
}

impl Plain {
    fn whole(&self, least: f64, most: f64) -> Result<f64, Wrong> {
        number::whole(self, least, most)
    }
}

impl<'de> Deserializer<'de> for Plain {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(is) => visitor.visit_bool(is),
            Self::Number(number) => match number {
                _ if number.fract() != 0.0 => visitor.visit_f64(number),
                0.0..=18_446_744_073_709_549_568.0 => visitor.visit_u64(number as u64),
                -9_223_372_036_854_775_808.0..0.0 => visitor.visit_i64(number as i64),
                _ => visitor.visit_f64(number),
            },
            Self::Text(text) => visitor.visit_string(text),
            Self::List(_) | Self::Texts(_) => self.deserialize_seq(visitor),
            Self::Object(_) => self.deserialize_map(visitor),
            Self::Odd(_) => Err(Wrong::kind(&words(&visitor), &self)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let Self::Bool(is) = self else { return Err(Wrong::kind("true or false", &self)) };
        visitor.visit_bool(is)
    }

    whole_numbers! {
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64,
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16,
        deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64,
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let Self::Number(number) = self else { return Err(Wrong::kind("a number", &self)) };
        visitor.visit_f64(number)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_string(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let Self::Text(text) = self else { return Err(Wrong::kind("a string", &self)) };
        visitor.visit_string(text)
    }

    /// Null is the same as a field that is not there.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if matches!(self, Self::Null) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self {
            Self::List(list) => read_items(list.into_iter(), visitor),
            Self::Texts(texts) => {
                let items = texts.split('\0').map(|text| Self::Text(text.to_owned()));
                read_items(items, visitor)
            }
            Self::Null
            | Self::Bool(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Object(_)
            | Self::Odd(_) => Err(Wrong::kind("an array", &self)),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let Self::Object(fields) = self else { return Err(Wrong::kind("an object", &self)) };
        visitor.visit_map(Named { fields: fields.into_iter(), value: None })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        self.deserialize_map(visitor)
    }

    /// A variant is its name, or an object with its name and what it holds.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        let names = || {
            let names: Vec<String> = variants.iter().map(|name| format!("`{name}`")).collect();
            names.join(", ")
        };
        match self {
            Self::Text(name) => visitor.visit_enum(Variant { name, value: None }),
            Self::Object(mut fields) if fields.len() == 1 => {
                let (name, value) = fields.remove(0);
                visitor.visit_enum(Variant { name, value: Some(value) })
            }
            Self::Object(_) => {
                Err(Wrong::new(format!("must have one field, which is one of {}", names())))
            }
            Self::Null
            | Self::Bool(_)
            | Self::Number(_)
            | Self::List(_)
            | Self::Texts(_)
            | Self::Odd(_) => Err(Wrong::kind(&format!("one of {}", names()), &self)),
        }
    }

    /// A field that a type does not know.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Wrong> {
        Err(Wrong::no_such_field())
    }

    forward_to_deserialize_any! { char bytes byte_buf unit unit_struct identifier }
}

fn read_items<'de, V: Visitor<'de>>(
    items: impl Iterator<Item = Plain>,
    visitor: V,
) -> Result<V::Value, Wrong> {
    let mut items = Items { items, at: 0 };
    let value = visitor.visit_seq(&mut items)?;
    match items.items.next() {
        None => Ok(value),
        Some(_) => Err(Wrong::new(format!("must have only {} items", items.at))),
    }
}

struct Items<I> {
    items: I,
    at: usize,
}

impl<'de, I: Iterator<Item = Plain>> SeqAccess<'de> for &mut Items<I> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Wrong> {
        let Some(item) = self.items.next() else { return Ok(None) };
        let value = seed.deserialize(item).map_err(|wrong| wrong.within(Step::Item(self.at)))?;
        self.at += 1;
        Ok(Some(value))
    }
}

struct Named {
    fields: vec::IntoIter<(String, Plain)>,
    value: Option<(String, Plain)>,
}

impl<'de> MapAccess<'de> for Named {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Wrong> {
        let Some((name, value)) = self.fields.next() else { return Ok(None) };
        let key = seed.deserialize(Name(&name)).map_err(|wrong| wrong.at_name(&name))?;
        self.value = Some((name, value));
        Ok(Some(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        let (name, value) = self.value.take().unwrap_or((String::new(), Plain::Null));
        seed.deserialize(value).map_err(|wrong| wrong.within(Step::Field(name)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.fields.len())
    }
}

/// The name of a field: a key of a struct or of a map.
struct Name<'n>(&'n str);

impl Name<'_> {
    fn whole(&self, least: f64, most: f64) -> Result<f64, Wrong> {
        number::whole_name(self.0, least, most)
    }
}

impl<'de> Deserializer<'de> for Name<'_> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_str(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        visitor.visit_enum(self.0.into_deserializer())
    }

    whole_numbers! {
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64,
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16,
        deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64,
    }

    forward_to_deserialize_any! {
        bool f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map
        struct identifier ignored_any
    }
}

struct Variant {
    name: String,
    value: Option<Plain>,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Wrong;
    type Variant = Held;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Held), Wrong> {
        let variant = seed.deserialize(Name(&self.name))?;
        Ok((variant, Held { name: self.name, value: self.value }))
    }
}

/// What a variant holds.
struct Held {
    name: String,
    value: Option<Plain>,
}

impl Held {
    fn read<'de, T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Wrong> {
        let Self { name, value } = self;
        match value {
            Some(value) => seed.deserialize(value).map_err(|wrong| wrong.within(Step::Field(name))),
            None => Err(Wrong::new(format!("`{name}` must be the field of an object"))),
        }
    }
}

impl<'de> VariantAccess<'de> for Held {
    type Error = Wrong;

    fn unit_variant(self) -> Result<(), Wrong> {
        match self.value {
            None | Some(Plain::Null) => Ok(()),
            Some(_) => Err(Wrong::new(format!("`{}` must be a string, not a field", self.name))),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Wrong> {
        self.read(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Wrong> {
        self.read(Visited { visitor, as_list: true })
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        self.read(Visited { visitor, as_list: false })
    }
}

/// A visitor as what reads a value.
struct Visited<V> {
    visitor: V,
    as_list: bool,
}

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for Visited<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        match self.as_list {
            true => value.deserialize_seq(self.visitor),
            false => value.deserialize_map(self.visitor),
        }
    }
}
