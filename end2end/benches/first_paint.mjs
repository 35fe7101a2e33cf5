// Prints a JSON list: after how many milliseconds Chromium painted the first content of a page, each time with nothing in its cache.
//   node first_paint.mjs <address> <times>

import { chromium } from "@playwright/test";

const [address, times] = process.argv.slice(2);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, chromiumSandbox: false, args: ["--disable-gpu", "--disable-background-networking"] });

async function firstPaint() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(address);
  const painted = await page.evaluate(
    () =>
      new Promise((resolve) => {
        new PerformanceObserver((list) => {
          const [paint] = list.getEntriesByName("first-contentful-paint");
          if (paint) resolve(paint.startTime);
        }).observe({ type: "paint", buffered: true });
      }),
  );
  await context.close();
  return painted;
}

// The browser's own start is no part of it.
await firstPaint();
const paints = [];
for (let time = 0; time < Number(times); time++) paints.push(await firstPaint());
await browser.close();
console.log(JSON.stringify(paints));
