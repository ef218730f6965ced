// What a soak has in its page: a loop of calls, and a count of what the browser made for them and has not yet collected.
// Holds on to none of it. Runs in the page before the widget and touches nothing outside.

export interface Calls {
  readonly connected: number;
  /** Of each call, from the start to connected and from the hang-up to its end, in ms. */
  readonly times: readonly number[];
  /** Codes of the calls that failed. */
  readonly errors: readonly string[];
}

declare global {
  interface Window {
    /** Makes calls; every twentieth lasts until the widget has looked at levels and quality. */
    soak(count: number): Promise<Calls>;
    /** Objects that were made and are not collected, by kind. */
    inMemory: Record<string, number>;
    /** How often `call-end` was heard. */
    ends: number;
  }
}

function preparePage(): void {
  const kinds = [
    'peer connections',
    'sockets',
    'microphone tracks',
    "agent's tracks",
    'audio elements',
    'audio contexts',
  ];
  const counts: Record<string, number> = (window.inMemory = Object.fromEntries(
    kinds.map((kind) => [kind, 0]),
  ));
  const collected = new FinalizationRegistry<string>((kind) => (counts[kind] = (counts[kind] ?? 0) - 1));
  const count = (kind: string, object: object): void => {
    counts[kind] = (counts[kind] ?? 0) + 1;
    collected.register(object, kind);
  };
  const counted = <C extends new (...args: never[]) => object>(kind: string, native: C): C =>
    new Proxy(native, {
      construct(target, args: never[]) {
        const made = new target(...args);
        count(kind, made);
        return made;
      },
    });
  const Peer = counted('peer connections', RTCPeerConnection);
  window.RTCPeerConnection = new Proxy(Peer, {
    construct(target, args: [RTCConfiguration?]) {
      const peer = new target(...args);
      peer.addEventListener('track', ({ track }) => count("agent's tracks", track));
      return peer;
    },
  });
  window.WebSocket = counted('sockets', WebSocket);
  window.AudioContext = counted('audio contexts', AudioContext);
  window.Audio = counted('audio elements', Audio);
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await ask(constraints);
    for (const track of stream.getTracks()) count('microphone tracks', track);
    return stream;
  };

  let made = 0;
  window.ends = 0;
  document.addEventListener('call-end', () => window.ends++);
  window.soak = async (calls) => {
    const element = document.querySelector('voice-agent-call');
    if (!element) throw new Error('There is no tag in the page.');
    const times: number[] = [];
    const errors: string[] = [];
    let connected = 0;
    for (let call = 0; call < calls; call++) {
      const begun = performance.now();
      await element.start().catch(() => errors.push(element.error?.code ?? 'unknown'));
      if (element.state === 'connected') connected++;
      const held = performance.now();
      if (made++ % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 600));
      const heldFor = performance.now() - held;
      await element.hangUp();
      times.push(performance.now() - begun - heldFor);
    }
    return { connected, times, errors };
  };
}

/** To be loaded before the widget. */
export const soakScript = `(${String(preparePage)})();`;
