import { beforeEach, expect, test } from "vitest";
import { TabKept } from "../../web/src/lib/chat/tab-kept.ts";

/** As a browser's: what is kept are its own properties. */
class Store {
  getItem(key: string): string | null {
    return ((this as Record<string, unknown>)[key] as string) ?? null;
  }
  setItem(key: string, text: string): void {
    Object.assign(this, { [key]: text });
  }
  removeItem(key: string): void {
    delete (this as Record<string, unknown>)[key];
  }
}

let store: Storage;
let at = 0;
const tab = (name: string) => new TabKept(store, name, () => at);
beforeEach(() => {
  store = new Store() as unknown as Storage;
  at = 0;
});

test("two tabs keep their own, and a reload finds it", () => {
  const [one, two] = [tab("one"), tab("two")];
  one.write("draft", "一");
  expect(two.read("draft")).toBeNull();
  two.write("draft", "二");
  one.renew(false);
  expect(tab("one").read("draft")).toBe("一");
  expect(two.read("draft")).toBe("二");
});

test("what was kept before tabs had their own is the first one's", () => {
  store.setItem("draft", "旧");
  expect(tab("one").read("draft")).toBe("旧");
  expect(tab("two").read("draft")).toBeNull();
});

test("what is sent is gone for both", () => {
  tab("one").write("draft", "一");
  tab("one").write("draft", null);
  tab("one").renew(false);
  expect(tab("two").read("draft")).toBeNull();
});

test("the next finds what a tab left, at once or, where it broke down, a little later; once", () => {
  tab("one").write("draft", "一");
  tab("one").renew(false);
  expect(tab("two").read("draft")).toBe("一");
  expect(tab("three").read("draft")).toBeNull();

  at = 10 * 60_000;
  expect(tab("three").read("draft")).toBe("一");
  at += 2 * 60_000;
  tab("three").renew();
  at += 2 * 60_000;
  expect(tab("four").read("draft")).toBeNull();
});
