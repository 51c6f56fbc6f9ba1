import { failed } from '../errors'
import { compareStrings, isNumeric } from '../values/compare'
import { makeRegExp } from '../values/ejson'
import { type Doc, type Value } from '../values/types'
import { toText } from './convert'
import type { Operator } from './expression'
import { isNil, named, simple, typeName, unary, wholeNumber } from './operator-kit'

/** Text. Source: MongoDB manual, "String Expression Operators". Positions are counted in bytes (UTF-8) or code points, as named. */

/** Where text is wanted: null and missing become '', numbers and dates text. */
function text(name: string, value: Value): string {
  if (isNil(value)) return ''
  if (typeof value === 'string') return value
  if (isNumeric(value) || value instanceof Date) return toText(value)
  throw failed(`can't convert from BSON type ${typeName(value)} to String in ${name}`)
}

function only(name: string, value: Value): string {
  if (typeof value !== 'string') throw failed(`${name} requires a string argument, found: ${typeName(value)}`)
  return value
}

const concat: Operator = simple('$concat', 0, Infinity, (...values) => (values.some(isNil) ? null : values.map((value) => only('$concat', value)).join('')))

const substrCP: Operator = simple('$substrCP', 3, 3, (value, from, count) => {
  const points = [...text('$substrCP', value)]
  const [start, length] = [wholeNumber('$substrCP', from), wholeNumber('$substrCP', count)]
  if (start < 0 || length < 0) throw failed('$substrCP: starting index and length must be non-negative')
  return points.slice(start, start + length).join('')
})

const substrBytes = (name: string): Operator =>
  simple(name, 3, 3, (value, from, count) => {
    const bytes = Buffer.from(text(name, value))
    const [start, length] = [wholeNumber(name, from), wholeNumber(name, count)]
    if (start < 0) throw failed(`${name}: starting index must be non-negative (got: ${start})`)
    // A negative length means the rest.
    const end = length < 0 ? bytes.length : Math.min(bytes.length, start + length)
    const inside = (at: number): boolean => at < bytes.length && ((bytes[at] as number) & 0xc0) === 0x80
    if (start >= bytes.length) return ''
    if (inside(start)) throw failed(`${name}: Invalid range, starting index is a UTF-8 continuation byte.`)
    if (inside(end)) throw failed(`${name}: Invalid range, ending index is in the middle of a UTF-8 character.`)
    return bytes.subarray(start, end).toString()
  })

const indexOf = (name: string, cut: (value: string) => readonly string[] | Buffer): Operator =>
  simple(name, 2, 4, (value, part, from = 0, to = Infinity) => {
    if (isNil(value)) return null
    const whole = cut(only(name, value))
    const wanted = cut(only(name, part))
    const start = wholeNumber(name, from, 'start')
    const end = Math.min(whole.length, to === Infinity ? whole.length : wholeNumber(name, to, 'end'))
    if (start < 0 || end < 0) throw failed(`${name} requires a nonnegative start and end`)
    for (let at = start; at + wanted.length <= end; at++) if (wanted.every((item: string | number, i: number) => whole[at + i] === item)) return at
    return -1
  })

const split: Operator = simple('$split', 2, 2, (value, by) => {
  if (isNil(value) || isNil(by)) return null
  if (only('$split', by) === '') throw failed('$split requires a non-empty separator')
  return only('$split', value).split(by as string)
})

const WHITE = '\0\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'

const trim = (name: string, left: boolean, right: boolean): Operator =>
  named(name, ['input'], ['chars'], ({ input, chars }) => (scope) => {
    const value = input?.(scope)
    const given = chars ? chars(scope) : WHITE
    if (isNil(value) || isNil(given)) return null
    const set = new Set(only(name, given))
    const points = [...only(name, value)]
    let start = 0
    let end = points.length
    while (left && start < end && set.has(points[start] as string)) start++
    while (right && end > start && set.has(points[end - 1] as string)) end--
    return points.slice(start, end).join('')
  })

const replace = (name: string, all: boolean): Operator =>
  named(name, ['input', 'find', 'replacement'], [], ({ input, find, replacement }) => (scope) => {
    const [value, wanted, by] = [input?.(scope), find?.(scope), replacement?.(scope)]
    if (isNil(value) || isNil(wanted) || isNil(by)) return null
    const [source, search, put] = [only(name, value), only(name, wanted), only(name, by)]
    return all ? source.replaceAll(search, () => put) : source.replace(search, () => put)
  })

function regexOf(name: string, regex: Value, options: Value): RegExp | null {
  if (isNil(regex)) return null
  const flags = isNil(options) ? '' : only(name, options)
  if (regex instanceof RegExp) {
    if (regex.flags !== '' && flags !== '') throw failed(`${name}: found regex options specified in both 'regex' and 'options' fields`)
    return makeRegExp(regex.source, regex.flags || flags)
  }
  return makeRegExp(only(name, regex), flags)
}

function found(match: RegExpExecArray, source: string): Doc {
  return { match: match[0], idx: [...source.slice(0, match.index)].length, captures: match.slice(1).map((part) => part ?? null) }
}

const regex = (name: string, none: Value, apply: (source: string, pattern: RegExp) => Value): Operator =>
  named(name, ['input', 'regex'], ['options'], ({ input, regex: pattern, options }) => (scope) => {
    const value = input?.(scope)
    const read = regexOf(name, pattern?.(scope), options?.(scope))
    return isNil(value) || !read ? none : apply(only(name, value), read)
  })

export const strings: Readonly<Record<string, Operator>> = {
  $concat: concat,
  $substrCP: substrCP,
  $substrBytes: substrBytes('$substrBytes'),
  $substr: substrBytes('$substr'),
  $indexOfBytes: indexOf('$indexOfBytes', (value) => Buffer.from(value)),
  $indexOfCP: indexOf('$indexOfCP', (value) => [...value]),
  $split: split,
  $strLenBytes: simple('$strLenBytes', 1, 1, (value) => Buffer.byteLength(only('$strLenBytes', value))),
  $strLenCP: simple('$strLenCP', 1, 1, (value) => [...only('$strLenCP', value)].length),
  // Letters of other scripts than Latin keep their case, as on the server.
  $toLower: simple('$toLower', 1, 1, (value) => text('$toLower', value).replace(/[A-Z]+/g, (part) => part.toLowerCase())),
  $toUpper: simple('$toUpper', 1, 1, (value) => text('$toUpper', value).replace(/[a-z]+/g, (part) => part.toUpperCase())),
  $strcasecmp: simple('$strcasecmp', 2, 2, (a, b) => Math.sign(compareStrings(text('$strcasecmp', a).toUpperCase(), text('$strcasecmp', b).toUpperCase()))),
  $trim: trim('$trim', true, true),
  $ltrim: trim('$ltrim', true, false),
  $rtrim: trim('$rtrim', false, true),
  $replaceOne: replace('$replaceOne', false),
  $replaceAll: replace('$replaceAll', true),
  $regexMatch: regex('$regexMatch', false, (source, pattern) => pattern.test(source)),
  $regexFind: regex('$regexFind', null, (source, pattern) => {
    const match = pattern.exec(source)
    return match && found(match, source)
  }),
  $regexFindAll: regex('$regexFindAll', [], (source, pattern) => [...source.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))].map((match) => found(match, source))),
  $toString: unary('$toString', toText),
}
