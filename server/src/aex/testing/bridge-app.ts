import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyInstance } from 'fastify';
import { type AexConfig, DEFAULT_AEX_CONFIG } from '../../runtime/config-aex.js';
import { DEFAULT_CONFIG } from '../../runtime/config.js';
import { type Clock, SystemClock } from '../../runtime/clock.js';
import { SystemIds } from '../../runtime/ids.js';
import { acceptJsonOnly } from '../../runtime/json-bodies.js';
import { aexPlugin, type AexPluginOptions } from '../plugin.js';

/** Waits of the real world, made as short as tests want them. */
export const QUICK: Partial<AexConfig> = {
  rules: {
    giveUpMs: 10_000,
    graceMs: 200,
    settleMs: 20,
    successorMs: 2_000,
    flushMs: 5_000,
    leftMs: 100,
    lookMs: 5,
    retryMs: 4,
    maxRetryMs: 20,
    stateTries: 20,
    typingMs: 50,
  },
  leaseMs: 1_000,
  pollMs: 50,
  publishMs: 500,
  publishTries: 50,
  callMs: 3_000,
  connectMs: 3_000,
  answerMs: 3_000,
  drainMs: 3_000,
  userBurst: 1_000,
  callerBurst: 1_000,
  messageBurst: 1_000,
};

export interface BridgeAppOptions extends Partial<Omit<AexPluginOptions, 'config' | 'wallClock'>> {
  readonly aex?: Partial<AexConfig>;
  readonly open?: boolean;
  readonly clock?: Clock;
  /** Lines of the log. */
  readonly logTo?: (line: string) => void;
}

/** A bridge, and nothing else, with the world outside as tests have it. It does not listen yet. */
export async function bridgeApp({
  aex = {},
  open = true,
  clock = new SystemClock(),
  logTo,
  ...parts
}: BridgeAppOptions): Promise<FastifyInstance> {
  const rules = { ...QUICK.rules, ...aex.rules };
  const config = { ...DEFAULT_CONFIG, open, aex: { ...DEFAULT_AEX_CONFIG, ...QUICK, ...aex, rules } };
  const app = Fastify({
    logger: logTo === undefined ? false : { level: 'trace', stream: { write: logTo } },
    forceCloseConnections: true,
  }).setValidatorCompiler(TypeBoxValidatorCompiler);
  acceptJsonOnly(app);
  await app.register(aexPlugin, { config, wallClock: clock, ids: new SystemIds(clock.now()), ...parts });
  return app;
}
