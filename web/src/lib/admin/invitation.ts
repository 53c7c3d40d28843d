import type { Seat } from "#contract/seats";

/** A code as it is shown once: never kept on the device. */
export interface Invitation {
  seat: Seat;
  link: string;
  /** SVG. */
  qr: string;
}
