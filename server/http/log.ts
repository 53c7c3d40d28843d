import { type Logger, pino } from "pino";

/** Log lines are JSON on standard error: ids, routes, times; never a body, a name or an address. */
export function createLog(level: string): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return pino(options, pino.destination(2));
}
