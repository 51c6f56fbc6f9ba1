/** The second factor of an account: a dynamic code (TOTP, RFC 6238) or WeChat's SOTER. A proof is good for ten minutes. */
import { Secret, TOTP } from 'otpauth'
import type { AccessDocument } from '../platform/documents'
import { refuse } from '../platform/errors'
import { openText, seal, type Sealed } from '../platform/secrets'
import { plusMinutes } from '../platform/time'

const PERIOD = 30
/** How long a proof lasts, in minutes. */
export const PROOF_MINUTES = 10

const totp = (secret: Secret, label = '') => new TOTP({ issuer: '支部', label, secret, period: PERIOD, digits: 6 })

/** A new secret: sealed for the record, and as an authenticator app takes it. */
export function newFactor(name: string): { sealed: Sealed; secret: string; uri: string } {
  const secret = new Secret({ size: 20 })
  return { sealed: seal(secret.base32), secret: secret.base32, uri: totp(secret, name).toString() }
}

/** The time step that a code belongs to, within one step of now and later than the last one used; null where it is wrong or used. */
export function stepOfCode(factor: NonNullable<AccessDocument['factor']>, code: string, now: Date): number | null {
  const delta = totp(Secret.fromBase32(openText(factor.secret))).validate({ token: code, timestamp: now.getTime(), window: 1 })
  if (delta === null) return null
  const step = Math.floor(now.getTime() / 1000 / PERIOD) + delta
  return step > factor.lastStep ? step : null
}

/** Until when a proof made now holds. */
export const provedUntil = (now: Date): Date => plusMinutes(now, PROOF_MINUTES)

/** Refuses what needs the second factor only in some cases, as the router does for what always needs it. */
export function guardFactor({ access, now }: { access: Pick<AccessDocument, 'factor' | 'provedUntil'>; now: Date }): void {
  if (!(access.provedUntil && access.provedUntil > now)) refuse(access.factor?.active ? 'secondFactorNeeded' : 'secondFactorNotSet')
}
