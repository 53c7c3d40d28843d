import type { z } from "zod";
import type { Viewer } from "#views/viewer";
import type { Edge } from "./edge.ts";

/** A request that passed the gate: signed in, read, and fitting the call's shapes. */
export interface Asked<Q, B> {
  edge: Edge;
  request: Request;
  /** The peer's address, as the socket has it. */
  ip: string;
  params: Record<string, string>;
  query: Q;
  body: B;
  /** Headers to add to the answer. */
  headers: Headers;
  /** Who asks. @throws Error in an `open` call, where nobody needs to be signed in */
  viewer(): Viewer;
}

export interface CallSpec<Q extends z.ZodType, B extends z.ZodType> {
  method: "get" | "post";
  /** Hono's spelling: `/api/items/:id`. */
  path: string;
  /** Heading on the API page. */
  tag: string;
  /** Its name to Chinese readers; `summary` says the rest in English. */
  zh: string;
  summary: string;
  /** Needs no session. */
  open?: true;
  query?: Q;
  body?: B;
  /** Takes raw bytes in place of a JSON `body`; `run` reads them from the request. */
  upload?: true;
  /** Shape of a 200 answer; `bytes` where `run` gives a whole `Response` of them. */
  answer: z.ZodType | "bytes";
  run(asked: Asked<z.infer<Q>, z.infer<B>>): Promise<object>;
}

/** A call whose shapes have been checked against its own `run`. */
export interface Call {
  method: "get" | "post";
  path: string;
  tag: string;
  zh: string;
  summary: string;
  open: boolean;
  query: z.ZodType | null;
  body: z.ZodType | null;
  upload: boolean;
  answer: z.ZodType | "bytes";
  run(asked: Asked<unknown, unknown>): Promise<object>;
}

/** Defines a call once: route, checks and API page all come from this value. */
export function defineCall<Q extends z.ZodType, B extends z.ZodType>(spec: CallSpec<Q, B>): Call {
  return {
    ...spec,
    open: spec.open ?? false,
    query: spec.query ?? null,
    body: spec.body ?? null,
    upload: spec.upload ?? false,
    // The one place where the parsed request, typed by its schema only, meets the typed `run`.
    run: (asked) => spec.run(asked as Asked<z.infer<Q>, z.infer<B>>),
  };
}
