// Portuguese, as in Brazil.

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'Esta chamada não está disponível no momento.',
  remedy: 'Fale conosco por outro canal, por favor.',
};

const tryAgain = 'Tente novamente, por favor.';

export const pt: Messages = {
  lang: 'pt',
  call: 'Ligar',
  callAgent: 'Ligar para {agent}',
  cancel: 'Cancelar',
  hangUp: 'Desligar',
  callAgain: 'Ligar novamente',
  takeOver: 'Encerrar e ligar aqui',
  enableSound: 'Ativar o som',
  mute: 'Silenciar',
  duration: 'Duração da chamada',
  voiceCall: 'Chamada de voz',
  open: 'Fale conosco',
  close: 'Fechar',
  captions: 'Transcrição',
  you: 'Você',
  agent: 'Assistente',
  copyTranscript: 'Copiar transcrição',
  copied: 'Copiada',
  consent: 'Você vai falar com um assistente de voz automático. Sua voz é enviada a ele pela internet.',
  agree: 'Aceitar e ligar',
  decline: 'Agora não',
  privacy: 'Política de privacidade',
  terms: 'Termos de uso',
  microphoneReason: 'Para falar, você precisa do microfone. O navegador vai pedir permissão agora.',
  continue: 'Continuar',
  devices: 'Configurações de som',
  microphone: 'Microfone',
  speaker: 'Alto-falante',
  volume: 'Volume',
  testTone: 'Reproduzir som de teste',
  systemDefault: 'Padrão do sistema',
  device: 'Dispositivo {number}',
  keypad: 'Teclado',
  holdToTalk: 'Segure para falar',
  rate: 'Como foi a chamada?',
  good: 'Boa',
  bad: 'Não foi boa',
  thanks: 'Agradecemos!',
  allowInChrome: 'Clique no ícone à esquerda do endereço, ative o microfone e ligue novamente.',
  allowInFirefox: 'Clique no microfone riscado à esquerda do endereço, remova o bloqueio e ligue novamente.',
  allowInSafari:
    'Escolha Safari > Ajustes para Este Site, defina o microfone como “Permitir” e ligue novamente.',
  allowInIos: 'Abra Ajustes > Apps > seu navegador > Microfone, permita o acesso e ligue novamente.',
  allowInAndroid:
    'Toque no ícone à esquerda do endereço, abra “Permissões”, permita o microfone e ligue novamente.',
  microphoneReady: 'O microfone agora está permitido.',
  microphoneFound: 'Agora há um microfone conectado.',
  requestingMicrophone: 'Permita o uso do microfone',
  connecting: 'Conectando…',
  waitingAt: 'Sua posição na fila: {position}',
  waiting: 'Na fila de espera…',
  rerouting: 'Tentando outro caminho…',
  microphoneLost: 'O microfone foi desconectado. Conecte um para continuar.',
  microphoneSilent: 'Seu dispositivo silenciou o microfone',
  takenOver: 'Chamada encerrada: retomada em outra aba',
  connected: 'Em chamada',
  listening: 'Ouvindo',
  agentSpeaking: 'Falando',
  agentNameSpeaking: '{agent} está falando',
  muted: 'Seu microfone está silenciado',
  playbackBlocked: 'O som está bloqueado',
  reconnecting: 'Reconectando…',
  ending: 'Encerrando…',
  ended: 'Chamada encerrada',
  failed: 'A chamada falhou',
  errors: {
    'microphone-denied': {
      text: 'O microfone não foi permitido.',
      remedy: 'Permita o acesso na barra de endereços do navegador e ligue novamente.',
    },
    'microphone-blocked': {
      text: 'Esta página não pode usar o microfone.',
      remedy: 'Abra esta página em uma janela separada ou fale conosco por outro canal.',
    },
    'microphone-blocked-by-system': {
      text: 'Seu dispositivo não permite que este navegador use o microfone.',
      remedy:
        'Permita que este navegador use o microfone nas configurações de privacidade do seu dispositivo e ligue novamente.',
    },
    'microphone-not-found': {
      text: 'Nenhum microfone foi encontrado.',
      remedy: 'Conecte ou ligue um microfone e tente novamente.',
    },
    'microphone-in-use': {
      text: 'Não foi possível ativar o microfone.',
      remedy: 'Feche outros programas que o utilizam e ligue novamente.',
    },
    'insecure-context': {
      text: 'As chamadas exigem uma conexão segura.',
      remedy: 'Abra esta página com https:// no endereço.',
    },
    'unsupported-browser': {
      text: 'Este navegador não consegue fazer chamadas.',
      remedy: 'Abra esta página em uma versão atual do Chrome, Edge, Firefox ou Safari.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'Não foi possível acessar o serviço de chamadas.',
      remedy: 'Verifique sua conexão com a internet e ligue novamente.',
    },
    'gateway-error': { text: 'Algo deu errado.', remedy: tryAgain },
    'media-failed': {
      text: 'Não foi possível conectar o áudio.',
      remedy: 'Talvez sua rede bloqueie chamadas. Tente outra, como a do seu celular.',
    },
    'agent-failed': {
      text: 'O assistente não está disponível no momento.',
      remedy: 'Tente novamente em instantes.',
    },
    timeout: { text: 'A conexão demorou demais.', remedy: tryAgain },
    busy: {
      text: 'A linha está ocupada.',
      remedy: 'Tente novamente em instantes.',
    },
    'busy-elsewhere': {
      text: 'Você está em uma chamada em outra aba: {page}',
      remedy: 'Continue lá ou encerre-a e ligue aqui.',
    },
    'connection-lost': {
      text: 'A conexão foi perdida.',
      remedy: 'Verifique sua conexão com a internet e ligue novamente.',
    },
  },
};
