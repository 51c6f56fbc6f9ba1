import { invalid } from '../errors'
import { isArray, isDoc, type Doc, type Value, Binary, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp } from './types'

/**
 * Extended JSON (v2), both ways. Source: github.com/mongodb/specifications, extended-json; and the SDK, which sends
 * canonical text and reads both forms. An own codec, because bson's one costs ten times as much per document
 * and turns operator objects such as {$regex, $options} into values.
 */

const MAX_DEPTH = 180
const TOO_DEEP = `document nested deeper than ${MAX_DEPTH} levels`

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

function regex(body: Json): RegExp {
  const { pattern, options } = (body ?? {}) as { pattern?: Json; options?: Json }
  if (typeof pattern !== 'string' || (options !== undefined && typeof options !== 'string')) throw invalid('Malformed $regularExpression')
  return makeRegExp(pattern, options ?? '')
}

/** A regular expression with MongoDB's options; those that JavaScript cannot do are refused, not ignored. */
export function makeRegExp(pattern: string, options: string): RegExp {
  for (const letter of options) {
    if (letter === 'x') throw invalid("regular expression option 'x' is not supported by this local cloud")
    if (!'imsu'.includes(letter)) throw invalid(`invalid flag in regex options: ${letter}`)
  }
  try {
    return new RegExp(pattern, [...new Set(options)].sort().join(''))
  } catch (error) {
    throw invalid(`Regular expression is invalid: ${(error as Error).message}`)
  }
}

function date(body: Json): Date {
  let time = NaN
  if (typeof body === 'string') time = Date.parse(body)
  else if (typeof body === 'number') time = body
  else if (body && typeof body === 'object' && !Array.isArray(body)) time = Number(body['$numberLong'] ?? NaN)
  const made = new Date(time)
  if (Number.isNaN(made.getTime())) throw invalid('Malformed $date')
  return made
}

function numeric(body: Json, integer: boolean): number {
  if (typeof body !== 'string' && typeof body !== 'number') throw invalid('Malformed number in extended JSON')
  const value = String(body).trim() === '' ? NaN : Number(body)
  if (Number.isNaN(value) && body !== 'NaN') throw invalid(`Malformed number in extended JSON: ${body}`)
  if (integer && !Number.isInteger(value)) throw invalid(`Malformed integer in extended JSON: ${body}`)
  return value
}

function long(body: Json): number | Long {
  const value = numeric(body, true)
  if (Number.isSafeInteger(value)) return value
  const whole = BigInt(typeof body === 'string' ? body : value)
  if (BigInt.asIntN(64, whole) !== whole) throw invalid(`Malformed integer in extended JSON: ${String(body)} does not fit into 64 bits`)
  return Long.fromBigInt(whole)
}

function decimal(body: Json): Decimal128 {
  try {
    if (typeof body === 'string') return Decimal128.fromString(body)
  } catch {
    // Refused below.
  }
  throw invalid('Malformed $numberDecimal')
}

function binary(body: Json, type: Json | undefined): Binary {
  const { base64, subType } = (typeof body === 'object' ? (body ?? {}) : { base64: body, subType: type }) as { base64?: Json; subType?: Json }
  const kind = typeof subType === 'object' ? NaN : parseInt(String(subType ?? '0'), 16)
  if (typeof base64 !== 'string' || !(kind >= 0 && kind <= 255)) throw invalid('Malformed $binary')
  return new Binary(Buffer.from(base64, 'base64'), kind)
}

function timestamp(body: Json): Timestamp {
  const { t, i } = (body ?? {}) as { t?: Json; i?: Json }
  const isUnsigned = (value: Json | undefined): value is number => typeof value === 'number' && value >>> 0 === value
  if (!isUnsigned(t) || !isUnsigned(i)) throw invalid('Malformed $timestamp')
  return new Timestamp({ t, i })
}

function serverDate(body: Json, now: number): Date {
  const offset = (body as { offset?: Json } | null)?.offset ?? 0
  const value = typeof offset === 'object' && offset && !Array.isArray(offset) ? fromJson(offset, now, 0) : offset
  if (typeof value !== 'number') throw invalid('Malformed $tcb_server_date')
  return new Date(now + value)
}

/** The scalar that a one-letter wrapper such as {$oid} stands for; undefined when the object is none. */
function scalar(key: string, body: Json, source: { [key: string]: Json }, now: number): Value {
  switch (key) {
    case '$date':
      return date(body)
    case '$numberInt':
      return numeric(body, true)
    case '$numberLong':
      return long(body)
    case '$numberDouble':
      return numeric(body, false)
    case '$oid':
      if (typeof body !== 'string' || !/^[0-9a-f]{24}$/i.test(body)) throw invalid('Malformed $oid: 24 hexadecimal characters expected')
      return new ObjectId(body)
    case '$regularExpression':
      return regex(body)
    case '$tcb_server_date':
      return serverDate(body, now)
    case '$numberDecimal':
      return decimal(body)
    case '$binary':
      return binary(body, source['$type'])
    case '$timestamp':
      return timestamp(body)
    case '$minKey':
      return new MinKey()
    case '$maxKey':
      return new MaxKey()
    case '$undefined':
      return null
    default:
      return undefined
  }
}

