import type { RawData, WebSocket } from 'ws';
import { parseEnvelope, parseFrame, Refusal } from './frames.ts';
import { Session } from './session.ts';
import type { ReceivedFrame } from './session-view.ts';

/** How long after an error frame the socket is closed, in ms. */
const FAREWELL = 250;

/**
 * Serves one signalling socket: finds the session it belongs to, from its first frame, and hands it the frames.
 * @param sessions - all of them; an offer adds one
 * @param graceMs - for new sessions: how long they wait for a new socket
 */
export function serveSocket(socket: WebSocket, sessions: Session[], graceMs: number): void {
  let session = sessions.find((one) => one.takesAnySocket);
  session?.attach(socket);

  const find = (frame: { type: string; sessionId?: unknown }): Session | undefined => {
    if (frame.type === 'offer') {
      const created = new Session(socket, graceMs);
      sessions.push(created);
      return created;
    }
    const known = sessions.find((one) => one.sessionId === frame.sessionId && !one.ended);
    known?.attach(socket);
    return known;
  };

  const receive = (data: RawData, isBinary: boolean): void => {
    let record: ReceivedFrame = { type: '(not a frame)', hadToken: false };
    try {
      if (isBinary) throw new Refusal('INVALID_MESSAGE', 'Binary frames are not supported');
      const envelope = parseEnvelope(textOf(data));
      record = recordOf(envelope);
      session ??= find(envelope);
      if (!session) throw new Refusal('INVALID_MESSAGE', 'The first frame is an offer');
      session.frames.push(record);
      session.handle(parseFrame(envelope));
    } catch (error) {
      if (session && session.frames.at(-1) !== record) session.frames.push(record);
      if (session) session.fail(error);
      else refuse(socket, error);
    }
  };

  socket.on('message', receive);
  socket.on('close', (code) => session?.detach(socket, code));
  socket.on('error', () => undefined); // 'close' follows and says it all
}

/** ws hands out a Buffer unless it was told otherwise. */
const textOf = (data: RawData): string => (Buffer.isBuffer(data) ? data.toString('utf8') : '');

/** The frame without its token. */
function recordOf(frame: Readonly<Record<string, unknown>> & { type: string }): ReceivedFrame {
  const { authToken, ...rest } = frame;
  return { ...rest, type: frame.type, hadToken: typeof authToken === 'string' && authToken !== '' };
}

/** Answers a socket that belongs to no session. */
function refuse(socket: WebSocket, error: unknown): void {
  const { code, message } =
    error instanceof Refusal ? error : new Refusal('HANDLER_ERROR', 'The frame failed');
  socket.send(JSON.stringify({ type: 'error', sessionId: '', data: { code, message } }));
  setTimeout(() => socket.close(1000), FAREWELL);
}
