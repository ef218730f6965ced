// How good the network path is, from two statistics reports. Source: W3C WebRTC Statistics. Touches nothing.

export interface CallQuality {
  /** `none` where no audio of the agent ever arrived. */
  readonly level: 'good' | 'fair' | 'poor' | 'none';
  /** Round trip time in milliseconds. */
  readonly rtt: number | undefined;
  /** Jitter of the agent's audio in milliseconds. */
  readonly jitter: number;
  /** Lost share of the agent's packets since the last report, 0–1. */
  readonly loss: number;
}

/** The counters and gauges of one report that matter here. */
export interface Sample {
  packetsReceived: number;
  packetsLost: number;
  /** Seconds. */
  jitter: number;
  /** Seconds. */
  rtt: number | undefined;
  /** 0–1; `undefined` where the browser does not say. */
  agentLevel: number | undefined;
  userLevel: number | undefined;
}

type Stat = Readonly<Record<string, unknown>>;

const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

export function sampleOf(report: RTCStatsReport): Sample {
  const sample: Sample = {
    packetsReceived: 0,
    packetsLost: 0,
    jitter: 0,
    rtt: undefined,
    agentLevel: undefined,
    userLevel: undefined,
  };
  report.forEach((stat: Stat) => {
    if (stat['type'] === 'inbound-rtp') {
      sample.packetsReceived = numberOf(stat['packetsReceived']) ?? 0;
      sample.packetsLost = numberOf(stat['packetsLost']) ?? 0;
      sample.jitter = numberOf(stat['jitter']) ?? 0;
      sample.agentLevel = numberOf(stat['audioLevel']) ?? sample.agentLevel;
    } else if (stat['type'] === 'track') {
      // where the levels were before they moved to the two others (Chrome 72)
      const level = numberOf(stat['audioLevel']);
      if (stat['remoteSource']) sample.agentLevel ??= level;
      else sample.userLevel ??= level;
    } else if (stat['type'] === 'media-source') {
      sample.userLevel = numberOf(stat['audioLevel']);
    } else if (stat['type'] === 'candidate-pair' && stat['nominated']) {
      sample.rtt = numberOf(stat['currentRoundTripTime']) ?? sample.rtt;
    }
  });
  return sample;
}

/** Where talking gets hard: the thresholds of a shipped voice SDK (rtt 400 ms, jitter 30 ms) and 5 % loss. */
const limits = { poor: { rtt: 400, jitter: 60, loss: 0.1 }, fair: { rtt: 250, jitter: 30, loss: 0.03 } };

export function qualityOf(sample: Sample, previous: Sample): CallQuality {
  if (sample.packetsReceived === 0) return { level: 'none', rtt: undefined, jitter: 0, loss: 0 };
  const lost = Math.max(0, sample.packetsLost - previous.packetsLost);
  const received = Math.max(0, sample.packetsReceived - previous.packetsReceived);
  const loss = lost + received === 0 ? 0 : lost / (lost + received);
  const rtt = sample.rtt === undefined ? undefined : sample.rtt * 1000;
  const jitter = sample.jitter * 1000;
  const exceeds = (bound: typeof limits.poor): boolean =>
    (rtt ?? 0) > bound.rtt || jitter > bound.jitter || loss > bound.loss;
  return { level: exceeds(limits.poor) ? 'poor' : exceeds(limits.fair) ? 'fair' : 'good', rtt, jitter, loss };
}
