// docs/embed.md as a page: below each snippet to copy stands what it makes. For the build alone.

import { markdown } from "./lesson.js";
import { advisor, prose } from "./render.js";

/** The body of the page. @param {string} text the Markdown of docs/embed.md */
export function liveBody(text) {
  // Other files of docs/ are no pages here.
  const words = text.replaceAll(/\[([^\]]+)\]\([\w-]+\.md(?:#[\w-]*)?\)/g, "$1");
  const lines = words.split("\n");
  const parts = [];
  let from = 0;
  for (const { type, info, content, map } of markdown.parse(words, {})) {
    const shown = type === "fence" ? example(info.trim(), content) : "";
    if (shown === "") continue;
    parts.push(prose(lines.slice(from, map[1]).join("\n")), `<div class="live"><p>This is what it makes:</p>${shown}</div>`);
    from = map[1];
  }
  parts.push(prose(lines.slice(from).join("\n")));
  // Long lines scroll, by the keyboard, too.
  return `<article class="prose">${parts.join("\n").replaceAll("<pre><code", '<pre tabindex="0"><code')}</article>`;
}

/** What a snippet makes, as HTML; empty if it shows nothing by itself. */
function example(language, code) {
  if (language === "markdown") {
    const fence = /^```sentry-general\n([^]*?)^```/m.exec(code)?.[1];
    return fence ? advisor(fence) : "";
  }
  if (language !== "html") return "";
  // One that takes its text from a file of the reader's site has none here.
  const element = [...code.matchAll(/<sentry-general\b([^>]*)>[^]*?<\/sentry-general>/g)].find(([, attributes]) => !/\bsrc=/.test(attributes));
  if (element) return element[0];
  const frame = /<iframe\b[^>]*><\/iframe>/.exec(code)?.[0];
  return frame ? frame.replace(/src="[^"]*\/embed\.html/, 'src="../embed.html') : "";
}
