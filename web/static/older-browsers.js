/**
 * What Chrome 90 and Safari 15.4 lack of the language and of the browser, as far as the build uses
 * it (tests/web/oldest-browsers.test.ts). The page loads it before all else, and only where
 * something is missing; a plain script, since a module would run too late.
 */
(() => {
  /** Adds what is missing, hidden from `for … in` like the real ones. */
  function add(target, methods) {
    for (const [name, value] of Object.entries(methods)) {
      if (name in target) continue;
      Object.defineProperty(target, name, { value, writable: true, configurable: true });
    }
  }

  /** Counts from the end where it is negative. */
  function at(index) {
    const i = Math.trunc(index) || 0;
    return this[i < 0 ? this.length + i : i];
  }

  function findLastIndex(test, self) {
    for (let i = this.length - 1; i >= 0; i -= 1) if (test.call(self, this[i], i, this)) return i;
    return -1;
  }

  function findLast(test, self) {
    return this[findLastIndex.call(this, test, self)];
  }

  function changed(change) {
    return function (...args) {
      const copy = Array.from(this);
      change.apply(copy, args);
      return copy;
    };
  }

  function groups(items, keyOf) {
    const found = new Map();
    let i = 0;
    for (const item of items) {
      const key = keyOf(item, i);
      i += 1;
      if (found.has(key)) found.get(key).push(item);
      else found.set(key, [item]);
    }
    return found;
  }

  const { hasOwnProperty: isOwn } = Object.prototype;

  add(Array.prototype, {
    at,
    findLast,
    findLastIndex,
    toReversed: changed(Array.prototype.reverse),
    toSorted: changed(Array.prototype.sort),
    toSpliced: changed(Array.prototype.splice),
    with(index, value) {
      const i = index < 0 ? this.length + index : index;
      if (i < 0 || i >= this.length) throw new RangeError("Invalid index");
      return Object.assign(Array.from(this), { [i]: value });
    },
  });
  add(String.prototype, { at });
  add(Object.getPrototypeOf(Uint8Array.prototype), { at, findLast, findLastIndex });
  add(Object, {
    hasOwn: (owner, key) => isOwn.call(owner, key),
    groupBy: (items, keyOf) =>
      Object.assign(Object.create(null), Object.fromEntries(groups(items, keyOf))),
  });
  add(Map, { groupBy: groups });
  add(AbortSignal, {
    timeout(ms) {
      const control = new AbortController();
      setTimeout(() => control.abort(new DOMException("signal timed out", "TimeoutError")), ms);
      return control.signal;
    },
  });
  add(HTMLFormElement.prototype, {
    requestSubmit() {
      const button = document.createElement("button");
      button.hidden = true;
      this.append(button);
      button.click();
      button.remove();
    },
  });
})();
