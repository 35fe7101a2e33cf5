import { type Page } from "@playwright/test";
import { consoleHost } from "../../fixtures/hosts";
import { operatorSignsIn } from "../../fixtures/people";
import { expect, test, usable, visit } from "../../fixtures/test";

test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, "keys need scripts");

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("href"));

test("j and k go through a list, Enter opens a row, / leads to its search", async ({ page }) => {
  await operatorSignsIn(page);
  await visit(page, `${consoleHost}/organisations?q=gmah`);
  const links = page.locator("tbody .cell-title a");
  const first = await links.first().getAttribute("href");
  const second = await links.nth(1).getAttribute("href");
  await page.keyboard.press("j");
  expect(await focused(page)).toBe(first);
  await page.keyboard.press("j");
  expect(await focused(page)).toBe(second);
  await page.keyboard.press("k");
  await page.keyboard.press("k");
  expect(await focused(page), "it stops at the first").toBe(first);
  await page.keyboard.press("/");
  const search = page.locator("main").getByRole("searchbox");
  await expect(search).toBeFocused();
  await expect(search).toHaveValue("gmah");
  await page.keyboard.type("jk/");
  await expect(search, "who writes, writes").toHaveValue("jk/");
  await search.blur();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${consoleHost}${first}`);
  await usable(page);
});

test("the palette finds an organisation, its sections and actions", async ({ page }) => {
  await operatorSignsIn(page);
  await visit(page, `${consoleHost}/organisations`);
  await page.keyboard.press("Control+k");
  const field = page.locator("dialog.search-dialog[open]").getByRole("combobox");
  await field.fill("announcement");
  await expect(page.getByRole("option", { name: "New announcement" })).toBeVisible();
  await field.fill("atelier martin");
  await page.getByRole("option", { name: "Timeline" }).click();
  await expect(page).toHaveURL(`${consoleHost}/organisations/martin/timeline`);
});
