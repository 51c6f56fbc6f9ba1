import { createContext, Script } from 'node:vm'
import { failed } from '../errors'
import { isArray, isDoc, type Value } from '../values/types'
import type { Query } from './match'

/**
 * A pattern such as (a+)+$ can take longer than the age of the universe, and JavaScript cannot stop itself. The virtual
 * machine's watchdog can: it interrupts the search. Used only where patterns are, since it costs about 0.1 ms.
 */
export const TIME_LIMIT = 2000

const sandbox: { work: () => void } = { work: () => undefined }
const context = createContext(sandbox)
const script = new Script('work()')
let inside = false

export function timeLimited<T>(work: () => T, limit = TIME_LIMIT): T {
  if (inside) return work()
  let result: T | undefined
  let problem: unknown
  sandbox.work = () => {
    try {
      result = work()
    } catch (error) {
      problem = error
    }
  }
  inside = true
  try {
    script.runInContext(context, { timeout: limit })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw failed(`operation exceeded time limit: a pattern took longer than ${limit} ms`)
    throw error
  } finally {
    inside = false
  }
  if (problem !== undefined) throw problem
  return result as T
}

/** Whether a regular expression stands anywhere in a value, also as {$regex} text. */
export function holdsPattern(value: Value): boolean {
  if (value instanceof RegExp) return true
  if (isArray(value)) return value.some(holdsPattern)
  return isDoc(value) && Object.keys(value).some((key) => key.startsWith('$regex') || holdsPattern(value[key]))
}

/** Whether asking this query can run a pattern. */
export function usesPattern(query: Query): boolean {
  if (query.kind === 'field') return query.op === '$regex' || holdsPattern(query.operand)
  return query.kind === 'expression' ? query.patterns : query.parts.some(usesPattern)
}
