// SignalR's negotiation, which a client may skip: a POST that hands out the id which its socket then carries. One
// instance per hub.

import { randomUUID } from 'node:crypto';
import type { Exchange } from '../exchange.ts';
import { Refusal } from '../refusal.ts';

/** What the stock client sends beside what a page may always send. */
export const NEGOTIATE_HEADERS = 'Authorization, Content-Type, X-Requested-With, X-SignalR-User-Agent';

export class Negotiation {
  readonly #tokens = new Set<string>();

  answer(exchange: Exchange): void {
    if (exchange.query.get('negotiateVersion') !== '1') {
      throw new Refusal('INVALID_BODY', 'negotiateVersion is 1');
    }
    const connectionToken = randomUUID();
    this.#tokens.add(connectionToken);
    exchange.answer(200, {
      connectionId: randomUUID(),
      connectionToken,
      negotiateVersion: 1,
      availableTransports: [{ transport: 'WebSockets', transferFormats: ['Text', 'Binary'] }],
    });
  }

  /** Whether a socket with this query may open: an id that was handed out opens one, and none needs no id. */
  admits(query: URLSearchParams): boolean {
    const id = query.get('id');
    return id === null || this.#tokens.delete(id);
  }
}
