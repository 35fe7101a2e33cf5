import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Page } from "@playwright/test";
import { expectAccessible, expectAccessibleInBothThemes } from "../../fixtures/axe";
import { ROOT } from "../../fixtures/build";
import { organisation } from "../../fixtures/hosts";
import { invite, join as joinOrganisation, newcomer } from "../../fixtures/invitations";
import { found } from "../../fixtures/organisations";
import { member, signIn } from "../../fixtures/people";
import { expect, expectNoSidewaysScroll, hasJavaScript, onPhone, test, usable } from "../../fixtures/test";

// Each project paints an organisation of its own: they run side by side on one server.
const HOUSES: Record<string, { slug: string; colour: string; radius: string }> = {
  hydrated: { slug: "lyon", colour: "#0b6e4f", radius: "6" },
  "no-js": { slug: "martin", colour: "#7a1f5c", radius: "2" },
  phone: { slug: "paris", colour: "#1f4e7a", radius: "9" },
};

const studio = (slug: string): string => `${organisation(slug)}/settings/brand`;
const primary = (page: Page) => page.getByLabel(/^Primary colour/);
const radius = (page: Page) => page.getByLabel("Corner radius", { exact: true });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

async function said(page: Page, words: RegExp): Promise<void> {
  await expect(page.getByRole("status").filter({ hasText: words })).toBeVisible();
  await usable(page);
}

test.describe("one house after the other", () => {
  test.describe.configure({ mode: "serial" });

  test("an administrator publishes a brand, and the sign-in page wears it", async ({ page, browser, visit }, info) => {
    const { slug, colour, radius: corners } = HOUSES[info.project.name];
    await signIn(page, slug);
    await visit(studio(slug));
    await primary(page).fill(colour);
    await radius(page).fill(corners);
    await press(page, "Save the draft");
    await said(page, /draft was saved/);
    await expect(primary(page)).toHaveValue(colour);

    const visitor = await browser.newContext();
    const door = await visitor.newPage();
    const property = (name: string) => door.evaluate((name) => getComputedStyle(document.documentElement).getPropertyValue(name), name);
    await door.goto(`${organisation(slug)}/sign-in`);
    expect(await property("--brand"), "a draft is nobody else's to see").not.toBe(colour);

    await press(page, "Publish now");
    await said(page, /Published/);
    await door.goto(`${organisation(slug)}/sign-in`);
    expect(await property("--brand")).toBe(colour);
    expect(await property("--radius")).toBe(`${corners}px`);
    await visitor.close();
  });

  test("who administers two organisations copies the brand of one into the other", async ({ page, visit }) => {
    test.skip(onPhone() || !hasJavaScript(), "lyon is the house of the other project alone");
    await signIn(page, "lyon", member("paris"));
    await visit(studio("lyon"));
    await page.getByLabel("The brand of another organisation of yours").selectOption({ label: "GMAH Paris" });
    await press(page, "Copy it");
    await said(page, /draft was saved/);
    await expect(page.locator("input[name=heading_font][value=source-serif]")).toBeChecked();
    await page.locator("summary", { hasText: "Discard the draft" }).click();
    await page.locator("#discard-draft").getByRole("button", { name: "Discard the draft" }).click();
    await said(page, /draft was discarded/);
  });
});

test("the preview follows every key, and says what it corrected", async ({ page, visit }) => {
  test.skip(!hasJavaScript(), "without scripts the preview shows what is saved");
  await signIn(page, "martin");
  await visit(studio("martin"));
  await primary(page).fill("#ffee00");
  await expect(page.locator("#preview-dark")).toHaveCSS("--brand", "#ffee00");
  await expect(page.getByText("Corrected from #ffee00").first()).toBeVisible();
  await expect(page.getByText(/can’t be published as it is/)).toBeVisible();
  await expect(page.getByLabel("Pick: Primary colour")).toHaveValue("#ffee00");

  await page.getByLabel("Corner radius, by slider").fill("16");
  await expect(radius(page)).toHaveValue("16");
  await expect(page.locator("#preview-light")).toHaveCSS("--radius", "16px");
  await page.locator("input[name=heading_font][value=fraunces]").check();
  await expect(page.locator("#preview-light .preview-title").first()).toHaveCSS("font-family", /^Fraunces/);
  await page.locator("input[name=body_font][value=source-serif]").check();
  await expect(page.locator("#preview-light")).toHaveCSS("font-family", /^"Source Serif 4"/);
  await page.locator("input[name=density][value=compact]").check();
  await expect(page.locator("#preview-light")).toHaveAttribute("data-density", "compact");
  await page.getByLabel(/^Tagline/).last().fill("Steel and patience");
  await expect(page.locator("#preview-light .sign-in-tagline")).toHaveText("Steel and patience");
  await expectAccessible(page, "the studio while something is typed");
});

