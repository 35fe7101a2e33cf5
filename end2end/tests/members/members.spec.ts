import { type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "../../fixtures/axe";
import { organisation } from "../../fixtures/hosts";
import { invite, join, newcomer } from "../../fixtures/invitations";
import { member, signIn } from "../../fixtures/people";
import { expect, expectNoSidewaysScroll, hasJavaScript, test, usable } from "../../fixtures/test";

test("an owner invites somebody, who joins, gets another role and is removed", async ({ page, browser, contextOptions, visit }) => {
  test.setTimeout(120_000);
  const person = newcomer();
  await signIn(page, "lyon");
  const link = await invite(page, "lyon", person);
  expect(page.url(), "the secret is in no address").not.toContain("token");
  if (hasJavaScript()) await expectAccessible(page, "the list with a fresh link");
  await expectNoSidewaysScroll(page);

  await page.reload();
  await usable(page);
  await expect(page.getByText(/\/invitation\?token=/), "the link is shown once").toHaveCount(0);
  await expect(row(page, person.email)).toBeVisible();

  const [context, theirs] = await join(browser, contextOptions, link, person);
  await visit(`${organisation("lyon")}/members?q=${person.name}`);
  await row(page, person.email).locator("summary", { hasText: "Change role" }).click();
  await row(page, person.email).locator("input[value=admin]").check();
  if (hasJavaScript()) await expectAccessible(page, "the question about a role");
  await row(page, person.email).getByRole("button", { name: "Change role" }).click();
  await expect(page.getByRole("status")).toHaveText("Saved.");
  await visit(`${organisation("lyon")}/members?q=${person.name}`);
  await expect(row(page, person.email)).toContainText("Administrator");

  await row(page, person.email).locator("summary", { hasText: "End date" }).click();
  await row(page, person.email).getByLabel("Last day").fill("2099-12-31");
  if (hasJavaScript()) await expectAccessible(page, "the question about an end");
  await row(page, person.email).getByRole("button", { name: "Save the end date" }).click();
  await expect(page.getByRole("status")).toHaveText("Saved.");
  await visit(`${organisation("lyon")}/members?q=${person.name}`);
  await expect(row(page, person.email)).toContainText("31 Dec 2099");

  await row(page, person.email).locator("summary", { hasText: "Remove" }).click();
  await expect(row(page, person.email)).toContainText("is signed out");
  await row(page, person.email).getByRole("button", { name: `Remove ${person.name}` }).click();
  await expect(page.getByRole("status")).toHaveText("They are no member any more.");
  await expect(row(page, person.email)).toHaveCount(0);
  await theirs.goto(organisation("lyon"));
  await expect(theirs, "their session has ended").toHaveURL(/sign-in/);
  await context.close();
});

test("an invitation that is taken back leads nowhere", async ({ page, browser, contextOptions, expectedErrors }) => {
  expectedErrors.push(/status of 404/);
  const person = newcomer();
  await signIn(page, "paris");
  const link = await invite(page, "paris", person, "admin");
  await row(page, person.email).locator("summary", { hasText: "Take back" }).click();
  await row(page, person.email).getByRole("button", { name: "Take back" }).click();
  await expect(page.getByRole("status")).toHaveText("Saved.");
  await expect(row(page, person.email)).toHaveCount(0);

  const context = await browser.newContext(contextOptions);
  const theirs = await context.newPage();
  expect((await theirs.goto(link))?.status()).toBe(404);
  await context.close();
});

test("the last owner stays, and is told so in their row", async ({ page, visit, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  const owner = member("martin");
  await signIn(page, "martin", owner);
  for (const [opener, button] of [
    ["Change role", "Change role"],
    ["Leave", "Leave"],
  ]) {
    await visit(`${organisation("martin")}/members`);
    await row(page, owner.email).locator("summary", { hasText: opener }).click();
    if (opener === "Change role") await row(page, owner.email).locator("input[value=member]").check();
    await row(page, owner.email).getByRole("button", { name: button }).click();
    // What was asked for stands open again, with the reason in it.
    await expect(row(page, owner.email).getByRole("dialog").getByText("must keep an owner")).toBeVisible();
    await usable(page);
  }
});

test("an invitation that makes no sense says so at its fields and keeps what was typed", async ({ page, visit, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await signIn(page, "paris");
  await visit(`${organisation("paris")}/members/invite`);
  await page.getByLabel(/^E-mail address/).fill("nobody");
  await page.getByRole("button", { name: "Create the link" }).click();
  await expect(page.getByLabel(/^Name/)).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel(/^E-mail address/)).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel(/^E-mail address/)).toHaveValue("nobody");
});

test("a member sees who belongs here, and changes nobody", async ({ page, visit, expectedErrors }) => {
  expectedErrors.push(/status of 403/);
  await signIn(page, "paris", member("paris", "member"));
  await visit(`${organisation("paris")}/members`);
  await expect(row(page, member("paris").email)).toBeVisible();
  await expect(page.locator("main summary")).toHaveCount(0);
  expect((await page.goto(`${organisation("paris")}/members/invite`))?.status()).toBe(403);
});

test("the list is searched and sorted, and its address keeps that", async ({ page, visit }) => {
  await signIn(page, "martin");
  await visit(`${organisation("martin")}/members?sort=role`);
  await expect(page.locator("tbody tr").first()).toContainText("Owner");
  await page.getByRole("searchbox").fill("fontaine");
  await page.getByRole("searchbox").press("Enter");
  await expect(page).toHaveURL(/q=fontaine/);
  await expect(page.locator("tbody tr", { hasText: "@" })).toHaveCount(1);
  await expect(page).toHaveURL(/sort=role/);
});

const row = (page: Page, email: string): Locator => page.locator("tr", { hasText: email });
