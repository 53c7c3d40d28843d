import { defineConfig } from "@playwright/test";

/**
 * The lists below the address bar, two more pages for every window that nobody sees (0.7 s of a
 * core for each device), and a process kept ready for the page after this one.
 */
const SPARED = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"];

/** What Playwright turns off; Chromium heeds only the last such list. */
const PLAYWRIGHTS_OWN = [
  ...["AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"],
  ...["HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"],
  ...["ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints"],
  ...["TcpPortRandomizationWin", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"],
];

/** Nothing that phones home, asks on first run, or needs a graphics card. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--disable-features=${[...SPARED, ...PLAYWRIGHTS_OWN]}`,
];

/** Run by tests/run.mjs and tests/screenshots.mjs, which find the Chromium. */
export default defineConfig({
  testDir: ".",
  globalSetup: "./support/demo-county.ts",
  // One more than cores: a test waits half its time, for an answer or for the page to be drawn.
  workers: 3,
  fullyParallel: true,
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
    // It fetches the whole build for every device; whoever tests it asks for it.
    serviceWorkers: "block",
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
