import { type Page } from "@playwright/test";
import { expectAccessibleInBothThemes } from "../../fixtures/axe";
import { apex, organisation } from "../../fixtures/hosts";
import { expect, expectNoSidewaysScroll, speakEnglish, hasJavaScript, test, unique, usable } from "../../fixtures/test";

const PASSWORD = "quiet-otter-carries-lamp";

const address = (page: Page) => page.getByRole("textbox", { name: /^Address/ });

test("a visitor creates an organisation and works in it", async ({ page, visit, context }) => {
  const slug = unique("club");
  await speakEnglish(context, organisation(slug));
  await visit(apex);
  await page.getByRole("link", { name: "Create your organisation" }).first().click();
  await usable(page);

  await page.getByLabel("Name of the organisation").fill("Riverside Club");
  await address(page).fill(slug);
  await page.getByLabel("Your name").fill("Ada Weaver");
  await page.getByLabel("E-mail address").fill(`ada@${slug}.test`);
  await page.getByRole("button", { name: "Create the organisation" }).click();

  await expect(page).toHaveURL(new RegExp(`^${organisation(slug)}/invitation\\?token=`));
  await usable(page);
  await expect(page.getByText(`ada@${slug}.test`)).toBeVisible();
  await page.getByLabel(/^Password/).fill(PASSWORD);
  await page.getByRole("button", { name: "Join and sign in" }).click();

  await expect(page).toHaveURL(`${organisation(slug)}/`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page).toHaveTitle(/Riverside Club/);
});

test("the address follows the name until somebody writes their own", async ({ page, visit }) => {
  test.skip(!hasJavaScript(), "without scripts the address is written by hand");
  await visit(`${apex}/sign-up`);
  const name = page.getByLabel("Name of the organisation");
  await name.pressSequentially("Société d’Évry");
  await expect(address(page)).toHaveValue("societe-devry");
  await address(page).fill("evry");
  await name.pressSequentially(" Sud");
  await expect(address(page)).toHaveValue("evry");
});

test.describe("somewhere else", () => {
  test.use({ timezoneId: "Asia/Tokyo" });

  test("the browser’s own time zone is chosen first, until somebody chooses another", async ({ page, visit, expectedErrors }) => {
    expectedErrors.push(/status of 422/);
    await visit(`${apex}/sign-up`);
    await usable(page);
    const zone = page.getByLabel(/^Time zone/);
    await expect(zone).toHaveValue(hasJavaScript() ? "Asia/Tokyo" : "Europe/Paris");
    await zone.selectOption("America/Toronto");
    await page.getByRole("button", { name: "Create the organisation" }).click();
    await usable(page);
    await expect(page.getByLabel("Your name")).toHaveAttribute("aria-invalid", "true");
    await expect(zone, "what was chosen stays").toHaveValue("America/Toronto");
  });
});

test("a reserved address is refused at its field, and what was typed stays", async ({ page, visit, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await visit(`${apex}/sign-up`);
  await page.getByLabel("Name of the organisation").fill("Riverside Club");
  await address(page).fill("admin");
  await page.getByLabel("Your name").fill("Ada Weaver");
  await page.getByLabel("E-mail address").fill("nothing");
  await page.getByLabel("Loans").uncheck();
  await page.getByRole("button", { name: "Create the organisation" }).click();
  await usable(page);

  await expect(address(page)).toHaveAttribute("aria-invalid", "true");
  await expect(address(page)).toHaveAccessibleDescription(/reserved.*admin-org/);
  await expect(address(page)).toHaveValue("admin");
  await expect(page.getByLabel("E-mail address")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("E-mail address")).toHaveValue("nothing");
  await expect(page.getByLabel("Name of the organisation")).toHaveValue("Riverside Club");
  await expect(page.getByLabel("Loans")).not.toBeChecked();
});

test("a taken address is refused with another one", async ({ page, visit, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await visit(`${apex}/sign-up`);
  await page.getByLabel("Name of the organisation").fill("Another Paris");
  await address(page).fill("paris");
  await page.getByLabel("Your name").fill("Ada Weaver");
  await page.getByLabel("E-mail address").fill("ada@paris.test");
  await page.getByRole("button", { name: "Create the organisation" }).click();
  await expect(address(page)).toHaveAccessibleDescription(/taken.*paris-2/);
});

test("where mails are sent, the way on is in one's own mailbox", async ({ page, visit }) => {
  await visit(`${apex}/sign-up?sent=yes`);
  await expect(page.getByRole("heading", { name: "Look at your mails" })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessibleInBothThemes(page, "a sign-up whose link went out by mail");
});
