/** Building blocks of every contract: ids, instants, days, pages, and the shape of an action. */
import * as z from './zod'
import type { Access } from './codes'

/** A record's id: never shown on a screen, always short enough for a mini-program code's scene (≤ 32 characters in all). */
export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
/** Years outside which nothing of a branch happens; beyond 9999 an instant has no ISO form that can be answered. */
const inOurTime = (written: string): boolean => { const year = new Date(written).getUTCFullYear(); return year >= 1900 && year < 2200 }
/** An instant as ISO 8601 in UTC; shown in Asia/Shanghai. */
export const instant = z.iso.datetime({ offset: true }).refine(inOurTime)
/** A calendar day `YYYY-MM-DD`, without a time zone. */
export const day = z.iso.date().refine(inOurTime)

/** Characters that nobody sees and that make a text show otherwise than it is: controls, zero widths, marks that turn the direction of writing. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}/gu
/** A text without what cannot be seen; empty where nothing else is in it. */
const seen = (typed: string): string => { const text = typed.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(UNSEEN, ''); return /[^\s\p{Cc}\p{Cf}]/u.test(text) ? text : '' }
/** Several lines that may be empty, trimmed. */
export const optionalText = (max: number) => z.string().overwrite(seen).trim().max(max)
const onOneLine = (typed: string): string => seen(typed).replace(/[\n\t]+/g, ' ')
/** One line that may be empty, trimmed. */
export const optionalLine = (max: number) => z.string().overwrite(onOneLine).trim().max(max)
/** One line of text that somebody typed: trimmed, not empty. */
export const line = (max: number) => optionalLine(max).min(1)
/** Several lines of text that somebody typed: trimmed, not empty. */
export const text = (max: number) => optionalText(max).min(1)

/** What a list is asked for: lists page by key, never by a number to skip. */
export const pageInput = { cursor: z.string().max(200).optional(), limit: z.number().int().min(1).max(50).optional() }
/** A page of a list; `next` is the cursor of the following page, null at the end. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })

/** Why a button is disabled, by the name of the ability; only abilities that are refused appear. */
export const why = z.record(z.string(), z.string())

/** One action as both sides agree on it. */
export interface ActionContract {
  input: z.ZodObject
  output: z.ZodType
  /** Who may call it at all; what it may touch is judged again on the record itself. */
  access: Access
  kind: 'read' | 'write'
  /** The function that serves it; `api` where left out. */
  runs?: 'api' | 'sheets'
  /** An officer's act: an audit line is written before it runs. */
  audited?: true
  /** A sensitive act: needs a second factor proved within the last ten minutes. */
  secondFactor?: true
  /** A secret act: no request id, no audit line, no logged value. */
  secret?: true
}
export type Contract = Record<string, ActionContract>
