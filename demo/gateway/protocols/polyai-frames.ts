// PolyAI's frames as a client sends them: text in, a checked frame or a Refusal out. No I/O.

import { behaviourName } from '../behaviours.ts';
import { isObject, parseJson, type Fields } from '../parse.ts';
import type { IceCandidate } from '../peer.ts';
import { Refusal } from '../refusal.ts';
import type { Offer } from '../session-view.ts';

export type ClientFrame =
  /** `behaviour` is what the token stands for. */
  | { type: 'offer'; offer: Offer; behaviour: string }
  | { type: 'ice-candidate'; sessionId: string; candidate: IceCandidate }
  | { type: 'close'; sessionId: string };

const MODES: ReadonlySet<string> = new Set([
  ...['end-to-end', 'traditional', 'echo'],
  // The names that modes had once; the gateway maps them.
  ...['agent', 'agent_v1', 'agent_v2', 'cascaded', 'normal', 'realtime'],
]);

const OPTIONAL_STRINGS = [
  'mode',
  'callSid',
  'caller',
  'callee',
  'accountId',
  'projectId',
  'variantId',
] as const;

const invalidMessage = (message: string): Refusal => new Refusal('INVALID_MESSAGE', message);

/** The frame as an object with a type, or a refusal. Says nothing about the type's own fields yet. */
export function parseEnvelope(text: string): Fields & { type: string } {
  const value = parseJson(text);
  if (value === undefined) throw invalidMessage('Frames are JSON');
  if (!isObject(value)) throw invalidMessage('A frame is an object');
  const { type } = value;
  if (typeof type !== 'string') throw invalidMessage('A frame has a type');
  return { ...value, type };
}

/** The frame with every field checked, or a refusal as the real gateway would make it. */
export function parseFrame(frame: Fields & { type: string }): ClientFrame {
  switch (frame.type) {
    case 'offer':
      return parseOffer(frame);
    case 'ice-candidate':
      return {
        type: 'ice-candidate',
        sessionId: parseSessionId(frame),
        candidate: parseCandidate(frame['data']),
      };
    case 'close':
      return { type: 'close', sessionId: parseSessionId(frame) };
    default:
      throw invalidMessage('Unknown type of frame');
  }
}

function parseOffer(frame: Fields): ClientFrame {
  const { sessionId, data, authToken } = frame;
  // The contract says an empty string; the vendor's own SDKs send null.
  if (sessionId !== '' && sessionId !== null) throw invalidMessage('An offer has an empty sessionId');
  if (!isObject(data) || data['type'] !== 'offer') throw invalidMessage('An offer has data of type offer');
  const { sdp } = data;
  if (typeof sdp !== 'string' || sdp === '') throw invalidMessage('An offer has an sdp');
  // Who is asking comes before what is asked for.
  if (typeof authToken !== 'string' || authToken === '')
    throw new Refusal('UNAUTHORIZED', 'Auth token required');
  const behaviour = behaviourName(authToken);
  if (behaviour === undefined) throw new Refusal('UNAUTHORIZED', 'Invalid authentication token');
  return { type: 'offer', offer: { sdp, ...parseOptions(frame) }, behaviour };
}

function parseOptions(frame: Fields): Omit<Offer, 'sdp'> {
  const options: Omit<Offer, 'sdp'> = {};
  for (const name of OPTIONAL_STRINGS) {
    const value = frame[name];
    if (value === undefined) continue;
    if (typeof value !== 'string') throw new Refusal('INVALID_ARGUMENT', `${name} must be a string`);
    options[name] = value;
  }
  if (options.mode !== undefined && !MODES.has(options.mode)) {
    throw new Refusal('INVALID_ARGUMENT', 'Unknown mode');
  }
  const override = frame['agentVersionOverride'];
  if (override !== undefined) options.agentVersionOverride = parseOverride(override);
  return options;
}

function parseOverride(value: unknown): NonNullable<Offer['agentVersionOverride']> {
  const { artifactVersion, lambdaDeploymentVersion } = isObject(value) ? value : {};
  if (typeof artifactVersion !== 'string' || typeof lambdaDeploymentVersion !== 'string') {
    throw new Refusal(
      'INVALID_ARGUMENT',
      'agentVersionOverride needs artifactVersion and lambdaDeploymentVersion',
    );
  }
  return { artifactVersion, lambdaDeploymentVersion };
}

function parseSessionId({ sessionId }: Fields): string {
  if (typeof sessionId !== 'string' || sessionId === '') throw invalidMessage('A sessionId is needed');
  return sessionId;
}

function parseCandidate(data: unknown): IceCandidate {
  const { candidate, sdpMid, sdpMLineIndex } = isObject(data) ? data : {};
  if (typeof candidate !== 'string' || candidate === '') throw invalidMessage('A candidate is needed');
  if (typeof sdpMid !== 'string') throw invalidMessage('A candidate has an sdpMid');
  if (typeof sdpMLineIndex !== 'number' || !Number.isInteger(sdpMLineIndex) || sdpMLineIndex < 0) {
    throw invalidMessage('A candidate has an sdpMLineIndex');
  }
  return { candidate, sdpMid, sdpMLineIndex };
}
