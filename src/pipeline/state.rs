use super::config::{Config, Mappings};
use super::finding::Finding;
use super::report::Stop;
use super::{File, Snapshot};
use crate::advice::{self, Setup, advise};
use crate::api::{self, RouteRequest};
use crate::document::CodeownersSettings;
use crate::ownership::codeowners::{self, Dialect, Import, host};
use crate::ownership::people::{self, People};
use crate::ownership::{self, Directory, Parsed, Validation, validate};
use crate::routing::mapping_list::{self, MappingList};
use crate::routing::{Compiled, Mapping, Options, OwnerId, Routing, route};
use crate::text::{Problem, Severity};
use crate::tree::{self, PathId, Paths, ReadOptions, Tree};
use std::path::Path;

/// One state of a repository as it was given: all that is asked about one file or one error.
pub(super) struct Texts {
    pub(super) name: String,
    pub(super) tree: Tree,
    rules: File,
    codeowners: Option<(File, Dialect)>,
    people: People,
    people_file: File,
    pub(super) directory: Directory,
    list: MappingList,
    /// Without a path where mappings stand in the configuration.
    list_file: File,
    /// The path of that configuration, if they do.
    listed_in: Option<String>,
    mappings: Vec<Mapping>,
    listing: Vec<Finding>,
    pub(super) assertions: Option<File>,
}

/// The same with every file routed.
pub(super) struct State {
    pub(super) texts: Texts,
    pub(super) routing: Routing,
    parsed: Parsed,
    /// The CODEOWNERS file as Sentry and as its host read it.
    codeowners: Option<(Import, host::HostRules)>,
}

/// Instantiation
impl Texts {
    /// `listed_in` is the file of the configuration, as far as that lists the mappings.
    pub(super) fn read(
        snapshot: &Snapshot,
        config: &Config,
        listed_in: Option<&str>,
    ) -> Result<Self, Stop> {
        let (paths, listing) = paths(snapshot)?;
        let file = |file: &Option<File>| file.clone().unwrap_or_default();
        let people_file = file(&snapshot.teams);
        let list_file = match &config.mappings {
            Some(Mappings::Listed(all)) => {
                File { path: String::new(), text: mapping_list::print(all) }
            }
            Some(Mappings::File(_)) | None => file(&snapshot.mappings),
        };
        let list = mapping_list::read(&list_file.text);
        let people = people::read(&people_file.text);
        let codeowners = snapshot.codeowners.clone().map(|file| {
            let looks = || CodeownersSettings::default().dialect(&file.text);
            let told = config.host.map(api::Host::dialect);
            let dialect = told.or_else(|| by_place(&file.path)).unwrap_or_else(looks);
            (file, dialect)
        });
        Ok(Self {
            name: snapshot.name.clone(),
            tree: Tree::new(paths),
            rules: file(&snapshot.rules),
            codeowners,
            directory: people.directory(config.project.as_deref().unwrap_or("this project")),
            people,
            people_file,
            mappings: list.mappings(),
            list,
            list_file,
            listed_in: listed_in.map(str::to_owned),
            listing,
            assertions: snapshot.assertions.clone(),
        })
    }
}

/// Whose a CODEOWNERS file is, if it lies in a folder that one host alone looks into.
fn by_place(path: &str) -> Option<Dialect> {
    let is_own = |place: &&str| place.contains('/') && Path::new(path).ends_with(place);
    let mut hosts = Dialect::ALL.into_iter().filter(|it| it.locations().iter().any(is_own));
    hosts.next().filter(|_| hosts.next().is_none())
}

/// Access
impl Texts {
    /// Why Sentry refuses the ownership rules, if it does. Linear in their text.
    pub(super) fn refused(&self) -> Vec<Finding> {
        let File { path, text } = &self.rules;
        let errors = refusal_of(&ownership::parse(text), &self.directory);
        Finding::all(&errors.unwrap_or_default(), text, path)
    }
}

/// The errors for which Sentry refuses rules as a whole; none if it takes them.
fn refusal_of(parsed: &Parsed, directory: &Directory) -> Option<Vec<Problem>> {
    let Validation { problems, answer } = validate(parsed, directory);
    if parsed.accepted() && answer.is_none() {
        return None;
    }
    let said = parsed.problems.iter().chain(&problems);
    Some(said.filter(|it| it.severity == Severity::Error).cloned().collect())
}

/// Instantiation
impl State {
    pub(super) fn read(
        snapshot: &Snapshot,
        config: &Config,
        listed_in: Option<&str>,
    ) -> Result<Self, Stop> {
        let texts = Texts::read(snapshot, config, listed_in)?;
        let parsed = ownership::parse(&texts.rules.text);
        let mut codeowners = texts.codeowners.as_ref().map(|(file, dialect)| {
            let Mapping { stack_root, source_root } =
                texts.mappings.first().cloned().unwrap_or_default();
            let mapping = codeowners::Mapping { stack_root, source_root };
            let (names, directory) = (&texts.people.names, &texts.directory);
            let import = codeowners::import_parts(&file.text, *dialect, &mapping, names, directory);
            (import, host::read(&file.text, *dialect))
        });
        let mut all = parsed.rules.clone();
        all.extend(codeowners.iter_mut().flat_map(|(import, _)| std::mem::take(&mut import.rules)));
        let options = Options { mappings: texts.mappings.clone(), ..Options::default() };
        let routing = route(&texts.tree, Compiled::new(all), options);
        Ok(Self { texts, routing, parsed, codeowners })
    }
}

