// Which devices a call uses and how loud the agent is. Types only.

/** Ids are those of `enumerateDevices()`; `undefined` is the system's choice, which also serves for a device that is gone. */
export interface AudioSettings {
  readonly microphoneId: string | undefined;
  /** Heard only where the browser has `setSinkId`. */
  readonly speakerId: string | undefined;
  /** Of the agent, 0–1. */
  readonly volume: number;
}
