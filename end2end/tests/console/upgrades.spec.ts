import { expectAccessible } from "../../fixtures/axe";
import { type OwnConsole, onOwnServer } from "../../fixtures/own_server";
import { expect, expectNoSidewaysScroll, hasJavaScript, test, usable, visit } from "../../fixtures/test";

// A version that nobody recorded: everybody counts as behind, and a run finds nothing to change.
const ALL_BEHIND = "delete from tenant_schema";
// Nobody works at it, and hasn't for a day: the server that did was stopped.
const LEFT_HALF_WAY = `${ALL_BEHIND};
  insert into upgrade_run (id, state, stage, options, pardoned, started_at) values
    (x'0198c0de000070008000000000000001', 'running', 1,
     '{"rehearse":"None","canaries":[],"error_budget":1,"latency_rise_ms":60000,"include_quarantined":false}', 0, '2026-01-01T00:00:00.000000Z');
  insert into upgrade_task (run_id, tenant_id, position, stage, state, rehearse, snapshot)
    select x'0198c0de000070008000000000000001', id, row_number() over (), 1 + (slug <> 'paris'), 'waiting', 0,
      's_' || ${["0", "1", "8", "9"].reduce((text, digit) => `replace(${text}, '${digit}', 'x')`, "lower(hex(randomblob(13)))")} from tenant`;
// A run that is done, as the central database knows it.
const MIGRATED = `${LEFT_HALF_WAY};
  update upgrade_run set state = 'done', finished_at = '2026-01-01T00:01:00.000000Z';
  update upgrade_task set state = 'done', snapshot_at = '2026-01-01T00:00:30.000000Z', finished_at = '2026-01-01T00:00:40.000000Z'`;
// As a migration that failed leaves one.
const QUARANTINED = "update tenant set quarantined_at = '2026-01-01T00:00:00.000000Z', quarantine_error = 'no such column: nope' where slug = 'lyon'";

async function startRun({ page, origin }: OwnConsole, options: () => Promise<void>): Promise<void> {
  await visit(page, `${origin}/upgrades`);
  await expect(page.getByText("3 organisations will be migrated.")).toBeVisible();
  await page.getByText("More options").click();
  await options();
  await page.getByRole("button", { name: "Review the run" }).click();
}

test("an operator starts a run, confirms it, watches it to its end and finds it in the list", async ({ browser, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await onOwnServer(browser, ALL_BEHIND, async (own) => {
    const { page, origin } = own;
    await startRun(own, async () => {
      await page.getByLabel("Who goes first").fill("nobody");
      await page.getByLabel("Databases side by side").fill("1");
    });
    const first = page.getByLabel("Who goes first");
    await expect(first).toHaveAccessibleDescription(/doesn’t migrate nobody/);
    await expect(first).toHaveValue("nobody");
    await first.fill("paris");
    await page.getByRole("button", { name: "Review the run" }).click();
    await expect(page).toHaveURL(/\/upgrades\/new\?.*canaries=paris/);
    await expect(page.getByText("tried on 3 copies")).toBeVisible();
    await expect(page.getByText(/is made: 3, about .* in all/)).toBeVisible();
    await usable(page);
    if (hasJavaScript()) await expectAccessible(page, "the confirmation of a run");
    await page.getByRole("button", { name: "Start the run" }).click();

    await expect(page).toHaveURL(/\/upgrades\/[0-9a-f-]{36}$/);
    await expect(page.getByText("The run is done.")).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole("progressbar", { name: "Organisations that are through" })).toHaveAttribute("value", "3");
    await expect(page.getByRole("listitem").filter({ hasText: "Try on copies" })).toContainText("3 of 3");
    await usable(page);
    if (hasJavaScript()) await expectAccessible(page, "a run");
    await expectNoSidewaysScroll(page);

    await visit(page, `${origin}/upgrades`);
    await expect(page.getByText("Everything is up to date")).toBeVisible();
    await expect(page.getByRole("row").filter({ hasText: "Done" }).last()).toContainText("3");
  });
});

test("a run that a stopped server left is resumed from its page", async ({ browser }) => {
  await onOwnServer(browser, LEFT_HALF_WAY, async ({ page, origin, restart }) => {
    await restart();
    await visit(page, `${origin}/upgrades`);
    await expect(page.getByText("The last run was left half-way")).toBeVisible();
    await expect(page.getByRole("button", { name: "Review the run" })).toHaveCount(0);
    await page.getByRole("link", { name: "Watch it" }).click();
    await expect(page.getByText("Nobody works at this run")).toBeVisible();
    await usable(page);
    await page.getByRole("button", { name: "Resume the run" }).click();
    await expect(page.getByText("The run is done.")).toBeVisible({ timeout: 30_000 });
  });
});

test("an organisation in quarantine is named with its error, and a run may include it", async ({ browser }) => {
  await onOwnServer(browser, QUARANTINED, async ({ page, origin }) => {
    await visit(page, `${origin}/organisations/lyon`);
    await expect(page.getByText("no such column: nope")).toBeVisible();
    await visit(page, `${origin}/upgrades`);
    await expect(page.getByText("no such column: nope")).toBeVisible();
    await expect(page.getByLabel("Try those in quarantine again")).toBeChecked();
    if (hasJavaScript()) await expectAccessible(page, "upgrades with somebody in quarantine");
    await page.getByRole("button", { name: "Review the run" }).click();
    await expect(page.getByText("1 of them come out of quarantine.")).toBeVisible();
    await usable(page);
    await page.getByRole("button", { name: "Start the run" }).click();
    await expect(page.getByText("The run is done.")).toBeVisible({ timeout: 30_000 });
    await visit(page, `${origin}/organisations/lyon`);
    await expect(page.getByText("no such column: nope")).toHaveCount(0);
  });
});

test("the tables of all organisations are read back on demand", async ({ browser }) => {
  await onOwnServer(browser, "select 1", async ({ page, origin }) => {
    await visit(page, `${origin}/upgrades/drift`);
    await expect(page.getByText("Nothing was read back yet")).toBeVisible();
    await page.getByRole("button", { name: "Read all back now" }).click();
    await expect(page.getByText("All tables are those of a clean install.")).toBeVisible({ timeout: 30_000 });
  });
});

test("a whole run goes back only when somebody types how many organisations that is, and old snapshots are told of", async ({ browser, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await onOwnServer(browser, MIGRATED, async ({ page, origin }) => {
    await visit(page, `${origin}/upgrades`);
    await expect(page.getByText(/^3\ssnapshots of 14\sdays ago and more, about/)).toBeVisible();
    await page.getByText("Remove old snapshots…").click();
    await expect(page.getByRole("button", { name: /^Remove 3\ssnapshots of 14\sdays ago and more$/ })).toBeVisible();
    if (hasJavaScript()) await expectAccessible(page, "old snapshots");
    await visit(page, `${origin}/upgrades/0198c0de-0000-7000-8000-000000000001`);
    await page.getByRole("link", { name: "Take the run back…" }).click();
    await expect(page.getByText("Nobody can undo this.")).toBeVisible();
    await usable(page);
    await expectNoSidewaysScroll(page);
    if (hasJavaScript()) await expectAccessible(page, "taking a run back");
    const number = page.getByLabel(/^Type 3 to confirm/);
    await number.fill("2");
    await page.getByRole("button", { name: "Take the run back" }).click();
    await expect(number).toHaveAccessibleDescription(/isn’t the number/);
    await expect(number).toHaveValue("2");
  });
});