/// Access
impl State {
    /// What is wrong with all that was read, and what rules do that is likely a mistake.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let Texts { tree, rules, people_file, list_file, .. } = &self.texts;
        let owned =
            self.texts.codeowners.as_ref().map(|(file, _)| file).zip(self.codeowners.as_ref());
        let found = advise(&Setup {
            rules: &rules.text,
            parsed: &self.parsed,
            codeowners: owned.map(|(file, (import, host))| advice::File {
                text: &file.text,
                import,
                host: &host.problems,
            }),
            tree,
            routing: &self.routing,
            directory: &self.texts.directory,
            people: &self.texts.people,
            mappings: &self.texts.list,
        });
        let mut findings = self.texts.listing.clone();
        findings.extend(Finding::all(&found.rules, &rules.text, &rules.path));
        if let Some((File { path, text }, (_, host))) = owned {
            findings.extend(Finding::all(&found.codeowners, text, path));
            findings.extend(Finding::all(&advice::lint_review(host, tree), text, path));
        }
        findings.extend(Finding::all(&found.people, &people_file.text, &people_file.path));
        let of_mappings = Finding::all(&found.mappings, &list_file.text, &list_file.path);
        findings.extend(of_mappings.into_iter().map(|it| match list_file.path.is_empty() {
            true => it.of_key("mappings", self.texts.listed_in.as_deref()),
            false => it,
        }));
        findings
    }

    /// Whether CODEOWNERS names somebody, and nothing says who anybody is.
    pub(super) fn knows_none_of_the_named(&self) -> bool {
        let is_unmapped = |it: &Problem| it.code == "codeowners/unmapped-owner";
        !self.texts.knows_people()
            && self.codeowners.iter().any(|(import, _)| import.problems.iter().any(is_unmapped))
    }

    /// Why Sentry refuses the ownership rules, if it does.
    pub(super) fn refusal(&self) -> Option<String> {
        let errors = refusal_of(&self.parsed, &self.texts.directory)?;
        Some(errors.first().map_or_else(String::new, |it| it.message.clone()))
    }

    pub(super) fn owner(&self, path: PathId) -> Option<OwnerId> {
        self.routing.owner_of(&self.texts.tree, path)
    }

    pub(super) fn owner_name(&self, owner: OwnerId) -> String {
        self.routing.compiled().owners()[owner as usize].to_string()
    }
}

/// Access
impl Texts {
    /// The files of rules that it was made of, which all exist.
    pub(super) fn files(&self) -> Vec<String> {
        let owned = self.codeowners.as_ref().map(|(file, _)| file);
        let all = [Some(&self.rules), owned, Some(&self.people_file), Some(&self.list_file)];
        let named = all.into_iter().flatten().filter(|it| !it.path.is_empty());
        named.map(|it| it.path.clone()).collect()
    }

    /// Whether there is anything that could give a file to somebody.
    pub(super) fn has_rules(&self) -> bool {
        !self.rules.path.is_empty() || self.codeowners.is_some()
    }

    /// Whether anybody is said to exist.
    pub(super) fn knows_people(&self) -> bool {
        !self.people.entries.is_empty()
    }

    /// Where a rule stands, as `file:line`.
    pub(super) fn place(&self, source: &str, line: u32) -> String {
        let owned = self.codeowners.as_ref().map_or("CODEOWNERS", |(file, _)| file.path.as_str());
        let file = if source == "rules" { self.rules.path.as_str() } else { owned };
        format!("{file}:{line}")
    }

    /// The same as a request to the interface, but for the tree.
    pub(super) fn request(&self) -> RouteRequest {
        let mapping = |it: &Mapping| api::Mapping::from(it.clone());
        RouteRequest {
            rules: Some(self.rules.text.clone()),
            codeowners: self.codeowners.as_ref().map(|(file, dialect)| api::Codeowners {
                text: file.text.clone(),
                dialect: (*dialect).into(),
                mapping: self.mappings.first().map(mapping),
                owners: self.people.names.clone(),
            }),
            mappings: Some(self.mappings.iter().map(mapping).collect()),
            platform: None,
        }
    }
}

/// The paths of a state, and what is wrong with its listing.
fn paths(snapshot: &Snapshot) -> Result<(Paths, Vec<Finding>), Stop> {
    if let Some(paths) = &snapshot.paths {
        return Ok((paths.split('\0').filter(|path| !path.is_empty()).collect(), Vec::new()));
    }
    let Some(File { path, text }) = &snapshot.listing else {
        return Err(Stop::new("there are no files to look at"));
    };
    let listing = tree::read(text, &ReadOptions::default());
    if listing.files.is_empty() || listing.sure < 0.5 {
        let stop = Stop::new(format!("{path} is not understood as a list of files"));
        return Err(stop.hint("Give the output of `git ls-files`, or a path a line."));
    }
    let mut findings = Finding::all(&listing.problems, text, path);
    let lines: Vec<&str> = text.lines().collect();
    findings.extend(listing.skipped.iter().take(100).map(|skipped| {
        let line = lines.get(skipped.line as usize - 1).copied().unwrap_or_default();
        let finding =
            Finding::new("tree/skipped-line", Severity::Warning, skipped.reason.message());
        finding.in_file(path).on_line(skipped.line, line)
    }));
    Ok((listing.files, findings))
}
