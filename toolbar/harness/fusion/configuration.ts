/** What Fusion tells a toolbar about itself: the answers to getConfiguration. */
import { CONFIG_TYPES, FEATURE_ALIASES, FEATURES, TOKENS, TOOLBAR_SIZE_LIMITS } from '@oracle/uef-sdk';
import type { HostAnswer } from '@oracle/uef-sdk/host';

/** The agent who is signed in to this Fusion. */
export interface FusionAgent {
  readonly agentId: string;
  readonly name: string;
  readonly dn: string;
  /** Fusion's own id of the agent, which getConfiguration reports. */
  readonly fusionAgentId: string;
}

export const TENANT_FEATURES: readonly string[] = Object.values(FEATURES);

const TOKEN_LIFETIME_S = 3600;

type Section = (agent: FusionAgent, nowMs: number) => Record<string, unknown>;

const toolbar: Section = () => ({
  toolbarEnabled: 'Y',
  toolbarWidth: String(TOOLBAR_SIZE_LIMITS.vertical.width),
  toolbarHeight: String(TOOLBAR_SIZE_LIMITS.vertical.height),
});
const tokens: Section = () => ({ tokens: Object.values(TOKENS) });
const pages: Section = () => ({ pages: ['CONTACT', 'SERVICE_REQUEST'] });
const lookupObjects: Section = () => ({ lookupObjects: ['CONTACT', 'ORGANIZATION', 'SERVICE_REQUEST'] });

/** What each type of question adds to `outData`. */
const SECTIONS: Readonly<Record<string, readonly Section[]>> = {
  [CONFIG_TYPES.TOOLBAR]: [toolbar],
  [CONFIG_TYPES.TOKENS]: [tokens],
  [CONFIG_TYPES.PAGES]: [pages],
  [CONFIG_TYPES.LOOKUP_OBJECTS]: [lookupObjects],
  [CONFIG_TYPES.ALL]: [toolbar, tokens, pages, lookupObjects],
  [CONFIG_TYPES.FA_TOKEN]: [],
};

/** `configType` defaults to TOOLBAR. Only FA_TOKEN is answered with a token: it has to be asked for by name. */
export function configurationAnswer(configType: string, agent: FusionAgent, nowMs: number): HostAnswer {
  const type = configType === '' ? CONFIG_TYPES.TOOLBAR : configType;
  const sections = SECTIONS[type];
  if (sections === undefined) {
    return { result: 'error', error: { status: 'INVALID_CONFIG_TYPE', message: `There is no configuration ${type}.` } };
  }
  return {
    result: 'success',
    outData: Object.assign({}, ...sections.map((section) => section(agent, nowMs))) as Record<string, unknown>,
    configuration: {
      agentId: agent.fusionAgentId,
      agentPartyId: partyIdOf(agent),
      features: TENANT_FEATURES.join(','),
      companionPanelUrl: '',
      companionPanelTitle: '',
      faTrustToken: type === CONFIG_TYPES.FA_TOKEN ? dummyToken(agent, nowMs) : '',
    },
  };
}

/** Features as disableFeature names them: a list or one comma-separated text, in either of two spellings. */
export function namedFeatures(features: unknown): readonly string[] {
  const names = Array.isArray(features)
    ? features.map(String)
    : typeof features === 'string'
      ? features.split(',')
      : [];
  return names
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => FEATURE_ALIASES[name] ?? name);
}

function partyIdOf(agent: FusionAgent): string {
  return `${agent.fusionAgentId}-party`;
}

/** Shaped like a JWT so that code which decodes one works; unsigned, so that nobody can take it for a credential. */
function dummyToken(agent: FusionAgent, nowMs: number): string {
  const issued = Math.floor(nowMs / 1000);
  const parts = [
    { alg: 'none', typ: 'JWT' },
    { sub: agent.fusionAgentId, iss: 'local-fusion', iat: issued, exp: issued + TOKEN_LIFETIME_S },
  ];
  return `${parts.map((part) => base64Url(JSON.stringify(part))).join('.')}.`;
}

function base64Url(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
