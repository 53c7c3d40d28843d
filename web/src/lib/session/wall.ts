/** A wall screen renews itself with nobody at hand, and has to be a wall again afterwards. */
const WALL = "lingda.wall";

/** Whether a board fills this screen. */
export function isWall(): boolean {
  return document.querySelector("[data-wall]") !== null;
}

/** Called right before the page loads itself anew. */
export function keepWall(): void {
  if (isWall()) sessionStorage.setItem(WALL, location.pathname);
}

/** Whether this page was a wall before it loaded itself anew; says so once. */
export function takeWall(): boolean {
  const kept = sessionStorage.getItem(WALL);
  sessionStorage.removeItem(WALL);
  return kept === location.pathname;
}
