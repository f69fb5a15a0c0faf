//! What is planned, in the words of the document.

use super::document::{
    Aside, Mapping, Project, Proof, Question, QuestionOption, Reason, RoutedDifferently, Taken,
};
use crate::projects;

impl From<&projects::Proposal> for Project {
    fn from(project: &projects::Proposal) -> Self {
        Self {
            slug: project.slug.clone(),
            name: project.name.clone(),
            repository: String::new(),
            root: project.place.root.clone(),
            process: project.place.process.clone(),
            platform: project.platform.to_owned(),
            teams: project.teams.clone(),
            confidence: project.confidence,
            reasons: project.reasons.iter().map(Reason::from).collect(),
            mapping: Mapping::from(&project.mapping),
            mappings: project.mappings.iter().map(Mapping::from).collect(),
            rules: project.rules.clone(),
            repository_rules: project.repository_rules.clone(),
            files: project.files,
            proof: Proof::from(&project.proof),
            would_help: project.would_help.clone(),
        }
    }
}

impl From<&crate::routing::Mapping> for Mapping {
    fn from(mapping: &crate::routing::Mapping) -> Self {
        Self { stack_root: mapping.stack_root.clone(), source_root: mapping.source_root.clone() }
    }
}

impl From<&projects::Reason> for Reason {
    fn from(reason: &projects::Reason) -> Self {
        Self {
            principle: reason.principle.id().to_owned(),
            text: reason.text.clone(),
            evidence: reason.evidence.clone(),
        }
    }
}

impl From<&projects::Proof> for Proof {
    fn from(proof: &projects::Proof) -> Self {
        let different = proof.different.iter().map(|it| RoutedDifferently {
            path: it.path.clone(),
            frame: it.frame.clone(),
            before: it.before.clone(),
            after: it.after.clone(),
        });
        let taken = |it: &projects::Taken| Taken { rule: it.rule.clone(), frame: it.frame.clone() };
        Self {
            files: proof.files,
            equal: proof.equal,
            fallback: proof.fallback,
            different: different.collect(),
            unsent: proof.unsent,
            taken: proof.taken.iter().map(taken).collect(),
        }
    }
}

impl From<&projects::Aside> for Aside {
    fn from(aside: &projects::Aside) -> Self {
        let (root, reason) = (aside.root.clone(), aside.reason.clone());
        Self { repository: String::new(), root, reason }
    }
}

impl From<&projects::Question> for Question {
    fn from(question: &projects::Question) -> Self {
        let option = |it: &projects::Choice| QuestionOption {
            label: it.label.clone(),
            effect: it.effect.clone(),
            changes: it.changes.clone(),
        };
        Self {
            repository: String::new(),
            text: question.text.clone(),
            options: question.options.iter().map(option).collect(),
        }
    }
}
