/** What is switched on at the line, whoever has done it. */
export interface LineFeatures {
  readonly doNotDisturb: boolean;
  readonly forwardedTo?: string;
  /** The DN whose calls this line listens to. */
  readonly monitoring?: string;
}

/** A field that is there has changed; `undefined` switches it off. */
export type LineChanges = { readonly [Field in keyof LineFeatures]?: LineFeatures[Field] | undefined };

export function changedLine(line: LineFeatures, changes: LineChanges): LineFeatures {
  const { doNotDisturb = false, forwardedTo, monitoring } = { ...line, ...changes };
  return {
    doNotDisturb,
    ...(forwardedTo !== undefined && { forwardedTo }),
    ...(monitoring !== undefined && { monitoring }),
  };
}

export const NO_FEATURES: LineFeatures = { doNotDisturb: false };
