/** The kinds of argument a command may take. */
export {
  body,
  choice,
  flag,
  type InputOf,
  list,
  type TypedValues,
  text,
  values,
  words,
} from "#kernel/args";
export { fields, ladder, type ReadTime, time } from "#kernel/form-args";
export { item, node, nodes, type ReadScope, readScope, scope } from "#kernel/place-args";
