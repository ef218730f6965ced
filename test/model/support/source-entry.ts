// What the model tests take from src/, for the bundle that source.ts makes. Nothing else is in here.

export { Call } from '../../../src/call/call.ts';
export { CallError } from '../../../src/call/call-error.ts';
export { isActive, transitions } from '../../../src/call/call-state.ts';
export { CallController } from '../../../src/elements/call-controller.ts';
export { http } from '../../../src/gateways/http.ts';
export { iqra } from '../../../src/gateways/iqra.ts';
export { openai } from '../../../src/gateways/openai.ts';
export { pipecat } from '../../../src/gateways/pipecat.ts';
export { polyai } from '../../../src/gateways/polyai.ts';
export { voisnap } from '../../../src/gateways/voisnap.ts';
export { whip } from '../../../src/gateways/whip.ts';
