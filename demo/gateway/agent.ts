// The agent: what it says and when, from frames of PCM to frames of PCM. No peer, no protocol.

import { concat, samplesIn } from './pcm.ts';
import { Speaker } from './speaker.ts';
import { quote, speech } from './speech.ts';
import { VoiceActivity } from './voice-activity.ts';

/** The agent's own words before the visitor's, turn by turn. */
const LEADS = ['You said:', 'I heard:', 'That was:'] as const;

/** Voice over the agent's own that makes it stop, in ms: more than a turn needs, so that a "mhm" does not. */
const BARGE_IN = 200;

/** Frames kept from before a voice was noticed: noticing takes 120 ms (200 ms over the agent), words start softly. */
const PRE_ROLL_FRAMES = 35;

/** The most of the visitor's words that is kept and repeated, in ms. */
const LONGEST_QUOTE = 10_000;

/** Silence that is left after the last word, of the 700 ms that ended the turn, in ms. */
const TAIL = 100;
const TURN_END_SILENCE = 700;

/** What a test may look at. */
export interface AgentView {
  /** Whether the agent is speaking at this moment. */
  readonly speaking: boolean;
  /** Turns of the visitor that the agent answered. */
  readonly turns: number;
  /** Times that the visitor talked over the agent and it fell silent. */
  readonly interruptions: number;
}

/** Greets, listens, and repeats what it heard; stops when it is talked over. */
export class Agent implements AgentView {
  readonly #greeting: Promise<Int16Array>;
  readonly #voice = new VoiceActivity();
  #speaker: Speaker | undefined;
  #stopped = false;
  /** The last frames before a voice was noticed. */
  #before: Int16Array[] = [];
  /** The visitor's turn so far; undefined while nobody talks. */
  #turn: Int16Array[] | undefined;
  turns = 0;
  interruptions = 0;

  /** Has the greeting synthesized at once: that blocks for a tenth of a second, and here no audio flows yet. */
  constructor(greeting: string) {
    this.#greeting = speech(greeting);
    this.#greeting.catch(() => undefined); // greet() is who reports it
  }

  get speaking(): boolean {
    return this.#speaker?.speaking ?? false;
  }

  /** Starts talking. @param play - takes a frame of 480 samples every 10 ms until stop() */
  async greet(play: (frame: Int16Array) => void): Promise<void> {
    const greeting = await this.#greeting;
    if (this.#stopped) return;
    this.#speaker = new Speaker(play);
    this.#speaker.say(greeting);
  }

  /** Takes the next 10 ms of the visitor. */
  hear(frame: Int16Array): void {
    const event = this.#voice.push(frame);
    if (this.#turn) {
      if (this.#turn.length < LONGEST_QUOTE / 10) this.#turn.push(frame);
      if (event === 'end') this.#answer(this.#turn);
      return;
    }
    this.#before.push(frame);
    if (this.#before.length > PRE_ROLL_FRAMES) this.#before.shift();
    if (!this.#voice.speaking) return;
    if (this.speaking) {
      if (this.#voice.heard < BARGE_IN) return;
      this.#speaker?.hush();
      this.interruptions++;
    }
    this.#turn = this.#before;
    this.#before = [];
  }

  stop(): void {
    this.#stopped = true;
    this.#speaker?.stop();
    this.#speaker = undefined;
  }

  #answer(turn: readonly Int16Array[]): void {
    this.#turn = undefined;
    const heard = concat(turn);
    // A turn that outgrew the quote has no silent end to trim.
    const complete = turn.length < LONGEST_QUOTE / 10;
    const quoted = complete ? heard.subarray(0, heard.length - samplesIn(TURN_END_SILENCE - TAIL)) : heard;
    const lead = LEADS[this.turns % LEADS.length] ?? LEADS[0];
    this.turns++;
    const say = (pcm: Int16Array): void => {
      // Synthesizing took a moment, in which the visitor may have gone on.
      if (!this.#turn) this.#speaker?.say(pcm);
    };
    // Synthesized now, between the turns, where a blocked thread delays nobody's voice.
    speech(lead).then(
      (words) => say(quote(words, quoted)),
      () => say(quoted), // the visitor's own words still show that the agent hears
    );
  }
}
