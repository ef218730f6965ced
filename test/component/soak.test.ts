// Fifty calls of the tag in one page, to the local gateway, ended in every way: after each nothing is alive and its end
// was told once; after all of them no more is left than after the first. The bench has the long version (test/bench).

import { assert } from '@esm-bundle/chai';
import { alive } from './support/alive.ts';
import { mount, settled, untilElementState } from './support/element.ts';
import { gateways, tokenFor } from '../../demo/gateways.ts';
import type { CallEndEvent, CallStateChangeEvent, VoiceAgentCall } from '../../src/index.ts';

/** Does one call from start to end; resolves to the tag for the next one. */
type Way = (element: VoiceAgentCall) => Promise<VoiceAgentCall>;

interface Ending {
  readonly way: Way;
  readonly reason: CallEndEvent['reason'];
  readonly connects: boolean;
}

const echo = tokenFor('polyai', 'echo');

describe('fifty calls in one page', () => {
  it('leave nothing behind, however they end', async function () {
    this.timeout(120_000);
    const origin = await (await fetch('/local-gateway')).text();
    const ends: CallEndEvent[] = [];
    const connected = new Set<string>();

    const tag = async (): Promise<VoiceAgentCall> => {
      const element = await mount({
        'connector-token': echo,
        'gateway-url': origin + gateways.polyai['gateway-url'],
        'ice-servers': '[]',
      });
      element.addEventListener('call-end', (event) => ends.push(event));
      element.addEventListener('call-state-change', ({ state }) => {
        const { callSid } = element.call ?? {};
        if (state === 'connected' && callSid) connected.add(callSid);
      });
      return element;
    };
    /** With another token, to which the local gateway behaves otherwise, for one call. */
    const startAs = (element: VoiceAgentCall, behaviour: string): Promise<void> => {
      element.connectorToken = tokenFor('polyai', behaviour);
      const started = element.start();
      element.connectorToken = echo;
      return started;
    };

    const hangUp: Way = async (element) => {
      await element.start();
      await element.hangUp();
      return element;
    };
    const farEndHangsUp: Way = async (element) => {
      await startAs(element, 'hang-up');
      await untilElementState(element, 'ended', 15_000);
      return element;
    };
    const cancel: Way = async (element) => {
      const hangUpThen = ({ state }: CallStateChangeEvent): unknown =>
        state === 'connecting' && element.hangUp();
      element.addEventListener('call-state-change', hangUpThen);
      await element.start();
      await element.hangUp();
      element.removeEventListener('call-state-change', hangUpThen);
      return element;
    };
    const refusal: Way = async (element) => {
      const error: unknown = await startAs(element, 'refuse').catch((cause: unknown) => cause);
      assert.propertyVal(error, 'code', 'unauthorized');
      return element;
    };
    const removal: Way = async (element) => {
      await element.start();
      element.remove();
      await untilElementState(element, 'ended');
      return tag();
    };

    const endings: readonly Ending[] = [
      { way: hangUp, reason: 'local', connects: true },
      { way: cancel, reason: 'cancelled', connects: false },
      { way: refusal, reason: 'error', connects: false },
      { way: removal, reason: 'local', connects: true },
      { way: hangUp, reason: 'local', connects: true },
      { way: farEndHangsUp, reason: 'remote', connects: true },
      { way: removal, reason: 'local', connects: true },
      { way: refusal, reason: 'error', connects: false },
      { way: cancel, reason: 'cancelled', connects: false },
      { way: hangUp, reason: 'local', connects: true },
    ];

    let element = await tag();
    let nodesAfterFirst = 0;
    for (let call = 0; call < 50; call++) {
      const ending = endings[call % endings.length] as Ending;
      const next = await ending.way(element);
      const told = ends[call];
      const what = `call ${call}, ${ending.reason}`;
      assert.lengthOf(ends, call + 1, `${what}: its end is told once`);
      assert.strictEqual(told?.reason, ending.reason, what);
      assert.strictEqual(connected.has(told?.callSid ?? ''), ending.connects, `${what}: connected`);
      await settled(element);
      assert.deepEqual(alive(), [], what);
      await assertNoLock(what);
      element = next;
      if (call === 0) nodesAfterFirst = nodes(document);
    }
    assert.lengthOf(ends, 50);
    assert.strictEqual(new Set(ends.map(({ callSid }) => callSid)).size, 50, 'each a call of its own');
    assert.strictEqual(nodes(document), nodesAfterFirst, 'nodes in the document');
  });
});

/** Elements and texts, through every shadow root. */
function nodes(root: ParentNode & Node): number {
  let count = 0;
  const walker = document.createTreeWalker(root);
  for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
    count++;
    if (node instanceof Element && node.shadowRoot) count += nodes(node.shadowRoot);
  }
  return count;
}

/** A lock is given back in a task of the browser's. */
async function assertNoLock(what: string): Promise<void> {
  const end = performance.now() + 4000;
  let names = await ourLocks();
  while (names.length > 0 && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    names = await ourLocks();
  }
  assert.deepEqual(names, [], `${what}: locks`);
}

async function ourLocks(): Promise<string[]> {
  const { held = [], pending = [] } = await navigator.locks.query();
  return [...held, ...pending]
    .map(({ name = '' }) => name)
    .filter((name) => name.startsWith('voice-agent-call'));
}
