// SignalR's messages as a client sends them (JSON hub protocol): unknown in, a checked message or a complaint out.

import { isObject } from '../parse.ts';

export interface Invocation {
  readonly type: 1;
  readonly target: string;
  readonly arguments: readonly unknown[];
  /** Absent where the client wants no completion. */
  readonly invocationId?: string;
}

export type ClientMessage = Invocation | { readonly type: 3 | 6 | 7 };

/** @returns what is wrong with it; undefined when nothing is */
export function parseHandshake(value: unknown): string | undefined {
  if (!isObject(value)) return 'The first message is a handshake';
  if (value['protocol'] !== 'json') return 'The protocol is json';
  if (value['version'] !== 1) return 'The version is 1';
  return undefined;
}

/** @returns what is wrong with it as a text; undefined for a message that means nothing to this server */
export function parseMessage(value: unknown): ClientMessage | string | undefined {
  if (!isObject(value)) return 'A message is a JSON object';
  const { type, target, invocationId } = value;
  const args = value['arguments'];
  switch (type) {
    case 1:
      if (typeof target !== 'string' || !Array.isArray(args)) return 'An invocation is incomplete';
      if (invocationId !== undefined && (typeof invocationId !== 'string' || invocationId === ''))
        return 'An invocationId is a string';
      return {
        type,
        target,
        arguments: args as unknown[],
        ...(invocationId !== undefined && { invocationId }),
      };
    case 3:
      if (typeof invocationId !== 'string') return 'A completion has an invocationId';
      return { type };
    case 6:
    case 7:
      return { type };
    case 5: // cancels a stream, of which there are none
      return undefined;
    default:
      return 'The type of a message is unknown here';
  }
}
