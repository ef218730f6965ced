// German, formal (Sie).

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'Anrufe sind hier im Moment nicht möglich.',
  remedy: 'Bitte kontaktieren Sie uns auf anderem Weg.',
};

const tryAgain = 'Bitte versuchen Sie es erneut.';

export const de: Messages = {
  lang: 'de',
  call: 'Anrufen',
  callAgent: '{agent} anrufen',
  cancel: 'Abbrechen',
  hangUp: 'Auflegen',
  callAgain: 'Erneut anrufen',
  takeOver: 'Beenden und hier anrufen',
  enableSound: 'Ton einschalten',
  mute: 'Stummschalten',
  duration: 'Anrufdauer',
  voiceCall: 'Sprachanruf',
  open: 'Mit uns sprechen',
  close: 'Schließen',
  captions: 'Transkript',
  you: 'Sie',
  agent: 'Assistent',
  copyTranscript: 'Transkript kopieren',
  copied: 'Kopiert',
  consent:
    'Sie sprechen mit einem automatischen Sprachassistenten. Ihre Stimme wird über das Internet an ihn übertragen.',
  agree: 'Zustimmen und anrufen',
  decline: 'Nein, danke',
  privacy: 'Datenschutzerklärung',
  terms: 'Nutzungsbedingungen',
  microphoneReason: 'Zum Sprechen brauchen Sie das Mikrofon. Ihr Browser fragt jetzt danach.',
  continue: 'Weiter',
  devices: 'Toneinstellungen',
  microphone: 'Mikrofon',
  speaker: 'Lautsprecher',
  volume: 'Lautstärke',
  testTone: 'Testton abspielen',
  systemDefault: 'Systemstandard',
  device: 'Gerät {number}',
  keypad: 'Tastenfeld',
  holdToTalk: 'Zum Sprechen halten',
  rate: 'Wie war der Anruf?',
  good: 'Gut',
  bad: 'Nicht gut',
  thanks: 'Vielen Dank!',
  allowInChrome:
    'Klicken Sie auf das Symbol links neben der Adresse, schalten Sie das Mikrofon ein und rufen Sie erneut an.',
  allowInFirefox:
    'Klicken Sie auf das durchgestrichene Mikrofon links neben der Adresse, heben Sie die Blockierung auf und rufen Sie erneut an.',
  allowInSafari:
    'Wählen Sie Safari > Einstellungen für diese Website, stellen Sie das Mikrofon auf „Erlauben“ und rufen Sie erneut an.',
  allowInIos:
    'Öffnen Sie Einstellungen > Apps > Ihr Browser > Mikrofon, erlauben Sie es und rufen Sie erneut an.',
  allowInAndroid:
    'Tippen Sie auf das Symbol links neben der Adresse, öffnen Sie „Berechtigungen“, erlauben Sie das Mikrofon und rufen Sie erneut an.',
  microphoneReady: 'Das Mikrofon ist jetzt erlaubt.',
  microphoneFound: 'Ein Mikrofon ist jetzt angeschlossen.',
  requestingMicrophone: 'Bitte erlauben Sie das Mikrofon',
  connecting: 'Wird verbunden…',
  waitingAt: 'Sie sind auf Platz {position} der Warteschlange',
  waiting: 'In der Warteschlange…',
  rerouting: 'Anderer Weg wird versucht…',
  microphoneLost: 'Das Mikrofon wurde getrennt. Schließen Sie eines an, um fortzufahren.',
  microphoneSilent: 'Ihr Gerät hat das Mikrofon stummgeschaltet',
  takenOver: 'Anruf beendet: in anderem Tab übernommen',
  connected: 'Verbunden',
  listening: 'Hört zu',
  agentSpeaking: 'Spricht',
  agentNameSpeaking: '{agent} spricht',
  muted: 'Sie sind stummgeschaltet',
  playbackBlocked: 'Der Ton ist blockiert',
  reconnecting: 'Wird erneut verbunden…',
  ending: 'Wird beendet…',
  ended: 'Anruf beendet',
  failed: 'Anruf fehlgeschlagen',
  errors: {
    'microphone-denied': {
      text: 'Das Mikrofon wurde nicht erlaubt.',
      remedy: 'Erlauben Sie es in der Adressleiste des Browsers und rufen Sie erneut an.',
    },
    'microphone-blocked': {
      text: 'Diese Seite darf das Mikrofon nicht verwenden.',
      remedy: 'Öffnen Sie diese Seite in einem eigenen Fenster oder kontaktieren Sie uns auf anderem Weg.',
    },
    'microphone-blocked-by-system': {
      text: 'Ihr Gerät gibt das Mikrofon für diesen Browser nicht frei.',
      remedy:
        'Erlauben Sie diesem Browser das Mikrofon in den Datenschutzeinstellungen Ihres Geräts und rufen Sie erneut an.',
    },
    'microphone-not-found': {
      text: 'Es wurde kein Mikrofon gefunden.',
      remedy: 'Schließen Sie eines an oder schalten Sie es ein und rufen Sie erneut an.',
    },
    'microphone-in-use': {
      text: 'Das Mikrofon konnte nicht gestartet werden.',
      remedy: 'Schließen Sie andere Programme, die es verwenden, und rufen Sie erneut an.',
    },
    'insecure-context': {
      text: 'Anrufe erfordern eine sichere Verbindung.',
      remedy: 'Öffnen Sie diese Seite mit https:// in der Adresse.',
    },
    'unsupported-browser': {
      text: 'Mit diesem Browser sind keine Anrufe möglich.',
      remedy: 'Öffnen Sie diese Seite in einer aktuellen Version von Chrome, Edge, Firefox oder Safari.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'Der Anrufdienst ist nicht erreichbar.',
      remedy: 'Prüfen Sie Ihre Internetverbindung und rufen Sie erneut an.',
    },
    'gateway-error': { text: 'Etwas ist schiefgegangen.', remedy: tryAgain },
    'media-failed': {
      text: 'Die Tonverbindung kam nicht zustande.',
      remedy:
        'Vielleicht blockiert Ihr Netzwerk Anrufe. Versuchen Sie ein anderes, etwa das Ihres Smartphones.',
    },
    'agent-failed': {
      text: 'Der Assistent ist gerade nicht verfügbar.',
      remedy: 'Bitte versuchen Sie es in Kürze erneut.',
    },
    timeout: { text: 'Der Verbindungsaufbau hat zu lange gedauert.', remedy: tryAgain },
    busy: {
      text: 'Die Leitung ist besetzt.',
      remedy: 'Bitte versuchen Sie es in Kürze erneut.',
    },
    'busy-elsewhere': {
      text: 'Sie führen bereits einen Anruf in einem anderen Tab: {page}',
      remedy: 'Sprechen Sie dort weiter oder beenden Sie ihn und rufen Sie hier an.',
    },
    'connection-lost': {
      text: 'Die Verbindung ist abgebrochen.',
      remedy: 'Prüfen Sie Ihre Internetverbindung und rufen Sie erneut an.',
    },
  },
};
