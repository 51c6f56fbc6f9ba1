/**
 * JSON from an environment variable, plain or in base64: CloudBase's CLI writes values into JSON of its own without
 * escaping them, so that quotes in a value break its file (read in @cloudbase/toolbox 0.7.20); base64 has none.
 * @returns undefined where the variable is not set or empty
 */
export function settingOf<T>(name: string): T | undefined {
  const raw = process.env[name]?.trim()
  if (!raw) return undefined
  return JSON.parse(raw.startsWith('{') ? raw : Buffer.from(raw, 'base64').toString('utf8')) as T
}

/** What a person can agree to be sent, once for each consent (WeChat's one-time subscribe messages). */
export type ReminderPurpose = 'activityReminder' | 'placeFreed' | 'appealAnswered'

/** Template ids by purpose, from `ZHIBU_TEMPLATES`; empty where the deployment has none. */
export const messageTemplates = (): Partial<Record<ReminderPurpose, string>> => settingOf('ZHIBU_TEMPLATES') ?? {}
