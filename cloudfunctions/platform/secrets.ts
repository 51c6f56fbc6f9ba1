import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { settingOf } from './settings'

/**
 * Keys come from the environment of the functions as `ZHIBU_KEYS`: JSON, plain or in base64, `{"current":"k1","keys":{"k1":"<base64 of 32 bytes>"},"hash":"<base64 of 32 bytes>"}`.
 * `current` seals; every listed key opens, so that a key can be rotated; the hash key never changes.
 */
interface Keys { current: string; keys: Record<string, string>; hash: string }

let loaded: { from: string | undefined; keys: Keys | undefined } | undefined
function keys(): Keys {
  // Read anew where the setting has changed.
  if (!loaded || loaded.from !== process.env.ZHIBU_KEYS) loaded = { from: process.env.ZHIBU_KEYS, keys: settingOf<Keys>('ZHIBU_KEYS') }
  if (!loaded.keys) throw new Error('ZHIBU_KEYS is not set: see README, Deployment')
  return loaded.keys
}

/** The name of the key that seals, and those that only open what was sealed before. */
export function keyNames(): { current: string; others: string[] } {
  const { current, keys: all } = keys()
  return { current, others: Object.keys(all).filter(name => name !== current) }
}

/** A sealed value: `<key name>.<iv><tag><ciphertext>` in base64url, AES-256-GCM. */
export type Sealed = string

/** The name of the key that sealed a value. */
export const keyOf = (sealed: Sealed): string => sealed.slice(0, Math.max(sealed.indexOf('.'), 0))

/** Encrypts text for storage with the current key. */
export function seal(plain: string | Buffer): Sealed {
  const { current, keys: all } = keys()
  const key = all[current]
  if (!key) throw new Error(`ZHIBU_KEYS names no key "${current}"`)
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64'), iv)
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return `${current}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`
}

/** Decrypts a sealed value; throws where it was altered or its key is gone. */
export function openSealed(sealed: Sealed): Buffer {
  const key = keys().keys[keyOf(sealed)]
  if (!key) throw new Error('the key that sealed this value is not in ZHIBU_KEYS')
  const bytes = Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64'), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
}

/** Decrypts a sealed text. */
export const openText = (sealed: Sealed): string => openSealed(sealed).toString('utf8')

/** A keyed hash for look-up (ID numbers, openids, codes): 24 characters of base64url, 144 bits; `purpose` keeps kinds apart. */
export function keyedHash(purpose: string, value: string): string {
  return createHmac('sha256', Buffer.from(keys().hash, 'base64')).update(`${purpose}\n${value}`).digest('base64url').slice(0, 24)
}

/** A keyed hash of letters and digits alone, for ids that stand beside others in one. */
export const keyedId = (purpose: string, value: string): string => keyedHash(purpose, value).replaceAll('-', 'A').replaceAll('_', 'B')

/** 13800000001 → 138****0001; short numbers keep only their last two digits. */
export function maskPhone(phone: string): string {
  return phone.length >= 8 ? `${phone.slice(0, 3)}${'*'.repeat(phone.length - 7)}${phone.slice(-4)}` : `${'*'.repeat(Math.max(phone.length - 2, 0))}${phone.slice(-2)}`
}

/** By default only the last four characters of an ID number are kept beside its hash; this is how they are shown. */
export const maskIdTail = (tail: string): string => `${'*'.repeat(14)}${tail}`
