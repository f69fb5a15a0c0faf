//! What an expression is worth, as far as that is written out.

use super::made_of;
use hcl_edit::expr::{Expression, FuncCall, ObjectKey, Traversal, TraversalOperator};
use hcl_edit::structure::{Block, BlockLabel};
use hcl_edit::template::{Element, Template};
use serde_json::Value;
use std::cell::Cell;
use std::collections::BTreeMap;

/// How many references lead from one to the next.
const MOST_STEPS: u32 = 16;

/// How many values one expression is made of at most, so that references to references can't
/// multiply.
const MOST_VALUES: u32 = 20_000;

/// What expressions may refer to.
pub struct Scope<'b> {
    /// By address: `sentry_team.web`, `data.sentry_team.web`.
    things: BTreeMap<String, &'b Block>,
    /// `var.x` by its default, `local.x`.
    values: BTreeMap<String, &'b Expression>,
    left: Cell<u32>,
}

impl<'b> Scope<'b> {
    pub fn new(blocks: impl Iterator<Item = &'b Block>) -> Self {
        let (mut things, mut values) = (BTreeMap::new(), BTreeMap::new());
        for block in blocks {
            let labels: Vec<&str> = block.labels.iter().map(BlockLabel::as_str).collect();
            match (block.ident.as_str(), labels.as_slice()) {
                ("resource", [kind, name]) => {
                    things.insert(format!("{kind}.{name}"), block);
                }
                ("data", [kind, name]) => {
                    things.insert(format!("data.{kind}.{name}"), block);
                }
                ("variable", [name]) => {
                    let default = block.body.get_attribute("default");
                    values.extend(default.map(|it| (format!("var.{name}"), &it.value)));
                }
                ("locals", []) => {
                    let locals = block.body.attributes();
                    values
                        .extend(locals.map(|it| (format!("local.{}", it.key.as_str()), &it.value)));
                }
                _ => {}
            }
        }
        Self { things, values, left: Cell::new(0) }
    }

    /// What an expression is worth as far as it is known, and whether that is all of it.
    pub fn value(&self, expression: &Expression) -> (Option<Value>, bool) {
        self.left.set(MOST_VALUES);
        let mut whole = true;
        let value = self.worth(expression, 0, &mut whole);
        (value, whole)
    }

    /// The slug that a team or project has.
    pub fn slug(&self, block: &Block) -> Option<String> {
        let mut whole = true;
        self.slug_of(block, 0, &mut whole)
    }

    fn slug_of(&self, block: &Block, step: u32, whole: &mut bool) -> Option<String> {
        match self.attribute(block, "slug", step, whole) {
            Some(Value::String(slug)) => Some(slug),
            // One that is computed is not made of the name.
            None if block.body.has_attribute("slug") => None,
            _ => match self.attribute(block, "name", step, whole)? {
                Value::String(name) => Some(made_of(&name)),
                _ => None,
            },
        }
    }

    fn attribute(&self, block: &Block, key: &str, step: u32, whole: &mut bool) -> Option<Value> {
        let attribute = block.body.get_attribute(key)?;
        self.worth(&attribute.value, step + 1, whole)
    }

    fn worth(&self, expression: &Expression, step: u32, whole: &mut bool) -> Option<Value> {
        let left = self.left.get();
        if left == 0 || step > MOST_STEPS {
            *whole = false;
            return None;
        }
        self.left.set(left - 1);
        let known = match expression {
            Expression::Null(_) => Some(Value::Null),
            Expression::Bool(it) => Some(Value::from(*it.value())),
            Expression::Number(number) => {
                let number = number.value();
                number.as_i64().map(Value::from).or_else(|| number.as_f64().map(Value::from))
            }
            Expression::String(text) => Some(Value::from(text.value().as_str())),
            Expression::Array(items) => {
                let items = items.iter().filter_map(|it| self.worth(it, step, whole));
                return Some(Value::Array(items.collect()));
            }
            Expression::Object(object) => {
                let mut fields = serde_json::Map::new();
                for (key, value) in object {
                    let key = match key {
                        ObjectKey::Ident(name) => Some(name.as_str().to_owned()),
                        ObjectKey::Expression(key) => match self.worth(key, step, whole) {
                            Some(Value::String(key)) => Some(key),
                            _ => None,
                        },
                    };
                    let value = self.worth(value.expr(), step, whole);
                    fields.extend(key.zip(value));
                }
                return Some(Value::Object(fields));
            }
            Expression::StringTemplate(template) => {
                return self.joined(template.iter(), step, whole);
            }
            Expression::HeredocTemplate(heredoc) => {
                let mut heredoc = heredoc.clone();
                heredoc.dedent();
                return self.template(&heredoc.template, step, whole);
            }
            Expression::Parenthesis(inner) => return self.worth(inner.inner(), step, whole),
            Expression::FuncCall(call) => return self.called(call, step, whole),
            Expression::Traversal(way) => return self.referred(way, step, whole),
            Expression::Variable(_)
            | Expression::Conditional(_)
            | Expression::UnaryOp(_)
            | Expression::BinaryOp(_)
            | Expression::ForExpr(_) => None,
        };
        *whole &= known.is_some();
        known
    }

