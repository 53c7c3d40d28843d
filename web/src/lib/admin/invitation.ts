import type { Seat } from "#contract/seats";

/** A code as it is shown once: never kept on the device. */
export interface Invitation {
  seat: Seat;
  link: string;
  /** The same by the machine's other networks. */
  others: string[];
  /** Why no phone can open it, where none can. */
  notice: string | null;
  /** SVG. */
  qr: string;
}
