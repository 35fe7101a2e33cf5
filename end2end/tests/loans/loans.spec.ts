import { type Locator, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { expectAccessibleInBothThemes } from "../../fixtures/axe";
import { organisation } from "../../fixtures/hosts";
import { signIn } from "../../fixtures/people";
import { expect, expectNoSidewaysScroll, hasJavaScript, onPhone, test, unique, usable } from "../../fixtures/test";

test("a member lends an amount, and records repayments until it is repaid", async ({ page, visit, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await signIn(page, "paris");
  await visit(`${organisation("paris")}/loans`);
  await page.getByRole("link", { name: "New loan" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New loan");

  const borrower = unique("Noémie");
  await page.getByLabel("First name and last name").fill(borrower);
  await page.getByLabel(/^Amount/).fill("1200");
  await page.getByLabel("Number of monthly instalments").fill("12");
  await page.getByRole("button", { name: "Create the loan" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(borrower);
  await expect(visibleText(page, "€1,200.00")).toBeVisible();

  await page.getByRole("link", { name: "Record a repayment" }).click();
  await expect(page.getByLabel(/^Amount/)).toHaveValue("100.00");
  await page.getByLabel(/^Amount/).fill("1300");
  await page.getByRole("button", { name: "Record the repayment" }).click();
  await expect(page.getByLabel(/^Amount/)).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel(/^Amount/)).toHaveValue("1300");
  await expect(page.getByLabel(/^Amount/)).toHaveAccessibleDescription(/€1,200\.00/);
  await usable(page);
  await expectAccessibleInBothThemes(page, "a repayment that is too high");

  await page.getByLabel(/^Amount/).fill("200.50");
  await page.getByRole("button", { name: "Record the repayment" }).click();
  await expect(visibleText(page, "€999.50")).toBeVisible();
  await expectReceipt(page);

  await page.getByRole("link", { name: "Record a repayment" }).click();
  await page.getByLabel(/^Amount/).fill("999.50");
  await page.getByRole("button", { name: "Record the repayment" }).click();
  await expect(page.getByText("Repaid in full.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Record a repayment" })).toHaveCount(0);
});

async function expectReceipt(page: Page): Promise<void> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /^Receipt \(PDF\)/ }).click()]);
  expect(download.suggestedFilename()).toMatch(/^receipt-\d+-1-gmah-paris\.pdf$/);
  expect(readFileSync(await download.path()).subarray(0, 5).toString()).toBe("%PDF-");
  await expect(page.getByRole("heading", { level: 1 }), "the page stays where it is").toBeVisible();
}

test("a new loan that makes no sense says so at its fields and keeps what was typed", async ({ page, visit, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await signIn(page, "paris");
  await visit(`${organisation("paris")}/loans/new`);
  await page.getByLabel(/^Amount/).fill("a lot");
  await page.getByLabel("Number of monthly instalments").fill("0");
  await page.getByLabel("Note").fill("</textarea><script>alert(1)</script>");
  await page.getByRole("button", { name: "Create the loan" }).click();

  for (const label of [/^First name/, /^Amount/, /^Number of monthly instalments/]) {
    await expect(page.getByLabel(label)).toHaveAttribute("aria-invalid", "true");
  }
  await expect(page.getByLabel(/^First name/), "the first mistake, with scripts and without").toBeFocused();
  await expect(page.getByLabel(/^Amount/)).toHaveValue("a lot");
  await expect(page.getByLabel("Note")).toHaveValue("</textarea><script>alert(1)</script>");

  // Without scripts the page now stands at the address of the endpoint; it must find its way back a second time.
  await page.getByLabel(/^Amount/).fill("a lot more");
  await page.getByRole("button", { name: "Create the loan" }).click();
  await expect(page.getByLabel(/^Amount/)).toHaveValue("a lot more");
  await expect(page.getByLabel(/^First name/)).toHaveAttribute("aria-invalid", "true");
});

test("a loan is cancelled after a question", async ({ page, visit }) => {
  // The router goes to the address that says so with the next frame: that may be long after the loan was read again.
  await page.addInitScript(() => {
    const nextFrame = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (then) => window.setTimeout(() => nextFrame(then), 400);
  });
  await signIn(page, "lyon");
  await visit(`${organisation("lyon")}/loans/new`);
  await page.getByLabel("First name and last name").fill(unique("Noémie"));
  await page.getByLabel(/^Amount/).fill("300");
  await page.getByRole("button", { name: "Create the loan" }).click();
  await expect(page.getByText("The loan is recorded.")).toBeVisible();
  await usable(page);
  await page.locator("summary", { hasText: "Cancel the loan" }).click();
  await expect(page.getByText("This can’t be undone.")).toBeVisible();
  await page.getByRole("button", { name: "Cancel the loan", exact: true }).click();
  await expect(page.getByText("The loan is cancelled.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Record a repayment" })).toHaveCount(0);
  if (!hasJavaScript()) return;
  await expect(page, "the word is no part of the address").toHaveURL(/\/loans\/[0-9a-f-]+$/);
  await page.reload();
  await usable(page);
  await expect(page.getByText("The loan is cancelled."), "it is said once").toHaveCount(0);
});

test("a loan that doesn’t exist has a page that says so", async ({ page, expectedErrors }) => {
  expectedErrors.push(/status of 404/);
  await signIn(page, "paris");
  for (const path of ["0198f3a0-0000-7000-8000-000000000000", "abc", "abc/repay"]) {
    const answer = await page.goto(`${organisation("paris")}/loans/${path}`);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByText("There is nothing here.")).toBeVisible();
  }
});

test("the list is searched and filtered, and its address keeps that", async ({ page, visit }) => {
  await signIn(page, "paris");
  await visit(`${organisation("paris")}/loans`);
  await page.getByRole("link", { name: "Late", exact: true }).click();
  await expect(page).toHaveURL(/status=late/);
  await expect(page.getByRole("row").nth(1)).toContainText("Late");
  if (onPhone()) await expectNoSidewaysScroll(page);

  await page.getByLabel("Search loans").fill("nobody bears this name");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(/q=nobody/);
  await expect(page).toHaveURL(/status=late/);
  await expect(page.getByText("No loan matches")).toBeVisible();

  await page.reload();
  await expect(page.getByLabel("Search loans")).toHaveValue("nobody bears this name");
});

test("the navigation follows the page, and keeps the focus", async ({ page, visit }) => {
  test.skip(onPhone(), "there the rail is a sheet");
  await signIn(page, "paris");
  await visit(`${organisation("paris")}/`);
  const place = (name: string) => page.getByRole("navigation", { name: "Navigation" }).getByRole("link", { name, exact: true });
  await expect(place("Home")).toHaveAttribute("aria-current", "page");
  await place("Loans").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Loans");
  await expect(place("Loans")).toHaveAttribute("aria-current", "page");
  await expect(place("Home")).not.toHaveAttribute("aria-current");
  if (hasJavaScript()) await expect(place("Loans")).toBeFocused();
  await page.getByRole("link", { name: "New loan" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New loan");
  await expect(place("Loans"), "also on pages below").toHaveAttribute("aria-current", "page");
});

test("the list turns its pages", async ({ page, visit }) => {
  await signIn(page, "paris");
  await visit(`${organisation("paris")}/loans`);
  const first = await page.getByRole("row").nth(1).innerText();
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(page.getByRole("row").nth(1)).not.toHaveText(first);
});

// The question before a loan is cancelled names the amount as well, and is hidden.
function visibleText(page: Page, text: string): Locator {
  return page.getByText(text).filter({ visible: true }).first();
}
