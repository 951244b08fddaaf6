import { checkName, checkNumber, checkPage, type StoreLimits } from '../limits.js';
import type {
  BuriedItem,
  Deadline,
  Deadlines,
  Lease,
  Leases,
  LogPage,
  Logs,
  OutboxDepth,
  OutboxItem,
  Outboxes,
  Records,
  StoredRecord,
} from '../store.js';
import { list, number, numbered, ReplyError, rows, sequence, text } from './replies.js';
import type { ScriptRunner } from './script-runner.js';
import * as scripts from './scripts.js';

export function redisLogs(runner: ScriptRunner, limits: StoreLimits): Logs {
  return {
    async read(log, after, limit): Promise<LogPage> {
      checkName(log, limits);
      checkNumber(after);
      checkPage(limit, limits);
      const [end, oldest, entries] = list(await runner.run(scripts.READ, log, after, limit));
      const last = number(end);
      return {
        first: oldest === null ? last + 1 : sequence(oldest),
        last,
        entries: list(entries).map((entry) => {
          const [id, fields] = list(entry);
          const [, at, , content] = list(fields);
          return { seq: sequence(id), at: number(at), text: text(content) };
        }),
      };
    },
    async trim(log, through) {
      checkName(log, limits);
      checkNumber(through);
      await runner.run(scripts.TRIM, log, through + 1);
    },
    async drop(log) {
      checkName(log, limits);
      await runner.run(scripts.DROP, log);
    },
  };
}

export function redisRecords(runner: ScriptRunner, limits: StoreLimits): Records {
  return {
    async get(key) {
      checkName(key, limits);
      const reply = await runner.run(scripts.GET, key);
      return reply === null ? undefined : recordOf(key, reply);
    },
    async list(prefix, after, limit) {
      for (const name of [prefix, after]) if (name !== '') checkName(name, limits);
      checkPage(limit, limits);
      const isBefore = Buffer.compare(Buffer.from(after), Buffer.from(prefix)) < 0;
      const from = isBefore || after === '' ? `[${prefix}` : `(${after}`;
      const found = rows(await runner.run(scripts.LIST, prefix, from, limit), 2);
      return found.map(([key, record]) => recordOf(text(key), record));
    },
  };
}

function recordOf(key: string, reply: unknown): StoredRecord {
  const { number: version, text: content } = numbered(reply);
  return { key, version, text: content };
}

export function redisLeases(runner: ScriptRunner, limits: StoreLimits): Leases {
  return {
    async acquire(name, holder, forMs): Promise<Lease | undefined> {
      checkName(name, limits);
      checkName(holder, limits);
      checkNumber(forMs);
      const expiresAt = runner.now() + forMs;
      const token = number(await runner.run(scripts.ACQUIRE, name, holder, expiresAt));
      return token === 0 ? undefined : { name, holder, token, expiresAt };
    },
    async renew({ name, token }, forMs) {
      checkName(name, limits);
      checkNumber(forMs);
      const expiresAt = runner.now() + forMs;
      const holder = await runner.run(scripts.RENEW, name, token, expiresAt);
      return holder === null ? undefined : { name, holder: text(holder), token, expiresAt };
    },
    async release({ name, token }) {
      checkName(name, limits);
      await runner.run(scripts.RELEASE, name, token);
    },
    async holder(name) {
      checkName(name, limits);
      const [token, holder, expiresAt] = list(await runner.run(scripts.HOLDER, name));
      if (token === null || number(expiresAt) <= runner.now()) return undefined;
      return { name, holder: text(holder), token: number(token), expiresAt: number(expiresAt) };
    },
  };
}

export function redisDeadlines(runner: ScriptRunner, limits: StoreLimits): Deadlines {
  return {
    async due(table, limit): Promise<readonly Deadline[]> {
      checkName(table, limits);
      checkPage(limit, limits);
      const due = rows(await runner.run(scripts.DUE, table, limit), 3);
      return due.map(([name, at, content]) => ({ name: text(name), at: number(at), text: text(content) }));
    },
    async next(table) {
      checkName(table, limits);
      const reply = await runner.run(scripts.NEXT, 'deadlines', table);
      return reply === null ? undefined : number(reply);
    },
  };
}

export function redisOutboxes(runner: ScriptRunner, limits: StoreLimits): Outboxes {
  return {
    async take(outbox, limit, holdMs): Promise<readonly OutboxItem[]> {
      checkName(outbox, limits);
      checkPage(limit, limits);
      checkNumber(holdMs);
      const taken = rows(await runner.run(scripts.TAKE, outbox, limit, runner.now() + holdMs), 4);
      return taken.map(([key, id, attempt, item]) => {
        const { number: at, text: content } = numbered(item);
        return { outbox, key: text(key), id: number(id), attempt: number(attempt), at, text: content };
      });
    },
    async next(outbox) {
      checkName(outbox, limits);
      const reply = await runner.run(scripts.NEXT, 'turns', outbox);
      return reply === null ? undefined : number(reply);
    },
    async buried(outbox, after, limit) {
      checkName(outbox, limits);
      checkNumber(after);
      checkPage(limit, limits);
      const found = rows(await runner.run(scripts.BURIED, outbox, after, limit), 2);
      return found.map(([id, item]) => buriedOf(number(id), item));
    },
    async depth(outbox, limit): Promise<OutboxDepth> {
      checkName(outbox, limits);
      checkPage(limit, limits);
      const [waiting = 0, buried = 0, ...ats] = list(await runner.run(scripts.DEPTH, outbox, limit)).map(number);
      return {
        waiting: Math.min(limit, waiting),
        oldestAt: ats.length === 0 ? undefined : Math.min(...ats),
        buried: Math.min(limit, buried),
      };
    },
  };
}

function buriedOf(id: number, reply: unknown): BuriedItem {
  const fields: unknown = JSON.parse(text(reply));
  if (typeof fields !== 'object' || fields === null) throw new ReplyError('a buried item');
  const { key, item, attempt, buriedAt, reason } = fields as Record<string, unknown>;
  const { number: at, text: content } = numbered(item);
  return {
    id,
    key: text(key),
    text: content,
    at,
    attempt: number(attempt),
    buriedAt: number(buriedAt),
    reason: text(reason),
  };
}
