// What a page needs of the browser that Rust can't say well: folders, whose listing
// is a recursion of promises.

/**
 * The names of all files in dropped folders and files, one a line: the contents are
 * not read. A single dropped file that is not a folder is read instead, as it is
 * a listing.
 * @param {DataTransfer} data
 * @returns {Promise<string | undefined>} nothing if there was nothing to list
 */
export async function read_drop(data) {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 1 && entries[0].isFile) return await data.files[0]?.text();
  if (entries.length === 0) return data.getData('text/plain') || undefined;
  const paths = [];
  known.clear();
  for (const entry of entries) await list(entry, '', paths);
  return listing(paths);
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
  if (!input.webkitdirectory) return await files[0].text();
  known.clear();
  return listing(
    files.map((file) => {
      const path = inside(file.webkitRelativePath || file.name);
      if (KNOWN.test(path)) known.set(path, async () => file);
      return path;
    }),
  );
}

// Files of a picked or dropped folder that the page has a use for. They are read when the user
// says so, and not before.
const KNOWN = /^((\.github|\.gitlab|\.bitbucket|docs)\/)?CODEOWNERS$/;

/** @type {Map<string, () => Promise<File>>} */
const known = new Map();

/** The paths of the files that could be read. @returns {string[]} */
export function known_files() {
  return [...known.keys()];
}

/** Reads one of them. @param {string} path @returns {Promise<string | undefined>} */
export async function read_known(path) {
  return (await known.get(path)?.())?.text();
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
    if (KNOWN.test(path)) known.set(path, () => new Promise((resolve, reject) => entry.file(resolve, reject)));
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

/** Saves a file, as if it had been downloaded. @param {string} name @param {string} kind @param {string} text */
export function save_file(name, kind, text) {
  const address = URL.createObjectURL(new Blob([text], { type: kind }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  // The browser has to take it first.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
