import { choose, expect } from "../browser.mjs";

/** What is posted by the form is told by the bell, on a line that stays open. */
export default async function walk(journey) {
  const { supplier, item, day, warehouse } = journey.world;
  const page = await journey.signedIn();
  await journey.open(page, "/d/wms/goods_receipt/new", "New goods receipt");
  await choose(page, "Supplier", supplier);
  await choose(page, "Warehouse", warehouse);
  await page.getByLabel("Posting date").fill(day);
  await page.getByRole("button", { name: "Add a row" }).click();
  await choose(page, "Item", item.name);
  await page.getByRole("textbox", { name: "Quantity", exact: true }).fill("3");
  await page.getByRole("textbox", { name: "Unit cost" }).fill("10");
  await journey.shot(page, "goods-receipt-new");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByText("Draft", { exact: true }).first().waitFor();
  await page.getByRole("button", { name: "Post", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Post", exact: true }).click();
  await page.getByText("Posted", { exact: true }).first().waitFor();
  const number = await page.getByRole("heading", { level: 1 }).textContent();
  await page.getByRole("button", { name: /Notifications: .*unread/ }).click();
  await page.getByRole("dialog").getByRole("link", { name: new RegExp(number) }).waitFor();
  await journey.shot(page, "notifications");
  await page.getByRole("button", { name: "Mark all as read" }).click();
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Notifications", exact: true }).waitFor();
  expect(page.broken.length === 0, `nothing broken: ${page.broken}`);
}
