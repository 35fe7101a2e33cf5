import { type Page } from "@playwright/test";
import { consoleHost } from "../../fixtures/hosts";
import { operatorSignsIn } from "../../fixtures/people";
import { onOwnServer } from "../../fixtures/own_server";
import { expect, expectNoSidewaysScroll, test, unique, usable, visit } from "../../fixtures/test";

async function boxOf(page: Page, name: string): Promise<void> {
  await page.getByRole("checkbox", { name: `Select ${name}` }).check();
}

test("several organisations are suspended after a preview, and resumed from the list of suspended ones", async ({ browser }) => {
  await onOwnServer(browser, "select 1", async ({ page, origin }) => {
    await visit(page, `${origin}/organisations`);
    await boxOf(page, "GMAH Paris");
    await boxOf(page, "GMAH Lyon");
    await page.getByLabel("What").selectOption("suspend");
    await page.getByRole("button", { name: "Preview" }).click();
    await expect(page.getByRole("heading", { name: "Suspend 2 organisations" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Atelier Martin" })).toHaveCount(0);
    await usable(page);
    await expectNoSidewaysScroll(page);
    await page.getByLabel("Reason").fill("Moving house");
    await page.getByRole("button", { name: "Suspend 2 organisations" }).click();
    await expect(page.getByText("It was done to all of them.")).toBeVisible();
    await expect(page.getByText("Moving house")).toHaveCount(2);

    await visit(page, `${origin}/organisations?status=suspended`);
    await page.getByLabel("Whom").selectOption("yes");
    await page.getByLabel("What").selectOption("resume");
    await page.getByRole("button", { name: "Preview" }).click();
    await expect(page.getByRole("heading", { name: "Resume 2 organisations" })).toBeVisible();
    await usable(page);
    await page.getByRole("button", { name: "Resume 2 organisations" }).click();
    await expect(page.getByText("Moving house")).toHaveCount(0);
  });
});

test("a filter is saved under a name, used, renamed and deleted", async ({ page }) => {
  const name = unique("Steel");
  await operatorSignsIn(page);
  await visit(page, `${consoleHost}/organisations?q=atelier`);
  await page.getByRole("link", { name: "Save this list" }).click();
  await usable(page);
  await page.getByLabel("Name of the filter").fill(name);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(`${consoleHost}/organisations?q=atelier`);
  await visit(page, `${consoleHost}/organisations`);
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page).toHaveURL(/\?q=atelier$/);
  await expect(page.getByRole("link", { name: "Atelier Martin" })).toBeVisible();
  await visit(page, `${consoleHost}/filters`);
  await page.getByLabel(`New name of ${name}`).fill(`${name} works`);
  await page.getByLabel(`New name of ${name}`).press("Enter");
  await expect(page.getByRole("heading", { name: `${name} works` })).toBeVisible();
  await usable(page);
  await page.getByRole("button", { name: `Delete ${name} works` }).click();
  await expect(page.getByRole("heading", { name: `${name} works` })).toHaveCount(0);
});

test("several organisations are given another plan after a look at whom that puts over", async ({ browser }) => {
  await onOwnServer(browser, "select 1", async ({ page, origin }) => {
    await visit(page, `${origin}/plans/new`);
    await page.getByLabel(/^Key/).fill("tiny");
    await page.getByLabel(/^Name in English/).fill("Tiny house");
    await page.getByLabel(/^Name in French/).fill("Toute petite maison");
    await page.getByLabel(/^People/).fill("1");
    await page.getByRole("button", { name: "Make the plan" }).click();
    await expect(page.getByText("The plan is made.")).toBeVisible();
    await visit(page, `${origin}/organisations`);
    await boxOf(page, "GMAH Paris");
    await boxOf(page, "Atelier Martin");
    await page.getByLabel("What").selectOption("plan");
    await page.getByRole("button", { name: "Preview" }).click();
    await expect(page.getByRole("heading", { name: "Another plan for 2 organisations" })).toBeVisible();
    await usable(page);
    await expectNoSidewaysScroll(page);
    await page.getByLabel("New plan").selectOption("tiny");
    await page.getByRole("button", { name: "See what changes" }).click();
    await expect(page.getByRole("heading", { name: "Give the plan Tiny house to 2 organisations" })).toBeVisible();
    await expect(page.locator(".would-be-over")).toContainText("GMAH Paris");
    await usable(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole("button", { name: "Give the plan Tiny house to 2 organisations" }).click();
    await expect(page.getByText("It was done to all of them.")).toBeVisible();
    await page.getByRole("combobox", { name: "Plan", exact: true }).selectOption({ label: "Tiny house" });
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page).toHaveURL(/plan=tiny/);
    await expect(page.getByRole("link", { name: "GMAH Paris" })).toBeVisible();
    await expect(page.getByRole("link", { name: "GMAH Lyon" })).toHaveCount(0);
    await expectNoSidewaysScroll(page);
    await expect(page.getByRole("link", { name: "Save this list" })).toHaveAttribute("href", /plan%3Dtiny/);
  });
});

test("whoever reads the list chooses its columns", async ({ page }) => {
  await operatorSignsIn(page);
  // Of the whole list it may have left the first page: other tests make organisations.
  await visit(page, `${consoleHost}/organisations?q=gmah+paris`);
  await page.getByText("Columns", { exact: true }).click();
  await page.getByRole("checkbox", { name: "Plan" }).check();
  await page.getByRole("checkbox", { name: "Active loans" }).check();
  await page.getByRole("checkbox", { name: "Placement" }).uncheck();
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/column=plan/);
  await usable(page);
  const row = page.getByRole("row").filter({ hasText: "GMAH Paris" });
  await expect(row).toContainText("Standard");
  await expect(page.getByRole("columnheader", { name: "Active loans" })).toHaveCount(1);
  await expect(row).not.toContainText("SQLite file");
  await expectNoSidewaysScroll(page);
});
