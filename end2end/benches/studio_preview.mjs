// Prints a JSON object: by control, after how many milliseconds the studio's preview had followed it, frame and all.
//   node studio_preview.mjs <address> <session> <times>

import { chromium } from "@playwright/test";

const [address, session, times] = process.argv.slice(2);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, chromiumSandbox: false, args: ["--disable-gpu", "--disable-background-networking"] });
const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
await context.addCookies([{ name: "sid", value: session, url: new URL(address).origin }]);
const page = await context.newPage();
await page.goto(address);
await page.locator("html[data-hydrated=true]").waitFor();
await page.waitForLoadState("networkidle");

const measured = await page.evaluate(async (times) => {
  const stage = document.querySelector("#preview-light");
  const controls = {
    colour: { name: "primary", values: ["#0b5d3b", "#7a1f5c"], shown: () => getComputedStyle(stage).getPropertyValue("--brand") },
    radius: { name: "radius", values: ["2", "14"], shown: () => getComputedStyle(stage).getPropertyValue("--radius") },
    name: { name: "name", values: ["Maison du prêt", "Gemach of the hill"], shown: () => stage.textContent },
  };
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  // A task that begins after a frame's callback runs when the frame is done.
  const painted = async () => {
    await frame();
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  };
  const measured = {};
  for (const [control, { name, values, shown }] of Object.entries(controls)) {
    const input = document.querySelector(`#studio-controls [name="${name}"]`);
    measured[control] = [];
    for (let time = 0; time < times; time++) {
      // Long enough for what the last change has left to do.
      await new Promise((resolve) => setTimeout(resolve, 60));
      const before = shown();
      const began = performance.now();
      input.value = values[time % 2];
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      while (shown() === before) {
        if (performance.now() - began > 5_000) throw new Error(`the preview does not follow ${name}`);
        await painted();
      }
      await painted();
      measured[control].push(performance.now() - began);
    }
  }
  return measured;
}, Number(times));

await browser.close();
console.log(JSON.stringify(measured));
