import { body, scope, scopeOffers, text } from "./args.ts";

/** What every item that is fanned out is given first: what to do, the lines below, and for whom. */
export const issueArgs = {
  title: text("标题", {
    main: true,
    required: true,
    name: true,
    max: 200,
    help: { zh: "一句话写清要做什么", en: "In one sentence, what is to be done" },
  }),
  body: body(),
  scope: scope(),
  except: text("除", { offers: scopeOffers }),
};
