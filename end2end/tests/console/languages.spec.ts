import { expectAccessible } from "../../fixtures/axe";
import { onOwnServer } from "../../fixtures/own_server";
import { expect, expectNoSidewaysScroll, hasJavaScript, test, usable, visit } from "../../fixtures/test";

test("an operator offers one language, and the other is in no list until it is offered again", async ({ browser, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await onOwnServer(browser, "select 1", async ({ page, origin }) => {
    await visit(page, `${origin}/settings`);
    await expect(page.locator(".setting").filter({ hasText: "Languages that are offered" })).toContainText("English, Français");
    await page.getByRole("link", { name: "Change Languages that are offered" }).click();
    await expect(page.getByRole("checkbox", { name: "English" })).toBeChecked();
    await usable(page);
    await expectNoSidewaysScroll(page);
    if (hasJavaScript()) await expectAccessible(page, "the languages");
    await page.getByRole("checkbox", { name: "English" }).uncheck();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("The default language has to be one of those offered.")).toBeVisible();
    await expect(page.getByRole("checkbox", { name: "English" }), "what was ticked is kept").not.toBeChecked();
    await expect(page.getByRole("checkbox", { name: "Français" })).toBeChecked();
    await usable(page);
    await page.getByRole("checkbox", { name: "English" }).check();
    await page.getByRole("checkbox", { name: "Français" }).uncheck();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("The setting is changed")).toBeVisible();
    await expect(page.locator("button[name=lang]")).toHaveCount(0);
    await visit(page, `${origin}/organisations/new`);
    await expect(page.getByLabel("Language").locator("option")).toHaveText(["English"]);

    await visit(page, `${origin}/settings/languages.offered`);
    await page.getByRole("button", { name: "Give it up" }).click();
    await expect(page.getByText("The change is given up")).toBeVisible();
    await expect(page.locator("button[name=lang][value=fr]").first()).toBeAttached();
  });
});
