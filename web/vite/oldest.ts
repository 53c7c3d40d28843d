/**
 * The oldest browsers the web is built for: Chrome 90 (360 and the engines of WeChat and of phones'
 * WebViews in recent years) and Safari 15.4. `check:browsers` and tests/web/built-css.test.ts hold
 * the build to it; what they lack besides syntax is in static/older-browsers.js.
 */
export const OLDEST = ["chrome90", "safari15.4", "ios15.4", "firefox100"];
