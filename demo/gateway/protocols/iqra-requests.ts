// The bodies of Iqra's three ways to ask for a session, checked as their contracts print them. No I/O.

import { integer, isObject, oneOf, only, strings, text, type Fields } from '../parse.ts';
import { Refusal } from '../refusal.ts';

/** What all three say. */
export interface SessionRequest {
  readonly campaignId: string;
  /** A segment of the signalling address. */
  readonly clientId: string;
}

/** In both real forms: 0 is a WebSocket, 1 is WebRTC. */
const WEBRTC = 1;

/** OPUS, MULAW, ALAW, G722: what the server takes over WebRTC. The printed form has their names. */
const ENCODINGS = [7, 3, 4, 5] as const;
const CODECS = ['OPUS', 'PCMU', 'PCMA', 'G722'] as const;

/** The form that the published page prints. */
export function parsePrinted(body: unknown): SessionRequest {
  const fields = only(body, ['businessId', 'campaignId', 'transportType', 'audioConfig']);
  integer(fields, 'businessId', 0, Number.MAX_SAFE_INTEGER);
  oneOf(fields, 'transportType', ['WebRTC']);
  const audio = only(fields['audioConfig'], ['inputCodec', 'outputCodec', 'sampleRate'], 'audioConfig');
  const codec = oneOf(audio, 'inputCodec', CODECS);
  oneOf(audio, 'outputCodec', [codec]);
  oneOf(audio, 'sampleRate', [codec === 'OPUS' ? 48_000 : 8000]);
  return { campaignId: text(fields, 'campaignId'), clientId: 'web' };
}

/** The public API of the server. */
export function parsePublic(body: unknown): SessionRequest {
  const fields = only(body, [
    'transportType',
    'webCampaignId',
    'regionId',
    'clientIdentifier',
    'audioInputConfiguration',
    'audioOutputConfiguration',
    'dynamicVariables',
    'metadata',
  ]);
  oneOf(fields, 'transportType', [WEBRTC]);
  text(fields, 'regionId');
  const shared = ['sampleRate', 'bitsPerSample', 'audioEncodingType', 'audioEncodingFallbackMode'];
  const input = only(fields['audioInputConfiguration'], shared, 'audioInputConfiguration');
  const output = only(
    fields['audioOutputConfiguration'],
    [...shared, 'frameDurationMs'],
    'audioOutputConfiguration',
  );
  for (const each of [input, output]) {
    integer(each, 'bitsPerSample', 8, 32);
    integer(each, 'audioEncodingFallbackMode', 0, 1);
  }
  integer(output, 'frameDurationMs', 20, 150);
  sameAudio([input, 'audioEncodingType', 'sampleRate'], [output, 'audioEncodingType', 'sampleRate']);
  strings(fields, 'dynamicVariables', 'optional');
  strings(fields, 'metadata', 'optional');
  return { campaignId: text(fields, 'webCampaignId'), clientId: clientId(fields) };
}

/** The vendor's middleware for pages. */
export function parseMiddleware(body: unknown): SessionRequest {
  const fields = only(body, [
    'campaignId',
    'regionId',
    'transportType',
    'clientIdentifier',
    'dynamicVariables',
    'metadata',
    'audioConfiguration',
  ]);
  oneOf(fields, 'transportType', [WEBRTC]);
  text(fields, 'regionId');
  strings(fields, 'dynamicVariables', 'required');
  strings(fields, 'metadata', 'required');
  const names = ['EncodingType', 'SampleRate', 'BitsPerSample'];
  const audio = only(
    fields['audioConfiguration'],
    ['input', 'output'].flatMap((side) => names.map((name) => side + name)),
    'audioConfiguration',
  );
  sameAudio(
    [audio, 'inputEncodingType', 'inputSampleRate'],
    [audio, 'outputEncodingType', 'outputSampleRate'],
  );
  for (const side of ['input', 'output']) integer(audio, `${side}BitsPerSample`, 8, 32);
  const id = fields['clientIdentifier'] === undefined ? 'visitor' : clientId(fields);
  return { campaignId: text(fields, 'campaignId'), clientId: id };
}

type Side = readonly [fields: Fields, encoding: string, rate: string];

/** The same codec both ways, at the rate that it runs at. */
function sameAudio([input, encoding, rate]: Side, [output, outputEncoding, outputRate]: Side): void {
  const chosen = oneOf(input, encoding, ENCODINGS);
  oneOf(output, outputEncoding, [chosen]);
  const hz = chosen === 7 ? 48_000 : chosen === 5 ? 16_000 : 8000;
  oneOf(input, rate, [hz]);
  oneOf(output, outputRate, [hz]);
}

/** It goes into a path as it is. */
function clientId(fields: Fields): string {
  const id = text(fields, 'clientIdentifier');
  if (!/^[\w-]{1,256}$/.test(id)) {
    throw new Refusal('INVALID_BODY', 'clientIdentifier must be of A-Z, a-z, 0-9, _ and -');
  }
  return id;
}

/** The campaign that a body names, whatever its form and faults: it may name the behaviour. */
export function campaignOf(body: unknown): string {
  const id = isObject(body) ? (body['campaignId'] ?? body['webCampaignId']) : undefined;
  return typeof id === 'string' ? id : '';
}