test("a control is seen in the preview within a frame or three", async ({ page, visit }) => {
  test.skip(!hasJavaScript(), "without scripts the preview shows what is saved");
  await signIn(page, "martin");
  await visit(studio("martin"));
  const took = await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>("input[name=primary]")!;
    const stage = document.querySelector<HTMLElement>("#preview-light")!;
    const start = performance.now();
    input.value = "#00695c";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    return new Promise<number>((resolve) => {
      const look = () => (stage.style.getPropertyValue("--brand") === "#00695c" ? resolve(performance.now() - start) : setTimeout(look, 0));
      look();
    });
  });
  expect(took, "milliseconds; the machine may be busy with other tests").toBeLessThan(500);
});

test("pages, themes and widths of the preview are chosen with scripts and without", async ({ page, visit }) => {
  await signIn(page, "paris");
  await visit(studio("paris"));
  const scene = (name: string) => page.locator(`#preview-light .scene-${name}`);
  await expect(scene("door")).toBeVisible();
  for (const [label, name] of [["Home", "home"], ["Table", "table"], ["Form", "form"], ["Mail", "mail"], ["Receipt", "receipt"], ["Icon", "icon"], ["Sign-in", "door"]]) {
    await page.getByRole("group", { name: "Page" }).getByText(label, { exact: true }).click();
    await expect(scene(name)).toBeVisible();
  }
  await page.getByRole("group", { name: "Theme" }).getByText("Both").click();
  await expect(page.locator("#preview-dark")).toBeVisible();
  await page.getByRole("group", { name: "Width" }).getByText("Phone").click();
  const box = await page.locator("#preview-light").boundingBox();
  expect(box?.width ?? 999).toBeLessThanOrEqual(391);
  await expectNoSidewaysScroll(page);
  if (onPhone()) await expect(page.locator(".studio-switch")).toBeVisible();
});

