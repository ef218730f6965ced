// Chinese, simplified, polite (您).

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: '目前无法进行此通话。',
  remedy: '请通过其他方式联系我们。',
};

const tryAgain = '请重试。';

export const zh: Messages = {
  lang: 'zh',
  call: '开始通话',
  callAgent: '与 {agent} 通话',
  cancel: '取消',
  hangUp: '挂断',
  callAgain: '再次通话',
  takeOver: '结束并在此通话',
  enableSound: '打开声音',
  mute: '静音',
  duration: '通话时长',
  voiceCall: '语音通话',
  open: '与我们通话',
  close: '关闭',
  captions: '通话文字记录',
  you: '您',
  agent: '语音助手',
  consent: '您将与自动语音助手通话。您的语音会通过互联网发送给它。',
  agree: '同意并通话',
  decline: '不用了，谢谢',
  privacy: '隐私政策',
  terms: '使用条款',
  allowInChrome: '点击地址左侧的图标，打开麦克风，然后再次通话。',
  allowInFirefox: '点击地址左侧带斜线的麦克风图标，移除阻止，然后再次通话。',
  allowInSafari: '选择“Safari 浏览器”>“此网站的设置”，将麦克风设为“允许”，然后再次通话。',
  allowInIos: '打开“设置”>“App”> 您的浏览器 >“麦克风”，允许使用，然后再次通话。',
  allowInAndroid: '轻触地址左侧的图标，打开“权限”，允许使用麦克风，然后再次通话。',
  microphoneReady: '麦克风现已允许使用。',
  requestingMicrophone: '请允许使用麦克风',
  connecting: '正在连接…',
  waitingAt: '您排在第 {position} 位',
  waiting: '正在排队…',
  rerouting: '正在尝试其他线路…',
  microphoneLost: '麦克风已断开。请接入麦克风以继续。',
  microphoneSilent: '您的设备已将麦克风静音',
  takenOver: '通话已结束：已由另一个标签页接管',
  connected: '已接通',
  listening: '正在聆听',
  agentSpeaking: '正在讲话',
  agentNameSpeaking: '{agent} 正在讲话',
  muted: '您已静音',
  playbackBlocked: '声音被阻止',
  reconnecting: '正在重新连接…',
  ending: '正在结束…',
  ended: '通话已结束',
  failed: '通话失败',
  errors: {
    'microphone-denied': {
      text: '麦克风未获允许。',
      remedy: '请在浏览器地址栏中允许使用麦克风，然后再次通话。',
    },
    'microphone-blocked': {
      text: '此页面无法使用麦克风。',
      remedy: '请检查设备的麦克风设置，或在单独的窗口中打开此页面。',
    },
    'microphone-not-found': {
      text: '未找到麦克风。',
      remedy: '请接入或打开麦克风，然后再次通话。',
    },
    'microphone-in-use': {
      text: '无法打开麦克风。',
      remedy: '请关闭正在使用麦克风的其他程序，然后再次通话。',
    },
    'insecure-context': {
      text: '通话需要安全连接。',
      remedy: '请使用以 https:// 开头的地址打开此页面。',
    },
    'unsupported-browser': {
      text: '此浏览器无法进行通话。',
      remedy: '请使用最新版本的 Chrome、Edge、Firefox 或 Safari 打开此页面。',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: '无法连接到通话服务。',
      remedy: '请检查您的网络连接，然后再次通话。',
    },
    'gateway-error': { text: '出了点问题。', remedy: tryAgain },
    'media-failed': {
      text: '无法接通音频。',
      remedy: '您的网络可能阻止了通话。请换一个网络，例如手机网络。',
    },
    'agent-failed': {
      text: '语音助手目前不可用。',
      remedy: '请稍后重试。',
    },
    timeout: { text: '连接时间过长。', remedy: tryAgain },
    busy: {
      text: '线路正忙。',
      remedy: '请稍后重试。',
    },
    'busy-elsewhere': {
      text: '您正在另一个标签页中通话：{page}',
      remedy: '请在那里继续，或结束该通话并在此通话。',
    },
    'connection-lost': {
      text: '连接已中断。',
      remedy: '请检查您的网络连接，然后再次通话。',
    },
  },
};
