// Web Locks of this browser: this page, and another tab that may hold the line. Source: W3C Web Locks. The manager decides
// in the order of the requests; what it decided reaches the page later.

import type { World } from './world.ts';

type Held = (lock: object | null) => unknown;

export class FakeLocks {
  /** Breaks the present holder of each name. */
  private readonly _holders = new Map<string, () => void>();

  constructor(private readonly _world: World) {}

  request(
    name: string,
    { ifAvailable = false, steal = false, mode }: LockOptions,
    held: Held,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const mine = (): void => reject(new DOMException('stolen', 'AbortError'));
      const free = steal || mode === 'shared' || !this._holders.has(name);
      if (!free && !ifAvailable) return; // would wait in line: nobody here does
      if (free && mode !== 'shared') {
        this._holders.get(name)?.();
        this._holders.set(name, mine);
      }
      this._world.decide(() => {
        void Promise.resolve(held(free ? { name } : null)).then((result) => {
          if (this._holders.get(name) === mine) this._holders.delete(name);
          resolve(result);
        }, reject);
      });
    });
  }

  query(): Promise<object> {
    return Promise.resolve({ held: [...this._holders.keys()].map((name) => ({ name })) });
  }

  /** Another tab begins a call, by taking the line over where it must. */
  otherTab(): void {
    this._holders.get('voice-agent-call')?.();
    this._holders.set('voice-agent-call', () => undefined);
  }

  get names(): string[] {
    return [...this._holders.keys()];
  }
}
