// The states of a call and the transitions between them, as data. Touches nothing.

export type CallState =
  | 'idle'
  | 'requesting-microphone'
  | 'connecting'
  | 'connected'
  | 'reconnecting'
  | 'ending'
  | 'ended'
  | 'failed';

/**
 * From each state, the states that may follow. Every way out leads through `ending`, where the microphone and the
 * peer connection are already released; in `idle`, `ended` and `failed` nothing is alive. One call never starts twice.
 */
export const transitions: Readonly<Record<CallState, readonly CallState[]>> = {
  idle: ['requesting-microphone'],
  'requesting-microphone': ['connecting', 'ending'],
  connecting: ['connected', 'ending'],
  connected: ['reconnecting', 'ending'],
  reconnecting: ['connected', 'ending'],
  ending: ['ended', 'failed'],
  ended: [],
  failed: [],
};

/** The states in which something may be alive. */
export const isActive = (state: CallState): boolean =>
  state !== 'idle' && state !== 'ended' && state !== 'failed';

/** The states in which a call is being set up: a press cancels it. */
export const isSettingUp = (state: CallState): boolean =>
  state === 'requesting-microphone' || state === 'connecting';

/** The states in which the visitor is in a call. */
export const isUp = (state: CallState): boolean => state === 'connected' || state === 'reconnecting';

/**
 * Checks one transition against the table.
 * @throws Error for an undeclared one: a defect of this code, never a fault of the network
 */
export function assertTransition(from: CallState, to: CallState): void {
  if (!transitions[from].includes(to)) throw new Error(`Undeclared call state transition: ${from} → ${to}`);
}
