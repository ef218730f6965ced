// The demo page: the shop is plain HTML, this joins the developer's panel to the real tag beside it.

import '../src/index.ts';
import { connectControls } from './controls.ts';
import { connectEventLog } from './event-log.ts';
import { connectStateRow } from './state-row.ts';
import { connectTagCode } from './tag-code.ts';
import { find } from './find.ts';

const call = find('voice-agent-call', HTMLElement) as HTMLElementTagNameMap['voice-agent-call'];

connectControls(call);
connectTagCode(call);
connectStateRow(call);
connectEventLog(call);
