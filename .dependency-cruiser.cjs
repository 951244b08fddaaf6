/** The house's walls: who may import whom. docs/ARCHITECTURE.md says why. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(shared|toolbar|server|e2e|bench)/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('protocol-stands-alone', '^shared/protocol/', '^shared/protocol/', 'shared/* imports nothing of ours.'),
    only('uef-sdk-stands-alone', '^shared/uef-sdk/', '^shared/uef-sdk/', 'shared/* imports nothing of ours.'),
    only(
      'server-knows-the-protocol',
      '^server/',
      '^(server/|shared/protocol/)',
      'The server imports shared/protocol only.',
    ),
    only('toolbar-knows-shared', '^toolbar/', '^(toolbar/|shared/)', 'The toolbar imports shared only.'),
    only(
      'cores-are-pure',
      '^server/src/(tserver|chat|aex/core|byoc/core)/',
      '^(server/src/$1/|shared/protocol/)',
      'A core imports the protocol and itself.',
    ),
    {
      name: 'cores-have-no-platform',
      severity: 'error',
      from: {
        path: '^server/src/(tserver|chat|aex/core|byoc/core)/',
        pathNot: '(\\.test\\.ts$|/(testing|conformance)/)',
      },
      to: { dependencyTypes: ['core', 'npm'] },
    },
    only(
      'runtime-is-the-floor',
      '^server/src/runtime/',
      '^(server/src/runtime/|shared/protocol/)',
      'runtime knows no system.',
    ),
    only(
      'faces-never-meet',
      '^server/src/(desktop|control|tlib|workspace|gms|bayeux|genesys-cloud|aex|bot|cxone|byoc)/',
      // testing/ starts the whole server, so only tests may use it: see no-tests-in-production.
      '^(server/src/($1|bayeux|tserver|chat|runtime|world|site|testing)/|shared/protocol/)',
      'Faces and bridges import cores and runtime, never each other.',
    ),
    {
      name: 'no-tests-in-production',
      comment: 'What only tests need stays out of what runs.',
      severity: 'error',
      from: { path: '^(server|toolbar)/src/', pathNot: '(\\.test\\.ts$|/(testing|conformance)/)' },
      to: { path: '/(testing|conformance)/' },
    },
    only(
      'product-without-harness',
      '^toolbar/src/',
      '^(toolbar/(src|public)/|shared/)',
      'The product never imports the harness.',
    ),
    only(
      'ui-only-knows-state',
      '^toolbar/src/ui/',
      '^(toolbar/src/(ui|state)/|shared/protocol/)',
      'A component never builds a message.',
    ),
    only(
      'state-knows-no-seam',
      '^toolbar/src/state/',
      '^(toolbar/src/state/|shared/protocol/)',
      'State is pure; the seams feed it.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|dist-[a-z-]+|node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.tests.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'types', 'default'],
    },
  },
};
