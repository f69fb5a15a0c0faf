//! The signals: what can speak for or against a project of its own.
//!
//! `script/fit-split --write` writes the weights and the counts; the sentences are what
//! the page gives as reasons.

/// What a signal is about. Of one sign only the strongest signal of a component speaks, where
/// the sign [is a ladder](Sign::LADDERS).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// There is a component, application or library.
    Manifest,
    /// The configuration of a runtime: only an application has it.
    Runtime,
    /// A program starts here.
    Entry,
    /// It is built into something that is deployed.
    Deploy,
    /// It is deployed as functions, one stack for all of them.
    Function,
    /// The owners say that it is a component of its own.
    Declared,
    /// It is published for others to use.
    Library,
    /// It is the roof over several components.
    Workspace,
    /// Its manifest says that it starts, or that it does not.
    Script,
    /// It is written for a platform; says nothing of whether it is deployed.
    Platform,
    /// It runs in a further process beside the one that serves requests.
    Process,
    /// A list of what is built together has it, or leaves it out; only contents tell.
    Member,
    /// What it is built of and what is built of it; only contents tell.
    Use,
    /// It reports to Sentry already; only contents tell.
    Sdk,
    /// What it needs is pinned, as for something that is installed as it is.
    Lock,
    /// It serves a site.
    Served,
    /// It has settings for each place where it runs.
    Environment,
    /// A bundler is set up.
    Bundle,
    /// Files that say more together than each alone, or by none of them being there.
    Pair,
    /// Its own name.
    Name,
    /// The folders around it.
    Place,
    /// How much code it holds.
    Size,
    /// What kind of repository it lies in.
    Repository,
}

/// What sense expects of a weight before anything is counted. The fit keeps to the direction,
/// and starts from the strength: what hardly ever speaks stays near it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// It speaks for a project, and decides it where nothing speaks against it.
    ForStrongly,
    /// It speaks for a project.
    For,
    /// It hints at a project.
    ForWeakly,
    /// It speaks against a project, and all but decides that there is none.
    AgainstStrongly,
    /// It speaks against a project.
    Against,
    /// It is a doubt.
    AgainstWeakly,
    /// It rules a project out, whatever else speaks: a fact, and not fitted.
    Veto,
    /// It has no weight: it is about the platform, or a condition of others.
    Neither,
}

/// One signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which one.
    pub id: Id,
    /// Its name, in data files and in reports of the fit.
    pub name: &'static str,
    /// What it is about.
    pub sign: Sign,
    /// What sense demands of its weight.
    pub expect: Expect,
    /// Hundredths of log-odds that it adds to "this folder gets a project of its own".
    pub weight: i32,
    /// In how many of the repositories that the weights were fitted on it speaks.
    pub spoken: u32,
    /// What it means, as a sentence for the page.
    pub sentence: &'static str,
}

/// The weights in use: those of the table, or others while they are fitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights(Vec<i32>);

macro_rules! signals {
    ($($id:ident $name:literal $sign:ident $expect:ident $weight:literal $spoken:literal $sentence:literal;)*) => {
        /// The signals by name, within a sign the strongest first.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Id {
            $(#[doc = $sentence] $id),*
        }

        /// All signals, in the order of [`Id`].
        pub const TABLE: &[Row] = &[$(Row {
            id: Id::$id,
            name: $name,
            sign: Sign::$sign,
            expect: Expect::$expect,
            weight: $weight,
            spoken: $spoken,
            sentence: $sentence,
        }),*];
    };
}

