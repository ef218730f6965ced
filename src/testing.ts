// For the tests of gateway adapters: `voice-agent-call/testing`. Needs a browser and a runner with `describe` and `it`.

export { gatewayContract, type ContractCall, type ContractServer } from './testing/contract.ts';
