import { pinyin } from "pinyin-pro";

/** How a name is typed by people who type no Chinese: `yanglin` and `yl`. Lower case, no tones, ü as v. */
export interface Pinyin {
  full: string;
  initials: string;
}

/** A profile's own readings, word → syllables: `{"乐清": "yue qing"}`; they come before the dictionary's. */
export type PinyinTable = Readonly<Record<string, string>>;

/** A name's letters, ready to be compared at every keystroke. */
interface Spelling {
  usual: Pinyin;
  /** Of every character its syllables, the one it has in this name first; signs stand for themselves. */
  syllables: readonly (readonly string[])[];
  /** With what a reading may begin; most names are told by it. */
  begins: string;
}

const NONE: PinyinTable = {};
/** More combinations than any name needs; 重 单 乐 in one name make eight. */
const MOST = 16;

/**
 * A name read once is kept, for as long as its table: a county has some 15,000 names, and none is
 * read at start-up. Names are few and repeat; the cache cannot outgrow the names the county ever had.
 */
const read = new WeakMap<PinyinTable, Map<string, Spelling>>();
const characters = new Map<string, readonly string[]>();

/** Full pinyin and initials of a name as it is mostly read; digits and letters stand for themselves. */
export function pinyinOf(name: string, table?: PinyinTable): Pinyin {
  return spellingOf(name, table).usual;
}

/**
 * Every way a name may be typed, full and initials, the usual reading first: 乐清 by `yueqing` and
 * `leqing`. At most {@link MOST} readings.
 */
export function allPinyinOf(name: string, table?: PinyinTable): string[] {
  let ways: string[][] = [[]];
  for (const syllables of spellingOf(name, table).syllables) {
    const fitting = syllables.slice(0, Math.max(1, Math.floor(MOST / ways.length)));
    ways = fitting.flatMap((syllable) => ways.map((way) => [...way, syllable]));
  }
  const full = ways.map((way) => way.join(""));
  const initials = ways.map((way) => way.map(initial).join(""));
  return [...new Set([...full, ...initials])];
}

/**
 * Whether a name begins with the letters typed (`yueq`, `yq`) in any of its readings; `usual` when
 * it does so in the usual one.
 */
export function beginsInPinyin(
  name: string,
  letters: string,
  table?: PinyinTable,
): "usual" | "other" | null {
  const { usual, syllables, begins } = spellingOf(name, table);
  if (usual.full.startsWith(letters) || usual.initials.startsWith(letters)) return "usual";
  if (!begins.includes(letters.charAt(0))) return null;
  const isOther =
    follows(syllables, letters, 0, (s) => s) || follows(syllables, letters, 0, initial);
  return isOther ? "other" : null;
}

/** Tried syllable by syllable: no list of combinations is made for every name at every keystroke. */
function follows(
  syllables: Spelling["syllables"],
  letters: string,
  at: number,
  part: (syllable: string) => string,
): boolean {
  if (letters === "") return true;
  return (syllables[at] ?? []).some((syllable) => {
    const said = part(syllable);
    if (said.startsWith(letters)) return true;
    return letters.startsWith(said) && follows(syllables, letters.slice(said.length), at + 1, part);
  });
}

function spellingOf(name: string, table: PinyinTable = NONE): Spelling {
  let names = read.get(table);
  if (!names) {
    names = new Map();
    read.set(table, names);
  }
  const known = names.get(name);
  if (known) return known;
  const spelling = spell(name, table);
  names.set(name, spelling);
  return spelling;
}

const OPTIONS = { toneType: "none", type: "array", v: true } as const;

function spell(name: string, table: PinyinTable): Spelling {
  const chars = [...name];
  const usual = pinyin(name, { ...OPTIONS, nonZh: "spaced" });
  const spelling = chars.map((char, i) => [usual[i] ?? char, ...readingsOf(char)]);
  for (const [word, syllables] of Object.entries(table)) {
    const own = syllables.split(" ");
    const at = chars.findIndex((_, i) => chars.slice(i, i + own.length).join("") === word);
    for (const [i, syllable] of at < 0 ? [] : own.entries()) spelling[at + i]!.unshift(syllable);
  }
  const syllables = spelling.map((one) => [...new Set(one.map((s) => s.toLowerCase()))]);
  const first = syllables.map(([syllable = ""]) => syllable);
  return {
    usual: { full: first.join(""), initials: first.map(initial).join("") },
    syllables,
    begins: (syllables[0] ?? []).map(initial).join(""),
  };
}

/** All readings of one character, whatever word it stands in. */
function readingsOf(char: string): readonly string[] {
  const known = characters.get(char);
  if (known) return known;
  const readings = pinyin(char, { ...OPTIONS, multiple: true }).flatMap(spelt);
  characters.set(char, readings);
  return readings;
}

/** 吕 is typed lv, and lyu as in passports. */
function spelt(syllable: string): string[] {
  return syllable.includes("v") ? [syllable, syllable.replace("v", "yu")] : [syllable];
}

function initial(syllable: string): string {
  return syllable.slice(0, 1);
}
