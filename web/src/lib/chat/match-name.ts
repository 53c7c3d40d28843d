/**
 * Finds names by a part of them, or by letters: the whole pinyin or the initials that the server
 * sends along (`yanglinzhen ylz`). Null where nothing is typed.
 */
export function matcher(typed: string): ((name: string, letters?: string) => boolean) | null {
  const words = typed.trim().toLowerCase();
  if (words === "") return null;
  const asLetters = words.replace(/\s+/g, "");
  const isLetters = /^[a-z0-9]+$/.test(asLetters);
  return (name, letters = "") =>
    name.toLowerCase().includes(words) ||
    (isLetters && letters.split(" ").some((word) => word.startsWith(asLetters))) ||
    // From the middle only what is long enough to be meant: 镇 of 葛岭镇 ends in every other name.
    (isLetters && asLetters.length > 2 && letters.includes(asLetters));
}
