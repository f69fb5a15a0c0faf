//! Which of several programs of Go are services, and which are helpers of the builders.

use super::super::evidence::{Evidence, Group, Hit, Language, Role, Sign, words};
use super::super::facts::Facts;
use super::super::table::{Id, LIMITS, Names};
use super::makes::{
    ends_of_one_product, generates, is_called_service, make, makes, makes_of_products,
    without_families, writes_something,
};
use crate::tree::FolderId;
use std::collections::{BTreeMap, BTreeSet};

/// So many folders below its module, a program is still one that the module is for.
const NEAR: usize = 3;

/// So many folders for programs in one module are those of as many services.
const SERVICES: usize = 3;

/// Of the programs `inside` a module those that may be more than helpers, by name, deployment and place.
#[inline(never)]
pub(super) fn serving(
    inside: &[FolderId],
    module: FolderId,
    evidence: &Evidence,
    facts: &Facts,
) -> Vec<FolderId> {
    let tree = evidence.tree;
    let has_deployment = |main| has_deployment(main, evidence);
    let of_library = holds_a_package(module, evidence);
    let is_inside = |main: FolderId| {
        std::iter::successors(tree.parent(main), |&it| tree.parent(it))
            .take_while(|&it| it != module && it != 0)
            .any(|it| tree.folder_name(it) == "internal")
    };
    let is_served = |main: FolderId| {
        let name = tree.folder_name(main);
        let role = Role::of(name, false);
        // `setup-cluster` does what it says once.
        let is_task = || {
            let words = words(name);
            words.len() > 1 && Names::get().has("tool", &words[0]) && !role.is_of_application()
        };
        role != Role::Tool
            && !is_task()
            && !(of_library && (generates(name) || is_inside(main)))
            && !writes_something(name)
            || has_deployment(main)
            || evidence.deploys(main, facts.deployed()).is_some()
    };
    // Each service has a folder for its programs: `app/orders/service/cmd/server`.
    let folders: BTreeSet<FolderId> = inside
        .iter()
        .filter(|&&main| is_served(main))
        .filter_map(|&main| commands_of(main, evidence))
        .collect();
    let are_services =
        folders.len() >= SERVICES && folders.iter().all(|&it| tree.parent(it) != Some(module));
    // Deep inside, a program is a helper of the builders, if nothing deploys it; a folder for programs is no level.
    let is_near = |main: FolderId| {
        let in_commands = commands_of(main, evidence).is_some();
        are_services && in_commands
            || tree.depth(main) <= tree.depth(module) + NEAR + usize::from(in_commands)
            || is_deployed(evidence, facts)(&main)
    };
    let mut serving: Vec<FolderId> =
        inside.iter().copied().filter(|&main| is_served(main) && is_near(main)).collect();
    // The only program is what the module is for, though it is called after how it is used.
    if let ([only], true, false) = (inside, serving.is_empty(), of_library)
        && tree.folder_name(*only) == "cli"
    {
        serving.push(*only);
    }
    // The nearest folder around that tells what lies in it, and its group.
    let around = |folder: FolderId| {
        std::iter::successors(tree.parent(folder), |&it| tree.parent(it))
            .take_while(|&it| it != module && it != 0)
            .map(|it| (it, Group::of(tree.folder_name(it))))
            .find(|&(_, group)| group != Group::Unknown)
    };
    // A library's own programs, `internal/hash/cmd/tables`, are helpers; programs of the whole module,
    // `internal/cmd/agent`, are not, nor those of several services, `modules/orders/cmd/api`.
    let of_library = |main: FolderId| {
        let (commands, _) = around(main).filter(|it| it.1 == Group::Commands)?;
        let (libraries, group) = around(commands)?;
        (group == Group::Libraries && tree.parent(commands) != Some(libraries)).then_some(commands)
    };
    let in_libraries: BTreeSet<FolderId> =
        serving.iter().filter_map(|&main| of_library(main)).collect();
    if in_libraries.len() < SERVICES {
        serving.retain(|main| of_library(*main).is_none() || is_deployed(evidence, facts)(main));
    }
    // Where programs have a folder for them, those among libraries are helpers.
    let is_among = |main: FolderId, group| around(main).is_some_and(|it| it.1 == group);
    if serving.iter().any(|&main| is_among(main, Group::Commands)) {
        serving.retain(|&main| !is_among(main, Group::Libraries) || has_deployment(main));
    }
    // Where the module has a folder for its programs, those that lie in one of a package are that package's helpers.
    let own = |main: FolderId| {
        commands_of(main, evidence).is_some_and(|it| tree.parent(it) == Some(module))
    };
    if serving.iter().filter(|&&main| own(main)).count() >= SERVICES {
        let is_helper = |main: FolderId| {
            let package = commands_of(main, evidence).and_then(|it| tree.parent(it));
            package.is_some_and(|it| it != module && tree.parent(it) != Some(module))
                && !is_called_service(main, evidence)
                && !is_deployed(evidence, facts)(&main)
        };
        serving.retain(|&main| !is_helper(main));
    }
    // `orders/orders` and `cmd/orders` are one service.
    let called: BTreeSet<&str> = serving
        .iter()
        .filter(|&&main| commands_of(main, evidence).is_some())
        .map(|&main| tree.folder_name(main))
        .collect();
    let is_again = |main: FolderId| {
        let name = tree.folder_name(main);
        let around = tree.parent(main).map_or("", |it| tree.folder_name(it));
        around == name && called.contains(name)
    };
    serving.retain(|&main| !is_again(main));
    serving
}

