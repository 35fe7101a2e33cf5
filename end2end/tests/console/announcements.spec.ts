import { expectAccessibleInBothThemes } from "../../fixtures/axe";
import { consoleHost, organisation } from "../../fixtures/hosts";
import { found } from "../../fixtures/organisations";
import { operatorSignsIn } from "../../fixtures/people";
import { anotherBrowser, expect, expectNoSidewaysScroll, hasJavaScript, test, unique, usable, visit } from "../../fixtures/test";

test("an announcement is drafted, published, read, put away and ended", async ({ page, browser }) => {
  const slug = await found(page);
  const context = await anotherBrowser(browser);
  const operator = await context.newPage();
  await operatorSignsIn(operator);
  await visit(operator, `${consoleHost}/announcements/new`);
  const text = `${unique("Works")} on Sunday`;
  await operator.locator("input[name=tone][value=maintenance]").check();
  await operator.getByLabel(/^Text in English/).fill(text);
  await operator.getByLabel(/^Text in French/).fill("Travaux dimanche");
  await operator.locator("input[name=scope][value=chosen]").check();
  await operator.getByLabel(/^Organisations/).fill(slug);
  if (hasJavaScript()) await expect(operator.locator(".announcement").first()).toContainText(text);
  await expectNoSidewaysScroll(operator);
  await operator.getByRole("button", { name: "Save as a draft" }).click();
  await expect(operator.locator(".announcement").first()).toContainText(text);
  await usable(operator);
  await expectAccessibleInBothThemes(operator, "the draft of an announcement");
  await visit(page, organisation(slug));
  await expect(page.getByText(text)).toHaveCount(0);
  await operator.getByRole("button", { name: "Publish" }).click();
  await expect(operator.getByText("The announcement is published.")).toBeVisible();

  await visit(page, `${organisation(slug)}/members`);
  await expect(page.getByText(text)).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Dismiss this announcement" }).click();
  await expect(page.getByText(text)).toHaveCount(0);
  await expect(page).toHaveURL(/members/);
  await visit(page, `${organisation(slug)}/`);
  await expect(page.getByText(text)).toHaveCount(0);

  await usable(operator);
  await operator.getByRole("button", { name: "End now" }).click();
  await expect(operator.getByText("The announcement has ended.")).toBeVisible();
  await visit(operator, `${consoleHost}/announcements`);
  await expectNoSidewaysScroll(operator);
  await expect(operator.getByRole("row").filter({ hasText: text })).toContainText("Ended");
  await context.close();
});

test("an announcement that is wrong names its fields and keeps what was typed", async ({ page, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await operatorSignsIn(page);
  await visit(page, `${consoleHost}/announcements/new`);
  await page.getByLabel(/^Text in English/).fill("Only English");
  await page.getByLabel(/^Link/).fill("http://example.org");
  await page.getByRole("button", { name: "Save as a draft" }).click();
  await expect(page.getByLabel(/^Link/)).toHaveAccessibleDescription(/begins with https/);
  await expect(page.getByLabel(/^Text in French/)).toHaveAccessibleDescription(/Fill in this field/);
  await expect(page.getByLabel(/^Text in English/)).toHaveValue("Only English");
});
