// What a page needs of the browser that Rust can't say well: folders, whose listing
// is a recursion of promises.

/**
 * The names of all files in dropped folders and files, one a line: the contents are
 * not read. A single dropped file that is not a folder is read instead.
 * @param {DataTransfer} data
 * @returns {Promise<[text: string | undefined, file: boolean] | undefined>} nothing if there was nothing to list
 */
export async function read_drop(data) {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 1 && entries[0].isFile) return [await data.files[0]?.text(), true];
  if (entries.length === 0) return [(await data.files[0]?.text()) ?? (data.getData('text/plain') || undefined), true];
  const paths = [];
  known.clear();
  for (const entry of entries) await list(entry, '', paths);
  return [listing(paths), false];
}

/**
 * The names of all files in a picked folder, one a line, without the folder's own
 * name; or the text of a single picked file.
 * @param {HTMLInputElement} input
 * @returns {Promise<string | undefined>}
 */
export async function read_picked(input) {
  const files = [...(input.files ?? [])];
  input.value = '';
  if (files.length === 0) return undefined;
  // Of files that were read before, none is in this listing. The file of a work, which fields ask for by name, is none.
  if (!input.accept) known.clear();
  if (!input.webkitdirectory) return await files[0].text();
  return listing(
    files.map((file) => {
      const path = inside(file.webkitRelativePath || file.name);
      if (known_by_name(path)) known.set(path, async () => file);
      return path;
    }),
  );
}

// Files of a picked or dropped folder that the page has a use for. They are read when the user
// says so, and not before.
const CODEOWNERS = /^((\.github|\.gitlab|\.bitbucket|docs)\/)?CODEOWNERS$/;

// Manifests: `facts::worth` in src/projects knows the same names, which a test compares.
const MANIFEST = new RegExp(
  "(^|/)(" +
    "(package|composer|lerna|nx|turbo|rush|project|angular)\\.json|pyproject\\.toml|Pipfile|requirements[^/]*\\.txt|Cargo\\.toml|" +
    "go\\.(mod|work)|Gemfile|mix\\.exs|fly\\.toml|ecosystem\\.config\\.c?js|[^/]*\\.service|pom\\.xml|[^/]*\\.gradle(\\.kts)?|[^/]*\\.((cs|fs|vb)proj|slnx?)|pubspec\\.yaml|" +
    "Procfile[^/]*|Dockerfile(\\.[^/]*)?|[^/]*compose[^/]*\\.ya?ml|(pnpm-workspace|catalog-info|serverless|template)\\.ya?ml|render\\.yaml|" +
    "(k8s|kubernetes|kube|deploy|deployments?|manifests|kustomize)/(.*/)?[^/]*\\.ya?ml" +
    ")$|^\\.gitlab-ci\\.yml$|^\\.github/workflows/.*\\.ya?ml$",
);

// Other people's code, build output and test data have manifests, too.
const FOREIGN = /(^|\/)(node_modules|vendor|third_party|dist|build|target|venv|\.venv|fixtures|testdata)\//;

/** Whether a file's contents tell something of the split. @param {string} path */
export function is_manifest(path) {
  return MANIFEST.test(path);
}

const known_by_name = (path) => CODEOWNERS.test(path) || (is_manifest(path) && !FOREIGN.test(path));

// How much is read at most: so many files, so many bytes of one, so many in all.
const MOST_FILES = 300;
const MOST_BYTES = 64 << 10;
const MOST_IN_ALL = 400 << 10;

/** @type {Map<string, () => Promise<File>>} */
const known = new Map();

/** The manifests, those nearest to the root first: where there are too many, these tell most. */
function manifests() {
  const depth = (path) => path.split("/").length;
  const paths = [...known.keys()].filter((path) => !CODEOWNERS.test(path));
  return paths.sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1)).slice(0, MOST_FILES);
}

/** What could be read: CODEOWNERS files by path, and all manifests in words. @returns {string[]} */
export function known_files() {
  const number = manifests().length;
  const words = number === 1 ? "1 manifest" : `${number} manifests`;
  return [...[...known.keys()].filter((path) => CODEOWNERS.test(path)), ...(number ? [`${words}, to name frameworks and processes`] : [])];
}

/**
 * Reads one of them: a file's text, or that of the manifests as a JSON object by path.
 * @param {string} what @returns {Promise<string | undefined>}
 */
export async function read_known(what) {
  if (CODEOWNERS.test(what)) return (await known.get(what)?.())?.text();
  const texts = {};
  let left = MOST_IN_ALL;
  for (const path of manifests()) {
    const file = await known.get(path)().catch(() => undefined);
    if (!file || file.size > Math.min(MOST_BYTES, left)) continue;
    left -= file.size;
    texts[path] = await file.text();
  }
  return JSON.stringify(texts);
}

// As `find` prints it: such a listing is not taken for what git tracks.
const listing = (paths) => paths.map((path) => `./${path}`).join('\n');

const inside = (path) => path.slice(path.indexOf('/') + 1);

// What nobody lists in an advisor, and what would take minutes to walk.
const SKIPPED = new Set(['.git', 'node_modules', '.hg', '.svn']);

/** @param {FileSystemEntry} entry @param {string} prefix @param {string[]} paths */
async function list(entry, prefix, paths) {
  if (entry.isFile) {
    const path = prefix + entry.name;
    paths.push(path);
    if (known_by_name(path)) known.set(path, () => new Promise((resolve, reject) => entry.file(resolve, reject)));
    return;
  }
  if (SKIPPED.has(entry.name)) {
    // Named, so that the page can say what was left out.
    paths.push(`${prefix}${entry.name}/`);
    return;
  }
  const reader = entry.createReader();
  const within = prefix || entry.fullPath.split('/').length > 2 ? `${prefix}${entry.name}/` : '';
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const child of some) await list(child, within, paths);
  }
}

/** Saves a file, as if it had been downloaded; bytes are in base64, and the type says so. @param {string} name @param {string} kind @param {string} text */
export function save_file(name, kind, text) {
  const bytes = kind.endsWith(";base64") && Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes || text], { type: kind.replace(";base64", "") }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  // The browser has to take it first.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
