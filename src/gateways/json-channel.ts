// JSON objects over a data channel, for the adapters that have one. Source: W3C WebRTC 1.0, RFC 8831. Whatever is no
// JSON object (other texts, binary data, more than 64 KiB) is dropped here.

import { CallError } from '../call/call-error.ts';
import type { Scope } from '../call/cleanup.ts';
import { isRecord, parseJson, type JsonRecord } from '../call/parse.ts';

/** What every browser and aiortc can carry at most. In characters. */
const MAX_MESSAGE = 65_536;

export function onJson(scope: Scope, channel: RTCDataChannel, receive: (message: JsonRecord) => void): void {
  scope.listen<MessageEvent<unknown>>(channel, 'message', ({ data }) => {
    if (typeof data !== 'string' || data.length > MAX_MESSAGE) return;
    const message = parseJson(data);
    if (isRecord(message)) receive(message);
  });
}

/**
 * Sends now, or as soon as the channel opens: it does so a little after the sound runs.
 * @throws CallError `configuration` for a channel that is closed, or more than it can carry
 */
export function sendJson(
  scope: Scope,
  channel: RTCDataChannel | undefined,
  ...messages: readonly JsonRecord[]
): void {
  const texts = messages.map((message) => JSON.stringify(message));
  if (texts.some(({ length }) => length > MAX_MESSAGE))
    throw new CallError('configuration', 'The text message is too long.');
  const send = (): void => texts.forEach((text) => channel?.send(text));
  if (channel?.readyState === 'open') send();
  else if (channel?.readyState === 'connecting') scope.listen(channel, 'open', send);
  else throw new CallError('configuration', 'The data channel for text messages is not open.');
}
