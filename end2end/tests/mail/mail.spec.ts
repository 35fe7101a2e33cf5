// Mails, as a developer's machine shows them instead of sending them.

import { expectAccessible } from "../../fixtures/axe";
import { apex, organisation } from "../../fixtures/hosts";
import { invite, newcomer } from "../../fixtures/invitations";
import { signIn } from "../../fixtures/people";
import { expect, expectNoSidewaysScroll, hasJavaScript, test, usable, visit } from "../../fixtures/test";

test("who is invited gets a mail in the organisation's brand, and joins by its link", async ({ page, browser, contextOptions }) => {
  const person = newcomer();
  await signIn(page, "paris");
  const shown = await invite(page, "paris", person);
  await expect(page.getByText("A mail with a link of its own is on its way.")).toBeVisible();

  const context = await browser.newContext(contextOptions);
  const theirs = await context.newPage();
  const mail = theirs.getByRole("listitem").filter({ hasText: person.email });
  await expect(async () => {
    await theirs.goto(`${apex}/dev/mail`);
    await expect(mail).toBeVisible({ timeout: 500 });
  }).toPass();
  if (hasJavaScript()) await expectAccessible(theirs, "the list of mails");
  await expectNoSidewaysScroll(theirs);
  await expect(mail).toContainText("GMAH Paris <no-reply@localhost>");
  await mail.getByRole("link").first().click();
  await expect(theirs.getByRole("heading", { name: "GMAH Paris" })).toBeVisible();
  await expect(theirs.getByText(`Bonjour ${person.name},`)).toBeVisible();
  await expectNoSidewaysScroll(theirs);
  const button = theirs.getByRole("link", { name: "Accepter l’invitation" });
  const link = (await button.getAttribute("href")) ?? "";
  expect(link).toContain(`${organisation("paris")}/invitation?token=`);
  expect(link, "the mail has a secret of its own").not.toBe(shown);
  const dark = await browser.newContext({ ...contextOptions, colorScheme: "dark" });
  const night = await dark.newPage();
  await night.goto(theirs.url());
  await expect(night.locator(".card")).not.toHaveCSS("background-color", "rgb(255, 255, 255)");
  await dark.close();

  await visit(theirs, link);
  await theirs.getByLabel(/^Password/).fill(person.password);
  await theirs.getByRole("button", { name: "Join and sign in" }).click();
  await expect(theirs).not.toHaveURL(/invitation/);
  await usable(theirs);
  await context.close();
});

test("an organisation says whom its mails come from, and where answers go", async ({ page, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await signIn(page, "lyon");
  await visit(page, `${organisation("lyon")}/settings/organisation`);
  await page.getByLabel("Sender of mails").fill("Le bureau de Lyon");
  await page.getByLabel("Answers to mails").fill("bureau");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Answers to mails")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Sender of mails"), "what was typed is kept").toHaveValue("Le bureau de Lyon");
  await page.getByLabel("Answers to mails").fill("bureau@lyon.example");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toHaveText("Saved.");
  await expect(page.getByLabel("Answers to mails")).toHaveValue("bureau@lyon.example");
});
