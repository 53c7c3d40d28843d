/** What a kind is made of: data, and the words it is counted in (DESIGN §3). */
export {
  asksReply,
  type ByLetter,
  CLOSE,
  defineKind,
  is,
  isDocument,
  isMovedBy,
  type Kind,
  REVOKE,
  STATES,
} from "#kernel/define-kind";
