// How the product looks: pages of each brand, light and dark, on a desk and on a phone, beside the pictures that were approved.
// `make test-browser FILTER="look --update-snapshots"` takes them anew; look at the difference before you commit it.

import { type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SITE } from "../../fixtures/build";
import { PAGES, PLACES, SCREENS, test } from "../../fixtures/look";
import { expect, speakEnglish, usable } from "../../fixtures/test";

const THEMES = ["light", "dark"] as const;

/** How full the disk is is the machine's matter, and in no picture. */
const WITHOUT_THE_MACHINE = "#places{display:none}";

for (const [screen, options] of Object.entries(SCREENS)) {
  for (const place of PLACES) {
    test(`${place} looks as it did, ${screen}`, async ({ browser, scene }) => {
      const context = await browser.newContext({ ...options, locale: "en-GB", timezoneId: "Europe/Paris" });
      const page = await context.newPage();
      const origin = scene.origin(place);
      await dressForPictures(page);
      await speakEnglish(context, origin);
      for (const [name, path] of Object.entries(PAGES[place])) {
        // The door first: who is signed in doesn't see it.
        if (name !== "sign-in") await scene.signIn(page, place);
        await page.goto(origin + path);
        await usable(page);
        await expectPictures(page, `${place}-${name}-${screen}`);
      }
      await context.close();
    });
  }
}

async function expectPictures(page: Page, name: string): Promise<void> {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(() => document.fonts.ready);
    await expect.soft(page).toHaveScreenshot(`${name}-${colorScheme}.png`, { fullPage: true });
  }
}

/** A page does without a font that comes late (`style/fonts.scss`), which a busy machine's may. A picture waits for it. */
async function dressForPictures(page: Page): Promise<void> {
  await page.route(/\/pkg\/.*\.css$/, async (route) => {
    const styles = readFileSync(join(SITE, new URL(route.request().url()).pathname), "utf8");
    await route.fulfill({ contentType: "text/css", body: styles.replace(/font-display:\s*optional/g, "font-display: block") + WITHOUT_THE_MACHINE });
  });
}
