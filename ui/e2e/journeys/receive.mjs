import { expect } from "../browser.mjs";

/** Goods are received by keys alone; stock and trial balance show it, and lead down to the receipt again. */
export default async function walk(journey) {
  const { supplier, item, day, warehouse } = journey.world;
  const page = await journey.signedIn();
  await journey.open(page, "/r/wms/receive", "Receive goods");
  const keys = page.keyboard;
  await page.getByRole("combobox", { name: "Supplier" }).focus();
  await keys.type(supplier);
  await page.getByRole("option", { name: supplier }).waitFor();
  await keys.press("Enter");
  await page.getByLabel("Posting date").fill(day);
  await page.getByRole("textbox", { name: "Scan or type" }).focus();
  await keys.type(item.barcode);
  await keys.press("Enter");
  const quantity = page.getByLabel(`Quantity: ${item.name}`);
  await quantity.waitFor();
  await keys.type(item.code);
  await keys.press("Enter");
  await page.waitForFunction((label) => document.querySelector(`[aria-label="${label}"]`)?.value === "2", `Quantity: ${item.name}`);
  await quantity.focus();
  await keys.press("Control+A");
  await keys.type("12");
  await keys.press("Enter");
  await keys.type("1234.50");
  await journey.shot(page, "receive");
  await keys.press("Control+Enter");
  const posted = page.getByRole("note").filter({ hasText: "Posted as" });
  await posted.waitFor();
  const number = (await posted.textContent()).match(/GRN[^\s]*[0-9]/)[0];

  await page.getByRole("link", { name: "Stock by location" }).first().click();
  const row = page.getByRole("row").filter({ hasText: item.name }).filter({ hasText: warehouse });
  await row.filter({ hasText: "14,814.00" }).waitFor();
  await journey.shot(page, "stock");

  await page.getByRole("link", { name: "Trial balance" }).first().click();
  await page.getByRole("link", { name: "Inventory", exact: true }).click();
  const entry = page.getByRole("row").filter({ hasText: "14,814.00" });
  await entry.first().waitFor();
  await journey.shot(page, "account-statement");
  await entry.first().click();
  await page.getByText("Made by").waitFor();
  await journey.shot(page, "voucher");
  await page.getByRole("link", { name: number }).click();
  await page.getByRole("heading", { level: 1, name: number }).waitFor();
  await page.getByText("Posted", { exact: true }).first().waitFor();
  await page.getByRole("table", { name: "Lines" }).getByText(item.name).waitFor();
  await journey.shot(page, "goods-receipt");
  expect(page.broken.length === 0, `nothing broken: ${page.broken}`);
}
