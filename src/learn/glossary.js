// Reads the glossary: a term a line, `- **Name, other name**: what it means.`, perhaps with the lesson that explains it.

/** @typedef {{ names: string[], means: string }} Term */

/** The terms of src/lessons/glossary.md. @param {string} text @returns {Term[]} */
export function readGlossary(text) {
  return Array.from(text.matchAll(/^- \*\*(.+?)\*\*: (.+)$/gm), ([, names, words]) => ({
    names: names.split(", "),
    // Shown by themselves, words are plain: no lesson to go to, no marks of Markdown.
    means: words.replace(/\s*\[[^\]]*\]\([^)]*\)/g, "").replaceAll(/[`*]/g, ""),
  }));
}
