import { assert } from '@esm-bundle/chai';
import { cancelled, Scope } from '../../src/call/cleanup.ts';

describe('cleanup scope', () => {
  it('releases last-in first-out, all in the same task', () => {
    const scope = new Scope();
    const order: number[] = [];
    for (const each of [1, 2, 3]) scope.add(() => void order.push(each));
    void scope.release();
    assert.deepEqual(order, [3, 2, 1]);
  });

  it('waits for releases that take time, and releases once', async () => {
    const scope = new Scope();
    let said = 0;
    let finish = (): void => undefined;
    scope.add(() => new Promise((resolve) => ((finish = resolve), said++)));
    const released = scope.release();
    assert.strictEqual(scope.release(), released);
    let over = false;
    void released.then(() => (over = true));
    await new Promise((resolve) => setTimeout(resolve, 10));
    assert.isFalse(over);
    finish();
    await released;
    assert.strictEqual(said, 1);
  });

  it('releases the others when one throws or rejects', async () => {
    const scope = new Scope();
    const order: string[] = [];
    scope.add(() => void order.push('first'));
    scope.add(() => {
      throw new Error('thrown');
    });
    scope.add(() => Promise.reject(new Error('rejected')));
    await scope.release();
    assert.deepEqual(order, ['first']);
  });

  it('releases at once what comes too late', async () => {
    const scope = new Scope();
    await scope.release();
    let released = 0;
    scope.add(() => void released++)();
    assert.strictEqual(released, 1);
  });

  it('can release one resource early and then forgets it', async () => {
    const scope = new Scope();
    let released = 0;
    scope.add(() => void released++)();
    await scope.release();
    assert.strictEqual(released, 1);
  });

  it('rejects what is waited for as soon as it is released, and aborts its signal', async () => {
    const scope = new Scope();
    const never = scope.wait(new Promise(() => undefined)).catch((cause: unknown) => cause);
    void scope.release();
    assert.strictEqual(await never, cancelled);
    assert.isTrue(scope.signal.aborted);
    const late = scope.wait(Promise.resolve(1)).catch((cause: unknown) => cause);
    assert.strictEqual(await late, cancelled);
  });

  it('stops listeners, timers and children', async () => {
    const scope = new Scope();
    const target = new EventTarget();
    let calls = 0;
    scope.listen(target, 'x', () => calls++);
    scope.timer(5, () => calls++);
    scope.every(5, () => calls++);
    scope.child().timer(5, () => calls++);
    target.dispatchEvent(new Event('x'));
    assert.strictEqual(calls, 1);
    void scope.release();
    target.dispatchEvent(new Event('x'));
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.strictEqual(calls, 1);
  });
});
