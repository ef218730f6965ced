// One scope owns every socket, track, peer, listener and timer of a call, and releases them last-in first-out.
// Touches nothing but what is handed to it.

/** Releases one resource; a promise means that the release goes on for a while (a goodbye on the network). */
export type Release = () => void | Promise<void>;

/** Thrown out of {@link Scope.wait} when the scope was released meanwhile: a cancel, never an error. */
export const cancelled = new Error('cancelled');

/** A last-in first-out cleanup scope. Once released it stays so, and whatever is added later is released at once. */
export class Scope {
  private readonly _releases = new Set<Release>();
  private readonly _aborter = new AbortController();
  private _released: Promise<void> | undefined;

  /** Aborts when the scope is released: for `fetch` and whatever else takes a signal. */
  get signal(): AbortSignal {
    return this._aborter.signal;
  }

  get released(): boolean {
    return this._released !== undefined;
  }

  /**
   * Takes ownership of a resource. A scope that is already released releases it at once: so a microphone that
   * the browser hands over after a cancel is stopped (`getUserMedia` cannot be aborted).
   * @returns releases the resource early and forgets it
   */
  add(release: Release): () => void {
    if (this._released) {
      void release();
      return () => undefined;
    }
    this._releases.add(release);
    return () => {
      if (this._releases.delete(release)) void release();
    };
  }

  /** Listens until the scope is released (`{signal}` on listeners is missing at the browser floor). */
  listen<E extends Event>(
    target: EventTarget,
    type: string,
    listener: (event: E) => void,
    capture = false,
  ): () => void {
    target.addEventListener(type, listener as EventListener, capture);
    return this.add(() => target.removeEventListener(type, listener as EventListener, capture));
  }

  /** Calls back once after `ms` milliseconds unless the scope is released or the returned function called before. */
  timer(ms: number, callback: () => void): () => void {
    const id = setTimeout(() => {
      forget();
      callback();
    }, ms);
    const forget = this.add(() => clearTimeout(id));
    return forget;
  }

  /** Calls back every `ms` milliseconds. */
  every(ms: number, callback: () => void): () => void {
    const id = setInterval(callback, ms);
    return this.add(() => clearInterval(id));
  }

  /** Resolves after `ms` milliseconds; never, when the scope is released before. */
  delay(ms: number): Promise<void> {
    return new Promise((resolve) => this.timer(ms, resolve));
  }

  /** Settles as the promise does, or rejects with {@link cancelled} as soon as the scope is released. */
  wait<T>(promise: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const cancel = (): void => reject(cancelled);
      const forget = this.add(cancel);
      void promise.then(resolve, reject).then(forget);
    });
  }

  /** A scope that is released with this one, or earlier by itself. */
  child(): Scope {
    const child = new Scope();
    const forget = this.add(() => child.release());
    child.add(forget);
    return child;
  }

  /**
   * Starts every release, last-in first-out, in this very task, and resolves when those that take time are over.
   * One that throws does not keep the others from running.
   */
  release(): Promise<void> {
    if (this._released) return this._released;
    let settle = (): void => undefined;
    this._released = new Promise((resolve) => (settle = resolve));
    const running = [...this._releases].reverse().map(async (release) => release());
    this._releases.clear();
    // With a reason of our own: the browser's would be a new error, whose frames hold what they ran for.
    this._aborter.abort(cancelled);
    void Promise.all(running.map((one) => one.catch(() => undefined))).then(() => settle());
    return this._released;
  }
}