function fromJson(json: Json, now: number, depth: number): Value {
  if (typeof json !== 'object' || json === null) return json
  if (depth > MAX_DEPTH) throw invalid(TOO_DEEP)
  if (Array.isArray(json)) {
    for (let i = 0; i < json.length; i++) {
      const item = json[i]
      if (typeof item === 'object' && item !== null) (json as Value[])[i] = fromJson(item, now, depth + 1)
    }
    return json as Value[]
  }
  for (const key in json) {
    const body = json[key] as Json
    if (key.charCodeAt(0) === 36) {
      const value = scalar(key, body, json, now)
      if (value !== undefined) return value
    } else if (key === '__proto__' || key === '_bsontype') throw invalid(`a field cannot be named '${key}'`)
    if (typeof body === 'object' && body !== null) (json as Doc)[key] = fromJson(body, now, depth + 1)
  }
  return json as Doc
}

/** Reads extended JSON text. `now` is what a server date in it becomes. Throws INVALID_PARAM with the cause. */
export function parse(text: string, now: number = Date.now()): Value {
  let json: Json
  try {
    json = JSON.parse(text) as Json
  } catch (error) {
    throw invalid(`Malformed extended JSON: ${(error as Error).message}`)
  }
  return fromJson(json, now, 0)
}

/** As parse, for text that must hold one document. */
export function parseDoc(text: string, now?: number): Doc {
  const value = parse(text, now)
  if (!isDoc(value)) throw invalid('Malformed extended JSON: a document was expected')
  return value
}

/** What one value looks like as plain JSON; the same object where nothing in it needs a wrapper. Refuses what could not be read again. */
export function toJson(value: Value, ids: 'objects' | 'strings', depth = 0): unknown {
  switch (typeof value) {
    case 'number':
      if (Number.isFinite(value) && !Object.is(value, -0)) return value
      return { $numberDouble: Object.is(value, -0) ? '-0.0' : String(value) }
    case 'object':
      break
    default:
      return value
  }
  if (value === null) return null
  if (depth > MAX_DEPTH) throw invalid(TOO_DEEP)
  if (isArray(value)) {
    let copy: unknown[] | null = null
    for (let i = 0; i < value.length; i++) {
      const json = toJson(value[i], ids, depth + 1)
      if (json !== value[i] && !copy) copy = value.slice()
      if (copy) copy[i] = json
    }
    return copy ?? value
  }
  if (isDoc(value)) {
    let copy: Record<string, unknown> | null = null
    for (const key in value) {
      const json = toJson(value[key], ids, depth + 1)
      if (json !== value[key] && !copy) copy = { ...value }
      if (copy) copy[key] = json
    }
    return copy ?? value
  }
  return scalarToJson(value, ids)
}

function scalarToJson(value: object, ids: 'objects' | 'strings'): unknown {
  if (value instanceof Date) {
    const time = value.getTime()
    if (Number.isNaN(time)) throw invalid('a date lies outside of what can be kept')
    const year = value.getUTCFullYear()
    return { $date: year >= 1970 && year <= 9999 ? value.toISOString() : { $numberLong: String(time) } }
  }
  if (value instanceof RegExp) return { $regularExpression: { pattern: value.source, options: value.flags } }
  if (value instanceof ObjectId) return ids === 'strings' ? value.toHexString() : { $oid: value.toHexString() }
  // Timestamp before Long: it is a subclass.
  if (value instanceof Timestamp) return { $timestamp: { t: value.getHighBitsUnsigned(), i: value.getLowBitsUnsigned() } }
  if (value instanceof Long) return { $numberLong: value.toString() }
  if (value instanceof Decimal128) return { $numberDecimal: value.toString() }
  if (value instanceof Binary) return { $binary: { base64: value.toString('base64'), subType: value.sub_type.toString(16).padStart(2, '0') } }
  return value instanceof MinKey ? { $minKey: 1 } : { $maxKey: 1 }
}

/** Text for the disk: every type comes back as it was. */
export const stringify = (value: Value): string => JSON.stringify(toJson(value, 'objects'))

/** Text for an answer: ObjectIds leave as hexadecimal strings, since the SDK cannot carry them. */
export const stringifyAnswer = (value: Value): string => JSON.stringify(toJson(value, 'strings'))

/** Text that is the same exactly for values that compare equal: for keys of Maps. */
export const canonical = (value: Value): string => stringify(value ?? null).replaceAll('{"$numberDouble":"-0.0"}', '0')
