import { expectAccessible } from "../../fixtures/axe";
import { organisation } from "../../fixtures/hosts";
import { found } from "../../fixtures/organisations";
import { signIn } from "../../fixtures/people";
import { expect, hasJavaScript, test, usable } from "../../fixtures/test";

// Each project paints an organisation of its own: they run side by side on one server.
const HOUSES: Record<string, { slug: string; colour: string; radius: string }> = {
  hydrated: { slug: "lyon", colour: "#0b6e4f", radius: "6" },
  "no-js": { slug: "martin", colour: "#7a1f5c", radius: "2" },
  phone: { slug: "paris", colour: "#1f4e7a", radius: "9" },
};

test("an administrator changes the brand, and the sign-in page wears it", async ({ page, browser, visit }, info) => {
  const { slug, colour, radius } = HOUSES[info.project.name];
  await signIn(page, slug);
  await visit(`${organisation(slug)}/settings/brand`);
  await page.getByLabel(/^Primary colour/).fill(colour);
  await page.getByLabel("Corner radius", { exact: true }).fill(radius);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toHaveText("Saved.");
  await expect(page.getByLabel(/^Primary colour/)).toHaveValue(colour);

  const visitor = await browser.newContext();
  const signInPage = await visitor.newPage();
  await signInPage.goto(`${organisation(slug)}/sign-in`);
  const property = (name: string) => signInPage.evaluate((name) => getComputedStyle(document.documentElement).getPropertyValue(name), name);
  expect(await property("--brand")).toBe(colour);
  expect(await property("--radius")).toBe(`${radius}px`);
  await visitor.close();
});

test("the preview follows every key, and says what it corrected", async ({ page, visit }) => {
  test.skip(!hasJavaScript(), "without scripts the preview shows what is saved");
  await signIn(page, "martin");
  await visit(`${organisation("martin")}/settings/brand`);
  await page.getByLabel(/^Primary colour/).fill("#ffee00");
  await expect(page.locator("#preview-dark")).toHaveCSS("--brand", "#ffee00");
  await expect(page.getByText("Corrected from #ffee00").first()).toBeVisible();
  await expect(page.getByLabel("Pick: Primary colour")).toHaveValue("#ffee00");

  await page.getByLabel("Corner radius, by slider").fill("16");
  await expect(page.getByLabel("Corner radius", { exact: true })).toHaveValue("16");
  await expect(page.locator("#preview-light")).toHaveCSS("--radius", "16px");
  await page.getByLabel("Fraunces").check();
  await expect(page.locator("#preview-light .preview-title").first()).toHaveCSS("font-family", /^Fraunces/);
  await expectAccessible(page, "the brand's page while something is typed");
});

test("the preview shows what is saved before any script runs", async ({ page, visit }) => {
  await signIn(page, "paris");
  const answer = await page.goto(`${organisation("paris")}/settings/brand`);
  expect(await answer?.text()).toMatch(/<style nonce="[^"]+">#preview-light\{--brand:#[0-9a-f]{6};/);
  await visit(`${organisation("paris")}/settings/brand`);
});

test("a brand that makes no sense says so at its fields, twice, and keeps what was typed", async ({ page, visit, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await signIn(page, "paris");
  await visit(`${organisation("paris")}/settings/brand`);
  for (const colour of ["red", "</style><script>alert(1)</script>"]) {
    await page.getByLabel(/^Primary colour/).fill(colour);
    await page.getByLabel("Corner radius", { exact: true }).fill("17");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByLabel(/^Primary colour/)).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel(/^Primary colour/)).toHaveValue(colour);
    await expect(page.getByLabel("Corner radius", { exact: true })).toHaveAccessibleDescription(/from 0 to 16/);
    await usable(page);
  }
});

test("a logo is uploaded, and taken away", async ({ page, visit, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  const slug = await found(page);
  await visit(`${organisation(slug)}/settings/brand`);
  const upload = page.getByRole("button", { name: "Upload the logo" });
  for (const text of ["no picture", "still no picture"]) {
    await page.locator("input[name=logo]").setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: Buffer.from(text) });
    await upload.click();
    await expect(page.locator("input[name=logo]")).toHaveAttribute("aria-invalid", "true");
    await usable(page);
  }

  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><script>alert(1)</script><circle cx="4" cy="4" r="4" fill="#123"/></svg>`;
  await page.locator("input[name=logo]").setInputFiles({ name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from(drawing) });
  await upload.click();
  await expect(page.getByRole("status")).toHaveText("Saved.");
  const source = (await page.locator(".file-drop img").getAttribute("src")) ?? "";
  await usable(page);

  await page.locator("summary", { hasText: "Remove the logo" }).click();
  await page.locator("#remove-logo").getByRole("button", { name: "Remove the logo" }).click();
  await expect(page.getByRole("status")).toHaveText("Saved.");
  await expect(page.locator(`img[src="${source}"]`)).toHaveCount(0);
});
