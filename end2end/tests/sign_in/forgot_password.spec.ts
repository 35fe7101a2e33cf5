// A new password for who forgot theirs, by a mail that a developer's machine shows instead of sending.

import { expectAccessible } from "../../fixtures/axe";
import { apex, consoleHost, organisation } from "../../fixtures/hosts";
import { invite, join, newcomer } from "../../fixtures/invitations";
import { enter, signIn } from "../../fixtures/people";
import { anotherBrowser, expect, expectNoSidewaysScroll, hasJavaScript, test, usable, visit } from "../../fixtures/test";

const NEW = "seven-herons-over-the-marsh";

async function accessible(page: Parameters<typeof expectAccessible>[0], what: string): Promise<void> {
  await usable(page);
  await expectNoSidewaysScroll(page);
  if (hasJavaScript()) await expectAccessible(page, what);
}

test("who forgot their password gets a link by mail and chooses a new one", async ({ page, browser, contextOptions, expectedErrors }) => {
  expectedErrors.push(/status of 422/, /status of 404/);
  const person = newcomer();
  await signIn(page, "paris");
  const link = await invite(page, "paris", person);
  const [joined] = await join(browser, contextOptions, link, person);
  await joined.close();

  const context = await browser.newContext(contextOptions);
  const theirs = await context.newPage();
  await visit(theirs, `${organisation("paris")}/sign-in`);
  await theirs.getByRole("link", { name: "Forgot your password?" }).click();
  await usable(theirs);
  await expect(theirs.getByRole("heading", { level: 1, name: "Forgot your password?" })).toBeVisible();
  await accessible(theirs, "asking for a link");
  await theirs.getByLabel(/^E-mail address/).fill("nobody");
  await theirs.getByRole("button", { name: "Send the link" }).click();
  await expect(theirs.getByLabel(/^E-mail address/)).toHaveAttribute("aria-invalid", "true");
  await usable(theirs);
  await expect(theirs.getByLabel(/^E-mail address/), "what was typed is kept").toHaveValue("nobody");
  await theirs.getByLabel(/^E-mail address/).fill(person.email);
  await theirs.getByRole("button", { name: "Send the link" }).click();
  await expect(theirs.getByRole("heading", { level: 1, name: "Look at your mails" })).toBeVisible();
  await accessible(theirs, "what is said then");

  const mail = theirs.getByRole("listitem").filter({ hasText: person.email }).filter({ hasText: "Un nouveau mot de passe" });
  await expect(async () => {
    await theirs.goto(`${apex}/dev/mail`);
    await expect(mail).toBeVisible({ timeout: 500 });
  }).toPass();
  await mail.getByRole("link").first().click();
  const address = await theirs.getByRole("link", { name: "Choisissez un nouveau mot de passe" }).getAttribute("href");
  expect(address).toContain(`${organisation("paris")}/new-password?token=`);

  await visit(theirs, address ?? "");
  await expect(theirs.getByText(person.email)).toBeVisible();
  await accessible(theirs, "choosing a new password");
  await theirs.getByLabel(/^New password/).fill(NEW);
  await theirs.getByLabel(/^Repeat/).fill("something else");
  await theirs.getByRole("button", { name: "Set the password" }).click();
  await expect(theirs.getByLabel(/^Repeat/)).toHaveAttribute("aria-invalid", "true");
  await usable(theirs);
  await theirs.getByLabel(/^New password/).fill(NEW);
  await theirs.getByLabel(/^Repeat/).fill(NEW);
  await theirs.getByRole("button", { name: "Set the password" }).click();
  await expect(theirs.getByText("Your new password is set. Sign in with it.")).toBeVisible();
  await usable(theirs);
  await accessible(theirs, "the door after that");

  await visit(theirs, address ?? "");
  await expect(theirs.getByText("This link no longer works"), "it works once").toBeVisible();
  await accessible(theirs, "a link that was used");
  await theirs.getByRole("link", { name: "Ask for a new link" }).click();
  await expect(theirs.getByRole("button", { name: "Send the link" })).toBeVisible();

  await enter(theirs, organisation("paris"), { ...person, password: NEW });
  await expect(theirs.getByRole("heading", { level: 1 })).toBeVisible();
  await context.close();
});

test("the console has the same door, and says nothing of who is an operator", async ({ page, browser, expectedErrors }) => {
  expectedErrors.push(/status of 404/);
  for (const email of ["nobody@example.org", "rachel@gmah-paris.example"]) {
    const context = await anotherBrowser(browser);
    const other = await context.newPage();
    await visit(other, `${consoleHost}/sign-in`);
    await other.getByRole("link", { name: "Forgot your password?" }).click();
    await usable(other);
    await expect(other.getByRole("heading", { level: 1, name: "Forgot your password?" })).toBeVisible();
    await other.getByLabel(/^E-mail address/).fill(email);
    await other.getByRole("button", { name: "Send the link" }).click();
    await expect(other.getByRole("heading", { level: 1, name: "Look at your mails" })).toBeVisible();
    await context.close();
  }
  await visit(page, `${consoleHost}/forgot-password`);
  await accessible(page, "asking for a link in the console");
  await visit(page, `${consoleHost}/new-password?token=made-up`);
  await expect(page.getByText("This link no longer works")).toBeVisible();
  await accessible(page, "a link in the console that leads nowhere");
});
