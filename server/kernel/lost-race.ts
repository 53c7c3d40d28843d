/**
 * Two commands read the same row and this one came second. It carries PostgreSQL's own code for
 * that, so the writer runs the whole command again on what is there now. SQLite has one writer.
 */
export class LostRace extends Error {
  readonly code = "40001";

  constructor() {
    super("another command changed this row first");
  }
}
