/**
 * The token of an invitation's address, `/#i=<token>`; it stands behind the # so that no log on the
 * way sees it, and it is taken out of the address at once.
 */
export function invitationIn(location: Location): string | null {
  const kept = sessionStorage.getItem("lingda.invitation");
  sessionStorage.removeItem("lingda.invitation");
  return /^#i=(.+)$/.exec(location.hash)?.[1] ?? kept;
}

/** Carries the token over to the sign-in page. @returns whether there was one */
export function keepInvitation(location: Location): boolean {
  const token = /^#i=(.+)$/.exec(location.hash)?.[1];
  if (token === undefined) return false;
  sessionStorage.setItem("lingda.invitation", token);
  history.replaceState(history.state, "", location.pathname);
  return true;
}
