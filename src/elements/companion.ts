// What the companion elements share: the call of the surrounding <voice-agent-call>, taken from context.

import { ContextConsumer } from '@lit/context';
import { LitElement, nothing, type TemplateResult } from 'lit';
import { callContext, type CallSnapshot } from './context.ts';

/** Renders nothing until a `<voice-agent-call>` around it provides a call. */
export abstract class Companion extends LitElement {
  private readonly _consumer = new ContextConsumer(this, { context: callContext, subscribe: true });

  protected get call(): CallSnapshot | undefined {
    return this._consumer.value;
  }

  protected override render(): TemplateResult | typeof nothing {
    return this.call ? this.renderCall(this.call) : nothing;
  }

  protected abstract renderCall(call: CallSnapshot): TemplateResult | typeof nothing;
}
