import { type Browser, type Page } from "@playwright/test";
import { expectAccessibleInBothThemes } from "../../fixtures/axe";
import { consoleHost, organisation } from "../../fixtures/hosts";
import { found } from "../../fixtures/organisations";
import { operatorSignsIn } from "../../fixtures/people";
import { anotherBrowser, expect, expectNoSidewaysScroll, speakEnglish, test, unique, usable, visit } from "../../fixtures/test";

test.setTimeout(120_000);

/** An operator at a browser of their own, who reads the organisation's pages in English. */
async function operatorBeside(browser: Browser, house: string): Promise<Page> {
  const operator = await (await anotherBrowser(browser)).newPage();
  await speakEnglish(operator.context(), house);
  await operatorSignsIn(operator);
  return operator;
}

test("an operator comes in with the owner's consent, only looks, is written down, and is put out", async ({ page, browser, expectedErrors }) => {
  expectedErrors.push(/status of 403/, /status of 422/);
  const slug = await found(page);
  const house = organisation(slug);
  const operator = await operatorBeside(browser, house);

  await visit(operator, `${consoleHost}/organisations/${slug}/support`);
  await operator.getByLabel(/^Reason/).fill("short");
  await operator.getByRole("button", { name: "Ask" }).click();
  await expect(operator.getByLabel(/^Reason/)).toHaveAccessibleDescription(/at least 10 characters/);
  await expect(operator.getByLabel(/^Reason/)).toHaveValue("short");
  await usable(operator);
  const reason = `${unique("Repayments")} don’t add up`;
  await operator.getByLabel(/^Reason/).fill(reason);
  await operator.getByRole("button", { name: "Ask" }).click();
  await expect(operator.getByText("It waits for an owner’s answer.")).toBeVisible();
  await expect(operator.getByRole("button", { name: "Enter" })).toHaveCount(0);
  await expectNoSidewaysScroll(operator);

  await visit(page, `${house}/loans`);
  await expect(page.getByText(/^Support asks to come in/)).toBeVisible();
  await page.getByRole("link", { name: "Decide" }).click();
  await expect(page).toHaveURL(`${house}/settings/support`);
  await expect(page.locator(".support-reason")).toHaveText(reason);
  await usable(page);
  await expectAccessibleInBothThemes(page, "a request to decide");
  await page.getByLabel("For how long").selectOption({ label: "15 minutes" });
  await page.getByRole("button", { name: "Allow to look" }).click();
  await expect(page.getByText("The access is allowed. You can end it at any time.")).toBeVisible();

  await goIn(operator, slug);
  const bar = operator.locator(".support-bar");
  await expect(bar).toContainText("read only");
  await expect(bar).toContainText(reason);
  await expectNoSidewaysScroll(operator);
  await expectAccessibleInBothThemes(operator, "inside as support");
  await visit(operator, `${house}/members`);
  await expect(bar).toBeVisible();
  await expect(operator.getByText("Ada Weaver").first()).toBeVisible();
  await expect(operator.getByRole("link", { name: "Invite" })).toHaveCount(0);
  await visit(operator, `${house}/settings/organisation`);
  await expect(operator.getByRole("textbox", { name: /^Name/ })).toBeDisabled();
  await expect(operator.getByRole("button", { name: "Save" })).toBeDisabled();
  // Somebody who turns the form on again is refused by the server.
  await operator.evaluate(() => {
    document.querySelectorAll("fieldset").forEach((of) => (of.disabled = false));
  });
  await operator.getByRole("button", { name: "Save" }).click();
  await expect(operator.getByRole("heading", { name: "You may only look" })).toBeVisible();

  await visit(operator, `${house}/loans`);
  await operator.getByRole("button", { name: "Leave" }).click();
  await expect(operator.getByRole("heading", { name: "You are out" })).toBeVisible();
  await operator.getByRole("link", { name: "To the console" }).click();
  await expect(operator).toHaveURL(`${consoleHost}/`);
  await goIn(operator, slug);

  await visit(page, `${house}/settings/support`);
  await page.getByRole("link", { name: "See what was seen" }).click();
  await expect(page).toHaveURL(/\/settings\/support\/trail\?request=/);
  for (const path of ["/members", "/settings/organisation", "/loans"]) {
    const rows = page.getByRole("row").filter({ has: page.getByText(path, { exact: true }) });
    await expect(rows.filter({ hasText: "Seen" })).toHaveCount(1);
  }
  await expect(page.getByRole("row").filter({ hasText: "Refused: nothing changed" })).toContainText("/settings/organisation");
  await usable(page);
  await expectNoSidewaysScroll(page);
  await expectAccessibleInBothThemes(page, "the trail");

  await visit(page, `${house}/settings/support`);
  await page.getByRole("button", { name: "End now" }).click();
  await expect(page.getByText("The access has ended. Whoever was inside is out.")).toBeVisible();
  await operator.goto(`${house}/loans`);
  await expect(operator).toHaveURL(/\/sign-in/);
  await operator.context().close();
});

test("inside, each link is a page of its own, so that the trail has it", async ({ page, browser }) => {
  const slug = await found(page);
  const house = organisation(slug);
  const operator = await operatorBeside(browser, house);
  await visit(operator, `${consoleHost}/organisations/${slug}/support`);
  await operator.getByLabel(/^Reason/).fill("A look at the pages");
  await operator.getByRole("button", { name: "Ask" }).click();
  await expect(operator.getByText("It waits for an owner’s answer.")).toBeVisible();
  await visit(page, `${house}/settings/support`);
  await page.getByRole("button", { name: "Allow to look" }).click();
  await expect(page.getByText("The access is allowed.")).toBeVisible();
  await goIn(operator, slug);
  const loaded: string[] = [];
  operator.on("request", (request) => {
    if (request.isNavigationRequest()) loaded.push(new URL(request.url()).pathname);
  });
  await visit(operator, `${house}/loans`);
  await operator.getByRole("link", { name: "Late" }).first().click();
  await expect(operator).toHaveURL(/status=late/);
  await usable(operator);
  expect(loaded).toEqual(["/loans", "/loans"]);
  await visit(page, `${house}/settings/support/trail`);
  await expect(page.getByText("/loans?status=late", { exact: true })).toBeVisible();
  await operator.context().close();
});

/** From the console's page of one's request to the organisation's front page. */
async function goIn(operator: Page, slug: string): Promise<void> {
  await visit(operator, `${consoleHost}/organisations/${slug}/support`);
  await operator.getByRole("button", { name: "Enter" }).click();
  await expect(operator).toHaveURL(new RegExp(`${slug}.*/support/enter\\?token=`));
  await usable(operator);
  await expectAccessibleInBothThemes(operator, "the entrance of support");
  await operator.getByRole("button", { name: "Go in" }).click();
  await expect(operator).toHaveURL(`${organisation(slug)}/`);
  await usable(operator);
}
