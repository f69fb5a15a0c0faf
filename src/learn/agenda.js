// The agenda of a workshop: which lessons fit into its time.

import { agenda } from "./lesson-plan.js";

/** @param {HTMLFormElement} form @param {HTMLLIElement[]} items of the list of lessons */
export function agendaForm(form, items) {
  const lessons = items.map(({ dataset: { level, minutes, roles } }, at) => ({ at, level, minutes: Number(minutes), roles: roles.split(" ").filter(Boolean) }));
  const show = () => {
    const { role, minutes } = Object.fromEntries(new FormData(form));
    const chosen = agenda(lessons, minutes === "" ? Infinity : Number(minutes), role);
    items.forEach((item, at) => (item.hidden = !chosen.some((lesson) => lesson.at === at)));
    const sum = chosen.reduce((sum, lesson) => sum + lesson.minutes, 0);
    form.querySelector("output").textContent = `${chosen.length} lessons, ${sum} minutes`;
  };
  form.addEventListener("change", () => {
    // The address can be handed on, and loaded again.
    const chosen = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    history.replaceState(history.state, "", `${location.pathname}${chosen.size > 0 ? `?${chosen}` : ""}`);
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if ([...(field?.options ?? [])].some((option) => option.value === value)) field.value = value;
  }
  show();
  // Browsers put back what was chosen before a page was left, once it is shown again.
  addEventListener("pageshow", show);
}
