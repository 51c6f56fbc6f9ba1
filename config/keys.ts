import { randomBytes } from 'node:crypto'

/** Fresh keys for `ZHIBU_KEYS` (cloudfunctions/platform/secrets.ts): one that seals and the one that hashes. */
export function newKeys(): string {
  const key = () => randomBytes(32).toString('base64')
  return JSON.stringify({ current: 'k1', keys: { k1: key() }, hash: key() })
}
