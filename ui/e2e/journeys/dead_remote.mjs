/** A remote that can't be fetched leaves the Desk working, and works when it is back. */
export default async function walk(journey) {
  const page = await journey.signedIn();
  await page.route("**/ui/finance/**", (route) => route.abort());
  await journey.open(page, "/d/masters/item", "Items");
  const menu = page.getByRole("navigation", { name: "Menu" });
  await menu.getByRole("link", { name: "Trial balance" }).click();
  await page.getByText("finance could not be loaded").waitFor();
  await journey.shot(page, "dead-remote");
  await menu.getByRole("link", { name: "Parties" }).click();
  await page.getByRole("heading", { level: 1, name: "Parties" }).waitFor();
  await menu.getByRole("link", { name: "Stock by location" }).click();
  await page.getByRole("heading", { level: 1, name: "Stock by location" }).waitFor();
  await page.unroute("**/ui/finance/**");
  await menu.getByRole("link", { name: "Trial balance" }).click();
  const again = page.getByRole("button", { name: "Try again" });
  await again.or(page.getByRole("heading", { level: 1, name: "Trial balance" })).first().waitFor();
  if (await again.isVisible()) await again.click();
  await page.getByRole("heading", { level: 1, name: "Trial balance" }).waitFor();
}
