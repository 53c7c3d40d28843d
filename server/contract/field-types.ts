/**
 * What a field can hold, apart from the shapes: a phone lists them without zod. 枚举 is read as
 * 单选 and never stored.
 */
export const FIELD_TYPES = [
  "整数",
  "小数",
  "金额",
  "文字",
  "是否",
  "单选",
  "多选",
  "日期",
  "时间",
  "照片",
  "录音",
  "节点",
] as const;

/** Constraint of a 日期 whose answers look ahead; else they look back (SPEC §1.5). */
export const FUTURE = "未来";
