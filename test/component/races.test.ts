// Races with real peer connections: short random sequences over the real wire, in random small times, and at the end of
// each a true end, told once, with nothing left alive. The rules themselves are tried by the thousand in test/model/.

import { fakeDevice, lastPeer, onGetUserMedia, peerCount } from './support/alive.ts';
import { assertOver, prepareCall, type TestCall } from './support/calls.ts';
import { cutMedia } from './support/media.ts';
import { numbers, type Numbers } from './support/numbers.ts';

/** Another one tries other sequences; a failure names the one it happened in. */
const SEED = 20_261_121;
const SEQUENCES = 250;
const PER_TEST = 50;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Action = (test: TestCall, draw: Numbers) => unknown;

/** Whatever the far end does to a call that is gone already fails there, and is no matter. */
const actions: Readonly<Record<string, Action>> = {
  'hang up': ({ call }) => void call.hangUp(),
  'start again': ({ call }) => void call.start().catch(() => undefined),
  mute: ({ call }, draw) => call.setMuted(draw.below(2) === 0),
  'far end closes': ({ far }) => far.send({ type: 'close', sessionId: far.sessionId }),
  'far end fails': ({ far }) => far.sendError('AGENT_FAILURE'),
  garbage: ({ far }) => far.send({ type: 'answer', sessionId: null, data: { sdp: 7 } }),
  'socket closes': ({ far }, draw) => far.wire.close([1000, 1001, 1008, 4000][draw.below(4)]),
  'socket is cut': ({ far }) => far.wire.terminate(),
  'media is cut': (_test, draw) => {
    if (peerCount() > 0) cutMedia(lastPeer(), draw.below(2) ? 'disconnected' : 'failed');
  },
  'far end leaves': ({ far }) => far.peer.close(),
  nothing: () => undefined,
};

const names = Object.keys(actions);

/** A microphone that takes its time, or is refused. */
function microphone(draw: Numbers): () => Promise<unknown> {
  const delay = draw.below(60);
  const refused = draw.below(10) === 0;
  let answered: Promise<unknown> = Promise.resolve();
  onGetUserMedia((constraints) => {
    const answer = pause(delay).then(() => {
      if (refused) throw new DOMException('refused', 'NotAllowedError');
      return fakeDevice(constraints);
    });
    answered = answer.catch(() => undefined);
    return answer;
  });
  return () => answered;
}

async function sequence(draw: Numbers, log: string[]): Promise<void> {
  const answered = microphone(draw);
  const test = await prepareCall();
  void test.call.start().catch(() => undefined);
  void test.far.connect().catch(() => undefined);
  for (let left = 1 + draw.below(3); left > 0; left--) {
    const delay = draw.below(3) === 0 ? 0 : draw.below(80);
    const name = names[draw.below(names.length)] ?? 'nothing';
    log.push(`${delay} ms, ${name}`);
    await pause(delay);
    await Promise.resolve(actions[name]?.(test, draw)).catch(() => undefined);
  }
  await test.call.hangUp();
  await test.call.start().catch(() => undefined);
  await answered();
  await pause(0);
  const end = test.events.find((event) => event.type === 'end');
  await assertOver(test, end?.reason ?? 'none', test.call.error?.code);
}

describe('random sequences with real peers', () => {
  for (let first = 0; first < SEQUENCES; first += PER_TEST) {
    it(`${first + 1} to ${first + PER_TEST}`, async function () {
      this.timeout(120_000);
      for (let index = first; index < first + PER_TEST; index++) {
        const log: string[] = [];
        try {
          await sequence(numbers(SEED + index), log);
        } catch (cause) {
          throw new Error(`Seed ${SEED + index}: ${log.join('; ')}: ${String(cause)}`, { cause });
        }
      }
    });
  }
});
