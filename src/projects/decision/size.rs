//! How much code a candidate holds, beside what it is.

use super::super::evidence::{Group, Role, Sign, ends_in};
use super::super::platform::{Platform, Surface};
use super::super::table::{Id, LIMITS};
use super::candidate::Candidate;
use super::weigh::Scales;
use crate::tree::{FolderId, Tree};

impl Scales<'_> {
    /// What its size says for or against it.
    #[inline(never)]
    pub(super) fn add_size(&self, candidate: &mut Candidate) {
        if candidate.surface() == Surface::Game {
            return;
        }
        let below = self.evidence.sources[candidate.root as usize].total();
        let own = candidate.own.total();
        let function = candidate.has(Sign::Function);
        let all = self.repository.sources;
        // What others build of it needs more than a file or two to be an application.
        let brings_recipe = candidate
            .signals
            .iter()
            .any(|signal| matches!(signal.id, Id::Image | Id::Host) && signal.fact.is_none());
        let is_deployed = candidate.is_weighed(Id::NameDeployed) && candidate.has(Sign::Manifest);
        if below == 0 {
            self.add(candidate, Id::NoSources, Vec::new());
        } else if own == 0
            && !function
            && candidate.platform != "elixir"
            && !(candidate.is_manifest_of("rust") && candidate.says(Id::StartLikely))
        {
            self.add(candidate, Id::SourcesInside, Vec::new());
        } else if own < 3
            && !candidate.is_likely_configured()
            && !candidate.starts()
            && !brings_recipe
            && !function
            && !is_deployed
        {
            self.add(candidate, Id::FewSources, Vec::new());
        } else if own * 100 >= all * LIMITS.most {
            // Where nearly all is text, most of the code is no more than a helper.
            if self.repository.prose.is_some() {
                return;
            }
            self.add(candidate, Id::MostSources, self.evidence_of_size(candidate));
        } else if below * 1000 < all * LIMITS.little
            && below < LIMITS.small
            && candidate.role != Role::Application
            && !candidate.is_built()
            && !candidate.says(Id::ImageVariant)
            && !function
            && !is_thin(candidate)
            && !is_host(candidate)
            && !(candidate.group == Group::Commands && candidate.is_manifest_of("rust"))
            && !self.is_job(candidate)
            && candidate.group != Group::Applications
            && !candidate.is_weighed(Id::NameDeployed)
        {
            let shares = candidate.is_go_main() && candidate.says(Id::OneOfPrograms);
            let starts = candidate.says(Id::Main) || candidate.says(Id::OneOfPrograms);
            let id = match (shares, starts) {
                (true, _) => Id::LittleProgram,
                (_, true) => Id::LittleStarts,
                _ => Id::LittleSources,
            };
            self.add(candidate, id, Vec::new());
        }
    }

    /// What its number of files, its share of all files and the number of components say.
    #[inline(never)]
    pub(super) fn add_share(&self, candidate: &mut Candidate) {
        let files_of = |folder: FolderId| u64::from(self.evidence.files[folder as usize]);
        let (files, all) = (files_of(candidate.root), files_of(Tree::ROOT));
        let ids = [
            // The repository itself holds all of it.
            (candidate.root != Tree::ROOT && files * 100 >= all * LIMITS.large_part, Id::LargePart),
            (files * 1000 < all * LIMITS.small_part, Id::SmallPart),
            (files >= LIMITS.many_files, Id::ManyFiles),
            (files < LIMITS.few_files, Id::FewFiles),
            (self.components < LIMITS.few_components, Id::FewComponents),
            (self.components > LIMITS.many_components, Id::ManyComponents),
        ];
        for (_, id) in ids.into_iter().filter(|&(speaks, _)| speaks) {
            self.add(candidate, id, Vec::new());
        }
    }

    /// Whether it is configured as an application and called a job or a worker: such hold little
    /// but what starts them.
    fn is_job(&self, candidate: &Candidate) -> bool {
        let ends = |list| ends_in(self.evidence.tree.folder_name(candidate.named), list);
        candidate.says(Id::Main)
            && (candidate.is_configured() && ends("worker-ends") || ends("runs-on"))
    }

    fn evidence_of_size(&self, candidate: &Candidate) -> Vec<String> {
        if candidate.root == 0 { Vec::new() } else { self.folder(candidate) }
    }
}

/// Whether it is the module of a JVM build that is run, packed for a container or started by a
/// class that is called an application: its code lies in the modules beside it.
pub(super) fn is_thin(candidate: &Candidate) -> bool {
    Platform::family(candidate.platform) == "java"
        && candidate.has(Sign::Manifest)
        && (candidate.is_configured() || is_packed(candidate))
}

/// Whether it is the project of a .NET solution that starts with settings of its own: what it serves may
/// lie in the projects beside it.
fn is_host(candidate: &Candidate) -> bool {
    candidate.platform.starts_with("dotnet")
        && candidate.role != Role::Library
        && candidate.is_configured()
        && candidate.says(Id::Main)
}

/// Whether it is packed for a container of servlets, which then runs it.
pub(super) fn is_packed(candidate: &Candidate) -> bool {
    candidate.signals.iter().any(|signal| signal.path.ends_with("/webapp/WEB-INF/web.xml"))
}
