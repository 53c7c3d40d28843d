/**
 * What one may have to do about an item: answer it (签收 填报), or, in a town's room, look after
 * what stands at its gate, in the order in which a room works (UX, S14): what holds others up first,
 * one's own answers last; in the county's centre answer for towns out of contact (失联). Here
 * without zod, which would come along to every phone.
 */
export const TODO_ACTS = [
  "困难",
  "下达",
  "失联",
  "退回",
  "到期",
  "核实",
  "上报",
  "着落",
  "签收",
  "填报",
] as const;
