// The line of Iqra's middleware: a place is handed out by HTTP, and a SignalR hub calls whoever registers for it.

import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Seen, SeenRequest } from '../session-view.ts';
import { Hub, HubError, type HubLimits, type HubRecord } from './signalr.ts';

interface Place {
  readonly ms: number;
  /** @returns the signalling address, or throws why there is none */
  readonly ready: (record: HubRecord) => string;
  readonly record: HubRecord;
  /** Hubs that wait for this place. */
  readonly hubs: Set<Hub>;
  timer: NodeJS.Timeout | undefined;
}

export class Queue {
  readonly #limits: HubLimits;
  readonly #places = new Map<string, Place>();

  constructor(limits: HubLimits) {
    this.#limits = limits;
  }

  /**
   * @param ms - how long the line is, from the first registration on: then nobody can miss the one call
   * @param ready - makes the session when it is the visitor's turn
   * @returns the id to register with, and the place
   */
  add(ms: number, ready: Place['ready']): { uniqueRequestId: string; queuePosition: number } {
    const uniqueRequestId = randomUUID();
    const record: HubRecord = { invocations: [], completions: 0, pings: 0 };
    this.#places.set(uniqueRequestId, { ms, ready, record, hubs: new Set(), timer: undefined });
    return { uniqueRequestId, queuePosition: this.#places.size };
  }

  serve(socket: WebSocket): void {
    let place: Place | undefined;
    // Until it registers nobody knows whose it is.
    const before: HubRecord = { invocations: [], completions: 0, pings: 0 };
    const hub = new Hub(socket, this.#limits, () => place?.record ?? before, {
      opened: () => undefined,
      invoke: (target, args) => {
        if (target !== 'Register') throw new HubError(`There is no method ${target}`);
        const [id, ...more] = args;
        const found = typeof id === 'string' && more.length === 0 ? this.#places.get(id) : undefined;
        if (!found) throw new HubError('Nobody with this id stands in the line');
        place = found;
        found.hubs.add(hub);
        found.record.invocations.push(...before.invocations.splice(0));
        found.timer ??= setTimeout(() => this.#call(id as string, found), found.ms);
      },
      closed: () => place?.hubs.delete(hub),
    });
  }

  close(): void {
    for (const { timer } of this.#places.values()) clearTimeout(timer);
  }

  /** Told once: whoever is not registered at this moment has missed it. */
  #call(id: string, place: Place): void {
    this.#places.delete(id);
    try {
      if (place.hubs.size === 0) return;
      const webSocketUrl = place.ready(place.record);
      for (const hub of place.hubs) hub.send('SessionReady', { webSocketUrl });
    } catch (error) {
      const message = error instanceof Error ? error.message : 'It failed';
      for (const hub of place.hubs) hub.send('SessionFailed', { message });
    }
  }
}

/** Hands what the queue saw on to the session that came of it. */
export function inherit(seen: Seen, request: SeenRequest, record: HubRecord | undefined): void {
  seen.requests.push(request);
  if (!record) return;
  seen.invocations.push(...record.invocations);
  seen.pings += record.pings;
  seen.completions += record.completions;
}
