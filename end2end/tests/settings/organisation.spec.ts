import { organisation } from "../../fixtures/hosts";
import { member, signIn } from "../../fixtures/people";
import { expect, test, usable } from "../../fixtures/test";

// Each project changes an organisation of its own, to a zone with the same clock: the other tests don't notice.
const HOUSES: Record<string, string> = { hydrated: "lyon", "no-js": "martin", phone: "paris" };

test("an administrator changes the time zone; the page says so and shows it", async ({ page, visit }, info) => {
  const slug = HOUSES[info.project.name];
  await signIn(page, slug, member(slug, "admin"));
  for (const zone of ["Europe/Brussels", "Europe/Paris"]) {
    await visit(`${organisation(slug)}/settings/organisation`);
    await page.getByLabel(/^Time zone/).selectOption(zone);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("status")).toHaveText("Saved.");
    await expect(page.getByLabel(/^Time zone/)).toHaveValue(zone);
  }

  await usable(page);
  await page.reload();
  await expect(page.getByLabel(/^Time zone/)).toHaveValue("Europe/Paris");
});

test("an organisation needs a name, and nothing that was chosen is lost", async ({ page, visit, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await signIn(page, "paris");
  await visit(`${organisation("paris")}/settings/organisation`);
  await page.getByLabel(/^Name/).fill("  ");
  await page.getByLabel(/^Currency/).selectOption("CHF");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel(/^Name/)).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel(/^Currency/)).toHaveValue("CHF");
});

test("a member has no settings of the organisation", async ({ page, expectedErrors }) => {
  expectedErrors.push(/status of 403/);
  await signIn(page, "paris", member("paris", "member"));
  for (const path of ["organisation", "brand"]) {
    expect((await page.goto(`${organisation("paris")}/settings/${path}`))?.status(), path).toBe(403);
  }
});
