// Whether the visitor has agreed: asked once per call, or once per visit where the page says so. Touches sessionStorage
// only in that case.

/** What is asked about, while it is. */
export interface ConsentQuestion {
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
  private _asking: Promise<boolean> | undefined;
  private _settle: (granted: boolean) => void = () => undefined;

  /** @param changed - `question` did */
  constructor(changed: () => void) {
    this._changed = changed;
  }

  /**
   * Resolves to the visitor's answer.
   * @param forVisit - an agreement holds until the tab is closed; for other documents it is asked again
   */
  ask(question: ConsentQuestion, forVisit: boolean): Promise<boolean> {
    const about = JSON.stringify(question);
    if (forVisit && stored() === about) return Promise.resolve(true);
    this._asking ??= new Promise<boolean>((resolve) => {
      this.question = question;
      this._changed();
      this._settle = (granted) => {
        this._asking = this.question = undefined;
        this._changed();
        if (granted && forVisit) stored(about);
        resolve(granted);
      };
    });
    return this._asking;
  }

  answer(granted: boolean): void {
    if (this.question) this._settle(granted);
  }
}
