/** What was last put on the clipboard from this page. */
export const copied = new (class {
  text = $state("");
})();
