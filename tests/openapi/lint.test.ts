import { createConfig, lintFromString } from "@redocly/openapi-core";
import { type RulesetDefinition, Spectral } from "@stoplight/spectral-core";
import { oas } from "@stoplight/spectral-rulesets";
import { expect, test } from "vitest";
import { loadProfile } from "#db/profiles";
import { createRegistry } from "#kernel/registry";
import { bots } from "../../server/bots.ts";
import { calls } from "../../server/http/calls.ts";
import { openApi } from "../../server/http/openapi.ts";

/** What `/api/openapi.json` says, as text: of every call and every bot, those under a manual clock too. */
const document = JSON.stringify(openApi(calls, createRegistry(bots, loadProfile("yongtai"))));

test("Redocly's recommended rules find nothing, not even a warning", async () => {
  const config = await createConfig({ extends: ["recommended"] });
  const problems = await lintFromString({ source: document, config });
  const found = problems.map(({ ruleId, message, location }) => [
    ruleId,
    message,
    location.map(({ pointer }) => pointer),
  ]);
  expect(found).toEqual([]);
}, 60_000);

test("Spectral's rules for OpenAPI find nothing, not even a hint", async () => {
  const spectral = new Spectral();
  spectral.setRuleset({ extends: [oas as RulesetDefinition] });
  const problems = await spectral.run(document);
  const found = problems.map(({ code, message, path }) => [code, message, path.join("/")]);
  expect(found).toEqual([]);
}, 60_000);
