import { apex, organisation } from "../../fixtures/hosts";
import { expect, test, usable } from "../../fixtures/test";

test("a member finds the way to their organisation", async ({ page, visit }) => {
  await visit(apex);
  await page.getByRole("link", { name: "Find my organisation" }).first().click();
  await usable(page);
  await page.getByLabel("Address or name").fill("gmah paris");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await expect(page).toHaveURL(`${apex}/find?q=gmah+paris`);
  await page.getByRole("link", { name: /GMAH Paris/ }).click();
  await expect(page).toHaveURL(`${organisation("paris")}/sign-in`);
});

test("what isn't an exact name finds nothing, and says what to do", async ({ page, visit }) => {
  await visit(`${apex}/find?q=par`);
  await expect(page.getByText("No organisation is called “par”.")).toBeVisible();
  await expect(page.getByLabel("Address or name")).toHaveValue("par");
  await expect(page.getByRole("main").getByRole("link")).toHaveCount(0);
});

test("an unknown host says so and offers help", async ({ page, expectedErrors }) => {
  expectedErrors.push(/status of 404/);
  const response = await page.goto(organisation("nobody-lives-here"));
  expect(response?.status()).toBe(404);
  await page.getByRole("link", { name: "Find my organisation" }).click();
  await expect(page).toHaveURL(`${apex}/find`);
});
