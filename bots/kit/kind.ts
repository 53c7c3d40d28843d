/** What a kind is made of: data, and the words it is counted in (DESIGN §3). */
export {
  asksReply,
  type ByLetter,
  defineKind,
  is,
  isDocument,
  isMovedBy,
  type Kind,
  STATES,
} from "#kernel/define-kind";
