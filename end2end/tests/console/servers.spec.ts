import { expectAccessibleInBothThemes } from "../../fixtures/axe";
import { consoleHost } from "../../fixtures/hosts";
import { onOwnServer } from "../../fixtures/own_server";
import { operatorSignsIn } from "../../fixtures/people";
import { expect, expectNoSidewaysScroll, test, usable, visit } from "../../fixtures/test";

// Its address can't be opened: there is no key.
const ONE_SERVER = `insert into server (id, name, region, capacity, sealed_address, state, created_at)
  values (randomblob(16), 'eu-1', 'eu', 40, x'00', 'active', '2026-11-01T00:00:00.000000Z')`;

test("a server that can't be reached isn't registered, and the form keeps all but the address", async ({ page, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await operatorSignsIn(page);
  await visit(page, `${consoleHost}/servers`);
  await expect(page.getByText("No server is registered")).toBeVisible();
  await page.getByRole("link", { name: "Register a server" }).first().click();
  await usable(page);
  await expectNoSidewaysScroll(page);
  await page.getByLabel(/^Name/).fill("eu-7");
  await page.getByLabel(/^Region/).fill("eu");
  await page.getByLabel(/^Capacity/).fill("100");
  const address = page.getByLabel(/^Address/);
  await expect(address).toHaveAttribute("type", "password");
  await address.fill("postgres://ann:never-to-be-seen@127.0.0.1:1/postgres");
  await page.getByRole("button", { name: "Check and register" }).click();
  await expect(page.getByText(/refused/i).first()).toBeVisible();
  await expect(page.getByLabel(/^Name/)).toHaveValue("eu-7");
  expect(await page.content()).not.toContain("never-to-be-seen");
});

test("a server is checked, drained after a confirmation, and resumed", async ({ browser, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await onOwnServer(browser, ONE_SERVER, async ({ page, origin }) => {
    await visit(page, `${origin}/fleet`);
    await expect(page.getByRole("row").filter({ hasText: "eu-1" })).toContainText("0 of 40");
    await visit(page, `${origin}/servers`);
    await expectNoSidewaysScroll(page);
    await page.getByRole("link", { name: "eu-1" }).click();
    await usable(page);
    await page.getByRole("button", { name: "Check now" }).click();
    await expect(page.getByText("The server was checked.")).toBeVisible();
    await expect(page.getByText("The last check failed")).toBeVisible();
    await usable(page);
    await expectAccessibleInBothThemes(page, "a server");
    await expectNoSidewaysScroll(page);

    await page.getByText("Give another address").click();
    await page.getByLabel(/^New address/).fill("postgres://ann:never-to-be-seen@127.0.0.1:1/postgres");
    await page.getByRole("button", { name: "Check and keep" }).click();
    await expect(page.getByText(/refused/i).first()).toBeVisible();
    await expect(page.getByLabel(/^New address/)).toHaveValue("");
    expect(await page.content()).not.toContain("never-to-be-seen");
    await usable(page);
    await expectNoSidewaysScroll(page);

    await page.getByText("Change region or capacity").click();
    const capacity = page.getByLabel(/^Capacity/);
    await capacity.fill("none");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(capacity).toHaveAttribute("aria-invalid", "true");
    await expect(capacity).toHaveValue("none");
    await usable(page);
    await capacity.fill("50");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("The server is changed.")).toBeVisible();
    await expect(page.getByText("0 of 50")).toBeVisible();
    await usable(page);

    const drain = page.getByRole("button", { name: "Drain eu-1" });
    await expect(drain).toBeHidden();
    await page.getByText("Drain this server").click();
    await expect(page.getByText("0 organisations stay there and go on.")).toBeVisible();
    await drain.click();
    await expect(page.getByText("The server gets no new organisations.")).toBeVisible();
    await usable(page);
    await page.getByText("Resume this server").click();
    await page.getByRole("button", { name: "Resume eu-1" }).click();
    await expect(page.getByText("The server takes new organisations.")).toBeVisible();
  });
});
