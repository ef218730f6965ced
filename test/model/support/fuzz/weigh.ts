// How much an object holds: entries of its lists and maps, and characters of its texts, its own objects' included. Looks at
// fields only, not into closures.

export interface Weight {
  entries: number;
  characters: number;
}

/** @param apart - what does not count: the test's own objects */
export function weigh(root: object, apart: readonly object[]): Weight {
  const weight: Weight = { entries: 0, characters: 0 };
  const seen = new Set<unknown>(apart);
  const todo: unknown[] = [root];
  const add = (values: Iterable<unknown>, count: number): void => {
    weight.entries += count;
    todo.push(...values);
  };
  for (let value = todo.pop(); todo.length > 0 || value !== undefined; value = todo.pop()) {
    if (typeof value === 'string') weight.characters += value.length;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (Array.isArray(value)) add(value, value.length);
    else if (value instanceof Set) add(value, value.size);
    else if (value instanceof Map) {
      add(value.keys(), value.size);
      add(value.values(), 0);
    } else if (!(value instanceof EventTarget) && !(value instanceof Promise))
      for (const name of Object.getOwnPropertyNames(value).filter((each) => each !== 'stack'))
        todo.push((Object.getOwnPropertyDescriptor(value, name) ?? {}).value);
  }
  return weight;
}
