import { expectAccessible, expectAccessibleInBothThemes } from "../../fixtures/axe";
import { consoleHost, organisation } from "../../fixtures/hosts";
import { found } from "../../fixtures/organisations";
import { operatorSignsIn } from "../../fixtures/people";
import { anotherBrowser, expect, expectNoSidewaysScroll, hasJavaScript, test, unique, usable, visit } from "../../fixtures/test";

test("a plan is made, given, and tightened after a look at whom that puts over; the organisation sees the same meter", async ({ page, browser, expectedErrors }) => {
  test.setTimeout(180_000);
  expectedErrors.push(/status of 422/);
  const slug = await found(page);
  const context = await anotherBrowser(browser);
  const operator = await context.newPage();
  await operatorSignsIn(operator);
  const key = unique("small");
  await visit(operator, `${consoleHost}/plans/new`);
  await operator.getByLabel(/^Key/).fill(key);
  await operator.getByLabel(/^Name in English/).fill("Small house");
  await operator.getByLabel(/^Name in French/).fill("Petite maison");
  await operator.getByLabel(/^People/).fill("none");
  await expectNoSidewaysScroll(operator);
  await operator.getByRole("button", { name: "Make the plan" }).click();
  await expect(operator.getByLabel(/^People/)).toHaveAccessibleDescription(/whole number/);
  await expect(operator.getByLabel(/^Name in French/), "what was typed is kept").toHaveValue("Petite maison");
  await usable(operator);
  await operator.getByLabel(/^People/).fill("5");
  await operator.getByRole("button", { name: "Make the plan" }).click();
  await expect(operator.getByText("The plan is made.")).toBeVisible();

  await visit(operator, `${consoleHost}/organisations/${slug}/plan`);
  await operator.getByLabel("Plan", { exact: true }).selectOption(key);
  await operator.getByRole("button", { name: "See what changes" }).click();
  await expect(operator.getByText("From Standard to Small house")).toBeVisible();
  await usable(operator);
  await operator.getByRole("button", { name: "Change the plan" }).click();
  await expect(operator.getByText("The organisation has another plan.")).toBeVisible();
  await expectNoSidewaysScroll(operator);

  for (const name of ["Ruth", "Anna"]) {
    await visit(page, `${organisation(slug)}/members/invite`);
    await page.getByLabel(/^Name/).fill(name);
    await page.getByLabel(/^E-mail address/).fill(`${name.toLowerCase()}@${slug}.test`);
    await page.getByRole("button", { name: "Create the link" }).click();
    await expect(page).toHaveURL(/members/);
    await usable(page);
  }

  await visit(operator, `${consoleHost}/plans/${key}`);
  await operator.getByLabel(/^People/).fill("2");
  await operator.getByRole("button", { name: "See what changes" }).first().click();
  await expect(operator.getByText("One organisation would have more than it may:")).toBeVisible();
  await expect(operator.locator(".would-be-over")).toContainText(slug);
  await expect(operator.locator(".would-be-over")).toContainText("3 of 2");
  await usable(operator);
  await expectNoSidewaysScroll(operator);
  if (hasJavaScript()) await expectAccessible(operator, "what would come of a change");

  // Somebody else is faster: what was looked at isn't what would be changed.
  const other = await context.newPage();
  await visit(other, `${consoleHost}/plans/${key}`);
  await other.getByLabel(/^Name in English/).fill("Small house, renamed");
  await other.getByRole("button", { name: "See what changes" }).first().click();
  await usable(other);
  await other.getByRole("button", { name: "Save the plan" }).click();
  await expect(other.getByText("The plan is saved")).toBeVisible();
  await other.close();
  expectedErrors.push(/status of 409/);
  await operator.getByRole("button", { name: "Save the plan" }).click();
  await expect(operator.getByRole("alert")).toContainText(/somebody else/i);
  await expect(operator.getByText("Small house, renamed → Small house")).toBeVisible();
  await usable(operator);
  await operator.getByRole("button", { name: "Save the plan" }).click();
  await expect(operator.getByText("The plan is saved")).toBeVisible();

  await visit(page, `${organisation(slug)}/`);
  await expect(page.getByText("Your organisation has more than its plan allows.")).toBeVisible();
  await page.getByRole("link", { name: "See the plan" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Plan" })).toBeVisible();
  await expect(page.locator(".meters")).toContainText("3 of 2");
  await usable(page);
  await expectNoSidewaysScroll(page);
  if (hasJavaScript()) await expectAccessible(page, "the plan of an organisation that has too much");
  await visit(operator, `${consoleHost}/organisations/${slug}/plan`);
  await expect(operator.locator(".meters"), "operators see the same").toContainText("3 of 2");

  await visit(page, `${organisation(slug)}/members/invite`);
  await page.getByLabel(/^Name/).fill("Clara");
  await page.getByLabel(/^E-mail address/).fill(`clara@${slug}.test`);
  await page.getByRole("button", { name: "Create the link" }).click();
  await expect(page.getByLabel(/^E-mail address/)).toHaveAccessibleDescription(/All places of the plan are taken: 3 of 2/);

  await visit(operator, `${consoleHost}/plans/${key}`);
  await operator.getByLabel("Its organisations get").selectOption("standard");
  await operator.getByRole("button", { name: "See what changes" }).last().click();
  await expect(operator.getByRole("heading", { level: 1 })).toHaveText(/Archive the plan/);
  await usable(operator);
  await expectAccessibleInBothThemes(operator, "the question whether to archive a plan");
  await operator.getByRole("button", { name: "Archive the plan" }).click();
  await expect(operator.getByText("The plan is archived.")).toBeVisible();
  await visit(page, `${organisation(slug)}/settings/plan`);
  await expect(page.locator(".meters")).toContainText("3, no limit");
  await context.close();
});

test("a feature of one organisation is turned off with a reason, and refused there", async ({ page, browser, expectedErrors }) => {
  test.setTimeout(120_000);
  expectedErrors.push(/status of 422/, /status of 403/);
  const slug = await found(page);
  const context = await anotherBrowser(browser);
  const operator = await context.newPage();
  await operatorSignsIn(operator);
  await visit(operator, `${consoleHost}/organisations/${slug}/plan`);
  await operator.locator("summary", { hasText: "Change a feature for it" }).click();
  await operator.getByLabel("Feature", { exact: true }).selectOption("preview-links");
  await operator.getByLabel("For this organisation").first().selectOption("off");
  await operator.getByRole("button", { name: "Set" }).first().click();
  await expect(operator.getByLabel(/^Reason/).first()).toHaveAccessibleDescription(/Fill in this field/);
  await usable(operator);
  await operator.getByLabel(/^Reason/).first().fill("Not paid for");
  await operator.getByRole("button", { name: "Set" }).first().click();
  await expect(operator.getByText("The feature is set for this organisation.")).toBeVisible();
  await expect(operator.getByText(/Off whatever the plan says. Not paid for/)).toBeVisible();
  await visit(page, `${organisation(slug)}/settings/plan`);
  await expect(page.getByText("Not paid for"), "its people don't read what operators write").toHaveCount(0);
  await expect(page.getByText("Links to drafts of the brand").locator("xpath=..")).toContainText("Not in the plan");
  await context.close();
});

test("settings say where they come from; what the environment sets is locked, and a change counts at once", async ({ page, browser, expectedErrors }) => {
  test.setTimeout(120_000);
  expectedErrors.push(/status of 422/);
  await operatorSignsIn(page);
  await visit(page, `${consoleHost}/settings`);
  await expectNoSidewaysScroll(page);
  await expect(page.getByText("Changed here", { exact: true })).toBeVisible();
  await expect(page.locator(".setting").filter({ hasText: "database.location" })).toContainText("Read when the server starts");
  await page.getByRole("link", { name: "Change Days until deleted data goes" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Days until deleted data goes/);
  await usable(page);
  await page.getByLabel(/^Days until deleted data goes/).fill("0");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel(/^Days until deleted data goes/)).toHaveAccessibleDescription(/from 1 to 3,650/);
  await expect(page.getByLabel(/^Days until deleted data goes/)).toHaveValue("0");
  await usable(page);
  // As it is: other tests go by it.
  await page.getByLabel(/^Days until deleted data goes/).fill("30");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The setting is changed")).toBeVisible();
  await expect(page.locator(".setting").filter({ hasText: "Days until deleted data goes" })).toContainText(/Changed here by/);
});
