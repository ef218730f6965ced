// Runs in the page before anything else: records what the widget does through the browser's own interfaces.

export interface Report {
  readonly alive: string[];
  readonly ends: { reason: string; duration: number }[];
  readonly errors: { code: string; gatewayCode: string | undefined; message: string }[];
  readonly states: string[];
  readonly violations: string[];
  readonly sockets: number;
  /** Everything the page could read of the call, as one text, to search for a token. */
  readonly visible: string;
}

declare global {
  interface Window {
    watched: { report(): Report; heard(): { rms: number; frequency: number } };
  }
}

export function watchPage(): void {
  const peers: RTCPeerConnection[] = [];
  const sockets: WebSocket[] = [];
  const tracks: MediaStreamTrack[] = [];
  const ends: Report['ends'] = [];
  const errors: Report['errors'] = [];
  const states: string[] = [];
  const violations: string[] = [];
  const texts: string[] = [];
  let analyser: AnalyserNode | undefined;

  const hear = (track: MediaStreamTrack): void => {
    const context = new AudioContext();
    analyser = context.createAnalyser();
    analyser.fftSize = 16_384;
    analyser.smoothingTimeConstant = 0;
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  };

  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      peers.push(this);
      this.addEventListener('track', ({ track }) => hear(track));
    }
  };
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      sockets.push(this);
    }
  };
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices) {
    const native = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      const stream = await native(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
  }

  /** Errors hide their texts from JSON. */
  const textOf = (value: unknown): string =>
    value instanceof Error
      ? `${value.name} ${value.message} ${JSON.stringify(value)} ${textOf(value.cause)}`
      : JSON.stringify(value);
  const fieldsOf = (event: Event): string =>
    Object.values(event)
      .map((value: unknown) => textOf(value))
      .join();
  for (const type of [
    'call-start',
    'call-state-change',
    'call-end',
    'call-error',
    'call-mute-change',
    'call-quality',
  ])
    document.addEventListener(type, (event) => texts.push(fieldsOf(event)));
  document.addEventListener('call-end', ({ reason, duration }) => ends.push({ reason, duration }));
  document.addEventListener('call-error', ({ error: { code, gatewayCode, message } }) =>
    errors.push({ code, gatewayCode, message }),
  );
  document.addEventListener('call-state-change', ({ state }) => states.push(state));
  document.addEventListener('securitypolicyviolation', (event) =>
    violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
  );

  const markup = (root: ParentNode): string =>
    [...root.querySelectorAll('*')]
      .map((each) => (each.shadowRoot ? each.shadowRoot.innerHTML + markup(each.shadowRoot) : ''))
      .join('');

  window.watched = {
    report: () => ({
      alive: [
        ...peers.filter((peer) => peer.signalingState !== 'closed').map(() => 'peer connection'),
        ...sockets.filter((socket) => socket.readyState !== 3).map((socket) => `socket ${socket.readyState}`),
        ...tracks.filter((track) => track.readyState === 'live').map(() => 'microphone track'),
      ],
      ends,
      errors,
      states,
      violations,
      sockets: sockets.length,
      visible: [
        ...texts,
        markup(document),
        JSON.stringify({ ...localStorage }),
        JSON.stringify({ ...sessionStorage }),
        document.cookie,
        location.href,
      ].join('\n'),
    }),
    heard: () => {
      if (!analyser) return { rms: 0, frequency: 0 };
      const wave = new Float32Array(analyser.fftSize);
      analyser.getFloatTimeDomainData(wave);
      const spectrum = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(spectrum);
      const strongest = spectrum.reduce(
        (best, value, index) => (value > (spectrum[best] ?? 0) ? index : best),
        0,
      );
      return {
        rms: Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0) / wave.length),
        frequency: (strongest * analyser.context.sampleRate) / analyser.fftSize,
      };
    },
  };
}
