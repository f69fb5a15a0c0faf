//! The signals: what can speak for or against a project of its own.
//!
//! `script/fit-split --write` writes the weights and the counts; the sentences are what
//! the page gives as reasons.

/// What a signal is about. Of one sign only the strongest signal of a component speaks, where
/// the sign [says so](Sign::is_ladder).
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
    /// What it needs is pinned, as for something that is installed as it is.
    Lock,
    /// It serves a site.
    Served,
    /// It has settings for each place where it runs.
    Environment,
    /// A bundler is set up.
    Bundle,
    /// Two files that say more together than each alone.
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
    Prior "prior" Size Neither -337 0 "Most folders with a manifest are no applications.";

    Declared "declared" Declared ForStrongly 528 10 "Its owners declare it as a component of its own.";

    Engine "engine" Runtime ForStrongly 641 6 "It is a game engine's project: the engine's SDK covers all of it.";
    Framework "framework" Runtime ForStrongly 481 70 "Only an application has this framework's configuration.";
    Settings "settings" Runtime ForStrongly 495 133 "Only applications have this configuration.";
    SettingsLikely "settings-likely" Runtime For 426 131 "Applications usually have this; libraries rarely do.";
    SettingsHint "settings-hint" Runtime For 108 12 "This file is more often an application's than a library's.";

    Stack "stack" Function ForStrongly 451 7 "It is deployed as functions: one stack, one project.";
    StackLikely "stack-likely" Function For 188 5 "It looks like a stack of functions.";
    StackHint "stack-hint" Function For 238 3 "It describes what is set up in a cloud.";

    SoleProgram "sole-program" Entry ForStrongly 557 7 "It is the one program of the workspace.";
    OneOfPrograms "one-of-programs" Entry For 536 52 "It is one of several programs that are built of the same code; each runs by itself.";
    Main "main" Entry For 216 135 "A program starts here.";
    Start "start" Entry For 212 202 "A program starts here, to judge by a file's name.";
    StartLikely "start-likely" Entry ForWeakly 146 83 "A program may start here.";
    StartHint "start-hint" Entry Neither 0 0 "A file here is named like a program's start, or a library's.";

    Host "host" Deploy For 80 36 "A host is told how to run it.";
    Image "image" Deploy For 183 231 "It is built into an image of its own.";
    Hosted "hosted" Deploy For 380 11 "A host builds and serves it.";
    ImageVariant "image-variant" Deploy ForWeakly 91 20 "An image is built here.";
    ImageContext "image-context" Deploy ForWeakly 120 15 "It is laid out to be built into an image.";
    DeployHint "deploy-hint" Deploy Neither 0 0 "It is started here in some way.";

    PublicFiles "public-files" Served ForWeakly 140 90 "It serves files of a site, such as its icon.";
    PageTypes "page-types" Served ForWeakly 100 15 "It is set up as a page's program.";
    Environment "environment" Environment ForWeakly 60 42 "It is told by its environment where it runs.";
    Bundler "bundler" Bundle ForWeakly 40 113 "A bundler makes a page of it, or a library for pages.";

    Locked "locked" Lock ForWeakly 53 96 "What it needs is locked to exact versions, as for something that is installed as it is.";

    Runs "runs" Script For 130 102 "Its manifest says how it is run where it is deployed.";
    Serves "serves" Script ForWeakly 86 116 "Its manifest starts it.";
    Exports "exports" Script AgainstWeakly -45 112 "Its manifest exports modules for others and starts nothing.";

    Private "private" Pair ForWeakly 63 160 "Its manifest says that it is not published.";

    Helper "helper" Library Veto -2000 0 "It is built for those who develop it: tests, or what starts the others on a developer's machine.";
    Published "published" Library Against -114 77 "It is published for others to build upon.";
    Built "library" Library Against -223 138 "It is built as a library.";
    NoProgram "no-program" Library Against -188 25 "No program starts anywhere in its module: others are built of it.";
    BuiltBeside "library-beside-program" Library AgainstWeakly -5 22 "It is a library beside the program that uses it.";

    LeftOutNamed "left-out-by-name" Member Against -201 3 "The solution has it among what is not shipped.";
    LeftOut "left-out" Member Against -212 20 "It is not listed among what is built together.";

    ImageAndManifest "image-and-manifest" Pair ForWeakly 180 238 "Its image's recipe and its manifest belong together.";
    ModuleAndMain "module-and-main" Pair ForWeakly 207 36 "The program has a module of its own.";
    PageAndStart "page-and-start" Pair For 244 84 "A page lies beside the program that it loads.";
    StackAndCode "stack-and-code" Pair ForStrongly 465 8 "The code of its functions lies with the stack that runs them.";
    NoManifest "no-manifest" Pair AgainstWeakly -190 58 "No manifest is here.";

    Orchestrator "name-orchestrator" Name Veto -2000 0 "It starts the other applications on a developer's machine.";
    NameWhole "name-application-at-top" Name For 431 102 "It lies at the top, and its name is that of an application.";
    NameApplication "name-application" Name For 204 126 "Its name is that of an application.";
    NameLike "name-like-application" Name ForWeakly 94 150 "Its name ends like an application's.";
    NameLibrary "name-library" Name Against -443 196 "Its name is that of a library.";
    NameLibraryRun "name-library-but-runs" Name AgainstWeakly -5 33 "Its name is that of a library, though it is built or started by itself.";
    NameLibraryBuilt "name-library-but-built" Name AgainstWeakly -150 10 "Its name is that of a library, though an image is built of it.";
    NameTool "name-tool" Name Against -364 88 "Its name is that of a tool for developers.";
    NameForeign "name-third-party" Name Against -181 29 "Its name is that of other people's software.";
    NameDeployed "name-deployed" Name ForWeakly 108 97 "A deployment file bears its name.";
    NamedStack "name-stack" Name ForStrongly 430 3 "Code that sets up a cloud bears its name.";
    AmongDeployed "among-deployed" Place For 122 24 "Most programs beside it are deployed by their names.";
    NameNumbered "name-numbered" Name Against -210 5 "It is one of a row of numbered folders: chapters, or steps.";

    AmongApplications "among-applications" Place For 384 61 "It lies in a folder of applications.";
    AmongCommands "among-commands" Place ForWeakly 17 39 "The folder around it is for programs.";
    AmongLibraries "among-libraries" Place Against -171 130 "The folder around it is for libraries.";
    AmongLibrariesNamed "among-libraries-but-named" Place AgainstWeakly -131 51 "The folder around it is for libraries, though its own name is that of an application.";
    InLibrary "in-a-library" Place Against -305 36 "It lies inside a library: a sample or a preview of it.";
    InShells "in-shells" Place Against -300 3 "Shells for several systems lie beside it, and it runs inside each of them.";
    AmongLanguages "among-languages" Place Against -232 11 "The same lies beside it for other languages: SDKs, which run inside others' applications.";
    NativeHalf "native-half" Place AgainstStrongly -699 23 "It is the native half of the package around it.";
    FrontAndBack "front-and-back" Place For 149 39 "A front end and a back end lie side by side.";
    AtTop "starts-at-top" Place ForWeakly 209 118 "A program starts in a folder at the top.";
    NamedAlike "named-alike" Place ForWeakly 150 20 "Several folders beside it are named like applications, too.";
    AmongSiblings "among-siblings" Place ForWeakly 170 170 "Several folders beside it are applications.";
    DeepRuns "deep-but-runs" Place AgainstWeakly -206 13 "It lies deep inside, though it runs by itself.";
    Deep "deep" Place AgainstWeakly -228 63 "It lies deep inside the repository.";

    NoSources "no-sources" Size AgainstStrongly -495 105 "It holds no source files.";
    SourcesInside "sources-inside" Size Against -193 147 "Its source files belong to components inside it.";
    FewSources "few-sources" Size AgainstWeakly -295 195 "It holds only one or two source files.";
    MostSources "most-sources" Size ForWeakly 223 328 "It holds most of the repository's source files.";
    LittleStarts "little-but-starts" Size AgainstWeakly -392 33 "It holds little of the code, though a program starts here.";
    LittleProgram "little-program" Size AgainstWeakly -109 8 "It is a small program that shares its code with others.";
    LittleSources "little-sources" Size AgainstWeakly -90 106 "It holds hardly any of the repository's source files.";

    WholeImage "whole-image" Repository For 404 17 "The repository is built into an image as a whole.";
    WholeManifest "whole-manifest" Repository ForWeakly 53 282 "The repository's root has a manifest.";
    InLibraries "in-libraries" Repository Against -286 16 "The repository publishes libraries, and nothing in it deploys anything.";
    InInfrastructure "in-infrastructure" Repository AgainstStrongly -627 5 "The repository says how things are set up; its programs help with that.";
    InProse "in-prose" Repository Against -380 8 "The repository is there to be read; its programs help with that.";
    Layer "layer" Repository Against -362 37 "Another module of its build is what runs; this one is a layer of it, or helps with it.";
    ShipsElsewhere "ships-elsewhere" Repository Against -362 24 "Another module is the app that is shipped.";

    Manifest "manifest" Manifest Neither 0 0 "A manifest is here.";
    Workspace "workspace" Workspace Neither 0 0 "It is the roof over several components.";
    Platform "platform" Platform Neither 0 0 "It is written for this platform.";
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
    /// Whether of its signals only the strongest speaks.
    #[must_use]
    pub fn is_ladder(self) -> bool {
        match self {
            Self::Declared
            | Self::Runtime
            | Self::Function
            | Self::Entry
            | Self::Deploy
            | Self::Lock
            | Self::Served
            | Self::Environment
            | Self::Bundle
            | Self::Script
            | Self::Library
            | Self::Member => true,
            Self::Manifest
            | Self::Workspace
            | Self::Platform
            | Self::Process
            | Self::Pair
            | Self::Name
            | Self::Place
            | Self::Size
            | Self::Repository => false,
        }
    }
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
