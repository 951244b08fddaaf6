/** What somebody else sent as JSON. @returns `undefined` when it is none */
export function parsedJson(sent: string | Buffer): unknown {
  try {
    return JSON.parse(sent.toString());
  } catch {
    return undefined;
  }
}
