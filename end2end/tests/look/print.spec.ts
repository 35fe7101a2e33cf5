// What comes out of a printer: dark on white, whichever theme its reader has.

import { PAGES, PLACES, test } from "../../fixtures/look";
import { expect, usable } from "../../fixtures/test";
import { colourOf } from "../../fixtures/paint";

/** Relative luminance, as WCAG 2 reckons it. */
function luminance(colour: string): number {
  const [red, green, blue] = colourOf(colour).map((part) => (part <= 10 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

for (const place of PLACES) {
  for (const [name, path] of Object.entries(PAGES[place])) {
    test(`${place}’s ${name} is printed dark on white for who reads it in the dark`, async ({ browser, scene }) => {
      const context = await browser.newContext({ colorScheme: "dark" });
      const page = await context.newPage();
      if (path !== "/sign-in") await scene.signIn(page, place);
      await page.goto(scene.origin(place) + path);
      await usable(page);
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      const { paper, inks } = await page.evaluate(() => {
        const texts = [...document.querySelectorAll<HTMLElement>("h1, h2, p, td, th, dt, dd, label, .content a:not(.button)")];
        const seen = texts.filter((element) => element.checkVisibility() && !element.closest(".studio, .button, .avatar, svg") && element.innerText.trim());
        return { paper: getComputedStyle(document.documentElement).backgroundColor, inks: seen.map((element) => ({ text: element.innerText.slice(0, 40), colour: getComputedStyle(element).color })) };
      });
      expect(colourOf(paper)).toEqual([255, 255, 255]);
      expect(inks.length).toBeGreaterThan(0);
      for (const { text, colour } of inks) expect(1.05 / (luminance(colour) + 0.05), `“${text}” in ${colour}`).toBeGreaterThanOrEqual(4.5);
      await context.close();
    });
  }
}
