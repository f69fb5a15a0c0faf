// What `--help` says.

export const VERSION_WORDS = "sentry-general";

const GENERAL = `Who gets the errors of which file in Sentry, where rules are kept.

usage: sentry-general COMMAND [OPTION…]

  check              are rules, owners and assertions as they should be?
  diff BASE [HEAD]   whose errors change hands between two revisions?
  why PATH           who gets the errors of a file, and why?
  simulate [FILE]    who gets this error, and why? A stack trace or an event, or standard input
  plan               how is the repository split into projects?

  sentry-general COMMAND --help says more. Nothing is sent anywhere.

exit codes
  0   nothing found that makes it fail
  1   findings
  2   the question can't be answered: an argument, the configuration or a file
  3   a fault of sentry-general
`;

const COMMON = `
what is looked at
  -C, --root FOLDER      the repository; else that of the current folder
      --rev REVISION     a commit, branch or tag, without checking it out; else the working tree
      --tree FILE        a list of files in any form instead of git's; - for standard input
  -c, --config FILE      else sentry-general.json, .sentry-general.json or .github/sentry-general.json
      --rules FILE       ownership rules, as in Sentry's project settings
      --codeowners FILE  else where its host looks for it; --no-codeowners for none
      --host HOST        whose CODEOWNERS it is: github, gitlab, bitbucket; else by its folder or its looks
      --mappings FILE    code mappings: stack root -> source root
      --teams FILE       teams and people: #team @name-in-CODEOWNERS
      --project SLUG     the project's name, for messages

how it is printed
  -f, --format FORMAT    FORMATS
  -o, --output FORMAT=FILE  the same into a file, any number of times
      --color, --no-color   else by the terminal, NO_COLOR and FORCE_COLOR
`;

const CHECKING = `
what makes it fail
      --fail-on SEVERITY error (the default), warning, info, never
      --ignore CODE      is not reported, such as rules/matches-nothing or rules/*; any number of times
      --notes            report notes, too
`;

const OWN = {
  check: `Checks what Sentry would refuse, likely mistakes in rules, assertions, and how many files reach nobody.

usage: sentry-general check [OPTION…]

      --unowned BUDGET   how many files may reach nobody: 12, "5%", or base for no more than there
      --base REVISION    what is compared with
      --exempt GLOB      files that may reach nobody, as in .gitignore; any number of times
      --assertions FILE  what should hold: src/pay/api.ts -> #payments, a line each
${CHECKING}`,
  diff: `Says which files' errors change hands, from whom to whom, and which new files reach nobody.

usage: sentry-general diff BASE [HEAD] [OPTION…]     HEAD is the working tree, if none is named

      --exit-code        exit with 1 if anything changes hands
${CHECKING}`,
  why: `Says who gets the errors of a file, which rules match it, which wins, and which nearly match.

usage: sentry-general why PATH [OPTION…]
`,
  simulate: `Says who is assigned an error, who is told, and why.

usage: sentry-general simulate [FILE] [OPTION…]     a stack trace or an event's JSON; else standard input
`,
  plan: `Proposes how the repository is split into Sentry projects. Reads the small files that tell it: manifests, compose files and the like.

usage: sentry-general plan [OPTION…]

      --export FORMAT    print an export of the plan instead: terraform, shell, markdown and others
`,
};

export function help(command) {
  if (command === undefined) return GENERAL;
  const finds = command === "check" || command === "diff";
  const formats = finds ? "text, json, github, markdown, sarif, junit" : "text, json, markdown";
  return `${OWN[command]}${COMMON.replace("FORMATS", formats)}`;
}
