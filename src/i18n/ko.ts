// Korean, polite.

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: '지금은 통화를 이용할 수 없습니다.',
  remedy: '다른 방법으로 문의해 주세요.',
};

const tryAgain = '다시 시도해 주세요.';

export const ko: Messages = {
  lang: 'ko',
  call: '전화하기',
  callAgent: '{agent}에게 전화하기',
  cancel: '취소',
  hangUp: '통화 종료',
  callAgain: '다시 전화하기',
  takeOver: '종료하고 여기서 통화',
  enableSound: '소리 켜기',
  mute: '음소거',
  duration: '통화 시간',
  voiceCall: '음성 통화',
  open: '통화로 문의하기',
  close: '닫기',
  captions: '대화 내용',
  you: '나',
  agent: '상담 도우미',
  consent: '자동 음성 도우미와 통화합니다. 고객님의 음성은 인터넷을 통해 도우미에게 전송됩니다.',
  agree: '동의하고 전화하기',
  decline: '동의하지 않음',
  privacy: '개인정보 처리방침',
  terms: '이용약관',
  allowInChrome: '주소 왼쪽의 아이콘을 클릭해 마이크를 켠 다음 다시 전화해 주세요.',
  allowInFirefox: '주소 왼쪽의 사선이 그어진 마이크를 클릭해 차단을 해제한 다음 다시 전화해 주세요.',
  allowInSafari:
    'Safari > 이 웹 사이트의 설정을 선택하고 마이크를 ‘허용’으로 설정한 다음 다시 전화해 주세요.',
  allowInIos: '설정 > 앱 > 사용 중인 브라우저 > 마이크를 열어 허용한 다음 다시 전화해 주세요.',
  allowInAndroid: '주소 왼쪽의 아이콘을 터치하고 ‘권한’에서 마이크를 허용한 다음 다시 전화해 주세요.',
  microphoneReady: '이제 마이크를 사용할 수 있습니다.',
  requestingMicrophone: '마이크 사용을 허용해 주세요',
  connecting: '연결 중…',
  waitingAt: '대기 순번: {position}번',
  waiting: '대기 중…',
  rerouting: '다른 경로로 연결 중…',
  microphoneLost: '마이크가 분리되었습니다. 계속하려면 마이크를 연결해 주세요.',
  microphoneSilent: '기기에서 마이크가 음소거되어 있습니다',
  takenOver: '통화 종료: 다른 탭에서 이어받았습니다',
  connected: '연결됨',
  listening: '듣는 중',
  agentSpeaking: '말하는 중',
  agentNameSpeaking: '{agent} 말하는 중',
  muted: '음소거 상태입니다',
  playbackBlocked: '소리가 차단되었습니다',
  reconnecting: '다시 연결 중…',
  ending: '종료 중…',
  ended: '통화 종료됨',
  failed: '통화 실패',
  errors: {
    'microphone-denied': {
      text: '마이크 사용이 허용되지 않았습니다.',
      remedy: '브라우저 주소창에서 허용한 다음 다시 전화해 주세요.',
    },
    'microphone-blocked': {
      text: '이 페이지에서는 마이크를 사용할 수 없습니다.',
      remedy: '기기의 마이크 설정을 확인하거나 이 페이지를 별도의 창에서 열어 주세요.',
    },
    'microphone-not-found': {
      text: '마이크를 찾을 수 없습니다.',
      remedy: '마이크를 연결하거나 켠 다음 다시 전화해 주세요.',
    },
    'microphone-in-use': {
      text: '마이크를 열 수 없습니다.',
      remedy: '마이크를 사용하는 다른 프로그램을 닫은 다음 다시 전화해 주세요.',
    },
    'insecure-context': {
      text: '통화하려면 보안 연결이 필요합니다.',
      remedy: '이 페이지를 https:// 주소로 열어 주세요.',
    },
    'unsupported-browser': {
      text: '이 브라우저에서는 통화할 수 없습니다.',
      remedy: '최신 버전의 Chrome, Edge, Firefox, Safari에서 이 페이지를 열어 주세요.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: '통화 서비스에 연결할 수 없습니다.',
      remedy: '인터넷 연결을 확인한 다음 다시 전화해 주세요.',
    },
    'gateway-error': { text: '문제가 발생했습니다.', remedy: tryAgain },
    'media-failed': {
      text: '음성을 연결할 수 없습니다.',
      remedy: '네트워크에서 통화를 차단하고 있을 수 있습니다. 휴대전화 등 다른 네트워크를 사용해 보세요.',
    },
    'agent-failed': {
      text: '지금은 도우미를 이용할 수 없습니다.',
      remedy: '잠시 후 다시 시도해 주세요.',
    },
    timeout: { text: '연결하는 데 시간이 너무 오래 걸렸습니다.', remedy: tryAgain },
    busy: {
      text: '통화량이 많아 연결할 수 없습니다.',
      remedy: '잠시 후 다시 시도해 주세요.',
    },
    'busy-elsewhere': {
      text: '다른 탭에서 통화 중입니다: {page}',
      remedy: '그곳에서 계속하거나, 종료하고 여기서 전화해 주세요.',
    },
    'connection-lost': {
      text: '연결이 끊어졌습니다.',
      remedy: '인터넷 연결을 확인한 다음 다시 전화해 주세요.',
    },
  },
};
