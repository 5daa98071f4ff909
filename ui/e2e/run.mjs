// Walks journeys through a running Desk: `node run.mjs [NAME...] < WORLD.json`; prints what became of each as JSON.
//
// The world: url, users (username, password), company_id, supplier, warehouse, item (id, code, name, barcode), day. CHROMIUM names the program,
// SHOTS a folder for pictures.
import { readdirSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";

import { Journey, launch } from "./browser.mjs";

const all = readdirSync(new URL("journeys", import.meta.url)).map((file) => file.replace(/\.mjs$/, "")).sort();
const names = process.argv.length > 2 ? process.argv.slice(2) : all;
const world = JSON.parse(readFileSync(0, "utf8"));
const { CHROMIUM = "/usr/bin/chromium", SHOTS } = process.env;
if (SHOTS) await mkdir(SHOTS, { recursive: true });

const browser = await launch(CHROMIUM);
const results = {};
for (const name of names) {
  const journey = new Journey(browser, world, SHOTS);
  const started = performance.now();
  try {
    const { default: walk } = await import(`./journeys/${name}.mjs`);
    await walk(journey);
    results[name] = { ok: true };
  } catch (error) {
    results[name] = { ok: false, error: String(error.stack ?? error) };
    await keepWhatIsSeen(journey, name);
  }
  results[name].seconds = Math.round(performance.now() - started) / 1000;
  await journey.close();
}
await browser.close();
console.log(JSON.stringify(results));

async function keepWhatIsSeen(journey, name) {
  for (const [place, context] of browser.contexts().entries()) {
    for (const page of context.pages()) await journey.shot(page, `failed-${name}-${place}`).catch(() => undefined);
  }
}
