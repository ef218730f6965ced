// Does the steps of a behaviour, one after another. What a step means on the wire is the session's business.

import { setTimeout as sleep } from 'node:timers/promises';
import { behaviours, type Step } from './behaviours.ts';
import { Refusal } from './refusal.ts';

export type AnswerForm = (Step & { do: 'answer' })['how'];
export type NoiseKind = (Step & { do: 'noise' })['what'];

/** What a script acts on. */
export interface Stage {
  /** Aborted when the session ends. */
  readonly life: AbortSignal;
  answer(how: AnswerForm): Promise<void>;
  fail(error: unknown, extra?: Readonly<Record<string, unknown>>): void;
  makeNoise?(what: NoiseKind): void;
  hangUp?(): void;
  closeSocket(code: number): void;
  dropSocket(): void;
  /** @returns whether one came */
  nextSocket(ms: number): Promise<boolean>;
  cutMedia(): void;
  /** The script is about to wait: what came before it is done. */
  pausing(): void;
  /** Whether the visitor stood in the line already. */
  readonly queued: boolean;
  end(by: 'gateway' | 'drop'): void;
}

/** Does the steps in order until they are done or the session has ended; whatever goes wrong fails the session. */
export async function perform(steps: readonly Step[], stage: Stage): Promise<void> {
  try {
    for (const step of steps) {
      if (stage.life.aborted) return;
      await performStep(step, stage);
    }
  } catch (error) {
    stage.fail(error); // does nothing when the end of the session is what stopped the script
  }
}

async function performStep(step: Step, stage: Stage): Promise<void> {
  switch (step.do) {
    case 'queue':
      if (stage.queued) return;
      return wait(step.ms, stage);
    case 'wait':
      return wait(step.ms, stage);
    case 'answer':
      return stage.answer(step.how);
    case 'error':
      return stage.fail(new Refusal(step.code, step.message), step.extra);
    case 'noise':
      return stage.makeNoise?.(step.what);
    case 'close-frame':
      stage.hangUp?.();
      return stage.end('gateway');
    case 'close-socket':
      stage.closeSocket(step.code);
      return stage.end('gateway');
    case 'drop-socket':
      return stage.dropSocket();
    case 'next-socket':
      if (!(await stage.nextSocket(step.ms))) stage.end('drop');
      return;
    case 'cut-media':
      return stage.cutMedia();
  }
}

function wait(ms: number, stage: Stage): Promise<void> {
  stage.pausing();
  return sleep(ms, undefined, { signal: stage.life });
}

const onOffer = (behaviour: string): readonly Step[] => behaviours[behaviour]?.onOffer ?? [];

/**
 * The error that a behaviour begins with, if it has one of these codes: for protocols that are asked for a session
 * before there is an offer, and say then what they can say then.
 */
export function firstRefusal(behaviour: string, codes: ReadonlySet<string>): Refusal | undefined {
  const [first] = onOffer(behaviour);
  return first?.do === 'error' && codes.has(first.code) ? new Refusal(first.code, first.message) : undefined;
}

/** Whether a behaviour keeps the session's id to itself. */
export const hidesSession = (behaviour: string): boolean =>
  onOffer(behaviour).some((step) => step.do === 'answer' && step.how === 'without-session-id');

const has = (behaviour: string, step: Step['do']): boolean =>
  [...onOffer(behaviour), ...(behaviours[behaviour]?.onConnect ?? [])].some((each) => each.do === step);

/** Whether a behaviour loses its signalling socket on purpose. */
export const losesSocket = (behaviour: string): boolean => has(behaviour, 'drop-socket');

/** Whether a behaviour loses its media on purpose. */
export const losesMedia = (behaviour: string): boolean => has(behaviour, 'cut-media');

/** The line that a behaviour begins with: how long, and what it ends in where that is an error. */
export function queueOf(behaviour: string): { ms: number; fails: Refusal | undefined } | undefined {
  const [first, second] = onOffer(behaviour);
  if (first?.do !== 'queue') return undefined;
  return {
    ms: first.ms,
    fails: second?.do === 'error' ? new Refusal(second.code, second.message) : undefined,
  };
}
