// A JSON attribute as an object. Touches nothing.

import type { PropertyDeclaration } from 'lit';
import { parseJson } from '../call/parse.ts';

/** Text that is no JSON stays text, so that the call can name the attribute at fault. */
export const json = (attribute: string): PropertyDeclaration => ({
  attribute,
  converter: {
    fromAttribute: (text: string | null) => (text === null ? undefined : (parseJson(text) ?? text)),
  },
});
