import { consoleHost, organisation } from "../../fixtures/hosts";
import { found } from "../../fixtures/organisations";
import { operatorSignsIn } from "../../fixtures/people";
import { anotherBrowser, expect, expectNoSidewaysScroll, test, usable, visit } from "../../fixtures/test";

test("an operator notes, reads the timeline, signs everybody out, and closes for maintenance", async ({ page, browser, expectedErrors }) => {
  expectedErrors.push(/status of (503|422)/);
  const slug = await found(page);
  const context = await anotherBrowser(browser);
  const operator = await context.newPage();
  await operatorSignsIn(operator);
  const own = `${consoleHost}/organisations/${slug}`;
  await visit(operator, own);
  await expectNoSidewaysScroll(operator);
  await operator.getByRole("link", { name: "Notes", exact: true }).click();
  await usable(operator);
  await operator.getByRole("button", { name: "Add the note" }).click();
  await expect(operator.getByLabel(/^New note/)).toHaveAccessibleDescription(/Fill in this field/);
  await usable(operator);
  await operator.getByLabel(/^New note/).fill("They call back on Monday.");
  await operator.getByRole("button", { name: "Add the note" }).click();
  await expect(operator.getByText("They call back on Monday.")).toBeVisible();
  await expectNoSidewaysScroll(operator);
  await usable(operator);
  await operator.getByText("Delete…").click();
  await operator.getByRole("button", { name: "Delete this note" }).click();
  await expect(operator.getByText("The note is deleted.")).toBeVisible();

  await visit(operator, `${own}/people`);
  await expectNoSidewaysScroll(operator);
  await expect(operator.getByText("Ada Weaver").first()).toBeVisible();
  await operator.getByText("End all", { exact: true }).click();
  await operator.getByRole("button", { name: "End all sessions" }).click();
  await expect(operator.getByText("All sessions have ended.")).toBeVisible();
  await page.goto(`${organisation(slug)}/members`);
  await expect(page).toHaveURL(/sign-in/);

  await visit(operator, own);
  await operator.getByText("Begin a maintenance").click();
  await operator.getByLabel(/^Message/).fill("Back at noon");
  await operator.getByRole("button", { name: "Close it for maintenance" }).click();
  await expect(operator.getByText("The organisation is in maintenance.")).toBeVisible();
  await page.goto(organisation(slug));
  await expect(page.getByText("Back at noon")).toBeVisible();
  await usable(operator);
  await operator.getByRole("button", { name: "Resume this organisation" }).click();
  await expect(operator.getByText("The organisation is open again.")).toBeVisible();

  await visit(operator, `${own}/timeline`);
  await expectNoSidewaysScroll(operator);
  for (const said of ["Created", "Note added", "Sessions ended", "Maintenance began", "Opened again"]) {
    await expect(operator.getByText(said, { exact: true }).first()).toBeVisible();
  }
  await context.close();
});

test("a module is turned on and off again, which says that its data is kept", async ({ page, browser }) => {
  const slug = await found(page);
  const context = await anotherBrowser(browser);
  const operator = await context.newPage();
  await operatorSignsIn(operator);
  await visit(operator, `${consoleHost}/organisations/${slug}`);
  const on = operator.getByRole("button", { name: "Turn Loans on" });
  const off = operator.getByRole("button", { name: "Turn Loans off" });
  for (let step = 0; step < 2; step++) {
    if (await on.count()) {
      await on.click();
      await expect(operator.getByText("The module is on.")).toBeVisible();
    } else {
      await operator.getByText("Turn it off").click();
      await expect(operator.getByText("its data stays in the database")).toBeVisible();
      await off.click();
      await expect(operator.getByText("The module is off. Its data is kept.")).toBeVisible();
    }
    await usable(operator);
  }
  await context.close();
});
