import { PlacePeople, placePeople } from "#views/people";
import { Seats, seatsBelow } from "#views/seats";
import { defineCall } from "./call.ts";

export const people = defineCall({
  method: "get",
  path: "/api/nodes/:code/people",
  tag: "区划",
  summary:
    "Who answers for a place: posts with holders and phones, places below without anyone, people and figures per worker.",
  answer: PlacePeople,
  run: async ({ viewer, params }) => placePeople(viewer(), params.code!),
});

export const seats = defineCall({
  method: "get",
  path: "/api/nodes/:code/seats",
  tag: "区划",
  summary:
    "Everyone in a post at a place and below it, for who hands out codes there and for the administrator.",
  answer: Seats,
  run: async ({ viewer, params }) => seatsBelow(viewer(), params.code!),
});
