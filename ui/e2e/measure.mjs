// How fast the Desk is: `node measure.mjs < WORLD.json`; prints milliseconds and bytes as JSON. The world as in run.mjs, with `rows`: the type whose list
// is measured, as "context/type".
import { readFileSync } from "node:fs";

import { Journey, launch } from "./browser.mjs";

const world = JSON.parse(readFileSync(0, "utf8"));
const path = `/d/${world.rows ?? "masters/uom"}`;
const browser = await launch(process.env.CHROMIUM ?? "/usr/bin/chromium");
const journey = new Journey(browser, world);

const page = await journey.signedIn();
const state = await page.context().storageState();

/** A list in a window in which nothing was opened before, by its address again, and by a click. */
async function coldAndWarm() {
  const context = await browser.newContext({ storageState: state });
  const fresh = await context.newPage();
  const session = await context.newCDPSession(fresh);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", (event) => { bytes += event.encodedDataLength; });
  const cold = await timed(() => opened(fresh));
  const received = bytes;
  await fresh.goto("about:blank");
  const again = await timed(() => opened(fresh));
  await fresh.getByRole("link", { name: "Business M" }).click();
  await fresh.getByRole("heading", { level: 1, name: /Welcome/ }).waitFor();
  const warm = await timed(async () => {
    await fresh.locator(`nav a[href="/desk${path}"]`).click();
    await fresh.getByRole("grid").getByRole("row").nth(3).waitFor();
  });
  await context.close();
  return { cold, again, warm, received };
}

async function opened(fresh) {
  await fresh.goto(`${world.url}/desk${path}`, { waitUntil: "commit" });
  await fresh.getByRole("grid").getByRole("row").nth(3).waitFor();
}

async function timed(what) {
  const started = performance.now();
  await what();
  return Math.round(performance.now() - started);
}

/** Scrolls through all rows: how many there are, the rows that stand in the page, and the share of frames that came later than 20 ms. */
async function scrolled() {
  await opened(page);
  const grid = page.getByRole("grid");
  for (let rows = -1; rows !== Number(await grid.getAttribute("aria-rowcount")); ) {
    rows = Number(await grid.getAttribute("aria-rowcount"));
    await grid.focus();
    await page.keyboard.press("End");
    await page.waitForTimeout(400);
  }
  return page.evaluate(async () => {
    const frame = document.querySelector('[role="grid"]');
    const rows = Number(frame.getAttribute("aria-rowcount")) - 1;
    const intervals = [];
    let last = performance.now();
    frame.scrollTop = 0;
    for (let step = 0; step < 180; step++) {
      await new Promise(requestAnimationFrame);
      frame.scrollTop += 120;
      const now = performance.now();
      intervals.push(now - last);
      last = now;
    }
    const late = intervals.slice(5).filter((one) => one > 20).length / (intervals.length - 5);
    return { rows, in_page: document.querySelectorAll('[role="gridcell"]').length, late_frames: Math.round(late * 100) / 100 };
  });
}

const samples = [];
for (let sample = 0; sample < (world.samples ?? 5); sample++) samples.push(await coldAndWarm());
console.log(JSON.stringify({ samples, scrolled: await scrolled() }));
await browser.close();
