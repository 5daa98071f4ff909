import { expect } from "../browser.mjs";

const PHONE = { width: 390, height: 844 };

/** On a phone nothing stands out of the page, and the menu opens and closes. */
export default async function walk(journey) {
  const { item } = journey.world;
  const page = await journey.signedIn(journey.world.users[0], PHONE);
  const pages = [["/d/masters/item", "Items"], [`/d/masters/item/${item.id}`, item.name], ["/d/wms/goods_receipt/new", "New goods receipt"], ["/r/wms/stock", "Stock by location"], ["/r/finance/trial-balance", "Trial balance"]];
  for (const [path, title] of pages) {
    await journey.open(page, path, title);
    const width = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.querySelector("main")?.scrollWidth ?? 0));
    expect(width <= PHONE.width, `${path} is ${width} wide`);
    await journey.shot(page, `narrow-${title.toLowerCase().replaceAll(" ", "-")}`);
  }
  await page.getByRole("button", { name: "Menu" }).click();
  await journey.shot(page, "narrow-menu");
  await page.getByRole("navigation", { name: "Menu" }).getByRole("link", { name: "Parties" }).click();
  await page.getByRole("heading", { level: 1, name: "Parties" }).waitFor();
  const serious = await journey.audit(page);
  expect(serious.length === 0, `no serious finding: ${serious.join(" | ")}`);
}
