// What the gateway does with a call, chosen by its token: data, without Node, so that the demo page can list it. A token
// may end in a colon and anything (`drop:42`), which lets a test make tokens unique. What a step looks like in each
// protocol, and what stands in for it where a protocol has no such thing, is told in protocols/README.md.

/** One thing the gateway does; a list of them is done in order. */
export type Step =
  | { do: 'wait'; ms: number }
  | { do: 'answer'; how?: 'without-session-id' | 'bad-sdp' | 'without-candidates' }
  | { do: 'error'; code: string; message: string; extra?: Readonly<Record<string, unknown>> }
  /** Frames that no well-behaved gateway sends; the call goes on. */
  | {
      do: 'noise';
      what: 'garbage' | 'early-candidates' | 'second-answers' | 'foreign-candidates' | 'foreign-session';
    }
  /** The far end hangs up, by a message where the protocol has one. */
  | { do: 'close-frame' }
  | { do: 'close-socket'; code: number }
  /** Cuts the signalling socket without a closing handshake: the browser sees 1006. */
  | { do: 'drop-socket' }
  /** Goes on when the next socket is opened, whoever opens it; gives up after `ms`. */
  | { do: 'next-socket'; ms: number }
  | { do: 'cut-media' }
  /** The visitor stands in a line for so long, where the protocol has one; elsewhere it is a wait. */
  | { do: 'queue'; ms: number };

/** Who is at the far end: the agent; the visitor's own sound; nobody, whose answer says that it only receives. */
export type FarEnd = 'agent' | 'echo' | 'nobody';

export interface Behaviour {
  /** For a person. */
  readonly description: string;
  /** On the offer. */
  readonly onOffer: readonly Step[];
  /** Once the media is connected, the agent having started to speak. */
  readonly onConnect: readonly Step[];
  /** The agent's first words. */
  readonly greeting: string;
  /** Whether new sockets are let in while a call with this behaviour has lost its own. */
  readonly reconnects: 'accepted' | 'refused';
  /** Whether the request for ICE servers is ever answered. */
  readonly iceServers: 'answered' | 'never';
  /** Whether the visitor's candidates are used. */
  readonly candidates: 'used' | 'ignored';
  readonly farEnd: FarEnd;
  /** Whether the first address of a session that is handed out has expired, where the protocol has addresses. */
  readonly link: 'fresh' | 'stale-first';
  /** How the gateway writes its own candidates, where its protocol is known to leave something out. */
  readonly candidateLines: 'whole' | 'bare';
}

const ANSWER: Step = { do: 'answer' };

const normal = {
  onOffer: [ANSWER],
  onConnect: [],
  greeting: 'Hello, this is the demo agent of voice agent call. Say something, and I will repeat it to you.',
  reconnects: 'accepted',
  iceServers: 'answered',
  candidates: 'used',
  farEnd: 'agent',
  link: 'fresh',
  candidateLines: 'whole',
} as const satisfies Omit<Behaviour, 'description'>;

const like = (description: string, difference: Partial<Behaviour> = {}): Behaviour => ({
  ...normal,
  description,
  ...difference,
});

/** wait a while, then do something */
const after = (ms: number, step: Step): readonly Step[] => [{ do: 'wait', ms }, step];

/** The published error codes with the kind of text the real gateway sends, and one code that nobody knows. */
const MESSAGES: ReadonlyMap<string, string> = new Map([
  ['UNAUTHORIZED', 'Invalid authentication token'],
  ['FORBIDDEN', 'Echo mode is not allowed on this gateway'],
  ['INVALID_ARGUMENT', 'Invalid argument'],
  ['INVALID_MESSAGE', 'Invalid message'],
  ['HANDLER_ERROR', 'Failed to process the message'],
  ['MEDIA_BRIDGE_FAILURE', 'Failed to set up the media bridge'],
  ['AGENT_FAILURE', 'The agent could not be reached'],
  ['UNKNOWN_THING', 'A code that is not in the contract'],
]);

const failure = (code: string): Step => ({
  do: 'error',
  code,
  message: MESSAGES.get(code) ?? 'Something else went wrong',
});

/** Sets `window.injected` wherever it is rendered as markup. */
const MARKUP =
  '<img src="x" onerror="window.injected = true"><b>bold</b><script>window.injected = true</script>';

const errors = Object.fromEntries(
  [...MESSAGES.keys()].flatMap((code) => [
    [`error-${code}`, like(`Refuses the call with ${code}.`, { onOffer: [failure(code)] })],
    [
      `error-later-${code}`,
      like(`Fails with ${code} during the call.`, { onConnect: after(1500, failure(code)) }),
    ],
  ]),
);

