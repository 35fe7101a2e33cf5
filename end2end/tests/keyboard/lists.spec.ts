import { type Page } from "@playwright/test";
import { consoleHost, organisation } from "../../fixtures/hosts";
import { operatorSignsIn, signIn } from "../../fixtures/people";
import { expect, test, visit } from "../../fixtures/test";

test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, "keys need scripts");

/** Those that have rows in the demo. */
const CONSOLE = [
  "/organisations",
  "/organisations/paris/people",
  "/organisations/paris/timeline",
  "/operators",
  "/operators/trail",
  "/plans",
  "/settings",
  "/fleet",
  "/upgrades",
  "/search?q=paris",
];
const TENANT = ["/loans", "/members", "/search"];

/** Those that have rows only when somebody made some. */
const EMPTY_AT_FIRST = ["/announcements", "/servers", "/filters", "/upgrades/drift", "/organisations/paris/notes", "/organisations/paris/domains"];

test("j and k go through every list of the console", async ({ page }) => {
  await operatorSignsIn(page);
  for (const path of CONSOLE) await walk(page, `${consoleHost}${path}`);
  for (const path of EMPTY_AT_FIRST) await walk(page, `${consoleHost}${path}`, 0);
});

test("j and k go through every list of an organisation", async ({ page }) => {
  await signIn(page, "paris");
  for (const path of TENANT) await walk(page, `${organisation("paris")}${path}`);
  for (const path of ["/settings/domain", "/settings/support/trail", "/settings/brand/history"]) {
    await walk(page, `${organisation("paris")}${path}`, 0);
  }
});

test("Enter opens a loan, / leads to the search of the list", async ({ page }) => {
  await signIn(page, "paris");
  await visit(page, `${organisation("paris")}/loans`);
  await page.keyboard.press("/");
  await expect(page.locator("main").getByRole("searchbox")).toBeFocused();
  await page.locator("main").getByRole("searchbox").blur();
  await page.keyboard.press("j");
  const loan = await page.evaluate(() => document.activeElement?.getAttribute("href"));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${organisation("paris")}${loan}`);
});

test("/ leads to the search over everything where a list has none", async ({ page }) => {
  await operatorSignsIn(page);
  await visit(page, `${consoleHost}/plans`);
  await page.keyboard.press("/");
  await expect(page.locator("dialog.search-dialog[open]").getByRole("combobox")).toBeFocused();
});

/** Each key leads to the row after or before, and never beyond the ends. */
async function walk(page: Page, address: string, least = 1) {
  await visit(page, address);
  const count = await rows(page).count();
  expect(count, `rows of ${address}`).toBeGreaterThanOrEqual(least);
  if (count === 0) return;
  await page.keyboard.press("j");
  expect(await place(page), `the first row of ${address}`).toBe(0);
  await page.keyboard.press("j");
  expect(await place(page), `the second row of ${address}`).toBe(Math.min(1, count - 1));
  await page.keyboard.press("k");
  await page.keyboard.press("k");
  expect(await place(page), `the first row of ${address} again`).toBe(0);
}

const rows = (page: Page) => page.locator("main tbody tr, main [data-rows] > *").filter({ visible: true });

/** Which row has the focus. */
const place = (page: Page) =>
  rows(page).evaluateAll((all) => all.findIndex((row) => row.contains(document.activeElement)));
