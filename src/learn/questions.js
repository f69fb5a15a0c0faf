// Questions that are to be answered before the answer is seen.

import { answer, use } from "../embed/engine.js";
import { nodes } from "../embed/draw.js";
import { join, split } from "../embed/fence.js";

/** Brings the questions of a lesson to life. `start` gives the fence that they are about. */
export function questions(article, start) {
  for (const question of article.querySelectorAll(".question")) {
    /** @param {HTMLInputElement} target the choice */
    const judge = async (target) => {
      const { path } = question.dataset;
      const verdict = question.querySelector(".verdict");
      const said = verdict.querySelector(".said");
      let right = target.dataset.right === "true";
      let why = [];
      if (path) {
        said.textContent = "…";
        verdict.hidden = false;
        const end = use();
        try {
          const { owner, body } = await whoGets(start(), path);
          right = target.value.replaceAll("`", "") === (owner ?? "nobody");
          why = nodes(body);
        } catch (error) {
          said.textContent = `The engine does not answer: ${error.message}.`;
          return;
        } finally {
          end();
        }
        // Another choice was made meanwhile.
        if (!target.checked) return;
      }
      verdict.hidden = false;
      verdict.className = right ? "verdict right" : "verdict wrong";
      said.textContent = right ? "Yes." : "No, not that.";
      if (path) {
        verdict.querySelector(".rule")?.remove();
        const rule = document.createElement("div");
        rule.className = "rule";
        // The very rule that decides.
        rule.append(...why);
        verdict.append(rule);
      }
    };
    question.addEventListener("change", ({ target }) => judge(target));
    // Chosen before this script was there, or by the browser, which remembers it.
    const chosen = question.querySelector("input:checked");
    if (chosen) judge(chosen);
  }
}

async function whoGets(fence, path) {
  const { parts } = split(fence);
  const { answers } = await answer(join({ head: `path: ${path}\n`, parts }));
  return answers[0];
}
