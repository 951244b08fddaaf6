import { type KeyObject, sign } from 'node:crypto';

const HASHES = { RS256: 'RSA-SHA256', ES256: 'SHA256' } as const;

/** A JSON web token. Apple's and Google's are made of two fields each, so Node's own signatures are all that it takes. */
export function signedToken(algorithm: keyof typeof HASHES, key: KeyObject, header: object, claims: object): string {
  const content = [{ alg: algorithm, ...header }, claims].map((part) => base64url(JSON.stringify(part))).join('.');
  const signature = sign(HASHES[algorithm], Buffer.from(content), { key, dsaEncoding: 'ieee-p1363' });
  return `${content}.${base64url(signature)}`;
}

function base64url(content: string | Buffer): string {
  return Buffer.from(content).toString('base64url');
}
