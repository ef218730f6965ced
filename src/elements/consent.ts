// What is asked before a call: whether the visitor agrees, once per call or once per visit where the page says so (only
// then it touches sessionStorage), and that the browser's own question about the microphone comes next.

import { willPrompt } from './microphone-help.ts';

/** What is asked about, while it is. */
export interface ConsentQuestion {
  /** Consent is asked for; else the visitor is only told why the browser is going to ask for the microphone. */
  readonly forConsent: boolean;
  readonly forMicrophone: boolean;
  readonly privacyUrl: string | undefined;
  readonly termsUrl: string | undefined;
}

const KEY = 'voice-agent-call.consent';

/** Storage may be forbidden; then it is asked again. */
function stored(write?: string): string | null {
  try {
    if (write !== undefined) sessionStorage.setItem(KEY, write);
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export class Consent {
  /** Set while the visitor is asked. */
  question: ConsentQuestion | undefined;
  private readonly _changed: () => void;
  private readonly _load: () => Promise<void>;
  private _asking: Promise<boolean> | undefined;
  private _answer: (granted: boolean) => void = () => undefined;

  /** @param changed - `question` did @param load - brings what shows it */
  constructor(changed: () => void, load: () => Promise<void>) {
    this._changed = changed;
    this._load = load;
  }

  /**
   * Resolves to the visitor's answer; to true where nothing has to be asked.
   * @param forVisit - an agreement holds until the tab is closed; for other documents it is asked again
   * @throws as `load` does: what cannot be asked is no agreement
   */
  ask(wanted: ConsentQuestion, forVisit: boolean): Promise<boolean> {
    const done = (): void => void (this._asking = undefined);
    if (!this._asking) {
      this._asking = this._ask(wanted, forVisit);
      this._asking.then(done, done);
    }
    return this._asking;
  }

  answer(granted: boolean): void {
    this._answer(granted);
  }

  private async _ask(wanted: ConsentQuestion, forVisit: boolean): Promise<boolean> {
    const about = JSON.stringify([wanted.privacyUrl, wanted.termsUrl]);
    const forConsent = wanted.forConsent && !(forVisit && stored() === about);
    let answer: boolean | undefined;
    const answered = new Promise<void>((resolve) => {
      this._answer = (granted) => {
        answer ??= granted;
        resolve();
      };
    });
    const forMicrophone = wanted.forMicrophone && (await willPrompt());
    const asks = forConsent || forMicrophone;
    if (asks) await Promise.race([this._load(), answered]);
    if (asks && answer === undefined) {
      this.question = { ...wanted, forConsent, forMicrophone };
      this._changed();
      await answered;
      this.question = undefined;
      this._changed();
    }
    if (answer && forConsent && forVisit) stored(about);
    return answer ?? true;
  }
}