signals! {
    Prior "prior" Size Neither -285 0 "Most folders with a manifest are no applications.";

    Declared "declared" Declared ForStrongly 435 25 "Its owners declare it as a component of its own.";

    Engine "engine" Runtime ForStrongly 514 16 "It is a game engine's project: the engine's SDK covers all of it.";
    Framework "framework" Runtime ForStrongly 420 240 "Only an application has this framework's configuration.";
    Settings "settings" Runtime ForStrongly 420 344 "Only applications have this configuration.";
    SettingsLikely "settings-likely" Runtime For 277 380 "Applications usually have this; libraries rarely do.";
    SettingsHint "settings-hint" Runtime For 235 69 "This file is more often an application's than a library's.";

    Stack "stack" Function ForStrongly 432 17 "It is deployed as functions: one stack, one project.";
    StackLikely "stack-likely" Function For 85 14 "It looks like a stack of functions.";
    StackHint "stack-hint" Function For 190 6 "It describes what is set up in a cloud.";

    SoleProgram "sole-program" Entry ForStrongly 449 36 "It is the one program of the workspace.";
    OneOfPrograms "one-of-programs" Entry For 369 166 "It is one of several programs that are built of the same code; each runs by itself.";
    Main "main" Entry For 194 317 "A program starts here.";
    Start "start" Entry For 205 574 "A program starts here, to judge by a file's name.";
    StartLikely "start-likely" Entry ForWeakly 173 250 "A program may start here.";
    StartHint "start-hint" Entry Neither 0 0 "A file here is named like a program's start, or a library's.";

    Host "host" Deploy For 123 112 "A host is told how to run it.";
    Image "image" Deploy For 165 651 "It is built into an image of its own.";
    Hosted "hosted" Deploy For 116 36 "A host builds and serves it.";
    ImageVariant "image-variant" Deploy ForWeakly 120 33 "An image is built here.";
    ImageContext "image-context" Deploy ForWeakly 178 36 "It is laid out to be built into an image.";
    DeployHint "deploy-hint" Deploy Neither 0 0 "It is started here in some way.";

    PublicFiles "public-files" Served ForWeakly 135 268 "It serves files of a site, such as its icon.";
    PageTypes "page-types" Served ForWeakly 5 58 "It is set up as a page's program.";
    Environment "environment" Environment ForWeakly 121 118 "It is told by its environment where it runs.";
    Bundler "bundler" Bundle ForWeakly 85 342 "A bundler makes a page of it, or a library for pages.";

    Locked "locked" Lock ForWeakly 5 242 "What it needs is locked to exact versions, as for something that is installed as it is.";

    Runs "runs" Script For 59 327 "Its manifest says how it is run where it is deployed.";
    Serves "serves" Script ForWeakly 90 331 "Its manifest starts it.";
    Exports "exports" Script AgainstWeakly -62 305 "Its manifest exports modules for others and starts nothing.";

    Private "private" Pair ForWeakly 5 472 "Its manifest says that it is not published.";

    Helper "helper" Library Veto -2000 0 "It is built for those who develop it: tests, or what starts the others on a developer's machine.";
    Imported "imported" Library AgainstStrongly -426 77 "It is published to be imported by others.";
    Published "published" Library Against -230 208 "It is published for others to build upon.";
    Built "library" Library Against -84 321 "It is built as a library.";
    NoProgram "no-program" Library Against -173 82 "No program but helpers starts in it: others are built of it.";
    BuiltBeside "library-beside-program" Library AgainstWeakly -5 51 "It is a library beside the program that uses it.";

    LeftOutNamed "left-out-by-name" Member Against -208 12 "The solution has it among what is not shipped.";
    LeftOut "left-out" Member Against -207 53 "It is not listed among what is built together.";

    BuiltUpon "built-upon" Use Against -197 302 "Other components here are built of it.";
    BuiltOfOthers "built-of-others" Use ForWeakly 128 305 "It is built of other components here, and none of them is built of it.";

    Reports "reports" Sdk For 172 166 "It depends on an SDK of Sentry's.";

    ImageAndManifest "image-and-manifest" Pair ForWeakly 109 644 "Its image's recipe and its manifest belong together.";
    ModuleAndMain "module-and-main" Pair ForWeakly 119 64 "The program has a module of its own.";
    PageAndStart "page-and-start" Pair For 132 190 "A page lies beside the program that it loads.";
    StackAndCode "stack-and-code" Pair ForStrongly 420 24 "The code of its functions lies with the stack that runs them.";
    NothingStarts "nothing-starts" Pair Against -177 309 "No file here is named as a program's start is in its language.";
    NoManifest "no-manifest" Pair AgainstWeakly -166 187 "No manifest is here.";

    Prepares "name-prepares" Name Veto -2000 0 "It prepares databases while others are deployed, and ends.";
    Orchestrator "name-orchestrator" Name Veto -2000 0 "It starts the other applications on a developer's machine.";
    NameWhole "name-application-at-top" Name For 332 305 "It lies at the top, and its name is that of an application.";
    NameApplication "name-application" Name For 120 390 "Its name is that of an application.";
    NameLike "name-like-application" Name ForWeakly 150 422 "Its name ends like an application's.";
    NameLibrary "name-library" Name Against -285 570 "Its name is that of a library.";
    NameLibraryRun "name-library-but-runs" Name AgainstWeakly -141 64 "Its name is that of a library, though it is built or started by itself.";
    NameLibraryBuilt "name-library-but-built" Name AgainstWeakly -158 32 "Its name is that of a library, though an image is built of it.";
    NameTool "name-tool" Name Against -118 214 "Its name is that of a tool for developers.";
    NameForeign "name-third-party" Name Against -213 85 "Its name is that of other people's software.";
    NameDeployed "name-deployed" Name ForWeakly 154 363 "A deployment file bears its name.";
    NamedStack "name-stack" Name ForStrongly 493 2 "Code that sets up a cloud bears its name.";
    AmongDeployed "among-deployed" Place For 69 82 "Most programs beside it are deployed by their names.";
    NameNumbered "name-numbered" Name Against -231 10 "It is one of a row of numbered folders: chapters, or steps.";

    AmongApplications "among-applications" Place For 240 173 "It lies in a folder of applications.";
    AmongCommands "among-commands" Place ForWeakly 8 110 "The folder around it is for programs.";
    AmongLibraries "among-libraries" Place Against -160 343 "The folder around it is for libraries.";
    AmongLibrariesNamed "among-libraries-but-named" Place AgainstWeakly -63 110 "The folder around it is for libraries, though its own name is that of an application.";
    InLibrary "in-a-library" Place Against -252 72 "It lies inside a library: a sample or a preview of it.";
    InShells "in-shells" Place Against -207 1 "Shells for several systems lie beside it, and it runs inside each of them.";
    AmongLanguages "among-languages" Place Against -206 14 "The same lies beside it for other languages: SDKs, which run inside others' applications.";
    NativeHalf "native-half" Place AgainstStrongly -657 46 "It is the native half of the package around it.";
    FrontAndBack "front-and-back" Place For 130 118 "A front end and a back end lie side by side.";
    AtTop "starts-at-top" Place ForWeakly 141 363 "A program starts in a folder at the top.";
    NamedAlike "named-alike" Place ForWeakly 141 32 "Several folders beside it are named like applications, too.";
    AmongSiblings "among-siblings" Place ForWeakly 135 467 "Several folders beside it are applications.";
    DeepRuns "deep-but-runs" Place AgainstWeakly -246 27 "It lies deep inside, though it runs by itself.";
    Deep "deep" Place AgainstWeakly -63 132 "It lies deep inside the repository.";

    NoSources "no-sources" Size AgainstStrongly -552 287 "It holds no source files.";
    SourcesInside "sources-inside" Size Against -195 404 "Its source files belong to components inside it.";
    FewSources "few-sources" Size AgainstWeakly -148 451 "It holds only one or two source files.";
    MostSources "most-sources" Size ForWeakly 115 1051 "It holds most of the repository's source files.";
    LittleStarts "little-but-starts" Size AgainstWeakly -194 81 "It holds little of the code, though a program starts here.";
    LittleProgram "little-program" Size AgainstWeakly -97 19 "It is a small program that shares its code with others.";
    LittleSources "little-sources" Size AgainstWeakly -93 283 "It holds hardly any of the repository's source files.";

    LargePart "large-part" Size ForWeakly 47 1051 "It holds a fair share of the repository's files.";
    SmallPart "small-part" Size AgainstWeakly -5 653 "It holds a small part of the repository's files.";
    ManyFiles "many-files" Size ForWeakly 29 1041 "It holds more files than a helper or a part of something has.";
    FewFiles "few-files" Size AgainstWeakly -73 1013 "It holds few files.";

    FewComponents "few-components" Repository ForWeakly 39 984 "The repository has few components, so each is likelier to be an application.";
    ManyComponents "many-components" Repository AgainstWeakly -27 62 "The repository has many components, and of many most are parts of others.";
    WholeImage "whole-image" Repository For 255 47 "The repository is built into an image as a whole.";
    WholeManifest "whole-manifest" Repository ForWeakly 92 861 "The repository's root has a manifest.";
    InLibraries "in-libraries" Repository Against -133 32 "The repository publishes libraries, and nothing in it deploys anything.";
    InInfrastructure "in-infrastructure" Repository AgainstStrongly -476 7 "The repository says how things are set up; its programs help with that.";
    InProse "in-prose" Repository Against -278 17 "The repository is there to be read; its programs help with that.";
    Layer "layer" Repository Against -186 89 "Another module of its build is what runs; this one is a layer of it, or helps with it.";
    ShipsElsewhere "ships-elsewhere" Repository Against -193 51 "Another module is the app that is shipped.";

    Manifest "manifest" Manifest Neither 0 0 "A manifest is here.";
    Workspace "workspace" Workspace Neither 0 0 "It is the roof over several components.";
    Platform "platform" Platform Neither 0 0 "It is written for this platform.";
    Plain "plain" Platform Neither 0 0 "Its manifest names no framework.";
    Process "process" Process Neither 0 0 "A further process is configured here.";
}

