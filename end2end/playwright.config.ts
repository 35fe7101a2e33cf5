import { defineConfig, devices } from "@playwright/test";

// Tests that open no page run once.
const WITHOUT_PAGES = /tests\/site/;

// How pages look and begin to look: once, at both widths and in both themes by themselves.
const LOOK = /tests\/look/;

// What the journeys saw between them; after them.
const COVERAGE = /tests\/coverage/;
const OUT_OF_JOURNEYS = [WITHOUT_PAGES, LOOK, COVERAGE];

const CHROMIUM_FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Own domains of organisations: this machine.
  "--host-resolver-rules=MAP *.prets.test 127.0.0.1",
];

const CHROMIUM = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  chromiumSandbox: false,
  args: CHROMIUM_FLAGS,
};

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  globalSetup: "./fixtures/server.ts",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000, toHaveScreenshot: { maxDiffPixels: 200, threshold: 0.1 } },
  reporter: [["list"]],
  // The same name on every system: the fonts are the product's own.
  snapshotPathTemplate: "{testDir}/look/pictures/{arg}{ext}",
  use: {
    ...devices["Desktop Chrome"],
    channel: undefined,
    locale: "en-GB",
    timezoneId: "Europe/Paris",
    // Making one slows every test down; `make test-browser FILTER="name --trace=on"` makes one when it is needed.
    trace: "off",
    screenshot: "only-on-failure",
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    launchOptions: CHROMIUM,
  },
  projects: [
    { name: "hydrated", testIgnore: OUT_OF_JOURNEYS, use: { viewport: { width: 1280, height: 800 } } },
    // axe is JavaScript itself.
    { name: "no-js", testIgnore: [/accessibility/, ...OUT_OF_JOURNEYS], use: { viewport: { width: 1280, height: 800 }, javaScriptEnabled: false } },
    { name: "phone", testIgnore: OUT_OF_JOURNEYS, use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
    // Letters are drawn without what differs from screen to screen.
    { name: "look", testMatch: LOOK, use: { launchOptions: { ...CHROMIUM, args: [...CHROMIUM_FLAGS, "--font-render-hinting=none", "--disable-lcd-text"] } } },
    { name: "files", testMatch: WITHOUT_PAGES },
    { name: "coverage", testMatch: COVERAGE, dependencies: ["hydrated"] },
  ],
});
