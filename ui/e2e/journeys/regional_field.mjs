import { expect } from "../browser.mjs";

/** A field that a plugin added is checked where it is typed, and again by its owner: what is wrong is said on the field. */
export default async function walk(journey) {
  const page = await journey.signedIn();
  const name = `Neelam Traders ${Date.now()}`;
  await journey.open(page, "/d/finance/supplier/new", "New supplier");
  const party = page.getByRole("combobox", { name: "Name" });
  await party.click();
  await party.pressSequentially(name);
  await page.getByRole("option", { name: /Create/ }).waitFor();
  await party.press("Enter");
  await page.getByLabel("GST category").selectOption("REGULAR");
  const gstin = page.getByLabel("GSTIN");
  const create = page.getByRole("button", { name: "Create" });

  await create.click();
  await page.getByText("GSTIN is required").waitFor();
  await gstin.fill("29AABCT1332L1ZB"); // its last character proves nothing
  await create.click();
  await page.getByText("GSTIN: the check character does not fit").waitFor();
  expect((await gstin.getAttribute("aria-invalid")) === "true", "the field is marked");
  await journey.shot(page, "supplier-wrong-check-character");

  await gstin.fill(journey.world.gstin.toLowerCase()); // right, and made capital; but of another state than is chosen
  await page.getByLabel("State").selectOption(journey.world.other_state);
  await create.click();
  await page.getByText("Some fields need another look.").waitFor();
  await journey.shot(page, "supplier-refused");
  expect((await page.locator("[aria-invalid=true]").count()) > 0, "the owner's refusal stands on a field");
  await page.getByLabel("State").selectOption(journey.world.gstin.slice(0, 2));
  await create.click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  expect((await page.getByLabel("GSTIN").inputValue()) === journey.world.gstin, "kept in capitals");
  await journey.shot(page, "supplier");
}
