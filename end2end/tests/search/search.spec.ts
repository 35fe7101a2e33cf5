import { type Page } from "@playwright/test";
import { expectAccessible } from "../../fixtures/axe";
import { consoleHost, organisation } from "../../fixtures/hosts";
import { member, operatorSignsIn, signIn } from "../../fixtures/people";
import { expect, expectNoSidewaysScroll, hasJavaScript, test, usable } from "../../fixtures/test";

test("the search leads to a member, with a dialog or without", async ({ page, visit }) => {
  const somebody = member("paris", "admin");
  await signIn(page, "paris");
  await visit(`${organisation("paris")}/loans`);
  await page.getByRole("link", { name: "Search" }).click();
  await field(page).fill("samuel");
  await expectNoSidewaysScroll(page);
  if (hasJavaScript()) {
    await expect(page.getByRole("option", { name: somebody.email })).toBeVisible();
    await expectAccessible(page, "the dialog of the search");
    await page.getByRole("option", { name: somebody.email }).click();
    await expect(dialog(page)).toHaveCount(0);
  } else {
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("link", { name: somebody.email }).click();
  }
  await expect(page).toHaveURL(/\/members\?q=samuel/);
  await expect(page.getByRole("table", { name: "Members" })).toContainText(somebody.email);
});

test("its address keeps what was searched", async ({ page, visit }) => {
  await signIn(page, "paris");
  await visit(`${organisation("paris")}/search?q=12`);
  await expect(page.getByRole("searchbox")).toHaveValue("12");
  await expect(page.getByRole("link", { name: /Loan no\. 12 / })).toBeVisible();
  await page.getByRole("searchbox").fill("nobody bears this name");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(/q=nobody/);
  await expect(page.getByText("Nothing was found for “nobody bears this name”.")).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test.describe("where scripts run", () => {
  test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, "a dialog needs them");

  test("Ctrl-K opens it, arrows and Enter choose, Escape gives the focus back", async ({ page, visit }) => {
    await signIn(page, "paris");
    await visit(`${organisation("paris")}/members`);
    const before = page.getByRole("searchbox");
    await before.focus();
    await page.keyboard.press("Control+k");
    await expect(field(page)).toBeFocused();
    await expect(page.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toHaveCount(0);
    await expect(before).toBeFocused();

    await page.keyboard.press("Meta+k");
    await expect(page.getByRole("option").nth(1)).toHaveText("Loans");
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("option", { selected: true })).toHaveText("Loans");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(`${organisation("paris")}/loans`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Loans");
    await usable(page);
  });

  test("somebody faster than the answer gets the page of what they typed", async ({ page, visit }) => {
    await signIn(page, "paris");
    await visit(`${organisation("paris")}/members`);
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("option").first()).toBeVisible();
    await field(page).fill("samuel");
    await field(page).press("Enter");
    await expect(page).toHaveURL(/(\/search\?q=samuel|\/members\?q=samuel)/);
  });

  test("an end user's page loads none of it before it is asked for", async ({ page, visit }) => {
    const scripts: string[] = [];
    page.on("request", (request) => request.url().includes("/scripts/") && scripts.push(request.url()));
    await signIn(page, "paris");
    await visit(organisation("paris"));
    expect(scripts).toEqual([]);
    await page.keyboard.press("Control+k");
    await expect(dialog(page)).toBeVisible();
    expect(scripts).toHaveLength(1);
  });
});

test("an operator finds an organisation", async ({ page, visit }) => {
  await operatorSignsIn(page);
  await visit(consoleHost);
  await page.getByRole("link", { name: "Search", exact: true }).click();
  await field(page).fill("atelier martin");
  if (hasJavaScript()) await expect(page.getByRole("option", { name: "martin.localhost" })).toBeVisible();
  await field(page).press("Enter");
  if (!hasJavaScript()) await page.getByRole("link", { name: "martin.localhost" }).click();
  await expect(page).toHaveURL(`${consoleHost}/organisations/martin`);
});

const dialog = (page: Page) => page.locator("dialog.search-dialog[open]");
const field = (page: Page) => (hasJavaScript() ? dialog(page).getByRole("combobox") : page.locator("main").getByRole("searchbox"));
