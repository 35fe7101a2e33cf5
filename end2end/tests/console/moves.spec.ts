import { expectAccessible } from "../../fixtures/axe";
import { consoleHost } from "../../fixtures/hosts";
import { onOwnServer } from "../../fixtures/own_server";
import { operatorSignsIn } from "../../fixtures/people";
import { expect, expectNoSidewaysScroll, hasJavaScript, test, usable, visit } from "../../fixtures/test";

// Its address can't be opened: there is no key. What is to be moved there comes back.
const ONE_SERVER = `insert into server (id, name, region, capacity, sealed_address, state, created_at)
  values (randomblob(16), 'eu-1', 'eu', 40, x'00', 'active', '2026-11-01T00:00:00.000000Z')`;
// Somebody else works on it, and is not through with the first copy.
const UNDER_WAY = `${ONE_SERVER};
  insert into tenant_move (id, tenant_id, state, from_placement, from_name, to_placement, to_server_id, to_name,
                           requested_by, started_at, lease_owner, lease_until, rows_total, rows_copied)
  select randomblob(16), t.id, 'copying', t.placement, t.database_name, 'postgres-server', s.id,
         't_' || substr(t.database_name, 3), 'ops@tenantry.example', '2026-11-25T10:00:00.000000Z', 'another',
         '2099-01-01T00:00:00.000000Z', 200, 84
  from tenant t, server s where t.slug = 'paris'`;

test("where there is no other place the page says what is missing", async ({ page }) => {
  await operatorSignsIn(page);
  await visit(page, `${consoleHost}/organisations/paris`);
  await page.getByRole("link", { name: "Move the data…" }).click();
  await expect(page.getByText("Register a PostgreSQL server first.")).toBeVisible();
  await usable(page);
  await expectNoSidewaysScroll(page);
  if (hasJavaScript()) await expectAccessible(page, "nowhere to move");
});

test("a move that can't be done is taken back, and says why", async ({ browser, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await onOwnServer(browser, ONE_SERVER, async ({ page, origin }) => {
    await visit(page, `${origin}/organisations/paris/move`);
    const there = page.getByRole("radio", { name: /another server · eu-1/ });
    await expect(there).not.toBeChecked();
    await page.getByRole("button", { name: "Move the data" }).click();
    await expect(page.getByText("Fill in this field.")).toBeVisible();
    await usable(page);
    if (hasJavaScript()) await expectAccessible(page, "the form of a move");
    await there.check();
    await page.getByRole("button", { name: "Move the data" }).click();
    await expect(page.getByText("The last move was taken back")).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole("row").filter({ hasText: "Taken back" })).toContainText("eu-1");
    await usable(page);
    await expectNoSidewaysScroll(page);
    // The organisation works where it was.
    await visit(page, `${origin}/organisations/paris`);
    await expect(page.getByText("SQLite file")).toBeVisible();
  });
});

test("a move that goes on shows how far it is, and no second form", async ({ browser }) => {
  await onOwnServer(browser, UNDER_WAY, async ({ page, origin }) => {
    await visit(page, `${origin}/organisations/paris/move`);
    await expect(page.getByText(/On the way to .* eu-1/)).toBeVisible();
    await expect(page.getByRole("progressbar", { name: "How much is copied" })).toHaveAttribute("value", "42");
    await expect(page.getByRole("button", { name: "Move the data" })).toHaveCount(0);
    await usable(page);
    await expectNoSidewaysScroll(page);
    if (hasJavaScript()) await expectAccessible(page, "a move");
  });
});
