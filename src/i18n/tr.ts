// Turkish, formal (siz); the name of an agent takes no suffix.

import type { ErrorMessage, Messages } from './messages.ts';

const unavailable: ErrorMessage = {
  text: 'Şu anda arama yapılamıyor.',
  remedy: 'Lütfen bize başka bir yoldan ulaşın.',
};

const tryAgain = 'Lütfen tekrar deneyin.';

export const tr: Messages = {
  lang: 'tr',
  call: 'Ara',
  callAgent: '{agent} ile görüş',
  cancel: 'İptal',
  hangUp: 'Kapat',
  callAgain: 'Tekrar ara',
  takeOver: 'Bitir ve buradan ara',
  enableSound: 'Sesi aç',
  mute: 'Sessize al',
  duration: 'Görüşme süresi',
  voiceCall: 'Sesli arama',
  open: 'Bizimle konuşun',
  close: 'Pencereyi kapat',
  captions: 'Görüşme metni',
  you: 'Siz',
  agent: 'Asistan',
  copyTranscript: 'Metni kopyala',
  copied: 'Kopyalandı',
  consent: 'Otomatik bir sesli asistanla konuşacaksınız. Sesiniz ona internet üzerinden iletilir.',
  agree: 'Kabul et ve ara',
  decline: 'Hayır, teşekkürler',
  privacy: 'Gizlilik politikası',
  terms: 'Kullanım koşulları',
  microphoneReason: 'Konuşmak için mikrofon gerekir. Tarayıcınız şimdi izin isteyecek.',
  continue: 'Devam et',
  devices: 'Ses ayarları',
  microphone: 'Mikrofon',
  speaker: 'Hoparlör',
  volume: 'Ses düzeyi',
  testTone: 'Deneme sesi çal',
  systemDefault: 'Sistem varsayılanı',
  device: 'Cihaz {number}',
  keypad: 'Tuş takımı',
  holdToTalk: 'Basılı tutup konuşun',
  rate: 'Görüşme nasıldı?',
  good: 'İyi',
  bad: 'İyi değil',
  thanks: 'Teşekkürler!',
  allowInChrome: 'Adresin solundaki simgeyi tıklayın, mikrofonu açın ve tekrar arayın.',
  allowInFirefox: 'Adresin solundaki üstü çizili mikrofonu tıklayın, engeli kaldırın ve tekrar arayın.',
  allowInSafari:
    'Safari > Bu Web Sitesi için Ayarlar’ı seçin, mikrofonu “İzin Ver” olarak ayarlayın ve tekrar arayın.',
  allowInIos: 'Ayarlar > Uygulamalar > tarayıcınız > Mikrofon’u açın, izin verin ve tekrar arayın.',
  allowInAndroid:
    'Adresin solundaki simgeye dokunun, “İzinler”i açın, mikrofona izin verin ve tekrar arayın.',
  microphoneReady: 'Mikrofona artık izin verildi.',
  microphoneFound: 'Artık bir mikrofon bağlı.',
  requestingMicrophone: 'Lütfen mikrofona izin verin',
  connecting: 'Bağlanıyor…',
  waitingAt: 'Sıradaki yeriniz: {position}',
  waiting: 'Sırada bekliyorsunuz…',
  rerouting: 'Başka bir yol deneniyor…',
  microphoneLost: 'Mikrofon bağlantısı kesildi. Devam etmek için bir mikrofon takın.',
  microphoneSilent: 'Cihazınız mikrofonu sessize aldı',
  takenOver: 'Görüşme bitti: başka bir sekme devraldı',
  connected: 'Bağlandı',
  listening: 'Dinliyor',
  agentSpeaking: 'Konuşuyor',
  agentNameSpeaking: '{agent} konuşuyor',
  muted: 'Mikrofonunuz kapalı',
  playbackBlocked: 'Ses engellendi',
  reconnecting: 'Yeniden bağlanıyor…',
  ending: 'Bitiriliyor…',
  ended: 'Görüşme bitti',
  failed: 'Arama başarısız oldu',
  errors: {
    'microphone-denied': {
      text: 'Mikrofona izin verilmedi.',
      remedy: 'Tarayıcının adres çubuğundan izin verin ve tekrar arayın.',
    },
    'microphone-blocked': {
      text: 'Bu sayfa mikrofonu kullanamıyor.',
      remedy: 'Bu sayfayı kendi penceresinde açın veya bize başka bir yoldan ulaşın.',
    },
    'microphone-blocked-by-system': {
      text: 'Cihazınız bu tarayıcının mikrofonu kullanmasına izin vermiyor.',
      remedy: 'Cihazınızın gizlilik ayarlarından bu tarayıcıya mikrofon izni verin ve tekrar arayın.',
    },
    'microphone-not-found': {
      text: 'Mikrofon bulunamadı.',
      remedy: 'Bir mikrofon takın veya açın ve tekrar arayın.',
    },
    'microphone-in-use': {
      text: 'Mikrofon açılamadı.',
      remedy: 'Mikrofonu kullanan diğer programları kapatın ve tekrar arayın.',
    },
    'insecure-context': {
      text: 'Aramalar için güvenli bağlantı gerekir.',
      remedy: 'Bu sayfayı adresinde https:// olacak şekilde açın.',
    },
    'unsupported-browser': {
      text: 'Bu tarayıcı arama yapamıyor.',
      remedy: 'Bu sayfayı güncel bir Chrome, Edge, Firefox veya Safari ile açın.',
    },
    configuration: unavailable,
    unauthorized: unavailable,
    forbidden: unavailable,
    'invalid-argument': unavailable,
    protocol: unavailable,
    'gateway-unreachable': {
      text: 'Arama hizmetine ulaşılamadı.',
      remedy: 'İnternet bağlantınızı denetleyin ve tekrar arayın.',
    },
    'gateway-error': { text: 'Bir sorun oluştu.', remedy: tryAgain },
    'media-failed': {
      text: 'Ses bağlantısı kurulamadı.',
      remedy: 'Ağınız aramaları engelliyor olabilir. Başka bir ağ deneyin, örneğin telefonunuzunkini.',
    },
    'agent-failed': {
      text: 'Asistan şu anda kullanılamıyor.',
      remedy: 'Lütfen birazdan tekrar deneyin.',
    },
    timeout: { text: 'Bağlantı çok uzun sürdü.', remedy: tryAgain },
    busy: {
      text: 'Hat meşgul.',
      remedy: 'Lütfen birazdan tekrar deneyin.',
    },
    'busy-elsewhere': {
      text: 'Başka bir sekmede görüşmedesiniz: {page}',
      remedy: 'Orada devam edin veya o görüşmeyi bitirip buradan arayın.',
    },
    'connection-lost': {
      text: 'Bağlantı koptu.',
      remedy: 'İnternet bağlantınızı denetleyin ve tekrar arayın.',
    },
  },
};