    fn template(&self, template: &Template, step: u32, whole: &mut bool) -> Option<Value> {
        self.joined(template.iter(), step, whole)
    }

    fn joined<'e>(
        &self,
        elements: impl Iterator<Item = &'e Element>,
        step: u32,
        whole: &mut bool,
    ) -> Option<Value> {
        let mut text = String::new();
        for element in elements {
            let part = match element {
                Element::Literal(part) => Some(part.value().clone()),
                Element::Interpolation(part) => match self.worth(&part.expr, step, whole) {
                    Some(Value::String(part)) => Some(part),
                    Some(Value::Number(number)) => Some(number.to_string()),
                    _ => None,
                },
                Element::Directive(_) => None,
            };
            let Some(part) = part else {
                *whole = false;
                return None;
            };
            text.push_str(&part);
        }
        Some(Value::from(text))
    }

    /// Functions that change no value of those that are looked at.
    fn called(&self, call: &FuncCall, step: u32, whole: &mut bool) -> Option<Value> {
        let name = call.name.name.as_str();
        let args: Vec<&Expression> = call.args.iter().collect();
        match (name, args.as_slice()) {
            ("jsonencode" | "toset" | "tolist" | "tomap" | "tostring", [only]) => {
                self.worth(only, step, whole)
            }
            ("trimspace" | "chomp", [only]) => match self.worth(only, step, whole)? {
                Value::String(text) => Some(Value::from(text.trim())),
                _ => None,
            },
            ("join", [with, items]) => {
                let with = self.worth(with, step, whole)?;
                let items = self.worth(items, step, whole)?;
                let items: Option<Vec<&str>> =
                    items.as_array()?.iter().map(Value::as_str).collect();
                Some(Value::from(items?.join(with.as_str()?)))
            }
            _ => {
                *whole = false;
                None
            }
        }
    }

    /// What a reference leads to.
    fn referred(&self, way: &Traversal, step: u32, whole: &mut bool) -> Option<Value> {
        let found = self.found(way, step, whole);
        *whole &= found.is_some();
        found
    }

    fn found(&self, way: &Traversal, step: u32, whole: &mut bool) -> Option<Value> {
        let Expression::Variable(first) = &way.expr else { return None };
        let mut names = vec![first.as_str()];
        for operator in &way.operators {
            match operator.value() {
                TraversalOperator::GetAttr(name) => names.push(name.as_str()),
                TraversalOperator::AttrSplat(_)
                | TraversalOperator::FullSplat(_)
                | TraversalOperator::Index(_)
                | TraversalOperator::LegacyIndex(_) => return None,
            }
        }
        match names.as_slice() {
            [kind @ ("var" | "local"), name, rest @ ..] => {
                let known = self.values.get(&format!("{kind}.{name}"))?;
                let mut value = self.worth(known, step + 1, whole)?;
                for name in rest {
                    value = value.as_object_mut()?.remove(*name)?;
                }
                Some(value)
            }
            ["data", kind, name, key] => {
                self.of_thing(&format!("data.{kind}.{name}"), kind, key, step, whole)
            }
            [kind, name, key] => self.of_thing(&format!("{kind}.{name}"), kind, key, step, whole),
            _ => None,
        }
    }

    fn of_thing(
        &self,
        address: &str,
        kind: &str,
        key: &str,
        step: u32,
        whole: &mut bool,
    ) -> Option<Value> {
        let block = *self.things.get(address)?;
        if ["for_each", "count"].iter().any(|it| block.body.has_attribute(it)) {
            return None;
        }
        if let Some(value) = self.attribute(block, key, step, whole) {
            return Some(value);
        }
        match (kind, key) {
            ("sentry_project" | "sentry_team", "id" | "slug" | "internal_id") => {
                self.slug_of(block, step + 1, whole).map(Value::from)
            }
            ("sentry_organization", "id") => self.attribute(block, "slug", step, whole),
            (
                "sentry_organization_repository" | "sentry_organization_repository_github",
                "id" | "internal_id",
            ) => self.attribute(block, "identifier", step, whole),
            _ => None,
        }
    }
}
