import { expect } from "../browser.mjs";

/** axe finds nothing serious on any kind of page. */
export default async function walk(journey) {
  const { item } = journey.world;
  const found = [];
  const audit = async (page, name) => found.push(...(await journey.audit(page)).map((one) => `${name}: ${one}`));
  const outside = await journey.window();
  await outside.goto(`${journey.world.url}/desk/`);
  await outside.getByRole("button", { name: "Sign in" }).waitFor();
  await audit(outside, "sign-in");

  const page = await journey.signedIn();
  await audit(page, "home");
  const pages = [["/d/masters/item", "Items"], [`/d/masters/item/${item.id}`, item.name], ["/d/finance/supplier/new", "New supplier"], ["/r/finance/trial-balance", "Trial balance"], ["/r/wms/stock", "Stock by location"], ["/r/wms/receive", "Receive goods"]];
  for (const [path, title] of pages) {
    await journey.open(page, path, title);
    await audit(page, path);
  }
  await journey.open(page, "/d/wms/goods_receipt/new", "New goods receipt");
  await page.getByRole("button", { name: "Add a row" }).click();
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByText("Supplier is required").waitFor();
  await journey.shot(page, "goods-receipt-faults");
  await audit(page, "form with faults");
  await page.keyboard.press("Control+K");
  await page.getByRole("dialog", { name: "Go to" }).getByRole("option").first().waitFor();
  await audit(page, "palette");
  expect(found.length === 0, `no serious finding: ${found.join(" | ")}`);
}
