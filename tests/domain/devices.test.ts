import { describe, expect, it } from "vitest";
import { deviceOf } from "#domain/org/devices";

describe("what a browser says of itself", () => {
  it.each([
    [
      "phone Android WeChat",
      "Mozilla/5.0 (Linux; Android 10; HLK-AL00) AppleWebKit/537.36 Chrome/86.0 Mobile Safari/537.36 MMWEBID/1 MicroMessenger/8.0.2",
    ],
    [
      "phone HarmonyOS Chrome",
      "Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) AppleWebKit/537.36 Chrome/99.0 HuaweiBrowser/13.0 Mobile Safari/537.36",
    ],
    [
      "phone iOS Safari",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 Version/16.0 Mobile/15E148 Safari/604.1",
    ],
    [
      "tablet iOS Safari",
      "Mozilla/5.0 (iPad; CPU OS 15_0 like Mac OS X) AppleWebKit/605.1.15 Version/15.0 Safari/604.1",
    ],
    [
      "tablet Android Chrome",
      "Mozilla/5.0 (Linux; Android 11; SM-T500) AppleWebKit/537.36 Chrome/96.0 Safari/537.36",
    ],
    [
      "desk Windows Edge",
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0",
    ],
    [
      "desk macOS Firefox",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:120.0) Gecko/20100101 Firefox/120.0",
    ],
    [
      "desk Linux Chrome",
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36",
    ],
    [
      "phone Android DingTalk",
      "Mozilla/5.0 (Linux; U; Android 11; M2011K2C) AppleWebKit/537.36 Chrome/69.0 Mobile Safari/537.36 AliApp(DingTalk/6.3)",
    ],
    ["unknown null null", "curl/8.0"],
    ["unknown null null", ""],
  ])("is a %s", (words, userAgent) => {
    const { kind, system, app } = deviceOf(userAgent);
    expect(`${kind} ${system} ${app}`).toBe(words);
  });
});
