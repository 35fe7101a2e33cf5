import { organisation } from "../../fixtures/hosts";
import { signIn } from "../../fixtures/people";
import { expect, expectNoSidewaysScroll, test } from "../../fixtures/test";

test("the home shows the figures and leads to the late loans", async ({ page, visit }) => {
  await signIn(page, "paris");
  await visit(organisation("paris"));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Hello");
  await page.getByText("Show the figures").click();
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(13);
  await expectNoSidewaysScroll(page);
  await page.getByRole("link", { name: /^Overdue/ }).click();
  await expect(page).toHaveURL(/\/loans\?status=late/);
  await expect(page.getByRole("row").nth(1)).toContainText("Late");
});

test("an organisation without loans has a home without figures", async ({ page, visit }) => {
  await signIn(page, "martin");
  await visit(organisation("martin"));
  await expect(page.getByRole("heading", { level: 2 })).toContainText("What you can do here");
  await expect(page.getByText("Overdue")).toHaveCount(0);
  const answer = await page.goto(`${organisation("martin")}/members`);
  expect(answer?.status()).toBe(200);
});
