/** A remote opens without the host, in a page that its own context serves. */
export default async function walk(journey) {
  const { world } = journey;
  const page = await journey.window();
  await page.goto(`${world.url}/ui/wms/`);
  await page.getByLabel("User name").fill(world.users[0].username);
  await page.getByLabel("Password").fill(world.users[0].password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Stock by location" }).waitFor();
  await journey.shot(page, "alone");
  await page.getByRole("link", { name: "receive" }).click();
  await page.getByRole("heading", { level: 1, name: "Receive goods" }).waitFor();
}
