// What is typed is kept, whatever happens to the page, the browser or its storage.
//
// The loops run a few times; KEEP_TIMES=100 says how often instead.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { chromium } from "playwright-core";

import { serve } from "../../script/static-server.mjs";
import { FLAGS, example, launch, pageTest, serveDist, show, typeRules } from "./support.mjs";

const TIMES = Number(process.env.KEEP_TIMES ?? 3);

const sentence = (page) => page.locator(".sentence");
const tree = (page) => page.getByRole("textbox", { name: "File tree" });
const rules = (page) => page.getByRole("textbox", { name: "Ownership rules" });
const stored = (page) => page.locator('.app[data-stored="true"]').waitFor();
const says = (page, pattern) => sentence(page).filter({ hasText: pattern }).waitFor();

/** Resolves when the page shows something, whatever it is. */
const ready = (page) => page.locator(".app:not([inert]) .sentence").filter({ hasNotText: "Reading" }).waitFor();

/** Pastes as a browser does, without a system clipboard. */
async function paste(page, text) {
  await page.locator("#tree-text").evaluate((field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

const listing = (files, name = "file") => Array.from({ length: files }, (_, at) => `src/part${at % 300}/${name}${at}.ts`).join("\n");

/** A link to a listing of one file. */
async function linkTo(context, url, file) {
  const page = await context.newPage();
  await page.goto(url);
  await ready(page);
  await tree(page).fill(`${file}\n`);
  await says(page, /of 1 file/);
  await page.getByRole("button", { name: "Share" }).click();
  await page.waitForFunction(() => document.querySelector("dialog[open] input")?.value.includes("#v2."));
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  await page.close();
  return link;
}

/** A link of this content, made by the test. */
async function pack(plan) {
  const { deflateRawSync } = await import("node:zlib");
  return `#v1.${deflateRawSync(Buffer.from(JSON.stringify(plan))).toString("base64url")}`;
}

/**
 * The tree becomes this text. After the browser was killed, the mark in local storage that there are works may be gone, so that the
 * example stands there until the database has been read.
 */
async function comes(page, text, message) {
  const isIt = ([label, text]) => document.querySelector(`textarea[aria-label="${label}"]`)?.value === text;
  await page.waitForFunction(isIt, ["File tree", text], { timeout: 20_000 }).catch(() => {});
  assert.equal(await tree(page).inputValue(), text, message);
}

/** Opens the list of works; gives their titles. */
async function works(page) {
  await page.getByRole("button", { name: /^My work/ }).click();
  const titles = await page.locator("#works .title").allTextContents();
  await page.keyboard.press("Escape");
  return titles;
}

async function openWork(page, title) {
  await page.getByRole("button", { name: /^My work/ }).click();
  await page.locator("#works li").filter({ hasText: title }).getByRole("button", { name: "Open" }).click();
}

pageTest("a reload at once loses nothing that was typed, time after time", { timeout: 600_000 }, async ({ page, url }) => {
  await page.goto(url);
  await ready(page);
  for (let time = 0; time < TIMES; time += 1) {
    await tree(page).fill(`mine/number${time}.ts\n`);
    await page.reload();
    await ready(page);
    assert.equal(await tree(page).inputValue(), `mine/number${time}.ts\n`, `time ${time}`);
  }
});

pageTest("a reload at once after a long paste loses neither it nor the rules, time after time", { timeout: 900_000 }, async ({ page, url }) => {
  await page.goto(url);
  await ready(page);
  await typeRules(page, "src/* #mine\n");
  for (let time = 0; time < TIMES; time += 1) {
    const files = 6_000 + time;
    await paste(page, listing(files));
    await page.reload();
    await says(page, new RegExp(`of ${files.toLocaleString("en")} files`));
    // Until the code editor is loaded, a plain field serves.
    await rules(page).filter({ hasText: "#mine" }).waitFor();
    await page.getByRole("button", { name: "Clear" }).click();
  }
});

test("a browser that is killed loses nothing that it has stored, time after time", { timeout: 900_000, skip: !existsSync("/proc/self/cmdline") && "processes are found in /proc" }, async () => {
  const url = await serveDist();
  const profile = mkdtempSync(join(tmpdir(), "profile-"));
  const open = async () => {
    const context = await chromium.launchPersistentContext(profile, { executablePath: process.env.CHROMIUM, args: FLAGS });
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(url);
    await ready(page);
    return { context, page };
  };
  try {
    for (let time = 0; time < TIMES; time += 1) {
      const { context, page } = await open();
      if (time > 0) await comes(page, `mine/number${time - 1}.ts\n`, `time ${time}`);
      await tree(page).fill(`mine/number${time}.ts\n`);
      await stored(page);
      const ended = new Promise((done) => context.once("close", done));
      // Not in order: the browser is not asked.
      await kill(profile);
      await ended;
    }
  } finally {
    await kill(profile);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

pageTest("a page that crashes loses nothing that it has stored", { allow: [/./], timeout: 600_000 }, async ({ context, url }) => {
  for (let time = 0; time < TIMES; time += 1) {
    const page = await context.newPage();
    await page.goto(url);
    await ready(page);
    await paste(page, listing(5_000 + time));
    await stored(page);
    const crashed = page.waitForEvent("crash");
    await page.goto("chrome://crash").catch(() => {});
    await crashed;
    await page.close();
    const next = await context.newPage();
    await next.goto(url);
    await says(next, new RegExp(`of ${(5_000 + time).toLocaleString("en")} files`));
    await next.getByRole("button", { name: "Clear" }).click();
    await stored(next);
    await next.close();
  }
});

pageTest("where the database is denied, local storage serves, time after time", { timeout: 600_000 }, async ({ page, url, context }) => {
  await context.addInitScript(() => {
    Object.defineProperty(window, "indexedDB", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await page.goto(url);
  await ready(page);
  for (let time = 0; time < TIMES; time += 1) {
    await tree(page).fill(`mine/number${time}.ts\n`);
    await page.reload();
    await ready(page);
    assert.equal(await tree(page).inputValue(), `mine/number${time}.ts\n`, `time ${time}`);
    assert.equal(await page.getByText("Another tab has changed").isVisible(), false);
  }
});

pageTest("where local storage is denied, the database serves", {}, async ({ page, url, context }) => {
  await context.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await page.goto(url);
  await ready(page);
  await tree(page).fill("mine/own.ts\n");
  await stored(page);
  await page.reload();
  await says(page, /of 1 file/);
  assert.equal(await tree(page).inputValue(), "mine/own.ts\n");
});

pageTest("writes that fail are said at once, lose nothing, and are tried again, time after time", { timeout: 600_000 }, async ({ page, url, context }) => {
  await context.addInitScript(() => {
    const full = () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
    const { put } = IDBObjectStore.prototype;
    const { setItem } = Storage.prototype;
    globalThis.full = (on) => {
      IDBObjectStore.prototype.put = on ? full : put;
      Storage.prototype.setItem = on ? full : setItem;
    };
  });
  await page.goto(url);
  await ready(page);
  for (let time = 0; time < TIMES; time += 1) {
    await page.evaluate(() => globalThis.full(true));
    await tree(page).fill(`mine/number${time}.ts\n`);
    await page.getByText("This browser keeps nothing for this page, or has no room for it").waitFor();
    assert.equal(await tree(page).inputValue(), `mine/number${time}.ts\n`);
    await page.evaluate(() => globalThis.full(false));
    await stored(page);
    await page.getByText("This browser keeps nothing").waitFor({ state: "detached" });
    await page.reload();
    await ready(page);
    assert.equal(await tree(page).inputValue(), `mine/number${time}.ts\n`, `time ${time}`);
  }
});

pageTest("what could not be stored keeps the browser from leaving unasked", { allow: [/./] }, async ({ page, url, context }) => {
  await context.addInitScript(() => {
    const full = () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
    IDBObjectStore.prototype.put = full;
    Storage.prototype.setItem = full;
  });
  await page.goto(url);
  await ready(page);
  await tree(page).click();
  await page.keyboard.type("mine.ts");
  await page.getByText("This browser keeps nothing for this page").waitFor();
  const asked = new Promise((done) => page.once("dialog", (dialog) => done(dialog.accept().then(() => dialog.type()))));
  await page.reload();
  assert.equal(await asked, "beforeunload");
});

pageTest("a listing of 300 MB does not cost the rules", { timeout: 300_000, allow: [/./] }, async ({ page, url }) => {
  await page.goto(url);
  await ready(page);
  await typeRules(page, "src/* #mine\n");
  await stored(page);
  page.on("dialog", (dialog) => dialog.accept());
  await page.locator("#tree-text").evaluate((field) => {
    const clipboardData = { getData: () => "src/some/folder/file.ts\n".repeat(12_500_000) };
    const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "clipboardData", { value: clipboardData });
    field.dispatchEvent(event);
  });
  await typeRules(page, "src/* #mine #too\n");
  // Whether it has room or not is the browser's; both are said.
  await page.locator('.app[data-stored="true"], .notice.warning:not([hidden])').first().waitFor({ timeout: 200_000 });
  await page.goto("about:blank");
  await page.goto(url);
  await rules(page).filter({ hasText: "#mine #too" }).waitFor({ timeout: 100_000 });
});

pageTest("storage that is emptied while the page is open is filled again", {}, async ({ page, url }) => {
  await page.goto(url);
  await ready(page);
  await tree(page).fill("mine/own.ts\n");
  await stored(page);
  await page.evaluate(async () => {
    localStorage.clear();
    sessionStorage.clear();
    for (const { name } of await indexedDB.databases()) {
      await new Promise((done) => (indexedDB.deleteDatabase(name).onsuccess = done));
    }
  });
  await page.waitForTimeout(500);
  await stored(page);
  await page.reload();
  await says(page, /of 1 file/);
  assert.equal(await tree(page).inputValue(), "mine/own.ts\n");
});

pageTest("while what is stored is read, no key can fall on an empty page", {}, async ({ page, url, context }) => {
  await page.goto(url);
  await ready(page);
  await typeRules(page, "src/* #mine\n");
  await stored(page);
  await context.addInitScript(() => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (...names) {
      const late = {};
      const request = open.apply(this, names);
      // The database answers a second later.
      for (const name of ["onsuccess", "onerror", "onupgradeneeded"]) {
        Object.defineProperty(request, name, {
          set(listener) {
            const delay = name === "onupgradeneeded" ? 0 : 1000;
            request.addEventListener(name.slice(2), (event) => (delay ? setTimeout(() => listener(event), delay) : listener(event)));
          },
        });
      }
      return Object.assign(request, late);
    };
  });
  await page.reload();
  await page.locator("#tree-text").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.type("lost?");
  await rules(page).filter({ hasText: "#mine" }).waitFor();
  assert.equal((await rules(page).innerText()).trim(), "src/* #mine");
  assert.doesNotMatch(await tree(page).inputValue(), /lost/);
});

pageTest("own texts outlive two links that are changed", {}, async ({ page, url, context }) => {
  const [one, other] = [await linkTo(context, url, "one/link.ts"), await linkTo(context, url, "other/link.ts")];
  await page.goto(url);
  await ready(page);
  await tree(page).fill("my/own.ts\n");
  await says(page, /of 1 file/);
  for (const link of [one, other]) {
    await page.goto(link);
    await page.getByText("Opened from a link").waitFor();
    await typeRules(page, "*.ts #changed\n");
    await says(page, /^1 of 1 file/);
    await stored(page);
  }
  assert.ok((await works(page)).includes("my/own.ts"));
  await openWork(page, "my/own.ts");
  // The sentence is the same as before; the text is what tells.
  await page.waitForFunction(() => document.querySelector("#tree-text").value === "my/own.ts\n");
});

pageTest("Back from a link leads to one's own texts", {}, async ({ page, url, context }) => {
  const link = await linkTo(context, url, "some/link.ts");
  await page.goto(url);
  await ready(page);
  await tree(page).fill("my/own.ts\n");
  await stored(page);
  await page.goto(link);
  await page.getByText("Opened from a link").waitFor();
  assert.equal(await tree(page).inputValue(), "some/link.ts\n");
  await page.goBack();
  await page.waitForFunction(() => document.querySelector("#tree-text").value === "my/own.ts\n");
  assert.equal(page.url(), url);
  // The same from a page that was opened by the link.
  await page.goto("about:blank");
  await page.goto(link);
  await page.getByText("Opened from a link").waitFor();
  await page.getByRole("button", { name: "Back to my own" }).click();
  await page.waitForFunction(() => document.querySelector("#tree-text").value === "my/own.ts\n");
});

pageTest("Back from an example selects nothing of it in one's own work", {}, async ({ page, url }) => {
  await page.goto(url);
  await ready(page);
  await tree(page).fill("my/own.ts\n");
  await stored(page);
  await example(page, "A monorepo of four apps");
  await says(page, /of 28 files/);
  await page.getByRole("treeitem").first().click();
  await page.locator('.app:not([data-selected=""])').waitFor();
  await page.getByRole("button", { name: "Back to my own" }).click();
  await page.waitForFunction(() => document.querySelector("#tree-text").value === "my/own.ts\n");
  assert.equal(await page.locator(".app").getAttribute("data-selected"), "");
});

pageTest("two tabs on one work notice each other, and nothing is lost", {}, async ({ page, url, context }) => {
  await page.goto(url);
  await ready(page);
  await tree(page).fill("first/version.ts\n");
  await stored(page);
  const other = await context.newPage();
  await other.goto(url);
  await says(other, /of 1 file/);
  assert.equal(await tree(other).inputValue(), "first/version.ts\n");
  await typeRules(page, "*.ts #here\n");
  await other.getByText("Another tab has changed this work").waitFor();
  await tree(other).fill("second/version.ts\n");
  await stored(other);
  await other.reload();
  assert.deepEqual((await works(other)).sort(), ["first/version.ts", "second/version.ts"]);
  await page.reload();
  await says(page, /1 of 1 file/);
  assert.equal(await tree(page).inputValue(), "first/version.ts\n");
});

pageTest("of two tabs' versions either can go on", {}, async ({ page, url, context }) => {
  await page.goto(url);
  await ready(page);
  await tree(page).fill("first/version.ts\n");
  await stored(page);
  const other = await context.newPage();
  await other.goto(url);
  await says(other, /of 1 file/);
  await tree(page).fill("newer/version.ts\n");
  await stored(page);
  await other.getByRole("button", { name: "Show the other tab’s" }).click();
  await other.waitForFunction(() => document.querySelector("#tree-text").value === "newer/version.ts\n");
  await tree(other).fill("newest/version.ts\n");
  await stored(other);
  await page.getByRole("button", { name: "Go on with this one" }).click();
  await stored(page);
  assert.deepEqual((await works(page)).sort(), ["newer/version.ts", "newest/version.ts"]);
});

pageTest("without BroadcastChannel two tabs notice each other all the same", {}, async ({ url, context }) => {
  await context.addInitScript(() => delete globalThis.BroadcastChannel);
  const [one, other] = [await context.newPage(), await context.newPage()];
  await one.goto(url);
  await ready(one);
  await tree(one).fill("first/version.ts\n");
  await stored(one);
  await other.goto(url);
  await says(other, /of 1 file/);
  await typeRules(one, "*.ts #here\n");
  await other.getByText("Another tab has changed this work").waitFor();
});

pageTest("settings of a later version survive a tick, and the other repositories with them", {}, async ({ page, url }) => {
  const settings = {
    assignment: "by-vote",
    organization: "acme",
    repository: "acme/web",
    later: { fields: [1] },
    choices: { host: "forgejo" },
    others: [{ name: "acme/app", packed: (await pack({ tree: "app/main.ts" })).slice(1) }],
  };
  await page.goto(url + (await pack({ tree: "web/a.ts", rules: "* #web", settings })));
  await page.getByText("Opened from a link").waitFor();
  await says(page, /1 of 1 file/);
  // A choice in the engine's settings: everything is written anew.
  await show(page, "Playbook");
  await page.locator('.view input[type="checkbox"]').first().click();
  await stored(page);
  const kept = await page.evaluate(
    () =>
      new Promise((done) => {
        indexedDB.open("sentry-general-works").onsuccess = ({ target: { result } }) => {
          result.transaction("texts").objectStore("texts").getAll().onsuccess = (event) => {
            const texts = event.target.result.filter((text) => text.startsWith("{"));
            result.close();
            done(JSON.parse(texts.at(-1)));
          };
        };
      }),
  );
  assert.equal(kept.settings.simulation.assignment, "by-vote");
  assert.deepEqual(kept.settings.later, { fields: [1] });
  assert.equal(kept.choices.host, "forgejo");
  assert.deepEqual(kept.repositories.others, settings.others);
  assert.equal(kept.choices.done.length, 1);
});

pageTest("what an earlier version of the page kept is there", {}, async ({ page, url }) => {
  const settings = Buffer.from(JSON.stringify({ organization: "acme" })).toString("base64url");
  await page.addInitScript((settings) => {
    if (sessionStorage.getItem("planted")) return;
    sessionStorage.setItem("planted", "1");
    for (const [name, text] of Object.entries({
      "current/tree": "old/current.ts\n",
      "current/rules": "*.ts #old\n",
      "current/settings": settings,
      "current/choices": "AAAAAAAA",
      "aside/tree": "old/aside.ts\n",
    })) {
      localStorage.setItem(`sentry-general/1/${name}`, text);
    }
  }, settings);
  await page.goto(url);
  await says(page, /^1 of 1 file/);
  assert.equal(await tree(page).inputValue(), "old/current.ts\n");
  assert.deepEqual((await works(page)).sort(), ["old/aside.ts", "old/current.ts"]);
  await page.reload();
  await says(page, /^1 of 1 file/);
  assert.deepEqual((await works(page)).sort(), ["old/aside.ts", "old/current.ts"], "not twice");
});

pageTest("a link of 274 characters with 60,000 folders does not stop the page", {}, async ({ page, url }) => {
  const link = await pack({ tree: "src/a.ts", rules: "* #t", choices: { selected: "a/".repeat(60_000) } });
  assert.ok(link.length < 400, `${link.length}`);
  await page.goto(url + link);
  await says(page, /1 of 1 file/);
  await tree(page).fill("typed/afterwards.ts\n");
  await stored(page);
  await page.goto(url);
  await page.reload();
  await says(page, /of 1 file/);
  assert.equal(await tree(page).inputValue(), "typed/afterwards.ts\n");
});

pageTest("a page whose program has failed says so, and keeps what is typed meanwhile", { allow: [/./] }, async ({ page, url, context }) => {
  await context.addInitScript(() => {
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = async (...given) => {
      const made = await instantiateStreaming(...given);
      globalThis.programs = [...(globalThis.programs ?? []), made.instance.exports];
      return made;
    };
  });
  await page.goto(url);
  await ready(page);
  await tree(page).fill("typed/before.ts\n");
  await says(page, /of 1 file/);
  await page.locator("#rules-text .cm-content").waitFor();
  // Its memory is overwritten: whatever it does next ends in a trap.
  await page.evaluate(() => globalThis.programs.forEach(({ memory }) => new Uint8Array(memory.buffer).fill(0xff)));
  await typeRules(page, "*.ts #while-dead\n");
  await page.locator("#failure:not([hidden])").filter({ hasText: "stopped working" }).waitFor();
  await tree(page).fill("typed/after.ts\n");
  await page.locator("#failure").filter({ hasText: "Your texts are kept" }).waitFor();
  await page.waitForTimeout(500);
  await page.getByRole("button", { name: "Reload the page" }).click();
  await says(page, /of 1 file/);
  await page.waitForFunction(() => document.querySelector("#tree-text").value === "typed/after.ts\n");
  await rules(page).filter({ hasText: "#while-dead" }).waitFor();
  assert.ok((await works(page)).length >= 1);
});

/** A page on another site that shows the app in a frame of this sandbox. */
async function inSandbox(sandbox, headers, body) {
  const url = await serveDist(headers);
  const folder = mkdtempSync(join(tmpdir(), "docs-"));
  writeFileSync(join(folder, "index.html"), `<iframe sandbox="${sandbox}" src="${url}" width="1200" height="700"></iframe>`);
  const host = await serve({ root: folder, base: "/" });
  const context = await (await launch()).newContext();
  try {
    const page = await context.newPage();
    await page.goto(host.url);
    await body(page.frameLocator("iframe"), page);
  } finally {
    await context.close();
    await host.close();
    rmSync(folder, { recursive: true });
  }
}

test("in a sandbox without an origin it answers, if its files may be read", { timeout: 60_000 }, async () => {
  await inSandbox("allow-scripts", { "access-control-allow-origin": "*" }, async (frame) => {
    await frame.locator(".sentence").filter({ hasText: "39 of 54 files" }).waitFor();
    await frame.getByText("the page itself computes").waitFor();
    await frame.getByRole("textbox", { name: "File tree" }).fill("a.ts\n");
    await frame.locator(".sentence").filter({ hasText: "of 1 file" }).waitFor();
    await frame.getByText("This browser keeps nothing for this page").waitFor();
  });
});

test("in a sandbox without an origin it says at once what is missing, if its files may not be read", { timeout: 60_000 }, async () => {
  await inSandbox("allow-scripts", {}, async (frame) => {
    await frame.locator("#failure").filter({ hasText: "allow-same-origin" }).waitFor();
    await frame.getByText("Loading Sentry General").waitFor({ state: "detached" });
  });
});

/**
 * Ends the browser of a profile as a power cut would: with all that it has started, such as the process that writes its cache.
 * Resolves when none of them is there any more.
 */
async function kill(profile) {
  const doomed = browserOf(profile);
  for (const { id } of doomed) {
    try {
      process.kill(id, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
  // A number may be another process's by now.
  const lives = ({ id, started }) => running().some((other) => other.id === id && other.started === started);
  while (doomed.some(lives)) await new Promise((done) => setTimeout(done, 20));
}

/** The browser's processes: the first is found by its profile, which no other has. */
function browserOf(profile) {
  const all = running();
  const family = new Set(all.filter(({ line }) => line.includes(`--user-data-dir=${profile}`)).map(({ id }) => id));
  let before;
  do {
    before = family.size;
    for (const { id, parent } of all) if (family.has(parent)) family.add(id);
  } while (family.size > before);
  return all.filter(({ id }) => family.has(id));
}

/** What runs on this machine: the number of each process, its parent's, when it started, its command. Ended ones whose parent has not noticed are none. */
function running() {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // `23 (a name (1)) S 1 …`: the name may hold anything.
      const fields = readFileSync(`/proc/${name}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
      const [state, parent] = fields;
      return state === "Z" ? [] : [{ id: Number(name), parent: Number(parent), started: fields[19], line: readFileSync(`/proc/${name}/cmdline`, "utf8") }];
    } catch {
      return [];
    }
  });
}
