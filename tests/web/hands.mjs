// How people reach what is on the page: by mouse, by keyboard alone, by touch. A journey is told once and made by each.

import assert from "node:assert/strict";

/** Presses so many keys at most until something has the focus. */
const MOST = 250;

/** What a page's user has: `press` something, `write` into it, `choose` an option. */
export const HANDS = {
  "the mouse": (page) => ({
    press: (locator) => locator.click(),
    write: async (locator, text) => (await locator.click(), await replace(page, text)),
    choose: (locator, label) => locator.selectOption({ label }),
  }),
  "the keyboard alone": (page) => ({
    press: async (locator) => {
      await reach(page, locator);
      // A tab is open as soon as arrows reach it, a choice as soon as it is chosen.
      await page.keyboard.press((await locator.getAttribute("type")) === "checkbox" ? "Space" : "Enter");
    },
    write: async (locator, text) => (await reach(page, locator), await replace(page, text)),
    choose: async (locator, label) => {
      await reach(page, locator);
      await page.keyboard.type(label.slice(0, 12));
    },
  }),
  touch: (page) => ({
    press: (locator) => locator.tap(),
    write: async (locator, text) => (await locator.tap(), await replace(page, text)),
    choose: (locator, label) => locator.selectOption({ label }),
  }),
};

/** The contexts that they need. */
export const OPTIONS = { "the mouse": {}, "the keyboard alone": {}, touch: { hasTouch: true } };

async function replace(page, text) {
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

/** Tab after tab, and by arrows among tabs, until it has the focus. Fails if it can't be reached. */
async function reach(page, locator) {
  await locator.waitFor();
  const isTab = (await locator.getAttribute("role")) === "tab";
  for (let key = 0; key < MOST; key += 1) {
    const state = await locator.evaluate((it) => {
      // What has the focus, as the element's own tree sees it.
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement && active !== it) active = active.shadowRoot.activeElement;
      const list = it.closest("[role=tablist]");
      return active === it || it.contains(active) ? "there" : list?.contains(active) ? "beside" : "elsewhere";
    });
    if (state === "there") return;
    await page.keyboard.press(isTab && state === "beside" ? "ArrowRight" : "Tab");
  }
  assert.fail(`the keyboard does not reach ${locator}`);
}

/** Pastes where the focus is, as a browser does, without a system clipboard. */
export async function paste(page, text, selector = "body") {
  await page.locator(selector).evaluate((target, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true }));
  }, text);
}
