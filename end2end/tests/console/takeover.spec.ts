// The time between a page's arrival and the end of its hydration, made long enough to click in.

import { operatorSignsIn } from "../../fixtures/people";
import { consoleHost } from "../../fixtures/hosts";
import { expect, hasJavaScript, onPhone, test, usable } from "../../fixtures/test";

test("a link that is followed while the page's code is on its way leads to its page", async ({ page }) => {
  test.skip(!hasJavaScript() || onPhone(), "it needs the browser's code, and the navigation at the side");
  await operatorSignsIn(page);
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/pkg\/bundle_.*\.bin/, async (route) => {
    await released;
    await route.continue().catch(() => {}); // Those of the page that was left are wanted no more.
  });
  const main = page.waitForResponse((response) => /\/pkg\/tenantry\.[^/]*wasm/.test(response.url()));
  await page.goto(`${consoleHost}/organisations?q=gmah+paris`, { waitUntil: "commit" });
  await (await main).finished();
  await page.waitForTimeout(1_500); // The main code begins to run; nothing in the page can tell when.
  await expect(page.locator("html")).not.toHaveAttribute("data-hydrated");
  await page.getByRole("link", { name: "GMAH Paris" }).click();
  release();
  await expect(page).toHaveURL(`${consoleHost}/organisations/paris`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("GMAH Paris");
  await usable(page);
  await page.getByRole("link", { name: "Fleet" }).first().click();
  await expect(page).toHaveURL(`${consoleHost}/fleet`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Fleet");
});