/// Access
impl Id {
    /// Its row.
    #[must_use]
    pub fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// What it is about.
    #[must_use]
    pub fn sign(self) -> Sign {
        self.row().sign
    }

    /// The signal of a name in a data file.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.name == name).map(|row| row.id)
    }
}

/// Access
impl Sign {
    /// Those of whose signals only the strongest speaks, in the order in which they are weighed.
    pub const LADDERS: [Self; 14] = [
        Self::Declared,
        Self::Runtime,
        Self::Function,
        Self::Entry,
        Self::Deploy,
        Self::Lock,
        Self::Served,
        Self::Environment,
        Self::Bundle,
        Self::Script,
        Self::Library,
        Self::Member,
        Self::Use,
        Self::Sdk,
    ];
}

impl Default for Weights {
    fn default() -> Self {
        Self(TABLE.iter().map(|row| row.weight).collect())
    }
}

/// Access
impl Weights {
    /// The weight of a signal, in hundredths.
    #[must_use]
    pub fn of(&self, id: Id) -> i32 {
        self.0[id as usize]
    }

    /// Gives a signal another weight.
    pub fn set(&mut self, id: Id, weight: i32) {
        self.0[id as usize] = weight;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_is_what_it_says() {
        let names: BTreeSet<&str> = TABLE.iter().map(|row| row.name).collect();
        assert_eq!(names.len(), TABLE.len(), "names are unique");
        for row in TABLE {
            assert_eq!(Id::find(row.name), Some(row.id));
            assert_eq!(row.id.row(), row, "rows are in the order of their ids");
            assert!(row.sentence.ends_with('.'), "{}: a sentence", row.name);
            let fits = match row.expect {
                Expect::ForStrongly | Expect::For | Expect::ForWeakly => row.weight > 0,
                Expect::AgainstStrongly
                | Expect::Against
                | Expect::AgainstWeakly
                | Expect::Veto => row.weight < 0,
                Expect::Neither => row.weight == 0 || row.id == Id::Prior,
            };
            assert!(fits, "{} weighs {}, which is not what sense demands", row.name, row.weight);
        }
    }
}
