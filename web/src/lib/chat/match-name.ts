type Match = (text: string, typed: string) => unknown;

/** Pinyin is a large table; it is loaded when somebody first types a Latin letter. */
let byPinyin = $state.raw<Match | null>(null);
let asked = false;

/** Finds names by a part, by pinyin or by initials; null where nothing is typed. */
export function matcher(typed: string): ((name: string) => boolean) | null {
  const words = typed.trim().toLowerCase();
  if (words === "") return null;
  const isLatin = /^[a-z\s]+$/.test(words);
  if (isLatin && !asked) {
    asked = true;
    void import("pinyin-pro").then(({ match }) => {
      byPinyin = match;
    });
  }
  const pinyin = byPinyin;
  return (name) =>
    name.toLowerCase().includes(words) || (isLatin && pinyin !== null && !!pinyin(name, words));
}
