/** sha256 of ASCII texts, for phones: WeChat has neither TextEncoder nor a hash of its own. */
import { sha256 } from '@noble/hashes/sha2'

/** A ballot's text and all that is hashed with it is ASCII, so a character is a byte. */
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

/** base64url of bytes, as the server writes it. */
function base64url(bytes: Uint8Array): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b = 0, c = 0] = [bytes[i]!, bytes[i + 1], bytes[i + 2]]
    text += letters[a >> 2]! + letters[((a & 3) << 4) | (b >> 4)]! + letters[((b & 15) << 2) | (c >> 6)]! + letters[c & 63]!
  }
  return text.slice(0, Math.ceil((bytes.length * 4) / 3))
}

export const hash = (text: string): string => base64url(sha256(bytesOf(text)))
/** The same as 64 capital hexadecimal digits, which can be read aloud. */
export const hexHash = (text: string): string => Array.from(sha256(bytesOf(text)), (byte) => byte.toString(16).padStart(2, '0')).join('').toUpperCase()
