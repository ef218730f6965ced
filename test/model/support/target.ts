// An EventTarget that counts its listeners and keeps what they throw: in a browser that would reach `window.onerror`.
// Touches nothing.

type Listener = (event: unknown) => void;

export class Target {
  private readonly _listeners = new Map<string, Set<Listener>>();

  /** @param escaped - takes what a listener throws */
  constructor(private readonly _escaped: unknown[]) {}

  get listening(): number {
    let count = 0;
    for (const listeners of this._listeners.values()) count += listeners.size;
    return count;
  }

  addEventListener(type: string, listener: Listener): void {
    const listeners = this._listeners.get(type) ?? new Set();
    this._listeners.set(type, listeners.add(listener));
  }

  removeEventListener(type: string, listener: Listener): void {
    this._listeners.get(type)?.delete(listener);
  }

  emit(type: string, fields: object = {}): void {
    const listeners = this._listeners.get(type);
    for (const listener of [...(listeners ?? [])]) {
      if (!listeners?.has(listener)) continue;
      try {
        listener({ type, ...fields });
      } catch (cause) {
        this._escaped.push(cause);
      }
    }
  }
}
