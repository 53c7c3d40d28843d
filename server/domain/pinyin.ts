import { pinyin } from "pinyin-pro";

/** How a name is typed by people who type no Chinese: `yanglin` and `yl`. Lower case, no tones, ü as v. */
export interface Pinyin {
  full: string;
  initials: string;
}

/**
 * A name read once is kept: a county has some 15,000 names, and none is read at start-up.
 * Names are few and repeat; the cache cannot outgrow the names the county ever had.
 */
const read = new Map<string, Pinyin>();

/** Full pinyin and initials of a name; digits and letters stand for themselves. */
export function pinyinOf(name: string): Pinyin {
  const known = read.get(name);
  if (known) return known;
  const options = { toneType: "none", type: "array", v: true, nonZh: "consecutive" } as const;
  const result = {
    full: pinyin(name, options).join("").toLowerCase(),
    initials: pinyin(name, { ...options, pattern: "first" })
      .join("")
      .toLowerCase(),
  };
  read.set(name, result);
  return result;
}
