// What is told beside an answer, and what the place of a file says: the engine sees texts, and no folders.

/** The folders that one host alone looks into. */
const FOLDERS = { ".github": "github", ".gitlab": "gitlab", ".bitbucket": "bitbucket" };

/** Whose file CODEOWNERS is by where it lies, in all states alike; undefined where that leaves it open. */
export function hostByPlace(states) {
  const files = states.map((state) => state?.codeowners).filter((file) => file !== undefined);
  const hosts = new Set(files.map(({ path }) => FOLDERS[/(?:^|\/)([^/]+)\/CODEOWNERS$/.exec(path)?.[1]]));
  return hosts.size === 1 ? [...hosts][0] : undefined;
}

/** Whether somebody has said whose file it is. The engine has read the configuration by now and takes it. */
export function saysHost({ config, options }) {
  const configured = () => JSON.parse(config?.text.replace(/^\ufeff/, "") ?? "{}").host;
  return Boolean(options.host ?? configured());
}

/** What makes a comparison say less than it seems to, a line each. */
export function notes({ command, head, base }, lacking) {
  const said = lacking.map(({ field, path, revision }) => {
    const by = field === "rules" ? "rules" : "CODEOWNERS";
    return `${path} is not in ${revision}: nobody owned anything by ${by} then`;
  });
  // In `check` the engine says so.
  if (command === "diff" && [head, base].some(namesNobody)) {
    said.push("Sentry knows nobody by the names in CODEOWNERS until they are mapped. --teams FILE says who is who: #web @acme/web, a line each");
  }
  return said.map((line) => `note: ${line}.\n`).join("");
}

/** Whether there are names in CODEOWNERS, and nothing to tell whose they are. */
function namesNobody({ codeowners, teams }) {
  if (codeowners === undefined || /\S/.test(teams?.text ?? "")) return false;
  return codeowners.text.split("\n").some((line) => /[ \t][^\s@]*@/.test(line.replace(/(^|\s)#.*/, "")));
}