/// Whether a module is a package that others import: code of its own right at its top that is no program.
fn holds_a_package(module: FolderId, evidence: &Evidence) -> bool {
    let mut names = evidence.tree.own_files(module).iter().map(|&it| evidence.tree.name_of(it));
    names.clone().any(|it| it.ends_with(".go") && !it.ends_with("_test.go"))
        && !names.any(|it| it == "main.go")
}

/// Of several programs, those of which something tells that they are deployed: their own
/// build, a deployment file of their name, the name of an application; else all of them.
#[inline(never)]
pub(super) fn principal(
    programs: Vec<FolderId>,
    module: FolderId,
    evidence: &Evidence,
    facts: &Facts,
) -> Vec<FolderId> {
    let tree = evidence.tree;
    let name = |folder: FolderId| tree.folder_name(folder);
    let is_named = |&program: &FolderId| is_called_service(program, evidence);
    let deployed: Vec<FolderId> =
        programs.iter().copied().filter(is_deployed(evidence, facts)).collect();
    // Each service keeps its programs in a folder of its own: `app/orders/cmd/api`.
    let commands: BTreeSet<Option<FolderId>> =
        programs.iter().map(|&it| commands_of(it, evidence)).collect();
    if commands.len() >= SERVICES && !commands.contains(&None) {
        return programs;
    }
    // Where most are deployed, the others are, too, by what no file is named after.
    if is_most_deployed(&programs, evidence, facts) {
        return programs;
    }
    let ends = ends_of_one_product(&programs, evidence);
    // One image of all, and none for a program: it is what the image starts.
    let is_built = |hit: &Hit| matches!(evidence.row(hit).id, Id::Image | Id::Host);
    if deployed.is_empty() && evidence.hits_of(module).iter().any(is_built) {
        if !ends.is_empty() {
            return ends;
        }
        let first = programs.iter().copied().find(is_named).or(programs.first().copied());
        return first.into_iter().collect();
    }
    if deployed.len() < 2 {
        // Where one end of a product is deployed, the others are.
        if deployed.len() == 1 && ends.contains(&deployed[0]) {
            return ends;
        }
        if let Some(&program) = programs.iter().find(|&&program| name(program) == "main") {
            return vec![program];
        }
        // Named after its module, it is what the module is for.
        let own = words(name(module)).pop().filter(|_| module != 0);
        let named = |program: &&FolderId| own.is_some() && words(name(**program)).pop() == own;
        if let Some(&program) = programs.iter().find(named) {
            return vec![program];
        }
        // The others are named after it: `mail`, `mail-admin`, `mail-gen`.
        let shortest = programs.iter().min_by_key(|&&program| (name(program).len(), program));
        if let Some(&shortest) = shortest.filter(|_| programs.len() > 1)
            && programs.iter().all(|&program| {
                let rest = name(program).strip_prefix(name(shortest));
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
            })
        {
            return vec![shortest];
        }
    }
    let programs = without_families(programs, evidence);
    // What most are called after is the product, and says that they are of one make.
    let makes = makes(programs.iter().copied(), evidence);
    let ends = makes_of_products(&programs, evidence);
    let product = makes.into_iter().find(|(make, count)| {
        *count > 2 && (count * 3 > programs.len() * 2 || ends.contains_key(make))
    });
    let is_of_product = |&program: &FolderId| {
        product
            .as_ref()
            .is_some_and(|(product, _)| make(program, evidence).as_ref() == Some(product))
    };
    let told: Vec<FolderId> = programs
        .iter()
        .copied()
        .filter(|it| deployed.contains(it) || is_named(it) || is_of_product(it))
        .collect();
    // One name of many says nothing of the others.
    let tells = told.len() > 1 || told.len() == programs.len() || !deployed.is_empty();
    if tells || programs.len() == 2 && !told.is_empty() { told } else { programs }
}

