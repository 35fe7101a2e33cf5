import { type Browser, type Page } from "@playwright/test";
import { expectAccessibleInBothThemes } from "../../fixtures/axe";
import { consoleHost } from "../../fixtures/hosts";
import { PASSWORD } from "../../fixtures/invitations";
import { operatorSignsIn } from "../../fixtures/people";
import { anotherBrowser, expect, expectNoSidewaysScroll, speakEnglish, test, unique, usable, visit } from "../../fixtures/test";

/** Invites somebody as the operator who is signed in on `page`, and gives the link that is shown. */
async function invite(page: Page, name: string, role: string): Promise<string> {
  await visit(page, `${consoleHost}/operators/new`);
  await expectNoSidewaysScroll(page);
  await page.getByLabel(/^Name/).fill(name);
  await page.getByLabel(/^E-mail address/).fill(`${name.toLowerCase()}@example.org`);
  await page.locator(`input[name=role][value=${role}]`).check();
  await page.getByRole("button", { name: "Create the link" }).click();
  const link = page.getByText(/\/enter\?token=/);
  await expect(link).toBeVisible();
  return (await link.textContent()) ?? "";
}

async function comesIn(browser: Browser, link: string): Promise<Page> {
  const context = await anotherBrowser(browser);
  await speakEnglish(context, consoleHost);
  const page = await context.newPage();
  await page.goto(link);
  await usable(page);
  await expectAccessibleInBothThemes(page, "an operator's link");
  await page.getByLabel(/^New password/).fill(PASSWORD);
  await page.getByLabel(/^Repeat the new password/).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in to the console" }).click();
  await expect(page).not.toHaveURL(/enter/);
  await usable(page);
  return page;
}

test("somebody is invited to read, sees all, is offered nothing, and is out at once when removed", async ({ page, browser, expectedErrors }) => {
  expectedErrors.push(/status of 40/);
  await operatorSignsIn(page);
  const name = unique("Ines");
  const other = await comesIn(browser, await invite(page, name, "read-only"));
  await visit(other, `${consoleHost}/organisations/paris`);
  await expect(other.getByRole("heading", { name: "GMAH Paris" })).toBeVisible();
  await expect(other.getByText("Suspend this organisation")).toHaveCount(0);
  await expect(other.getByText("Delete this organisation")).toHaveCount(0);
  await visit(other, `${consoleHost}/organisations`);
  await expect(other.getByRole("link", { name: "New organisation" })).toHaveCount(0);
  await visit(other, `${consoleHost}/organisations/new`);
  await expect(other.getByText("You don’t have the permission for this.")).toBeVisible();

  await visit(page, `${consoleHost}/operators`);
  await expectNoSidewaysScroll(page);
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Read-only");
  await row.locator("summary", { hasText: "Change role" }).click();
  await row.locator("input[name=role][value=support]").check();
  await row.getByRole("button", { name: "Change role" }).click();
  await expect(page.getByRole("row").filter({ hasText: name })).toContainText("Support");
  await visit(other, `${consoleHost}/organisations/paris`);
  await expect(other.getByText("Suspend this organisation")).toBeVisible();

  await visit(page, `${consoleHost}/operators`);
  const again = page.getByRole("row").filter({ hasText: name });
  await again.locator("summary", { hasText: "Remove" }).click();
  await again.getByRole("button", { name: `Remove ${name}` }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await other.goto(`${consoleHost}/operators`);
  await expect(other).toHaveURL(/sign-in/);
  await other.context().close();

  await visit(page, `${consoleHost}/operators/trail`);
  await expectNoSidewaysScroll(page);
  await expect(page.getByText(`${name.toLowerCase()}@example.org`, { exact: true }).first()).toBeVisible();
  await page.getByRole("combobox", { name: "Who" }).selectOption({ label: name });
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/by=/);
  await expect(page.getByRole("cell", { name: "Signed in" }).first()).toBeVisible();
});

test("an invitation that is wrong names its fields and keeps what was typed", async ({ page, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await operatorSignsIn(page);
  await visit(page, `${consoleHost}/operators/new`);
  await page.getByLabel(/^Name/).fill("Ann");
  await page.getByLabel(/^E-mail address/).fill("ann");
  await page.getByRole("button", { name: "Create the link" }).click();
  await expect(page.getByLabel(/^E-mail address/)).toHaveAccessibleDescription(/name@example.org/);
  await expect(page.getByLabel(/^Name/)).toHaveValue("Ann");
});
