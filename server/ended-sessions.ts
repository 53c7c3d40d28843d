import type { Identity } from "./identity/identity.ts";

/**
 * The same identity, which also tells the edges that hold sockets which sessions it ended: nobody
 * who signs somebody out has to remember to.
 * @param ended given the ids of sessions and bearer tokens
 */
export function tellingEnded(identity: Identity, ended: (ids: string[]) => void): Identity {
  const told = async (ids: Promise<string[]>) => {
    const list = await ids;
    ended(list);
    return list;
  };
  return {
    ...identity,
    async signIn(credentials, from) {
      const result = await identity.signIn(credentials, from);
      if (result.ok) ended(result.ended);
      return result;
    },
    async signOut(request) {
      const result = await identity.signOut(request);
      ended(result.ended);
      return result;
    },
    revokeInvitation: (id) => told(identity.revokeInvitation(id)),
    revokeInvitations: (person) => told(identity.revokeInvitations(person)),
    revokeSessions: (person) => told(identity.revokeSessions(person)),
    endSession: (session) => told(identity.endSession(session)),
    endDevices: (person, which) => told(identity.endDevices(person, which)),
    async revokeBearer(id) {
      const revoked = await identity.revokeBearer(id);
      ended([id]);
      return revoked;
    },
  };
}
