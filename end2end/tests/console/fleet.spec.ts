import { consoleHost, organisation } from "../../fixtures/hosts";
import { operatorSignsIn, signIn } from "../../fixtures/people";
import { expect, expectNoSidewaysScroll, hasJavaScript, test, visit } from "../../fixtures/test";

test("the fleet shows what is open, in which version everybody is, and leads to the upgrades", async ({ page }) => {
  await operatorSignsIn(page);
  await visit(page, `${consoleHost}/fleet`);
  await expect(page.getByRole("heading", { name: "Open databases" })).toBeVisible();
  await expect(page.getByText(/^of [\d,]+ at most$/)).toBeVisible();
  const found = page.getByText("Found open").locator("..").getByRole("definition");
  await expect(found).toHaveText(/^[\d,]+$/);
  await expect(page.getByRole("row").filter({ hasText: "Core" })).toContainText(/version \d+/);
  await expectNoSidewaysScroll(page);
  await page.getByRole("link", { name: "Upgrades" }).first().click();
  await expect(page).toHaveURL(`${consoleHost}/upgrades`);
  await expect(page.locator(".rail a.rail-link[aria-current=page]")).toHaveText("Fleet");
});

test("the figures go on while somebody looks", async ({ page, context }) => {
  test.skip(!hasJavaScript(), "without JavaScript the page is loaded again");
  await operatorSignsIn(page);
  await visit(page, `${consoleHost}/fleet`);
  const found = page.getByText("Found open").locator("..").getByRole("definition");
  const number = async () => Number((await found.textContent())?.replaceAll(",", ""));
  const before = await number();
  const other = await context.newPage();
  await signIn(other, "paris");
  await visit(other, organisation("paris"));
  await page.bringToFront();
  await expect.poll(number).toBeGreaterThan(before);
});
