/** Where the line above what is new stands, as far as somebody has come in one channel. */
export interface UnreadLine {
  /** What comes after this seq is new to the reader. */
  after: number;
  /** Whether there is a line: from then on it neither moves nor goes while they read. */
  stands: boolean;
  /** How many were new when the reader came to the end; 0 where new ones lie below the reader. */
  waiting: number;
}

export interface Reading {
  /** How far the reader has read, and how many messages that count there are beyond. */
  readTo: number;
  unread: number;
  lastSeq: number;
  isAtEnd: boolean;
  /** The page lies behind another window or tab. */
  isHidden: boolean;
}

/** As a channel is opened. */
export function lineAtOpening({ readTo, unread }: Reading): UnreadLine {
  return { after: readTo, stands: unread > 0, waiting: unread };
}

/** The line once something came, was read, or the reader has moved. */
export function nextLine(line: UnreadLine, reading: Reading): UnreadLine {
  const { readTo, unread, lastSeq, isAtEnd, isHidden } = reading;
  // Whoever read everything and looked away finds the line above what came meanwhile.
  if (isHidden && isAtEnd && unread > 0 && readTo > line.after) return lineAtOpening(reading);
  if (line.stands) return line;
  // What comes before one's eyes is not new.
  if (isAtEnd && !isHidden) return { ...line, after: lastSeq };
  const waiting = isAtEnd ? unread : 0;
  return unread > 0 ? { after: readTo, stands: true, waiting } : line;
}
