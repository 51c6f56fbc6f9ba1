/** Rewrites every sealed value with the key that seals now, and proves that the others can be taken out. */
import { gunzipSync, gzipSync } from 'node:zlib'
import { _, addOnce, change, db, find, read } from '../../platform/database'
import type { CollectionName, KeyRotation } from '../../platform/documents'
import { sealedFields, sealedWithin } from '../../platform/sealed-fields'
import { keyNames, keyOf, openSealed, seal, type Sealed } from '../../platform/secrets'
import { plusDays, plusMinutes } from '../../platform/time'
import { inParallel } from '../../services/parallel'

/** Documents looked at in one step. */
export const BATCH = 200
const AT_ONCE = 8
/** Longer than any call that began with the former settings may still run and write. */
const GRACE_MINUTES = 15
/** While an old key is still listed the proof is made anew, should a function have kept its former settings. */
const DAYS_PROVED = 1

const places = Object.entries(sealedFields) as [CollectionName, readonly string[]][]
type Found = Record<string, unknown> & { _id: string }

const valueAt = (document: unknown, field: string): unknown => field.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], document)

/** Every sealed text inside a value rewritten by `again`; the same value where nothing was. */
function rewritten(value: unknown, again: (sealed: Sealed) => Sealed): unknown {
  if (typeof value === 'string') return again(value)
  if (Array.isArray(value)) return value.map(each => rewritten(each, again))
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rewritten(each, again)]))
  return value
}

/** A value sealed with the current key, also what is sealed inside it; itself where nothing has to be done. Throws where no listed key opens it. */
function resealed(sealed: Sealed, within: boolean, { current, others }: ReturnType<typeof keyNames>): Sealed {
  const old = keyOf(sealed) !== current
  if (!within) return old ? seal(openSealed(sealed)) : sealed
  let changed = old
  const inner = rewritten(JSON.parse(gunzipSync(openSealed(sealed)).toString('utf8')), text => {
    if (!others.includes(keyOf(text)) || !/^[\w-]+\.[\w-]{38,}$/.test(text)) return text
    changed = true
    return seal(openSealed(text))
  })
  return changed ? seal(gzipSync(JSON.stringify(inner))) : sealed
}

/** Rewrites one document where it has to be; what somebody else has written meanwhile is left to the next pass. */
async function rewrite(name: CollectionName, document: Found, fields: readonly string[], names: ReturnType<typeof keyNames>): Promise<'fine' | 'found' | 'lost'> {
  const before: Record<string, Sealed> = {}
  const after: Record<string, Sealed> = {}
  let lost = false
  for (const field of fields) {
    const sealed = valueAt(document, field)
    if (typeof sealed !== 'string' || sealed === '') continue
    try {
      const again = resealed(sealed, sealedWithin.includes(name), names)
      if (again === sealed) continue
      before[field] = sealed
      after[field] = again
    } catch {
      lost = true
    }
  }
  if (Object.keys(after).length > 0) {
    // The old values are asked for: an edit that came between is newer, and is not overwritten.
    await change(name, { _id: document._id, ...before } as never, after)
    return 'found'
  }
  return lost ? 'lost' : 'fine'
}

/** One step of a rotation; how it stands afterwards, or null where another call has taken the step. */
async function step(rotation: KeyRotation, names: ReturnType<typeof keyNames>, now: Date, batch: number): Promise<KeyRotation | null> {
  const [name, fields] = places[rotation.place]!
  const top = [...new Set(fields.map(field => field.split('.')[0]!))] as never[]
  const documents = await find(name, { _id: _.gt(rotation.cursor) } as never, { orderBy: [['_id' as never, 'asc']], limit: batch, fields: ['_id' as never, ...top] }) as unknown as Found[]
  const outcomes = await inParallel(documents, AT_ONCE, document => rewrite(name, document, fields, names))
  const count = (what: string): number => outcomes.filter(outcome => outcome === what).length
  const at = { _id: rotation._id, pass: rotation.pass, place: rotation.place, cursor: rotation.cursor }
  const seen = { found: rotation.found + count('found'), lost: rotation.lost + count('lost'), resealed: rotation.resealed + count('found') }
  const stale = seen.found > 0 ? { safeAt: null } : {}
  if (documents.length === batch) return change('key_rotations', at, { ...seen, ...stale, cursor: documents.at(-1)!._id })
  if (rotation.place < places.length - 1) return change('key_rotations', at, { ...seen, ...stale, place: rotation.place + 1, cursor: '' })
  // The end of a pass: it proves something only where it began when nobody sealed with another key any more.
  const proved = seen.found === 0 && rotation.passStartedAt! >= plusMinutes(rotation.startedAt, GRACE_MINUTES)
  if (proved) console.info({ keyRotation: rotation._id, resealed: seen.resealed, lost: seen.lost, safeToTakeOut: names.others })
  const next = { pass: rotation.pass + 1, place: 0, cursor: '', found: 0, lost: 0, resealed: seen.resealed, passStartedAt: seen.found > 0 ? now : null }
  return change('key_rotations', at, { ...next, ...stale, ...(proved && { safeAt: now, lost: seen.lost }) })
}

/** Whether there is a pass to go on with, or one to begin: then it is begun. */
async function begun(rotation: KeyRotation, now: Date): Promise<KeyRotation | null> {
  if (rotation.passStartedAt) return rotation
  const due = rotation.safeAt ? plusDays(rotation.safeAt, DAYS_PROVED) : plusMinutes(rotation.startedAt, GRACE_MINUTES)
  return now < due ? null : change('key_rotations', { _id: rotation._id, pass: rotation.pass, passStartedAt: null }, { passStartedAt: now, lost: 0 })
}

/**
 * Goes on with the rewriting while there is time. Nothing is done while one key is listed. Kept after every step, so that
 * whatever is cut off is taken up where it stood; a step that is done twice changes nothing more. For the jobs.
 */
export async function rotateKeys(now: Date, deadline: Date, batch = BATCH): Promise<KeyRotation | null> {
  const names = keyNames()
  if (names.others.length === 0) return null
  const fresh: KeyRotation = { _id: names.current, startedAt: now, pass: 1, passStartedAt: now, place: 0, cursor: '', found: 0, lost: 0, resealed: 0, safeAt: null }
  let rotation = await read('key_rotations', names.current)
  if (!rotation) {
    await addOnce('key_rotations', fresh)
    rotation = fresh
    // What was proved for another key holds no more: should that key seal again one day, it begins anew.
    await db.collection('key_rotations').where({ _id: _.neq(names.current) }).remove()
  }
  do {
    const going = await begun(rotation, now)
    if (!going) return rotation
    const after = await step(going, names, now, batch)
    if (!after) return going
    rotation = after
  } while (new Date() < deadline)
  return rotation
}
