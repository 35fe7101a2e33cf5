import { onOwnServer } from "../../fixtures/own_server";
import { expect, expectNoSidewaysScroll, test, usable, visit } from "../../fixtures/test";

test("an operator makes a copy of an organisation and watches it to its end", async ({ browser, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await onOwnServer(browser, "select 1", async ({ page, origin }) => {
    await visit(page, `${origin}/organisations/paris`);
    await page.getByRole("link", { name: "Make a copy…" }).click();
    await usable(page);
    await expectNoSidewaysScroll(page);
    await expect(page.getByText("This organisation works on meanwhile")).toBeVisible();
    const address = page.getByLabel(/^Its address/);
    await page.getByLabel(/^Name of the copy/).fill("Second Paris");
    await address.fill("lyon");
    await page.getByLabel("Give the members a place in the copy").check();
    await page.getByRole("button", { name: "Make the copy" }).click();
    await expect(address).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel("Give the members a place in the copy")).toBeChecked();
    await usable(page);
    await address.fill("second-paris");
    await page.getByRole("button", { name: "Make the copy" }).click();
    await expect(page.getByText("It is a copy of paris.")).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole("listitem").filter({ hasText: "Copy the database" })).toBeVisible();
    await visit(page, `${origin}/organisations/second-paris`);
    await expect(page.getByRole("heading", { name: "Second Paris" })).toBeVisible();
  });
});
