// The theme that was chosen in the advisor holds for its lessons, too.

// Where src/page/keep/local.js keeps it, as src/page/state/mod.rs numbers it.
const KEY = "sentry-general/1/theme";
const SCHEMES = ["", "light", "dark"];

export function paint() {
  let kept = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch {
    // Where storage is denied, the system's theme stays.
  }
  document.documentElement.style.colorScheme = SCHEMES[Number(kept)] ?? "";
}