/** Every behaviour by its name, which is the token that asks for it. */
export const behaviours: Readonly<Record<string, Behaviour>> = {
  demo: like('A normal call: greets you, listens, and repeats what you said.'),
  refuse: like('Refuses the token.', { onOffer: [failure('UNAUTHORIZED')] }),
  silent: like('Never answers the offer.', { onOffer: [] }),
  slow: like('Answers the offer after three seconds.', { onOffer: after(3000, ANSWER) }),
  garbage: like('Sends nonsense before and during an otherwise normal call.', {
    onOffer: [{ do: 'noise', what: 'garbage' }, ANSWER],
    onConnect: [{ do: 'noise', what: 'garbage' }],
  }),
  'hang-up': like('The agent says goodbye and hangs up with a close frame after two seconds.', {
    onConnect: after(2000, { do: 'close-frame' }),
    greeting: 'Sorry, I have to go. Goodbye.',
  }),
  'hang-up-socket': like('The agent hangs up by closing the socket (1000) after two seconds.', {
    onConnect: after(2000, { do: 'close-socket', code: 1000 }),
  }),
  drop: like('Loses the signalling connection during the call and takes it back.', {
    onConnect: after(1500, { do: 'drop-socket' }),
  }),
  'drop-for-good': like('Loses the signalling connection during the call and refuses new ones.', {
    onConnect: after(1500, { do: 'drop-socket' }),
    reconnects: 'refused',
  }),
  'drop-before-answer': like('Loses the signalling connection after the offer and answers on the next one.', {
    onOffer: [{ do: 'drop-socket' }, { do: 'next-socket', ms: 10_000 }, ANSWER],
  }),
  'close-1000-early': like('Closes the socket normally (1000) instead of answering.', {
    onOffer: [{ do: 'close-socket', code: 1000 }],
  }),
  'close-1008': like('Closes the socket for a policy violation (1008) instead of answering.', {
    onOffer: [{ do: 'close-socket', code: 1008 }],
  }),
  'close-4001': like('Closes the socket with a private code (4001) instead of answering.', {
    onOffer: [{ do: 'close-socket', code: 4001 }],
  }),
  'early-candidates': like('Sends candidates before the answer.', {
    onOffer: [{ do: 'noise', what: 'early-candidates' }, ANSWER],
  }),
  'second-answer': like('Sends two more answers after the first.', {
    onOffer: [ANSWER, { do: 'noise', what: 'second-answers' }],
  }),
  // The foreign answer comes second: before the first one a client knows no session to tell it from.
  'foreign-session': like('Sends candidates and an answer of another session around the right answer.', {
    onOffer: [{ do: 'noise', what: 'foreign-candidates' }, ANSWER, { do: 'noise', what: 'foreign-session' }],
  }),
  'no-session-id': like('Answers without a session id.', {
    onOffer: [{ do: 'answer', how: 'without-session-id' }],
  }),
  'bad-sdp': like('Answers with an SDP that is nonsense.', { onOffer: [{ do: 'answer', how: 'bad-sdp' }] }),
  'media-cut': like('Cuts the audio two seconds into the call and says nothing.', {
    onConnect: after(2000, { do: 'cut-media' }),
  }),
  'no-media': like('Answers, but the audio never connects.', {
    onOffer: [{ do: 'answer', how: 'without-candidates' }],
    candidates: 'ignored',
  }),
  'slow-ice': like('Never answers the request for ICE servers; the call itself is normal.', {
    iceServers: 'never',
  }),
  html: like('Fails with an error full of markup.', {
    onOffer: [
      { do: 'error', code: 'HANDLER_ERROR', message: MARKUP, extra: { details: MARKUP, title: MARKUP } },
    ],
  }),
  echo: like('Sends back what it hears and does not talk.', { farEnd: 'echo' }),
  recvonly: like('Answers that it only receives: the far end sends nothing.', { farEnd: 'nobody' }),
  busy: like('Refuses the call because all lines are busy.', {
    onOffer: [{ do: 'error', code: 'BUSY', message: 'All lines are busy' }],
  }),
  queue: like('Lets you wait in a line for a second and a half, then takes the call.', {
    onOffer: [{ do: 'queue', ms: 1500 }, ANSWER],
  }),
  'queue-fails': like('Lets you wait in a line for a second and a half, then fails.', {
    onOffer: [{ do: 'queue', ms: 1500 }, failure('AGENT_FAILURE')],
  }),
  'stale-link': like('Hands out an address that has expired, and a good one when it is asked again.', {
    link: 'stale-first',
  }),
  'bare-candidates': like('Sends its candidates without their prefix, as one server is known to.', {
    candidateLines: 'bare',
  }),
  ...errors,
};

/** The name of the behaviour that a token asks for; undefined for a token the gateway does not know. */
export function behaviourName(token: string): string | undefined {
  const name = token.split(':', 1)[0] ?? '';
  return Object.hasOwn(behaviours, name) ? name : undefined;
}
