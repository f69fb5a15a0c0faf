//! What plans, links and the command line are told in.

use super::{Text, around, many, nested};

pub(super) const LIVE: &[Text] = &[
    around("projects", "[", "{\"slug\": \"p{i}\", \"name\": \"P{i}\", \"platform\": \"python\", \"teams\": [{\"slug\": \"t{i}\"}]},", "{\"slug\": \"web\", \"platform\": \"python\", \"teams\": []}]"),
    around("projects of one slug", "[", "{\"slug\": \"p\", \"platform\": \"python\", \"teams\": [{\"slug\": \"t{i}\"}]},", "{\"slug\": \"web\", \"platform\": \"python\", \"teams\": []}]"),
    around("teams of a project", "[{\"slug\": \"p\", \"platform\": \"python\", \"teams\": [", "{\"slug\": \"t{i}\"},", "{\"slug\": \"a\"}]}]"),
    around("teams", "[", "{\"slug\": \"t{i}\", \"memberCount\": 1, \"projects\": [{\"slug\": \"web\"}]},", "{\"slug\": \"a\", \"memberCount\": 1}]"),
    around("mappings", "[", "{\"id\": \"{i}\", \"projectSlug\": \"web\", \"repoName\": \"acme/shop\", \"stackRoot\": \"a{i}/\", \"sourceRoot\": \"src/\", \"defaultBranch\": \"main\"},", "{}]"),
    around("repositories", "[", "{\"id\": \"{i}\", \"name\": \"acme/r{i}\", \"externalId\": \"1\", \"url\": \"\", \"integrationId\": \"1\"},", "{}]"),
    around("alert rules", "[", "{\"id\": \"{i}\", \"name\": \"a{i}\", \"actionMatch\": \"all\", \"conditions\": [], \"actions\": [{\"id\": \"sentry.mail.actions.NotifyEmailAction\", \"targetType\": \"Team\", \"targetIdentifier\": \"{i}\"}], \"projects\": [\"web\"]},", "{}]"),
    around("workflows", "[", "{\"id\": \"{i}\", \"name\": \"w{i}\", \"detectorIds\": [\"{i}\"], \"actionFilters\": [{\"actions\": [{\"type\": \"email\", \"config\": {\"targetType\": \"team\", \"targetIdentifier\": \"{i}\"}}]}]},", "{}]"),
    around("monitors", "[", "{\"id\": \"{i}\", \"name\": \"m{i}\", \"projectId\": \"{i}\", \"workflowIds\": [\"{i}\"], \"conditionGroup\": {}},", "{}]"),
    around("detectors of a workflow", "[{\"id\": \"1\", \"name\": \"w\", \"detectorIds\": [", "\"{i}\",", "\"x\"], \"actionFilters\": []}]"),
    around("records", "", "{\"get\": \"/api/0/projects/acme/p{i}/ownership/\", \"body\": {\"raw\": \"path:* #t{i}\\n\", \"fallthrough\": true}}\n", ""),
    around("rules of a project", "# project: web\n", "path:src/a{i}/* #t{i}\n", ""),
    many("rules of projects", "# project: p{i}\npath:* #t{i}\n"),
    many("rules of one project again", "# project: web\npath:* #t{i}\n"),
    many("Terraform's resources", "resource \"sentry_project\" \"p{w}\" {\n  organization = \"acme\"\n  teams = [sentry_team.t{w}.slug]\n  slug = \"p{i}\"\n  platform = \"python\"\n}\n"),
    many("Terraform's chain", "locals {\n  l{w} = \"a\"\n}\nresource \"sentry_team\" \"t{w}\" {\n  slug = local.l{w}\n}\n"),
    around("locals", "locals {\n", "  l{w} = \"a\"\n", "}\nresource \"sentry_team\" \"t\" {\n  slug = local.la\n}\n"),
    around("teams of a resource", "resource \"sentry_project\" \"p\" {\n  slug = \"p\"\n  teams = [", "sentry_team.t{w}.slug, ", "]\n}\n"),
    nested("expressions", "resource \"sentry_team\" \"t\" {\n  slug = ", "(", "\"a\"", ")", "\n}\n"),
    nested("templates", "resource \"sentry_team\" \"t\" {\n  slug = ", "\"${", "\"a\"", "}\"", "\n}\n"),
    nested("blocks", "", "resource \"sentry_team\" \"t\" {\n", "", "}\n", ""),
    around("Terraform's state", "{\"version\": 4, \"terraform_version\": \"1\", \"resources\": [", "{\"mode\": \"managed\", \"type\": \"sentry_project\", \"name\": \"p{i}\", \"instances\": [{\"attributes\": {\"slug\": \"p{i}\", \"teams\": [\"t{i}\"]}}]},", "{}]}"),
    around("instances", "{\"version\": 4, \"terraform_version\": \"1\", \"resources\": [{\"mode\": \"managed\", \"type\": \"sentry_project\", \"name\": \"p\", \"instances\": [", "{\"attributes\": {\"slug\": \"p{i}\", \"teams\": [\"t{i}\"]}},", "{}]}]}"),
    many("broken values", "[{\"slug\": \"p{i}\",\n"),
    many("values in a row", "{\"slug\": \"p{i}\", \"platform\": \"python\"}\n"),
    around("unknown fields", "[{\"slug\": \"p\", \"platform\": \"a\",", "\"x{i}\": 1,", "\"teams\": []}]"),
    around("unknown things", "[", "{\"x{i}\": 1},", "{}]"),
    nested("lists in lists", "", "[", "", "]", ""),
];

