// English.

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'This call isn’t available right now.',
  remedy: 'Please reach us another way.',
};

const tryAgain = 'Please try again.';

export const en: Messages = {
  lang: 'en',
  call: 'Call',
  callAgent: 'Call {agent}',
  cancel: 'Cancel',
  hangUp: 'Hang up',
  callAgain: 'Call again',
  takeOver: 'End it and call here',
  enableSound: 'Turn on sound',
  mute: 'Mute',
  duration: 'Call duration',
  voiceCall: 'Voice call',
  open: 'Talk to us',
  close: 'Close',
  captions: 'Transcript',
  you: 'You',
  agent: 'Agent',
  copyTranscript: 'Copy transcript',
  copied: 'Copied',
  consent: 'You will talk to an automated voice assistant. Your voice is sent to it over the internet.',
  agree: 'Agree and call',
  decline: 'No, thank you',
  privacy: 'Privacy policy',
  terms: 'Terms of use',
  microphoneReason: 'To talk, you need the microphone. Your browser will now ask for it.',
  continue: 'Continue',
  devices: 'Sound settings',
  microphone: 'Microphone',
  speaker: 'Speaker',
  volume: 'Volume',
  testTone: 'Play a test tone',
  systemDefault: 'System default',
  device: 'Device {number}',
  keypad: 'Keypad',
  holdToTalk: 'Hold to talk',
  rate: 'How was the call?',
  good: 'Good',
  bad: 'Not good',
  thanks: 'Thank you!',
  allowInChrome: 'Click the icon left of the address, turn the microphone on, then call again.',
  allowInFirefox:
    'Click the crossed-out microphone left of the address and remove the block, then call again.',
  allowInSafari: 'Choose Safari > Settings for This Website, set the microphone to Allow, then call again.',
  allowInIos: 'Open Settings > Apps > your browser > Microphone, allow it, then call again.',
  allowInAndroid:
    'Tap the icon left of the address, open Permissions, allow the microphone, then call again.',
  microphoneReady: 'The microphone is allowed now.',
  microphoneFound: 'A microphone is there now.',
  requestingMicrophone: 'Please allow the microphone',
  connecting: 'Connecting…',
  waitingAt: 'You are number {position} in line',
  waiting: 'Waiting in line…',
  rerouting: 'Trying another route…',
  microphoneLost: 'The microphone is gone. Plug one in to go on.',
  microphoneSilent: 'Your device keeps the microphone silent',
  takenOver: 'Call ended: another tab took over',
  connected: 'Connected',
  listening: 'Listening',
  agentSpeaking: 'Speaking',
  agentNameSpeaking: '{agent} is speaking',
  muted: 'You are muted',
  playbackBlocked: 'The sound is blocked',
  reconnecting: 'Reconnecting…',
  ending: 'Ending…',
  ended: 'Call ended',
  failed: 'Call failed',
  errors: {
    'microphone-denied': {
      text: 'The microphone was not allowed.',
      remedy: 'Allow it in the browser’s address bar, then call again.',
    },
    'microphone-blocked': {
      text: 'This page may not use the microphone.',
      remedy: 'Open this page in a window of its own, or reach us another way.',
    },
    'microphone-blocked-by-system': {
      text: 'Your device keeps the microphone from this browser.',
      remedy: 'Allow this browser to use the microphone in your device’s privacy settings, then call again.',
    },
    'microphone-not-found': {
      text: 'No microphone was found.',
      remedy: 'Plug one in or turn it on, then call again.',
    },
    'microphone-in-use': {
      text: 'The microphone could not be opened.',
      remedy: 'Close other programs that use it, then call again.',
    },
    'insecure-context': {
      text: 'Calls need a secure connection.',
      remedy: 'Open this page with https:// in its address.',
    },
    'unsupported-browser': {
      text: 'This browser cannot make calls.',
      remedy: 'Open this page in a current Chrome, Edge, Firefox or Safari.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'The call service could not be reached.',
      remedy: 'Check your internet connection, then call again.',
    },
    'gateway-error': { text: 'Something went wrong.', remedy: tryAgain },
    'media-failed': {
      text: 'The audio could not be connected.',
      remedy: 'Your network may block calls. Try another one, such as your phone’s.',
    },
    'agent-failed': {
      text: 'The assistant isn’t available at the moment.',
      remedy: 'Please try again shortly.',
    },
    timeout: { text: 'Connecting took too long.', remedy: tryAgain },
    busy: {
      text: 'The line is busy.',
      remedy: 'Please try again shortly.',
    },
    'busy-elsewhere': {
      text: 'You are in a call in another tab: {page}',
      remedy: 'Go on there, or end it and call here.',
    },
    'connection-lost': {
      text: 'The connection was lost.',
      remedy: 'Check your internet connection, then call again.',
    },
  },
};
