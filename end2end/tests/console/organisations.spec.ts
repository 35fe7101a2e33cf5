import { type Page } from "@playwright/test";
import { expectAccessibleInBothThemes } from "../../fixtures/axe";
import { consoleHost, organisation } from "../../fixtures/hosts";
import { operatorSignsIn } from "../../fixtures/people";
import { expect, speakEnglish, test, unique, usable } from "../../fixtures/test";

async function create(page: Page, name: string, slug: string): Promise<void> {
  await page.getByRole("link", { name: "New organisation" }).first().click();
  await usable(page);
  await page.getByLabel("Name of the organisation").fill(name);
  await page.getByRole("textbox", { name: /^Address/ }).fill(slug);
  await page.getByLabel("Administrator’s name").fill("Olive Owner");
  await page.getByLabel("Administrator’s e-mail address").fill(`owner@${slug}.test`);
  await page.getByRole("button", { name: "Create the organisation" }).click();
}

test("an operator creates an organisation, opens it, suspends it and resumes it", async ({ page, visit, context, expectedErrors }) => {
  expectedErrors.push(/status of 403/);
  const slug = unique("coop");
  await speakEnglish(context, organisation(slug));
  await operatorSignsIn(page);
  await visit(`${consoleHost}/organisations`);
  await create(page, "Harbour Co-op", slug);

  await expect(page).toHaveURL(/\/provisioning\//);
  await expect(page.getByRole("heading", { name: new RegExp(`${slug}.* is open`) })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Open the doors" })).toContainText("done");
  await expect(page.getByText(`${organisation(slug)}/invitation?token=`)).toBeVisible();
  await expect(page.locator('.rail a.rail-link[href="/organisations"]')).toHaveAttribute("aria-current", "page");
  await page.getByRole("link", { name: "Open", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`^${organisation(slug)}`));
  await expect(page).toHaveTitle(/Harbour Co-op/);

  const detail = `${consoleHost}/organisations/${slug}`;
  await visit(detail);
  await page.getByText("Suspend this organisation").click();
  await page.getByLabel("Reason").fill("Payment is overdue");
  await page.getByRole("button", { name: "Suspend Harbour Co-op" }).click();
  await expect(page.getByText("The organisation is suspended.")).toBeVisible();
  await expect(page.getByText("Payment is overdue")).toBeVisible();
  expect((await page.goto(organisation(slug)))?.status()).toBe(403);
  await expect(page.getByText("Payment is overdue")).toHaveCount(0);

  await visit(detail);
  await page.getByRole("button", { name: "Resume this organisation" }).click();
  await expect(page.getByText("The organisation is open again.")).toBeVisible();
  expect((await page.goto(organisation(slug)))?.status()).toBe(200);
});

test("an operator makes a new link for an owner, which is shown once", async ({ page, visit }) => {
  const slug = unique("coop");
  await operatorSignsIn(page);
  await visit(`${consoleHost}/organisations`);
  await create(page, "Harbour Co-op", slug);
  await expect(page).toHaveURL(/\/provisioning\//);
  await expect(page.getByRole("heading", { name: new RegExp(`${slug}.* is open`) })).toBeVisible();
  await usable(page);
  await expectAccessibleInBothThemes(page, "an organisation that was just created");
  await visit(`${consoleHost}/organisations/${slug}`);
  await page.getByText("New invitation link").click();
  await page.getByLabel("Name", { exact: false }).fill("Second Owner");
  await page.getByLabel("E-mail address").fill(`second@${slug}.test`);
  await page.getByRole("button", { name: "Create the link" }).click();
  const link = page.getByText(`${organisation(slug)}/invitation?token=`);
  await expect(link).toBeVisible();
  const url = (await link.textContent()) ?? "";
  await visit(`${consoleHost}/organisations/${slug}?invited=yes`);
  await expect(page.getByRole("heading", { name: "Harbour Co-op" })).toBeVisible();
  await expect(link).toHaveCount(0);
  await visit(url);
  await expect(page.getByText(`second@${slug}.test`)).toBeVisible();
  await expectAccessibleInBothThemes(page, "an invitation");
});

test("a form that is wrong names its fields and keeps what was typed", async ({ page, visit, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await operatorSignsIn(page);
  await visit(`${consoleHost}/organisations/new`);
  await page.getByLabel("Name of the organisation").fill("Paris again");
  await page.getByRole("textbox", { name: /^Address/ }).fill("c0nsole");
  await page.getByRole("button", { name: "Create the organisation" }).click();
  const address = page.getByRole("textbox", { name: /^Address/ });
  await expect(address).toHaveAccessibleDescription(/looks too much like.*console/);
  await expect(address).toHaveValue("c0nsole");
  await expect(page.getByLabel("Administrator’s name")).toHaveAttribute("aria-invalid", "true");
});

test("a suspension without a reason is refused at its field", async ({ page, visit, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await operatorSignsIn(page);
  await visit(`${consoleHost}/organisations/martin`);
  await page.getByText("Suspend this organisation").click();
  await page.getByRole("button", { name: /^Suspend / }).click();
  await expect(page.getByLabel("Reason")).toHaveAttribute("aria-invalid", "true");
  expect((await page.goto(organisation("martin")))?.status()).toBe(200);
});

test("the list is searched, filtered and sorted by its address", async ({ page, visit }) => {
  await operatorSignsIn(page);
  await visit(`${consoleHost}/organisations`);
  await page.getByRole("searchbox").fill("gmah");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(/\?q=gmah/);
  await usable(page);
  await expect(page.getByRole("link", { name: "GMAH Paris" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Atelier Martin" })).toHaveCount(0);
  await page.getByRole("link", { name: "Suspended" }).click();
  await expect(page).toHaveURL(/q=gmah&status=suspended/);
  await expect(page.getByText("No organisation matches")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("link", { name: "GMAH Lyon" })).toBeVisible();
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await expect(page).toHaveURL(/q=gmah&sort=largest/);
  await expect(page.getByRole("row").nth(1)).toContainText("GMAH Paris");
});

test("what isn't there is not found", async ({ page, expectedErrors }) => {
  expectedErrors.push(/status of 404/);
  await operatorSignsIn(page);
  for (const path of ["/organisations/nobody", "/provisioning/x", "/provisioning/0198c0de-0000-7000-8000-000000000000"]) {
    expect((await page.goto(consoleHost + path))?.status()).toBe(404);
  }
});
