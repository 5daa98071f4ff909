import { expect } from "../browser.mjs";

/** Unsaved work is not left by mistake. */
export default async function walk(journey) {
  const { item } = journey.world;
  const page = await journey.signedIn();
  await journey.open(page, `/d/masters/item/${item.id}`, item.name);
  await page.getByLabel("Description").fill("not saved");
  const away = page.getByRole("navigation", { name: "Menu" }).getByRole("link", { name: "Parties" });
  await away.click();
  await page.getByRole("dialog", { name: "Leave without saving?" }).getByRole("button", { name: "Stay" }).click();
  expect((await page.getByLabel("Description").inputValue()) === "not saved", "the text is still there");
  await away.click();
  await page.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
  await page.getByRole("heading", { level: 1, name: "Parties" }).waitFor();
}
