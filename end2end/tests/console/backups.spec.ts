import { expectAccessible } from "../../fixtures/axe";
import { onOwnServer } from "../../fixtures/own_server";
import { expect, expectNoSidewaysScroll, hasJavaScript, test, usable, visit } from "../../fixtures/test";

const NOTHING = "select 1";
// One that nobody can bring back, with the words of whatever failed.
const DAMAGED = `insert into backup (id, tenant_id, state, reason, file, requested_by, began_at, made_at, checked_at, bytes, row_count,
                                     sha256, content_sha256, error)
  select randomblob(16), id, 'damaged', 'schedule', 'paris/gone.db.gz', 'the server', '2026-11-20T03:00:00.000000Z',
         '2026-11-20T03:00:00.000000Z', '2026-11-24T03:00:00.000000Z', 48213, 812, 'aa', 'bb', 'No such file or directory (os error 2)'
  from tenant where slug = 'paris'`;

test("a backup is made and brought back, and what was there is kept", async ({ browser, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  test.setTimeout(120_000);
  await onOwnServer(browser, NOTHING, async ({ page, origin }) => {
    await visit(page, `${origin}/organisations/paris/backups`);
    await expect(page.getByText("No backup yet")).toBeVisible();
    if (hasJavaScript()) await expectAccessible(page, "no backups");
    await page.getByRole("button", { name: "Back up now" }).click();
    const made = page.getByRole("row").filter({ hasText: "Asked for by" });
    await expect(made).toContainText("Read back", { timeout: 30_000 });
    await usable(page);
    await expectNoSidewaysScroll(page);

    await made.getByRole("link", { name: /^Restore the data of/ }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Restore GMAH Paris");
    if (hasJavaScript()) await expectAccessible(page, "the question before a restoration");
    await page.getByLabel("To confirm, type paris").fill("lyon");
    await page.getByRole("button", { name: "Restore this backup" }).click();
    await expect(page.getByLabel("To confirm, type paris")).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel("To confirm, type paris")).toHaveValue("lyon");
    await usable(page);
    await expectNoSidewaysScroll(page);
    await page.getByLabel("To confirm, type paris").fill("paris");
    await page.getByRole("button", { name: "Restore this backup" }).click();
    await expect(page.getByText("Its data is that of")).toBeVisible({ timeout: 30_000 });
    await expect(page).toHaveURL(/\/organisations\/paris\/backups$/);
    await usable(page);
    if (hasJavaScript()) await expectAccessible(page, "the backups after a restoration");
    await expectNoSidewaysScroll(page);

    await visit(page, `${origin}/organisations/paris/timeline`);
    await expect(page.getByText("Backup brought back")).toBeVisible();
  });
});

test("one that is damaged says so wherever operators look", async ({ browser }) => {
  await onOwnServer(browser, DAMAGED, async ({ page, origin }) => {
    await visit(page, `${origin}/`);
    await expect(page.getByText("A backup could not be made, or is damaged")).toBeVisible();
    await page.getByRole("link", { name: "Show its backups" }).click();
    const row = page.getByRole("row").filter({ hasText: "Damaged" });
    await expect(row).toContainText("No such file or directory");
    await expect(row.getByRole("link")).toHaveCount(0);
    await usable(page);
    if (hasJavaScript()) await expectAccessible(page, "a damaged backup");
    await expectNoSidewaysScroll(page);
    await visit(page, `${origin}/organisations/paris`);
    await expect(page.locator("#health").getByText("The file of one is damaged or gone.")).toBeVisible();
  });
});
