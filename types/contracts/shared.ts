/** Building blocks of every contract: ids, instants, days, pages, and the shape of an action. */
import * as z from './zod'
import type { Access } from './codes'

/** A record's id: never shown on a screen, always short enough for a mini-program code's scene (≤ 32 characters in all). */
export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
/** An instant as ISO 8601 in UTC; shown in Asia/Shanghai. */
export const instant = z.iso.datetime({ offset: true })
/** A calendar day `YYYY-MM-DD`, without a time zone. */
export const day = z.iso.date()
/** One line of text that somebody typed: trimmed, not empty. */
export const line = (max: number) => z.string().trim().min(1).max(max)
/** Several lines of text that somebody typed: trimmed, not empty. */
export const text = (max: number) => z.string().trim().min(1).max(max)

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
