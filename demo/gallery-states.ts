// How each cell of the gallery comes into its state: by a real call of a real element, with a far end in the page. No
// microphone is asked for: the page hands in a silent stream, or puts a stand-in before `getUserMedia`.

import type { CallState, VoiceAgentCall } from '../src/index.ts';
import { farEnd, type Behaviour } from './gallery-gateway.ts';

/** What the calls of the page say, made after a press: browsers start no sound before. */
interface Sound {
  readonly silence: MediaStream;
  readonly voice: MediaStream;
}

type Reach = (call: VoiceAgentCall, sound: Sound) => Promise<void>;

/** States that the browser or the gateway would end within seconds stay as long as somebody looks. */
const LONG = 3_600_000;
/** Hz and gain of the agent's voice: loud enough to count as speech, hardly to be heard. */
const VOICE = { frequency: 180, gain: 0.06 };

export function makeSound(): Sound {
  const context = new AudioContext();
  const stream = (gain: number): MediaStream => {
    const oscillator = new OscillatorNode(context, { frequency: VOICE.frequency });
    const destination = context.createMediaStreamDestination();
    oscillator.connect(new GainNode(context, { gain })).connect(destination);
    oscillator.start();
    return destination.stream;
  };
  return { silence: stream(0), voice: stream(VOICE.gain) };
}

function until(call: VoiceAgentCall, state: CallState): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (call.state !== state) return;
      call.removeEventListener('call-state-change', look);
      resolve();
    };
    call.addEventListener('call-state-change', look);
    look();
  });
}

/** A call that is up; resolves to its far end. */
async function connect(call: VoiceAgentCall, { silence }: Sound, voice: MediaStream, talks = false) {
  const far = farEnd(voice, 'answers', talks);
  call.gateway = far.gateway;
  call.mediaStream = silence;
  await call.start();
  return far;
}

const begin =
  (behaviour: Behaviour, state: CallState): Reach =>
  (call, { silence }) => {
    call.gateway = farEnd(silence, behaviour).gateway;
    call.mediaStream = silence;
    void call.start();
    return until(call, state);
  };

const withMicrophone =
  (getUserMedia: () => Promise<MediaStream>, state: CallState): Reach =>
  (call, { silence }) => {
    navigator.mediaDevices.getUserMedia = getUserMedia;
    call.gateway = farEnd(silence).gateway;
    void call.start();
    return until(call, state);
  };

/** In the order of a call, one after the other. */
export const states: Readonly<Record<string, Reach>> = {
  idle: () => Promise.resolve(),
  consent: (call) => {
    call.consent = true;
    void call.start();
    return Promise.resolve();
  },
  'microphone-denied': withMicrophone(
    () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError')),
    'failed',
  ),
  'requesting-microphone': withMicrophone(() => new Promise(() => undefined), 'requesting-microphone'),
  connecting: begin('never-answers', 'connecting'),
  listening: async (call, sound) => {
    await connect(call, sound, sound.silence);
  },
  'agent-speaking': async (call, sound) => {
    call.captions = true;
    await connect(call, sound, sound.voice, true);
    while (!call.matches(':state(agent-speaking)')) await new Promise((resolve) => setTimeout(resolve, 50));
  },
  settings: async (call, sound) => {
    call.devices = call.keypad = call.shortcuts = true;
    await connect(call, sound, sound.silence);
  },
  'push-to-talk': async (call, sound) => {
    call.pushToTalk = call.shortcuts = true;
    await connect(call, sound, sound.silence);
  },
  muted: async (call, sound) => {
    call.muted = true;
    await connect(call, sound, sound.silence);
  },
  reconnecting: async (call, sound) => {
    const far = await connect(call, sound, sound.silence);
    far.crash();
    await until(call, 'reconnecting');
  },
  ended: async (call, sound) => {
    await connect(call, sound, sound.silence);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await call.hangUp();
  },
  'after-call': async (call, sound) => {
    call.copyTranscript = call.rating = true;
    await connect(call, sound, sound.silence, true);
    while (call.transcript.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    await call.hangUp();
  },
  'agent-failed': begin('fails', 'failed'),
};

/** Calls of this element have no limit that would end a state under the eyes of its reader. */
export function withoutLimits(call: VoiceAgentCall): void {
  const options = call.callOptions.bind(call);
  call.callOptions = () => ({ ...options(), limits: { setUp: LONG, mediaLoss: LONG } });
}
