// A Chromium of Debian's with a fresh profile, and what journeys do in it again and again.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
const PATIENCE_MILLISECONDS = Number(process.env.PATIENCE_MILLISECONDS ?? 60_000);
const WIDE = { width: 1360, height: 860 };
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A running Chromium. */
export function launch(executablePath) {
  return chromium.launch({ executablePath, args: FLAGS });
}

/** What a journey is given: the world it happens in, and people who walk through it. */
export class Journey {
  #contexts = [];

  constructor(browser, world, shots) {
    Object.assign(this, { browser, world, shots });
  }

  /** Somebody's window, nobody signed in. What breaks in it is kept in `page.broken`. */
  async window(viewport = WIDE) {
    const context = await this.browser.newContext({ viewport, locale: "en-GB", reducedMotion: "reduce" });
    context.setDefaultTimeout(PATIENCE_MILLISECONDS);
    this.#contexts.push(context);
    const page = await context.newPage();
    page.broken = [];
    page.on("pageerror", (error) => page.broken.push(String(error)));
    return page;
  }

  /** The window of a user who signed in and chose the world's company. */
  async signedIn(user = this.world.users[0], viewport = WIDE) {
    const page = await this.window(viewport);
    await page.goto(`${this.world.url}/desk/`);
    await signIn(page, user);
    const company = page.getByLabel("Company", { exact: true });
    if ((await company.inputValue()) !== this.world.company_id) {
      const kept = page.waitForResponse((answer) => answer.url().endsWith("/UpdatePreferences"));
      await company.selectOption(this.world.company_id);
      await kept;
    }
    return page;
  }

  /** Opens a path of the Desk and waits for what it is called. */
  async open(page, path, title) {
    await page.goto(`${this.world.url}/desk${path}`);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
  }

  /** Keeps what is seen. */
  async shot(page, name) {
    if (this.shots) await page.screenshot({ path: join(this.shots, `${name}.png`) });
  }

  /** Serious findings of axe, as "rule: element". */
  async audit(page) {
    if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE); // not by a script tag: the page's policy forbids that
    const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
    const serious = found.violations.filter((one) => one.impact === "serious" || one.impact === "critical");
    return serious.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`));
  }

  async close() {
    await Promise.all(this.#contexts.map((one) => one.close()));
  }
}

/** Fills in the sign-in page and waits for the Desk. */
export async function signIn(page, user) {
  await page.getByLabel("User name").fill(user.username);
  await page.getByLabel("Password").fill(user.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator("main h1").first().waitFor();
}

/** Changes the user's preferences; what is open shows it when it is loaded again. */
export function prefer(page, preferences) {
  return page.evaluate(async (wanted) => {
    const path = "/v1/desk/preferences";
    const { etag } = (await (await fetch(path)).json()).preferences;
    const answer = await fetch(`${path}?update_mask=${Object.keys(wanted)}`, { method: "PATCH", body: JSON.stringify({ ...wanted, etag }) });
    if (!answer.ok) throw new Error(await answer.text());
  }, preferences);
}

/** Chooses from a field that suggests, by typing. */
export async function choose(page, label, typed) {
  const field = page.getByRole("combobox", { name: label });
  await field.click();
  await field.pressSequentially(typed);
  await page.getByRole("option").filter({ hasText: typed }).first().waitFor();
  await field.press("Enter");
}

/** Throws unless something holds. */
export function expect(holds, what) {
  if (!holds) throw new Error(`expected: ${what}`);
}
