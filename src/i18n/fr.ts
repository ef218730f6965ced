// French, formal (vous). `\u00a0` before ! ? : and inside « ».

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
  takeOver: 'Terminer, appeler ici',
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
  testTone: 'Jouer un son de test',
  systemDefault: 'Choix du système',
  device: 'Appareil {number}',
  keypad: 'Clavier',
  holdToTalk: 'Maintenir pour parler',
  rate: 'Comment s’est passé l’appel\u00a0?',
  good: 'Bien',
  bad: 'Pas bien',
  thanks: 'Merci\u00a0!',
  allowInChrome: 'Cliquez sur l’icône à gauche de l’adresse, activez le micro, puis rappelez.',
  allowInFirefox: 'Cliquez sur le micro barré à gauche de l’adresse, supprimez le blocage, puis rappelez.',
  allowInSafari:
    'Choisissez Safari > Réglages pour ce site web, réglez le micro sur «\u00a0Autoriser\u00a0», puis rappelez.',
  allowInIos: 'Ouvrez Réglages > Apps > votre navigateur > Micro, autorisez-le, puis rappelez.',
  allowInAndroid:
    'Touchez l’icône à gauche de l’adresse, ouvrez «\u00a0Autorisations\u00a0», autorisez le micro, puis rappelez.',
  microphoneReady: 'Le micro est maintenant autorisé.',
  microphoneFound: 'Un micro est maintenant disponible.',
  requestingMicrophone: 'Veuillez autoriser le micro',
  connecting: 'Connexion…',
  waitingAt: 'Votre place dans la file\u00a0: {position}',
  waiting: 'En attente…',
  rerouting: 'Essai d’une autre voie…',
  microphoneLost: 'Le micro a disparu. Branchez-en un pour continuer.',
  microphoneSilent: 'Votre appareil garde le micro coupé',
  takenOver: 'Appel terminé\u00a0: repris dans un autre onglet',
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
      text: 'Le micro n’a pas pu être ouvert.',
      remedy: 'Fermez les autres programmes qui l’utilisent, puis rappelez.',
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
      text: 'Vous êtes en appel dans un autre onglet\u00a0: {page}',
      remedy: 'Continuez là-bas, ou terminez cet appel et appelez ici.',
    },
    'connection-lost': {
      text: 'La connexion a été perdue.',
      remedy: 'Vérifiez votre connexion Internet, puis rappelez.',
    },
  },
};
