import { expect, signIn } from "../browser.mjs";

/** A wrong password is told in plain words; the right one leads in, and out again; the cookie is no script's. */
export default async function walk(journey) {
  const page = await journey.window();
  await page.goto(`${journey.world.url}/desk/d/masters/item`);
  const [user] = journey.world.users;
  await page.getByLabel("User name").fill(user.username);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").filter({ hasText: "not right" }).waitFor();
  await journey.shot(page, "sign-in");
  await signIn(page, user);
  await page.getByRole("heading", { level: 1, name: "Items" }).waitFor(); // where one wanted to go
  expect((await page.evaluate(() => document.cookie)) === "", "no cookie that scripts can read");
  expect((await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).includes("eyJ") === false, "no token in the page's storage");
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
}
