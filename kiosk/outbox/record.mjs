/** Records as values: what is kept is what is sent, whatever happens to the object it was made from. Pure. */

/**
 * A copy, read-only to its last leaf.
 * @template T
 * @param {T} value as JSON knows it
 * @returns {Readonly<T>}
 */
export function freeze(value) {
  if (Array.isArray(value)) return Object.freeze(value.map(freeze));
  if (typeof value !== "object" || value === null) return value;
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, part]) => [key, freeze(part)])));
}
