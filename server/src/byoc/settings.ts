import type { ByocConfig } from '../runtime/config-byoc.js';
import { ConfigError } from '../runtime/config.js';
import { knownSettings } from '../runtime/known-settings.js';
import { BYOC_RULES, type ByocRules } from './core/rules.js';

/** @throws ConfigError with every problem found */
export function rulesOf({ rules }: ByocConfig): ByocRules {
  return knownSettings('/byoc/rules', BYOC_RULES, rules);
}

/** @throws ConfigError with every problem found */
export function checkBrands({ brands }: ByocConfig): void {
  const integrations = brands.flatMap((brand) => brand.integrations);
  const channels = integrations.flatMap((integration) => integration.channels);
  const problems = [
    ...twice(brands.map(({ id }) => String(id))).map((id) => `Setting /byoc/brands has the brand ${id} twice.`),
    ...twice(integrations.map(({ boxClientId }) => boxClientId)).map(
      (id) => `Setting /byoc/brands has the boxClientId ${id} twice: each integration needs its own.`,
    ),
    ...twice(channels.map(({ id }) => id)).map((id) => `Setting /byoc/brands has the channel ${id} twice.`),
    ...brands
      .filter(({ area, authBase, deBase, discover = false }) => {
        const isSaid = area !== undefined || (authBase !== undefined && deBase !== undefined);
        return !isSaid && !discover;
      })
      .map(({ id }) => `Brand ${id} of /byoc/brands needs an area, or both authBase and deBase, or discover.`),
    ...brands
      .filter(({ discover = false, tenantId = '' }) => discover && tenantId === '')
      .map(({ id }) => `Brand ${id} of /byoc/brands needs a tenantId, by which CXone is asked where it is.`),
    ...channels
      .filter(({ webhook, widget }) => (webhook === undefined) === (widget === undefined))
      .map(({ id }) => `Channel ${id} of /byoc/brands needs a webhook or a widget, and not both.`),
    ...channels
      .filter(({ recipientPattern = '' }) => !isPattern(recipientPattern))
      .map(({ id }) => `Channel ${id} of /byoc/brands has a recipientPattern that is no regular expression.`),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
}

function twice(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, n) => names.indexOf(name) !== n))];
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u').unicode;
  } catch {
    return false;
  }
}
