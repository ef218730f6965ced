// PolyAI's gateway protocol: one WebSocket for the signalling, two HTTP paths beside it.

import type { RawData, WebSocket } from 'ws';
import { behaviourName, behaviours } from '../behaviours.ts';
import type { Exchange, Route } from '../exchange.ts';
import { Refusal } from '../refusal.ts';
import type { ReceivedFrame } from '../session-view.ts';
import { parseEnvelope, parseFrame } from './polyai-frames.ts';
import { PolyaiSession } from './polyai-session.ts';
import type { House, Protocol } from './protocol.ts';

/** Path of the signalling socket. */
export const SIGNAL_PATH = '/api/v1/webrtc/signal';

/** The most bytes of one frame; an offer of a browser has about 5 KB. */
const LARGEST_FRAME = 256 * 1024;

/** How long after an error frame the socket is closed, in ms. */
const FAREWELL = 250;

export function polyai(house: House): Protocol {
  const sessions: PolyaiSession[] = [];
  const start = (socket: WebSocket): PolyaiSession => {
    const session = new PolyaiSession(socket, house.graceMs);
    sessions.push(session);
    house.sessions.push(session);
    return session;
  };
  return {
    routes: [
      {
        ...shared,
        path: '/health',
        methods: {
          GET: (exchange) => {
            const activeSessions = house.sessions.filter(({ ended }) => !ended).length;
            exchange.answer(200, { status: 'ok', activeSessions });
          },
        },
      },
      { ...shared, path: '/api/v1/ice-servers', methods: { GET: (each) => iceServers(each, house) } },
    ],
    sockets: [
      {
        path: SIGNAL_PATH,
        largestMessage: LARGEST_FRAME,
        refuses: () => (sessions.some((session) => session.refusesSockets) ? 503 : undefined),
        open: (socket) => serve(socket, sessions, start),
      },
    ],
  };
}

const shared: Pick<Route, 'allows' | 'refuse'> = {
  allows: 'Authorization',
  refuse: (exchange, refusal) => exchange.refuse(refusal, { error: refusal.message }),
};

function iceServers(exchange: Exchange, house: House): void {
  const name = behaviourName(exchange.token() || (exchange.query.get('token') ?? ''));
  if (name === undefined) throw new Refusal('UNAUTHORIZED', 'invalid auth token');
  // The gateway's end is what ends a request that is never answered.
  if (behaviours[name]?.iceServers !== 'never') exchange.answer(200, { iceServers: house.iceServers });
}

/**
 * Serves one signalling socket: finds the session it belongs to, from its first frame, and hands it the frames.
 * @param sessions - all of them
 * @param start - adds one, for an offer
 */
function serve(
  socket: WebSocket,
  sessions: readonly PolyaiSession[],
  start: (socket: WebSocket) => PolyaiSession,
): void {
  let session = sessions.find((one) => one.takesAnySocket);
  session?.attach(socket);

  const find = (frame: { type: string; sessionId?: unknown }): PolyaiSession | undefined => {
    if (frame.type === 'offer') return start(socket);
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
