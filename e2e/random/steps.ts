import fc from 'fast-check';

/** What an agent does in one of the tabs. `nth`: of whatever there is to choose from. */
export const CLICKS = [
  'toggle',
  'answer',
  'decline',
  'hangUp',
  'hold',
  'retrieve',
  'mute',
  'unmute',
  'dial',
  'closeWrapUp',
] as const;
/** The same in the Fusion of a tab. */
export const FUSION_CLICKS = [
  'accept',
  'reject',
  'disconnect',
  'hold',
  'dial',
  'saveWrapUp',
  'makeAvailable',
  'makeUnavailable',
] as const;
/** What customers and phones do. */
export const CALLS = ['ring', 'ringOther', 'answer', 'release', 'phoneReleases'] as const;
/** What becomes of tabs. */
export const TABS = ['open', 'reload', 'reloadFusion', 'close', 'crash', 'hide', 'show', 'sleep', 'wake'] as const;
/** What breaks, and is mended. */
export const FAULTS = ['cut', 'hold', 'break', 'mend', 'restart', 'switchOver', 'linkLost', 'linkRestored'] as const;

export type Step = (
  | { readonly click: (typeof CLICKS)[number]; readonly nth: number }
  | { readonly fusion: (typeof FUSION_CLICKS)[number]; readonly nth: number }
  | { readonly call: (typeof CALLS)[number]; readonly nth: number }
  | { readonly tab: (typeof TABS)[number]; readonly nth: number }
  | { readonly fault: (typeof FAULTS)[number] }
  | { readonly elapse: number }
) & {
  /** Nobody waits until what it brings about has settled. */
  readonly hurried?: boolean;
};

const nth = fc.nat(11);

export const step: fc.Arbitrary<Step> = fc
  .tuple(
    fc.oneof(
      { weight: 8, arbitrary: fc.record({ click: fc.constantFrom(...CLICKS), nth }) },
      { weight: 5, arbitrary: fc.record({ fusion: fc.constantFrom(...FUSION_CLICKS), nth }) },
      { weight: 8, arbitrary: fc.record({ call: fc.constantFrom(...CALLS), nth }) },
      { weight: 4, arbitrary: fc.record({ tab: fc.constantFrom(...TABS, 'open', 'open'), nth }) },
      { weight: 3, arbitrary: fc.record({ fault: fc.constantFrom(...FAULTS, 'mend', 'mend') }) },
      { weight: 4, arbitrary: fc.record({ elapse: fc.constantFrom(100, 1_000, 3_500, 16_000, 40_000, 65_000) }) },
    ),
    fc.nat(3),
  )
  .map(([one, hurry]) => (hurry === 0 ? { ...one, hurried: true } : one));
