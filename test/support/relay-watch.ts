// Runs in the page before anything else: records what its peer connections were told and what they chose, and every text
// of the status line, however short it stood there; and takes the TCP candidates of the far end away where asked to.

/** The candidate pair that carries the audio. */
export interface Path {
  readonly type: string;
  /** To the TURN server, where it leads through one. */
  readonly transport: string | undefined;
  readonly packetsSent: number;
  readonly packetsReceived: number;
}

export interface RelayPeer {
  readonly policy: RTCIceTransportPolicy | undefined;
  /** Every URL of its ICE servers. */
  readonly urls: readonly string[];
  /** Of its own candidates: `host`, `srflx`, or `relay/` and the transport to the TURN server. */
  readonly candidates: readonly string[];
  /** The path of the audio; undefined before there is one and after the end. */
  readonly path: Path | undefined;
}

declare global {
  interface Window {
    relays: { peers(): Promise<RelayPeer[]>; statusTexts(): readonly string[] };
  }
}

export function watchRelays(): void {
  interface Kept {
    readonly peer: RTCPeerConnection;
    readonly configuration: RTCConfiguration;
    readonly candidates: string[];
  }
  const kept: Kept[] = [];

  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration: RTCConfiguration = {}) {
      super(configuration);
      const candidates: string[] = [];
      kept.push({ peer: this, configuration, candidates });
      this.addEventListener('icecandidate', ({ candidate }) => {
        // not its `relayProtocol`, which Chromium leaves null for UDP
        const { type, url } = (candidate ?? {}) as { type?: string; url?: string };
        const transport = url?.startsWith('turns:') ? 'tls' : url?.split('transport=')[1];
        if (type) candidates.push(type === 'relay' ? `relay/${transport}` : type);
      });
    }
  };

  const pathOf = async (peer: RTCPeerConnection): Promise<RelayPeer['path']> => {
    if (peer.connectionState !== 'connected') return undefined;
    const stats: Record<string, Record<string, unknown>> = {};
    (await peer.getStats()).forEach((entry: RTCStats) => (stats[entry.id] = { ...entry }));
    const transport = Object.values(stats).find(({ type }) => type === 'transport');
    const pair = stats[String(transport?.['selectedCandidatePairId'])];
    const local = stats[String(pair?.['localCandidateId'])];
    const protocol = local?.['relayProtocol'];
    return (
      local && {
        type: String(local['candidateType']),
        transport: typeof protocol === 'string' ? protocol : undefined,
        packetsSent: Number(pair?.['packetsSent']),
        packetsReceived: Number(pair?.['packetsReceived']),
      }
    );
  };

  const texts: string[] = [];
  const roots: ShadowRoot[] = [];
  const look = (): void => {
    const line = roots.map((root) => root.querySelector('[part~=status-text]')).find((found) => found);
    const text = line?.textContent?.trim();
    if (text && text !== texts.at(-1)) texts.push(text);
  };
  const observer = new MutationObserver(look);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    roots.push(root);
    observer.observe(root, { subtree: true, childList: true, characterData: true });
    return root;
  };

  window.relays = {
    peers: () =>
      Promise.all(
        kept
          // the widget makes others only to see whether the browser takes a server
          .filter(({ peer }) => peer.localDescription !== null)
          .map(async ({ peer, configuration, candidates }) => ({
            policy: configuration.iceTransportPolicy,
            urls: (configuration.iceServers ?? []).flatMap(({ urls }) => urls),
            candidates,
            path: await pathOf(peer),
          })),
      ),
    statusTexts: () => texts,
  };
}

/** A policy against UDP leaves the browser TCP straight to a far end that takes it; most take none, ours does. */
export function hideTcpOfFarEnd(): void {
  type Take<T> = (this: RTCPeerConnection, what: T) => Promise<void>; // without their old forms with callbacks
  const prototype = RTCPeerConnection.prototype;
  const describe: Take<RTCSessionDescriptionInit> = prototype.setRemoteDescription;
  const add: Take<RTCIceCandidateInit> = prototype.addIceCandidate;
  prototype.setRemoteDescription = function ({ type, sdp }: RTCSessionDescriptionInit) {
    const left = sdp?.replace(/^a=candidate:\S+ \d+ tcp .*\r\n/gim, '') ?? '';
    return describe.call(this, { type, sdp: left });
  };
  prototype.addIceCandidate = function (candidate?: RTCIceCandidateInit | null) {
    const isTcp = /^candidate:\S+ \d+ tcp /i.test(candidate?.candidate ?? '');
    return isTcp || !candidate ? Promise.resolve() : add.call(this, candidate);
  };
}
