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
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}