test("a mail and a receipt are shown in the brand, and as it is typed", async ({ page, visit }) => {
  await signIn(page, "martin");
  await visit(studio("martin"));
  const choose = (name: string) => page.getByRole("group", { name: "Page" }).getByText(name, { exact: true }).click();
  await choose("Mail");
  const mail = page.frameLocator("#preview-light iframe");
  await expect(mail.getByRole("heading", { name: "Join Atelier Martin" })).toBeVisible();
  await choose("Receipt");
  const paper = page.locator("#preview-light .sample-paper");
  await expect.poll(() => paper.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBeGreaterThan(0);
  const link = page.getByRole("link", { name: "Open the receipt (PDF) in a new tab" });
  // The page asks, since the browser alone resolves these hosts.
  const type = await page.evaluate(async (href) => (await fetch(href)).headers.get("content-type"), (await link.getAttribute("href")) ?? "");
  expect(type).toBe("application/pdf");
  await expectNoSidewaysScroll(page);
  if (!hasJavaScript()) return;
  await page.getByRole("textbox", { name: /^Name/ }).fill("Atelier Typed");
  await expect(paper).toHaveAttribute("src", /name=Atelier/);
  await choose("Mail");
  await expect(mail.getByRole("heading", { name: "Join Atelier Typed" })).toBeVisible();
  await expectAccessible(page, "the studio with its mail");
});

test("the words of the other language are in the preview too", async ({ page, visit }) => {
  test.skip(!hasJavaScript(), "without scripts the preview speaks the reader's language");
  await signIn(page, "martin");
  await visit(studio("martin"));
  // French comes first in the form, and the reader reads English.
  await page.getByLabel(/^Tagline/).first().fill("Acier et patience");
  await page.getByLabel("Message on the sign-in page").first().fill("Ouvert le dimanche");
  await page.getByLabel("Foot of mails").first().fill("Association fictive");
  await page.getByLabel(/^Legal links/).first().fill("Mentions légales https://example.org/mentions");
  await page.getByLabel(/^Tagline/).last().fill("Steel and patience");
  const stage = page.locator("#preview-light");
  const choose = (group: string, name: string) => page.getByRole("group", { name: group }).getByText(name, { exact: true }).click();
  await expect(stage.locator(".sign-in-tagline")).toHaveText("Steel and patience");
  await choose("Language", "Français");
  await expect(stage.locator(".sign-in-tagline")).toHaveText("Acier et patience");
  await expect(stage.locator(".sign-in-message")).toHaveText("Ouvert le dimanche");
  await expect(stage.locator(".sign-in-legal")).toContainText("Mentions légales");
  await expect(stage.locator(".scene-door").locator("xpath=ancestor::*[@lang][1]")).toHaveAttribute("lang", "fr");
  await choose("Page", "Mail");
  const mail = page.frameLocator("#preview-light iframe");
  await expect(mail.locator("html")).toHaveAttribute("lang", "fr");
  await expect(mail.getByText("Association fictive")).toBeVisible();
  await expect(mail.getByRole("link", { name: "Mentions légales" })).toBeVisible();
  await choose("Page", "Receipt");
  await expect(stage.locator(".sample-paper")).toHaveAttribute("src", /lang=fr.*footer_fr=/);
  await expect(page.getByRole("link", { name: "Open the receipt (PDF) in a new tab" })).toHaveAttribute("href", /lang=fr/);
  await expectAccessible(page, "the studio with its preview in another language");
  await choose("Language", "English");
  await choose("Page", "Sign-in");
  await expect(stage.locator(".sign-in-tagline")).toHaveText("Steel and patience");
});

test("an icon is shown in a tab and on a home screen, and a letter stands for none", async ({ page, visit }) => {
  const slug = await found(page);
  await visit(studio(slug));
  await page.getByRole("group", { name: "Page" }).getByText("Icon", { exact: true }).click();
  const scene = page.locator("#preview-light .scene-icon");
  await expect(scene.locator("svg text").first()).toHaveText("A");
  await expect(scene.locator(".icon-tab-name")).toHaveText("Atelier of one test");
  const square = (colour: string) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="${colour}"/></svg>`);
  await page.locator("input[name=icon]").setInputFiles({ name: "icon.svg", mimeType: "image/svg+xml", buffer: square("#8a1538") });
  if (hasJavaScript()) {
    await expect(scene.locator("img").first()).toHaveAttribute("src", /^data:image/);
    await expectAccessible(page, "the studio with its icon");
  }
  await page.getByRole("button", { name: "Upload: Icon" }).click();
  await said(page, /draft was saved/);
  await page.getByRole("group", { name: "Page" }).getByText("Icon", { exact: true }).click();
  await expect(scene.locator("img")).toHaveCount(3);
  for (const image of await scene.locator("img").all()) {
    await expect.poll(() => image.evaluate((of: HTMLImageElement) => of.complete && of.naturalWidth)).toBeGreaterThan(0);
  }
  await expectNoSidewaysScroll(page);
});

test("a long name and a tagline stand on their veil, however small the picture is", async ({ page, visit, browser }) => {
  const slug = await found(page);
  await visit(studio(slug));
  const white = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 10"><rect width="8" height="10" fill="#ffffff"/></svg>`);
  await page.getByRole("textbox", { name: /^Name/ }).fill("Association pour le prêt gratuit et l’entraide de tous les quartiers du nord-est de la ville et de ses environs");
  await page.getByLabel(/^Tagline/).last().fill("Loans without interest, for whoever needs one, since the year nineteen hundred and twelve");
  await page.locator("input[name=sign-in-image]").setInputFiles({ name: "door.svg", mimeType: "image/svg+xml", buffer: white });
  await press(page, "Publish now");
  await said(page, /Published/);
  const stranger = await browser.newContext({ locale: "en-GB" });
  const door = await stranger.newPage();
  for (const size of [{ width: 1280, height: 800 }, { width: 1000, height: 380 }, { width: 390, height: 844 }]) {
    await door.setViewportSize(size);
    await door.goto(`${organisation(slug)}/sign-in`);
    const bare = await door.evaluate(() => {
      const words = document.querySelector<HTMLElement>(".sign-in-words")!;
      const veil = getComputedStyle(words, "::before");
      const fade = parseFloat(getComputedStyle(words).getPropertyValue("--veil-fade")) * parseFloat(getComputedStyle(document.documentElement).fontSize);
      const place = words.getBoundingClientRect();
      const full = place.top + parseFloat(veil.top) + fade;
      const lines = [...words.querySelectorAll("p")].filter((line) => line.checkVisibility()).map((line) => line.getBoundingClientRect());
      return lines.filter((line) => line.top < full - 1 || line.left < 0 || line.right > innerWidth).length;
    });
    expect(bare, `lines beside the veil at ${size.width} by ${size.height}`).toBe(0);
  }
  await stranger.close();
});

