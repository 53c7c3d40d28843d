import { findReadableChannel } from "../access.ts";
import { Context } from "../context.ts";
import type { Kernel } from "../kernel.ts";

/** A context that can look and cannot act. */
export async function lookingContext(kernel: Kernel, id: string, name: string): Promise<Context> {
  const { read: session, registry } = kernel;
  const [org, now] = [kernel.org(), kernel.now()];
  const person = org.person(id)!;
  const channel = await findReadableChannel({ session, org, now, registry, person: id }, name);
  const never = () => {
    throw new Error("completion changes nothing");
  };
  const parts = { session, org, now, registry, person, channel, bot: null };
  return new Context({ ...parts, newId: never, call: never });
}
