import { organisation } from "../../fixtures/hosts";
import { enter, member, signIn } from "../../fixtures/people";
import { expect, hasJavaScript, onPhone, test, usable } from "../../fixtures/test";

test("a member signs in on the organisation's own page and out again", async ({ page, visit }) => {
  await visit(organisation("paris"));
  await expect(page).toHaveTitle(/GMAH Paris/);
  await enter(page, organisation("paris"), member("paris"));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

  await page.locator("summary", { hasText: "Account" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

test("who is signed out meanwhile signs in again and comes to where they wanted to go", async ({ page, context, visit, expectedErrors }) => {
  test.skip(onPhone(), "there the rail is a sheet");
  expectedErrors.push(/status of 401/);
  await signIn(page, "paris");
  await visit(`${organisation("paris")}/members`);
  await context.clearCookies({ name: "sid" });
  await page.getByRole("navigation", { name: "Navigation" }).getByRole("link", { name: "Loans", exact: true }).click();
  if (hasJavaScript()) {
    await expect(page.getByRole("heading", { name: "Your session has ended" })).toBeVisible();
    await page.getByRole("link", { name: "Sign in", exact: true }).click();
  }
  await expect(page).toHaveURL(/\/sign-in\?return_to=(%2F|\/)loans$/);
  const { email, password } = member("paris");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel(/^Password/).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Loans");
});

test("a wrong password keeps the address and says nothing about the account", async ({ page, visit, expectedErrors }) => {
  expectedErrors.push(/status of 401/);
  await visit(`${organisation("paris")}/sign-in`);
  await page.getByLabel("E-mail address").fill("nobody@paris.test");
  await page.getByLabel(/^Password/).fill("certainly-not-the-password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("The e-mail address or the password is wrong.")).toBeVisible();
  await usable(page);
  await expect(page.getByLabel("E-mail address")).toHaveValue("nobody@paris.test");
});

test("a session of one organisation is worth nothing on another's host", async ({ page, context, visit }) => {
  await signIn(page, "paris", member("paris"));
  const cookies = await context.cookies(organisation("paris"));
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, domain: "lyon.localhost" })));
  await visit(`${organisation("lyon")}/loans`);
  await expect(page).toHaveURL(/sign-in/);
});
