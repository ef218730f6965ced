import { setTimeout as sleep } from 'node:timers/promises';
import type { Step } from './behaviours.ts';
import type { Bridge } from './bridge.ts';
import { Refusal } from './frames.ts';
import type { Line } from './line.ts';
import * as noise from './noise.ts';

/** What a script acts on. */
export interface Stage {
  readonly sessionId: string;
  readonly line: Line;
  readonly bridge: Bridge;
  /** The SDP that was answered; empty before. */
  readonly answer: () => string;
  /** Aborted when the session ends. */
  readonly life: AbortSignal;
  sendAnswer(how: (Step & { do: 'answer' })['how']): Promise<void>;
  fail(error: unknown, extra?: Readonly<Record<string, unknown>>): void;
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
  const { line, sessionId } = stage;
  switch (step.do) {
    case 'wait':
      return sleep(step.ms, undefined, { signal: stage.life });
    case 'answer':
      return stage.sendAnswer(step.how);
    case 'error':
      return stage.fail(new Refusal(step.code, step.message), step.extra);
    case 'noise':
      return noiseOf(step.what, stage).forEach((frame) => line.sendRaw(frame));
    case 'close-frame':
      line.send({ type: 'close', sessionId });
      return stage.end('gateway');
    case 'close-socket':
      line.close(step.code);
      return stage.end('gateway');
    case 'drop-socket':
      return line.drop();
    case 'next-socket':
      if (!(await line.nextSocket(step.ms, 'any', stage.life))) stage.end('drop');
      return;
    case 'cut-media':
      return stage.bridge.close();
  }
}

function noiseOf(what: (Step & { do: 'noise' })['what'], { sessionId, answer }: Stage): noise.Noise[] {
  switch (what) {
    case 'garbage':
      return noise.garbage(sessionId);
    case 'early-candidates':
      return noise.earlyCandidates(sessionId);
    case 'second-answers':
      return noise.secondAnswers(sessionId, answer());
    case 'foreign-candidates':
      return noise.foreignCandidates();
    case 'foreign-session':
      return noise.foreignSession(answer());
  }
}
