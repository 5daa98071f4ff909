import { choose, expect, prefer } from "../browser.mjs";

const WORDS = {
  en: { receipt: "New goods receipt", warehouse: "Warehouse", supplier: "Supplier", create: "Create", newSupplier: "New supplier" },
  hi: { receipt: /नया/, warehouse: "गोदाम", supplier: "आपूर्तिकर्ता", create: "बनाएँ", newSupplier: /नया/ },
};

/** What a link is to point at is made where it is missed, and what stands in the form around it stays: in both languages. */
export default async function walk(journey) {
  const page = await journey.signedIn();
  for (const language of ["hi", "en"]) {
    await prefer(page, { language_code: language });
    await make(journey, page, language);
  }
  expect(page.broken.length === 0, `nothing broken: ${page.broken}`);
}

async function make(journey, page, language) {
  const words = WORDS[language];
  const path = "/d/wms/goods_receipt/new";
  await journey.open(page, path, words.receipt);
  await choose(page, words.warehouse, journey.world.warehouse);
  const supplier = `Udupi Traders ${Date.now()}`;
  const field = page.getByRole("combobox", { name: words.supplier });
  await field.click();
  await field.pressSequentially(supplier);
  await page.getByRole("option").filter({ hasText: words.create }).click();
  const dialog = page.getByRole("dialog", { name: words.newSupplier });
  const create = dialog.getByRole("button", { name: words.create });
  await create.waitFor();
  expect(await dialog.getByRole("combobox").first().evaluate((one) => one === document.activeElement), "the focus is on the first field");
  await journey.shot(page, `supplier-in-place-${language}`);
  const findings = await journey.audit(page);
  expect(findings.length === 0, `no serious findings: ${findings}`);
  await create.click();
  await dialog.waitFor({ state: "detached" });
  expect((await field.inputValue()) === supplier, "the new supplier is chosen");
  expect((await page.getByRole("combobox", { name: words.warehouse }).inputValue()) !== "", "the rest stays");
  expect(page.url().endsWith(path), "the form around it is still there");
}
