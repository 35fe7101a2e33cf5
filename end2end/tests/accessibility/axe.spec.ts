import { type Page } from "@playwright/test";
import { expectAccessible } from "../../fixtures/axe";
import { apex, consoleHost, organisation } from "../../fixtures/hosts";
import { operatorSignsIn, signIn } from "../../fixtures/people";
import { expectNoSidewaysScroll, test, visit } from "../../fixtures/test";

const PUBLIC = ["/", "/sign-up", "/find"].map((path) => apex + path);
const DOORS = [organisation("paris"), organisation("lyon"), organisation("martin"), consoleHost].map((host) => `${host}/sign-in`);
const TENANT = [
  "/",
  "/loans",
  "/loans?status=late",
  "/loans?q=nobody-bears-this-name",
  "/loans/new",
  "/members",
  "/members/invite",
  "/search",
  "/search?q=l",
  "/settings/organisation",
  "/settings/brand",
  "/settings/profile",
].map((path) => organisation("paris") + path);
const CONSOLE = ["/", "/organisations/new", "/organisations/paris", "/search?q=gmah"].map((path) => consoleHost + path);

for (const scheme of ["light", "dark"] as const) {
  test.describe(`${scheme} theme`, () => {
    test.use({ colorScheme: scheme });
    test.setTimeout(180_000);

    test("axe finds nothing on the public pages and the sign-in", async ({ page }) => {
      await accessible(page, [...PUBLIC, ...DOORS]);
    });

    test("axe finds nothing on the organisation's pages", async ({ page }) => {
      await signIn(page, "paris");
      await accessible(page, TENANT);
      await visit(page, `${organisation("paris")}/loans`);
      await page.getByRole("table").getByRole("link").first().click();
      await accessible(page, [page.url()]);
    });

    test("axe finds nothing in the console", async ({ page }) => {
      await operatorSignsIn(page);
      await accessible(page, CONSOLE);
    });
  });
}

async function accessible(page: Page, addresses: string[]): Promise<void> {
  for (const address of addresses) {
    await visit(page, address);
    await expectAccessible(page, address);
    await expectNoSidewaysScroll(page);
  }
}