test("who saves after somebody else is told, loses nothing that was typed, and goes on", async ({ page, browser, visit, expectedErrors }, info) => {
  expectedErrors.push(/status of 409/);
  test.setTimeout(120_000);
  const slug = await found(page);
  const judith = newcomer();
  const link = await invite(page, slug, judith, "admin");
  const [context, other] = await joinOrganisation(browser, info.project.use, link, judith);
  const tagline = (of: Page) => of.getByLabel(/^Tagline/).last();
  await visit(studio(slug));
  await other.goto(studio(slug));
  await usable(other);
  await tagline(other).fill("By Judith");
  await press(other, "Save the draft");
  await said(other, /draft was saved/);

  await tagline(page).fill("By Ada");
  await press(page, "Save the draft");
  await expect(page.getByRole("alert").filter({ hasText: `${judith.name} has saved another draft since` })).toBeVisible();
  await expect(page.getByText("Yours differs from theirs in: Tagline (English).")).toBeVisible();
  await expect(tagline(page)).toHaveValue("By Ada");
  await usable(page);
  if (hasJavaScript()) await expectAccessible(page, "the studio after somebody else saved");
  await page.getByRole("link", { name: "Keep theirs and give up what I typed" }).click();
  await expect(tagline(page)).toHaveValue("By Judith");
  await usable(page);

  // From here on it is hers to go on with: the next of the other is told.
  await tagline(page).fill("By Ada again");
  await press(page, "Save the draft");
  await said(page, /draft was saved/);
  await tagline(other).fill("By Judith again");
  await press(other, "Publish now");
  await expect(other.getByRole("alert").filter({ hasText: "Ada Weaver has saved another draft since" })).toBeVisible();
  await usable(other);
  await press(other, "Publish now");
  await said(other, /Published/);
  await expect(tagline(other)).toHaveValue("By Judith again");
  await context.close();
});

test("the preview shows what is saved before any script runs", async ({ page, visit }) => {
  await signIn(page, "paris");
  const answer = await page.goto(studio("paris"));
  expect(await answer?.text()).toMatch(/<style nonce="[^"]+">#preview-light\{--brand:#[0-9a-f]{6};/);
  await visit(studio("paris"));
});

