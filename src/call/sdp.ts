// The little of SDP that a call looks at: which codec an answer chose. Reads, never rewrites. Source: RFC 8866, 8829.

/** An audio codec in the words of W3C WebRTC (`RTCRtpCodec`). */
export interface Codec {
  readonly mimeType: string;
  /** Hz. */
  readonly clockRate: number;
  readonly channels: number;
  /** Its parameters, such as `useinbandfec=1` (the far end can mend lost packets). */
  readonly sdpFmtpLine: string | undefined;
}

/** Payload types that need no line of their own (RFC 3551). */
const fixed: Readonly<Record<string, string>> = { 0: 'PCMU/8000', 8: 'PCMA/8000', 9: 'G722/8000' };

/** Beside the voice: they carry none. */
const AUXILIARY = /^(audio\/(telephone-event|cn|red)$)/i;

/** The first audio codec of the answer that the offer has, too; `undefined` where there is none in common. */
export function codecOf(answer: string, offer: string): Codec | undefined {
  const offered = codecsOf(offer).map(nameOf);
  return codecsOf(answer).find((codec) => !AUXILIARY.test(codec.mimeType) && offered.includes(nameOf(codec)));
}

const nameOf = ({ mimeType, clockRate }: Codec): string => `${mimeType}/${clockRate}`.toLowerCase();

function codecsOf(sdp: string): Codec[] {
  const audio = /^m=audio .*(?:\r?\n(?!m=).*)*/m.exec(sdp)?.[0] ?? '';
  const types = (audio.split(/\r?\n/, 1)[0] ?? '').trim().split(' ').slice(3);
  return types.flatMap((type) => {
    if (!/^\d+$/.test(type)) return [];
    const line = (kind: string): string | undefined =>
      new RegExp(`^a=${kind}:${type} (.*?)\\s*$`, 'm').exec(audio)?.[1];
    const [name, rate, channels] = (line('rtpmap') ?? fixed[type] ?? '').split('/');
    if (!name || !Number(rate)) return [];
    const mimeType = `audio/${name}`;
    return [
      { mimeType, clockRate: Number(rate), channels: Number(channels) || 1, sdpFmtpLine: line('fmtp') },
    ];
  });
}
