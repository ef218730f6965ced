// What the companion elements share: the call of the surrounding <voice-agent-call>, taken from context.

import { ContextConsumer } from '@lit/context';
import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { callContext, type CallSnapshot } from './context.ts';

/** Renders nothing until a `<voice-agent-call>` around it provides a call. */
export abstract class Companion extends LitElement {
  private readonly _consumer = new ContextConsumer(this, { context: callContext, subscribe: true });

  protected get call(): CallSnapshot | undefined {
    return this._consumer.value;
  }

  /** Whoever stood on a button that goes stays in the widget. */
  protected override update(changed: PropertyValues): void {
    const focused = this.shadowRoot?.activeElement;
    super.update(changed);
    if (focused?.isConnected === false) this.call?.commands.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    return this.call ? this.renderCall(this.call) : nothing;
  }

  protected abstract renderCall(call: CallSnapshot): TemplateResult | typeof nothing;
}
