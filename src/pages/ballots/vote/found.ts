/** What the phone finds of its own ballots in the lists that are published after the end. Pure. */
import { hexHash } from '../../../services/sha256'
import type { Receipt } from '../../../services/receipt'

/** A box's commitments, one list for each question in the order of the ballot; how many ballots lie in it, and how many have taken part. */
export interface Published { boxId: string; ballots: number; taken: number; rows: string[][] }

const TELL = '请告诉上级党组织或监票人。'

/** @param own this phone's receipts of the boxes that were looked at */
export function foundText(own: readonly Pick<Receipt, 'boxId' | 'commitments' | 'arrived'>[], boxes: readonly Published[]): string {
  const of = new Map(boxes.map((box) => [box.boxId, box]))
  const wrong = boxes.find(({ ballots, taken, rows }) => ballots !== taken || rows.some((row) => row.length !== ballots))
  const sets = new Map(boxes.map(({ boxId, rows }) => [boxId, rows.map((row) => new Set(row))]))
  const looked = own.map(({ boxId, commitments, arrived }) => ({ arrived, rows: commitments.length, missing: commitments.filter((one, n) => !sets.get(boxId)?.[n]?.has(one)).length, whole: commitments.length === of.get(boxId)?.rows.length }))
  const came = looked.filter(({ arrived, rows, missing }) => arrived || missing < rows)
  // What was never answered may never have come.
  if (came.length === 0) return '票箱里没有这台手机交的票：当时网络断了，票没有送到。'
  if (came.some(({ rows, missing }) => missing === rows)) return `名单里没有找到您的票，${TELL}`
  const changed = came.reduce((sum, { missing }) => sum + missing, 0)
  if (changed > 0 || came.some(({ whole }) => !whole)) return `您的票有${Math.max(changed, 1)}项和交的时候不一样了，${TELL}`
  if (wrong) return `您的票和交的时候一样，但这个票箱里有${wrong.ballots}张票，领票的有${wrong.taken}人，对不上，${TELL}`
  const { ballots } = boxes[0]!
  return `您的票在票箱里，每一项都和交的时候一样。${boxes.length === 1 ? `这个票箱一共${ballots}张票，领票的也是${ballots}人。` : ''}`
}

/**
 * What tells whether two phones were given the same of a box: over everything that was downloaded. Said aloud by its first
 * eight signs; whoever can make the lists can make others that agree in these, so the whole of it can be compared, too.
 */
export const listsCode = ({ boxId, fingerprint, ballots, taken, rows }: Published & { fingerprint: string }): string =>
  hexHash([boxId, fingerprint, ballots, taken, ...rows.map((row) => hexHash(row.join('\n')))].join('\n'))
/** 3F9A 07C2. */
export const shortCode = (code: string): string => `${code.slice(0, 4)} ${code.slice(4, 8)}`
