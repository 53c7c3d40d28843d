import { defineConfig } from "@playwright/test";

/** Nothing that phones home, asks on first run, or needs a graphics card. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Run by tests/run.mjs and tests/screenshots.mjs, which find the Chromium. */
export default defineConfig({
  testDir: ".",
  globalSetup: "./support/demo-county.ts",
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: {
    browserName: "chromium",
    launchOptions: { executablePath: process.env.LINGDA_CHROMIUM, args: QUIET },
    // A forgotten zone or language fails at once: the pages are Chinese and Shanghai's anywhere.
    timezoneId: "Asia/Kathmandu",
    locale: "en-GB",
    // What moves is drawn without a graphics card here, frame by frame.
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: 10_000,
    // Recording each step costs a tenth of the whole; to look into a failure run it with --trace=on.
    trace: "off",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "e2e", testMatch: "**/*.e2e.ts" },
    { name: "screenshots", testMatch: "**/*.shots.ts" },
  ],
});
