import { consoleHost, organisation } from "../../fixtures/hosts";
import { operatorSignsIn, signIn } from "../../fixtures/people";
import { expect, expectNoSidewaysScroll, hasJavaScript, onPhone, test, visit } from "../../fixtures/test";

test("the overview stands first, and says whether everyone is well", async ({ page }) => {
  await operatorSignsIn(page);
  await visit(page, consoleHost);
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  // Other tests may have somebody in trouble at the same time: either all are well, or each concern says whom it is about.
  const attention = page.locator(".attention");
  await expect(attention).toBeVisible();
  if (!(await attention.getByText("Everyone is well").isVisible())) {
    for (const item of await attention.locator(".attention-item").all()) {
      await expect(item.getByRole("heading")).not.toBeEmpty();
      await expect(item.getByRole("link").first()).toHaveAttribute("href", /^\//);
    }
  }
  await expect(page.locator(".rail a.rail-link").first()).toHaveText("Overview");
  await expect(page.locator(".rail a.rail-link[aria-current=page]")).toHaveText("Overview");
  const organisations = page.locator("a.stat").filter({ hasText: "Organisations" });
  await expect(organisations).toContainText("This month:");
  await expectNoSidewaysScroll(page);
  await organisations.click();
  await expect(page.getByRole("heading", { name: "Organisations", level: 1 })).toBeVisible();
});

test("charts go back a day, a month and a year, with their figures beneath", async ({ page }) => {
  await operatorSignsIn(page);
  await visit(page, consoleHost);
  const requests = page.locator(".card").filter({ has: page.getByRole("heading", { name: "Requests", exact: true }) });
  for (const [name, period, rows] of [["24 hours", "", 24], ["30 days", "?period=30d", 30], ["12 months", "?period=12m", 12]] as const) {
    await page.getByRole("navigation", { name: "Period" }).getByRole("link", { name }).click();
    await expect(page).toHaveURL(`${consoleHost}/${period}`);
    await expect(requests.locator("tbody tr")).toHaveCount(rows);
  }
  await expect(requests.getByRole("table")).toBeHidden();
  await requests.getByText("Show the figures").click();
  await expect(requests.getByRole("table")).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test("a concern has a page that names all whom it is about", async ({ page }) => {
  await operatorSignsIn(page);
  // Others may have such a concern at the same time; what nobody has any more says so.
  await visit(page, `${consoleHost}/attention/move-failed`);
  await expect(page.getByRole("heading", { level: 1 })).not.toBeEmpty();
  await expect(page.locator(".rail a.rail-link[aria-current=page]")).toHaveText("Overview");
  await expectNoSidewaysScroll(page);
  await page.getByRole("navigation", { name: "You are here" }).getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
});

test("the overview says how full the deployment's own place is, and what failed in the background", async ({ page }) => {
  await operatorSignsIn(page);
  await visit(page, consoleHost);
  const places = page.locator("#places");
  await expect(places.locator("tbody tr").first()).toContainText(/of its disk|connections/);
  const failed = page.locator(".card").filter({ has: page.getByRole("heading", { name: "What failed in the background" }) });
  await expect(failed.locator("tbody tr")).toHaveCount(24);
});

test("a chart says what is pointed at", async ({ page }) => {
  test.skip(!hasJavaScript() || onPhone(), "without a pointer the figures beneath say it");
  await operatorSignsIn(page);
  await visit(page, `${consoleHost}/?period=12m`);
  const changes = page.locator(".card").filter({ has: page.getByRole("heading", { name: "New and lost organisations" }) });
  const figures = changes.locator("tbody tr").last();
  await changes.locator(".chart-wide .chart-slot").last().hover();
  await expect(changes.locator(".chart-pointed")).toHaveText((await figures.locator("th").textContent()) ?? "");
  await expect(changes.locator(".chart-value").first()).toHaveText((await figures.locator("td").first().textContent()) ?? "");
  await page.mouse.move(0, 0);
  await expect(changes.locator(".chart-pointed")).toBeEmpty();
});

test("an organisation's page says how it is, why, and what it does", async ({ page, context }) => {
  const visitor = await context.newPage();
  await signIn(visitor, "paris");
  await visit(visitor, `${organisation("paris")}/loans`);
  await operatorSignsIn(page);
  await visit(page, `${consoleHost}/organisations/paris`);
  const health = page.locator(".card").filter({ has: page.getByRole("heading", { name: "Health" }) });
  await expect(health.locator(".check")).toHaveCount(13);
  await expect(health.locator(".check").filter({ hasText: "Database" })).toContainText(/Answers within [\d.]+\sm?s/);
  await expect(page.getByRole("heading", { name: "Usage" })).toBeVisible();
  await page.getByRole("navigation", { name: "Period" }).getByRole("link", { name: "30 days" }).click();
  await expect(page).toHaveURL(`${consoleHost}/organisations/paris?period=30d`);
  // What is counted is written every few seconds, and added up when its minute is over: the page shows it later.
  const requests = page.locator(".card").filter({ has: page.getByRole("heading", { name: "Requests", exact: true }) });
  await expect(requests.locator("tbody tr")).toHaveCount(30);
  await page.getByRole("navigation", { name: "Period" }).getByRole("link", { name: "12 months" }).click();
  await expect(page).toHaveURL(`${consoleHost}/organisations/paris?period=12m`);
  await expect(requests.locator("tbody tr")).toHaveCount(12);
  await expectNoSidewaysScroll(page);
});
