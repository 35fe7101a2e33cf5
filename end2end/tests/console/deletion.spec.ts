import { type Page } from "@playwright/test";
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
  await expect(page).toHaveURL(/\/provisioning\//);
  await expect(page.getByRole("heading", { name: new RegExp(`${slug}.* is open`) })).toBeVisible();
  await usable(page);
}

test("an operator renames an organisation, and its old address leads to the new one", async ({ page, visit, context, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  const [slug, renamed] = [unique("coop"), unique("club")];
  await speakEnglish(context, organisation(renamed));
  await operatorSignsIn(page);
  await visit(`${consoleHost}/organisations`);
  await create(page, "Harbour Co-op", slug);
  await visit(`${consoleHost}/organisations/${slug}`);

  await page.getByText("Change the address").click();
  await page.getByRole("textbox", { name: /^New address/ }).fill("c0nsole");
  await page.getByRole("button", { name: /^Rename / }).click();
  const address = page.getByRole("textbox", { name: /^New address/ });
  await expect(address).toHaveAccessibleDescription(/looks too much like.*console/);
  await expect(address).toHaveValue("c0nsole");

  await usable(page);
  await address.fill(renamed);
  await page.getByRole("button", { name: /^Rename / }).click();
  await expect(page).toHaveURL(new RegExp(`/organisations/${renamed}`));
  await expect(page.getByText("The organisation has its new address.")).toBeVisible();
  await page.goto(`${organisation(slug)}/loans?status=late`);
  await expect(page).toHaveURL(new RegExp(`^${organisation(renamed)}/sign-in\\?return_to=`));
});

test("an operator deletes an organisation by typing its name, and restores it", async ({ page, visit, context, expectedErrors }) => {
  expectedErrors.push(/status of 422/, /status of 410/);
  const slug = unique("coop");
  await speakEnglish(context, organisation(slug));
  await operatorSignsIn(page);
  await visit(`${consoleHost}/organisations`);
  await create(page, "Harbour Co-op", slug);
  const detail = `${consoleHost}/organisations/${slug}`;
  await visit(detail);

  await page.getByText("Delete this organisation").click();
  await page.getByLabel(`Type ${slug} to confirm`).fill("something else");
  await page.getByRole("button", { name: "Delete Harbour Co-op" }).click();
  const confirm = page.getByLabel(`Type ${slug} to confirm`);
  await expect(confirm).toHaveAccessibleDescription(/Type it exactly/);
  await usable(page);
  await confirm.fill(slug);
  await page.getByRole("button", { name: "Delete Harbour Co-op" }).click();
  await expect(page.getByText("The organisation is deleted.")).toBeVisible();
  await expect(page.getByText(/Deleted\. Its data goes on /)).toBeVisible();
  await expect(page.getByText("Deleted, gone on")).toBeVisible();
  await expect(page.getByRole("button", { name: "Delete Harbour Co-op" })).toHaveCount(0);

  expect((await page.goto(organisation(slug)))?.status()).toBe(410);
  await expect(page.getByText("deleted")).toHaveCount(0);

  await visit(`${consoleHost}/organisations?q=${slug}`);
  await expect(page.getByText("Deleted, gone on")).toBeVisible();
  await visit(detail);
  await page.getByText("Change the grace").click();
  await page.getByLabel(/^Days/).fill("60");
  await page.getByLabel(`Type ${slug} to confirm`).fill(slug);
  await page.getByRole("button", { name: "Set the grace" }).click();
  await expect(page.getByText("The grace is changed.")).toBeVisible();
  await usable(page);
  await page.getByRole("button", { name: "Restore this organisation" }).click();
  await expect(page.getByText("The organisation is restored.")).toBeVisible();
  expect((await page.goto(organisation(slug)))?.status()).toBe(200);
});

test("a locked organisation can’t be deleted until it is unlocked", async ({ page, visit }) => {
  const slug = unique("coop");
  await operatorSignsIn(page);
  await visit(`${consoleHost}/organisations`);
  await create(page, "Harbour Co-op", slug);
  await visit(`${consoleHost}/organisations/${slug}`);
  await page.getByRole("button", { name: "Lock against deletion" }).click();
  await expect(page.getByText("The organisation is locked against deletion.")).toBeVisible();
  await expect(page.getByText(/Locked since/)).toBeVisible();
  await expect(page.getByText("Delete this organisation")).toHaveCount(0);
  await usable(page);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByText("The organisation can be deleted again.")).toBeVisible();
  await expect(page.getByText("Delete this organisation")).toBeVisible();
});
