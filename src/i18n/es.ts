// Spanish, formal (usted).

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'Esta llamada no está disponible en este momento.',
  remedy: 'Contáctenos por otro medio, por favor.',
};

const tryAgain = 'Inténtelo de nuevo, por favor.';

export const es: Messages = {
  lang: 'es',
  call: 'Llamar',
  callAgent: 'Llamar a {agent}',
  cancel: 'Cancelar',
  hangUp: 'Colgar',
  callAgain: 'Volver a llamar',
  takeOver: 'Colgar y llamar aquí',
  enableSound: 'Activar el sonido',
  mute: 'Silenciar',
  duration: 'Duración de la llamada',
  voiceCall: 'Llamada de voz',
  open: 'Hable con nosotros',
  close: 'Cerrar',
  captions: 'Transcripción',
  you: 'Usted',
  agent: 'Asistente',
  copyTranscript: 'Copiar transcripción',
  copied: 'Copiado',
  consent: 'Va a hablar con un asistente de voz automático. Su voz se le transmite por internet.',
  agree: 'Aceptar y llamar',
  decline: 'No, gracias',
  privacy: 'Política de privacidad',
  terms: 'Condiciones de uso',
  microphoneReason: 'Para hablar necesita el micrófono. Su navegador le pedirá permiso ahora.',
  continue: 'Continuar',
  devices: 'Ajustes de sonido',
  microphone: 'Micrófono',
  speaker: 'Altavoz',
  volume: 'Volumen',
  testTone: 'Reproducir tono de prueba',
  systemDefault: 'Predeterminado del sistema',
  device: 'Dispositivo {number}',
  keypad: 'Teclado',
  holdToTalk: 'Mantenga pulsado y hable',
  rate: '¿Qué tal la llamada?',
  good: 'Bien',
  bad: 'No muy bien',
  thanks: '¡Gracias!',
  allowInChrome:
    'Haga clic en el icono a la izquierda de la dirección, active el micrófono y vuelva a llamar.',
  allowInFirefox:
    'Haga clic en el micrófono tachado a la izquierda de la dirección, quite el bloqueo y vuelva a llamar.',
  allowInSafari:
    'Elija Safari > Ajustes para este sitio web, ponga el micrófono en «Permitir» y vuelva a llamar.',
  allowInIos: 'Abra Ajustes > Apps > su navegador > Micrófono, actívelo y vuelva a llamar.',
  allowInAndroid:
    'Toque el icono a la izquierda de la dirección, abra «Permisos», permita el micrófono y vuelva a llamar.',
  microphoneReady: 'El micrófono ya está permitido.',
  microphoneFound: 'Ya hay un micrófono conectado.',
  requestingMicrophone: 'Permita el micrófono, por favor',
  connecting: 'Conectando…',
  waitingAt: 'Su puesto en la cola: {position}',
  waiting: 'En espera…',
  rerouting: 'Probando otra vía…',
  microphoneLost: 'El micrófono se desconectó. Conecte uno para continuar.',
  microphoneSilent: 'Su dispositivo ha silenciado el micrófono',
  takenOver: 'Llamada finalizada: continúa en otra pestaña',
  connected: 'En llamada',
  listening: 'Escuchando',
  agentSpeaking: 'Hablando',
  agentNameSpeaking: '{agent} está hablando',
  muted: 'Su micrófono está silenciado',
  playbackBlocked: 'El sonido está bloqueado',
  reconnecting: 'Volviendo a conectar…',
  ending: 'Finalizando…',
  ended: 'Llamada finalizada',
  failed: 'La llamada falló',
  errors: {
    'microphone-denied': {
      text: 'No se permitió el micrófono.',
      remedy: 'Permítalo en la barra de direcciones del navegador y vuelva a llamar.',
    },
    'microphone-blocked': {
      text: 'Esta página no puede usar el micrófono.',
      remedy: 'Abra esta página en una ventana aparte o contáctenos por otro medio.',
    },
    'microphone-blocked-by-system': {
      text: 'Su dispositivo no deja que este navegador use el micrófono.',
      remedy:
        'Permita que este navegador use el micrófono en los ajustes de privacidad de su dispositivo y vuelva a llamar.',
    },
    'microphone-not-found': {
      text: 'No se encontró ningún micrófono.',
      remedy: 'Conecte o encienda uno y vuelva a llamar.',
    },
    'microphone-in-use': {
      text: 'No se pudo activar el micrófono.',
      remedy: 'Cierre otros programas que lo usen y vuelva a llamar.',
    },
    'insecure-context': {
      text: 'Las llamadas requieren una conexión segura.',
      remedy: 'Abra esta página con https:// en la dirección.',
    },
    'unsupported-browser': {
      text: 'Este navegador no puede hacer llamadas.',
      remedy: 'Abra esta página en una versión actual de Chrome, Edge, Firefox o Safari.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'No se pudo contactar con el servicio de llamadas.',
      remedy: 'Compruebe su conexión a internet y vuelva a llamar.',
    },
    'gateway-error': { text: 'Algo salió mal.', remedy: tryAgain },
    'media-failed': {
      text: 'No se pudo conectar el audio.',
      remedy: 'Es posible que su red bloquee las llamadas. Pruebe con otra, como la de su teléfono.',
    },
    'agent-failed': {
      text: 'El asistente no está disponible en este momento.',
      remedy: 'Inténtelo de nuevo en unos instantes.',
    },
    timeout: { text: 'La conexión tardó demasiado.', remedy: tryAgain },
    busy: {
      text: 'La línea está ocupada.',
      remedy: 'Inténtelo de nuevo en unos instantes.',
    },
    'busy-elsewhere': {
      text: 'Tiene una llamada en otra pestaña: {page}',
      remedy: 'Continúe allí, o cuelgue y llame aquí.',
    },
    'connection-lost': {
      text: 'Se perdió la conexión.',
      remedy: 'Compruebe su conexión a internet y vuelva a llamar.',
    },
  },
};
