// A DNS server with a few names of its own: others do not exist, and for one there is never an answer. Node only.
// Source: RFC 1035, section 4.

import { createSocket } from 'node:dgram';

/** A question about this name, or one below it, is never answered. */
export const HANGING = 'hanging.test';

const A = 1;
const NO_SUCH_NAME = 3;

interface Question {
  readonly name: string;
  readonly type: number;
  /** Where the question ends in its message. */
  readonly end: number;
}

function questionOf(message: Buffer): Question {
  const labels: string[] = [];
  let at = 12;
  for (let length = message.readUInt8(at); length > 0; length = message.readUInt8(at)) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

/** @param address - undefined where the name exists and has no address of that kind; null where it does not exist */
function answer(message: Buffer, end: number, address: string | undefined | null): Buffer {
  const head = Buffer.alloc(12);
  message.copy(head, 0, 0, 2);
  // an answer of the one who knows; recursion was desired, and is available
  head.writeUInt16BE(0x8580 | (address === null ? NO_SUCH_NAME : 0), 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(address ? 1 : 0, 6);
  const question = message.subarray(12, end);
  if (!address) return Buffer.concat([head, question]);
  const record = Buffer.alloc(16);
  record.writeUInt16BE(0xc00c, 0); // the name in the question
  record.writeUInt16BE(A, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(0, 6); // not to be kept
  record.writeUInt16BE(4, 10);
  record.set(address.split('.').map(Number), 12);
  return Buffer.concat([head, question, record]);
}

/** Listens on port 53. */
export async function answerNames(host: string, names: Readonly<Record<string, string>>): Promise<void> {
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    const { name, type, end } = questionOf(message);
    if (name === HANGING || name.endsWith(`.${HANGING}`)) return;
    const address = Object.hasOwn(names, name) ? names[name] : null;
    socket.send(answer(message, end, address && type !== A ? undefined : address), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(53, host, resolve));
}
