import { expect } from "../browser.mjs";

/** From the palette to a list, to a form, to a saved change: without a mouse. */
export default async function walk(journey) {
  const page = await journey.signedIn();
  const keys = page.keyboard;
  await keys.press("Control+K");
  await page.getByPlaceholder("Type a name").waitFor();
  await journey.shot(page, "palette");
  await keys.type("items");
  await page.locator("[aria-selected=true]").filter({ hasText: /^Items$/ }).waitFor();
  await keys.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Items" }).waitFor();
  await page.getByRole("grid").getByRole("row").nth(1).waitFor();
  for (let presses = 0; presses < 60 && !(await page.evaluate(() => document.activeElement?.getAttribute("role") === "grid")); presses++) await keys.press("Tab");
  await keys.press("ArrowDown");
  await keys.press("ArrowUp");
  await keys.press("Enter");
  const description = page.getByLabel("Description");
  await description.waitFor();
  for (let presses = 0; presses < 90 && !(await description.evaluate((one) => one === document.activeElement)); presses++) await keys.press("Tab");
  expect(await description.evaluate((one) => one === document.activeElement), "the field is reached by Tab");
  await keys.type(" by keys");
  await keys.press("Control+S");
  await page.getByText("Saved", { exact: true }).waitFor();
}
