// embed.js: makes small live advisors of fenced code blocks with the language `sentry-general`, and
// defines <sentry-general>. One script tag, as a module or not; all else beside it is loaded when
// an advisor comes near what is in sight.

import { SentryGeneral } from "./element.js";
import { locate } from "./engine.js";

/** What site generators make of a fence with a language. */
const FENCES = [
  "pre > code.language-sentry-general", // CommonMark: mdBook, Hugo, Jekyll, Eleventy, MkDocs
  "pre.language-sentry-general", // Docusaurus, MkDocs with superfences
  "div.language-sentry-general pre", // VitePress, Jekyll with Rouge
  'pre[data-language="sentry-general"]', // Astro, Starlight
  'pre[lang="sentry-general"]',
].join(", ");

// Inside a module there is no current script.
const script = document.currentScript ?? [...document.scripts].find(({ src }) => /\/embed\.js(\?.*)?$/.test(src));

if (script?.src && !customElements.get("sentry-general")) {
  locate(new URL(script.src));
  customElements.define("sentry-general", SentryGeneral);
  const look = () => {
    // What Docusaurus has drawn on its server must stay as it is until React has taken it over.
    if (document.documentElement.dataset.hasHydrated === "false") return;
    for (const found of document.querySelectorAll(FENCES)) enliven(found.closest("pre"));
  };
  look();
  // Sites that draw their next page themselves bring new fences.
  let soon;
  new MutationObserver(() => (soon ??= requestAnimationFrame(() => ((soon = undefined), look())))).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributeFilter: ["data-has-hydrated"],
  });
}

/** Puts an advisor beside a block, which stays where it is: whoever drew it may want to take it away. */
function enliven(block) {
  if (block.parentElement?.closest("sentry-general")) return;
  const next = block.nextElementSibling;
  // A page that a site keeps for going back comes with the advisor of before, which does not know its block. One that somebody
  // wrote there is another.
  const element = next?.matches("sentry-general[data-block]") ? next : document.createElement("sentry-general");
  if (element.block === block) return;
  element.block = block;
  element.dataset.block = "";
  if (element !== next) block.after(element);
}
