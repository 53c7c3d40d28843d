import { z } from "zod";
import { FoundPeople, PlacePeople } from "#contract/directory";
import { Seats } from "#contract/seats";
import { findPeople } from "#views/find-people";
import { placePeople } from "#views/people";
import { seatsBelow } from "#views/seats";
import { defineCall } from "./call.ts";
import { Find, Paged } from "./query.ts";

export const people = defineCall({
  zh: "谁负责",
  method: "get",
  path: "/api/nodes/:code/people",
  tag: "区划",
  summary:
    "Who answers for a place: posts with holders and phones, places below without anyone, people and figures per worker.",
  query: Paged,
  answer: PlacePeople,
  run: async ({ viewer, params, query }) => placePeople(viewer(), params.code!, query),
});

export const seats = defineCall({
  zh: "任职名单",
  method: "get",
  path: "/api/nodes/:code/seats",
  tag: "区划",
  summary:
    "Everyone in a post at a place and below it, for who hands out codes there and for the administrator.",
  query: Find,
  answer: Seats,
  run: async ({ viewer, params, query }) => seatsBelow(viewer(), params.code!, query),
});

export const foundPeople = defineCall({
  zh: "找人",
  method: "get",
  path: "/api/people",
  tag: "区划",
  summary:
    "People by the beginning of a place's name, a post or a person's name, also by pinyin and initials, within the directory one may read; without any, names a slip away.",
  query: Paged.extend({ find: z.string().max(60).default("") }),
  answer: FoundPeople,
  run: async ({ viewer, query: { find, ...wish } }) => findPeople(viewer(), find, wish),
});
