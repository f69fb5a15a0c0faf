//! What the part that gave the first answer hands over to the whole engine.

use super::{Baseline, Desk, Inputs, read_options};
use crate::document::{Chosen, CodeownersSettings, Settings};
use crate::ownership::Rule;
use crate::routing::{Compiled, Exclusions, Mapping, Options, route};
use crate::session::protocol::{Input, Revisions, TreeOptions, View};
use crate::session::view_state::{ViewState, keep, read_kept};
use crate::tree::Tree;
use serde::{Deserialize, Serialize};

/// All that a desk cannot compute.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Handover {
    revisions: Revisions,
    tree: String,
    tree_options: TreeOptions,
    now: Texts,
    baseline: Texts,
    /// How the baseline was routed, if anything was edited since: code mappings, and whether
    /// lines without owners were passed over.
    before: Option<(Vec<(String, String)>, bool)>,
    explained_problem: Option<(Input, usize)>,
    in_sight: View,
}

/// Texts, in the order of [`Input::ALL`], and what was chosen for them, as the page keeps it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Texts {
    texts: Vec<String>,
    chosen: Vec<u8>,
}

impl Desk {
    /// All that another desk goes on with. Costs a copy of the texts.
    pub fn hand_over(&self) -> Handover {
        let before = self.answer.as_ref().and_then(|answer| answer.edited.as_ref());
        let codeowners = self.baseline.settings.clone();
        let settings = Settings { codeowners, ..Settings::default() };
        let baseline = Chosen { settings, ..Chosen::default() };
        Handover {
            revisions: self.revisions,
            tree: self.tree_text.clone(),
            tree_options: self.tree_options.clone(),
            now: Texts {
                texts: Input::ALL.map(|input| self.inputs.text(input).to_owned()).into(),
                chosen: keep(&self.chosen, &self.view_state),
            },
            baseline: Texts {
                texts: self.baseline.texts.clone().into(),
                chosen: keep(&baseline, &ViewState::default()),
            },
            before: before.map(|edited| packed(edited.kept.options())),
            explained_problem: self.explained_problem,
            in_sight: self.in_sight,
        }
    }

    /// A desk that goes on where another left off.
    pub fn resume(handover: Handover) -> Self {
        let (texts, chosen, _) = handover.baseline.unpacked();
        let settings = chosen.settings.codeowners;
        let rules = read(&texts, &settings).all_rules();
        let baseline = Baseline { rules, texts, settings };
        let (texts, chosen, view_state) = handover.now.unpacked();
        let mut desk = Self {
            revisions: handover.revisions,
            tree_text: handover.tree,
            tree_options: handover.tree_options,
            inputs: read(&texts, &chosen.settings.codeowners),
            chosen,
            view_state,
            baseline,
            explained_problem: handover.explained_problem,
            in_sight: handover.in_sight,
            ..Self::default()
        };
        let listing = crate::tree::read(&desk.tree_text, &read_options(&desk.tree_options));
        let tree = Tree::new(listing.files);
        let by = |rules: &[Rule], options| route(&tree, Compiled::new(rules), options);
        let routing =
            by(&desk.inputs.all_rules(), desk.inputs.options(&desk.chosen.settings.codeowners));
        let before = handover.before.map(|it| by(&desk.baseline.rules, unpacked(it)));
        desk.answer_with(tree, routing, before);
        desk
    }
}

impl Texts {
    fn unpacked(self) -> ([String; Input::ALL.len()], Chosen, ViewState) {
        let mut texts = self.texts.into_iter();
        let texts = Input::ALL.map(|_| texts.next().unwrap_or_default());
        let (chosen, view_state) = read_kept(&self.chosen);
        (texts, chosen, view_state)
    }
}

/// The texts, read.
pub(super) fn read(texts: &[String; Input::ALL.len()], settings: &CodeownersSettings) -> Inputs {
    let mut inputs = Inputs::default();
    for input in Input::ALL {
        inputs.read(input, texts[input as usize].clone(), settings);
    }
    inputs
}

fn packed(options: &Options) -> (Vec<(String, String)>, bool) {
    let roots = |it: &Mapping| (it.stack_root.clone(), it.source_root.clone());
    let pass_over = options.exclusions == Exclusions::PassOver;
    (options.mappings.iter().map(roots).collect(), pass_over)
}

fn unpacked((mappings, pass_over): (Vec<(String, String)>, bool)) -> Options {
    let mapping = |(stack_root, source_root)| Mapping { stack_root, source_root };
    Options {
        mappings: mappings.into_iter().map(mapping).collect(),
        exclusions: if pass_over { Exclusions::PassOver } else { Exclusions::Unown },
    }
}
