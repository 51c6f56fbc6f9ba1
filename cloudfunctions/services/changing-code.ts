/** The code on a screen: a TOTP (RFC 6238) that changes every half minute, and that a phone may bring three minutes later. */
import { Secret, TOTP } from 'otpauth'
import { activityRules } from '../regulations/activity-rules'

const { codeDigits: digits, codeSeconds: period, codeGoodSteps } = activityRules
const totp = (secret: Secret): TOTP => new TOTP({ secret, algorithm: 'SHA1', digits, period })

/** The code at an instant, and when the next one follows. */
export function codeAt(secret: Secret, now: Date): { code: string; nextAt: Date } {
  const timestamp = now.getTime()
  return { code: totp(secret).generate({ timestamp }), nextAt: new Date(timestamp + TOTP.remaining({ period, timestamp })) }
}

/** Whether a code is the present one or one of those of the last three minutes; one of the future is not good. */
export function isCodeGood(secret: Secret, code: string, now: Date): boolean {
  const steps = totp(secret).validate({ token: code, timestamp: now.getTime(), window: codeGoodSteps })
  return steps !== null && steps <= 0
}
