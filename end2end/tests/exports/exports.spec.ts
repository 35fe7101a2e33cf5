import { type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { consoleHost, organisation } from "../../fixtures/hosts";
import { member, operatorSignsIn, signIn } from "../../fixtures/people";
import { expect, expectNoSidewaysScroll, test } from "../../fixtures/test";

test("the list of loans is taken away as it is filtered", async ({ page, visit }) => {
  await signIn(page, "paris");
  await visit(`${organisation("paris")}/loans`);
  await page.getByRole("link", { name: "Late", exact: true }).click();
  await expect(page).toHaveURL(/status=late/);
  await expectNoSidewaysScroll(page);
  const { name, lines } = await exported(page);
  expect(name).toMatch(/^loans-gmah-paris-\d{4}-\d\d-\d\d\.csv$/);
  expect(lines[0]).toBe("\ufeffNo.,Borrower,Start,Amount (EUR),Repaid (EUR),Next due,Status");
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.slice(1).every((line) => line.endsWith(",Late"))).toBe(true);
  await expect(page, "the page stays where it is").toHaveURL(/\/loans\?status=late/);
  await page.goto(`${organisation("paris")}/loans`);
  expect((await exported(page)).lines.length, "all pages of the list").toBeGreaterThan(200);
});

test("the list of members is taken away as it is searched", async ({ page, visit }) => {
  await signIn(page, "martin");
  await visit(`${organisation("martin")}/members?q=fontaine`);
  const { name, lines } = await exported(page);
  expect(name).toMatch(/^members-atelier-martin-/);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(member("martin", "member").email);
});

test("an operator takes the list of organisations away", async ({ page, visit }) => {
  await operatorSignsIn(page);
  await visit(`${consoleHost}/organisations?q=gmah`);
  const { name, lines } = await exported(page);
  expect(name).toMatch(/^organisations-\d/);
  expect(lines.map((line) => line.split(",")[1]).slice(1, 3)).toEqual(["lyon.localhost", "paris.localhost"]);
});

async function exported(page: Page): Promise<{ name: string; lines: string[] }> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Export" }).click()]);
  const text = readFileSync(await download.path(), "utf8");
  return { name: download.suggestedFilename(), lines: text.trimEnd().split("\r\n") };
}
