// Swedish (du, as everybody is addressed).

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'Det går inte att ringa just nu.',
  remedy: 'Kontakta oss gärna på ett annat sätt.',
};

const tryAgain = 'Försök igen.';

export const sv: Messages = {
  lang: 'sv',
  call: 'Ring',
  callAgent: 'Ring {agent}',
  cancel: 'Avbryt',
  hangUp: 'Lägg på',
  callAgain: 'Ring igen',
  takeOver: 'Avsluta och ring här',
  enableSound: 'Slå på ljudet',
  mute: 'Stäng av mikrofonen',
  duration: 'Samtalets längd',
  voiceCall: 'Röstsamtal',
  open: 'Prata med oss',
  close: 'Stäng',
  captions: 'Transkription',
  you: 'Du',
  agent: 'Assistent',
  copyTranscript: 'Kopiera transkription',
  copied: 'Kopierat',
  consent: 'Du kommer att prata med en automatisk röstassistent. Din röst skickas till den via internet.',
  agree: 'Godkänn och ring',
  decline: 'Nej tack',
  privacy: 'Integritetspolicy',
  terms: 'Användarvillkor',
  microphoneReason: 'För att prata behöver du mikrofonen. Webbläsaren ber nu om tillåtelse.',
  continue: 'Fortsätt',
  devices: 'Ljudinställningar',
  microphone: 'Mikrofon',
  speaker: 'Högtalare',
  volume: 'Volym',
  testTone: 'Spela upp en testton',
  systemDefault: 'Systemets standard',
  device: 'Enhet {number}',
  keypad: 'Knappsats',
  holdToTalk: 'Håll ned för att prata',
  rate: 'Hur var samtalet?',
  good: 'Bra',
  bad: 'Inte bra',
  thanks: 'Tack!',
  allowInChrome: 'Klicka på ikonen till vänster om adressen, slå på mikrofonen och ring sedan igen.',
  allowInFirefox:
    'Klicka på den överstrukna mikrofonen till vänster om adressen, ta bort blockeringen och ring sedan igen.',
  allowInSafari:
    'Välj Safari > Inställningar för den här webbplatsen, ställ in mikrofonen på ”Tillåt” och ring sedan igen.',
  allowInIos: 'Öppna Inställningar > Appar > din webbläsare > Mikrofon, tillåt den och ring sedan igen.',
  allowInAndroid:
    'Tryck på ikonen till vänster om adressen, öppna ”Behörigheter”, tillåt mikrofonen och ring sedan igen.',
  microphoneReady: 'Mikrofonen är nu tillåten.',
  microphoneFound: 'Nu är en mikrofon ansluten.',
  requestingMicrophone: 'Tillåt mikrofonen',
  connecting: 'Ansluter…',
  waitingAt: 'Din plats i kön: {position}',
  waiting: 'Väntar i kö…',
  rerouting: 'Provar en annan väg…',
  microphoneLost: 'Mikrofonen har kopplats från. Anslut en för att fortsätta.',
  microphoneSilent: 'Din enhet har stängt av mikrofonen',
  takenOver: 'Samtalet avslutades: en annan flik tog över',
  connected: 'Ansluten',
  listening: 'Lyssnar',
  agentSpeaking: 'Talar',
  agentNameSpeaking: '{agent} talar',
  muted: 'Din mikrofon är avstängd',
  playbackBlocked: 'Ljudet är blockerat',
  reconnecting: 'Återansluter…',
  ending: 'Avslutar…',
  ended: 'Samtalet är avslutat',
  failed: 'Samtalet misslyckades',
  errors: {
    'microphone-denied': {
      text: 'Mikrofonen tilläts inte.',
      remedy: 'Tillåt den i webbläsarens adressfält och ring sedan igen.',
    },
    'microphone-blocked': {
      text: 'Den här sidan får inte använda mikrofonen.',
      remedy: 'Öppna sidan i ett eget fönster eller kontakta oss på ett annat sätt.',
    },
    'microphone-blocked-by-system': {
      text: 'Enheten ger inte den här webbläsaren tillgång till mikrofonen.',
      remedy:
        'Tillåt webbläsaren att använda mikrofonen i enhetens integritetsinställningar och ring sedan igen.',
    },
    'microphone-not-found': {
      text: 'Ingen mikrofon hittades.',
      remedy: 'Anslut en mikrofon eller slå på den och ring sedan igen.',
    },
    'microphone-in-use': {
      text: 'Mikrofonen kunde inte startas.',
      remedy: 'Stäng andra program som använder den och ring sedan igen.',
    },
    'insecure-context': {
      text: 'Samtal kräver en säker anslutning.',
      remedy: 'Öppna sidan med https:// i adressen.',
    },
    'unsupported-browser': {
      text: 'Det går inte att ringa med den här webbläsaren.',
      remedy: 'Öppna sidan i en aktuell version av Chrome, Edge, Firefox eller Safari.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'Samtalstjänsten kunde inte nås.',
      remedy: 'Kontrollera internetanslutningen och ring sedan igen.',
    },
    'gateway-error': { text: 'Något gick fel.', remedy: tryAgain },
    'media-failed': {
      text: 'Ljudanslutningen kunde inte upprättas.',
      remedy: 'Ditt nätverk kanske blockerar samtal. Prova ett annat, till exempel mobilens.',
    },
    'agent-failed': {
      text: 'Assistenten är inte tillgänglig just nu.',
      remedy: 'Försök igen om en liten stund.',
    },
    timeout: { text: 'Det tog för lång tid att ansluta.', remedy: tryAgain },
    busy: {
      text: 'Linjen är upptagen.',
      remedy: 'Försök igen om en liten stund.',
    },
    'busy-elsewhere': {
      text: 'Du är i ett samtal i en annan flik: {page}',
      remedy: 'Fortsätt där, eller avsluta det och ring här.',
    },
    'connection-lost': {
      text: 'Anslutningen bröts.',
      remedy: 'Kontrollera internetanslutningen och ring sedan igen.',
    },
  },
};
