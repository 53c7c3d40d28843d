/** Towns out of contact (失联, SPEC §1.18). */
export { CONTACT, cutOff, restoreContact } from "#kernel/contact";
