// Runs in the page before anything else: records when the states of a call changed, and how good the calls were.

/** A state of a call, or what the browser says of its network. */
export interface Moment {
  /** Milliseconds since the page began. */
  readonly at: number;
  readonly what: string;
}

export interface Quality {
  readonly level: string;
  readonly rtt: number | undefined;
  readonly loss: number;
}

declare global {
  interface Window {
    network: {
      timeline(): Moment[];
      qualities(): Quality[];
      /** For each open connection, the energy of all that was heard since its begin. */
      energies(): Promise<number[]>;
    };
  }
}

export function watchNetwork(): void {
  const moments: Moment[] = [];
  const qualities: Quality[] = [];
  const peers: RTCPeerConnection[] = [];

  const note = (what: string): void => void moments.push({ at: performance.now(), what });
  document.addEventListener('call-state-change', ({ state }) => note(state));
  for (const type of ['online', 'offline']) addEventListener(type, () => note(type));
  document.addEventListener('call-quality', ({ quality }) => qualities.push(quality));

  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      peers.push(this);
    }
  };

  const energyOf = async (peer: RTCPeerConnection): Promise<number> => {
    let energy = 0;
    (await peer.getStats()).forEach((stat: Readonly<Record<string, unknown>>) => {
      if (stat['type'] === 'inbound-rtp') energy += Number(stat['totalAudioEnergy'] ?? 0);
    });
    return energy;
  };

  window.network = {
    timeline: () => moments,
    qualities: () => qualities,
    energies: () => Promise.all(peers.filter((peer) => peer.connectionState === 'connected').map(energyOf)),
  };
}
