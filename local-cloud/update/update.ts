import { failed } from '../errors'
import { positionOf, type Query } from '../query/match'
import { holdsPattern, timeLimited, usesPattern } from '../query/time-limit'
import { identical } from '../values/compare'
import { clone, has, isArray, isDoc, type Doc, type Value } from '../values/types'
import { OPERATORS } from './operators'
import { concretePaths, plainPath } from './paths'

/** What an update makes of a document. The given document is never changed. Throws where MongoDB refuses. */
export type Update = (doc: Doc, query: Query) => Doc

/** Operators whose operand is kept as it is. */
const STORING = new Set(['$set', '$min', '$max', '$push', '$addToSet'])

/** Reads `{$set: {…}, $inc: {…}}` once, for many documents. */
export function readUpdate(spec: Doc, now: Date): Update {
  const operators = Object.keys(spec)
  if (operators.length === 0) throw failed('the update is empty: nothing to change was given')
  const steps: { op: string; path: string; operand: Value }[] = []
  for (const op of operators) {
    if (op === '$setOnInsert') continue
    if (!Object.hasOwn(OPERATORS, op)) throw failed(`Unknown modifier: ${op}. Expected a valid update modifier`)
    const fields = spec[op]
    if (!isDoc(fields)) throw failed(`Modifiers operate on fields but we found a value for ${op} that is no object`)
    for (const path in fields) {
      const operand = fields[path]
      if (STORING.has(op)) checkStorable(operand, path, op === '$push' || op === '$addToSet')
      steps.push({ op, path, operand })
    }
  }
  refuseConflicts(steps.flatMap(({ op, path, operand }) => (op === '$rename' && typeof operand === 'string' ? [path, operand] : [path])))
  const apply: Update = (doc, query) => {
    const next = clone(doc)
    for (const { op, path, operand } of steps) {
      const paths = path.includes('$') ? concretePaths(next, path, (array) => positionOf(query, doc, array)) : [plainPath(path)]
      for (const place of paths) OPERATORS[op]?.(next, place, operand, now)
    }
    if (!identical(next['_id'], doc['_id'])) throw failed("Performing an update on the path '_id' would modify the immutable field '_id'")
    return next
  }
  // $pull can hold a pattern, and the positional operator asks the query again.
  const pulls = holdsPattern(spec)
  const positional = steps.some(({ path }) => path.includes('$'))
  return (doc, query) => (pulls || (positional && usesPattern(query)) ? timeLimited(() => apply(doc, query)) : apply(doc, query))
}

function refuseConflicts(paths: string[]): void {
  const sorted = [...paths].sort()
  const seen = new Set<string>()
  for (const path of sorted) {
    const names = path.split('.')
    for (let i = 1; i <= names.length; i++) {
      const prefix = names.slice(0, i).join('.')
      if (seen.has(prefix)) throw failed(`Updating the path '${path}' would create a conflict at '${prefix}'`)
    }
    seen.add(path)
  }
}

/** A replacement (`doc().set()`): everything but the id is new. */
export function readReplacement(data: Doc): Update {
  checkStorable(data, '', false)
  return (doc) => {
    if (has(data, '_id') && !identical(data['_id'], doc['_id'])) throw failed("the (immutable) field '_id' was found to have been altered")
    return { _id: doc['_id'], ...clone(data) }
  }
}

/** Refuses field names that MongoDB cannot keep. `modifiers`: at this level {$each: …} is no field name. */
export function checkStorable(value: Value, path: string, modifiers = false): void {
  if (isArray(value)) {
    for (const item of value) checkStorable(item, path)
    return
  }
  if (!isDoc(value)) return
  for (const name in value) {
    if (name.startsWith('$') && !modifiers) throw failed(`The dollar ($) prefixed field '${name}' in '${path ? `${path}.` : ''}${name}' is not valid for storage.`)
    if (name.includes('\0')) throw failed('field names must not contain null bytes')
    checkStorable(value[name], path ? `${path}.${name}` : name)
  }
}
