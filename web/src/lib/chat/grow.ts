import type { Attachment } from "svelte/attachments";

/** A field that grows with its text where `field-sizing` is unknown (Chrome before 123, Safari). */
export function grows(text: () => string): Attachment<HTMLTextAreaElement> {
  const isKnown = CSS.supports("field-sizing", "content");
  return (field) => {
    if (isKnown) return;
    void text();
    field.style.height = "auto";
    const border = field.offsetHeight - field.clientHeight;
    field.style.height = `${field.scrollHeight + border}px`;
  };
}
