// The first thing that anybody sees of a page is the page: in the organisation's own look, and nothing moves afterwards. Each
// page is opened with nothing in the browser's cache.

import { type Page } from "@playwright/test";
import { PAGES, PLACES, type Place, SCREENS, type Scene, test } from "../../fixtures/look";
import { expect, speakEnglish, usable } from "../../fixtures/test";
import { colourOf, type Observed, observe, watch } from "../../fixtures/paint";

/** `--brand` by day, as the demo's organisations chose it: these are readable as they are. */
const CHOSEN: Partial<Record<Place, string>> = { paris: "#12295c", lyon: "#b3261e", martin: "#2f353b" };

const SEEN = (["desk", "phone"] as const).flatMap((screen) => (["light", "dark"] as const).map((colorScheme) => ({ screen, colorScheme })));

/** Long after the first paint. */
const LATE_MS = 1_500;

for (const place of PLACES) {
  for (const [name, path] of Object.entries(PAGES[place])) {
    test(`the first paint of ${place}’s ${name} is its own, and nothing moves`, async ({ browser, scene }) => {
      for (const { screen, colorScheme } of SEEN) {
        const context = await browser.newContext({ ...SCREENS[screen], colorScheme, locale: "en-GB" });
        const page = await context.newPage();
        const seen = await look(page, scene, place, path);
        await context.close();
        const what = `${place} ${path}, ${screen}, ${colorScheme}`;
        expect(seen.shifts, `what moved on ${what}`).toEqual([]);
        isOfOnePiece(seen, what);
        isItsOwn(seen, place, colorScheme, what);
        waitsForLittle(seen, what);
      }
    });
  }
}

for (const [name, path] of Object.entries(PAGES.paris)) {
  test(`fonts that come late move nothing of paris’s ${name}`, async ({ page, scene }) => {
    await page.route("**/fonts/**", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, LATE_MS));
      await route.continue();
    });
    const seen = await look(page, scene, "paris", path);
    expect(seen.fontsUsed.length, "fonts that came").toBeGreaterThan(0);
    expect(seen.shifts).toEqual([]);
  });
}

test("a font that came late is shown in the studio once somebody changes something", async ({ page, scene }) => {
  await page.route("**/fonts/fraunces*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, LATE_MS));
    await route.continue();
  });
  await look(page, scene, "paris", PAGES.paris.studio);
  const isShown = () => page.evaluate(() => [...document.fonts].some((font) => font.family.includes("Fraunces Choice") && font.status === "loaded"));
  expect(await isShown()).toBe(false);
  await page.getByRole("radiogroup", { name: "Font of headings" }).getByText("Fraunces").click();
  await expect.poll(isShown).toBe(true);
});

async function look(page: Page, scene: Scene, place: Place, path: string): Promise<Observed> {
  const origin = scene.origin(place);
  await speakEnglish(page.context(), origin);
  if (path !== "/sign-in") await scene.signIn(page, place);
  await watch(page);
  await page.goto(origin + path);
  await usable(page);
  return observe(page);
}

/** What the first frame had is what the last has, after the page was taken over by its code. */
function isOfOnePiece({ frames, end }: Observed, what: string): void {
  expect(frames.length, `frames of ${what}`).toBeGreaterThan(1);
  for (const frame of frames) expect(frame, `a frame of ${what}`).toEqual(end);
}

function isItsOwn({ end, styles, themeColour }: Observed, place: Place, scheme: string, what: string): void {
  const chosen = CHOSEN[place];
  // The studio has one more, of the draft that it shows.
  const more = what.includes(PAGES.paris.studio) ? 1 : 0;
  expect(end.sheets, `style sheets of ${what}`).toBe((chosen ? 2 : 1) + more);
  if (!chosen) return expect(styles, `styles in ${what}`).toEqual([]);
  expect(styles.length, `styles in ${what}`).toBe(1);
  const brands = [...styles[0].matchAll(/--brand:\s*(#[0-9a-f]{6})/g)].map(([, colour]) => colour);
  expect(brands[0], `the brand by day of ${what}`).toBe(chosen);
  for (const [other, colour] of Object.entries(CHOSEN)) if (other !== place) expect(styles[0], `${other} on ${what}`).not.toContain(colour);
  expect(end.brand, `the brand in the first frame of ${what}`).toBe(scheme === "light" ? chosen : brands[1]);
  // The server reckons the page's colour for the browser's frame; the style sheet does so for the page.
  const [own, told] = [colourOf(end.background), colourOf(themeColour)];
  own.forEach((part, at) => expect(Math.abs(part - told[at]), `${what}: ${own} on the page, ${told} around it`).toBeLessThanOrEqual(2));
}

function waitsForLittle({ blocking, sheetsAfterPaint, fontsUsed, fontsAskedFor }: Observed, what: string): void {
  expect(blocking, `what the first paint of ${what} waits for`).toEqual([expect.stringMatching(/\/pkg\/tenantry\.[^/]*\.css$/)]);
  expect(sheetsAfterPaint, `style sheets that come late on ${what}`).toEqual([]);
  expect(fontsAskedFor, `fonts that ${what} needs are asked for in its head`).toEqual(expect.arrayContaining(fontsUsed));
}
