import { readFile } from "node:fs/promises";

import { expect } from "../browser.mjs";

/** Several rows are archived at once, what is refused says why; and the whole list is saved as CSV. */
export default async function walk(journey) {
  const page = await journey.signedIn();
  const names = ["Anand", "Bela", "Chitra"].map((name) => `0 ${name} ${Date.now()}`); // sorted before all others
  const made = [];
  for (const name of names) made.push(await page.evaluate(makeParty, name));

  await journey.open(page, "/d/masters/party", "Parties");
  await page.getByText(names[0]).first().waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export as CSV" }).click()]);
  const content = await readFile(await download.path(), "utf8");
  expect(names.every((name) => content.includes(name)), "every party stands in the file");
  expect(content.startsWith("\ufeffName,"), `labels stand above: ${content.slice(0, 60)}`);

  for (const name of names.slice(0, 2)) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  await page.getByText("2 selected").waitFor();
  await journey.shot(page, "rows-selected");
  // Somebody else changes one meanwhile, which the rows here do not know yet.
  await page.evaluate(renameParty, made[0]);
  await page.getByRole("button", { name: "Archive (2)" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Archive", exact: true }).click();
  await page.getByRole("dialog").getByText("1 was refused").waitFor();
  await page.getByRole("dialog").getByText(new RegExp(`${names[0]}: .+`)).waitFor();
  await journey.shot(page, "rows-refused");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await page.getByText(names[1]).waitFor({ state: "detached" });
  await page.getByText(names[2]).first().waitFor();
  expect(page.broken.length === 0, `nothing broken: ${page.broken}`);
}

async function makeParty(name) {
  const answer = await fetch("/v1/masters/parties", { method: "POST", body: JSON.stringify({ party: { name, kind: "ORGANIZATION" } }) });
  return (await answer.json()).party;
}

async function renameParty({ id, etag }) {
  await fetch(`/v1/masters/parties/${id}?update_mask=phone`, { method: "PATCH", body: JSON.stringify({ etag, phone: "080 1234" }) });
}
