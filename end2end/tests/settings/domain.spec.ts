import { expectAccessible } from "../../fixtures/axe";
import { organisation } from "../../fixtures/hosts";
import { PASSWORD } from "../../fixtures/invitations";
import { removeRecords, setRecords } from "../../fixtures/name_server";
import { found } from "../../fixtures/organisations";
import { expect, expectNoSidewaysScroll, hasJavaScript, speakEnglish, test, unique, usable, visit } from "../../fixtures/test";

const port = (): string => new URL(organisation("x")).port;

test("a domain is added, proved, made the main address, and taken back", async ({ page, expectedErrors }) => {
  test.setTimeout(120_000);
  // Chromium trusts localhost without https, and no other host.
  expectedErrors.push(/status of 422/, /Cross-Origin-Opener-Policy header has been ignored/);
  const slug = await found(page);
  const host = `${unique("loans")}.prets.test`;
  const own = `http://${host}:${port()}`;
  await visit(page, `${organisation(slug)}/settings/domain`);
  await expect(page.getByText("You have no domain of your own yet.")).toBeVisible();
  await page.getByLabel(/^Name/).fill(`loans.${slug}.localhost`);
  await page.getByRole("button", { name: "Add" }).click();
  await expect(page.getByLabel(/^Name/)).toHaveAccessibleDescription(/belongs to this service itself/);
  await expect(page.getByLabel(/^Name/)).toHaveValue(`loans.${slug}.localhost`);
  await page.getByLabel(/^Name/).fill(`https://${host.toUpperCase()}/`);
  await page.getByRole("button", { name: "Add" }).click();
  await expect(page).toHaveURL(`${organisation(slug)}/settings/domain/${host}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(host);
  await usable(page);
  await expect(page.getByText("Not there yet")).toHaveCount(2);
  await expectNoSidewaysScroll(page);
  if (hasJavaScript()) await expectAccessible(page, "a domain without records");

  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(page.getByText("The records are not right yet.")).toBeVisible();

  const [proofName, proof, , target] = await page.locator(".record-parts .code-copy code").allTextContents();
  setRecords(proofName, [{ type: "TXT", value: proof }]);
  setRecords(host, [{ type: "CNAME", value: "elsewhere.example" }]);
  await lookedAt(async () => await expect(page.getByText(`leads to elsewhere.example instead of ${target}`)).toBeVisible({ timeout: 25_000 }));
  await expectNoSidewaysScroll(page);
  setRecords(host, [{ type: "CNAME", value: target }]);
  await lookedAt(async () => await expect(page.getByText("All records are right")).toBeVisible({ timeout: 25_000 }));
  if (hasJavaScript()) await expectAccessible(page, "a domain with all records");
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(page.getByText("The name is verified and leads here.")).toBeVisible();
  await usable(page);
  await speakEnglish(page.context(), own);
  const trial = await page.context().newPage();
  await trial.goto(`${own}/sign-in`);
  await expect(trial.getByRole("button", { name: "Sign in" })).toBeVisible();
  await trial.close();

  await page.getByText("Make it the main address", { exact: true }).click();
  await expect(page.getByText(/Everybody signs in once more there/).first()).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Make it the main address now" }).click();
  await expect(page).toHaveURL(new RegExp(`^${own}/sign-in`));
  await usable(page);
  await page.getByLabel("E-mail address").fill(`ada@${slug}.test`);
  await page.getByLabel(/^Password/).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(new RegExp(`^${own}/settings/domain`));
  await usable(page);
  await expect(page.getByText(`It leads to ${host}.`)).toBeVisible();

  const answer = await page.request.get(`http://127.0.0.1:${port()}/loans?status=late`, { headers: { host: new URL(organisation(slug)).host }, maxRedirects: 0 });
  expect([answer.status(), answer.headers()["location"]]).toEqual([301, `${own}/loans?status=late`]);
  await page.goto(`${organisation(slug)}/members`);
  await expect(page).toHaveURL(`${own}/members`);
  await usable(page);

  await visit(page, `${own}/settings/domain`);
  await page.getByText("Go back to the address here", { exact: true }).click();
  await page.getByRole("button", { name: "Go back now" }).click();
  await expect(page).toHaveURL(new RegExp(`^${organisation(slug)}/settings/domain`));
  await usable(page);
  await page.getByRole("link", { name: host }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(host);
  await usable(page);
  await page.getByText("Remove it", { exact: true }).click();
  await page.getByRole("button", { name: `Remove ${host}` }).click();
  await expect(page.getByText("The domain is removed.")).toBeVisible();
  expect((await page.request.get(`http://127.0.0.1:${port()}/sign-in`, { headers: { host: new URL(own).host } })).status()).toBe(404);
  removeRecords(host);
  removeRecords(proofName);

  /** Hydrated the page looks again by itself, without scripts when it is told to. */
  async function lookedAt(seen: () => Promise<void>): Promise<void> {
    if (!hasJavaScript()) {
      // A look of the last seconds would stand for this one.
      await page.waitForTimeout(3_500);
      await page.getByRole("button", { name: "Look now" }).click();
    }
    await seen();
  }
});
