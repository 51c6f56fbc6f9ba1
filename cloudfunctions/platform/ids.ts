import { createHash, randomInt } from 'node:crypto'

/** Characters of ids and codes: no vowels and no look-alikes, so that they can be read aloud and never spell a word. */
export const READABLE = '23456789bcdfghjkmnpqrstvwxyz'

/** A random code of `length` characters that can be read aloud; about 4.8 bits each. */
export function randomCode(length: number): string {
  let code = ''
  for (let i = 0; i < length; i++) code += READABLE[randomInt(READABLE.length)]
  return code
}

/** A random record id: 16 characters, 76 bits; short enough for a mini-program code's scene. */
export const randomId = (): string => randomCode(16)

/**
 * A record id that the same parts always give (80 bits, 16 characters of base 32): a repeated call writes the same record.
 * Parts are joined with a separator that no id contains.
 */
export function idFrom(...parts: string[]): string {
  const digest = createHash('sha256').update(parts.join('\n')).digest()
  let bits = BigInt('0x' + digest.subarray(0, 10).toString('hex'))
  let id = ''
  for (let i = 0; i < 16; i++) {
    id += 'abcdefghijklmnopqrstuvwxyz234567'[Number(bits & 31n)]
    bits >>= 5n
  }
  return id
}
