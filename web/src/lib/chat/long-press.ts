/** How long a finger rests on a message before its menu comes. Milliseconds. */
const LONG = 450;
/** No finger rests perfectly still. Pixels. */
const STILL = 10;

/** Calls back when a finger rests; scrolling is no rest, nor is pressing a button. For `{@attach}`. */
export function onLongPress(callback: () => void): (element: HTMLElement) => () => void {
  return (element) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let from = { x: 0, y: 0 };
    const listening = new AbortController();
    const on = <K extends keyof HTMLElementEventMap>(
      name: K,
      hear: (event: HTMLElementEventMap[K]) => void,
    ) => element.addEventListener(name, hear, { signal: listening.signal });
    const end = () => clearTimeout(timer);

    on("pointerdown", ({ pointerType, target, clientX, clientY }) => {
      end();
      const isPressed = target instanceof Element && target.closest("a, button, audio");
      if (pointerType === "mouse" || isPressed) return;
      from = { x: clientX, y: clientY };
      timer = setTimeout(callback, LONG);
    });
    on("pointermove", ({ clientX, clientY }) => {
      if (Math.hypot(clientX - from.x, clientY - from.y) > STILL) end();
    });
    on("pointerup", end);
    on("pointercancel", end);
    // Android's own menu of a long press would lie over ours.
    on("contextmenu", (event) => {
      if (matchMedia("(hover: none)").matches) event.preventDefault();
    });
    return () => {
      end();
      listening.abort();
    };
  };
}
