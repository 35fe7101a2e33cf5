import { type Page } from "@playwright/test";
import { expectAccessible } from "../../fixtures/axe";
import { organisation } from "../../fixtures/hosts";
import { member, signIn } from "../../fixtures/people";
import { expect, expectNoSidewaysScroll, hasJavaScript, onPhone, test } from "../../fixtures/test";

test("somebody in two organisations goes from one to the other", async ({ page, visit }) => {
  await signIn(page, "paris");
  await visit(`${organisation("paris")}/members`);
  await openRail(page);
  await switcher(page).locator("summary").click();
  const list = switcher(page).getByRole("navigation", { name: "Organisations" });
  await expect(list.getByRole("link")).toHaveText([/GMAH Paris/, /GMAH Lyon/]);
  await expect(list.getByRole("link").first()).toHaveAttribute("aria-current", "true");
  await expect(list.getByRole("link").nth(1)).toHaveAttribute("href", `${organisation("lyon")}`);
  await expect(list.getByRole("link").nth(1), "it can be seen and clicked").toBeInViewport({ ratio: 1 });
  if (hasJavaScript()) await expectAccessible(page, "the list of organisations");
  await expectNoSidewaysScroll(page);
  await list.getByRole("link", { name: "GMAH Lyon" }).click();
  await expect(page, "each organisation has sessions of its own").toHaveURL(`${organisation("lyon")}/sign-in`);
});

test("somebody in one organisation is shown no list", async ({ page, visit }) => {
  await signIn(page, "paris", member("paris", "member"));
  await visit(`${organisation("paris")}/members`);
  await expect(page.locator(".switcher")).toHaveCount(0);
});

test("on a narrow screen the list opens beside the rail", async ({ page, visit }) => {
  test.skip(onPhone(), "there the rail is a sheet");
  await page.setViewportSize({ width: 800, height: 700 });
  await signIn(page, "paris");
  await visit(`${organisation("paris")}/members`);
  await switcher(page).locator("summary").click();
  await expect(switcher(page).getByRole("link", { name: "GMAH Lyon" })).toBeInViewport({ ratio: 1 });
});

const switcher = (page: Page) => page.locator(onPhone() ? ".sheet .switcher" : ".rail .switcher");

async function openRail(page: Page): Promise<void> {
  if (onPhone()) await page.locator(".sheet > summary").click();
}
