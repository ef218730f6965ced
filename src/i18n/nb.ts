// Norwegian Bokmål (du, as everybody is addressed); Nynorsk and plain `no` are served by it.

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'Det er ikke mulig å ringe akkurat nå.',
  remedy: 'Kontakt oss på en annen måte.',
};

const tryAgain = 'Prøv igjen.';

export const nb: Messages = {
  lang: 'nb',
  call: 'Ring',
  callAgent: 'Ring {agent}',
  cancel: 'Avbryt',
  hangUp: 'Legg på',
  callAgain: 'Ring igjen',
  takeOver: 'Avslutt og ring her',
  enableSound: 'Slå på lyden',
  mute: 'Slå av mikrofonen',
  duration: 'Samtalens varighet',
  voiceCall: 'Taleanrop',
  open: 'Snakk med oss',
  close: 'Lukk',
  captions: 'Transkripsjon',
  you: 'Du',
  agent: 'Assistent',
  copyTranscript: 'Kopier transkripsjon',
  copied: 'Kopiert',
  consent:
    'Du kommer til å snakke med en automatisk taleassistent. Stemmen din sendes til den via internett.',
  agree: 'Godta og ring',
  decline: 'Nei takk',
  privacy: 'Personvernerklæring',
  terms: 'Bruksvilkår',
  microphoneReason: 'Du trenger mikrofonen for å snakke. Nettleseren ber nå om tillatelse.',
  continue: 'Fortsett',
  devices: 'Lydinnstillinger',
  microphone: 'Mikrofon',
  speaker: 'Høyttaler',
  volume: 'Lydstyrke',
  testTone: 'Spill av en testtone',
  systemDefault: 'Systemets standard',
  device: 'Enhet {number}',
  keypad: 'Tastatur',
  holdToTalk: 'Hold inne for å snakke',
  rate: 'Hvordan var samtalen?',
  good: 'Bra',
  bad: 'Ikke bra',
  thanks: 'Takk!',
  allowInChrome: 'Klikk på ikonet til venstre for adressen, slå på mikrofonen og ring igjen.',
  allowInFirefox:
    'Klikk på den overstrøkne mikrofonen til venstre for adressen, fjern blokkeringen og ring igjen.',
  allowInSafari:
    'Velg Safari > Innstillinger for dette nettstedet, sett mikrofonen til «Tillat» og ring igjen.',
  allowInIos: 'Åpne Innstillinger > Apper > nettleseren din > Mikrofon, tillat den og ring igjen.',
  allowInAndroid:
    'Trykk på ikonet til venstre for adressen, åpne «Tillatelser», tillat mikrofonen og ring igjen.',
  microphoneReady: 'Mikrofonen er nå tillatt.',
  microphoneFound: 'Nå er en mikrofon koblet til.',
  requestingMicrophone: 'Tillat mikrofonen',
  connecting: 'Kobler til…',
  waitingAt: 'Du er nummer {position} i køen',
  waiting: 'Venter i kø…',
  rerouting: 'Prøver en annen vei…',
  microphoneLost: 'Mikrofonen er frakoblet. Koble til en for å fortsette.',
  microphoneSilent: 'Enheten din har slått av mikrofonen',
  takenOver: 'Samtalen er avsluttet: en annen fane tok over',
  connected: 'Tilkoblet',
  listening: 'Lytter',
  agentSpeaking: 'Snakker',
  agentNameSpeaking: '{agent} snakker',
  muted: 'Mikrofonen din er slått av',
  playbackBlocked: 'Lyden er blokkert',
  reconnecting: 'Kobler til på nytt…',
  ending: 'Avslutter…',
  ended: 'Samtalen er avsluttet',
  failed: 'Samtalen mislyktes',
  errors: {
    'microphone-denied': {
      text: 'Mikrofonen ble ikke tillatt.',
      remedy: 'Tillat den i nettleserens adressefelt og ring igjen.',
    },
    'microphone-blocked': {
      text: 'Denne siden får ikke bruke mikrofonen.',
      remedy: 'Åpne siden i et eget vindu, eller kontakt oss på en annen måte.',
    },
    'microphone-blocked-by-system': {
      text: 'Enheten din gir ikke nettleseren tilgang til mikrofonen.',
      remedy: 'Gi nettleseren tilgang til mikrofonen i enhetens personverninnstillinger og ring igjen.',
    },
    'microphone-not-found': {
      text: 'Fant ingen mikrofon.',
      remedy: 'Koble til en mikrofon eller slå den på, og ring igjen.',
    },
    'microphone-in-use': {
      text: 'Mikrofonen kunne ikke startes.',
      remedy: 'Lukk andre programmer som bruker den, og ring igjen.',
    },
    'insecure-context': {
      text: 'Samtaler krever en sikker tilkobling.',
      remedy: 'Åpne siden med https:// i adressen.',
    },
    'unsupported-browser': {
      text: 'Denne nettleseren kan ikke ringe.',
      remedy: 'Åpne siden i en oppdatert versjon av Chrome, Edge, Firefox eller Safari.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'Fikk ikke kontakt med samtaletjenesten.',
      remedy: 'Sjekk internettforbindelsen og ring igjen.',
    },
    'gateway-error': { text: 'Noe gikk galt.', remedy: tryAgain },
    'media-failed': {
      text: 'Lydforbindelsen kunne ikke opprettes.',
      remedy: 'Nettverket ditt blokkerer kanskje samtaler. Prøv et annet, for eksempel mobilens.',
    },
    'agent-failed': {
      text: 'Assistenten er ikke tilgjengelig akkurat nå.',
      remedy: 'Prøv igjen om litt.',
    },
    timeout: { text: 'Det tok for lang tid å koble til.', remedy: tryAgain },
    busy: {
      text: 'Linjen er opptatt.',
      remedy: 'Prøv igjen om litt.',
    },
    'busy-elsewhere': {
      text: 'Du er i en samtale i en annen fane: {page}',
      remedy: 'Fortsett der, eller avslutt samtalen og ring her.',
    },
    'connection-lost': {
      text: 'Forbindelsen ble brutt.',
      remedy: 'Sjekk internettforbindelsen og ring igjen.',
    },
  },
};
