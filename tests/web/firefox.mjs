// Firefox, driven over WebDriver by geckodriver (`cargo install geckodriver`; Debian: `apt-get install firefox-esr`). As small a
// client as the tests need: Playwright drives a Firefox of its own, which no package index has.

import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as later } from "node:timers/promises";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

const there = (program) => spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
const driver = process.env.GECKODRIVER ?? "geckodriver";
const browser = process.env.FIREFOX ?? ["firefox-esr", "firefox"].find(there);

/** Why it can't be driven here; false if it can. */
export const missing = !browser ? "no Firefox here" : !there(driver) ? "no geckodriver here" : false;

/** Runs `body` with a fresh Firefox. Ends it whatever happens. */
export async function withFirefox(body, { width = 1280, height = 800 } = {}) {
  const port = await freePort();
  const gecko = spawn(driver, ["--port", String(port)], { stdio: "ignore" });
  const call = async (method, path, content) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers: { "content-type": "application/json" }, body: content && JSON.stringify(content) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  try {
    await ready(() => call("GET", "/status"));
    const capabilities = { alwaysMatch: { "moz:firefoxOptions": { binary: which(browser), args: ["-headless", `--width=${width}`, `--height=${height}`] } } };
    const { sessionId } = await call("POST", "/session", { capabilities });
    try {
      await body(page((method, path, content) => call(method, `/session/${sessionId}${path}`, content)));
    } finally {
      await call("DELETE", `/session/${sessionId}`);
    }
  } finally {
    gecko.kill();
  }
}

/** What a test does with the page. `find` is the body of a function that gives an element, or nothing yet. */
function page(call) {
  const run = (script, ...args) => call("POST", "/execute/sync", { script, args });
  const wait = async (script, ...args) => {
    for (let tries = 0; tries < 300; tries += 1) {
      const found = await run(script, ...args).catch(() => null);
      if (found) return found;
      await later(100);
    }
    const seen = await run("return [document.body, ...[...document.querySelectorAll('*')].map((it) => it.shadowRoot).filter(Boolean)].map((it) => it.innerText ?? it.textContent).join('\\n==\\n')");
    throw new Error(`this never held: ${script} ${JSON.stringify(args)}; in sight: ${seen.slice(0, 2000)}`);
  };
  return {
    go: (url) => call("POST", "/url", { url }),
    run,
    /** Waits until a script gives something. */
    wait,
    /** Clicks what a script finds. */
    click: async (find, ...args) => call("POST", `/element/${(await wait(find, ...args))[ELEMENT]}/click`, {}),
    /** Types into what a script finds. */
    type: async (find, text) => call("POST", `/element/${(await wait(find))[ELEMENT]}/value`, { text }),
  };
}

const which = (program) => spawnSync("which", [program], { encoding: "utf8" }).stdout.trim();

async function ready(ask) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await ask().then(() => true, () => false)) return;
    await later(100);
  }
  throw new Error("geckodriver does not answer");
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
