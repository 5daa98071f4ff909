import { expect } from "../browser.mjs";

/** Colours and language are the user's, and are there again in another window. */
export default async function walk(journey) {
  const [, user] = journey.world.users;
  const page = await journey.signedIn(user);
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByLabel("Appearance").selectOption("DARK");
  await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
  const kept = page.waitForResponse((answer) => answer.url().endsWith("/UpdatePreferences"));
  await page.getByLabel("Language").selectOption("hi");
  await kept;
  await page.getByRole("button", { name: "बंद करें" }).click();
  await page.getByRole("link", { name: "आपूर्तिकर्ता" }).first().waitFor();

  const other = await journey.window();
  await other.goto(`${journey.world.url}/desk/`);
  await other.locator("input[name=username]").fill(user.username);
  await other.locator("input[name=password]").fill(user.password);
  await other.keyboard.press("Enter");
  await other.getByRole("heading", { level: 1, name: /स्वागत/ }).waitFor();
  expect((await other.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme].join())) === "hi,dark", "Hindi and dark");
  await journey.shot(other, "home-hindi-dark");
  await journey.open(other, "/d/finance/supplier/new", /नया/);
  await journey.shot(other, "supplier-hindi-dark");
  await journey.open(other, "/r/wms/stock", "स्थान के अनुसार माल");
  await other.getByRole("grid").or(other.getByText("भंडार में कुछ नहीं")).first().waitFor();
  await journey.shot(other, "stock-hindi-dark");
  const serious = await journey.audit(other);
  expect(serious.length === 0, `no serious finding in the dark: ${serious.join(" | ")}`);
  await other.getByRole("button", { name: "सेटिंग" }).click();
  await other.getByLabel("रूप").selectOption("SYSTEM");
  const back = other.waitForResponse((answer) => answer.url().endsWith("/UpdatePreferences"));
  await other.getByLabel("भाषा").selectOption("en");
  await back;
}
