import type { Parcel } from './chat-book.js';
import type { PublishedType } from './core/inputs.js';

/** [A] The form of what is published: nobody has documented it. A text `{{name}}` stands for a value. */
const TEMPLATE = {
  ReturnContext: '{{ReturnContext}}',
  type: '{{type}}',
  message: '{{message}}',
  messageId: '{{messageId}}',
  agent: '{{agent}}',
  timestamp: '{{timestamp}}',
  conversationId: '{{conversationId}}',
} as const;

type Sentence = (name: string) => string;
type Sentences = Readonly<Partial<Record<PublishedType, Sentence>>>;

/** [A] What users see of events that are no messages, by language. */
const SENTENCES: Readonly<Record<string, Sentences>> = {
  en: {
    'agent-joined': (name) => `${name || 'An agent'} joined the chat`,
    'agent-left': () => 'The agent left',
    transferring: () => 'You are being transferred',
    ended: () => 'The chat has ended',
    error: () => 'No agent can be reached',
  },
  de: {
    'agent-joined': (name) => `${name || 'Jemand'} ist jetzt im Chat`,
    'agent-left': () => 'Ihr Gegenüber hat den Chat verlassen',
    transferring: () => 'Sie werden weiterverbunden',
    ended: () => 'Der Chat ist beendet',
    error: () => 'Es ist niemand erreichbar',
  },
  fr: {
    'agent-joined': (name) => `${name || 'Un conseiller'} a rejoint la conversation`,
    'agent-left': () => 'Le conseiller est parti',
    transferring: () => 'Nous vous transférons',
    ended: () => 'La conversation est terminée',
    error: () => 'Aucun conseiller n’est joignable',
  },
  es: {
    'agent-joined': (name) => `${name || 'Un agente'} se ha unido al chat`,
    'agent-left': () => 'El agente ha salido',
    transferring: () => 'Le estamos transfiriendo',
    ended: () => 'El chat ha terminado',
    error: () => 'No hay ningún agente disponible',
  },
  ja: {
    'agent-joined': (name) => `${name || '担当者'}がチャットに参加しました`,
    'agent-left': () => '担当者が退出しました',
    transferring: () => '転送しています',
    ended: () => 'チャットは終了しました',
    error: () => '担当者につながりません',
  },
};

/** What is sent to the caller. */
export function publishBody(parcel: Parcel, template: Readonly<Record<string, unknown>>): string {
  const { event, conversationId, returnTo } = parcel;
  const { type, messageId, agent, at, cause, undelivered } = event;
  const { lang } = returnTo.context;
  const values: Readonly<Record<string, unknown>> = {
    ReturnContext: returnTo.context,
    type,
    message: event.text === '' ? sentenceOf(type, typeof lang === 'string' ? lang : '', agent?.name ?? '') : event.text,
    messageId,
    agent: agent === undefined ? null : { id: agent.id, displayName: agent.name, avatarUrl: agent.avatarUrl },
    timestamp: new Date(at).toISOString(),
    conversationId,
    cause: cause ?? null,
    undelivered: undelivered ?? 0,
  };
  return JSON.stringify(filled(Object.keys(template).length === 0 ? TEMPLATE : template, values));
}

function sentenceOf(type: PublishedType, lang: string, name: string): string {
  const [language = ''] = lang.toLowerCase().split(/[-_]/);
  const sentences = SENTENCES[language] ?? SENTENCES.en;
  return sentences?.[type]?.(name) ?? '';
}

function filled(template: unknown, values: Readonly<Record<string, unknown>>): unknown {
  if (typeof template === 'string') {
    const [, name] = /^\{\{(\w+)\}\}$/.exec(template) ?? [];
    return name === undefined ? template : (values[name] ?? null);
  }
  if (Array.isArray(template)) return template.map((part) => filled(part, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, part]) => [key, filled(part, values)]));
}
