import { Secret, TOTP } from 'otpauth'
import { activityRules } from '../../regulations/activity-rules'
import type { Activity } from '../../platform/documents'
import { openText, seal, type Sealed } from '../../platform/secrets'

const { codeDigits: digits, codeSeconds: period, codeGoodSteps } = activityRules

/** The code on the organiser's screen is a TOTP (RFC 6238) of a secret that every activity has of its own. */
const totp = (activity: Pick<Activity, 'checkInSecret'>): TOTP =>
  new TOTP({ secret: Secret.fromBase32(openText(activity.checkInSecret)), algorithm: 'SHA1', digits, period })

/** A new activity's secret, sealed. */
export const newCodeSecret = (): Sealed => seal(new Secret({ size: 20 }).base32)

/** The code at an instant, and when the next one follows. */
export function codeAt(activity: Pick<Activity, 'checkInSecret'>, now: Date): { code: string; nextAt: Date } {
  const timestamp = now.getTime()
  return { code: totp(activity).generate({ timestamp }), nextAt: new Date(timestamp + TOTP.remaining({ period, timestamp })) }
}

/** Whether a code is the present one or one of those of the last three minutes; one of the future is not good. */
export function isCodeGood(activity: Pick<Activity, 'checkInSecret'>, code: string, now: Date): boolean {
  const steps = totp(activity).validate({ token: code, timestamp: now.getTime(), window: codeGoodSteps })
  return steps !== null && steps <= 0
}

/** What the mini-program code on the screen carries: 25 of the 32 characters that WeChat allows. */
export const sceneOf = (activityId: string, code: string): string => `k.${activityId}.${code}`
