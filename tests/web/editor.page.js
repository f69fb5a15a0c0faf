// The page of editor.html: records what the editor tells a page, and what the security policy refuses.
const editor = document.getElementById("editor");
window.seen = { input: [], caretline: [], outcomeclick: [], violations: [], asked: [], aborted: 0 };

addEventListener("securitypolicyviolation", (event) => window.seen.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
editor.addEventListener("input", (event) => window.seen.input.push({ target: event.target.localName, value: event.target.value, detail: event.detail }));
for (const name of ["caretline", "outcomeclick"]) editor.addEventListener(name, (event) => window.seen[name].push(event.detail));

const PATHS = ["docs/", "src/", "src/app.py", "src/pay/", "src/pay/api.py", "src/pay/web.py", "src/my dir/", "src/my dir/a b.py", "src/search/"];
const OWNERS = ["#payments", "#platform", "#web", "ada@example.com"];

// Before the editor arrives, as the page does it.
editor.completer = async (kind, prefix, signal) => {
  window.seen.asked.push([kind, prefix]);
  signal.addEventListener("abort", () => window.seen.aborted++);
  await new Promise((resolve) => setTimeout(resolve, 5));
  if (kind === "owner") return OWNERS.filter((owner) => owner.startsWith(prefix)).map((label) => ({ label }));
  const depth = prefix.split("/").length;
  const fits = (path) => path.startsWith(prefix) && path.replace(/\/$/, "").split("/").length === depth;
  return PATHS.filter(fits).map((label) => ({ label, detail: label.endsWith("/") ? "folder" : undefined }));
};

const start = new URLSearchParams(location.search).get("start");
if (start !== "later") import("./editor.js");
