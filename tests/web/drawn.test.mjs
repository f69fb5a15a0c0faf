// How advisors in other pages draw what was answered: pictures with words in them, tables whose owners are in sight.

import assert from "node:assert/strict";

import { pageTest } from "./support.mjs";

for (const colorScheme of ["light", "dark"]) {
  pageTest(`the way of an error is a picture that can be read (${colorScheme})`, { colorScheme }, async ({ page, url }) => {
    await page.goto(`${url}learn/08-shared-code.html`);
    const picture = page.locator("sentry-general .picture");
    await picture.scrollIntoViewIfNeeded();
    const seen = await picture.evaluate((svg) => {
      const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      // As it is seen on what the page has behind it.
      const light = (...colours) => {
        for (const colour of colours) {
          canvas.fillStyle = colour;
          canvas.fillRect(0, 0, 1, 1);
        }
        const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
        return 0.3 * red + 0.59 * green + 0.11 * blue;
      };
      const paper = getComputedStyle(document.body).backgroundColor;
      const fill = (element) => getComputedStyle(element).fill;
      const box = svg.querySelector("rect.box");
      return [...svg.querySelectorAll("text")].map((text) => ({
        words: text.textContent,
        wide: text.getBoundingClientRect().width,
        contrast: Math.abs(light(paper, fill(box), fill(text)) - light(paper, fill(box))),
      }));
    });
    const words = seen.map((it) => it.words);
    for (const word of ["Frames", "lib/http.py", "path:lib/*", "#core"]) assert.ok(words.includes(word), `${word} is not in ${words}`);
    for (const { words, wide, contrast } of seen) assert.ok(wide > 5 && contrast > 70, `${words}: ${wide} px, ${contrast}`);
  });
}

for (const width of [360, 800]) {
  pageTest(`who gets what is in sight at ${width} px, however long the paths`, { viewport: { width, height: 800 } }, async ({ page, url }) => {
    await page.goto(`${url}embed.html#sample=rails`);
    const rows = page.locator("sentry-general .answer tbody tr");
    await rows.first().waitFor();
    for (const row of await rows.all()) {
      const { x, width: wide } = await row.locator(".owner").boundingBox();
      assert.ok(x >= 0 && x + wide <= width, `the owner ends at ${x + wide} px`);
      const { height } = await row.locator(".place").boundingBox();
      assert.ok(height < 40, "its line stands in one line");
    }
  });
}

pageTest("a hint's lines stand below one another", { viewport: { width: 500, height: 800 } }, async ({ page, url }) => {
  await page.goto(`${url}learn/08-shared-code.html`);
  const advice = page.locator("sentry-general .advice");
  await advice.scrollIntoViewIfNeeded();
  const edges = await advice.evaluate((element) => {
    element.textContent = "Both rules match a frame. ".repeat(9);
    const range = document.createRange();
    range.selectNodeContents(element);
    return [...range.getClientRects()].filter(({ width }) => width > 0).map(({ left }) => Math.round(left));
  });
  assert.ok(edges.length > 2);
  assert.deepEqual([...new Set(edges)], [edges[0]]);
});

pageTest("what explains a prediction is set as in the advisor: no frame within a frame", {}, async ({ page, url }) => {
  await page.goto(`${url}learn/04-last-match.html`);
  await page.locator(".question [type=radio]").first().click();
  const verdict = page.locator(".question .rule .verdict").first();
  await verdict.waitFor();
  const looks = await verdict.evaluate((span) => {
    const { borderLeftWidth, paddingLeft } = getComputedStyle(span);
    return [borderLeftWidth, paddingLeft, getComputedStyle(span.closest("li")).alignItems];
  });
  assert.deepEqual(looks, ["0px", "0px", "baseline"]);
});
