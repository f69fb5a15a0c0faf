// Which lessons fit into the time that there is.

export const LEVELS = ["basic", "advanced"];

/**
 * The lessons that fit into so many minutes, in their order: basic ones first, then as many of the others as fit.
 * @template {{ level: string, minutes: number, roles: string[] }} L
 * @param {L[]} lessons @param {number} minutes @param {string} role empty for everybody @returns {L[]}
 */
export function agenda(lessons, minutes, role = "") {
  const fitting = lessons.filter(({ roles }) => role === "" || roles.length === 0 || roles.includes(role));
  const chosen = new Set();
  let left = minutes;
  for (const level of LEVELS) {
    for (const lesson of fitting.filter((lesson) => lesson.level === level)) {
      if (lesson.minutes > left) continue;
      chosen.add(lesson);
      left -= lesson.minutes;
    }
  }
  return lessons.filter((lesson) => chosen.has(lesson));
}
