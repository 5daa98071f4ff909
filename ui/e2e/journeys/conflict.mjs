import { expect } from "../browser.mjs";

/** Two people change one item: the second is shown both versions and decides. */
export default async function walk(journey) {
  const { item, users } = journey.world;
  const path = `/d/masters/item/${item.id}`;
  const [first, second] = [await journey.signedIn(users[0]), await journey.signedIn(users[1])];
  await journey.open(first, path, item.name);
  await journey.open(second, path, item.name);
  const describe = async (page, text) => {
    await page.getByLabel("Description").fill(text);
    await page.getByRole("button", { name: "Save" }).click();
  };
  await describe(first, "said first");
  await first.getByText("Saved", { exact: true }).waitFor();
  await describe(second, "said second");
  const dialog = second.getByRole("dialog", { name: "Somebody changed this meanwhile" });
  await dialog.getByRole("cell", { name: "said first" }).waitFor();
  await dialog.getByRole("cell", { name: "said second" }).waitFor();
  await journey.shot(second, "conflict");
  await dialog.getByRole("button", { name: "Save mine over it" }).click();
  await second.getByText("Saved", { exact: true }).waitFor();

  await describe(first, "said third");
  await first.getByRole("dialog").getByRole("button", { name: "Take theirs" }).click();
  await first.waitForFunction(() => [...document.querySelectorAll("textarea")].some((one) => one.value === "said second"));
  expect((await first.getByRole("button", { name: "Save" }).isDisabled()) === true, "nothing left to save");
}
