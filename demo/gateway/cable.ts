// The network between a visitor and the gateway's peer, as something that can be cut: UDP goes through sockets of this
// process, on an address that stands in the answer instead of the peer's. Knows SDP's candidates; no protocol.

import { createSocket, type Socket } from 'node:dgram';
import { withoutCandidates } from './sdp.ts';

/** Between the peer's last packet, which is its goodbye, and the end of the cable, in ms. */
const LAST_PACKETS = 200;

export class Cable {
  readonly #front = createSocket('udp4');
  /** One towards the peer for each address of the visitor, so that the answers find their way back. */
  readonly #backs = new Map<string, Socket>();
  #cut = false;

  /** @returns the answer with the cable's address instead of the peer's */
  async route(answer: string): Promise<string> {
    const [line, head, address = '', port, tail] =
      /^(a=candidate:\S+ 1 udp \d+) (\d+\.\d+\.\d+\.\d+) (\d+) (typ host.*)$/im.exec(answer) ?? [];
    if (line === undefined) throw new Error('no candidate that a cable could be laid to');
    this.#front.on('message', (packet, { address: from, port: fromPort }) => {
      if (!this.#cut) this.#backFor(from, fromPort).send(packet, Number(port), address);
    });
    await new Promise<void>((resolve) => this.#front.bind(0, resolve));
    const candidate = `${head} ${address} ${this.#front.address().port} ${tail?.trim()}\r\n`;
    return withoutCandidates(answer).replace(/^(a=ice-ufrag:)/m, `${candidate}$1`);
  }

  /** From now on nothing arrives, in either direction. */
  cut(): void {
    this.#cut = true;
  }

  close(): void {
    setTimeout(() => {
      this.#cut = true;
      for (const socket of [this.#front, ...this.#backs.values()]) socket.close();
    }, LAST_PACKETS);
  }

  #backFor(address: string, port: number): Socket {
    const key = `${address}:${port}`;
    const known = this.#backs.get(key);
    if (known) return known;
    const back = createSocket('udp4');
    back.on('message', (packet) => {
      if (!this.#cut) this.#front.send(packet, port, address);
    });
    this.#backs.set(key, back);
    return back;
  }
}
