import { choose, expect } from "../browser.mjs";

/** A form with fields that belong together, rows and an instant: what recurs is written down, and changed. */
export default async function walk(journey) {
  const page = await journey.signedIn();
  await journey.open(page, "/d/book_keeper/voucher_template/new", "New voucher template");
  const code = `RENT${Date.now() % 1e7}`;
  await page.getByLabel("Code").fill(code);
  await page.getByLabel("How often").selectOption("MONTHLY");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByText("From is required").waitFor();
  await page.getByLabel("From").fill("2026-05-01");
  for (const [place, [account, side]] of [["Cash", "Credit"], ["COGS", "Debit"]].entries()) {
    await page.getByRole("button", { name: "Add a row" }).click();
    const row = page.getByRole("row", { name: `Row ${place + 1}`, exact: true });
    await choose(row, "Account", account);
    await row.getByLabel(side).fill("100");
  }
  await journey.shot(page, "voucher-template");
  await page.getByRole("button", { name: "Create" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/new"));
  await page.getByText("Due next").waitFor();
  for (const account of ["Cash", "COGS"]) expect((await page.getByRole("combobox", { name: "Account" }).evaluateAll((all) => all.map((one) => one.value))).includes(account), `${account} was chosen`);
  await page.getByLabel("Payee").fill("Landlord");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Save", disabled: true }).waitFor();
  expect((await page.getByLabel("Payee").inputValue()) === "Landlord", "the change was kept");
  expect((await page.getByText("Monthly").count()) === 1, "what an update does not take is only read");
  const findings = await journey.audit(page);
  expect(findings.length === 0, `no serious finding: ${findings.join(" | ")}`);

  await journey.open(page, "/d/wms/stock_reservation/new", "New stock reservation");
  const until = page.getByLabel("Kept until");
  await until.fill("2026-12-31T18:30");
  expect((await until.inputValue()) === "2026-12-31T18:30", "a day and a time are taken");
  expect(page.broken.length === 0, `nothing broken: ${page.broken}`);
}
