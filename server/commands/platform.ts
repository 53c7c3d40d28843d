import { defineBot } from "#bots/kit/command";
import { edit } from "./edit.ts";
import { endDevices } from "./end-devices.ts";
import { forgetAnswers } from "./forget-answers.ts";
import { forgetAttachments } from "./forget-attachments.ts";
import { help } from "./help.ts";
import { invite } from "./invite.ts";
import { look } from "./look.ts";
import { mode } from "./mode.ts";
import { read } from "./read.ts";
import { revokeInvitation } from "./revoke-invitation.ts";
import { say } from "./say.ts";
import { showFacet } from "./show-facet.ts";
import { showPhone } from "./show-phone.ts";
import { tree } from "./tree.ts";
import { undo } from "./undo.ts";
import { who } from "./who.ts";

/** 令达: what the platform itself brings, beside the bots: talk, directory, modes and help. */
export const platform = defineBot({
  key: "platform",
  zh: "令达",
  en: "Lingda",
  commands: [
    say,
    edit,
    undo,
    read,
    look,
    mode,
    tree,
    who,
    invite,
    revokeInvitation,
    endDevices,
    help,
    showPhone,
    showFacet,
  ],
  timers: [forgetAnswers, forgetAttachments],
});
