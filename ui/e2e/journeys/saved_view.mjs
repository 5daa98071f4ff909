import { expect } from "../browser.mjs";

/** What a list shows and in which order stands in the address, and can be kept under a name. */
export default async function walk(journey) {
  const { item } = journey.world;
  const page = await journey.signedIn();
  await journey.open(page, "/d/masters/item", "Items");
  await page.getByRole("searchbox", { name: "Code", exact: true }).fill(item.code);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll('[role="gridcell"]').length > 0 && document.querySelector('[role="grid"]').getAttribute("aria-rowcount") === "2");
  expect(page.url().includes(`f.code=${item.code}`), "the filter stands in the address");
  const head = page.getByRole("columnheader", { name: "Name", exact: true });
  await head.getByRole("button").click();
  await page.locator('[role="columnheader"][aria-sort="ascending"]').waitFor();
  await head.getByRole("button").click();
  await page.locator('[role="columnheader"][aria-sort="descending"]').waitFor();
  expect(page.url().includes("sort=-name"), "the order stands in the address");
  const name = `Only ${item.code} ${Date.now()}`;
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByLabel("Name of the view").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Save view" }).click();
  await page.getByLabel("Saved views").waitFor();
  await journey.shot(page, "saved-view");
  await page.getByLabel("Saved views").selectOption("");
  await page.waitForFunction(() => document.querySelector('[role="grid"]')?.getAttribute("aria-rowcount") !== "2");
  await page.getByLabel("Saved views").selectOption({ label: name });
  await page.waitForFunction(() => document.querySelector('[role="grid"]')?.getAttribute("aria-rowcount") === "2");
  await page.locator('[role="columnheader"][aria-sort="descending"]').waitFor();
  await page.reload();
  await page.waitForFunction(() => document.querySelector('[role="grid"]')?.getAttribute("aria-rowcount") === "2");
  await page.getByRole("button", { name: "Delete view" }).click();
  await page.waitForFunction(() => document.querySelector('[role="grid"]')?.getAttribute("aria-rowcount") !== "2");
}
