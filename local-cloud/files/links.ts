import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Signed addresses of private files: good for one file, one use and until a time. The key lives as long as the process. */
export class Links {
  private readonly key = randomBytes(32)

  private signature(use: 'get' | 'put', env: string, path: string, expires: number): string {
    return createHmac('sha256', this.key).update(JSON.stringify([use, env, path, expires])).digest('hex')
  }

  /** The part after the path. */
  sign(use: 'get' | 'put', env: string, path: string, seconds: number): string {
    const expires = Date.now() + seconds * 1000
    return `expires=${expires}&sign=${this.signature(use, env, path, expires)}`
  }

  /** Why an address is not good, or null. */
  refusal(use: 'get' | 'put', env: string, path: string, query: URLSearchParams): string | null {
    const expires = Number(query.get('expires'))
    const given = Buffer.from(query.get('sign') ?? '', 'hex')
    const wanted = Buffer.from(this.signature(use, env, path, expires), 'hex')
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return 'the signature does not fit this file'
    return Date.now() > expires ? 'the link has expired' : null
  }
}
