import { defineConfig, devices } from "@playwright/test";

// Tests that open no page run once.
const WITHOUT_PAGES = /tests\/site/;

const CHROMIUM_FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  globalSetup: "./fixtures/server.ts",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
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
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      chromiumSandbox: false,
      args: CHROMIUM_FLAGS,
    },
  },
  projects: [
    { name: "hydrated", testIgnore: WITHOUT_PAGES, use: { viewport: { width: 1280, height: 800 } } },
    // axe is JavaScript itself.
    { name: "no-js", testIgnore: [/accessibility/, WITHOUT_PAGES], use: { viewport: { width: 1280, height: 800 }, javaScriptEnabled: false } },
    { name: "phone", testIgnore: WITHOUT_PAGES, use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
    { name: "files", testMatch: WITHOUT_PAGES },
  ],
});
