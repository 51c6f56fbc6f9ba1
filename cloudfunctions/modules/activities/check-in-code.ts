import { Secret } from 'otpauth'
import type { Activity } from '../../platform/documents'
import { openText, seal, type Sealed } from '../../platform/secrets'
import { codeAt, isCodeGood } from '../../services/changing-code'

/** Every activity has a secret of its own. */
const secretOf = (activity: Pick<Activity, 'checkInSecret'>): Secret => Secret.fromBase32(openText(activity.checkInSecret))

/** A new activity's secret, sealed. */
export const newCodeSecret = (): Sealed => seal(new Secret({ size: 20 }).base32)

/** The code at an instant, and when the next one follows. */
export const checkInCodeAt = (activity: Pick<Activity, 'checkInSecret'>, now: Date): { code: string; nextAt: Date } => codeAt(secretOf(activity), now)

/** Whether a code is one of the last three minutes. */
export const isCheckInCode = (activity: Pick<Activity, 'checkInSecret'>, code: string, now: Date): boolean => isCodeGood(secretOf(activity), code, now)

/** What the mini-program code on the screen carries: 25 of the 32 characters that WeChat allows. */
export const sceneOf = (activityId: string, code: string): string => `k.${activityId}.${code}`
