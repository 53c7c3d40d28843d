/** The one row that is being worked on, in whichever list it stands; it stays when the focus is lost. */
class AtHand {
  key = $state<string | null>(null);
}

export const atHand = new AtHand();