pub(super) const FENCES: &[Text] = &[
    around("files", "--- tree\n", "src/a{i}.ts\n", "--- rules\nsrc/* #web\n"),
    around("paths asked", "", "path: src/a{i}.ts\n", "--- tree\nsrc/a1.ts\n--- rules\nsrc/* #web\n"),
    around("the same path asked", "", "path: src/a.ts\n", "--- tree\nsrc/a.ts\n--- rules\nsrc/* #web\n"),
    around("expected", "", "expect: src/a{i}.ts -> #web\n", "--- tree\nsrc/a1.ts\n--- rules\nsrc/* #web\n"),
    around("expected and not there", "", "expect: gone/a{i}.ts -> #web\n", "--- rules\nsrc/* #web\n"),
    around("rules", "--- tree\nsrc/a.ts\n--- rules\n", "src/a{i}/* #t{i}\n", ""),
    around("rules of a path", "path: src/a.ts\n--- tree\nsrc/a.ts\n--- rules\n", "* #t{i}\n", ""),
    around("parts", "", "--- rules\nsrc/* #t{i}\n", ""),
    around("unknown parts", "", "--- x{i}\na\n", ""),
    around("unknown fields", "", "x{i}: a\n", "--- rules\nsrc/* #web\n"),
    around("releases", "--- releases\n", "web@1.{i}.0\n", ""),
    around("teams", "--- teams\n", "#t{i} = @acme/t{i}\n", "--- codeowners\n* @acme/t1\n"),
    around("an error", "--- tree\nsrc/a.ts\n--- rules\nsrc/* #web\n--- error\nTypeError: no\n", "    at f (src/a{i}.ts:1:2)\n", ""),
    around("views", "", "show: files\n", "--- tree\nsrc/a.ts\n--- rules\nsrc/* #web\n"),
    around("projects", "show: projects\n--- tree\n", "apps/a{i}/package.json\napps/a{i}/src/index.ts\n", ""),
    around("mappings", "--- tree\nsrc/a.ts\n--- mappings\n", "a{i}/ -> src/\n", "--- rules\nsrc/* #web\n"),
];

pub(super) const DOCUMENTS: &[Text] = &[
    around("a tree", "{\"version\": 2, \"inputs\": {\"tree\": \"", "src/a{i}.ts\\n", "\"}}"),
    around("lines of a tree", "{\"format\": \"sentry-general\", \"version\": 2, \"inputs\": {\"tree\": [", "\"src/a{i}.ts\",", "\"\"]}}"),
    around("inputs", "{\"version\": 2, \"inputs\": {", "\"x{i}\": \"a\",", "\"tree\": \"a\"}}"),
    around("fields", "{\"version\": 2,", "\"x{i}\": {\"y\": 1},", "\"inputs\": {}}"),
    around("changes", "{\"version\": 2, \"settings\": {\"split\": {\"changes\": [", "{\"exclude\": {\"project\": {\"root\": \"a{i}\"}}},", "\"splitAnyway\"]}}}"),
    around("wrong changes", "{\"version\": 2, \"settings\": {\"split\": {\"changes\": [", "{\"x{i}\": 1},", "\"splitAnyway\"]}}}"),
    around("files", "{\"version\": 2, \"settings\": {\"split\": {\"files\": {", "\"a{i}/package.json\": \"{}\",", "\"a\": \"\"}}}}"),
    around("switched frames", "{\"version\": 2, \"settings\": {\"simulation\": {\"switched\": [", "[0, {i}, true],", "[0, 0, true]]}}}"),
    around("repositories", "{\"version\": 2, \"repositories\": {\"others\": [", "{\"name\": \"acme/r{i}\", \"packed\": \"v2.abc\"},", "{}]}}"),
    around("channels", "{\"version\": 2, \"choices\": {\"alerts\": {\"channels\": {", "\"t{i}\": {\"by\": \"slack\", \"to\": \"#a\"},", "\"a\": {}}}}}"),
    around("settings", "{\"version\": 2, \"settings\": {", "\"x{i}\": [1, 2],", "\"repository\": \"a\"}}"),
    around("view", "{\"version\": 2, \"view\": {", "\"x{i}\": [1, 2],", "\"selected\": \"a\"}}"),
    nested("lists in lists", "{\"version\": 2, \"x\": ", "[", "", "]", "}"),
    around("done", "{\"version\": 2, \"choices\": {\"done\": [", "\"item-{i}\",", "\"a\"]}}"),
];

pub(super) const CONFIGS: &[Text] = &[
    around("ignored codes", "{\"ignore\": [", "\"rules/x{i}\",", "\"rules/*\"]}"),
    around("exempt globs", "{\"exempt\": [", "\"a{i}/**\",", "\"b\"]}"),
    around("mappings", "{\"mappings\": [", "{\"stackRoot\": \"a{i}/\", \"sourceRoot\": \"src/\"},", "{\"stackRoot\": \"\", \"sourceRoot\": \"\"}]}"),
    around("unknown fields", "{", "\"x{i}\": 1,", "\"notes\": true}"),
];

pub(super) const ASSERTIONS: &[Text] = &[
    many("files", "src/a{i}.ts -> #web\n"),
    many("the same file", "src/a1.ts -> #web\n"),
    many("a folder", "src/ -> #web\n"),
    many("files that are not there", "gone/a{i}.ts -> #web\n"),
    many("unreadable", "src a{i}\n"),
    many("rules that decide", "every rule decides\n"),
    many("rules by line", "rule {i} decides\n"),
    many("coverage", "every file is covered\n"),
    many("at most", "at most {i} files without owner\n"),
];
