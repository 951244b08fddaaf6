import { parser } from '@prometheus-io/lezer-promql';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Registry } from 'prom-client';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { valuesOf } from '../testing/read-metrics.js';
import { TestServer } from '../testing/test-server.js';
import { OUTBOXES } from './book.js';
import { ENDPOINTS } from './figures/endpoints.js';
import { brandsAt } from './testing/middleware-app.js';
import { Rig } from './testing/rig.js';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: unknown }[] };
}

const file = (path: string) => readFileSync(new URL(`../../../docs/${path}`, import.meta.url), 'utf8');
const { groups } = parse(file('operations/byoc-alerts.yml')) as { groups: { name: string; rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(file('operations/byoc-dashboard.json')) as Dashboard;

const EXPRESSIONS: readonly (readonly [where: string, expression: string])[] = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...dashboard.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const)),
];

/** What a probe leaves for the collector: of one that came nowhere, all legs. */
function probeText(): string {
  const probe = fileURLToPath(new URL('../../../scripts/byoc-probe.mjs', import.meta.url));
  const args = [probe, '--url', 'http://127.0.0.1:1', '--format', 'prometheus'];
  return spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout;
}

/** What Prometheus adds when it reads. */
const ADDED = ['instance', 'job', 'le'];
/** The words of labels that are compared with something. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  endpoint: Object.values(ENDPOINTS),
  outbox: Object.keys(OUTBOXES),
  operation: ['token'],
  when: ['at_once', 'later'],
  outcome: ['done', 'again', 'dead'],
};

interface Used {
  readonly metric: string;
  readonly labels: readonly string[];
  readonly equal: readonly (readonly [label: string, word: string])[];
}

/** What an expression asks for. Labels that it groups by belong to all of its metrics. */
function usedBy(expression: string): { readonly errors: number; readonly used: readonly Used[] } {
  // Grafana puts times in the place of its words.
  const text = expression.replaceAll('$__rate_interval', '5m');
  const used: Used[] = [];
  const grouped: string[] = [];
  let errors = 0;
  parser.parse(text).iterate({
    enter: (node) => {
      const of = (found: { from: number; to: number }) => text.slice(found.from, found.to);
      if (node.type.isError) errors += 1;
      if (node.name === 'GroupingLabels') grouped.push(...node.node.getChildren('LabelName').map(of));
      if (node.name !== 'VectorSelector') return;
      const [name] = node.node.getChildren('Identifier');
      const matchers = node.node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
      const parts = matchers.map((matcher) => {
        const [label, op, value] = ['LabelName', 'MatchOp', 'StringLiteral'].map((part) => {
          const found = matcher.getChild(part);
          return found === null ? '' : of(found);
        });
        return { label: label ?? '', op: op ?? '', word: (value ?? '').slice(1, -1) };
      });
      const equal = parts.flatMap(({ label, op, word }) =>
        op === '=' ? [[label, word] as const] : op === '=~' ? word.split('|').map((one) => [label, one] as const) : [],
      );
      used.push({ metric: name === undefined ? '' : of(name), labels: parts.map(({ label }) => label), equal });
    },
  });
  return { errors, used: used.map((one) => ({ ...one, labels: [...one.labels, ...grouped] })) };
}

describe('what operators are given', () => {
  test('J-97 Each figure and label that alerts and dashboard ask for is there in a real server, and each expression is one', async () => {
    const registry = new Registry();
    const rig = await Rig.start({ metrics: registry });
    const server = await TestServer.start({
      byoc: { brands: brandsAt('http://127.0.0.1:1', 'http://127.0.0.1:1/', {}) },
    });
    const probed = probeText();
    const text = (await (await fetch(`${server.url}/metrics`)).text()) + probed;
    await server.stop();
    await rig.stop();
    const types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [name, type]));
    const labelsOf = (name: string) =>
      (registry.getSingleMetric(name) as { labelNames?: readonly string[] } | undefined)?.labelNames ??
      [...(new RegExp(`^${name}\\{(.*)\\}`, 'm').exec(probed)?.[1] ?? '').matchAll(/(\w+)="/g)].map(
        ([, label]) => label,
      );
    expect(EXPRESSIONS.length).toBeGreaterThan(40);
    for (const [where, expression] of EXPRESSIONS) {
      const { errors, used } = usedBy(expression);
      expect([errors, used.length > 0], `${where}: ${expression}`).toEqual([0, true]);
      for (const { metric, labels, equal } of used) {
        const base = metric.replace(/_(bucket|count|sum)$/, '');
        expect(types.has(metric) || types.get(base) === 'histogram', `${where}: ${metric}`).toBe(true);
        for (const label of labels)
          expect([...ADDED, ...labelsOf(types.has(metric) ? metric : base)], `${where}: ${label}`).toContain(label);
        for (const [label, word] of equal)
          if (WORDS[label] !== undefined) expect(WORDS[label], `${where}: ${label}`).toContain(word);
      }
    }
    expect(valuesOf(text).get('byoc_threads_begun_total')).toBe(0);
  });

  test('J-97 Each alert has a severity, a sentence and a chapter of the runbook, and the runbook has no other', () => {
    const chapters = [...file('byoc-runbook.md').matchAll(/^### (Byoc\w+)$/gm)].map(([, name = '']) => name);
    expect(rules.map(({ alert }) => alert)).toEqual(chapters);
    for (const { alert, labels, annotations, for: time = '0m' } of rules) {
      expect(annotations.runbook, alert).toBe(`docs/byoc-runbook.md#${alert.toLowerCase()}`);
      expect(['critical', 'warning', 'info'], alert).toContain(labels.severity);
      expect(annotations.summary.length, alert).toBeGreaterThan(10);
      expect(time, alert).toMatch(/^\d+m$/);
    }
  });
});
