// Dutch, formal (u).

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'Bellen is hier op dit moment niet mogelijk.',
  remedy: 'Neem op een andere manier contact met ons op.',
};

const tryAgain = 'Probeer het opnieuw.';

export const nl: Messages = {
  lang: 'nl',
  call: 'Bellen',
  callAgent: '{agent} bellen',
  cancel: 'Annuleren',
  hangUp: 'Ophangen',
  callAgain: 'Opnieuw bellen',
  takeOver: 'Beëindig en bel hier',
  enableSound: 'Geluid inschakelen',
  mute: 'Microfoon dempen',
  duration: 'Gespreksduur',
  voiceCall: 'Spraakoproep',
  open: 'Praat met ons',
  close: 'Sluiten',
  captions: 'Transcriptie',
  you: 'U',
  agent: 'Assistent',
  copyTranscript: 'Transcriptie kopiëren',
  copied: 'Gekopieerd',
  consent:
    'U spreekt met een geautomatiseerde spraakassistent. Uw stem wordt via internet naar de assistent verzonden.',
  agree: 'Akkoord en bellen',
  decline: 'Nee, bedankt',
  privacy: 'Privacybeleid',
  terms: 'Gebruiksvoorwaarden',
  microphoneReason: 'Om te praten hebt u de microfoon nodig. Uw browser vraagt nu om toestemming.',
  continue: 'Doorgaan',
  devices: 'Geluidsinstellingen',
  microphone: 'Microfoon',
  speaker: 'Luidspreker',
  volume: 'Volume',
  testTone: 'Testtoon afspelen',
  systemDefault: 'Systeemstandaard',
  device: 'Apparaat {number}',
  keypad: 'Toetsenblok',
  holdToTalk: 'Houd ingedrukt en praat',
  rate: 'Hoe was het gesprek?',
  good: 'Goed',
  bad: 'Niet goed',
  thanks: 'Bedankt!',
  allowInChrome: 'Klik op het pictogram links van het adres, zet de microfoon aan en bel opnieuw.',
  allowInFirefox:
    'Klik op de doorgestreepte microfoon links van het adres, hef de blokkering op en bel opnieuw.',
  allowInSafari:
    'Kies Safari > Instellingen voor deze website, zet de microfoon op ‘Sta toe’ en bel opnieuw.',
  allowInIos: 'Open Instellingen > Apps > uw browser > Microfoon, sta deze toe en bel opnieuw.',
  allowInAndroid:
    'Tik op het pictogram links van het adres, open ‘Rechten’, sta de microfoon toe en bel opnieuw.',
  microphoneReady: 'De microfoon is nu toegestaan.',
  microphoneFound: 'Er is nu een microfoon aangesloten.',
  requestingMicrophone: 'Sta de microfoon toe',
  connecting: 'Verbinden…',
  waitingAt: 'U bent nummer {position} in de wachtrij',
  waiting: 'In de wachtrij…',
  rerouting: 'Andere route wordt geprobeerd…',
  microphoneLost: 'De microfoon is losgekoppeld. Sluit er een aan om door te gaan.',
  microphoneSilent: 'Uw apparaat heeft de microfoon gedempt',
  takenOver: 'Gesprek beëindigd: overgenomen op een ander tabblad',
  connected: 'Verbonden',
  listening: 'Luistert',
  agentSpeaking: 'Spreekt',
  agentNameSpeaking: '{agent} spreekt',
  muted: 'Uw microfoon is gedempt',
  playbackBlocked: 'Het geluid is geblokkeerd',
  reconnecting: 'Opnieuw verbinden…',
  ending: 'Beëindigen…',
  ended: 'Gesprek beëindigd',
  failed: 'Bellen mislukt',
  errors: {
    'microphone-denied': {
      text: 'De microfoon is niet toegestaan.',
      remedy: 'Sta deze toe in de adresbalk van de browser en bel opnieuw.',
    },
    'microphone-blocked': {
      text: 'Deze pagina mag de microfoon niet gebruiken.',
      remedy: 'Open deze pagina in een eigen venster of neem op een andere manier contact met ons op.',
    },
    'microphone-blocked-by-system': {
      text: 'Uw apparaat geeft deze browser geen toegang tot de microfoon.',
      remedy:
        'Geef deze browser toegang tot de microfoon in de privacy-instellingen van uw apparaat en bel opnieuw.',
    },
    'microphone-not-found': {
      text: 'Er is geen microfoon gevonden.',
      remedy: 'Sluit een microfoon aan of zet hem aan en bel opnieuw.',
    },
    'microphone-in-use': {
      text: 'De microfoon kon niet worden gestart.',
      remedy: 'Sluit andere programma’s die de microfoon gebruiken en bel opnieuw.',
    },
    'insecure-context': {
      text: 'Bellen vereist een beveiligde verbinding.',
      remedy: 'Open deze pagina met https:// in het adres.',
    },
    'unsupported-browser': {
      text: 'Met deze browser kunt u niet bellen.',
      remedy: 'Open deze pagina in een actuele versie van Chrome, Edge, Firefox of Safari.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'De beldienst is niet bereikbaar.',
      remedy: 'Controleer uw internetverbinding en bel opnieuw.',
    },
    'gateway-error': { text: 'Er is iets misgegaan.', remedy: tryAgain },
    'media-failed': {
      text: 'De geluidsverbinding kwam niet tot stand.',
      remedy: 'Mogelijk blokkeert uw netwerk gesprekken. Probeer een ander, zoals dat van uw telefoon.',
    },
    'agent-failed': {
      text: 'De assistent is op dit moment niet beschikbaar.',
      remedy: 'Probeer het zo meteen opnieuw.',
    },
    timeout: { text: 'Verbinden duurde te lang.', remedy: tryAgain },
    busy: {
      text: 'De lijn is bezet.',
      remedy: 'Probeer het zo meteen opnieuw.',
    },
    'busy-elsewhere': {
      text: 'U bent in gesprek op een ander tabblad: {page}',
      remedy: 'Ga daar verder, of beëindig dat gesprek en bel hier.',
    },
    'connection-lost': {
      text: 'De verbinding is verbroken.',
      remedy: 'Controleer uw internetverbinding en bel opnieuw.',
    },
  },
};
