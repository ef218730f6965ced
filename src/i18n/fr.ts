// French, formal (vous). `\u202f`, the narrow no-break space, before ! ? : and inside « ».

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'Cet appel n’est pas disponible pour le moment.',
  remedy: 'Veuillez nous contacter par un autre moyen.',
};

const tryAgain = 'Veuillez réessayer.';

export const fr: Messages = {
  lang: 'fr',
  call: 'Appeler',
  callAgent: 'Appeler {agent}',
  cancel: 'Annuler',
  hangUp: 'Raccrocher',
  callAgain: 'Rappeler',
  takeOver: 'Terminer et appeler ici',
  enableSound: 'Activer le son',
  mute: 'Couper le micro',
  duration: 'Durée de l’appel',
  voiceCall: 'Appel vocal',
  open: 'Parlez-nous',
  close: 'Fermer',
  captions: 'Transcription',
  you: 'Vous',
  agent: 'Assistant',
  copyTranscript: 'Copier la transcription',
  copied: 'Copié',
  consent: 'Vous allez parler à un assistant vocal automatique. Votre voix lui est transmise par Internet.',
  agree: 'Accepter et appeler',
  decline: 'Non, merci',
  privacy: 'Politique de confidentialité',
  terms: 'Conditions d’utilisation',
  microphoneReason:
    'Pour parler, il vous faut le micro. Votre navigateur va maintenant vous demander l’autorisation.',
  continue: 'Continuer',
  devices: 'Réglages du son',
  microphone: 'Micro',
  speaker: 'Haut-parleur',
  volume: 'Volume',
  testTone: 'Écouter un son de test',
  systemDefault: 'Par défaut du système',
  device: 'Appareil {number}',
  keypad: 'Clavier',
  holdToTalk: 'Maintenir pour parler',
  rate: 'Comment s’est passé l’appel\u202f?',
  good: 'Bien',
  bad: 'Pas très bien',
  thanks: 'Merci\u202f!',
  allowInChrome: 'Cliquez sur l’icône à gauche de l’adresse, activez le micro, puis rappelez.',
  allowInFirefox: 'Cliquez sur le micro barré à gauche de l’adresse, supprimez le blocage, puis rappelez.',
  allowInSafari:
    'Choisissez Safari > Réglages pour ce site web, réglez le micro sur «\u202fAutoriser\u202f», puis rappelez.',
  allowInIos: 'Ouvrez Réglages > Apps > votre navigateur > Micro, autorisez-le, puis rappelez.',
  allowInAndroid:
    'Touchez l’icône à gauche de l’adresse, ouvrez «\u202fAutorisations\u202f», autorisez le micro, puis rappelez.',
  microphoneReady: 'Le micro est maintenant autorisé.',
  microphoneFound: 'Un micro est maintenant disponible.',
  requestingMicrophone: 'Veuillez autoriser le micro',
  connecting: 'Connexion…',
  waitingAt: 'Votre place dans la file\u202f: {position}',
  waiting: 'En attente…',
  rerouting: 'Essai par une autre voie…',
  microphoneLost: 'Le micro a été débranché. Branchez-en un pour continuer.',
  microphoneSilent: 'Votre appareil a coupé le micro',
  takenOver: 'Appel terminé\u202f: repris dans un autre onglet',
  connected: 'En communication',
  listening: 'À l’écoute',
  agentSpeaking: 'L’assistant parle',
  agentNameSpeaking: '{agent} parle',
  muted: 'Votre micro est coupé',
  playbackBlocked: 'Le son est bloqué',
  reconnecting: 'Reconnexion…',
  ending: 'Fin de l’appel…',
  ended: 'Appel terminé',
  failed: 'Échec de l’appel',
  errors: {
    'microphone-denied': {
      text: 'Le micro n’a pas été autorisé.',
      remedy: 'Autorisez-le dans la barre d’adresse du navigateur, puis rappelez.',
    },
    'microphone-blocked': {
      text: 'Cette page ne peut pas utiliser le micro.',
      remedy: 'Ouvrez cette page dans sa propre fenêtre ou contactez-nous par un autre moyen.',
    },
    'microphone-blocked-by-system': {
      text: 'Votre appareil n’autorise pas ce navigateur à utiliser le micro.',
      remedy:
        'Autorisez ce navigateur à utiliser le micro dans les réglages de confidentialité de votre appareil, puis rappelez.',
    },
    'microphone-not-found': {
      text: 'Aucun micro n’a été trouvé.',
      remedy: 'Branchez-en un ou allumez-le, puis rappelez.',
    },
    'microphone-in-use': {
      text: 'Le micro n’a pas pu être activé.',
      remedy: 'Fermez les autres applications qui l’utilisent, puis rappelez.',
    },
    'insecure-context': {
      text: 'Les appels nécessitent une connexion sécurisée.',
      remedy: 'Ouvrez cette page avec https:// dans l’adresse.',
    },
    'unsupported-browser': {
      text: 'Ce navigateur ne permet pas d’appeler.',
      remedy: 'Ouvrez cette page dans une version récente de Chrome, Edge, Firefox ou Safari.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'Le service d’appel est injoignable.',
      remedy: 'Vérifiez votre connexion Internet, puis rappelez.',
    },
    'gateway-error': { text: 'Une erreur s’est produite.', remedy: tryAgain },
    'media-failed': {
      text: 'La liaison audio n’a pas pu être établie.',
      remedy:
        'Votre réseau bloque peut-être les appels. Essayez-en un autre, comme celui de votre téléphone.',
    },
    'agent-failed': {
      text: 'L’assistant n’est pas disponible pour le moment.',
      remedy: 'Veuillez réessayer dans un instant.',
    },
    timeout: { text: 'La connexion a pris trop de temps.', remedy: tryAgain },
    busy: {
      text: 'La ligne est occupée.',
      remedy: 'Veuillez réessayer dans un instant.',
    },
    'busy-elsewhere': {
      text: 'Vous êtes en appel dans un autre onglet\u202f: {page}',
      remedy: 'Poursuivez-le là-bas, ou terminez-le et appelez ici.',
    },
    'connection-lost': {
      text: 'La connexion a été perdue.',
      remedy: 'Vérifiez votre connexion Internet, puis rappelez.',
    },
  },
};
