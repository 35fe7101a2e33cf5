// A page of before an update of the server: the bundles that it has not loaded yet are gone.

import type { Page } from "@playwright/test";
import { organisation } from "../../fixtures/hosts";
import { signIn } from "../../fixtures/people";
import { expect, hasJavaScript, onPhone, test, usable } from "../../fixtures/test";

const GONE = [/status of 404/, /^Error: bundle_members\.[\w-]+\.bin: 404/];

test.beforeEach(() => test.skip(!hasJavaScript() || onPhone(), "it needs the browser's code, and the navigation at the side"));

function withoutMembers(page: Page, times?: number): Promise<unknown> {
  return page.route(/\/pkg\/bundle_members\..*\.bin/, (route) => route.fulfill({ status: 404, body: "" }), { times });
}

test("a link to a page whose code is gone leads to the page as the server has it now", async ({ page, visit, expectedErrors }) => {
  expectedErrors.push(...GONE);
  await signIn(page, "paris");
  await visit(organisation("paris"));
  await withoutMembers(page, 1);
  const loaded = page.waitForRequest((request) => request.isNavigationRequest());
  await page.getByRole("link", { name: "Members", exact: true }).click();
  expect((await loaded).url()).toBe(`${organisation("paris")}/members`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Members");
  await usable(page);
});

test("a page whose own code is gone works as without scripts", async ({ page, expectedErrors }) => {
  expectedErrors.push(...GONE);
  await signIn(page, "paris");
  await withoutMembers(page);
  const failed = page.waitForEvent("console", (message) => GONE[1].test(message.text()));
  await page.goto(`${organisation("paris")}/members`);
  await failed;
  await expect(page.locator("html")).not.toHaveAttribute("data-hydrated");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("link", { name: /^(Loans|Prêts)$/ }).first().click();
  await expect(page).toHaveURL(`${organisation("paris")}/loans`);
  await usable(page);
});
