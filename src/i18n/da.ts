// Danish (du, as everybody is addressed).

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'Det er ikke muligt at ringe lige nu.',
  remedy: 'Kontakt os på en anden måde.',
};

const tryAgain = 'Prøv igen.';

export const da: Messages = {
  lang: 'da',
  call: 'Ring op',
  callAgent: 'Ring til {agent}',
  cancel: 'Annuller',
  hangUp: 'Læg på',
  callAgain: 'Ring igen',
  takeOver: 'Afslut og ring her',
  enableSound: 'Slå lyden til',
  mute: 'Slå mikrofonen fra',
  duration: 'Opkaldets varighed',
  voiceCall: 'Taleopkald',
  open: 'Tal med os',
  close: 'Luk',
  captions: 'Transskription',
  you: 'Dig',
  agent: 'Assistent',
  copyTranscript: 'Kopiér transskription',
  copied: 'Kopieret',
  consent:
    'Du kommer til at tale med en automatisk taleassistent. Din stemme sendes til den via internettet.',
  agree: 'Acceptér og ring op',
  decline: 'Nej tak',
  privacy: 'Privatlivspolitik',
  terms: 'Brugsvilkår',
  microphoneReason: 'Du skal bruge mikrofonen for at tale. Din browser beder nu om lov.',
  continue: 'Fortsæt',
  devices: 'Lydindstillinger',
  microphone: 'Mikrofon',
  speaker: 'Højttaler',
  volume: 'Lydstyrke',
  testTone: 'Afspil en testtone',
  systemDefault: 'Systemets standard',
  device: 'Enhed {number}',
  keypad: 'Tastatur',
  holdToTalk: 'Hold nede for at tale',
  rate: 'Hvordan var samtalen?',
  good: 'God',
  bad: 'Ikke god',
  thanks: 'Tak!',
  allowInChrome: 'Klik på ikonet til venstre for adressen, slå mikrofonen til, og ring igen.',
  allowInFirefox:
    'Klik på den overstregede mikrofon til venstre for adressen, fjern blokeringen, og ring igen.',
  allowInSafari: 'Vælg Safari > Indstillinger for dette websted, sæt mikrofonen til ”Tillad”, og ring igen.',
  allowInIos: 'Åbn Indstillinger > Apps > din browser > Mikrofon, tillad den, og ring igen.',
  allowInAndroid:
    'Tryk på ikonet til venstre for adressen, åbn ”Tilladelser”, tillad mikrofonen, og ring igen.',
  microphoneReady: 'Mikrofonen er nu tilladt.',
  microphoneFound: 'Nu er en mikrofon tilsluttet.',
  requestingMicrophone: 'Tillad mikrofonen',
  connecting: 'Opretter forbindelse…',
  waitingAt: 'Du er nummer {position} i køen',
  waiting: 'Venter i kø…',
  rerouting: 'Prøver en anden vej…',
  microphoneLost: 'Mikrofonen er frakoblet. Tilslut en for at fortsætte.',
  microphoneSilent: 'Din enhed har slået mikrofonen fra',
  takenOver: 'Opkaldet er slut: en anden fane tog over',
  connected: 'Forbundet',
  listening: 'Lytter',
  agentSpeaking: 'Taler',
  agentNameSpeaking: '{agent} taler',
  muted: 'Din mikrofon er slået fra',
  playbackBlocked: 'Lyden er blokeret',
  reconnecting: 'Genopretter forbindelsen…',
  ending: 'Afslutter…',
  ended: 'Opkaldet er slut',
  failed: 'Opkaldet mislykkedes',
  errors: {
    'microphone-denied': {
      text: 'Mikrofonen blev ikke tilladt.',
      remedy: 'Tillad den i browserens adresselinje, og ring igen.',
    },
    'microphone-blocked': {
      text: 'Denne side må ikke bruge mikrofonen.',
      remedy: 'Åbn siden i sit eget vindue, eller kontakt os på en anden måde.',
    },
    'microphone-blocked-by-system': {
      text: 'Din enhed giver ikke browseren adgang til mikrofonen.',
      remedy: 'Giv browseren adgang til mikrofonen i enhedens privatlivsindstillinger, og ring igen.',
    },
    'microphone-not-found': {
      text: 'Der blev ikke fundet nogen mikrofon.',
      remedy: 'Tilslut en, eller tænd den, og ring igen.',
    },
    'microphone-in-use': {
      text: 'Mikrofonen kunne ikke startes.',
      remedy: 'Luk andre programmer, der bruger den, og ring igen.',
    },
    'insecure-context': {
      text: 'Opkald kræver en sikker forbindelse.',
      remedy: 'Åbn siden med https:// i adressen.',
    },
    'unsupported-browser': {
      text: 'Denne browser kan ikke foretage opkald.',
      remedy: 'Åbn siden i en aktuel version af Chrome, Edge, Firefox eller Safari.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'Opkaldstjenesten kunne ikke nås.',
      remedy: 'Tjek din internetforbindelse, og ring igen.',
    },
    'gateway-error': { text: 'Noget gik galt.', remedy: tryAgain },
    'media-failed': {
      text: 'Lydforbindelsen kunne ikke oprettes.',
      remedy: 'Dit netværk blokerer måske opkald. Prøv et andet, for eksempel mobilens.',
    },
    'agent-failed': {
      text: 'Assistenten er ikke tilgængelig lige nu.',
      remedy: 'Prøv igen om lidt.',
    },
    timeout: { text: 'Det tog for lang tid at oprette forbindelse.', remedy: tryAgain },
    busy: {
      text: 'Linjen er optaget.',
      remedy: 'Prøv igen om lidt.',
    },
    'busy-elsewhere': {
      text: 'Du er i et opkald i en anden fane: {page}',
      remedy: 'Fortsæt der, eller afslut opkaldet, og ring her.',
    },
    'connection-lost': {
      text: 'Forbindelsen blev afbrudt.',
      remedy: 'Tjek din internetforbindelse, og ring igen.',
    },
  },
};
