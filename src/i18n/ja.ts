// Japanese, polite.

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: '現在、この通話はご利用いただけません。',
  remedy: '別の方法でお問い合わせください。',
};

const tryAgain = 'もう一度お試しください。';

export const ja: Messages = {
  lang: 'ja',
  call: '通話する',
  callAgent: '{agent}と通話する',
  cancel: 'キャンセル',
  hangUp: '通話を終了',
  callAgain: 'もう一度通話する',
  takeOver: '終了してここで通話',
  enableSound: '音声をオンにする',
  mute: 'ミュート',
  duration: '通話時間',
  voiceCall: '音声通話',
  open: '通話でお問い合わせ',
  close: '閉じる',
  captions: '文字起こし',
  you: 'お客様',
  agent: 'アシスタント',
  copyTranscript: '文字起こしをコピー',
  copied: 'コピーしました',
  consent:
    '自動音声アシスタントとお話しいただきます。お客様の音声はインターネット経由でアシスタントに送信されます。',
  agree: '同意して通話する',
  decline: '今はしない',
  privacy: 'プライバシーポリシー',
  terms: '利用規約',
  microphoneReason: '通話にはマイクが必要です。これからブラウザが使用の許可を求めます。',
  continue: '続ける',
  devices: 'サウンド設定',
  microphone: 'マイク',
  speaker: 'スピーカー',
  volume: '音量',
  testTone: 'テスト音を再生',
  systemDefault: 'システムのデフォルト',
  device: 'デバイス {number}',
  keypad: 'キーパッド',
  holdToTalk: '押しながら話す',
  rate: '通話はいかがでしたか？',
  good: '良かった',
  bad: '良くなかった',
  thanks: 'ありがとうございました。',
  allowInChrome: 'アドレスの左にあるアイコンをクリックし、マイクをオンにしてから、もう一度通話してください。',
  allowInFirefox:
    'アドレスの左にある斜線付きのマイクをクリックし、ブロックを解除してから、もう一度通話してください。',
  allowInSafari:
    '「Safari」>「このWebサイトでの設定」を選び、マイクを「許可」にしてから、もう一度通話してください。',
  allowInIos:
    '「設定」>「アプリ」> お使いのブラウザ >「マイク」を開いて許可してから、もう一度通話してください。',
  allowInAndroid:
    'アドレスの左にあるアイコンをタップし、「権限」を開いてマイクを許可してから、もう一度通話してください。',
  microphoneReady: 'マイクが許可されました。',
  microphoneFound: 'マイクが見つかりました。',
  requestingMicrophone: 'マイクの使用を許可してください',
  connecting: '接続しています…',
  waitingAt: '順番待ち：{position}番目',
  waiting: '順番をお待ちください…',
  rerouting: '別の経路を試しています…',
  microphoneLost: 'マイクが外れました。続けるにはマイクを接続してください。',
  microphoneSilent: '端末側でマイクがミュートされています',
  takenOver: '通話終了：別のタブに引き継がれました',
  connected: '通話中',
  listening: '聞いています',
  agentSpeaking: '話しています',
  agentNameSpeaking: '{agent}が話しています',
  muted: 'ミュート中です',
  playbackBlocked: '音声がブロックされています',
  reconnecting: '再接続しています…',
  ending: '終了しています…',
  ended: '通話が終了しました',
  failed: '通話できませんでした',
  errors: {
    'microphone-denied': {
      text: 'マイクの使用が許可されませんでした。',
      remedy: 'ブラウザのアドレスバーで許可してから、もう一度通話してください。',
    },
    'microphone-blocked': {
      text: 'このページではマイクを使用できません。',
      remedy: 'このページを単独のウィンドウで開くか、別の方法でお問い合わせください。',
    },
    'microphone-blocked-by-system': {
      text: '端末の設定により、このブラウザではマイクを使用できません。',
      remedy: '端末のプライバシー設定でこのブラウザにマイクの使用を許可してから、もう一度通話してください。',
    },
    'microphone-not-found': {
      text: 'マイクが見つかりませんでした。',
      remedy: 'マイクを接続するかオンにしてから、もう一度通話してください。',
    },
    'microphone-in-use': {
      text: 'マイクを使用できませんでした。',
      remedy: 'マイクを使用しているほかのアプリを終了してから、もう一度通話してください。',
    },
    'insecure-context': {
      text: '通話には安全な接続が必要です。',
      remedy: 'このページを https:// で始まるアドレスで開いてください。',
    },
    'unsupported-browser': {
      text: 'このブラウザでは通話できません。',
      remedy: '最新の Chrome、Edge、Firefox、Safari のいずれかでこのページを開いてください。',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: '通話サービスに接続できませんでした。',
      remedy: 'インターネット接続を確認してから、もう一度通話してください。',
    },
    'gateway-error': { text: '問題が発生しました。', remedy: tryAgain },
    'media-failed': {
      text: '音声を接続できませんでした。',
      remedy:
        'ネットワークが通話をブロックしている可能性があります。スマートフォンの回線など、別のネットワークをお試しください。',
    },
    'agent-failed': {
      text: '現在、アシスタントはご利用いただけません。',
      remedy: 'しばらくしてからもう一度お試しください。',
    },
    timeout: { text: '接続に時間がかかりすぎました。', remedy: tryAgain },
    busy: {
      text: '回線が混み合っています。',
      remedy: 'しばらくしてからもう一度お試しください。',
    },
    'busy-elsewhere': {
      text: '別のタブで通話中です：{page}',
      remedy: 'そちらで続けるか、終了してここで通話してください。',
    },
    'connection-lost': {
      text: '接続が切れました。',
      remedy: 'インターネット接続を確認してから、もう一度通話してください。',
    },
  },
};