/// The folder for programs that a program lies in, if it lies in one.
fn commands_of(program: FolderId, evidence: &Evidence) -> Option<FolderId> {
    let tree = evidence.tree;
    tree.parent(program).filter(|&it| Group::of(tree.folder_name(it)) == Group::Commands)
}

/// Programs that fill a folder which is neither for commands nor for helpers: `modules/judge`, `modules/graph` and so on.
#[inline(never)]
pub(super) fn row_of_services(programs: &[FolderId], evidence: &Evidence) -> BTreeSet<FolderId> {
    let tree = evidence.tree;
    let mut rows: BTreeMap<FolderId, Vec<FolderId>> = BTreeMap::new();
    for &program in programs {
        if let Some(around) = tree.parent(program).filter(|&it| it != 0) {
            rows.entry(around).or_default().push(program);
        }
    }
    rows.retain(|&around, row| {
        let holds_code = |&it: &FolderId| evidence.sources[it as usize].of(Language::Go) > 0;
        row.len() >= LIMITS.family
            && Group::of(tree.folder_name(around)) != Group::Commands
            && tree.subfolders(around).filter(holds_code).count() == row.len()
    });
    rows.into_values().flatten().collect()
}

/// Programs that are called like what they run: in a `cmd` of each service, `router/cmd/router`, or in one for all, beside a
/// package each, `cmd/orders` and `orders`. With them come those that something deploys. None, where there are not several.
pub(super) fn called_like_services(
    programs: &[FolderId],
    module: FolderId,
    evidence: &Evidence,
    facts: &Facts,
) -> Vec<FolderId> {
    let tree = evidence.tree;
    let is_service = |program: FolderId| {
        let name = tree.folder_name(program);
        let around = commands_of(program, evidence).and_then(|it| tree.parent(it));
        around.is_some_and(|around| {
            let package = || tree.find_subfolder(module, name);
            tree.folder_name(around) == name
                || around == module
                    && package()
                        .is_some_and(|it| evidence.sources[it as usize].of(Language::Go) > 0)
        })
    };
    if programs.iter().filter(|&&it| is_service(it)).count() < SERVICES {
        return Vec::new();
    }
    let is_deployed = is_deployed(evidence, facts);
    programs.iter().copied().filter(|it| is_service(*it) || is_deployed(it)).collect()
}

/// Whether most of several programs are deployed.
pub(super) fn is_most_deployed(programs: &[FolderId], evidence: &Evidence, facts: &Facts) -> bool {
    let deployed = programs.iter().filter(|it| is_deployed(evidence, facts)(it)).count();
    deployed > 1 && deployed * 2 >= programs.len()
}

/// Whether something tells that a program is deployed: its own build, a deployment file of
/// its name, or the folder that it lies in.
#[inline(never)]
pub(super) fn is_deployed<'e>(
    evidence: &'e Evidence<'_>,
    facts: &'e Facts,
) -> impl Fn(&FolderId) -> bool + 'e {
    let tree = evidence.tree;
    move |&program| {
        has_deployment(program, evidence)
            || facts.signals_of(program).any(|signal| signal.id.sign() == Sign::Deploy)
            || evidence.deploys(program, facts.deployed()).is_some()
            || tree.parent(program).is_some_and(|parent| {
                let group = Group::of(tree.folder_name(parent));
                group == Group::Applications
            })
    }
}

/// Whether a file beside it builds, deploys or configures it: `cmd/mailer/mailer.conf`.
fn has_deployment(program: FolderId, evidence: &Evidence) -> bool {
    let tree = evidence.tree;
    let name = tree.folder_name(program);
    let configures = |end| tree.find_own_file(program, &format!("{name}.{end}")).is_some();
    if ["conf", "toml", "yaml", "yml", "ini"].into_iter().any(configures) {
        return true;
    }
    evidence.has_row(program, |row| row.sign == Sign::Deploy)
}
