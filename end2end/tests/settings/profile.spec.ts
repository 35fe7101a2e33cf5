import { expectAccessibleInBothThemes } from "../../fixtures/axe";
import { organisation } from "../../fixtures/hosts";
import { invite, join, newcomer } from "../../fixtures/invitations";
import { enter, signIn } from "../../fixtures/people";
import { expect, expectNoSidewaysScroll, test, usable, visit } from "../../fixtures/test";

test("somebody reads in their own language, whatever the organisation's is", async ({ page, browser, contextOptions }) => {
  const person = newcomer();
  await signIn(page, "paris");
  const [context, theirs] = await join(browser, contextOptions, await invite(page, "paris", person), person);
  // Not by visit(): it would keep its own choice of a language for these pages.
  await theirs.goto(`${organisation("paris")}/settings/profile`);
  await usable(theirs);
  await theirs.getByLabel(/^Name/).fill(`${person.name} Weil`);
  await theirs.getByLabel("Language").last().selectOption("fr");
  await theirs.getByRole("button", { name: "Save" }).click();
  await expect(theirs.getByRole("status")).toHaveText("Enregistré.");
  await expect(theirs.locator("html")).toHaveAttribute("lang", "fr");
  await expect(theirs.getByLabel(/^Nom/)).toHaveValue(`${person.name} Weil`);
  await context.close();
});

test("a changed password ends the other sessions and opens the next one", async ({ page, browser, contextOptions, expectedErrors }) => {
  test.setTimeout(120_000);
  expectedErrors.push(/status of 422/);
  const person = newcomer();
  await signIn(page, "paris");
  const link = await invite(page, "paris", person);
  const [context, theirs] = await join(browser, contextOptions, link, person);
  const elsewhere = await browser.newContext(contextOptions);
  const other = await elsewhere.newPage();
  await enter(other, organisation("paris"), person);

  await visit(theirs, `${organisation("paris")}/settings/profile`);
  const change = async (current: string, fresh: string, repeat: string): Promise<void> => {
    await theirs.getByLabel(/^Current password/).fill(current);
    await theirs.getByLabel(/^New password/).fill(fresh);
    await theirs.getByLabel(/^Repeat the new password/).fill(repeat);
    await theirs.getByRole("button", { name: "Change the password" }).click();
  };
  await change(person.password, "short", "short");
  await expect(theirs.getByLabel(/^New password/)).toHaveAccessibleDescription(/at least 15 characters/i);
  await expect(theirs.getByLabel(/^New password/)).toHaveAttribute("aria-invalid", "true");
  await usable(theirs);
  const fresh = "seven herons over the weir";
  await change(person.password, fresh, "something else entirely");
  await expect(theirs.getByLabel(/^Repeat the new password/)).toHaveAttribute("aria-invalid", "true");
  await usable(theirs);
  await change(person.password, fresh, fresh);
  await expect(theirs.getByRole("status")).toContainText("Your other sessions have ended");

  await other.goto(organisation("paris"));
  await expect(other, "the other session has ended").toHaveURL(/sign-in/);
  await enter(other, organisation("paris"), { ...person, password: fresh });
  await elsewhere.close();
  await context.close();
});

test("somebody sees where they are signed in, and ends a session and all others", async ({ page, browser, contextOptions }) => {
  const person = newcomer();
  await signIn(page, "paris");
  const [context, theirs] = await join(browser, contextOptions, await invite(page, "paris", person), person);
  const elsewhere = await browser.newContext(contextOptions);
  const other = await elsewhere.newPage();
  await enter(other, organisation("paris"), person);

  await visit(theirs, `${organisation("paris")}/settings/profile`);
  await expectNoSidewaysScroll(theirs);
  await expectAccessibleInBothThemes(theirs, "one's own sessions");
  await expect(theirs.getByText("This session")).toHaveCount(1);
  await theirs.getByRole("button", { name: /^End the session: Chrome on/ }).click();
  await expect(theirs.getByRole("status")).toHaveText("The session has ended.");
  await expect(theirs.getByRole("button", { name: /^End/ })).toHaveCount(0);
  await other.goto(organisation("paris"));
  await expect(other).toHaveURL(/sign-in/);

  await enter(other, organisation("paris"), person);
  await visit(theirs, `${organisation("paris")}/settings/profile`);
  await theirs.getByRole("button", { name: "End all other sessions" }).click();
  await expect(theirs.getByRole("status")).toHaveText("All your other sessions have ended.");
  await other.goto(organisation("paris"));
  await expect(other).toHaveURL(/sign-in/);
  await elsewhere.close();
  await context.close();
});
