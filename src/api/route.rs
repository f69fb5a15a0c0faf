use super::routed::Routed;
use super::{Codeowners, Problem, Rule};
use crate::ownership::Directory;
use crate::tree::Paths;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// The tree of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TreeInput {
    /// A listing in any of the known formats.
    Listing(String),
    /// Paths, taken as they are.
    Paths(Paths),
}

/// By hand, so that an error names the path that is no text.
impl<'de> Deserialize<'de> for TreeInput {
    fn deserialize<D: Deserializer<'de>>(tree: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = TreeInput;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or an array of strings")
            }

            fn visit_str<E>(self, text: &str) -> Result<TreeInput, E> {
                Ok(TreeInput::Listing(text.to_owned()))
            }

            fn visit_string<E>(self, text: String) -> Result<TreeInput, E> {
                Ok(TreeInput::Listing(text))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<TreeInput, A::Error> {
                let mut paths = Paths::default();
                while let Some(path) = list.next_element::<String>()? {
                    paths.push(&path);
                }
                Ok(TreeInput::Paths(paths))
            }
        }

        tree.deserialize_any(Reader)
    }
}

/// What is routed, but for the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct RouteRequest {
    /// Ownership rules.
    pub rules: Option<String>,
    /// A CODEOWNERS file.
    pub codeowners: Option<Codeowners>,
    /// Code mappings: which path a frame of a file carries.
    pub mappings: Option<Vec<Mapping>>,
    /// The project's platform; nothing here depends on it.
    pub platform: Option<String>,
}

/// A code mapping.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Mapping {
    /// What the path in a frame starts with.
    pub stack_root: String,
    /// What the path in the repository starts with instead.
    pub source_root: String,
}

/// A routed tree.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RoutedTree {
    /// How many paths there are.
    pub paths: u32,
    /// Whoever is first in some rule: `#team` or an address.
    pub owners: Vec<String>,
    /// The rules with what they do.
    pub rules: Vec<RuleUse>,
    /// Per path: an index into `owners`, -1 for nobody.
    #[serde(skip)]
    pub owner_of: Vec<i32>,
    /// Per path: an index into `rules`, -1 for none.
    #[serde(skip)]
    pub rule_of: Vec<i32>,
    /// What is wrong with the inputs.
    pub problems: Vec<Problem>,
}

/// A rule with what it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleUse {
    /// The rule.
    #[serde(flatten)]
    pub rule: Rule,
    /// Paths for which it is the one that decides.
    pub wins: u32,
    /// Paths that it matches.
    pub matches: u32,
}

/// Answers for every path, as if an error with one in-app frame came from that file.
/// The cost grows with the tree plus the rules.
#[must_use]
pub fn route_tree(tree: &TreeInput, request: RouteRequest) -> RoutedTree {
    let routed = Routed::new(tree, request, &Directory::default());
    let (tree, routing) = (&routed.tree, &routed.routing);
    let compiled = routing.compiled();
    let uses = compiled.rules().iter().zip(routing.rule_counts());
    RoutedTree {
        paths: tree.len() as u32,
        owners: compiled.owners().iter().map(ToString::to_string).collect(),
        rules: uses
            .map(|(rule, count)| RuleUse {
                rule: rule.into(),
                wins: count.wins,
                matches: count.matches,
            })
            .collect(),
        owner_of: routing.owner_column(tree),
        rule_of: routing.rule_column(tree),
        problems: routed.problems(),
    }
}
