// The whole package: registers the elements and exports everything.

import './define.ts';

export * from './elements.ts';
