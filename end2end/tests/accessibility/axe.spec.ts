import { type Page } from "@playwright/test";
import { expectAccessibleInBothThemes } from "../../fixtures/axe";
import { apex, consoleHost, organisation } from "../../fixtures/hosts";
import { found } from "../../fixtures/organisations";
import { operatorSignsIn, signIn } from "../../fixtures/people";
import { expect, expectNoSidewaysScroll, speak, test, visit } from "../../fixtures/test";

const PUBLIC = ["/", "/sign-up", "/find"].map((path) => apex + path);
const HOSTS = [organisation("paris"), organisation("lyon"), organisation("martin"), consoleHost];
const DOORS = HOSTS.flatMap((host) => ["/sign-in", "/forgot-password", "/forgot-password?sent=yes"].map((path) => host + path));
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
  "/settings/brand/history",
  "/settings/brand/look",
  "/settings/domain",
  "/settings/plan",
  "/settings/support",
  "/settings/support/trail",
  "/settings/profile",
].map((path) => organisation("paris") + path);
const CONSOLE = ["/", "/?period=12m", "/attention/drifted", "/organisations", "/organisations?health=behind", "/organisations?health=deleted", "/bulk?action=suspend&all=yes", "/bulk?action=plan&all=yes", "/organisations?plan=standard", "/filters", "/filters?query=q%3Dgmah", "/organisations/new", "/organisations/paris", "/organisations/paris/copy", "/organisations/paris/rollback", "/organisations/paris/timeline", "/organisations/paris/people", "/organisations/paris/notes", "/organisations/paris/domains", "/organisations/paris/backups", "/settings/backups.every_hours", "/organisations/paris/plan", "/organisations/paris/support", "/plans", "/plans/new", "/plans/standard", "/settings", "/settings/sign_up.per_network", "/settings/plans.default", "/settings/languages.offered", "/settings/languages.default", "/settings/new_organisations.time_zone", "/settings/new_organisations.currency", "/account", "/announcements", "/announcements/new", "/operators", "/operators/new", "/operators/trail", "/fleet", "/servers", "/servers/new", "/upgrades", "/upgrades/drift", "/search?q=gmah"].map((path) => consoleHost + path);

test.setTimeout(180_000);

test("axe finds nothing on the public pages and the sign-in", async ({ page }) => {
  await accessible(page, [...PUBLIC, ...DOORS]);
});

test("axe finds nothing on the organisation's pages", async ({ page }) => {
  await signIn(page, "paris");
  await accessible(page, TENANT);
  await visit(page, `${organisation("paris")}/loans`);
  await page.locator("tbody a").first().click();
  await expect(page).toHaveURL(/\/loans\/[0-9a-f-]{36}$/);
  await accessible(page, [page.url()]);
});

test("axe finds nothing in the console", async ({ page }) => {
  await operatorSignsIn(page);
  await accessible(page, CONSOLE);
});

test("axe finds nothing on the pages of who isn't there, and of who is closed", async ({ page, expectedErrors }) => {
  expectedErrors.push(/status of (403|404)/);
  await accessible(page, [`${organisation("nobody-lives-here")}/`, `${organisation("paris")}/brand/none`, `${consoleHost}/brand/none`], openNotice);
  const slug = await found(page);
  await operatorSignsIn(page);
  await visit(page, `${consoleHost}/organisations/${slug}`);
  await page.getByText("Suspend this organisation").click();
  await page.getByLabel("Reason").fill("The fee of this year is not paid");
  await page.getByRole("button", { name: /^Suspend Atelier/ }).click();
  await expect(page.getByRole("status")).toHaveText("The organisation is suspended.");
  await openNotice(page, `${organisation(slug)}/`);
  await expect(page.getByText("The fee of this year is not paid")).toBeVisible();
  await accessible(page, [`${organisation(slug)}/`], openNotice);
});

test("axe finds nothing where there is no page", async ({ page, expectedErrors }) => {
  expectedErrors.push(/status of 404/);
  await signIn(page, "paris");
  await operatorSignsIn(page);
  await accessible(page, [`${organisation("paris")}/nowhere`, `${consoleHost}/nowhere`, `${apex}/nowhere`]);
});

// Words are longer in French; the other tests read English.
test("no page in French is wider than the screen", async ({ page, context }) => {
  await signIn(page, "paris");
  await operatorSignsIn(page);
  for (const host of [apex, organisation("paris"), consoleHost]) await speak(context, host, "fr");
  for (const address of [...PUBLIC, ...TENANT, ...CONSOLE]) {
    await page.goto(address);
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
    await expectNoSidewaysScroll(page);
  }
});

/** What never reaches the product runs no code of it. */
async function openNotice(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.locator(".notice-sheet")).toBeVisible();
}

async function accessible(page: Page, addresses: string[], open = visit): Promise<void> {
  for (const address of addresses) {
    await open(page, address);
    await expectAccessibleInBothThemes(page, address);
    await expectNoSidewaysScroll(page);
  }
}