test("a brand that makes no sense says so at its fields, twice, and keeps what was typed", async ({ page, visit, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await signIn(page, "paris");
  await visit(studio("paris"));
  for (const colour of ["red", "</style><script>alert(1)</script>"]) {
    await primary(page).fill(colour);
    await radius(page).fill("17");
    await page.getByLabel(/^Legal links/).first().fill("Mentions javascript:alert(1)");
    await press(page, "Publish now");
    await expect(primary(page)).toHaveAttribute("aria-invalid", "true");
    await expect(primary(page)).toHaveValue(colour);
    await expect(primary(page), "the first mistake of a long form").toBeFocused();
    await expect(primary(page)).toBeInViewport();
    await expect(radius(page)).toHaveAccessibleDescription(/from 0 to 16/);
    await expect(page.getByLabel(/^Legal links/).first()).toHaveValue("Mentions javascript:alert(1)");
    await expect(page.getByLabel(/^Legal links/).first()).toHaveAccessibleDescription(/https/);
    await usable(page);
  }
});

test("from the logo to the rollback: pictures, colours, a link for others, a plan, the history", async ({ page, browser, visit, expectedErrors }) => {
  expectedErrors.push(/status of 422/, /status of 404/);
  test.setTimeout(120_000);
  const slug = await found(page);
  await visit(studio(slug));
  const upload = page.getByRole("button", { name: "Upload: Logo", exact: true });
  for (const text of ["no picture", "still no picture"]) {
    await page.locator("input[name=logo]").setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: Buffer.from(text) });
    await upload.click();
    await expect(page.locator("input[name=logo]")).toHaveAttribute("aria-invalid", "true");
    await usable(page);
  }

  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="#8a1538"/></svg>`;
  const hostile = drawing.replace("<circle", "<script>alert(1)</script><circle");
  await page.locator("input[name=logo]").setInputFiles({ name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from(hostile) });
  await upload.click();
  await expect(page.locator("input[name=logo]"), "it is refused, and why").toHaveAccessibleDescription(/script in this drawing/);
  await page.locator("input[name=logo]").setInputFiles({ name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from(drawing) });
  await upload.click();
  await said(page, /draft was saved/);
  await expect(page.locator("#preview-light .sign-in-logo")).toBeAttached();

  // The colour that the logo has, into the field at once or into the draft.
  await page.getByRole("button", { name: "Use #8a1538 as the primary colour" }).click();
  await expect(primary(page)).toHaveValue("#8a1538");
  await usable(page);
  await page.locator("input[name=icon]").setInputFiles({ name: "icon.svg", mimeType: "image/svg+xml", buffer: readFileSync(join(ROOT, "public/demo/gmah-paris.svg")) });
  await page.getByRole("button", { name: "Upload: Icon" }).click();
  await said(page, /draft was saved/);
  await expect(primary(page), "it goes into the draft along with the icon").toHaveValue("#8a1538");

  // A link for somebody without an account.
  await press(page, "Make a link");
  const link = page.locator("code", { hasText: "/preview?token=" });
  await expect(link).toBeVisible();
  await usable(page);
  const address = (await link.textContent()) ?? "";
  const stranger = await browser.newContext({ locale: "en-GB" });
  const door = await stranger.newPage();
  expect((await door.goto(address))?.status()).toBe(200);
  await expect(door.getByText("A draft", { exact: true })).toBeVisible();
  expect(await door.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--brand"))).toBe("#8a1538");
  await expectAccessibleInBothThemes(door, "the preview of a draft");
  await door.getByRole("link", { name: "Other pages, mails and receipts, light and dark" }).click();
  await expect(door.getByRole("heading", { level: 1, name: "Atelier of one test" })).toBeVisible();
  await door.getByRole("group", { name: "Page" }).getByText("Home", { exact: true }).click();
  await door.getByRole("group", { name: "Theme" }).getByText("Both").click();
  for (const theme of ["light", "dark"]) await expect(door.locator(`#preview-${theme} .scene-home`)).toBeVisible();
  await door.getByRole("group", { name: "Page" }).getByText("Mail", { exact: true }).click();
  await expect(door.frameLocator("#preview-light iframe").getByRole("heading", { name: "Join Atelier of one test" })).toBeVisible();
  await door.getByRole("group", { name: "Page" }).getByText("Receipt", { exact: true }).click();
  const paper = door.locator("#preview-light .sample-paper");
  await expect.poll(() => paper.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await expectNoSidewaysScroll(door);
  await expectAccessibleInBothThemes(door, "the other pages of a draft");
  expect((await door.goto(address.replace(`//${slug}.`, "//paris.")))?.status(), "on another's host").toBe(404);

  await press(page, "Publish now");
  await said(page, /Published/);
  await door.goto(`${organisation(slug)}/sign-in`);
  await expect(door.locator(".sign-in-logo")).toBeVisible();
  await expect(door.locator('link[rel="apple-touch-icon"]')).toBeAttached();
  const answer = await door.goto(`${organisation(slug)}/manifest.webmanifest`);
  const manifest = JSON.parse((await answer?.text()) ?? "") as { icons: { src: string }[] };
  expect(manifest.icons.length).toBeGreaterThan(2);
  for (const { src } of manifest.icons) expect((await door.goto(`${organisation(slug)}${src}`))?.status(), src).toBe(200);
  await stranger.close();

  // A plan, given up again.
  await primary(page).fill("#00695c");
  await page.getByText("Publish later", { exact: true }).click();
  await page.getByLabel(/^Moment/).fill("2020-01-01T10:00");
  await press(page, "Plan it");
  await expect(page.getByLabel(/^Moment/)).toHaveAttribute("aria-invalid", "true");
  await expect(primary(page)).toHaveValue("#00695c");
  await usable(page);
  const soon = new Date(Date.now() + 48 * 3_600_000).toISOString().slice(0, 16);
  await page.getByLabel(/^Moment/).fill(soon);
  await press(page, "Plan it");
  await said(page, /by itself at its moment/);
  await expect(page.getByText(/^Planned for/)).toBeVisible();
  await press(page, "Give the plan up");
  await said(page, /plan was given up/);

  // The history, what changed, and the way back.
  await page.getByRole("link", { name: "All versions" }).click();
  await expect(page.getByRole("heading", { name: "History", level: 1 })).toBeVisible();
  await usable(page);
  await page.getByRole("link", { name: "What changed" }).first().click();
  await expect(page.getByText("#8a1538")).toBeVisible();
  await usable(page);
  await page.getByRole("link", { name: "Look at it" }).last().click();
  await expect(page.getByRole("heading", { name: "Version 1", level: 1 })).toBeVisible();
  await usable(page);
  await expect(page.locator("#preview-light .sign-in")).toBeVisible();
  await expect(page.locator("summary", { hasText: "Publish again" })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.getByRole("link", { name: "Back to the history" }).click();
  await expect(page.getByRole("heading", { name: "History", level: 1 })).toBeVisible();
  await usable(page);
  await page.locator("summary", { hasText: "Publish again" }).first().click();
  await page.locator("#roll-back-1").getByRole("button", { name: "Publish again" }).click();
  await said(page, /published again/);
  await expect(page.getByText("version 1 again", { exact: true })).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test("what is typed stays through every button, and a picture is seen before it is sent", async ({ page, visit, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  const slug = await found(page);
  await visit(studio(slug));
  const name = page.getByRole("textbox", { name: /^Name/ });
  const tagline = page.getByLabel(/^Tagline/).last();
  const logo = page.locator("#preview-light .sign-in-logo");
  const drawing = (colour: string) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="${colour}"/></svg>`);
  await name.fill("Atelier Typed");
  await tagline.fill("Steel and patience");
  await page.locator("input[name=logo]").setInputFiles({ name: "logo.svg", mimeType: "image/svg+xml", buffer: drawing("#8a1538") });
  if (hasJavaScript()) {
    await expect(logo).toHaveAttribute("src", /^data:image\/svg\+xml;base64,/);
    await expect.poll(() => logo.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBeGreaterThan(0);
    await expect(page.locator("iframe.sample-mail").first(), "what the server makes has it too").toHaveAttribute("src", /logo=[0-9a-f]{64}-[0-9a-f]{64}/);
    await expect(page.locator("img.sample-paper").first()).toHaveAttribute("src", /logo=[0-9a-f]{64}-[0-9a-f]{64}/);
    const large = { name: "large.png", mimeType: "image/png", buffer: Buffer.alloc(2_200_000) };
    await page.locator("input[name=icon]").setInputFiles(large);
    await expect(page.locator("input[name=icon]"), "it would be refused without the page").toHaveAccessibleDescription(/2 MB/);
    await expect(page.locator("input[name=icon]")).toHaveValue("");
  }
  await page.getByRole("button", { name: "Upload: Logo", exact: true }).click();
  await said(page, /draft was saved/);
  await expect(name).toHaveValue("Atelier Typed");
  await expect(tagline).toHaveValue("Steel and patience");
  await expect(logo).toHaveAttribute("src", /^\/brand\/[0-9a-f]{64}$/);

  await name.fill("Atelier Typed Again");
  await page.getByRole("button", { name: /^Lagoon/ }).click();
  await said(page, /draft was saved/);
  await expect(name).toHaveValue("Atelier Typed Again");
  await expect(primary(page)).toHaveValue("#1b66c9");

  // What is wrong stays in its field, and the picture that came along isn't lost.
  await name.fill("Atelier");
  await primary(page).fill("red");
  await page.locator("input[name=logo-dark]").setInputFiles({ name: "dark.svg", mimeType: "image/svg+xml", buffer: drawing("#f0c0d0") });
  await page.getByRole("button", { name: "Upload: Logo in the dark" }).click();
  await expect(primary(page)).toHaveAttribute("aria-invalid", "true");
  await expect(primary(page)).toHaveValue("red");
  await expect(name).toHaveValue("Atelier");
  await expect(page.getByRole("button", { name: "Remove: Logo in the dark" })).toBeVisible();
  await usable(page);

  // A picture that was chosen is published without an upload of its own.
  await primary(page).fill("#00695c");
  await page.locator("input[name=sign-in-image]").setInputFiles({ name: "door.svg", mimeType: "image/svg+xml", buffer: drawing("#00695c") });
  await press(page, "Publish now");
  await said(page, /Published/);
  await page.goto(studio(slug));
  await expect(page.locator("#preview-light .sign-in-photo")).toHaveAttribute("src", /^\/brand\//);
  await expect(name).toHaveValue("Atelier");
});

test("a planned brand is published by itself, and the history says so", async ({ page, browser, visit }) => {
  test.setTimeout(120_000);
  const slug = await found(page);
  await visit(studio(slug));
  const stranger = await browser.newContext();
  const door = await stranger.newPage();
  const worn = async () => {
    await door.goto(`${organisation(slug)}/sign-in`);
    return door.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--brand"));
  };
  expect(await worn()).not.toBe("#00695c");
  await primary(page).fill("#00695c");
  await page.getByText("Publish later", { exact: true }).click();
  const zone = /\((.+)\)/.exec((await page.locator("label", { hasText: /^Moment/ }).textContent()) ?? "")?.[1];
  const moment = new Date(Date.now() + 5_000);
  const inItsZone = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(moment);
  await page.getByLabel(/^Moment/).fill(inItsZone.replace(" ", "T"));
  await press(page, "Plan it");
  await said(page, /by itself at its moment/);
  // Whoever keeps the house looks every five seconds.
  await expect.poll(worn, { timeout: 45_000, intervals: [500] }).toBe("#00695c");
  expect(Date.now()).toBeGreaterThanOrEqual(moment.getTime() - 1_000);
  await stranger.close();

  await page.goto(studio(slug));
  await expect(page.getByText(/^Planned for/)).toHaveCount(0);
  await page.getByRole("link", { name: "All versions" }).click();
  await expect(page.getByText("at a planned moment", { exact: true })).toBeVisible();
  await usable(page);
});

test("a brand begins in the gallery, goes along as a file, and is given up", async ({ page, visit, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  const slug = await found(page);
  await visit(studio(slug));
  await page.getByRole("button", { name: /^Orchard/ }).click();
  await said(page, /draft was saved/);
  await expect(primary(page)).toHaveValue("#2f6b3a");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Export this brand" }).click()]);
  expect(download.suggestedFilename()).toMatch(/^brand-.*\.json$/);
  const brand = readFileSync(await download.path(), "utf8").replace("#2f6b3a", "#1f4e7a");

  await page.locator("input[name=file]").setInputFiles({ name: "wrong.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await press(page, "Import");
  await expect(page.locator("input[name=file]")).toHaveAttribute("aria-invalid", "true");
  await usable(page);
  await page.locator("input[name=file]").setInputFiles({ name: "brand.json", mimeType: "application/json", buffer: Buffer.from(brand) });
  await press(page, "Import");
  await said(page, /draft was saved/);
  await expect(primary(page)).toHaveValue("#1f4e7a");

  await page.locator("summary", { hasText: "Discard the draft" }).click();
  await page.locator("#discard-draft").getByRole("button", { name: "Discard the draft" }).click();
  await said(page, /draft was discarded/);
});
